"""The value of a setting for one person, its source and who locked it (LOCK-1 to LOCK-5): one function for every surface."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import CATALOGUE, REQUIRE_PMI, Level, Setting, is_settable_at


@dataclass(frozen=True, slots=True)
class SettingState:
    """Value and lock of one setting in the account or a group; no `value`: none of its own."""

    value: bool | None = None
    locked: bool = False


UNSET = SettingState()


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its settings; one that is not in `states` is not managed here."""

    id: GroupId
    name: str
    states: Mapping[Setting, SettingState]

    def state(self, setting: Setting) -> SettingState:
        """Value and lock of one setting."""
        return self.states.get(setting, UNSET)


@dataclass(frozen=True, slots=True)
class SettingsTree:
    """The settings of an account and its groups, the groups in order of priority."""

    account: Mapping[Setting, SettingState]
    groups: tuple[Group, ...] = ()

    def state(self, setting: Setting) -> SettingState:
        """The account's value and lock of one setting."""
        return self.account.get(setting, UNSET)

    def group(self, id_: GroupId) -> Group | None:
        """The group with this id, if there is one."""
        return next((group for group in self.groups if group.id == id_), None)


@dataclass(frozen=True, slots=True)
class PersonSettings:
    """The groups that one person is in, and their own choices."""

    groups: frozenset[GroupId] = frozenset()
    choices: Mapping[Setting, bool] | None = None

    def choice(self, setting: Setting) -> bool | None:
        """Their own choice, if they made one and may."""
        return self.choices.get(setting) if self.choices and is_settable_at(setting, Level.PERSON) else None


class Origin(StrEnum):
    """Which level a value or lock came from."""

    DEFAULT = "default"
    ACCOUNT = "account"
    GROUP = "group"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value or a lock came from; `group` and `name` only where a group decided."""

    origin: Origin
    group: GroupId | None = None
    name: str = ""


FROM_DEFAULT = Source(Origin.DEFAULT)
FROM_ACCOUNT = Source(Origin.ACCOUNT)
FROM_PERSON = Source(Origin.PERSON)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What holds for one person, where it came from, and who locked it, if anybody did (LOCK-2)."""

    value: bool
    source: Source
    locked_by: Source | None = None

    @property
    def locked(self) -> bool:
        """Whether the person cannot choose."""
        return self.locked_by is not None


def resolve(setting: Setting, tree: SettingsTree, person: PersonSettings) -> Resolved:
    """Resolve one setting for one person: LOCK-1, from (a) to (f)."""
    default = CATALOGUE[setting].default
    account = tree.state(setting)
    if account.locked:
        return Resolved(default if account.value is None else account.value, FROM_ACCOUNT, FROM_ACCOUNT)
    group = _deciding_group(setting, tree, person)
    if group is not None and group.state(setting).locked:
        return Resolved(_value(group, setting), _source_of(group), _source_of(group))
    choice = person.choice(setting)
    if choice is not None:
        return Resolved(choice, FROM_PERSON)
    if group is not None:
        return Resolved(_value(group, setting), _source_of(group))
    if account.value is not None:
        return Resolved(account.value, FROM_ACCOUNT)
    return Resolved(default, FROM_DEFAULT)


def resolve_all(tree: SettingsTree, person: PersonSettings) -> dict[Setting, Resolved]:
    """Every setting for one person, in the order of the catalogue."""
    return {setting: resolve(setting, tree, person) for setting in CATALOGUE}


def in_effect(setting: Setting, resolved: Mapping[Setting, Resolved]) -> bool:
    """Whether a setting is on and means something: without a PMI the others about it do not (LOCK-4)."""
    return resolved[setting].value and has_effect(setting, resolved)


def has_effect(setting: Setting, resolved: Mapping[Setting, Resolved]) -> bool:
    """Whether the setting means anything for this person, on or off; else it is shown as without effect (LOCK-4)."""
    return setting not in REQUIRE_PMI or resolved[Setting.PMI_ENABLED].value


def _deciding_group(setting: Setting, tree: SettingsTree, person: PersonSettings) -> Group | None:
    """The first group of the person's that manages the setting; later ones do not count, not even by a lock."""
    for group in tree.groups:
        if group.id in person.groups and group.state(setting).value is not None:
            return group
    return None


def _value(group: Group, setting: Setting) -> bool:
    return bool(group.state(setting).value)


def _source_of(group: Group) -> Source:
    return Source(Origin.GROUP, group.id, group.name)
