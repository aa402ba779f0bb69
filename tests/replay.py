"""Reading the audit from the beginning: what account, groups and people must be and say today, if it is complete (AUDIT-1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.policy.audit import Entry, Event, Value, What
from bot.policy.groups import GroupId
from bot.policy.people import PersonId
from bot.policy.resolution import NOTHING, Group, Layout, Situation, Stand
from bot.policy.settings import Setting


@dataclass
class Replayed:
    """Where the entries lead to. `order` are the groups, the first one first; `admins` are theirs."""

    account: dict[Setting, Stand] = field(default_factory=dict)
    order: list[GroupId] = field(default_factory=list)
    names: dict[GroupId, str] = field(default_factory=dict)
    stands: dict[GroupId, dict[Setting, Stand]] = field(default_factory=dict)
    members: dict[GroupId, set[PersonId]] = field(default_factory=dict)
    admins: dict[GroupId, set[PersonId]] = field(default_factory=dict)
    chosen: dict[PersonId, dict[Setting, bool]] = field(default_factory=dict)
    facts: dict[tuple[What, PersonId | None], Value] = field(default_factory=dict)
    """Plan, default license and channel of the account, and people's licenses, as far as they ever changed."""

    @property
    def layout(self) -> Layout:
        """What account and groups say."""
        groups = (Group(group, self.names[group], self.stands[group]) for group in self.order)
        return Layout(self.account, tuple(groups))

    def situation(self, person: PersonId) -> Situation:
        """What a person brings along."""
        groups = frozenset(group for group, members in self.members.items() if person in members)
        return Situation(groups, self.chosen.get(person, {}))


def replay(entries: Iterable[Entry]) -> Replayed:
    """Take every entry in turn. What an entry says was before is compared with what the earlier ones led to."""
    state = Replayed()
    for entry in entries:
        _take(state, entry.event)
    return state


def _take(state: Replayed, event: Event) -> None:
    match event:
        case Event(What.SETTING, group=group, setting=setting, before=before, after=after) if setting:
            stands = state.account if group is None else state.stands[group]
            assert stands.get(setting, NOTHING) == _stand(before)
            _say(stands, setting, _stand(after))
        case Event(What.CHOICE, person=person, setting=setting, before=before, after=after) if person and setting:
            chosen = state.chosen.setdefault(person, {})
            assert chosen.get(setting) == before
            chosen[setting] = bool(after)
        case Event(What.GROUP_CREATED, group=group, after=after) if group:
            assert isinstance(after, Mapping)
            assert isinstance(after["place"], int)
            state.order.insert(after["place"] - 1, group)
            state.names[group], state.stands[group] = event.personal_after, {}
            state.members[group], state.admins[group] = set(), set()
        case Event(What.GROUP_DELETED, group=group) if group:
            state.order.remove(group)
            del state.stands[group], state.members[group], state.admins[group], state.names[group]
        case Event(What.GROUPS_ORDERED, before=before, after=after):
            assert isinstance(after, list)
            assert state.order == before
            state.order = [GroupId(id_) for id_ in after]
        case Event(What.PLAN | What.DEFAULT_LICENSE | What.APPROVALS_CHANNEL | What.LICENSE as what, person=person):
            assert state.facts.get((what, person), event.before) == event.before
            assert event.after != event.before
            state.facts[what, person] = event.after
        case Event(What.GROUP_RENAMED, group=group) if group:
            assert state.names[group] == event.personal_before
            state.names[group] = event.personal_after
        case _:
            _belong(state, event)


def _belong(state: Replayed, event: Event) -> None:
    match event:
        case Event(What.MEMBER_ADDED, person=person, group=group) if person and group:
            assert person not in state.members[group]
            state.members[group].add(person)
        case Event(What.MEMBER_REMOVED, person=person, group=group) if person and group:
            state.members[group].remove(person)
        case Event(What.GROUP_ADMIN_NAMED, person=person, group=group) if person and group:
            assert person not in state.admins[group]
            state.admins[group].add(person)
        case Event(What.GROUP_ADMIN_DISMISSED, person=person, group=group) if person and group:
            state.admins[group].remove(person)
        case _:
            pass


def _stand(value: Value) -> Stand:
    assert isinstance(value, Mapping)
    said = value["value"]
    return Stand(None if said is None else bool(said), bool(value["locked"]))


def _say(stands: dict[Setting, Stand], setting: Setting, stand: Stand) -> None:
    if stand == NOTHING:
        stands.pop(setting, None)
    else:
        stands[setting] = stand
