"""Groups keep their order and names apart; requests are pending once for each subject, and end once (APP-3)."""

from datetime import timedelta

import pytest

from bot.policy.approvals.changes import (
    Change,
    ChangeMembers,
    ChangeSetting,
    CreateGroup,
    DeleteGroup,
    OrderGroups,
    Precondition,
)
from bot.policy.approvals.follow_ups import BATCH_SIZE, FollowUpTask
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import NewRequest, RequestPost, RequestState, subject_of
from bot.policy.audit.events import Cause
from bot.policy.ids import AccountId, GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import UNSET, SettingState
from storage import Database, DuplicateKeyError
from storage.approvals import follow_ups as follow_up_store
from storage.approvals import requests as request_store
from storage.approvals.change_json import change_from_json, change_to_json, precondition_from_json, precondition_to_json
from storage.settings import groups as group_store
from storage.settings import settings as setting_store
from tests.support.factories.people import HOST, NOW, OTHER, TEAM, add_person

LOCK = ChangeSetting(None, Setting.PMI_ENABLED, SettingState(False, True))
CHANGES: list[Change] = [
    LOCK,
    ChangeSetting(GroupId(4), Setting.PASSCODE_IN_LINK, UNSET),
    OrderGroups((GroupId(2), GroupId(1))),
    ChangeMembers(GroupId(4), frozenset({PersonId(1), PersonId(2)}), frozenset({PersonId(3)})),
    CreateGroup("Sales & more", 2, {Setting.PMI_ENABLED: SettingState(True, True)}, frozenset({PersonId(1)})),
    DeleteGroup(GroupId(4)),
]
BASES: list[Precondition] = [
    UNSET,
    SettingState(True, True),
    (),
    (GroupId(2), GroupId(1)),
    {},
    {Setting.PMI_ENABLED: SettingState(False)},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_a_change_comes_back_from_its_text(change: Change) -> None:
    assert change_from_json(change_to_json(change)) == change


@pytest.mark.parametrize("base", BASES, ids=str)
def test_what_a_change_was_asked_against_comes_back_from_its_text(base: Precondition) -> None:
    assert precondition_from_json(precondition_to_json(base)) == base


def wish(person: PersonId, change: Change = LOCK) -> NewRequest:
    return NewRequest(change, UNSET, Impact(3, 4), "Sales", HOST, person, "because")


def order(db: Database, account: AccountId) -> list[str]:
    with db.read() as tx:
        return [group.name for group in setting_store.settings_tree(tx, account).groups]


def test_groups_stand_in_their_order_whatever_happens_to_them(db: Database) -> None:
    account = add_person(db).account.id
    with db.write(TEAM) as tx:
        a, b, c = (group_store.create(tx, account, name, NOW) for name in "ABC")
    assert order(db, account) == ["A", "B", "C"]
    with db.write(TEAM) as tx:
        group_store.set_order(tx, account, [c, a, b])
    assert order(db, account) == ["C", "A", "B"]
    with db.write(TEAM) as tx:
        group_store.delete_group(tx, a)
        group_store.set_order(tx, account, [c, b])
        group_store.create(tx, account, "D", NOW)
        group_store.rename(tx, b, "Be")
    assert order(db, account) == ["C", "Be", "D"]


def test_a_name_is_given_once_in_an_account_whatever_its_capitals(db: Database) -> None:
    account, other = add_person(db).account.id, add_person(db, "U9", team="T9").account.id
    with db.write(TEAM) as tx:
        group_store.create(tx, account, "Straße", NOW)
        group_store.create(tx, other, "Straße", NOW)
    with pytest.raises(DuplicateKeyError), db.write(TEAM) as tx:
        group_store.create(tx, account, "STRASSE", NOW)


def test_a_deleted_group_takes_its_members_admins_and_settings_along(db: Database) -> None:
    host = add_person(db)
    with db.write(TEAM) as tx:
        group = group_store.create(tx, host.account.id, "Sales", NOW)
        group_store.add_members(tx, group, [host.person.id])
        group_store.add_admin(tx, group, host.person.id)
        setting_store.set_for_group(tx, group, Setting.PMI_ENABLED, SettingState(False, True))
        assert group_store.member_counts(tx, host.account.id) == {group: 1}
        assert group_store.administered_by(tx, host.account.id, HOST) == {group}
        group_store.delete_group(tx, group)
        assert group_store.member_counts(tx, host.account.id) == {}
        assert group_store.administered_by(tx, host.account.id, HOST) == frozenset()
        assert setting_store.settings_tree(tx, host.account.id).groups == ()


def test_members_come_and_go_and_are_read_in_pages(db: Database) -> None:
    account = add_person(db).account.id
    who = [add_person(db, f"U{n}").person.id for n in range(5)]
    with db.write(TEAM) as tx:
        group = group_store.create(tx, account, "Sales", NOW)
        group_store.add_members(tx, group, who)
        group_store.remove_members(tx, group, [who[1]])
        assert group_store.members_among(tx, group, who[:3]) == {who[0], who[2]}
        pages = [group_store.members(tx, group, skip, 3) for skip in (0, 3)]
    assert [[person.id for person in page] for page in pages] == [[who[0], who[2], who[3]], [who[4]]]


def test_a_request_comes_back_as_it_was_asked(db: Database) -> None:
    host = add_person(db)
    with db.write(TEAM) as tx:
        made = request_store.add(tx, host.account.id, wish(host.person.id), NOW)
        assert request_store.find(tx, host.account.id, made.id) == made
        assert request_store.pending_about(tx, host.account.id, subject_of(LOCK)) == made
    assert (made.proposal, made.state, made.impact) == (wish(host.person.id), RequestState.PENDING, Impact(3, 4))
    assert (made.asked_at, made.expires_at, made.version) == (NOW, NOW + timedelta(days=7), 1)
    assert (made.decided_at, made.post) == (None, RequestPost())


def test_the_database_refuses_a_second_pending_request_about_the_same(db: Database) -> None:
    """APP-3."""
    host = add_person(db)
    with db.write(TEAM) as tx:
        first = request_store.add(tx, host.account.id, wish(host.person.id), NOW)
    with pytest.raises(DuplicateKeyError), db.write(TEAM) as tx:
        request_store.add(tx, host.account.id, wish(host.person.id), NOW)
    with db.write(TEAM) as tx:
        assert request_store.close(tx, first.id, RequestState.WITHDRAWN, HOST, "", NOW)
        request_store.add(tx, host.account.id, wish(host.person.id), NOW)


def test_a_request_ends_once_and_shows_by_whom(db: Database) -> None:
    """APP-3."""
    host = add_person(db)
    with db.write(TEAM) as tx:
        made = request_store.add(tx, host.account.id, wish(host.person.id), NOW)
        assert request_store.close(tx, made.id, RequestState.REJECTED, OTHER, "no", NOW)
        assert not request_store.close(tx, made.id, RequestState.APPROVED, HOST, "", NOW)
        request_store.set_impact(tx, made.id, Impact(9, 9))
        ended = request_store.get(tx, made.id)
        assert request_store.pending(tx, host.account.id) == []
    assert (ended.state, ended.decided_by, ended.closing_reason) == (RequestState.REJECTED, OTHER, "no")
    assert (ended.impact, ended.version) == (Impact(3, 4), 2)


def test_a_request_of_another_workspace_is_not_found(db: Database) -> None:
    """Section 12."""
    host, other = add_person(db), add_person(db, "U9", team="T9").account.id
    with db.write(TEAM) as tx:
        made = request_store.add(tx, host.account.id, wish(host.person.id), NOW)
        assert request_store.find(tx, other, made.id) is None
        assert request_store.newest(tx, other, None, 10) == []


def test_requests_are_listed_from_the_newest_back(db: Database) -> None:
    host = add_person(db)
    with db.write(TEAM) as tx:
        ids = [request_store.add(tx, host.account.id, wish(host.person.id, change), NOW).id for change in CHANGES]
        first = request_store.newest(tx, host.account.id, None, 4)
        second = request_store.newest(tx, host.account.id, first[-1].id, 4)
    assert [each.id for each in [*first, *second]] == ids[::-1]


def test_a_post_is_outdated_from_a_change_until_it_is_shown(db: Database) -> None:
    """APP-5."""
    host = add_person(db)
    with db.write(TEAM) as tx:
        made = request_store.add(tx, host.account.id, wish(host.person.id), NOW)
        request_store.set_post(tx, made.id, RequestPost("C1", "1.1"))
        assert request_store.with_outdated_post(tx, 10) == []
        request_store.set_impact(tx, made.id, Impact(5, 4))
        (found,) = request_store.with_outdated_post(tx, 10)
        request_store.close(tx, made.id, RequestState.REJECTED, OTHER, "", NOW)
        request_store.mark_shown(tx, made.id, found.version)
        assert [each.version for each in request_store.with_outdated_post(tx, 10)] == [3]
        request_store.mark_shown(tx, made.id, 3)
        request_store.mark_shown(tx, made.id, 2)
        assert request_store.with_outdated_post(tx, 10) == []


def test_follow_ups_wait_in_batches_until_each_is_done(db: Database) -> None:
    """LOCK-8."""
    host = add_person(db)
    who = [PersonId(n) for n in range(2 * BATCH_SIZE + 1)]
    with db.write(TEAM) as tx:
        follow_up_store.add(tx, host.account.id, FollowUpTask.PASSCODES, who, "change 1", Cause(HOST, NOW))
        follow_up_store.add(tx, host.account.id, FollowUpTask.MEETINGS, [], "change 1", Cause(HOST, NOW))
        batches = follow_up_store.oldest(tx, 10)
        assert [person for batch in batches for person in batch.people] == who
        assert [len(batch.people) for batch in batches] == [BATCH_SIZE, BATCH_SIZE, 1]
        follow_up_store.mark_done(tx, batches[0].id)
        assert not follow_up_store.is_pending(tx, batches[0].id)
        assert follow_up_store.oldest(tx, 10) == batches[1:]
