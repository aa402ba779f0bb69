"""The console's pages about one person: search, room, license, settings with their origin, earlier numbers; never a passcode."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.people_labels import license_label, role_label
from bot.i18n.setting_labels import setting_label
from bot.policy.ids import GroupId, UserId
from bot.policy.people.people import License, Person, Role
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.numbers import EndReason, format_number
from bot.policy.rooms.rooms import Profile, Room, room_valid_until
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import Resolved, has_effect
from bot.policy.values.results import Denied
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, confirm, context, divider, fields, header, paragraphs, section
from bot.views.components.console_page import MENU, console_page
from bot.views.components.inputs import element
from bot.views.components.setting_text import locked_by_sentence, no_effect_text, source_text, value_line
from bot.views.components.text import escaped, first_of, slack_date
from bot.views.meetings.handovers import hand_over_button
from bot.views.rooms.history import DATE_FORMAT

FIND = "admin_person"
SHOW_PERSON = "admin_person_show"
CHANGE_LICENSE = "admin_person_license"
REPLACE, SUSPEND, LIFT = "admin_person_replace", "admin_person_suspend", "admin_person_lift"
HISTORY = "admin_person_history"
FIND_BLOCK = "find_person"
_EARLIER_NUMBERS: dict[EndReason | None, Message] = {
    EndReason.EDITED: N_("{number} from {start} until {end}: they chose another number"),
    EndReason.EXPIRED: N_("{number} from {start} until {end}: not used for 365 days"),
    EndReason.REPLACED: N_("{number} from {start} until {end}: replaced after a leak"),
    EndReason.MEETING_ENDED: N_("{number} from {start} until {end}: the meeting ended"),
    EndReason.ERASED: N_("{number} from {start} until {end}: erased"),
    None: N_("{number} from {start} until {end}"),
}
MAX_GROUPS = 20
MAX_DEPARTED = 20


def find_page(departed: Sequence[tuple[Person, int]] = (), notice: str = "") -> View:
    """The search, and the people who left meetings behind: Slack's menu does not offer deactivated people (MEET-9)."""
    question = _("Whose room, license and settings do you want to see?")
    blocks = [section(question), _person_select(""), *_departed(departed)]
    # Translators: at most 24 characters.
    return console_page(_("People"), blocks, back=MENU, notice=notice)


def _departed(departed: Sequence[tuple[Person, int]]) -> list[Block]:
    if not departed:
        return []
    not_shown = len(departed) - MAX_DEPARTED
    return [
        divider(),
        header(_("Meetings that need another host")),
        *(_left_behind(person, count) for person, count in departed[:MAX_DEPARTED]),
        *([context(_more_departed(not_shown))] if not_shown > 0 else []),
    ]


def _more_departed(count: int) -> str:
    return ngettext(
        "{count} more host is listed when these are done.", "{count} more hosts are listed when these are done.", count
    )


def _left_behind(person: Person, count: int) -> Block:
    host = f"<@{person.user}>"
    text = ngettext("{host}: {count} meeting", "{host}: {count} meetings", count, host=host)
    return section(text, hand_over_button(person.user))


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
        *([section(_no_room_reason(person))] if has_no_room else []),
        *([section(_unreachable(person.unreachable_at))] if person.unreachable_at else []),
        *([_left_behind(person, left_behind)] if left_behind else []),
        *(_room(profile, room) if room else [] if has_no_room else [section(_no_room_yet())]),
        actions(*_buttons(person, room, has_no_room=has_no_room)),
        *([] if has_no_room else _settings(settings)),
    ]
    # Translators: at most 24 characters.
    return console_page(_("People"), blocks, back=MENU, notice=notice)


def _no_room_yet() -> str:
    label, text = _("Room"), _("None yet. It is created at their first visit.")
    return f"*{label}*\n{text}"


def history_page(user: UserId, room: Room | None, earlier: Sequence[Room]) -> View:
    """The numbers that somebody had, the latest first (PMI-14)."""
    lines = [_earlier_number(each) for each in earlier]
    if room:
        since = slack_date(room.assigned_at, DATE_FORMAT)
        now = _("*{number}* since {date}: theirs now", number=format_number(room.number), date=since)
        lines.insert(0, now)
    blocks = [section(f"<@{user}>"), *paragraphs(lines or [_("There is no number yet.")])]
    # Translators: at most 24 characters.
    return console_page(_("History"), blocks, back=SHOW_PERSON, back_value=user)


def _earlier_number(room: Room) -> str:
    """From when until when it was theirs, and why it ended."""
    start = slack_date(room.assigned_at, DATE_FORMAT)
    end = slack_date(room.ended_at, DATE_FORMAT) if room.ended_at else ""
    return say(_EARLIER_NUMBERS[room.ended_by], number=format_number(room.number), start=start, end=end)


def _person_select(user: str) -> Block:
    menu = element("users_select", action_id=FIND, placeholder=_("Find somebody"), initial_user=user)
    return {**actions(menu), "block_id": f"{FIND_BLOCK}:{user}"}


def _person_fields(person: Person, groups: Mapping[GroupId, str]) -> Block:
    named = first_of([escaped(name) for name in groups.values()], MAX_GROUPS) or _("In no group")
    mentioned = f"<@{person.user}>"
    return fields(
        _fact(_("Person"), mentioned if person.active else _("{person} (deactivated)", person=mentioned)),
        _fact(_("Role"), role_label(person.role)),
        _fact(_("License"), license_label(person.license)),
        _fact(_("Groups"), named),
    )


def _fact(label: str, value: str) -> str:
    return f"*{label}*\n{value}"


def _no_room_reason(person: Person) -> str:
    if not person.active:
        return _(":no_entry: Their Slack account is deactivated, so their room is closed.")
    match person.role:
        case Role.GUEST:
            return _(":no_entry: Guests have no personal meeting room.")
        case Role.BOT:
            return _(":no_entry: Apps have no personal meeting room.")
        case _:
            return _(":no_entry: People from other companies have no personal meeting room.")


def _unreachable(since: datetime) -> str:
    return _(
        ":mailbox_with_no_mail: My messages have not reached them since {date}. The report says why.",
        date=slack_date(since),
    )


def _room(profile: Profile, room: Room) -> list[Block]:
    used = [slack_date(room.last_used_at) if room.last_used_at else _("Not yet")]
    if profile.session is not None and profile.session.ended_at is None:
        used.append(_("open now"))
    facts = fields(
        _fact(_("Personal Meeting ID"), format_number(room.number)),
        _fact(_("Personal link"), escaped(room.link)),
        _fact(_("Valid until"), slack_date(room_valid_until(room))),
        _fact(_("Last used"), " · ".join(used)),
    )
    suspended = _(":no_entry: *Suspended:* nobody can join until they replace the number or you lift the suspension.")
    return [section(suspended), facts] if room.suspended_at else [facts]


def _buttons(person: Person, room: Room | None, *, has_no_room: bool) -> list[Block]:
    """Buttons for license, room and history; without that for the license where the person can have no room."""
    return [
        *([] if has_no_room else [_license(person)]),
        *(_room_buttons(person.user, room) if room else []),
        button(_("History"), HISTORY, value=person.user),
    ]


def _license(person: Person) -> Block:
    if person.license is License.LICENSED:
        text = _("They keep their number and link, but can no longer change them.")
        # Translators: at most 30 characters.
        yes, no = _("Make basic"), _("Cancel")
        confirmation = confirm(_("Give them a Basic license?"), text, yes, no)
        return button(yes, CHANGE_LICENSE, value=f"{person.user}.{License.BASIC}", confirm=confirmation)
    return button(_("Make licensed"), CHANGE_LICENSE, value=f"{person.user}.{License.LICENSED}")


def _room_buttons(user: UserId, room: Room) -> list[Block]:
    """Replace, suspend or lift (PMI-15). Each asks first (UX-5)."""
    value = f"{user}.{room.id}"
    replace = button(_("Replace number"), REPLACE, value=value, style="danger", confirm=_replace_question())
    if room.suspended_at:
        return [replace, button(_("Lift suspension"), LIFT, value=user, confirm=_lift_question())]
    return [replace, button(_("Suspend"), SUSPEND, value=user, style="danger", confirm=_suspend_question())]


def _replace_question() -> Block:
    text = _("They get a new number and passcode immediately. A running meeting ends and the old number stops working.")
    # Translators: at most 30 characters.
    yes, no = _("Replace it"), _("Keep it")
    return confirm(_("Replace their number?"), text, yes, no, danger=True)


def _lift_question() -> Block:
    text = _("The same number, link and passcode let people in again.")
    # Translators: at most 30 characters.
    yes, no = _("Lift suspension"), _("Cancel")
    return confirm(_("Lift the suspension?"), text, yes, no)


def _suspend_question() -> Block:
    text = _("A running meeting ends. Nobody can join until they replace the number or you lift the suspension.")
    # Translators: at most 30 characters.
    yes, no = _("Suspend"), _("Cancel")
    return confirm(_("Suspend their room?"), text, yes, no, danger=True)


def _settings(settings: Mapping[Setting, Resolved]) -> list[Block]:
    """The settings of a person, with where each comes from and who locked it (LOCK-2, LOCK-4)."""
    return [
        divider(),
        header(_("Their settings")),
        section("\n".join(_setting(setting, settings) for setting in CATALOGUE)),
        context(_("People choose for themselves. Admins decide for everybody or for a group.")),
    ]


def _setting(setting: Setting, settings: Mapping[Setting, Resolved]) -> str:
    resolved = settings[setting]
    facts = [
        value_line(setting_label(setting), on=resolved.value),
        _reason_text(resolved),
        "" if has_effect(setting, settings) else no_effect_text(),
    ]
    return f"• {' · '.join(filter(None, facts))}"


def _reason_text(resolved: Resolved) -> str:
    if resolved.locked_by is not None:
        return locked_by_sentence(resolved.locked_by, whose="their")
    return escaped(source_text(resolved.source, whose="their"))
