"""Handlers of one's meetings: listed, started, invited to, ended, cancelled (MEET-1, MEET-5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.messages.post_replies import posting_replies
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import (
    first_action,
    is_in_channel,
    parse_id,
    unescape_mentions,
    value_id,
    value_ids,
    view_id,
)
from bot.handlers.request.routing import action, answers, subcommand, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import ngettext, say
from bot.i18n.reasons import reason_text
from bot.policy.ids import MeetingKey, SessionId
from bot.policy.meetings.instant import IdChoice
from bot.policy.values.results import Denied
from bot.protocol import (
    Block,
    FieldErrors,
    OpenModal,
    PrivateReply,
    ReplaceOriginal,
    Replies,
    Request,
    RequestKind,
    Surface,
)
from bot.use_cases.invitations import channel_posts, rsvp
from bot.use_cases.invitations.requested_posts import PostTarget
from bot.use_cases.meetings import cancellations, scheduling, starts
from bot.use_cases.meetings.cancellations import Cancelled
from bot.use_cases.meetings.edits import StaleMeeting
from bot.use_cases.meetings.starts import StartedMeeting
from bot.use_cases.rooms.sessions import PmiUnavailable, StartedRoom
from bot.views.components import inputs
from bot.views.components.refusals import refusal_text
from bot.views.components.text import escaped
from bot.views.invitations import room as room_invitation_views
from bot.views.meetings import list as meeting_views
from bot.views.meetings import open as open_views
from bot.views.rooms import profile as room_views

CHANGED_MEANWHILE = N_("This meeting has changed since. Nothing was done; this is how it is now.")
START_SHORTCUT = "start_meeting"
ID_CHOICES = {"pmi": IdChoice.PMI, "new": IdChoice.NEW}


@dataclass(frozen=True, slots=True)
class MeetingHandlers:
    """One's own meetings."""

    context: HandlerContext

    @subcommand("list")
    @action(meeting_views.LIST)
    def show(self, request: Request) -> Replies:
        """`/schedule list`, `/pmi list`."""
        self.context.record_activity(request)
        return [PrivateReply(_("Your meetings"), self.context.meeting_list(request))]

    @action(meeting_views.EARLIER_PAGE, meeting_views.LATER_PAGE)
    def turn_page(self, request: Request) -> Replies:
        """**“Earlier”**, **“Later”**: the list or the Home, at another page."""
        page = value_id(request)
        if request.surface is Surface.HOME:
            return self.context.refresh_home(request, page)
        return [ReplaceOriginal(_("Your meetings"), self.context.meeting_list(request, page))]

    @answers(RequestKind.SHORTCUT, START_SHORTCUT)
    def start_now(self, request: Request) -> Replies:
        """`/schedule now [pmi|new] [topic]`, **“Start a meeting”** (MEET-1)."""
        word, _, rest = request.text.strip().partition(" ")
        choice = ID_CHOICES.get(word.lower(), IdChoice.BY_SETTING)
        topic = unescape_mentions(rest.strip() if choice is not IdChoice.BY_SETTING else request.text)
        return self._start_now(request, topic[: room_views.TOPIC_LIMIT], choice)

    @action(open_views.START_GENERATED)
    def start_new(self, request: Request) -> Replies:
        """**“Start with a generated ID”**: the button kept the topic that was typed."""
        typed = str(first_action(request).get("value") or "")
        return self._start_now(request, typed[: room_views.TOPIC_LIMIT], IdChoice.NEW)

    def _start_now(self, request: Request, topic: str, choice: IdChoice) -> Replies:
        started = starts.start_instant(self.context, request.caller, topic, choice)
        if isinstance(started, Denied):
            return start_refusal(self.context, request, started, topic)
        return self._started_reply(request, started.started, [open_views.id_reason(started.verdict)])

    @action(meeting_views.START)
    def start(self, request: Request) -> Replies:
        """**“Start”** of a scheduled meeting."""
        started = starts.start_meeting(self.context, request.caller, MeetingKey(value_id(request)))
        if isinstance(started, Denied):
            return self.context.refusal(request, started)
        return self._started_reply(request, started, [])

    def _started_reply(
        self, request: Request, started: StartedRoom | StartedMeeting, explanation: Sequence[Block]
    ) -> Replies:
        options, in_channel = self.context.options, is_in_channel(request)
        if isinstance(started, StartedRoom):
            blocks = room_views.started(
                options, started.room, started.session, fresh=started.fresh, in_channel=in_channel
            )
        else:
            record, meeting, fresh = started.id_record, started.meeting, started.fresh
            blocks = open_views.started(
                options, record, started.session, scheduled=meeting, fresh=fresh, in_channel=in_channel
            )
        return [PrivateReply(_("Your meeting is open."), [*blocks, *explanation]), *self.context.refresh_home(request)]

    @action(open_views.END_MEETING)
    def end(self, request: Request) -> Replies:
        """**“End”** of a meeting with an ID of its own."""
        ended = starts.end_meeting(self.context, request.caller, SessionId(value_id(request)))
        if isinstance(ended, Denied):
            return [PrivateReply(refusal_text(ended.reason))]
        text = open_views.ended(ended.session, fresh=ended.fresh)
        reply = ReplaceOriginal if request.surface is Surface.MESSAGE else PrivateReply
        return [reply(text), *self.context.refresh_home(request), self.context.refresh_cards(request)]

    @action(meeting_views.ENTER_AGAIN)
    def enter_again(self, request: Request) -> Replies:
        """**“Enter”**: the answer to the start once more."""
        found = starts.find_open_meeting(self.context, request.caller, SessionId(value_id(request)))
        if isinstance(found, Denied):
            return [PrivateReply(refusal_text(found.reason)), *self.context.refresh_home(request)]
        options, in_channel = self.context.options, is_in_channel(request)
        blocks = open_views.started(
            options, found.credentials, found.session, scheduled=None, fresh=False, in_channel=in_channel
        )
        return [PrivateReply(_("Your meeting is already open."), blocks)]

    @action(open_views.COPY_OPEN_INVITATION)
    def copy_open(self, request: Request) -> Replies:
        """**“Copy invitation”** of a meeting that was started at once (INV-1)."""
        found = starts.find_open_meeting(self.context, request.caller, SessionId(value_id(request)))
        if isinstance(found, Denied):
            return [PrivateReply(refusal_text(found.reason))]
        return [PrivateReply(_("The invitation"), open_views.invitation_blocks(self.context.options, found))]

    @action(meeting_views.COPY_INVITATION)
    def copy(self, request: Request) -> Replies:
        """**“Copy invitation”** (INV-1)."""
        shown = scheduling.find_own_meeting(self.context, request.caller, MeetingKey(value_id(request)))
        if isinstance(shown, Denied):
            return [PrivateReply(refusal_text(shown.reason))]
        return [PrivateReply(_("The invitation"), meeting_views.invitation_blocks(self.context.options, shown))]

    @action(meeting_views.INVITEES)
    def guests(self, request: Request) -> Replies:
        """**“Who is coming?”**."""
        key = MeetingKey(value_id(request))
        shown = scheduling.find_own_meeting(self.context, request.caller, key)
        if isinstance(shown, Denied):
            return [PrivateReply(refusal_text(shown.reason))]
        invitees = rsvp.list_invitees(self.context, request.caller, key)
        if isinstance(invitees, Denied):
            return [PrivateReply(refusal_text(invitees.reason))]
        return [OpenModal(meeting_views.invitee_list(shown, invitees))]

    @action(meeting_views.CANCEL)
    def cancel(self, request: Request) -> Replies:
        """**“Cancel meeting”**, confirmed."""
        key, version, _ = value_ids(request)
        outcome = cancellations.cancel(self.context, request.caller, (MeetingKey(key), version))
        return self.cancelled_reply(request, outcome)

    def cancelled_reply(self, request: Request, outcome: Cancelled | StaleMeeting | Denied) -> Replies:
        """Reply with the outcome, and update the list in which the button was pressed."""
        text = _cancel_text(outcome)
        if request.surface is not Surface.MESSAGE:
            return [PrivateReply(text), *self.context.refresh_home(request)]
        blocks = [*meeting_views.notice_blocks(text), *self.context.meeting_list(request)]
        return [ReplaceOriginal(text, blocks), *self.context.refresh_home(request)]

    @action(meeting_views.POST)
    def open_post_form(self, request: Request) -> Replies:
        """**“Post to a channel …”**."""
        return [OpenModal(meeting_views.post_form(room_invitation_views.post_form(), value_id(request)))]

    @submission(meeting_views.POST_FORM)
    def post(self, request: Request) -> Replies:
        """The form's **“Post”**: it is posted through the queue, and its answer is redrawn then (UX-8)."""
        view = request.body["view"]
        channel, with_passcode = room_invitation_views.read_post_form(view)
        key = MeetingKey(parse_id(str(view.get("private_metadata", ""))))
        target = PostTarget(channel, with_passcode, view_id(request))
        posted = channel_posts.post_meeting(self.context, request.caller, key, target)
        if isinstance(posted, Denied):
            return [FieldErrors({inputs.CHANNEL_BLOCK: reason_text(posted.reason)})]
        return posting_replies(self.context, posted, channel, room_invitation_views.posted_modal(channel))


def start_refusal(context: HandlerContext, request: Request, denied: Denied, topic: str) -> Replies:
    """A start that was refused; whoever may host is offered a generated ID (MEET-1)."""
    if not isinstance(denied, PmiUnavailable):
        return context.refusal(request, denied)
    refused = PrivateReply(refusal_text(denied.reason), open_views.start_refusal(refusal_text(denied.reason), topic))
    return [refused, *context.refresh_home(request)] if request.surface is Surface.HOME else [refused]


def notified_text(people: int) -> str:
    """How many people are notified, as a sentence."""
    if not people:
        return _("Nobody had to be told.")
    return ngettext("{count} person is told.", "{count} people are told.", people)


def _cancel_text(outcome: Cancelled | StaleMeeting | Denied) -> str:
    match outcome:
        case Denied(reason):
            return refusal_text(reason)
        case StaleMeeting():
            return say(CHANGED_MEANWHILE)
        case Cancelled(meeting, people):
            cancelled = _("“{topic}” is cancelled.", topic=escaped(meeting.topic))
            return f"{cancelled} {notified_text(people)}"
