"""Every message and view that people can see, made from plain values; the texts that people give are arguments."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from types import MappingProxyType

from bot.i18n.messages import say
from bot.i18n.reasons import reason_text
from bot.i18n.spoken import spoken
from bot.policy.ids import AccountId, CardId, DeliveryId, GroupId, Pmi, RoomId, SessionId, TeamId, UserId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.options import Options
from bot.policy.people.people import Account, License, Person, Plan, Role
from bot.policy.people.permissions import ROOM_REFUSALS
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import VALID_FOR, Profile, ProfileSnapshot, Room, Session
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Group, PersonSettings, SettingState, SettingsTree, resolve_all
from bot.protocol import Block, View
from bot.views.components import notices, posting
from bot.views.components.help import pmi_help
from bot.views.components.refill import refilled
from bot.views.invitations import room as room_invitation_views
from bot.views.meetings import cards as card_views
from bot.views.meetings.list import post_form
from bot.views.rooms import edit_form as edit_views
from bot.views.rooms import history as history_views
from bot.views.rooms import messages as room_message_views
from bot.views.rooms import profile as room_views
from bot.views.rooms import reminders as reminder_views
from bot.views.rooms import replacements as replacement_views
from bot.views.rooms.home import home, home_without_room
from tests.support.factories.people import NOW
from tests.support.views import catalogue_of_admin_views as of_admins
from tests.support.views import catalogue_of_meeting_views as of_meetings

OPTIONS = Options(public_url="https://pmi.example.com", support_contact="#help-meetings")
ADDRESS = "https://pmi.example.com/j/2345678923?pwd=a-session-token"
Blocks = list[Block]
LONG_AGO = NOW - VALID_FOR
LONGEST_GROUP_NAME = 60
"""Characters of a group's name; policy lets no longer one in."""


@dataclass(frozen=True)
class TypedTexts:
    """What people may have typed: a topic, a name, a word after a command, a number in the form."""

    topic: str = "Planning"
    name: str = "Mia"
    word: str = "hist"
    number: str = "555 014 2368"


def sample_person(texts: TypedTexts, **changed: object) -> Person:
    return of_admins.sample_person_named(texts.name, **changed)


SAMPLE_ROOM = replace(of_admins.USED_ROOM, last_used_at=None)
EARLIER_ROOMS = [
    replace(SAMPLE_ROOM, id=RoomId(100 + each), ended_at=NOW, ended_by=ending)
    for each in range(10)
    for ending in (EndReason.EDITED, EndReason.EXPIRED, EndReason.REPLACED, EndReason.MEETING_ENDED)
]


def sample_session(texts: TypedTexts) -> Session:
    return Session(SessionId(3), SAMPLE_ROOM.id, None, texts.topic, "a-secret-place", "a-session-token", NOW, None)


def sample_profile(
    texts: TypedTexts,
    room: Room = SAMPLE_ROOM,
    *,
    plan: Plan = Plan.BUSINESS,
    license_: License = License.LICENSED,
    states: Mapping[Setting, SettingState] = MappingProxyType({}),
) -> ProfileSnapshot:
    account = Account(AccountId(1), TeamId("T0SANDBOX"), plan, License.LICENSED, "", None)
    profile = Profile(account, sample_person(texts, license=license_), room, sample_session(texts))
    sales = Group(GroupId(1), texts.name, states)
    settings = resolve_all(
        SettingsTree({}, (sales,)), PersonSettings(frozenset({sales.id}), {Setting.PMI_FOR_INSTANT: True})
    )
    return ProfileSnapshot(profile, room, sample_session(texts), settings, room_rules(settings, Role.MEMBER), None)


ALL_LOCKED = {each: SettingState(value=False, locked=True) for each in Setting}


def all_messages(texts: TypedTexts) -> Mapping[str, Blocks]:
    """Messages by name."""
    used = replace(SAMPLE_ROOM, last_used_at=NOW, suspended_at=NOW)
    closed = replace(sample_profile(texts, used), session=None, replaced=Pmi("2902738465"))
    planned = [of_meetings.sample_series_view(sample_person(texts), texts.topic)] * 12
    return {
        "profile": room_views.profile(OPTIONS, sample_profile(texts), passcode_shown=False),
        "profile, unfolded": room_views.profile(OPTIONS, sample_profile(texts), passcode_shown=True),
        "profile, new number": room_views.profile(OPTIONS, closed, passcode_shown=False),
        "profile, all locked": room_views.profile(OPTIONS, sample_profile(texts, states=ALL_LOCKED), passcode_shown=False),
        "profile, no passcode": room_views.profile(OPTIONS, sample_profile(texts, replace(SAMPLE_ROOM, passcode="")), passcode_shown=False),
        "started": room_views.started(OPTIONS, SAMPLE_ROOM, sample_session(texts), fresh=True, in_channel=True),
        "started before": room_views.started(OPTIONS, SAMPLE_ROOM, sample_session(texts), fresh=False, in_channel=False),
        "passcode alone": room_views.passcode_blocks(SAMPLE_ROOM),
        "help": pmi_help(OPTIONS),
        "help for the lost": pmi_help(OPTIONS, unknown=texts.word, nearest="history"),
        "history": history_views.history(SAMPLE_ROOM, EARLIER_ROOMS),
        "invitation": room_invitation_views.invitation_blocks(OPTIONS, sample_profile(texts)),
        "posted invitation": room_invitation_views.channel_post(OPTIONS, sample_profile(texts), with_passcode=False),
        "posted with passcode": room_invitation_views.channel_post(OPTIONS, sample_profile(texts), with_passcode=True),
        "way in": room_invitation_views.colleague_room(OPTIONS, UserId("U0MAX"), SAMPLE_ROOM),
        "card": card_views.open_card(sample_open_meeting(texts), ADDRESS, ""),
        "call": card_views.open_card(sample_open_meeting(texts), ADDRESS, "R0CALL"),
        "card over": card_views.ended_card(sample_card(texts)),
        "replaced": replacement_views.number_replaced(OPTIONS, SAMPLE_ROOM, used),
        "renewed": replacement_views.link_renewed(OPTIONS, SAMPLE_ROOM, used),
        "replace?": replacement_views.replace_question(SAMPLE_ROOM, room_views.replace_button(SAMPLE_ROOM)),
        "reminder": reminder_views.expiry_reminder(SAMPLE_ROOM, NOW + timedelta(days=7), NOW, may_snooze=True),
        "expired": reminder_views.expiry_reminder(SAMPLE_ROOM, LONG_AGO, NOW, may_snooze=False),
        **{
            f"{name}, with meetings": reminder_views.expiry_reminder(SAMPLE_ROOM, until, NOW, may_snooze=True, meetings=planned)
            for name, until in (("reminder", NOW + timedelta(days=7)), ("expired", LONG_AGO))
        },
        "greeting": room_message_views.greeting(OPTIONS, SAMPLE_ROOM),
        "greeting without a room": room_message_views.greeting_without_room("Guests have none."),
        "again": notices.go_on_blocks(say(notices.PRESS_TO_GO_ON), "again", '["command", "/pmi", ""]'),
        **of_admins.admin_messages(texts.name[:LONGEST_GROUP_NAME], texts.topic),
        **of_meetings.meeting_messages(OPTIONS, sample_person(texts), SAMPLE_ROOM, texts.topic),
    }  # fmt: skip


def sample_open_meeting(texts: TypedTexts) -> OpenMeeting:
    return OpenMeeting(sample_person(texts), SAMPLE_ROOM, sample_session(texts), token_in_links=True)


def sample_card(texts: TypedTexts) -> Card:
    over = replace(sample_session(texts), ended_at=NOW)
    return Card(CardId(1), TeamId("T0SANDBOX"), "C0GENERAL", "1.2", "", NOW, sample_person(texts), over, spoken())


def all_views(texts: TypedTexts) -> Mapping[str, View]:
    """Modals and App Homes by name."""
    admins_to_ask = [UserId("U0ADA"), UserId("U0OLIVIA")]
    basic = sample_profile(texts, license_=License.BASIC)
    edit = edit_views.form(
        OPTIONS, sample_profile(texts), admins_to_ask, number=texts.number, notice="Your room was changed."
    )
    inputs = [block["block_id"] for block in edit["blocks"] if block["type"] == "input"]
    errors = {name: f"It has “{sign}” in it." for name, sign in zip(inputs, cycle("<>"), strict=False)}
    return {
        "home": home(OPTIONS, sample_profile(texts), NOW),
        "home, suspended": home(OPTIONS, sample_profile(texts, replace(SAMPLE_ROOM, suspended_at=NOW)), NOW),
        "home, closed": home_without_room(OPTIONS, "Guests have none."),
        "edit": edit,
        "edit, basic": edit_views.form(OPTIONS, basic, admins_to_ask),
        "edit, pro": edit_views.form(OPTIONS, sample_profile(texts, plan=Plan.PRO), []),
        "edit, all locked": edit_views.form(OPTIONS, sample_profile(texts, states=ALL_LOCKED), admins_to_ask),
        "edit, generated": edit_views.with_passcode(OPTIONS, edit, "314159"),
        "edit, refused late": notices.with_errors(refilled(edit), errors),
        "edit, noted": notices.with_text_on_top(refilled(edit), "Something went wrong."),
        "saved": edit_views.saved(OPTIONS, SAMPLE_ROOM, replace(SAMPLE_ROOM, number=Pmi("2902738465"), link="x.room", passcode="1" * 6)),
        "saved nothing": edit_views.saved(OPTIONS, SAMPLE_ROOM, SAMPLE_ROOM),
        "post": room_invitation_views.post_form(),
        "share": card_views.share_form(SessionId(3)),
        "shared": card_views.shared_modal("C0GENERAL"),
        "posted": room_invitation_views.posted_modal("C0GENERAL"),
        "post again": room_invitation_views.post_form(channel="C0GENERAL", with_passcode=True),
        "share again": card_views.share_form(SessionId(3), "C0GENERAL"),
        "posting": posting.posting_modal("C0GENERAL"),
        "posting already": posting.posting_already_modal("C0GENERAL"),
        "not posted": posting.not_posted_modal("C0GENERAL", reason_text(ROOM_REFUSALS[Role.GUEST].reason), DeliveryId(2**31 - 1)),
        "saving": notices.saving(edit),
        "a notice": notices.modal("Not available."),
        "a notice on home": notices.home("Not available."),
        **of_admins.admin_views(texts.name[:LONGEST_GROUP_NAME], texts.topic),
        **of_meetings.meeting_views(sample_person(texts), SAMPLE_ROOM, texts.topic),
        "post a meeting": post_form(room_invitation_views.post_form(), 7),
        **{f"{name}, in a modal": notices.modal("", blocks) for name, blocks in all_messages(texts).items() if name != "call"},
    }  # fmt: skip


def all_texts(texts: TypedTexts) -> Mapping[str, str]:
    """Texts without blocks, and notifications, by name."""
    return {
        "invitation": room_invitation_views.invitation_mrkdwn(OPTIONS, sample_profile(texts)),
        "card": card_views.open_text(sample_open_meeting(texts)),
        "card over": card_views.ended_text(sample_card(texts)),
        "card of somebody erased": card_views.ended_text(replace(sample_card(texts), host=None, session=None)),
        "ended": room_views.ended(sample_session(texts), fresh=False),
        "guessing": room_views.brute_force_alert(SAMPLE_ROOM.number, NOW),
        "reminder": reminder_views.reminder_text(SAMPLE_ROOM, NOW + timedelta(days=1), NOW),
        "snoozed": reminder_views.snoozed(NOW),
        **of_admins.admin_texts(texts.name[:LONGEST_GROUP_NAME], texts.topic),
    }


def labels_of_buttons(label: Callable[[Block], str], texts: TypedTexts) -> set[str]:
    """`label` of each button in every message and view, empty ones left out."""
    surfaces = [*all_messages(texts).values(), *(view["blocks"] for view in all_views(texts).values())]
    found = {label(element) for blocks in surfaces for block in blocks for element in action_elements(block)}
    return found - {""}


def action_elements(block: Block) -> list[Block]:
    """All interactive elements of a block."""
    parts = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
    return [part for part in parts if isinstance(part, dict) and "action_id" in part]
