"""The meetings of a host who left: the message to admins, the form that hands them over, the message to the new host (MEET-9)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.policy.ids import MeetingKey, UserId
from bot.policy.invitations.invitations import MeetingView
from bot.policy.people.people import Person
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, modal, section
from bot.views.components.inputs import MAX_OPTIONS, input_block, option, select
from bot.views.components.text import escaped, mention, pluralise, truncate
from bot.views.components.view_state import decode_metadata, encode_metadata, input_text, selected_value
from bot.views.meetings.list import LIST
from bot.views.meetings.text import bullet_list, title

OPEN = "handover_open"
FORM = "handover_save"
LABEL = "Hand over to …"
MEETINGS_BLOCK, NEW_HOST_BLOCK = "which", "to"
ALL_MEETINGS = "all"
_OPTION_TOPIC_LIMIT = 60
WHAT_FOLLOWS = (
    "What was on a Personal Meeting ID gets an ID of its own. The new host is told, and decides when the people who were"
    " invited hear of it."
)


def hand_over_button(host: UserId) -> Block:
    """**“Hand over to …”**."""
    return button(LABEL, OPEN, value=host, style="primary")


def host_left_text(host: Person) -> str:
    """The message to an admin that a host left, as a notification."""
    return f"{escaped(host.name)} {_departure_text(host)}, and what they had planned needs another host."


def _departure_text(host: Person) -> str:
    """A host who became a guest is still there."""
    return "hosts no meetings any more" if host.active else "has left"


def host_left(host: Person, meetings: Sequence[MeetingView]) -> list[Block]:
    """The message to an admin: who left, their meetings, and the button to hand them over."""
    need, whom = ("needs", "it") if len(meetings) == 1 else ("need", "them")
    planned = f"*{pluralise(len(meetings), 'meeting', 'meetings')}* {need} another host: nobody can open {whom}."
    return [
        section(f":door: <@{host.user}> {_departure_text(host)}. {planned}"),
        section(bullet_list(meetings)),
        actions(hand_over_button(host.user)),
        context(WHAT_FOLLOWS),
    ]


def nothing_to_hand_over(host: UserId) -> str:
    """The answer where no meeting is left to hand over (UX-5)."""
    return f":white_check_mark: Nothing that <@{host}> had planned needs another host any more."


def form(host: Person, meetings: Sequence[MeetingView]) -> View:
    """Which meetings to hand over, asked only where there are several series, and to whom."""
    series = _series(meetings)
    offered = [option(f"All ({len(meetings)})", ALL_MEETINGS), *map(_meeting_option, series[: MAX_OPTIONS - 1])]
    blocks = [
        section(f"*Planned by <@{host.user}>*\n{bullet_list(meetings)}"),
        *([input_block(MEETINGS_BLOCK, "Which meetings?", select(offered, ALL_MEETINGS))] if len(series) > 1 else []),
        input_block(NEW_HOST_BLOCK, "Hand over to", {"type": "users_select"}, hint="A full member of this workspace."),
        context(WHAT_FOLLOWS),
    ]
    metadata = encode_metadata(host=host.user)
    return modal("Hand meetings over", blocks, callback=FORM, submit="Hand over", metadata=metadata)


def _series(meetings: Sequence[MeetingView]) -> list[MeetingView]:
    """The first part of each series, because all parts are handed over together."""
    firsts = {each.meeting.part_of: each for each in reversed(meetings)}
    return [each for each in meetings if firsts[each.meeting.part_of] is each]


def _meeting_option(shown: MeetingView) -> Block:
    """The date is on the meeting's wall clock, because an option cannot hold Slack's date tokens."""
    day = f", {shown.occurrence.local_start:%d %b %H:%M}" if shown.occurrence else ""
    return option(f"{truncate(title(shown), _OPTION_TOPIC_LIMIT)}{day}", str(shown.meeting.key))


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
    verb = "is" if count == 1 else "are"
    return f":white_check_mark: {pluralise(count, 'meeting', 'meetings')} of <@{host}> {verb} handed over to <@{new_host}>, who is told."


def result_modal(text: str) -> View:
    """The result in place of the form."""
    return modal("Hand meetings over", [section(text)])


def handed_over_text(count: int) -> str:
    """The message to the new host, as a notification."""
    return f"{pluralise(count, 'meeting is', 'meetings are')} yours to host from now on."


def handed_over(by: UserId, host: Person, meetings: Sequence[MeetingView]) -> list[Block]:
    """The message to the new host: which meetings they got, and from whom."""
    count, whom = pluralise(len(meetings), "meeting", "meetings"), "it" if len(meetings) == 1 else "them"
    message = (
        f"{mention(host.user)} {_departure_text(host)}, and {mention(by)} has handed *{count}* of theirs over to you."
    )
    return [
        section(f":inbox_tray: {message} You host {whom} from now on."),
        section(bullet_list(meetings)),
        actions(button("Your meetings", LIST)),
    ]
