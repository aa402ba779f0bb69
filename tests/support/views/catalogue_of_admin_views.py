"""Every message and view of settings, administration and approvals, made from plain values; what people type are arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.i18n.spoken import spoken
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ApprovalRequest, NewRequest, RequestPost, RequestState
from bot.policy.audit.events import AuditAction, AuditEntry, AuditEvent, AuditValue, Cause
from bot.policy.ids import AccountId, AuditEntryId, GroupId, PersonId, Pmi, RequestId, RoomId, TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.people import Account, License, Person, Plan, Role
from bot.policy.reports.report import LockInForce, RoomUsage, Unreachable, weeks
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import Profile, Room
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import (
    FROM_ACCOUNT,
    FROM_DEFAULT,
    FROM_PERSON,
    Group,
    Origin,
    PersonSettings,
    Resolved,
    SettingState,
    SettingsTree,
    Source,
    resolve_all,
)
from bot.protocol import Block, View
from bot.views.admin import account as account_views
from bot.views.admin import audit_log as audit_views
from bot.views.admin import console as console_views
from bot.views.admin import groups as group_views
from bot.views.admin import home_panel
from bot.views.admin import language as language_views
from bot.views.admin import members as member_views
from bot.views.admin import people as people_views
from bot.views.admin import report as report_views
from bot.views.approvals import approval_step
from bot.views.approvals import request as request_views
from bot.views.approvals.approval_step import ChannelStatus
from bot.views.components.inputs import with_note
from bot.views.invitations import feed as feed_views
from bot.views.rooms import messages as room_message_views
from bot.views.settings import my_settings as settings_views
from bot.views.settings import setting_form as setting_form_views
from tests.support.factories.people import NOW

ADMINS = [UserId("U0ADA"), UserId("U0OLIVIA")]
VIEWERS = [
    request_views.Viewer(is_requester=asked, is_admin=admin) for asked in (True, False) for admin in (True, False)
]
ASKER = UserId("U0OLIVIA")
SALES = GroupId(3)
MANY = 1000
LAST = 2**31 - 1
USED_ROOM = Room(
    id=RoomId(7), person=PersonId(1), number=Pmi("2345678923"), link="amber4821.otter7354", passcode="271828",
    token="5e551017", assigned_at=NOW, last_used_at=NOW, suspended_at=None, ended_at=None, ended_by=None,
)  # fmt: skip


def sample_person_named(name: str, **changed: object) -> Person:
    person = Person(
        PersonId(1), UserId("U0MIA"), name, "Europe/Berlin", Role.MEMBER,
        active=True, license=License.LICENSED, greeted_at=None, locale=spoken(),
    )  # fmt: skip
    return replace(person, **changed)  # type: ignore[arg-type]  # any field of a person


def sample_account(channel: str = "C0GENERAL") -> Account:
    return Account(AccountId(1), TeamId("T0SANDBOX"), Plan.ENTERPRISE, License.LICENSED, channel, None, spoken())


def sample_group(name: str) -> Group:
    return Group(SALES, name, {setting: SettingState(value=True, locked=True) for setting in CATALOGUE})


def sample_tree(name: str, *, locked: bool = False) -> SettingsTree:
    state = SettingState(value=False, locked=locked)
    others = tuple(Group(GroupId(100 + each), f"{name}{each}"[:60], {}) for each in range(30))
    return SettingsTree(dict.fromkeys(CATALOGUE, state), (sample_group(name), *others))


def sample_changes(name: str) -> list[tuple[Change, object]]:
    """One change of each kind, with its precondition."""
    order = tuple(GroupId(each) for each in range(1, 201))
    many = frozenset(PersonId(each) for each in range(MANY))
    states = {setting: SettingState(value=True, locked=True) for setting in CATALOGUE}
    return [
        (ChangeSetting(None, Setting.PMI_ENABLED, SettingState(value=False, locked=True)), SettingState()),
        (ChangeSetting(SALES, Setting.PMI_FOR_SCHEDULED, SettingState()), SettingState(value=True)),
        (OrderGroups(order), order[::-1]),
        (ChangeMembers(SALES, add=many, remove=many), ()),
        (CreateGroup(name, 7, states, many), order),
        (DeleteGroup(SALES), states),
    ]


def sample_requests(name: str, reason: str) -> list[ApprovalRequest]:
    """Requests of every kind and in every state."""
    found = []
    for number, (change, precondition) in enumerate(sample_changes(name)):
        state = list(RequestState)[number % len(RequestState)]
        proposal = NewRequest(change, precondition, Impact(1, 1), name, ASKER, PersonId(1), reason)  # type: ignore[arg-type]  # a precondition of its kind
        found.append(_sample_request(number, proposal, RequestState.PENDING, ""))
        found.append(_sample_request(number, proposal, state, reason))
    return found


def _sample_request(number: int, proposal: NewRequest, state: RequestState, reason: str) -> ApprovalRequest:
    over = state is not RequestState.PENDING
    return ApprovalRequest(
        id=RequestId(LAST - number),
        account=sample_account(),
        proposal=proposal,
        asked_at=NOW,
        expires_at=NOW + timedelta(days=7),
        state=state,
        impact=Impact(MANY * MANY, MANY * MANY),
        decided_by=ADMINS[0] if over else UserId(""),
        decided_at=NOW if over else None,
        closing_reason=reason,
        nudged_at=None,
        reminded_at=None,
        post=RequestPost(error="not_in_channel"),
        version=1,
    )


BEFORE: Sequence[AuditValue] = (None, True, "basic", [1, 2], {"value": None, "locked": False})
AFTER: Sequence[AuditValue] = ("licensed", {"place": 3}, {"value": True, "locked": True}, False, [3, 4])


def sample_entries(name: str, typed: str) -> list[AuditEntry]:
    """One entry of each action of the audit log, with texts that people typed."""
    found = []
    for number, action in enumerate(AuditAction):
        channel = "C0GENERAL" if action is AuditAction.APPROVALS_CHANNEL else None
        event = AuditEvent(
            action,
            person=PersonId(1 if number % 2 else 99),
            group=SALES,
            setting=Setting.PMI_ENABLED,
            before=channel or BEFORE[number % 5],
            after=channel or AFTER[number % 5],
            personal_before=typed if number % 3 else "",
            personal_after=name,
        )
        actor = UserId("") if number == 0 else ADMINS[0]
        found.append(AuditEntry(AuditEntryId(number + 1), event, Cause(actor, NOW, RequestId(4), "sole approver")))
    return found


def admin_messages(name: str, topic: str) -> Mapping[str, list[Block]]:
    """Messages by name."""
    requests = sample_requests(name, topic)
    return {
        **{
            f"request {number}": request_views.channel_message(each, {SALES: name})
            for number, each in enumerate(requests)
        },
        **{f"decided {number}": request_views.decided(each, {SALES: name}) for number, each in enumerate(requests)},
        "counts moved": request_views.counts_changed(requests[0]),
        "unposted": request_views.post_failed(
            requests[0], request_views.post_failure_text("C0GENERAL", "not_in_channel")
        ),
        "passcode given": room_message_views.passcode_added(),
    }


def admin_texts(name: str, topic: str) -> Mapping[str, str]:
    """Texts without blocks, and notifications, by name."""
    requests = sample_requests(name, topic)
    return {
        **{f"request {number}": request_views.notification_text(each) for number, each in enumerate(requests)},
        "nudge": request_views.nudge(requests[0]),
        "reminder": request_views.reminder(requests[0], ADMINS),
        "trouble": request_views.post_failure_text("C0GENERAL", topic),
    }


def sample_resolved(name: str) -> dict[Setting, Resolved]:
    """Settings from every origin, locked and not."""
    by_group = Source(Origin.GROUP, SALES, name)
    sources = [FROM_DEFAULT, FROM_PERSON, by_group, FROM_ACCOUNT]
    return {
        setting: Resolved(bool(number % 2), sources[number % 4], (None, None, by_group, FROM_ACCOUNT)[number % 4])
        for number, setting in enumerate(CATALOGUE)
    }


def admin_views(name: str, topic: str) -> Mapping[str, View]:
    """Modals and App Homes by name."""
    return {
        **_own_settings(name),
        **_account(name),
        **_groups(name, topic),
        **_people(name),
        **_requests(name, topic),
        **_audit_and_report(name, topic),
    }


def _own_settings(name: str) -> Mapping[str, View]:
    unlocked = resolve_all(SettingsTree({}), PersonSettings())
    all_locked = resolve_all(sample_tree(name, locked=True), PersonSettings())
    choices = dict.fromkeys(Setting, True)
    return {
        "own settings": settings_views.form(sample_resolved(name), ADMINS, reminders_on=True),
        "own settings, free": settings_views.form(unlocked, ADMINS, reminders_on=False),
        "own settings, locked": settings_views.form(all_locked, [], reminders_on=True),
        "own settings, again": settings_views.form(
            sample_resolved(name), ADMINS, reminders_on=True, choices=choices, notice="Look again."
        ),
        "own settings, saved": settings_views.saved(sample_resolved(name), reminders_on=True),
        "calendar feed": feed_views.feed_modal(NOW, "Made anew."),
        "calendar feed, none": feed_views.feed_modal(None),
        "calendar feed, made": feed_views.new_feed_modal(Options(public_url="https://pmi.example.com"), "a" * 32, NOW),
    }


def _account(name: str) -> Mapping[str, View]:
    form = setting_form_views.form(Setting.PMI_ENABLED, SettingState(value=True), None)
    asking = approval_step.with_approval_step(form, Impact(MANY, 1), ChannelStatus(missing=False, may_choose=False))
    waiting = frozenset(Setting)
    return {
        "menu": console_views.menu(sample_account(""), groups=2, pending=1, notice="Done."),
        "set up": console_views.set_up_form(sample_account("C0GENERAL")),
        "account": account_views.account_page(
            sample_account(), sample_tree(name), waiting, owner=True, owners=[], notice="Done."
        ),
        "account, admin": account_views.account_page(
            sample_account(""), SettingsTree({}), (), owner=False, owners=ADMINS
        ),
        "plan": account_views.plan_form(sample_account()),
        "license": account_views.license_form(sample_account()),
        "channel": account_views.channel_form(sample_account("")),
        "language": language_views.language_form(sample_account()),
        "setting": form,
        "setting, asks": with_note(asking, "Look again."),
        "setting, asks where": approval_step.with_approval_step(
            form, Impact(), ChannelStatus(missing=True, may_choose=True)
        ),
        "setting, alone": approval_step.with_approval_step(
            form, Impact(MANY, 9), ChannelStatus(missing=False, may_choose=False, sole_admin=True)
        ),
        "setting, nowhere": approval_step.with_approval_step(
            form, Impact(), ChannelStatus(missing=True, may_choose=False, owners=ADMINS)
        ),
        "asked already": approval_step.already_requested(sample_requests(name, name)[0]),
    }


def _groups(name: str, topic: str) -> Mapping[str, View]:
    """Names have at most 60 characters."""
    group, tree, members = sample_group(name), sample_tree(name), [sample_person_named(name)] * 50
    listed = [(place, each) for place, each in enumerate(tree.groups[:20], 21)]
    user_groups = [(f"S{number}", topic or "x") for number in range(300)]
    return {
        "groups": group_views.list_page(listed, {SALES: MANY}, skip=20, total=90, admin=True, notice="Done."),
        "groups, none": group_views.list_page([], {}, skip=0, total=0, admin=False),
        "group": group_views.group_page(tree, group, set(Setting), MANY, members, ADMINS, admin=True, notice="Done."),
        "group, locked": group_views.group_page(sample_tree(name, locked=True), group, (), 0, [], ADMINS, admin=False),
        "new group": group_views.new_form(0),
        "rename": group_views.name_form(group),
        "place": group_views.place_form(tree, group),
        "delete": group_views.delete_form(group, 1),
        "group setting": setting_form_views.form(Setting.PMI_ENABLED, SettingState(), group),
        "members": member_views.members_page(group, members, MANY, 50, member_views.left_out_text(ADMINS * 10)),
        "add": member_views.add_form(group),
        "remove": member_views.remove_form(group),
        "admins": member_views.admins_form(group, members[:1]),
        "import": member_views.import_form(group, user_groups[:3]),
        "import, many": member_views.import_form(group, user_groups),
    }


def _people(name: str) -> Mapping[str, View]:
    profile = Profile(sample_account(), sample_person_named(name), USED_ROOM, None)
    suspended = replace(profile, room=replace(USED_ROOM, suspended_at=NOW, last_used_at=None))
    guest = replace(
        profile, person=sample_person_named(name, role=Role.GUEST, license=License.BASIC, active=False), room=None
    )
    earlier = [replace(USED_ROOM, ended_at=NOW, ended_by=ending) for ending in EndReason] * 10
    return {
        "people": people_views.find_page(notice="Choose somebody."),
        "people, some of whom left": people_views.find_page([(profile.person, 1), (guest.person, 500)] * 40),
        "person": people_views.person_page(
            profile, sample_resolved(name), {GroupId(each): name for each in range(40)}, notice="Done."
        ),
        "person, suspended": people_views.person_page(suspended, sample_resolved(name), {}),
        "person, guest": people_views.person_page(guest, sample_resolved(name), {}, left_behind=3),
        "history of a person": people_views.history_page(ADMINS[0], USED_ROOM, earlier),
        "history of nobody": people_views.history_page(ADMINS[0], None, []),
    }


def _requests(name: str, topic: str) -> Mapping[str, View]:
    requests, people = sample_requests(name, topic), [sample_person_named(name)] * 50
    failure = request_views.post_failure_text("C0GENERAL", topic)
    return {
        **{f"request page {each}": request_views.request_page(one, {SALES: name}, VIEWERS[each % len(VIEWERS)], failure, "Done.") for each, one in enumerate(requests)},
        "requests": request_views.pending_page(requests[:10], skip=10, total=40, admin=True),
        "requests, none": request_views.pending_page([], skip=0, total=0, admin=False, notice="Gone."),
        "all requests": request_views.all_page(requests[:10], first=False),
        "all requests, none": request_views.all_page([], first=True),
        "rejection": request_views.rejection_form(requests[0], {SALES: name}),
        "affected": request_views.affected_page(requests[0], people, {each.id: 12 for each in people}, MANY, 50),
        "affected, nobody": request_views.affected_page(requests[0], [], {}, 0, 0),
        "home of an admin": {"type": "home", "blocks": home_panel.home_panel(requests[:3], 9, 1)},
        "home of a calm admin": {"type": "home", "blocks": home_panel.home_panel([], 0, 0)},
    }  # fmt: skip


def _audit_and_report(name: str, topic: str) -> Mapping[str, View]:
    people, counted = {PersonId(1): sample_person_named(name)}, [replace(week, count=MANY) for week in weeks(NOW)]
    locks = [
        LockInForce(setting, source.source, value=True, people=2, groups=1)
        for setting, source in sample_resolved(name).items()
    ]
    unreachable = [Unreachable(UserId("U0MIA"), "channel_not_found", NOW)] * 20
    page, entries = audit_views.audit_page, sample_entries(name, topic)
    return {
        "audit": page(entries[:12], people, {SALES: name}, user=ADMINS[0], setting=Setting.PMI_ENABLED, first=False),
        "audit, rest": page(entries[12:], people, {}, user=UserId(""), setting=None, first=True, notice="Sent."),
        "audit, empty": page([], {}, {}, user=UserId(""), setting=None, first=True),
        "report": report_views.report_page(counted, RoomUsage(MANY, 10, 20), locks * 6, unreachable, "Sent."),
        "report, empty": report_views.report_page(weeks(NOW), RoomUsage(0, 0, 0), [], []),
    }
