"""The console's pages about one person: search, room, license, settings with their origin, earlier numbers; never a passcode."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.i18n.messages import gettext_noop as N_
from bot.policy.ids import GroupId, UserId
from bot.policy.people.people import License, Person, Role
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.numbers import EndReason, format_number
from bot.policy.rooms.rooms import Profile, Room, room_valid_until
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.choices import locked_by_text
from bot.policy.settings.lock_resolution import Resolved, has_effect
from bot.policy.values.results import Denied
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, confirm, context, divider, fields, header, paragraphs, section
from bot.views.components.console_page import MENU, console_page
from bot.views.components.inputs import element
from bot.views.components.setting_text import on_off, source_text
from bot.views.components.text import escaped, first_of, pluralise, slack_date
from bot.views.meetings.handovers import hand_over_button
from bot.views.rooms.history import DATE_FORMAT, END_REASONS, earlier_number

FIND = "admin_person"
SHOW_PERSON = "admin_person_show"
CHANGE_LICENSE = "admin_person_license"
REPLACE, SUSPEND, LIFT = "admin_person_replace", "admin_person_suspend", "admin_person_lift"
HISTORY = "admin_person_history"
FIND_BLOCK = "find_person"
ROLES = {
    Role.PRIMARY_OWNER: "Primary owner",
    Role.OWNER: "Owner",
    Role.ADMIN: "Admin",
    Role.MEMBER: "Member",
    Role.GUEST: "Guest",
    Role.BOT: "App",
    Role.EXTERNAL: "Of another company",
}
THEIR_END_REASONS = {
    **END_REASONS,
    EndReason.EDITED: N_("{number} from {since} until {until}: they chose another number"),
}
MAX_GROUPS = 20
MAX_DEPARTED = 20
SUSPENDED = ":no_entry: *Suspended:* nobody can join until they replace the number, or you lift that."
NO_ROOM_YET = "*Room*\nnone yet: it is made at their first visit"


def find_page(departed: Sequence[tuple[Person, int]] = (), notice: str = "") -> View:
    """The search, and the people who left meetings behind: Slack's menu does not offer deactivated people (MEET-9)."""
    blocks = [section("Whose room, license and settings do you want to see?"), _person_select(""), *_departed(departed)]
    return console_page("People", blocks, back=MENU, notice=notice)


def _departed(departed: Sequence[tuple[Person, int]]) -> list[Block]:
    if not departed:
        return []
    more = f"The other {len(departed) - MAX_DEPARTED} come when these are done." if len(departed) > MAX_DEPARTED else ""
    return [
        divider(),
        header("Left, with meetings that need another host"),
        *(_left_behind(person, count) for person, count in departed[:MAX_DEPARTED]),
        *([context(more)] if more else []),
    ]


def _left_behind(person: Person, count: int) -> Block:
    return section(f"<@{person.user}>: {pluralise(count, 'meeting', 'meetings')}", hand_over_button(person.user))


def person_page(
    profile: Profile,
    settings: Mapping[Setting, Resolved],
    groups: Mapping[GroupId, str],
    left_behind: int = 0,
    notice: str = "",
) -> View:
    """One person, below the search. `left_behind`: how many of their meetings need another host."""
    person, room = profile.person, profile.room
    has_no_room = isinstance(may_have_room(person), Denied)
    blocks = [
        _person_select(person.user),
        _person_fields(person, groups),
        *([section(f":no_entry: {_no_room_reason(person)}")] if has_no_room else []),
        *([section(_unreachable(person.unreachable_at))] if person.unreachable_at else []),
        *([_left_behind(person, left_behind)] if left_behind else []),
        *(_room(profile, room) if room else [] if has_no_room else [section(NO_ROOM_YET)]),
        actions(*_buttons(person, room, has_no_room=has_no_room)),
        *([] if has_no_room else _settings(settings)),
    ]
    return console_page("People", blocks, back=MENU, notice=notice)


def history_page(user: UserId, room: Room | None, earlier: Sequence[Room]) -> View:
    """The numbers that somebody had, the latest first (PMI-14)."""
    lines = [earlier_number(each, THEIR_END_REASONS) for each in earlier]
    if room:
        since = slack_date(room.assigned_at, DATE_FORMAT)
        lines.insert(0, f"*{format_number(room.number)}* since {since}, theirs now")
    blocks = [section(f"<@{user}>"), *paragraphs(lines or ["There is no number yet."])]
    return console_page("History", blocks, back=SHOW_PERSON, back_value=user)


def _person_select(user: str) -> Block:
    menu = element("users_select", action_id=FIND, placeholder="Find somebody", initial_user=user)
    return {**actions(menu), "block_id": f"{FIND_BLOCK}:{user}"}


def _person_fields(person: Person, groups: Mapping[GroupId, str]) -> Block:
    named = first_of([escaped(name) for name in groups.values()], MAX_GROUPS) or "in none"
    state = "" if person.active else " (deactivated)"
    return fields(
        f"*Person*\n<@{person.user}>{state}",
        f"*Role*\n{ROLES[person.role]}",
        f"*License*\n{person.license.capitalize()}",
        f"*Groups*\n{named}",
    )


def _no_room_reason(person: Person) -> str:
    if not person.active:
        return "Their Slack account is deactivated, so their room is closed."
    return f"{ROLES[person.role]}s have no personal meeting room."


def _unreachable(since: datetime) -> str:
    return f":mailbox_with_no_mail: My messages do not reach them since {slack_date(since)}; the report says why."


def _room(profile: Profile, room: Room) -> list[Block]:
    used = slack_date(room.last_used_at) if room.last_used_at else "not yet"
    open_now = profile.session is not None and profile.session.ended_at is None
    facts = fields(
        f"*Personal Meeting ID*\n{format_number(room.number)}",
        f"*Personal link*\n{escaped(room.link)}",
        f"*Valid until*\n{slack_date(room_valid_until(room))}",
        f"*Last used*\n{used}{' · open now' if open_now else ''}",
    )
    return [section(SUSPENDED), facts] if room.suspended_at else [facts]


def _buttons(person: Person, room: Room | None, *, has_no_room: bool) -> list[Block]:
    """Buttons for license, room and history; without that for the license where the person can have no room."""
    return [
        *([] if has_no_room else [_license(person)]),
        *(_room_buttons(person.user, room) if room else []),
        button("History", HISTORY, value=person.user),
    ]


def _license(person: Person) -> Block:
    if person.license is License.LICENSED:
        text = "They keep the number and link that they have, and can no longer choose others."
        confirmation = confirm("Make them basic?", text, "Make basic", "Cancel")
        return button("Make basic", CHANGE_LICENSE, value=f"{person.user}.{License.BASIC}", confirm=confirmation)
    return button("Make licensed", CHANGE_LICENSE, value=f"{person.user}.{License.LICENSED}")


def _room_buttons(user: UserId, room: Room) -> list[Block]:
    """Replace, suspend or lift (PMI-15). Each asks first (UX-5)."""
    value = f"{user}.{room.id}"
    replace_text = "They get a fresh number and passcode at once. A running meeting ends, and the old number leads nowhere any more."
    suspend_text = "A running meeting ends, and nobody can join until they replace the number, or you lift this."
    lift_text = "The same number, link and passcode let people in again."
    replacement = confirm("Replace their number?", replace_text, "Replace it", "Keep it", danger=True)
    replace = button("Replace number", REPLACE, value=value, style="danger", confirm=replacement)
    if room.suspended_at:
        confirmation = confirm("Lift the suspension?", lift_text, "Lift it", "Leave it")
        return [replace, button("Lift suspension", LIFT, value=user, confirm=confirmation)]
    confirmation = confirm("Suspend their room?", suspend_text, "Suspend", "Cancel", danger=True)
    return [replace, button("Suspend", SUSPEND, value=user, style="danger", confirm=confirmation)]


def _settings(settings: Mapping[Setting, Resolved]) -> list[Block]:
    """The settings of a person, with where each comes from and who locked it (LOCK-2, LOCK-4)."""
    return [
        divider(),
        header("What holds for them"),
        section("\n".join(_setting(setting, settings) for setting in CATALOGUE)),
        context("Only people themselves choose for themselves; admins decide for everybody or for a group."),
    ]


def _setting(setting: Setting, settings: Mapping[Setting, Resolved]) -> str:
    resolved = settings[setting]
    no_effect = "" if has_effect(setting, settings) else ", without effect now"
    return f"• {CATALOGUE[setting].label}: *{on_off(resolved.value)}* ({escaped(_reason_text(resolved))}{no_effect})"


def _reason_text(resolved: Resolved) -> str:
    if resolved.locked_by is not None:
        return f"🔒 locked by {locked_by_text(resolved.locked_by, whose='their')}"
    return source_text(resolved.source, whose="their")
