"""What a host sees of a meeting with an ID of its own while it is open: the way in, which ID and why, how to invite, its end."""

from typing import assert_never

from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.meetings.instant import DecidedBy, IdDecision
from bot.policy.meetings.meetings import Meeting
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import OpenSession, session_ends_at
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.choices import locked_by_text
from bot.protocol import Block
from bot.views.components.blocks import actions, bold, button, confirm, context, escaped, section, slack_date
from bot.views.components.links import meeting_place
from bot.views.meetings.cards import DATE_FORMAT, share_button
from bot.views.meetings.list import COPY_INVITATION, passcode_warning
from bot.views.meetings.text import open_invitation_text

START_GENERATED = "meeting_now_new"
END_MEETING = "meeting_end"
ENTER_MEETING = "meeting_enter"
COPY_OPEN_INVITATION = "meeting_copy_open"


def started(
    options: Options,
    credentials: JoinCredentials,
    session: OpenSession,
    *,
    scheduled: Meeting | None,
    fresh: bool,
    in_channel: bool,
) -> list[Block]:
    """The answer to a start: the host's own way in. `scheduled` is the meeting that was scheduled, none for an instant one."""
    topic = f" for {bold(session.topic)}" if session.topic else ""
    opened = f"Your meeting is open{topic}." if fresh else f"Your meeting is open already{topic}."
    passcode_text = f" Passcode `{escaped(credentials.passcode)}`." if credentials.passcode else ""
    copy_action = (COPY_INVITATION, scheduled.key) if scheduled else (COPY_OPEN_INVITATION, session.id)
    return [
        section(
            f":large_green_circle: {opened} Guests are let in now. Meeting ID {format_number(credentials.number)}.{passcode_text}"
        ),
        actions(
            button("Enter the meeting", ENTER_MEETING, url=meeting_place(options, session), style="primary"),
            share_button(session.id, in_channel=in_channel),
            button("Copy invitation", copy_action[0], value=str(copy_action[1])),
            _end_button(session),
        ),
        context(f"It closes by itself {slack_date(session_ends_at(session), DATE_FORMAT)}."),
    ]


def _end_button(session: OpenSession) -> Block:
    question = "Nobody is let in any more after this. People who are inside already stay until they leave."
    confirmation = confirm("End the meeting?", question, "End", "Keep it open", danger=True)
    return button("End", END_MEETING, value=str(session.id), style="danger", confirm=confirmation)


def id_reason(verdict: IdDecision) -> Block:
    """Which ID it is, and which rule decided, if one did (MEET-1, LOCK-2)."""
    which_id = "It uses your Personal Meeting ID" if verdict.on_pmi else "It has a generated ID"
    locked = f" 🔒 Locked by {escaped(locked_by_text(verdict.locked_by))}." if verdict.locked_by else ""
    match verdict.decided_by:
        case DecidedBy.CHOSEN:
            return context(f"{which_id}.")
        case DecidedBy.SETTING:
            label, on_or_off = CATALOGUE[Setting.PMI_FOR_INSTANT].label, "on" if verdict.on_pmi else "off"
            return context(f"{which_id}, because “{label}” is {on_or_off}.{locked}")
        case DecidedBy.PMI_UNUSABLE:
            return context(f"{which_id}. Your Personal Meeting ID could not be used: {verdict.pmi_refusal}")
    assert_never(verdict.why)


def ended(session: OpenSession, *, fresh: bool) -> str:
    """The answer to an end."""
    if fresh:
        return "The meeting is closed. Nobody is let in any more."
    return f"That meeting is over already: it ended {slack_date(session_ends_at(session), DATE_FORMAT)}."


def start_refusal(reason: str, topic: str) -> list[Block]:
    """The PMI may not be used: why, and what can be used instead, with the topic that was typed (MEET-1)."""
    return [
        section(reason),
        actions(button("Start with a generated ID", START_GENERATED, value=topic, style="primary")),
    ]


def invitation_blocks(options: Options, meeting: OpenMeeting) -> list[Block]:
    """**“Copy invitation”** of a meeting that was started at once (INV-1)."""
    return [
        section("*The invitation* – select it and paste it wherever you need it."),
        section(f"```{escaped(open_invitation_text(options, meeting))}```"),
        *passcode_warning(meeting.credentials),
    ]
