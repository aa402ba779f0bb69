"""How messages about meetings are made at the moment of sending or changing: facts of use cases, words of views."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.i18n.languages import language_of
from bot.i18n.messages import gettext as _
from bot.i18n.spoken import speaking
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.invitations.invitations import MeetingView
from bot.policy.options import Options
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Defer, Discard, MessageType
from bot.use_cases.invitations import messages, updates
from bot.use_cases.invitations.channel_posts import RenderPost, RenderStalePost
from bot.use_cases.meetings import handovers, stopped
from bot.use_cases.ports import Message
from bot.use_cases.reminders import meeting_start
from bot.views.components.refusals import refusal_text
from bot.views.components.text import escaped
from bot.views.invitations import meeting as meeting_invitation_views
from bot.views.meetings import handovers as handover_views
from storage import Database


def post_renderer(options: Options) -> RenderPost:
    """Makes an invitation in a channel."""

    def compose(shown: MeetingView, with_passcode: bool) -> Message:  # noqa: FBT001 - the port's shape
        return Message(
            meeting_invitation_views.channel_post_text(shown),
            meeting_invitation_views.channel_post(options, shown, with_passcode=with_passcode),
        )

    return compose


def stale_post_renderer(options: Options) -> RenderStalePost:
    """Makes an invitation in a channel anew, in the language of the account (LANG-1)."""
    compose = post_renderer(options)

    def compose_anew(shown: MeetingView, with_passcode: bool, language: str) -> Message:  # noqa: FBT001 - the port's shape
        with speaking(language_of(language)):
            return compose(shown, with_passcode)

    return compose_anew


def refreshed_update_message(facts: updates.UpdatesContent, now: datetime) -> Message:
    """The message to a host that was sent before, as it should be now, in their language (LANG-1)."""
    with speaking(language_of(facts.host.locale)):
        return invitation_update_message(facts, now)


def invitation_update_message(facts: updates.UpdatesContent, _now: datetime) -> Message:
    """The message that offers a host to send updated invitations (INV-3)."""
    changed = [(each.view, each.before, each.invitees, each.posts) for each in facts.changed]
    blocks = meeting_invitation_views.update_prompt(changed, facts.update_id, sent=facts.already_sent)
    return Message(_("Some of your meetings changed after people were invited."), blocks)


@dataclass(frozen=True, slots=True)
class MeetingMessages:
    """A method for each kind."""

    db: Database
    options: Options

    def message_types(self) -> Mapping[str, MessageType]:
        """Every kind of message about meetings that goes through the queue."""
        return {
            MessageKind.INVITATION: MessageType(self.invitation, messages.on_invitation_finished),
            MessageKind.INVITATION_UPDATE: MessageType(self.invitation_update, updates.on_offer_finished),
            MessageKind.MEETING_REMINDER: MessageType(self.reminder),
            MessageKind.MEETINGS_STOPPED: MessageType(self.meetings_stopped),
            MessageKind.HOST_LEFT: MessageType(self.host_left),
            MessageKind.MEETINGS_GIVEN: MessageType(self.handed_over),
        }

    def invitation(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """To an invitee: from what they know to what is true now (INV-3)."""
        facts = messages.invitation_content(self.db, delivery.team, delivery.subject, now)
        if isinstance(facts, Discard):
            return facts
        blocks = meeting_invitation_views.invitation_message(
            self.options, facts.view, facts.invitee.rsvp, facts.known, facts.actual
        )
        return Message(meeting_invitation_views.notification_text(facts.view, facts.known, facts.actual), blocks)

    def invitation_update(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """Tell a host which meetings are not as their invitees know them (INV-3); `Discard` where none is."""
        facts = updates.updates_content(self.db, delivery.team, delivery.subject, now)
        return facts if isinstance(facts, Discard) else invitation_update_message(facts, now)

    def reminder(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """Ten minutes before a meeting (MEET-8)."""
        facts = meeting_start.meeting_reminder_content(self.db, delivery.subject, now)
        if isinstance(facts, Discard):
            return facts
        blocks = meeting_invitation_views.meeting_reminder(
            self.options, facts.view, facts.occurrence, is_host=facts.is_host
        )
        return Message(_("{topic} starts soon.", topic=escaped(facts.occurrence.topic)), blocks)

    def meetings_stopped(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """To a host whose meetings stop working, because the PMI was switched off for them (APP-6)."""
        facts = stopped.stopped_meetings_content(self.db, delivery.subject, now)
        if isinstance(facts, Discard):
            return facts
        blocks = meeting_invitation_views.meetings_stopped(facts.meetings, refusal_text(facts.reason))
        return Message(_("Some of your meetings need a new ID."), blocks)

    def host_left(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """To an admin: a host left, and what they had planned needs another one (MEET-9)."""
        facts = handovers.left_behind_content(self.db, delivery.subject, now)
        if isinstance(facts, Discard):
            return facts
        return Message(handover_views.host_left_text(facts.host), handover_views.host_left(facts.host, facts.meetings))

    def handed_over(self, delivery: Delivery, now: datetime) -> Message | Discard | Defer:
        """To the new host: which meetings are theirs now (MEET-9)."""
        new_host = delivery.recipient.person
        if new_host is None:
            return Discard("it is for nobody")
        facts = handovers.handover_content(self.db, new_host, delivery.subject, now)
        if isinstance(facts, Discard):
            return facts
        blocks = handover_views.handed_over(facts.by, facts.host, facts.meetings)
        return Message(handover_views.handed_over_text(len(facts.meetings)), blocks)
