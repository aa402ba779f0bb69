"""Asking for a second pair of eyes: what is written down, posted, and what becomes of it without one (APP-2 to APP-4, APP-7)."""

import pytest

from bot.policy.approvals.changes import Change, ChangeSetting, CreateGroup
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import MAX_REASON_LENGTH, RequestState
from bot.policy.audit.events import SOLE_APPROVER, AuditAction
from bot.policy.clock import Instant
from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Role
from bot.policy.settings.lock_resolution import UNSET
from bot.use_cases.approvals import groups, requests
from bot.use_cases.approvals.requests import Applied, NoApprovalsChannel, Requested, Unchanged, request_change
from bot.use_cases.people import directory_sync
from bot.use_cases.ports import SlackUnavailableError
from storage import Database
from storage.people import people as people_store
from tests.support.database.databases import all_rows
from tests.support.factories.people import NOW, TEAM, caller, identity, make_context
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    CHANNEL,
    OFF,
    OFF_LOCKED,
    ON_LOCKED,
    OWNER,
    PASSCODE_IN_LINK,
    PMI_ENABLED,
    ROLES,
    SECOND_ADMIN,
    AdminHarness,
    expect_denied,
    expect_must_request,
)

LOCK = ChangeSetting(None, PMI_ENABLED, OFF_LOCKED)


def test_a_request_says_who_asks_what_why_and_what_would_come_of_it(harness: AdminHarness) -> None:
    """APP-2."""
    harness.plan_on_pmi({ANN: 3})
    request = harness.request_change(LOCK, reason="  Too many strangers  ")
    assert (request.proposal.change, request.proposal.precondition, request.proposal.asked_by) == (LOCK, UNSET, ADMIN)
    assert (request.proposal.reason, request.impact) == ("Too many strangers", Impact(6, 3))
    assert request.state is RequestState.PENDING
    assert harness.settings_tree().account == {}


def test_a_request_is_enqueued_for_the_approvals_channel_and_written_down(harness: AdminHarness) -> None:
    """APP-2, AUDIT-1."""
    request = harness.request_change(LOCK)
    delivery = harness.enqueued(f"request {request.id} post 1")
    assert delivery is not None
    assert (delivery.recipient.channel, delivery.subject, delivery.deadline) == (
        CHANNEL,
        {"request": request.id},
        request.expires_at,
    )
    (entry,) = harness.audit_entries()
    assert (entry.event.action, entry.event.setting, entry.cause.request) == (
        AuditAction.REQUESTED,
        PMI_ENABLED,
        request.id,
    )
    assert entry.event.personal_after == "because"


def test_a_reason_is_kept_to_a_length_that_can_be_shown(db: Database) -> None:
    assert len(AdminHarness(db).request_change(LOCK, reason="x" * 10_000).proposal.reason) == MAX_REASON_LENGTH


def test_a_second_asker_is_shown_the_request_that_is_pending(db: Database, harness: AdminHarness) -> None:
    """APP-3: at most one for each setting and scope."""
    first = harness.request_change(LOCK)
    before = all_rows(db)
    again = request_change(
        harness.context, caller(harness.actor(SECOND_ADMIN)), ChangeSetting(None, PMI_ENABLED, ON_LOCKED), ""
    )
    assert again == Requested(first, fresh=False)
    assert expect_must_request(harness.change(LOCK)).pending == first
    assert all_rows(db) == before


def test_requests_about_other_settings_and_scopes_stand_beside_it(harness: AdminHarness) -> None:
    group = harness.create_group("Sales", ANN)
    changes: list[Change] = [
        LOCK,
        ChangeSetting(None, PASSCODE_IN_LINK, OFF_LOCKED),
        ChangeSetting(group, PMI_ENABLED, OFF_LOCKED),
    ]
    changes += [CreateGroup(name, 1, {PASSCODE_IN_LINK: OFF_LOCKED}) for name in ("One", "Two")]
    assert len({harness.request_change(change).id for change in changes}) == 5


def test_a_group_admin_asks_for_a_lock_of_their_group(db: Database, harness: AdminHarness) -> None:
    """Section 4."""
    group = harness.create_group("Sales", ANN)
    groups.name_group_admin(make_context(db), caller(harness.actor(ADMIN)), group, ANN)
    request = harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED), by=ANN)
    assert (request.proposal.group_name, request.proposal.asked_by) == ("Sales", ANN)
    before = all_rows(db)
    expect_denied(request_change(harness.context, caller(harness.actor(ANN)), LOCK, ""))
    assert all_rows(db) == before


def test_without_an_approvals_channel_nothing_is_asked_and_the_admin_is_told(db: Database) -> None:
    """APP-7."""
    harness = AdminHarness(db, channel="")
    before = all_rows(db)
    assert request_change(harness.context, caller(harness.actor(ADMIN)), LOCK, "") == NoApprovalsChannel()
    assert all_rows(db) == before


def test_the_only_approver_s_own_request_applies_at_once_and_the_audit_says_so(db: Database) -> None:
    """APP-4; it needs no channel."""
    harness = AdminHarness(db, {OWNER: Role.OWNER, ANN: Role.MEMBER}, channel="")
    asked = request_change(harness.context, caller(harness.actor(OWNER)), LOCK, "")
    assert asked == Applied(Impact(people=2), by_sole_approver=True)
    assert harness.settings_tree().account == {PMI_ENABLED: OFF_LOCKED}
    assert [entry.cause.note for entry in harness.audit_entries()] == [SOLE_APPROVER]


def test_a_group_admin_never_approves_by_being_alone(db: Database) -> None:
    """APP-4: approvers are owners and admins."""
    harness = AdminHarness(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    group = harness.create_group("Sales", ANN)
    groups.name_group_admin(make_context(db), caller(harness.actor(OWNER)), group, ANN)
    assert (
        harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED), by=ANN).state is RequestState.PENDING
    )


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GUEST, Role.BOT, Role.EXTERNAL])
def test_a_second_admin_counts_only_if_slack_confirms_it_now(db: Database, role: Role) -> None:
    """APP-4: each confirmed with Slack; the bot has not heard of the change yet."""
    harness = AdminHarness(db, {OWNER: Role.OWNER, ADMIN: Role.ADMIN})
    harness.set_slack_role(ADMIN, role)
    asked = request_change(harness.context, caller(harness.actor(OWNER)), LOCK, "")
    assert isinstance(asked, Applied)
    assert asked.by_sole_approver


def test_a_deactivated_admin_approves_nothing(db: Database) -> None:
    """APP-4: active ones."""
    harness = AdminHarness(db, {OWNER: Role.OWNER, ADMIN: Role.ADMIN})
    harness.set_slack_role(ADMIN, Role.ADMIN, active=False)
    asked = request_change(harness.context, caller(harness.actor(OWNER)), LOCK, "")
    assert isinstance(asked, Applied)
    assert asked.by_sole_approver


def test_an_admin_whom_the_bot_has_never_met_is_found_in_the_directory(db: Database) -> None:
    """APP-4: approvers of the directory, not only those who have used the bot."""
    harness = AdminHarness(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    harness.directory.set_person(identity(SECOND_ADMIN, role=Role.ADMIN))
    assert harness.request_change(LOCK, by=OWNER).state is RequestState.PENDING


def test_where_the_directory_was_read_lately_it_is_not_read_again(db: Database) -> None:
    harness = AdminHarness(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    with db.write(TEAM) as tx:
        people_store.mark_directory_synced(tx, TEAM, NOW)
    harness.directory.set_person(identity(SECOND_ADMIN, role=Role.ADMIN))  # Slack would have told us of them
    directory_sync.sync_identities(
        make_context(db, options=harness.context.options), TEAM, [identity(SECOND_ADMIN, role=Role.ADMIN)], Instant(NOW)
    )
    assert harness.request_change(LOCK, by=OWNER).state is RequestState.PENDING


def test_while_slack_cannot_be_asked_nothing_is_applied_or_asked(db: Database, harness: AdminHarness) -> None:
    """ROLE-1: “try again”."""
    actor = harness.actor(ADMIN)
    before = all_rows(db)
    harness.directory.is_available = False
    with pytest.raises(SlackUnavailableError):
        request_change(harness.context, caller(actor), LOCK, "")
    assert all_rows(db) == before


def test_asking_for_what_needs_no_approval_by_now_makes_the_change(harness: AdminHarness) -> None:
    change = ChangeSetting(None, PASSCODE_IN_LINK, OFF)
    assert request_change(harness.context, caller(harness.actor(ADMIN)), change, "") == Applied(Impact(people=6))
    assert request_change(harness.context, caller(harness.actor(ADMIN)), change, "") == Unchanged()


def test_an_admin_who_never_used_the_bot_is_remembered_when_they_ask(db: Database) -> None:
    """They hear of the decision."""
    harness = AdminHarness(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    harness.directory.set_person(identity(UserId("U0NEW"), role=Role.ADMIN))
    request = harness.request_change(LOCK, by=UserId("U0NEW"))
    with db.read() as tx:
        assert people_store.get(tx, request.proposal.person).user == "U0NEW"


def test_a_workspace_that_the_bot_does_not_know_has_nothing_to_change(db: Database) -> None:
    harness = AdminHarness(db, ROLES)
    made = requests.make_changes(harness.context, caller(harness.actor(ADMIN), team=TeamId("T0NOWHERE")), [LOCK])
    assert "/pmi" in expect_denied(made)
