"""What a host sees of an open meeting that has an ID of its own: link, which ID and why, invitation, end."""

from typing import assert_never

from bot.i18n.languages import language_of
from bot.i18n.spoken import speaking
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.meetings.instant import DecidedBy, IdDecision
from bot.policy.meetings.meetings import Meeting
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Session, session_ends_at
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.protocol import Block
from bot.views.components.blocks import actions, button, context, section
from bot.views.components.links import meeting_place
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import lock_note, on_off
from bot.views.components.text import escaped, short_date
from bot.views.meetings.cards import session_blocks, topic_text
from bot.views.meetings.list import COPY_INVITATION, text_to_paste
from bot.views.meetings.text import open_invitation_text

START_GENERATED = "meeting_now_new"
END_MEETING = "meeting_end"
ENTER_MEETING = "meeting_enter"
COPY_OPEN_INVITATION = "meeting_copy_open"


def started(
    options: Options,
    credentials: JoinCredentials,
    session: Session,
    *,
    scheduled: Meeting | None,
    fresh: bool,
    in_channel: bool,
) -> list[Block]:
    """The answer to a start, with the host's link. `scheduled` is the scheduled meeting, None for an instant one.

    `fresh`: it was not open before.
    """
    opened = f"Your meeting is open{'' if fresh else ' already'}{topic_text(session)}. Guests are let in now."
    passcode_text = f" Passcode `{escaped(credentials.passcode)}`." if credentials.passcode else ""
    copy_action, target = (COPY_INVITATION, scheduled.key) if scheduled else (COPY_OPEN_INVITATION, session.id)
    text = f"{opened} Meeting ID {format_number(credentials.number)}.{passcode_text}"
    enter = button("Enter the meeting", ENTER_MEETING, url=meeting_place(options, session), style="primary")
    copy = button("Copy invitation", copy_action, value=str(target))
    return session_blocks(text, enter, copy, END_MEETING, session, in_channel=in_channel)


def id_reason(verdict: IdDecision) -> Block:
    """Which ID it is, and which rule decided, if one did (MEET-1, LOCK-2)."""
    which_id = "It uses your Personal Meeting ID" if verdict.on_pmi else "It has a generated ID"
    match verdict.decided_by:
        case DecidedBy.CHOSEN:
            return context(f"{which_id}.")
        case DecidedBy.SETTING:
            label, locked = CATALOGUE[Setting.PMI_FOR_INSTANT].label, lock_note(verdict.locked_by)
            return context(f"{which_id}, because “{label}” is {on_off(verdict.on_pmi)}.{locked}")
        case DecidedBy.PMI_UNUSABLE:
            refusal = refusal_text(verdict.pmi_refusal) if verdict.pmi_refusal else ""
            return context(f"{which_id}. Your Personal Meeting ID could not be used: {refusal}")
    assert_never(verdict.why)


def ended(session: Session, *, fresh: bool) -> str:
    """The answer to **“End”**; `fresh`: it was still open."""
    if fresh:
        return "The meeting is closed. Nobody is let in any more."
    return f"That meeting is over already: it ended {short_date(session_ends_at(session))}."


def start_refusal(reason: str, topic: str) -> list[Block]:
    """Why the PMI may not be used, and a button that starts with a generated ID and the typed topic (MEET-1)."""
    return [
        section(reason),
        actions(button("Start with a generated ID", START_GENERATED, value=topic, style="primary")),
    ]


def invitation_blocks(options: Options, meeting: OpenMeeting) -> list[Block]:
    """**“Copy invitation”** of a meeting that was started at once (INV-1)."""
    with speaking(language_of(meeting.host.locale)):  # it goes to others, who know its host (LANG-1)
        text = open_invitation_text(options, meeting)
    return text_to_paste(text, meeting.credentials)
