"""Plan, licenses, channel, names and admins of groups, who is affected, and reading the audit (section 4, APP-7, AUDIT-1)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.i18n.languages import Language
from bot.policy.approvals.changes import ChangeMembers, ChangeSetting
from bot.policy.approvals.requests import ChannelInfo
from bot.policy.audit.events import AuditAction, AuditEntry, AuditFilter
from bot.policy.clock import Instant
from bot.policy.ids import GroupId, RequestId, UserId
from bot.policy.people.people import Actor, License, Plan, Role
from bot.policy.values.results import Denied
from bot.use_cases.approvals import account_settings, groups
from bot.use_cases.approvals.queries import AffectedPage, affected_people
from bot.use_cases.approvals.requests import Applied, make_changes
from bot.use_cases.audit import log as audit_log
from bot.use_cases.people import onboarding
from bot.use_cases.ports import SlackUnavailableError
from storage import Database
from tests.support.database.databases import all_rows
from tests.support.factories.people import NOW, TEAM, FakeDirectory, caller, identity, make_context
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    GUEST,
    OFF_LOCKED,
    ON,
    OWNER,
    PASSCODE_IN_LINK,
    AdminHarness,
    expect_denied,
)

NEW = UserId("U0NEW")
FINE = ChannelInfo()
ACTS: dict[str, Callable[[AdminHarness, Actor], object]] = {
    "plan": lambda harness, actor: account_settings.set_plan(harness.context, caller(actor), Plan.FREE),
    "channel": lambda harness, actor: account_settings.set_approvals_channel(
        harness.context, caller(actor), "C0NEW", FINE
    ),
    "language": lambda harness, actor: account_settings.set_language(harness.context, caller(actor), Language("de")),
    "set up": lambda harness, actor: account_settings.finish_set_up(harness.context, caller(actor)),
    "default license": lambda harness, actor: account_settings.set_default_license(
        harness.context, caller(actor), License.BASIC
    ),
    "license": lambda harness, actor: account_settings.assign_license(
        harness.context, caller(actor), ANN, License.BASIC
    ),
    "group admin": lambda harness, actor: groups.name_group_admin(
        harness.context, caller(actor), only_group(harness), ANN
    ),
    "dismissal": lambda harness, actor: groups.dismiss_group_admin(
        harness.context, caller(actor), only_group(harness), BEN
    ),
    "name": lambda harness, actor: groups.rename_group(harness.context, caller(actor), only_group(harness), "Other"),
    "audit": lambda harness, actor: audit_log.read_page(harness.context, caller(actor), AuditFilter(), None, 10),
    "export": lambda harness, actor: audit_log.export(harness.context, caller(actor), AuditFilter()),
    "affected": lambda harness, actor: affected_people(harness.context, caller(actor), only_request(harness), 0, 10),
}
only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # rights do not depend on the database
AN_OWNER_S = {"plan", "channel", "language", "set up"}


def only_group(harness: AdminHarness) -> GroupId:
    return harness.settings_tree().groups[0].id


def only_request(harness: AdminHarness) -> RequestId:
    (found,) = {entry.cause.request for entry in harness.audit_entries() if entry.cause.request is not None}
    return found


@pytest.fixture
def harness(db: Database) -> AdminHarness:
    """With a group, a group admin and a pending request."""
    harness = AdminHarness(db)
    group = harness.create_group("Sales", ANN, BEN)
    groups.name_group_admin(make_context(db), caller(harness.actor(OWNER)), group, BEN)
    harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED))
    return harness


@only_sqlite
@pytest.mark.parametrize("act", ACTS)
def test_who_may_do_what(harness: AdminHarness, act: str) -> None:
    """Section 4; ROLE-1: guests and strangers see nothing. A refusal changes nothing; whoever may comes last."""
    before = all_rows(harness.db)
    for role in (Role.EXTERNAL, Role.GUEST, Role.MEMBER, Role.ADMIN, Role.OWNER):
        harness.set_slack_role(CAT, role)
        may = role is Role.OWNER or (role is Role.ADMIN and act not in AN_OWNER_S)
        assert isinstance(ACTS[act](harness, harness.actor(CAT)), Denied) != may, role
        assert may or all_rows(harness.db) == before, role


@only_sqlite
@pytest.mark.parametrize("act", ACTS)
def test_a_role_that_was_confirmed_two_minutes_ago_does_nothing(harness: AdminHarness, act: str) -> None:
    """ROLE-1."""
    before = all_rows(harness.db)
    assert "try again" in expect_denied(ACTS[act](harness, Actor(OWNER, Role.OWNER, NOW - timedelta(minutes=2))))
    assert all_rows(harness.db) == before


@pytest.mark.parametrize("act", sorted(set(ACTS) - {"audit", "export", "affected", "set up"}))
def test_each_act_is_written_down_once_also_when_it_is_repeated(harness: AdminHarness, act: str) -> None:
    """AUDIT-1."""
    before = len(harness.audit_entries())
    for _ in range(2):
        assert not isinstance(ACTS[act](harness, harness.actor(OWNER)), Denied)
    entries = harness.audit_entries()[before:]
    assert [entry.cause.actor for entry in entries] == [OWNER]


def test_what_was_changed_is_on_record_with_before_and_after(harness: AdminHarness) -> None:
    """AUDIT-1."""
    for act in ("plan", "default license", "license", "channel", "language"):
        ACTS[act](harness, harness.actor(OWNER))
    account = harness.account()
    assert (account.plan, account.default_license, account.approvals_channel) == (Plan.FREE, License.BASIC, "C0NEW")
    changes = [(entry.event.action, entry.event.before, entry.event.after) for entry in harness.audit_entries()[-5:]]
    assert changes == [
        (AuditAction.PLAN, "business", "free"),
        (AuditAction.DEFAULT_LICENSE, "licensed", "basic"),
        (AuditAction.LICENSE, "licensed", "basic"),
        (AuditAction.APPROVALS_CHANNEL, "C0APPROVALS", "C0NEW"),
        (AuditAction.LANGUAGE, "en", "de"),
    ]
    assert account.language == "de"
    assert harness.audit_entries()[-3].event.person == harness.ids[ANN]


def test_new_people_get_the_account_s_own_default_license(harness: AdminHarness) -> None:
    """ROLE-3, APP-7: the deployment's value only seeded it."""
    ACTS["default license"](harness, harness.actor(ADMIN))
    new = onboarding.ensure_profile(
        make_context(harness.db, directory=FakeDirectory(identity(NEW)), options=harness.context.options), caller(NEW)
    )
    assert new.person.license is License.BASIC


@pytest.mark.parametrize(
    "facts", [ChannelInfo(shared_outside=True), ChannelInfo(archived=True), ChannelInfo(has_bot=False)]
)
def test_a_channel_that_will_not_do_is_not_taken(harness: AdminHarness, facts: ChannelInfo) -> None:
    """APP-7."""
    before = all_rows(harness.db)
    expect_denied(account_settings.set_approvals_channel(harness.context, caller(harness.actor(OWNER)), "C0NEW", facts))
    assert all_rows(harness.db) == before


def test_an_owner_is_led_through_the_set_up_once(harness: AdminHarness) -> None:
    ACTS["set up"](harness, harness.actor(OWNER))
    assert harness.account().set_up_at == NOW
    account_settings.finish_set_up(harness.context, caller(harness.actor(OWNER), now=NOW + timedelta(seconds=1)))
    assert harness.account().set_up_at == NOW


def test_a_group_s_new_name_is_tidied_unique_and_erasable(harness: AdminHarness) -> None:
    """AUDIT-1: names stand apart from the entry."""
    group = only_group(harness)
    harness.create_group("Field")
    rename = [" Inside   Sales ", "FIELD", ""]
    answers = [groups.rename_group(harness.context, caller(harness.actor(ADMIN)), group, name) for name in rename]
    assert [isinstance(answer, Denied) for answer in answers] == [False, True, True]
    assert harness.settings_tree().groups[0].name == "Inside Sales"
    event = harness.audit_entries()[-1].event
    assert (event.before, event.after) == (None, None)
    assert (event.personal_before, event.personal_after) == ("Sales", "Inside Sales")


def test_members_and_admins_of_a_group_are_seen_in_pages(harness: AdminHarness) -> None:
    membership = groups.membership(harness.db, TEAM, only_group(harness), 1, 5)
    assert isinstance(membership, groups.Membership)
    assert [person.user for person in membership.members] == [BEN]
    assert [person.user for person in membership.admins] == [BEN]
    assert groups.administered_groups(harness.context, caller(BEN)) == {only_group(harness)}
    expect_denied(groups.membership(harness.db, TEAM, GroupId(99), 0, 5))


@pytest.mark.parametrize("user", [GUEST, NEW])
def test_only_active_members_become_group_admins(harness: AdminHarness, user: UserId) -> None:
    expect_denied(groups.name_group_admin(harness.context, caller(harness.actor(ADMIN)), only_group(harness), user))


def test_an_import_brings_in_those_who_fit_and_names_the_others(harness: AdminHarness) -> None:
    """From a Slack user group: known people, new ones, guests and deactivated ones."""
    harness.directory.set_person(identity(NEW, name="New"))
    harness.directory.set_person(identity("U0GONE", active=False))
    listed = [ANN, CAT, NEW, GUEST, UserId("U0GONE"), CAT]
    found = groups.find_people(harness.context, TEAM, listed, Instant(NOW))
    change = ChangeMembers(only_group(harness), add=frozenset(found.people.values()))
    assert found.left_out == [GUEST, "U0GONE"]
    outcomes = make_changes(harness.context, caller(harness.actor(ADMIN)), [change])
    assert isinstance(outcomes, list)
    assert isinstance(outcomes[0], Applied)
    membership = groups.membership(harness.db, TEAM, only_group(harness), 0, 10)
    assert isinstance(membership, groups.Membership)
    assert {person.user for person in membership.members} == {ANN, BEN, CAT, NEW}


def test_an_import_of_strangers_waits_while_slack_cannot_be_asked(harness: AdminHarness) -> None:
    harness.directory.is_available = False
    assert groups.find_people(harness.context, TEAM, [ANN, CAT], Instant(NOW)).left_out == []
    with pytest.raises(SlackUnavailableError):
        groups.find_people(harness.context, TEAM, [NEW], Instant(NOW))


def test_who_is_affected_are_those_whose_effective_value_would_change(harness: AdminHarness) -> None:
    """APP-2."""
    harness.apply_setting(PASSCODE_IN_LINK, ON)
    pages = [
        affected_people(harness.context, caller(harness.actor(OWNER)), only_request(harness), skip, 1)
        for skip in (0, 1, 2)
    ]
    found = [page for page in pages if isinstance(page, AffectedPage)]
    assert [[person.user for person in page.people] for page in found] == [[ANN], [BEN], []]
    assert {page.total for page in found} == {2}


def test_the_audit_is_read_in_pages_and_exported_from_the_beginning(harness: AdminHarness) -> None:
    """AUDIT-1."""
    actor = harness.actor(ADMIN)
    newest = audit_log.read_page(harness.context, caller(actor), AuditFilter(), None, 2)
    assert isinstance(newest, list)
    older = audit_log.read_page(harness.context, caller(actor), AuditFilter(), newest[-1].id, 100)
    assert isinstance(older, list)
    exported = audit_log.export(harness.context, caller(actor), AuditFilter())
    assert isinstance(exported, Iterator)
    everything: list[AuditEntry] = list(exported)
    assert everything == [*newest, *older][::-1] == harness.audit_entries()
