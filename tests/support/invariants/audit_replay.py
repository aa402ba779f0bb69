"""Reading the audit from the beginning: what account, groups and people must be and say today, if it is complete (AUDIT-1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.policy.audit.events import AuditAction, AuditEntry, AuditEvent, AuditValue
from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, Group, PersonSettings, SettingState, SettingsTree


@dataclass
class ReplayedState:
    """Where the entries lead to. `order` are the groups, the first one first; `admins` are theirs."""

    account: dict[Setting, SettingState] = field(default_factory=dict)
    order: list[GroupId] = field(default_factory=list)
    names: dict[GroupId, str] = field(default_factory=dict)
    states: dict[GroupId, dict[Setting, SettingState]] = field(default_factory=dict)
    members: dict[GroupId, set[PersonId]] = field(default_factory=dict)
    admins: dict[GroupId, set[PersonId]] = field(default_factory=dict)
    choices: dict[PersonId, dict[Setting, bool]] = field(default_factory=dict)
    facts: dict[tuple[AuditAction, PersonId | None], AuditValue] = field(default_factory=dict)
    """Plan, default license and channel of the account, and people's licenses, as far as they ever changed."""

    @property
    def settings_tree(self) -> SettingsTree:
        """What account and groups say."""
        groups = (Group(group, self.names[group], self.states[group]) for group in self.order)
        return SettingsTree(self.account, tuple(groups))

    def person_settings(self, person: PersonId) -> PersonSettings:
        """What a person brings along."""
        groups = frozenset(group for group, members in self.members.items() if person in members)
        return PersonSettings(groups, self.choices.get(person, {}))


def replay_audit(entries: Iterable[AuditEntry]) -> ReplayedState:
    """Take every entry in turn. What an entry says was before is compared with what the earlier ones led to."""
    state = ReplayedState()
    for entry in entries:
        _apply(state, entry.event)
    return state


def _apply(state: ReplayedState, event: AuditEvent) -> None:
    match event:
        case AuditEvent(AuditAction.SETTING, group=group, setting=setting, before=before, after=after) if setting:
            stands = state.account if group is None else state.states[group]
            assert stands.get(setting, UNSET) == _state_from_json(before)
            _set_state(stands, setting, _state_from_json(after))
        case AuditEvent(AuditAction.CHOICE, person=person, setting=setting, before=before, after=after) if (
            person and setting
        ):
            chosen = state.choices.setdefault(person, {})
            assert chosen.get(setting) == before
            chosen[setting] = bool(after)
        case AuditEvent(AuditAction.GROUP_CREATED, group=group, after=after) if group:
            assert isinstance(after, Mapping)
            assert isinstance(after["place"], int)
            state.order.insert(after["place"] - 1, group)
            state.names[group], state.states[group] = event.personal_after, {}
            state.members[group], state.admins[group] = set(), set()
        case AuditEvent(AuditAction.GROUP_DELETED, group=group) if group:
            state.order.remove(group)
            del state.states[group], state.members[group], state.admins[group], state.names[group]
        case AuditEvent(AuditAction.GROUPS_ORDERED, before=before, after=after):
            assert isinstance(after, list)
            assert state.order == before
            state.order = [GroupId(id_) for id_ in after]
        case AuditEvent(
            AuditAction.PLAN
            | AuditAction.DEFAULT_LICENSE
            | AuditAction.APPROVALS_CHANNEL
            | AuditAction.LANGUAGE
            | AuditAction.LICENSE as what,
            person=person,
        ):
            assert state.facts.get((what, person), event.before) == event.before
            assert event.after != event.before
            state.facts[what, person] = event.after
        case AuditEvent(AuditAction.GROUP_RENAMED, group=group) if group:
            assert state.names[group] == event.personal_before
            state.names[group] = event.personal_after
        case _:
            _apply_membership(state, event)


def _apply_membership(state: ReplayedState, event: AuditEvent) -> None:
    match event:
        case AuditEvent(AuditAction.MEMBER_ADDED, person=person, group=group) if person and group:
            assert person not in state.members[group]
            state.members[group].add(person)
        case AuditEvent(AuditAction.MEMBER_REMOVED, person=person, group=group) if person and group:
            state.members[group].remove(person)
        case AuditEvent(AuditAction.GROUP_ADMIN_NAMED, person=person, group=group) if person and group:
            assert person not in state.admins[group]
            state.admins[group].add(person)
        case AuditEvent(AuditAction.GROUP_ADMIN_DISMISSED, person=person, group=group) if person and group:
            state.admins[group].remove(person)
        case _:
            pass


def _state_from_json(value: AuditValue) -> SettingState:
    assert isinstance(value, Mapping)
    said = value["value"]
    return SettingState(None if said is None else bool(said), bool(value["locked"]))


def _set_state(states: dict[Setting, SettingState], setting: Setting, new_state: SettingState) -> None:
    if new_state == UNSET:
        states.pop(setting, None)
    else:
        states[setting] = new_state
