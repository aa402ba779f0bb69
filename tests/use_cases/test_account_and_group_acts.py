"""Plan, licenses, channel, names and admins of groups, who is affected, and reading the audit (section 4, APP-7, AUDIT-1)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.policy.accounts import License, Plan
from bot.policy.answers import Denied
from bot.policy.approvals import ChannelInfo, RequestId
from bot.policy.audit import AuditAction, AuditEntry, AuditFilter
from bot.policy.changes import ChangeMembers, ChangeSetting
from bot.policy.groups import GroupId
from bot.policy.people import Actor, Role, UserId
from bot.use_cases import accounts, audit, groups, people
from bot.use_cases.affected_people import AffectedPage, affected_people
from bot.use_cases.approvals import Applied, make_changes
from bot.use_cases.ports import SlackUnavailableError
from storage import Database
from tests.databases import everything_in
from tests.factories import NOW, TEAM, FakeDirectory, identity
from tests.office import ADMIN, ANN, BEN, CAT, GUEST, LINK, OFF_LOCKED, ON, OWNER, Office, denied

NEW = UserId("U0NEW")
FINE = ChannelInfo()
ACTS: dict[str, Callable[[Office, Actor], object]] = {
    "plan": lambda office, actor: accounts.set_plan(office.db, TEAM, actor, Plan.FREE, NOW),
    "channel": lambda office, actor: accounts.set_approvals_channel(office.db, TEAM, actor, "C0NEW", FINE, NOW),
    "set up": lambda office, actor: accounts.finish_set_up(office.db, TEAM, actor, NOW),
    "default license": lambda office, actor: accounts.set_default_license(office.db, TEAM, actor, License.BASIC, NOW),
    "license": lambda office, actor: accounts.assign_license(office.db, TEAM, actor, ANN, License.BASIC, NOW),
    "group admin": lambda office, actor: groups.name_group_admin(office.db, TEAM, actor, only_group(office), ANN, NOW),
    "dismissal": lambda office, actor: groups.dismiss_group_admin(office.db, TEAM, actor, only_group(office), BEN, NOW),
    "name": lambda office, actor: groups.rename_group(office.db, TEAM, actor, only_group(office), "Other", NOW),
    "audit": lambda office, actor: audit.read_page(office.db, TEAM, actor, AuditFilter(), None, 10, NOW),
    "export": lambda office, actor: audit.export(office.db, TEAM, actor, AuditFilter(), NOW),
    "affected": lambda office, actor: affected_people(office.admin, TEAM, actor, only_request(office), 0, 10, NOW),
}
only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # rights do not depend on the database
AN_OWNER_S = {"plan", "channel", "set up"}


def only_group(office: Office) -> GroupId:
    return office.layout().groups[0].id


def only_request(office: Office) -> RequestId:
    (found,) = {entry.cause.request for entry in office.audit() if entry.cause.request is not None}
    return found


@pytest.fixture
def office(db: Database) -> Office:
    """With a group, a group admin and a pending request."""
    office = Office(db)
    group = office.group("Sales", ANN, BEN)
    groups.name_group_admin(db, TEAM, office.actor(OWNER), group, BEN, NOW)
    office.ask(ChangeSetting(group, LINK, OFF_LOCKED))
    return office


@only_sqlite
@pytest.mark.parametrize("act", ACTS)
def test_who_may_do_what(office: Office, act: str) -> None:
    """Section 4; ROLE-1: guests and strangers see nothing. A refusal changes nothing; whoever may comes last."""
    before = everything_in(office.db)
    for role in (Role.EXTERNAL, Role.GUEST, Role.MEMBER, Role.ADMIN, Role.OWNER):
        office.become(CAT, role)
        may = role is Role.OWNER or (role is Role.ADMIN and act not in AN_OWNER_S)
        assert isinstance(ACTS[act](office, office.actor(CAT)), Denied) != may, role
        assert may or everything_in(office.db) == before, role


@only_sqlite
@pytest.mark.parametrize("act", ACTS)
def test_a_role_that_was_confirmed_two_minutes_ago_does_nothing(office: Office, act: str) -> None:
    """ROLE-1."""
    before = everything_in(office.db)
    assert "try again" in denied(ACTS[act](office, Actor(OWNER, Role.OWNER, NOW - timedelta(minutes=2))))
    assert everything_in(office.db) == before


@pytest.mark.parametrize("act", sorted(set(ACTS) - {"audit", "export", "affected", "set up"}))
def test_each_act_is_written_down_once_also_when_it_is_repeated(office: Office, act: str) -> None:
    """AUDIT-1."""
    before = len(office.audit())
    for _ in range(2):
        assert not isinstance(ACTS[act](office, office.actor(OWNER)), Denied)
    entries = office.audit()[before:]
    assert [entry.cause.actor for entry in entries] == [OWNER]


def test_what_was_changed_is_on_record_with_before_and_after(office: Office) -> None:
    """AUDIT-1."""
    for act in ("plan", "default license", "license", "channel"):
        ACTS[act](office, office.actor(OWNER))
    account = office.account()
    assert (account.plan, account.default_license, account.approvals_channel) == (Plan.FREE, License.BASIC, "C0NEW")
    changes = [(entry.event.action, entry.event.before, entry.event.after) for entry in office.audit()[-4:]]
    assert changes == [
        (AuditAction.PLAN, "business", "free"),
        (AuditAction.DEFAULT_LICENSE, "licensed", "basic"),
        (AuditAction.LICENSE, "licensed", "basic"),
        (AuditAction.APPROVALS_CHANNEL, "C0APPROVALS", "C0NEW"),
    ]
    assert office.audit()[-2].event.person == office.ids[ANN]


def test_new_people_get_the_account_s_own_default_license(office: Office) -> None:
    """ROLE-3, APP-7: the deployment's value only seeded it."""
    ACTS["default license"](office, office.actor(ADMIN))
    new = people.ensure_profile(office.db, FakeDirectory(identity(NEW)), office.admin.terms, TEAM, NEW, NOW)
    assert new.person.license is License.BASIC


@pytest.mark.parametrize(
    "facts", [ChannelInfo(shared_outside=True), ChannelInfo(archived=True), ChannelInfo(has_bot=False)]
)
def test_a_channel_that_will_not_do_is_not_taken(office: Office, facts: ChannelInfo) -> None:
    """APP-7."""
    before = everything_in(office.db)
    denied(accounts.set_approvals_channel(office.db, TEAM, office.actor(OWNER), "C0NEW", facts, NOW))
    assert everything_in(office.db) == before


def test_an_owner_is_led_through_the_set_up_once(office: Office) -> None:
    ACTS["set up"](office, office.actor(OWNER))
    assert office.account().set_up_at == NOW
    accounts.finish_set_up(office.db, TEAM, office.actor(OWNER), NOW + timedelta(seconds=1))
    assert office.account().set_up_at == NOW


def test_a_group_s_new_name_is_tidied_unique_and_erasable(office: Office) -> None:
    """AUDIT-1: names stand apart from the entry."""
    group = only_group(office)
    office.group("Field")
    rename = [" Inside   Sales ", "FIELD", ""]
    answers = [groups.rename_group(office.db, TEAM, office.actor(ADMIN), group, name, NOW) for name in rename]
    assert [isinstance(answer, Denied) for answer in answers] == [False, True, True]
    assert office.layout().groups[0].name == "Inside Sales"
    event = office.audit()[-1].event
    assert (event.before, event.after) == (None, None)
    assert (event.personal_before, event.personal_after) == ("Sales", "Inside Sales")


def test_members_and_admins_of_a_group_are_seen_in_pages(office: Office) -> None:
    membership = groups.membership(office.db, TEAM, only_group(office), 1, 5)
    assert isinstance(membership, groups.Membership)
    assert [person.user for person in membership.members] == [BEN]
    assert [person.user for person in membership.admins] == [BEN]
    assert groups.administered_groups(office.db, TEAM, BEN) == {only_group(office)}
    denied(groups.membership(office.db, TEAM, GroupId(99), 0, 5))


@pytest.mark.parametrize("user", [GUEST, NEW])
def test_only_active_members_become_group_admins(office: Office, user: UserId) -> None:
    denied(groups.name_group_admin(office.db, TEAM, office.actor(ADMIN), only_group(office), user, NOW))


def test_an_import_brings_in_those_who_fit_and_names_the_others(office: Office) -> None:
    """From a Slack user group: known people, new ones, guests and deactivated ones."""
    office.directory.tell(identity(NEW, name="New"))
    office.directory.tell(identity("U0GONE", active=False))
    listed = [ANN, CAT, NEW, GUEST, UserId("U0GONE"), CAT]
    found = groups.find_people(office.admin, TEAM, listed, NOW)
    change = ChangeMembers(only_group(office), add=frozenset(found.people.values()))
    assert found.left_out == [GUEST, "U0GONE"]
    outcomes = make_changes(office.admin, TEAM, office.actor(ADMIN), [change], NOW)
    assert isinstance(outcomes, list)
    assert isinstance(outcomes[0], Applied)
    membership = groups.membership(office.db, TEAM, only_group(office), 0, 10)
    assert isinstance(membership, groups.Membership)
    assert {person.user for person in membership.members} == {ANN, BEN, CAT, NEW}


def test_an_import_of_strangers_waits_while_slack_cannot_be_asked(office: Office) -> None:
    office.directory.available = False
    assert groups.find_people(office.admin, TEAM, [ANN, CAT], NOW).left_out == []
    with pytest.raises(SlackUnavailableError):
        groups.find_people(office.admin, TEAM, [NEW], NOW)


def test_who_is_affected_are_those_whose_effective_value_would_change(office: Office) -> None:
    """APP-2."""
    office.lock(LINK, ON)
    pages = [
        affected_people(office.admin, TEAM, office.actor(OWNER), only_request(office), skip, 1, NOW)
        for skip in (0, 1, 2)
    ]
    found = [page for page in pages if isinstance(page, AffectedPage)]
    assert [[person.user for person in page.people] for page in found] == [[ANN], [BEN], []]
    assert {page.total for page in found} == {2}


def test_the_audit_is_read_in_pages_and_exported_from_the_beginning(office: Office) -> None:
    """AUDIT-1."""
    actor = office.actor(ADMIN)
    newest = audit.read_page(office.db, TEAM, actor, AuditFilter(), None, 2, NOW)
    assert isinstance(newest, list)
    older = audit.read_page(office.db, TEAM, actor, AuditFilter(), newest[-1].id, 100, NOW)
    assert isinstance(older, list)
    exported = audit.export(office.db, TEAM, actor, AuditFilter(), NOW)
    assert isinstance(exported, Iterator)
    everything: list[AuditEntry] = list(exported)
    assert everything == [*newest, *older][::-1] == office.audit()
