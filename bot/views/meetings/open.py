"""What a host sees of an open meeting that has an ID of its own: link, which ID and why, invitation, end."""

from typing import assert_never

from bot.i18n.languages import language_of
from bot.i18n.messages import gettext as _
from bot.i18n.setting_labels import setting_label
from bot.i18n.spoken import speaking
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.meetings.instant import DecidedBy, IdDecision
from bot.policy.meetings.meetings import Meeting
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Session, session_ends_at
from bot.policy.settings.catalogue import Setting
from bot.protocol import Block
from bot.views.components.blocks import actions, button, context, section
from bot.views.components.links import meeting_place
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import lock_note
from bot.views.components.text import bold, escaped, short_date
from bot.views.meetings.cards import session_blocks
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
    copy_action, target = (COPY_INVITATION, scheduled.key) if scheduled else (COPY_OPEN_INVITATION, session.id)
    enter = button(_("Enter"), ENTER_MEETING, url=meeting_place(options, session), style="primary")
    copy = button(_("Copy invitation"), copy_action, value=str(target))
    text = " ".join([_opened_text(session.topic, fresh=fresh), *_way_in(credentials)])
    return session_blocks(text, enter, copy, END_MEETING, session, in_channel=in_channel)


def _opened_text(topic: str, *, fresh: bool) -> str:
    if topic and fresh:
        return _("Your meeting is open for {topic}.", topic=bold(topic))
    if topic:
        return _("Your meeting is already open for {topic}.", topic=bold(topic))
    return _("Your meeting is open.") if fresh else _("Your meeting is already open.")


def _way_in(credentials: JoinCredentials) -> list[str]:
    """What whoever comes needs, a sentence each."""
    sentences = [_("Guests are let in now."), _("Meeting ID {number}.", number=format_number(credentials.number))]
    if not credentials.passcode:
        return sentences
    return [*sentences, _("Passcode `{passcode}`.", passcode=escaped(credentials.passcode))]


def id_reason(verdict: IdDecision) -> Block:
    """Which ID it is, and which rule decided, if one did (MEET-1, LOCK-2)."""
    setting = setting_label(Setting.PMI_FOR_INSTANT)
    match verdict.decided_by:
        case DecidedBy.CHOSEN if verdict.on_pmi:
            return context(_("It uses your Personal Meeting ID."))
        case DecidedBy.CHOSEN:
            return context(_("It has a generated ID."))
        case DecidedBy.SETTING if verdict.on_pmi:
            text = _("It uses your Personal Meeting ID, because “{setting}” is on.", setting=setting)
            return context(f"{text}{lock_note(verdict.locked_by)}")
        case DecidedBy.SETTING:
            text = _("It has a generated ID, because “{setting}” is off.", setting=setting)
            return context(f"{text}{lock_note(verdict.locked_by)}")
        case DecidedBy.PMI_UNUSABLE:
            text = _("It has a generated ID, because your Personal Meeting ID cannot be used.")
            refusal = f" {refusal_text(verdict.pmi_refusal)}" if verdict.pmi_refusal else ""
            return context(f"{text}{refusal}")
    assert_never(verdict.decided_by)


def ended(session: Session, *, fresh: bool) -> str:
    """The answer to **“End”**; `fresh`: it was still open."""
    if fresh:
        return _("The meeting is closed. Nobody is let in any more.")
    return _("That meeting is over already: it ended {date}.", date=short_date(session_ends_at(session)))


def start_refusal(reason: str, topic: str) -> list[Block]:
    """Why the PMI may not be used, and a button that starts with a generated ID and the typed topic (MEET-1)."""
    return [
        section(reason),
        actions(button(_("Start with a generated ID"), START_GENERATED, value=topic, style="primary")),
    ]


def invitation_blocks(options: Options, meeting: OpenMeeting) -> list[Block]:
    """**“Copy invitation”** of a meeting that was started at once (INV-1)."""
    with speaking(language_of(meeting.host.locale)):  # it goes to others, who know its host (LANG-1)
        text = open_invitation_text(options, meeting)
    return text_to_paste(text, meeting.credentials)
