"""APP-1: what needs a second pair of eyes is found by its effect on the people it reaches."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.approvals import changes
from bot.policy.approvals.changes import (
    Change,
    ChangeMembers,
    ChangeSetting,
    CreateGroup,
    DeleteGroup,
    Everyone,
    OrderGroups,
)
from bot.policy.approvals.impact import Segment, assess
from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import (
    UNSET,
    Group,
    PersonSettings,
    SettingState,
    SettingsTree,
    in_effect,
    resolve_all,
)
from bot.policy.values.results import Allowed
from tests.support.factories.setting_strategies import people_with_settings, settings_trees

LINK = Setting.PASSCODE_IN_LINK
PMI = Setting.PMI_ENABLED
ONE, TWO = GroupId(1), GroupId(2)
ANN, BEN = PersonId(11), PersonId(12)
ON, OFF, ON_LOCKED, OFF_LOCKED = (
    SettingState(True),
    SettingState(False),
    SettingState(True, True),
    SettingState(False, True),
)


@dataclass(frozen=True)
class Case:
    """A change of one setting's world; by default Ann is in group 1, Ben in none, and nobody said or chose anything."""

    change: Change
    needs_approval: bool
    changed: set[PersonId] = field(default_factory=set)
    account: SettingState = UNSET
    one: SettingState = UNSET
    two: SettingState = UNSET
    ann: frozenset[GroupId] = frozenset({ONE})
    ann_chose: bool | None = None


def members(*, add: set[PersonId] | None = None, remove: set[PersonId] | None = None, group: GroupId = ONE) -> Change:
    return ChangeMembers(group, frozenset(add or ()), frozenset(remove or ()))


CASES = {
    "an account value that nobody locked": Case(ChangeSetting(None, LINK, OFF), False, {ANN, BEN}),
    "an account value that a choice hides": Case(ChangeSetting(None, LINK, OFF), False, {BEN}, ann_chose=True),
    "a lock of the account": Case(ChangeSetting(None, LINK, OFF_LOCKED), True, {ANN, BEN}),
    "a lock of the account on the value there is": Case(ChangeSetting(None, LINK, ON_LOCKED), True),
    "a locked value of the account": Case(ChangeSetting(None, LINK, OFF_LOCKED), True, {ANN, BEN}, account=ON_LOCKED),
    "unlocking the account": Case(ChangeSetting(None, LINK, ON), True, account=ON_LOCKED),
    "unlocking the account over a choice": Case(ChangeSetting(None, LINK, OFF), True, {ANN}, account=OFF_LOCKED, ann_chose=True),
    "a value of a group": Case(ChangeSetting(ONE, LINK, OFF), False, {ANN}),
    "a lock of a group": Case(ChangeSetting(ONE, LINK, OFF_LOCKED), True, {ANN}),
    "a lock of an empty group": Case(ChangeSetting(ONE, LINK, OFF_LOCKED), True, ann=frozenset()),
    "a locked value of a group": Case(ChangeSetting(ONE, LINK, ON_LOCKED), True, {ANN}, one=OFF_LOCKED),
    "a locked value of an empty group": Case(ChangeSetting(ONE, LINK, ON_LOCKED), False, one=OFF_LOCKED, ann=frozenset()),
    "unlocking a group": Case(ChangeSetting(ONE, LINK, OFF), True, one=OFF_LOCKED),
    "unlocking an empty group": Case(ChangeSetting(ONE, LINK, OFF), False, one=OFF_LOCKED, ann=frozenset()),
    "unlocking a group that another one locks as well": Case(
        ChangeSetting(ONE, LINK, UNSET), False, one=OFF_LOCKED, two=OFF_LOCKED, ann=frozenset({ONE, TWO})
    ),
    "unlocking a group behind the one that decides": Case(
        ChangeSetting(TWO, LINK, ON), False, one=OFF, two=OFF_LOCKED, ann=frozenset({ONE, TWO})
    ),
    "letting a group go that kept a lock from having effect": Case(
        ChangeSetting(ONE, LINK, UNSET), True, one=OFF, two=OFF_LOCKED, ann=frozenset({ONE, TWO})
    ),
    "joining a group with a lock": Case(members(add={BEN}), False, {BEN}, one=OFF_LOCKED),
    "joining a group with a lock over a choice": Case(
        members(add={ANN}), False, {ANN}, one=OFF_LOCKED, ann=frozenset(), ann_chose=True
    ),
    "joining a group that lifts another one's lock": Case(
        members(add={ANN}), True, one=ON, two=ON_LOCKED, ann=frozenset({TWO})
    ),
    "joining a group that locks another value than before": Case(
        members(add={ANN}), True, {ANN}, one=ON_LOCKED, two=OFF_LOCKED, ann=frozenset({TWO})
    ),
    "joining a group that locks the same value as before": Case(
        members(add={ANN}), False, one=ON_LOCKED, two=ON_LOCKED, ann=frozenset({TWO})
    ),
    "joining a group behind the one that locks": Case(
        members(add={ANN}, group=TWO), False, one=ON_LOCKED, two=OFF_LOCKED
    ),
    "leaving a group with a lock": Case(members(remove={ANN}), True, one=ON_LOCKED),
    "leaving a group without one": Case(members(remove={ANN}), False, {ANN}, one=OFF),
    "leaving a group that kept a lock from having effect": Case(
        members(remove={ANN}), True, {ANN}, one=OFF, two=ON_LOCKED, ann=frozenset({ONE, TWO})
    ),
    "an order that changes a locked value": Case(
        OrderGroups((TWO, ONE)), True, {ANN}, one=ON_LOCKED, two=OFF, ann=frozenset({ONE, TWO})
    ),
    "an order that brings a lock to bear": Case(
        OrderGroups((TWO, ONE)), True, one=ON, two=ON_LOCKED, ann=frozenset({ONE, TWO})
    ),
    "an order that changes an unlocked value": Case(
        OrderGroups((TWO, ONE)), False, {ANN}, one=ON, two=OFF, ann=frozenset({ONE, TWO})
    ),
    "an order of groups that nobody is in together": Case(OrderGroups((TWO, ONE)), False, one=ON_LOCKED, two=OFF_LOCKED),
    "deleting a group with a lock": Case(DeleteGroup(ONE), True, {ANN}, one=OFF_LOCKED),
    "deleting an empty group with a lock": Case(DeleteGroup(ONE), False, one=OFF_LOCKED, ann=frozenset()),
    "deleting a group without one": Case(DeleteGroup(ONE), False, {ANN}, one=OFF),
    "deleting a group that kept a lock from having effect": Case(
        DeleteGroup(ONE), True, {ANN}, one=OFF, two=ON_LOCKED, ann=frozenset({ONE, TWO})
    ),
    "an empty group above all": Case(CreateGroup("New", 1), False, one=OFF_LOCKED),
    "a group with a lock": Case(CreateGroup("New", 3, {LINK: OFF_LOCKED}), True),
    "a group created above one that locks": Case(
        CreateGroup("New", 1, {LINK: ON}, frozenset({ANN})), True, {ANN}, one=OFF_LOCKED
    ),
    "a group created behind one that locks": Case(
        CreateGroup("New", 2, {LINK: ON}, frozenset({ANN})), False, one=OFF_LOCKED
    ),
    "a group lifted by the account's lock": Case(
        ChangeSetting(None, LINK, ON_LOCKED), True, {ANN}, one=OFF_LOCKED
    ),
    "lifting an account's lock over a group's": Case(
        ChangeSetting(None, LINK, UNSET), True, {ANN}, account=ON_LOCKED, one=OFF_LOCKED
    ),
}  # fmt: skip


def reached(change: Change, everybody: Mapping[PersonId, PersonSettings]) -> list[Segment]:
    reach = changes.affected_people(change)
    found = everybody
    match reach:
        case Everyone():
            pass
        case changes.MembersOf(groups):
            found = {person: each for person, each in everybody.items() if each.groups & groups}
        case changes.NamedPeople(named):
            found = {person: everybody[person] for person in named}
    return [Segment(each, (person,)) for person, each in found.items()]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_needs_approval_is_found_by_its_effect(case: Case) -> None:
    """APP-1."""
    said = [{} if stand == UNSET else {LINK: stand} for stand in (case.account, case.one, case.two)]
    layout = SettingsTree(said[0], (Group(ONE, "One", said[1]), Group(TWO, "Two", said[2])))
    own = {} if case.ann_chose is None else {LINK: case.ann_chose}
    everybody = {ANN: PersonSettings(case.ann, own), BEN: PersonSettings()}
    judgement = assess(case.change, layout, reached(case.change, everybody))
    assert (not isinstance(judgement.decision, Allowed)) == case.needs_approval
    assert set(judgement.changed) == case.changed


def test_a_lock_of_the_account_counts_before_the_bot_has_met_anybody() -> None:
    """APP-1: whoever is in the workspace is under it."""
    layout = SettingsTree({LINK: ON_LOCKED})
    assert not isinstance(assess(ChangeSetting(None, LINK, ON), layout, []).decision, Allowed)


def test_people_without_a_right_to_a_room_count_for_locks_and_not_for_the_impact() -> None:
    """APP-1, APP-2."""
    layout = SettingsTree({}, (Group(ONE, "One", {LINK: ON_LOCKED}),))
    gone = Segment(PersonSettings(frozenset({ONE})), (ANN,), may_have_room=False)
    judgement = assess(ChangeSetting(ONE, LINK, OFF), layout, [gone])
    assert not isinstance(judgement.decision, Allowed)
    assert judgement.changed == ()


def test_switching_the_pmi_off_says_who_loses_it_and_on_who_must_have_a_passcode() -> None:
    """LOCK-6, LOCK-7: a required passcode has no effect without a PMI (LOCK-4)."""
    layout = SettingsTree({PMI: ON})
    everybody = {ANN: PersonSettings(choices={Setting.PMI_PASSCODE_REQUIRED: False}), BEN: PersonSettings()}
    off = ChangeSetting(None, PMI, OFF)
    judgement = assess(off, layout, reached(off, everybody))
    assert set(judgement.losing_pmi) == {ANN, BEN}
    assert judgement.needing_passcode == ()
    on = ChangeSetting(None, PMI, ON)
    judgement = assess(on, SettingsTree({PMI: OFF}), reached(on, everybody))
    assert judgement.losing_pmi == ()
    assert judgement.needing_passcode == (BEN,)


def all_changes(layout: SettingsTree) -> st.SearchStrategy[Change]:
    ids = [group.id for group in layout.groups]
    stands = st.builds(SettingState, st.sampled_from([True, False]), st.booleans()) | st.just(UNSET)
    anybody = st.frozensets(st.sampled_from([ANN, BEN]))
    kinds: list[st.SearchStrategy[Change]] = [
        st.builds(ChangeSetting, st.sampled_from([None, *ids]), st.sampled_from(Setting), stands),
        st.builds(OrderGroups, st.permutations(ids).map(tuple)),
        st.builds(
            CreateGroup,
            st.just("New"),
            st.integers(1, len(ids) + 1),
            st.dictionaries(st.sampled_from(Setting), stands, max_size=3),
            anybody,
        ),
    ]
    if ids:
        one_of = st.sampled_from(ids)
        kinds += [st.builds(DeleteGroup, one_of), st.builds(ChangeMembers, one_of, anybody, anybody)]
    return st.one_of(kinds)


@given(settings_trees(), people_with_settings(), people_with_settings(), st.data())
def test_the_judgement_agrees_with_resolving_everybody_before_and_after(
    layout: SettingsTree, ann: PersonSettings, ben: PersonSettings, data: st.DataObject
) -> None:
    """APP-1, APP-2: the preview is what then happens, also for those whom a change was not thought to reach."""
    everybody = {ANN: ann, BEN: ben}
    change = data.draw(all_changes(layout))
    if isinstance(change, ChangeMembers):
        inside = frozenset(person for person, each in everybody.items() if change.group in each.groups)
        change = changes.normalised(change, inside)
    segments = reached(change, everybody)
    judgement = assess(change, layout, segments)
    touched = {person for segment in segments for person in segment.people}
    future = changes.tree_after(change, layout)
    expected_changed, expected_losing, expected_gaining, expected_needing, locks = set(), set(), set(), set(), False
    for person, before in everybody.items():
        groups = changes.groups_after(change, before.groups) if person in touched else before.groups
        old, new = resolve_all(layout, before), resolve_all(future, PersonSettings(groups, before.choices))
        if any(old[each].value != new[each].value for each in Setting):
            expected_changed.add(person)
        if in_effect(PMI, old) and not in_effect(PMI, new):
            expected_losing.add(person)
        if in_effect(PMI, new) and not in_effect(PMI, old):
            expected_gaining.add(person)
        if in_effect(Setting.PMI_PASSCODE_REQUIRED, new) and not in_effect(Setting.PMI_PASSCODE_REQUIRED, old):
            expected_needing.add(person)
        locks |= any(
            old[each].locked and (not new[each].locked or old[each].value != new[each].value) for each in Setting
        )
    assert set(judgement.changed) == expected_changed
    assert set(judgement.losing_pmi) == expected_losing
    assert set(judgement.gaining_pmi) == expected_gaining
    assert set(judgement.needing_passcode) == expected_needing
    if locks or changes.sets_lock(change, layout):
        assert not isinstance(judgement.decision, Allowed)


def test_only_those_whose_pmi_was_off_gain_it_and_only_if_they_may_have_a_room() -> None:
    """APP-6, LOCK-6."""
    segments = [
        Segment(PersonSettings(), (ANN,)),
        Segment(PersonSettings(choices={PMI: True}), (BEN,)),
        Segment(PersonSettings(), (PersonId(13),), may_have_room=False),
    ]
    judgement = assess(ChangeSetting(None, PMI, ON), SettingsTree({PMI: OFF}), segments)
    assert (judgement.gaining_pmi, judgement.losing_pmi, judgement.changed) == ((ANN,), (), (ANN,))
    back = assess(ChangeSetting(None, PMI, OFF), SettingsTree({PMI: ON}), segments)
    assert (back.gaining_pmi, back.losing_pmi, back.changed) == ((), (ANN,), (ANN,))


@given(settings_trees(), st.data())
def test_taking_a_change_back_leads_to_where_it_began(layout: SettingsTree, data: st.DataObject) -> None:
    change = data.draw(all_changes(layout).filter(lambda each: isinstance(each, ChangeSetting | OrderGroups)))
    base = changes.precondition(change, layout)
    back = (
        ChangeSetting(change.group, change.setting, base)
        if isinstance(change, ChangeSetting) and isinstance(base, SettingState)
        else OrderGroups(tuple(group.id for group in layout.groups))
    )
    there = changes.tree_after(change, layout)
    returned = changes.tree_after(back, there)
    tidy = SettingsTree({setting: stand for setting, stand in layout.account.items() if stand != UNSET}, layout.groups)
    assert SettingsTree({k: v for k, v in returned.account.items() if v != UNSET}, returned.groups) == tidy
    assert changes.precondition(change, returned) == base
