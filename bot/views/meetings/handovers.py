"""The meetings of a host who left: the message to admins, the form that hands them over, the message to the new host (MEET-9)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n import formats
from bot.i18n.messages import gettext as _
from bot.i18n.messages import ngettext
from bot.policy.ids import MeetingKey, UserId
from bot.policy.invitations.invitations import MeetingView
from bot.policy.people.people import Person
from bot.policy.values.timezones import is_timezone, to_local_time
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, modal, section
from bot.views.components.inputs import MAX_OPTIONS, input_block, option, select
from bot.views.components.text import escaped, mention, truncate
from bot.views.components.view_state import decode_metadata, encode_metadata, input_text, selected_value
from bot.views.meetings.form_fields import zone_label
from bot.views.meetings.list import LIST
from bot.views.meetings.text import bullet_list, title

OPEN = "handover_open"
FORM = "handover_save"
MEETINGS_BLOCK, NEW_HOST_BLOCK = "which", "to"
ALL_MEETINGS = "all"
_OPTION_TOPIC_LIMIT = 40


def _what_follows() -> Block:
    return context(
        _(
            "What was on a Personal Meeting ID gets its own ID. The new host is told, and decides when to tell the people who"
            " were invited."
        )
    )


def hand_over_button(host: UserId) -> Block:
    """**“Hand over to …”**."""
    return button(_("Hand over to …"), OPEN, value=host, style="primary")


def host_left_text(host: Person) -> str:
    """The message to an admin that a host left, as a notification."""
    name = escaped(host.name)
    if host.active:  # a host who became a guest is still there
        return _("{host} can no longer host meetings, and what they had planned needs another host.", host=name)
    return _("{host} has left, and what they had planned needs another host.", host=name)


def host_left(host: Person, meetings: Sequence[MeetingView]) -> list[Block]:
    """The message to an admin: who left, their meetings, and the button to hand them over."""
    if host.active:
        departure = _(":door: {host} can no longer host meetings.", host=mention(host.user))
    else:
        departure = _(":door: {host} has left.", host=mention(host.user))
    planned = ngettext(
        "*{count} meeting* needs another host: nobody can open it.",
        "*{count} meetings* need another host: nobody can open them.",
        len(meetings),
    )
    return [
        section(f"{departure} {planned}"),
        section(bullet_list(meetings)),
        actions(hand_over_button(host.user)),
        _what_follows(),
    ]


def nothing_to_hand_over(host: UserId) -> str:
    """The answer where no meeting is left to hand over (UX-5)."""
    return _(":white_check_mark: Nothing that {host} had planned needs another host any more.", host=mention(host))


def form(host: Person, meetings: Sequence[MeetingView], reader_zone: str) -> View:
    """Which meetings to hand over, asked only where there are several series, and to whom."""
    series, users = _series(meetings), {"type": "users_select"}
    planned = _("*Planned by {host}*", host=mention(host.user))
    blocks = [
        section(f"{planned}\n{bullet_list(meetings)}"),
        *([_meeting_input(series, len(meetings), reader_zone)] if len(series) > 1 else []),
        input_block(NEW_HOST_BLOCK, _("Hand over to"), users, hint=_("A full member of this workspace.")),
        _what_follows(),
    ]
    # Translators: at most 24 characters.
    submit = _("Hand over")
    return modal(_title(), blocks, callback=FORM, submit=submit, metadata=encode_metadata(host=host.user))


def _title() -> str:
    # Translators: at most 24 characters.
    return _("Hand meetings over")


def _meeting_input(series: Sequence[MeetingView], total: int, reader_zone: str) -> Block:
    """Dates are on the clock of whoever reads, as in the list above: an option cannot hold Slack's date tokens (UX-4)."""
    zone = reader_zone if is_timezone(reader_zone) else "UTC"
    everything = option(_("All ({total})", total=total), ALL_MEETINGS)
    offered = [everything, *(_meeting_option(each, zone) for each in series[: MAX_OPTIONS - 1])]
    hint = _("Times are in {zone}.", zone=zone_label(zone))
    return input_block(MEETINGS_BLOCK, _("Which meetings?"), select(offered, ALL_MEETINGS), hint=hint)


def _series(meetings: Sequence[MeetingView]) -> list[MeetingView]:
    """The first part of each series, because all parts are handed over together."""
    firsts = {each.meeting.part_of: each for each in reversed(meetings)}
    return [each for each in meetings if firsts[each.meeting.part_of] is each]


def _meeting_option(shown: MeetingView, zone: str) -> Block:
    topic, key = truncate(title(shown), _OPTION_TOPIC_LIMIT), str(shown.meeting.key)
    if shown.occurrence is None:
        return option(topic, key)
    start = to_local_time(shown.occurrence.starts_at, zone)
    # Translators: at most 75 characters, of which the topic takes 40.
    text = _("{topic}, {day}, {time}", topic=topic, day=formats.day(start.date()), time=formats.clock(start))
    return option(text, key)


def read(view: Mapping[str, Any]) -> tuple[UserId, UserId, MeetingKey | None]:
    """The old host, the new one, and the meeting, None for all; 0, which no meeting has, for a key that is no number."""
    selected = selected_value(view, MEETINGS_BLOCK)
    key = MeetingKey(int(selected) if selected.isascii() and selected.isdigit() else 0)
    old_host = UserId(str(decode_metadata(view).get("host", "")))
    new_host = UserId(input_text(view, NEW_HOST_BLOCK, "selected_user"))
    return old_host, new_host, None if selected in ("", ALL_MEETINGS) else key


def result_text(host: UserId, new_host: UserId, count: int) -> str:
    """The result of the form."""
    if not count:
        return nothing_to_hand_over(host)
    return ngettext(
        ":white_check_mark: {count} meeting of {host} is handed over to {new_host}, who is told.",
        ":white_check_mark: {count} meetings of {host} are handed over to {new_host}, who is told.",
        count,
        host=mention(host),
        new_host=mention(new_host),
    )


def result_modal(text: str) -> View:
    """The result in place of the form."""
    return modal(_title(), [section(text)])


def handed_over_text(count: int) -> str:
    """The message to the new host, as a notification."""
    return ngettext(
        "{count} meeting is yours to host from now on.", "{count} meetings are yours to host from now on.", count
    )


def handed_over(by: UserId, host: Person, meetings: Sequence[MeetingView]) -> list[Block]:
    """The message to the new host: which meetings they got, and from whom."""
    people = {"host": mention(host.user), "admin": mention(by)}
    if host.active:
        text = ngettext(
            ":inbox_tray: {host} can no longer host meetings, and {admin} has handed *{count} meeting* of theirs over to you."
            " You host it from now on.",
            ":inbox_tray: {host} can no longer host meetings, and {admin} has handed *{count} meetings* of theirs over to you."
            " You host them from now on.",
            len(meetings),
            **people,
        )
    else:
        text = ngettext(
            ":inbox_tray: {host} has left, and {admin} has handed *{count} meeting* of theirs over to you. You host it from"
            " now on.",
            ":inbox_tray: {host} has left, and {admin} has handed *{count} meetings* of theirs over to you. You host them from"
            " now on.",
            len(meetings),
            **people,
        )
    return [section(text), section(bullet_list(meetings)), actions(button(_("Your meetings"), LIST))]
