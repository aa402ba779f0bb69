"""What a host who left had planned, for the admins, and the form that hands it over (MEET-9); and what the new host is told."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.exchange import Block, View
from bot.policy.meetings import MeetingKey
from bot.policy.people import Person, UserId
from bot.policy.shown_meetings import Shown
from bot.views.blocks import actions, button, context, cut, escaped, modal, section
from bot.views.forms import MOST_OPTIONS, chosen, field, option, remember, remembered, select, typed
from bot.views.meeting_words import bullets, title
from bot.views.meetings import LIST
from bot.views.request_words import many

OPEN = "handover_open"
FORM = "handover_save"
LABEL = "Hand over to …"
WHICH, TO = "which", "to"
ALL = "all"
_TOPIC_OFFERED = 60
WHAT_FOLLOWS = (
    "What was on a Personal Meeting ID gets an ID of its own. The new host is told, and decides when the people who were"
    " invited hear of it."
)


def hand_over_button(host: UserId) -> Block:
    """**“Hand over to …”**."""
    return button(LABEL, OPEN, value=host, style="primary")


def left_text(host: Person) -> str:
    """The message to an admin as a notification."""
    return f"{escaped(host.name)} {_gone(host)}, and what they had planned needs another host."


def _gone(host: Person) -> str:
    """Who became a guest is still there, and hosts nothing."""
    return "hosts no meetings any more" if host.active else "has left"


def left(host: Person, meetings: Sequence[Shown]) -> list[Block]:
    """To an admin: who left, what was planned, and the way to hand it over."""
    need, whom = ("needs", "it") if len(meetings) == 1 else ("need", "them")
    planned = f"*{many(len(meetings), 'meeting', 'meetings')}* {need} another host: nobody can open {whom}."
    return [
        section(f":door: <@{host.user}> {_gone(host)}. {planned}"),
        section(bullets(meetings)),
        actions(hand_over_button(host.user)),
        context(WHAT_FOLLOWS),
    ]


def nothing_left(host: UserId) -> str:
    """The answer to a button on an old message (UX-5)."""
    return f":white_check_mark: Nothing that <@{host}> had planned needs another host any more."


def form(host: Person, meetings: Sequence[Shown]) -> View:
    """Which meetings, to whom. The question which is asked where there is more than one series."""
    series = _series(meetings)
    offered = [option(f"All ({len(meetings)})", ALL), *map(_offered, series[: MOST_OPTIONS - 1])]
    blocks = [
        section(f"*Planned by <@{host.user}>*\n{bullets(meetings)}"),
        *([field(WHICH, "Which meetings?", select(offered, ALL))] if len(series) > 1 else []),
        field(TO, "Hand over to", {"type": "users_select"}, hint="A full member of this workspace."),
        context(WHAT_FOLLOWS),
    ]
    return modal(
        "Hand meetings over",
        blocks,
        callback=FORM,
        submit="Hand over",
        close="Cancel",
        metadata=remember(host=host.user),
    )


def _series(meetings: Sequence[Shown]) -> list[Shown]:
    """Parts of one series go together, so only the first of them."""
    firsts = {each.meeting.part_of: each for each in reversed(meetings)}
    return [each for each in meetings if firsts[each.meeting.part_of] is each]


def _offered(shown: Shown) -> Block:
    """On the meeting's own wall clock, because an option holds no date tokens."""
    day = f", {shown.occurrence.start:%d %b %H:%M}" if shown.occurrence else ""
    return option(f"{cut(title(shown), _TOPIC_OFFERED)}{day}", str(shown.meeting.key))


def read(view: Mapping[str, Any]) -> tuple[UserId, UserId, MeetingKey | None]:
    """Whose, to whom, and which one if not all; a key that no meeting has where that was tampered with."""
    which = chosen(view, WHICH)
    one = None if which in ("", ALL) else MeetingKey(int(which) if which.isascii() and which.isdigit() else 0)
    return UserId(str(remembered(view).get("host", ""))), UserId(str(typed(view, TO, "selected_user") or "")), one


def done_text(host: UserId, to: UserId, count: int) -> str:
    """What came of the form."""
    if not count:
        return nothing_left(host)
    verb = "is" if count == 1 else "are"
    return f":white_check_mark: {many(count, 'meeting', 'meetings')} of <@{host}> {verb} handed over to <@{to}>, who is told."


def done(text: str) -> View:
    """The same in place of the form."""
    return modal("Hand meetings over", [section(text)])


def given_text(count: int) -> str:
    """The message to the new host as a notification."""
    return f"{many(count, 'meeting is', 'meetings are')} yours to host from now on."


def given(by: UserId, host: Person, meetings: Sequence[Shown]) -> list[Block]:
    """To the new host: whose meetings are theirs now."""
    count, whom = many(len(meetings), "meeting", "meetings"), "it" if len(meetings) == 1 else "them"
    said = f"<@{host.user}> {_gone(host)}, and <@{by}> has handed *{count}* of theirs over to you."
    return [
        section(f":inbox_tray: {said} You host {whom} from now on."),
        section(bullets(meetings)),
        actions(button("Your meetings", LIST)),
    ]
