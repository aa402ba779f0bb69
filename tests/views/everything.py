"""Every message and view that people can see, made from plain values; the texts that people give are arguments."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from types import MappingProxyType
from typing import Any

from bot.exchange import Block, View
from bot.policy.accounts import License, Plan
from bot.policy.cards import Card, CardId, OpenMeeting
from bot.policy.groups import GroupId
from bot.policy.numbers import EndReason, Pmi
from bot.policy.people import Account, AccountId, Person, PersonId, Role, TeamId, UserId
from bot.policy.resolution import Group, PersonSettings, SettingState, SettingsTree, resolve_all
from bot.policy.room_rules import room_rules
from bot.policy.rooms import VALID_FOR, Profile, ProfileSnapshot, Room, RoomId, Session, SessionId
from bot.policy.settings import Setting
from bot.policy.terms import Options
from bot.views import (
    cards,
    greetings,
    histories,
    invitations,
    notices,
    reminders,
    replacements,
    room_edits,
    rooms,
)
from bot.views.help import pmi_help
from bot.views.home import home, home_without_room
from bot.views.meetings import POST_FORM
from bot.views.refill import refilled
from tests.factories import NOW
from tests.views import everything_of_admins as of_admins
from tests.views import everything_of_meetings as of_meetings

TERMS = Options(public_url="https://pmi.example.com", support_contact="#help-meetings")
ADDRESS = "https://pmi.example.com/j/2345678923?pwd=a-session-token"
Blocks = list[Block]
LONG_AGO = NOW - VALID_FOR
GROUP_NAME = 60
"""Characters of a group's name; policy lets no longer one in."""


@dataclass(frozen=True)
class Texts:
    """What people may have typed: a topic, a name, a word behind a command, a wished number."""

    topic: str = "Planning"
    name: str = "Mia"
    word: str = "hist"
    number: str = "555 014 2368"


def person(texts: Texts, **changed: Any) -> Person:  # noqa: ANN401 - any field of a person
    known = Person(
        PersonId(1), UserId("U0MIA"), texts.name, "Europe/Berlin", Role.MEMBER,
        active=True, license=License.LICENSED, greeted_at=None,
    )  # fmt: skip
    return replace(known, **changed)


ROOM = Room(
    id=RoomId(7),
    person=PersonId(1),
    number=Pmi("2345678923"),
    link="amber4821.otter7354",
    passcode="271828",
    token="5e551017",
    assigned_at=NOW,
    last_used_at=None,
    suspended_at=None,
    ended_at=None,
    ended_by=None,
)
EARLIER = [
    replace(ROOM, id=RoomId(100 + each), ended_at=NOW, ended_by=ending)
    for each in range(10)
    for ending in (EndReason.EDITED, EndReason.EXPIRED, EndReason.REPLACED, EndReason.MEETING_ENDED)
]


def session(texts: Texts) -> Session:
    return Session(SessionId(3), ROOM.id, texts.topic, "a-secret-place", "a-session-token", NOW, None)


def visit(
    texts: Texts,
    room: Room = ROOM,
    *,
    plan: Plan = Plan.BUSINESS,
    license_: License = License.LICENSED,
    stands: Mapping[Setting, SettingState] = MappingProxyType({}),
) -> ProfileSnapshot:
    account = Account(AccountId(1), TeamId("T0SANDBOX"), plan, License.LICENSED, "", None)
    profile = Profile(account, person(texts, license=license_), room, session(texts))
    sales = Group(GroupId(1), texts.name, stands)
    settings = resolve_all(
        SettingsTree({}, (sales,)), PersonSettings(frozenset({sales.id}), {Setting.PMI_FOR_INSTANT: True})
    )
    return ProfileSnapshot(profile, room, session(texts), settings, room_rules(settings, Role.MEMBER), None)


LOCKED = {each: SettingState(value=False, locked=True) for each in Setting}


def messages(texts: Texts) -> Mapping[str, Blocks]:
    """What is said in messages, by name."""
    used = replace(ROOM, last_used_at=NOW, suspended_at=NOW)
    closed = replace(visit(texts, used), session=None, replaced=Pmi("2902738465"))
    planned = [of_meetings.series(person(texts), texts.topic)] * 12
    return {
        "profile": rooms.profile(TERMS, visit(texts), passcode_shown=False),
        "profile, unfolded": rooms.profile(TERMS, visit(texts), passcode_shown=True),
        "profile, new number": rooms.profile(TERMS, closed, passcode_shown=False),
        "profile, all locked": rooms.profile(TERMS, visit(texts, stands=LOCKED), passcode_shown=False),
        "profile, no passcode": rooms.profile(TERMS, visit(texts, replace(ROOM, passcode="")), passcode_shown=False),
        "started": rooms.started(TERMS, ROOM, session(texts), fresh=True, in_channel=True),
        "started before": rooms.started(TERMS, ROOM, session(texts), fresh=False, in_channel=False),
        "passcode alone": rooms.passcode_blocks(ROOM),
        "help": pmi_help(TERMS),
        "help for the lost": pmi_help(TERMS, unknown=texts.word, nearest="history"),
        "history": histories.history(ROOM, EARLIER),
        "invitation": invitations.invitation_blocks(TERMS, visit(texts)),
        "posted invitation": invitations.channel_post(TERMS, visit(texts), with_passcode=False),
        "posted with passcode": invitations.channel_post(TERMS, visit(texts), with_passcode=True),
        "way in": invitations.colleague_room(TERMS, UserId("U0MAX"), ROOM),
        "card": cards.open_card(open_room(texts), ADDRESS, ""),
        "call": cards.open_card(open_room(texts), ADDRESS, "R0CALL"),
        "card over": cards.ended_card(card(texts)),
        "replaced": replacements.number_replaced(TERMS, ROOM, used),
        "renewed": replacements.link_renewed(TERMS, ROOM, used),
        "replace?": replacements.replace_question(ROOM, rooms.replace_button(ROOM)),
        "reminder": reminders.expiry_reminder(ROOM, NOW + timedelta(days=7), NOW, may_snooze=True),
        "expired": reminders.expiry_reminder(ROOM, LONG_AGO, NOW, may_snooze=False),
        **{
            f"{name}, with meetings": reminders.expiry_reminder(ROOM, until, NOW, may_snooze=True, meetings=planned)
            for name, until in (("reminder", NOW + timedelta(days=7)), ("expired", LONG_AGO))
        },
        "greeting": greetings.greeting(TERMS, ROOM),
        "greeting without a room": greetings.greeting_without_room("Guests have none."),
        "again": notices.go_on_blocks("again", '["command", "/pmi", ""]'),
        **of_admins.messages(texts.name[:GROUP_NAME], texts.topic),
        **of_meetings.messages(TERMS, person(texts), ROOM, texts.topic),
    }  # fmt: skip


def open_room(texts: Texts) -> OpenMeeting:
    return OpenMeeting(person(texts), ROOM, session(texts), token_in_links=True)


def card(texts: Texts) -> Card:
    over = replace(session(texts), ended_at=NOW)
    return Card(CardId(1), TeamId("T0SANDBOX"), "C0GENERAL", "1.2", "", person(texts), over)


def views(texts: Texts) -> Mapping[str, View]:
    """What stands in modals and on Home, by name."""
    helpers = [UserId("U0ADA"), UserId("U0OLIVIA")]
    basic = visit(texts, license_=License.BASIC)
    edit = room_edits.form(TERMS, visit(texts), helpers, number=texts.number, notice="Your room was changed.")
    inputs = [block["block_id"] for block in edit["blocks"] if block["type"] == "input"]
    errors = {name: f"It has “{sign}” in it." for name, sign in zip(inputs, cycle("<>"), strict=False)}
    return {
        "home": home(TERMS, visit(texts), NOW),
        "home, suspended": home(TERMS, visit(texts, replace(ROOM, suspended_at=NOW)), NOW),
        "home, closed": home_without_room(TERMS, "Guests have none."),
        "edit": edit,
        "edit, basic": room_edits.form(TERMS, basic, helpers),
        "edit, pro": room_edits.form(TERMS, visit(texts, plan=Plan.PRO), []),
        "edit, all locked": room_edits.form(TERMS, visit(texts, stands=LOCKED), helpers),
        "edit, generated": room_edits.with_passcode(TERMS, edit, "314159"),
        "edit, refused late": notices.with_errors(refilled(edit), errors),
        "edit, noted": notices.with_text_on_top(refilled(edit), "Something went wrong."),
        "saved": room_edits.saved(TERMS, ROOM, replace(ROOM, number=Pmi("2902738465"), link="x.room", passcode="1" * 6)),
        "saved nothing": room_edits.saved(TERMS, ROOM, ROOM),
        "post": invitations.post_form(),
        "share": cards.share_form(SessionId(3)),
        "shared": cards.shared_modal("C0GENERAL"),
        "posted": invitations.posted_modal("C0GENERAL"),
        "saving": notices.saving(edit),
        "a notice": notices.modal("Not available."),
        "a notice on home": notices.home("Not available."),
        **of_admins.views(texts.name[:GROUP_NAME], texts.topic),
        **of_meetings.views(person(texts), ROOM, texts.topic),
        "post a meeting": {**invitations.post_form(), "callback_id": POST_FORM, "private_metadata": "7"},
        **{f"{name}, in a modal": notices.modal("", blocks) for name, blocks in messages(texts).items() if name != "call"},
    }  # fmt: skip


def texts_of_messages(texts: Texts) -> Mapping[str, str]:
    """What is said without blocks, or beside them for notifications."""
    return {
        "invitation": invitations.invitation_mrkdwn(TERMS, visit(texts)),
        "card": cards.open_text(open_room(texts)),
        "card over": cards.ended_text(person(texts), session(texts)),
        "ended": rooms.ended(session(texts), fresh=False),
        "guessing": rooms.brute_force_alert(ROOM.number, NOW),
        "reminder": reminders.reminder_text(ROOM, NOW + timedelta(days=1), NOW),
        "snoozed": reminders.snoozed(NOW),
        **of_admins.texts_of_messages(texts.name[:GROUP_NAME], texts.topic),
    }


def everything_at(label: Callable[[Block], str], texts: Texts) -> set[str]:
    """What `label` says of each button in every message and view, empty answers left out."""
    surfaces = [*messages(texts).values(), *(view["blocks"] for view in views(texts).values())]
    found = {label(element) for blocks in surfaces for block in blocks for element in elements(block)}
    return found - {""}


def elements(block: Block) -> list[Block]:
    """All that can be pressed or filled in."""
    parts = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
    return [part for part in parts if isinstance(part, dict) and "action_id" in part]
