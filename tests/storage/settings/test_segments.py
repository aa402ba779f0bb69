"""What holds for many people is read at once, and agrees with what holds for each alone; on both databases (section 5)."""

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from bot.policy.approvals.changes import AffectedPeople, Everyone, MembersOf, NamedPeople
from bot.policy.approvals.impact import Segment
from bot.policy.ids import AccountId, GroupId, PersonId, TeamId
from bot.policy.people.people import Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import PersonSettings, SettingsTree, resolve_all
from storage import Connection, Database
from storage.people import people as people_store
from storage.settings import groups as group_store
from storage.settings import segments as segment_store
from storage.settings import settings as setting_store
from tests.support.factories.people import NOW, OPTIONS, identity
from tests.support.factories.setting_strategies import people_with_settings, settings_trees

teams = count(1)
random_accounts = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class StoredAccount:
    """A random account as it is on record, with the ids that the database gave."""

    def __init__(self, tx: Connection, layout: SettingsTree, brought: Sequence[PersonSettings]) -> None:
        team = TeamId(f"T{next(teams)}")
        account = people_store.ensure_account(tx, team, OPTIONS.default_plan, NOW)
        self.account: AccountId = account.id
        for setting, stand in layout.account.items():
            setting_store.set_for_account(tx, account.id, setting, stand)
        self.groups = {each.id: group_store.create(tx, account.id, each.name, NOW) for each in layout.groups}
        for each in layout.groups:
            for setting, stand in each.states.items():
                setting_store.set_for_group(tx, self.groups[each.id], setting, stand)
        self.people: list[PersonId] = []
        for place, situation in enumerate(brought):
            person = people_store.add(tx, account, identity(f"U{place}", team=team), OPTIONS.default_license, NOW)
            self.people.append(person.id)
            for group in situation.groups & set(self.groups):
                group_store.add_members(tx, self.groups[group], [person.id])
            for setting, value in (situation.choices or {}).items():
                setting_store.set_choice(tx, person.id, setting, value=value)

    def situation(self, brought: PersonSettings) -> PersonSettings:
        """The same with the ids on record."""
        return PersonSettings(
            frozenset(self.groups[each] for each in brought.groups & set(self.groups)), brought.choices or {}
        )


def by_person(found: Sequence[Segment]) -> dict[PersonId, PersonSettings]:
    return {person: segment.settings for segment in found for person in segment.people}


@random_accounts
@given(layout=settings_trees(), brought=st.lists(people_with_settings(), max_size=6))
def test_everybody_at_once_resolves_as_each_alone(
    db: Database, layout: SettingsTree, brought: list[PersonSettings]
) -> None:
    """LOCK-1: one rule, whoever asks."""
    with db.write("T") as tx:
        written = StoredAccount(tx, layout, brought)
        read = setting_store.settings_tree(tx, written.account)
        at_once = by_person(segment_store.segments(tx, written.account, Everyone(), list(Setting)))
        alone = {person: setting_store.for_person(tx, person) for person in written.people}
    assert [group.name for group in read.groups] == [group.name for group in layout.groups]
    assert at_once == {
        person: written.situation(situation) for person, situation in zip(written.people, brought, strict=True)
    }
    for person, situation in at_once.items():
        assert resolve_all(read, situation) == resolve_all(*alone[person])


@random_accounts
@given(layout=settings_trees(), brought=st.lists(people_with_settings(), max_size=6), data=st.data())
def test_those_whom_a_change_reaches_are_read_and_nobody_else(
    db: Database, layout: SettingsTree, brought: list[PersonSettings], data: st.DataObject
) -> None:
    with db.write("T") as tx:
        written = StoredAccount(tx, layout, brought)
        groups = data.draw(st.frozensets(st.sampled_from(sorted(written.groups.values()) or [GroupId(0)])))
        named = data.draw(st.frozensets(st.sampled_from(written.people or [PersonId(0)])))
        considered = data.draw(st.frozensets(st.sampled_from(Setting)))
        of_groups = by_person(segment_store.segments(tx, written.account, MembersOf(groups), considered))
        of_named = by_person(
            segment_store.segments(tx, written.account, NamedPeople(named | {PersonId(10**9)}), considered)
        )
    everybody = dict(zip(written.people, map(written.situation, brought), strict=True))
    assert set(of_groups) == {person for person, each in everybody.items() if each.groups & groups}
    assert set(of_named) == named & set(everybody)
    for person, found in {**of_groups, **of_named}.items():
        assert found.groups == everybody[person].groups
        assert found.choices == {
            setting: value for setting, value in (everybody[person].choices or {}).items() if setting in considered
        }


@pytest.mark.parametrize("reach", [Everyone(), NamedPeople(frozenset(map(PersonId, range(10_000))))])
def test_however_many_people_it_is_one_statement(db: Database, reach: AffectedPeople) -> None:
    """Section 5."""
    with db.write("T") as tx:
        written = StoredAccount(tx, SettingsTree({}), [PersonSettings()] * 8)
        statements: list[str] = []
        event.listen(tx, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
        found = segment_store.segments(tx, written.account, reach, list(Setting))
        assert len(statements) == 1
        setting_store.for_person(tx, written.people[0])
        assert len(statements) == 2
        setting_store.settings_tree(tx, written.account)
        assert len(statements) == 3
    assert [len(segment.people) for segment in found] == [8]


def test_whoever_may_not_have_a_room_is_told_apart(db: Database) -> None:
    with db.write("T") as tx:
        account = people_store.ensure_account(tx, TeamId("T"), OPTIONS.default_plan, NOW)
        for user, role, active in (("U1", Role.MEMBER, True), ("U2", Role.GUEST, True), ("U3", Role.ADMIN, False)):
            described = identity(user, team=account.team, role=role, active=active)
            people_store.add(tx, account, described, OPTIONS.default_license, NOW)
        found = segment_store.segments(tx, account.id, Everyone(), [])
    assert [segment.may_have_room for segment in found] == [True, False, False]


def test_nobody_of_another_account_is_read(db: Database) -> None:
    """Section 12: ids from another workspace."""
    with db.write("T") as tx:
        mine, theirs = (
            StoredAccount(tx, SettingsTree({}), [PersonSettings()]),
            StoredAccount(tx, SettingsTree({}), [PersonSettings()]),
        )
        assert segment_store.segments(tx, mine.account, NamedPeople(frozenset(theirs.people)), []) == []
        assert list(by_person(segment_store.segments(tx, mine.account, Everyone(), []))) == mine.people
