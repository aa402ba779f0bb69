"""Asking for a second pair of eyes: what is written down, posted, and what becomes of it without one (APP-2 to APP-4, APP-7)."""

import pytest

from bot.policy.approvals import MAX_REASON_LENGTH, Impact, RequestState
from bot.policy.audit import SOLE_APPROVER, AuditAction
from bot.policy.changes import Change, ChangeSetting, CreateGroup
from bot.policy.people import Role, UserId
from bot.policy.resolution import UNSET
from bot.use_cases import approvals, groups, people
from bot.use_cases.approvals import Applied, NoApprovalsChannel, Requested, Unchanged, request_change
from bot.use_cases.ports import SlackUnavailableError
from storage import Database
from storage import people as people_store
from tests.databases import everything_in
from tests.factories import NOW, TEAM, identity
from tests.office import (
    ADMIN,
    ANN,
    CHANNEL,
    LINK,
    OFF,
    OFF_LOCKED,
    ON_LOCKED,
    OWNER,
    PMI,
    ROLES,
    SECOND_ADMIN,
    Office,
    denied,
    must_ask,
)

LOCK = ChangeSetting(None, PMI, OFF_LOCKED)


def test_a_request_says_who_asks_what_why_and_what_would_come_of_it(db: Database) -> None:
    """APP-2."""
    office = Office(db)
    office.upcoming = {ANN: 3}
    request = office.ask(LOCK, reason="  Too many strangers  ")
    assert (request.proposal.change, request.proposal.precondition, request.proposal.asked_by) == (LOCK, UNSET, ADMIN)
    assert (request.proposal.reason, request.impact) == ("Too many strangers", Impact(6, 3))
    assert request.state is RequestState.PENDING
    assert office.layout().account == {}


def test_a_request_is_owed_to_the_approvals_channel_and_written_down(db: Database) -> None:
    """APP-2, AUDIT-1."""
    office = Office(db)
    request = office.ask(LOCK)
    owed = office.owed(f"request {request.id} post 1")
    assert owed is not None
    assert (owed.recipient.channel, owed.subject, owed.deadline) == (
        CHANNEL,
        {"request": request.id},
        request.expires_at,
    )
    (entry,) = office.audit()
    assert (entry.event.action, entry.event.setting, entry.cause.request) == (AuditAction.REQUESTED, PMI, request.id)
    assert entry.event.personal_after == "because"


def test_a_reason_is_kept_to_a_length_that_can_be_shown(db: Database) -> None:
    assert len(Office(db).ask(LOCK, reason="x" * 10_000).proposal.reason) == MAX_REASON_LENGTH


def test_a_second_asker_is_shown_the_request_that_is_pending(db: Database) -> None:
    """APP-3: at most one for each setting and scope."""
    office = Office(db)
    first = office.ask(LOCK)
    before = everything_in(db)
    again = request_change(office.admin, TEAM, office.actor(SECOND_ADMIN), ChangeSetting(None, PMI, ON_LOCKED), "", NOW)
    assert again == Requested(first, fresh=False)
    assert must_ask(office.change(LOCK)).pending == first
    assert everything_in(db) == before


def test_requests_about_other_settings_and_scopes_stand_beside_it(db: Database) -> None:
    office = Office(db)
    group = office.group("Sales", ANN)
    changes: list[Change] = [LOCK, ChangeSetting(None, LINK, OFF_LOCKED), ChangeSetting(group, PMI, OFF_LOCKED)]
    changes += [CreateGroup(name, 1, {LINK: OFF_LOCKED}) for name in ("One", "Two")]
    assert len({office.ask(change).id for change in changes}) == 5


def test_a_group_admin_asks_for_a_lock_of_their_group(db: Database) -> None:
    """Section 4."""
    office = Office(db)
    group = office.group("Sales", ANN)
    groups.name_group_admin(db, TEAM, office.actor(ADMIN), group, ANN, NOW)
    request = office.ask(ChangeSetting(group, LINK, OFF_LOCKED), by=ANN)
    assert (request.proposal.group_name, request.proposal.asked_by) == ("Sales", ANN)
    before = everything_in(db)
    denied(request_change(office.admin, TEAM, office.actor(ANN), LOCK, "", NOW))
    assert everything_in(db) == before


def test_without_an_approvals_channel_nothing_is_asked_and_the_admin_is_told(db: Database) -> None:
    """APP-7."""
    office = Office(db, channel="")
    before = everything_in(db)
    assert request_change(office.admin, TEAM, office.actor(ADMIN), LOCK, "", NOW) == NoApprovalsChannel()
    assert everything_in(db) == before


def test_the_only_approver_s_own_request_applies_at_once_and_the_audit_says_so(db: Database) -> None:
    """APP-4; it needs no channel."""
    office = Office(db, {OWNER: Role.OWNER, ANN: Role.MEMBER}, channel="")
    asked = request_change(office.admin, TEAM, office.actor(OWNER), LOCK, "", NOW)
    assert asked == Applied(Impact(people=2), by_sole_approver=True)
    assert office.layout().account == {PMI: OFF_LOCKED}
    assert [entry.cause.note for entry in office.audit()] == [SOLE_APPROVER]


def test_a_group_admin_never_approves_by_being_alone(db: Database) -> None:
    """APP-4: approvers are owners and admins."""
    office = Office(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    group = office.group("Sales", ANN)
    groups.name_group_admin(db, TEAM, office.actor(OWNER), group, ANN, NOW)
    assert office.ask(ChangeSetting(group, LINK, OFF_LOCKED), by=ANN).state is RequestState.PENDING


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GUEST, Role.BOT, Role.EXTERNAL])
def test_a_second_admin_counts_only_if_slack_confirms_it_now(db: Database, role: Role) -> None:
    """APP-4: each confirmed with Slack; the bot has not heard of the change yet."""
    office = Office(db, {OWNER: Role.OWNER, ADMIN: Role.ADMIN})
    office.become(ADMIN, role)
    asked = request_change(office.admin, TEAM, office.actor(OWNER), LOCK, "", NOW)
    assert isinstance(asked, Applied)
    assert asked.by_sole_approver


def test_a_deactivated_admin_approves_nothing(db: Database) -> None:
    """APP-4: active ones."""
    office = Office(db, {OWNER: Role.OWNER, ADMIN: Role.ADMIN})
    office.become(ADMIN, Role.ADMIN, active=False)
    asked = request_change(office.admin, TEAM, office.actor(OWNER), LOCK, "", NOW)
    assert isinstance(asked, Applied)
    assert asked.by_sole_approver


def test_an_admin_whom_the_bot_has_never_met_is_found_in_the_directory(db: Database) -> None:
    """APP-4: approvers of the directory, not only those who have used the bot."""
    office = Office(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    office.directory.tell(identity(SECOND_ADMIN, role=Role.ADMIN))
    assert office.ask(LOCK, by=OWNER).state is RequestState.PENDING


def test_where_the_directory_was_read_lately_it_is_not_read_again(db: Database) -> None:
    office = Office(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    with db.write(TEAM) as tx:
        people_store.mark_directory_synced(tx, TEAM, NOW)
    office.directory.tell(identity(SECOND_ADMIN, role=Role.ADMIN))  # Slack would have told us of them
    people.sync_identities(db, office.admin.terms, TEAM, [identity(SECOND_ADMIN, role=Role.ADMIN)], NOW)
    assert office.ask(LOCK, by=OWNER).state is RequestState.PENDING


def test_while_slack_cannot_be_asked_nothing_is_applied_or_asked(db: Database) -> None:
    """ROLE-1: “try again”."""
    office = Office(db)
    actor = office.actor(ADMIN)
    before = everything_in(db)
    office.directory.available = False
    with pytest.raises(SlackUnavailableError):
        request_change(office.admin, TEAM, actor, LOCK, "", NOW)
    assert everything_in(db) == before


def test_asking_for_what_needs_no_approval_by_now_makes_the_change(db: Database) -> None:
    office = Office(db)
    change = ChangeSetting(None, LINK, OFF)
    assert request_change(office.admin, TEAM, office.actor(ADMIN), change, "", NOW) == Applied(Impact(people=6))
    assert request_change(office.admin, TEAM, office.actor(ADMIN), change, "", NOW) == Unchanged()


def test_an_admin_who_never_used_the_bot_is_remembered_when_they_ask(db: Database) -> None:
    """They hear of the decision."""
    office = Office(db, {OWNER: Role.OWNER, ANN: Role.MEMBER})
    office.directory.tell(identity(UserId("U0NEW"), role=Role.ADMIN))
    request = office.ask(LOCK, by=UserId("U0NEW"))
    with db.read() as tx:
        assert people_store.get(tx, request.proposal.person).user == "U0NEW"


def test_a_workspace_that_the_bot_does_not_know_has_nothing_to_change(db: Database) -> None:
    office = Office(db, ROLES)
    assert "/pmi" in denied(approvals.make_changes(office.admin, "T0NOWHERE", office.actor(ADMIN), [LOCK], NOW))  # type: ignore[arg-type] # a team's id
