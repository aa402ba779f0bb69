"""What a host sees of a meeting with an ID of its own while it is open: the way in, which ID and why, how to invite, its end."""

from typing import assert_never

from bot.exchange import Block
from bot.policy.cards import OpenMeeting
from bot.policy.choices import locked_by_words
from bot.policy.instant_meetings import Verdict, Why
from bot.policy.invitations import Entrance
from bot.policy.meetings import Meeting
from bot.policy.numbers import show
from bot.policy.rooms import Opening, session_ends
from bot.policy.settings import CATALOGUE, Setting
from bot.policy.terms import Terms
from bot.views.addresses import meeting_place
from bot.views.blocks import actions, button, confirm, context, escaped, moment, section, strong
from bot.views.cards import TIME, share_button
from bot.views.meeting_words import open_invitation
from bot.views.meetings import COPY, passcode_warning

NOW_NEW = "meeting_now_new"
END = "meeting_end"
ENTER = "meeting_enter"
COPY_OPEN = "meeting_copy_open"


def started(
    terms: Terms, own: Entrance, session: Opening, *, of: Meeting | None, fresh: bool, in_channel: bool
) -> list[Block]:
    """The answer to a start: the host's own way in. `of` is the meeting that was scheduled, none for an instant one."""
    topic = f" for {strong(session.topic)}" if session.topic else ""
    opened = f"Your meeting is open{topic}." if fresh else f"Your meeting is open already{topic}."
    code = f" Passcode `{escaped(own.passcode)}`." if own.passcode else ""
    copy = (COPY, of.key) if of else (COPY_OPEN, session.id)
    return [
        section(f":large_green_circle: {opened} Guests are let in now. Meeting ID {show(own.number)}.{code}"),
        actions(
            button("Enter the meeting", ENTER, url=meeting_place(terms, session), style="primary"),
            share_button(session.id, in_channel=in_channel),
            button("Copy invitation", copy[0], value=str(copy[1])),
            _end(session),
        ),
        context(f"It closes by itself {moment(session_ends(session), TIME)}."),
    ]


def _end(session: Opening) -> Block:
    question = "Nobody is let in any more after this. People who are inside already stay until they leave."
    sure = confirm("End the meeting?", question, "End", "Keep it open", danger=True)
    return button("End", END, value=str(session.id), style="danger", confirm=sure)


def why(verdict: Verdict) -> Block:
    """Which ID it is, and which rule decided, if one did (MEET-1, LOCK-2)."""
    which = "It uses your Personal Meeting ID" if verdict.on_pmi else "It has a generated ID"
    locked = f" 🔒 Locked by {escaped(locked_by_words(verdict.locked_by))}." if verdict.locked_by else ""
    match verdict.why:
        case Why.CHOSEN:
            return context(f"{which}.")
        case Why.SETTING:
            label, state = CATALOGUE[Setting.PMI_FOR_INSTANT].label, "on" if verdict.on_pmi else "off"
            return context(f"{which}, because “{label}” is {state}.{locked}")
        case Why.PMI_UNUSABLE:
            return context(f"{which}. Your Personal Meeting ID could not be used: {verdict.reason}")
    assert_never(verdict.why)


def ended(session: Opening, *, fresh: bool) -> str:
    """The answer to an end."""
    if fresh:
        return "The meeting is closed. Nobody is let in any more."
    return f"That meeting is over already: it ended {moment(session_ends(session), TIME)}."


def start_refused(reason: str, topic: str) -> list[Block]:
    """The PMI may not be used: why, and what can be used instead, with the topic that was typed (MEET-1)."""
    return [section(reason), actions(button("Start with a generated ID", NOW_NEW, value=topic, style="primary"))]


def invitation_blocks(terms: Terms, meeting: OpenMeeting) -> list[Block]:
    """**“Copy invitation”** of a meeting that was started at once (INV-1)."""
    return [
        section("*The invitation* – select it and paste it wherever you need it."),
        section(f"```{escaped(open_invitation(terms, meeting))}```"),
        *passcode_warning(meeting.entrance),
    ]
