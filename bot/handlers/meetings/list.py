"""Handlers of one's meetings: listed, started, invited to, ended, cancelled (MEET-1, MEET-5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.messages.meetings import composer
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import first_action, is_in_channel, parse_id, unescape_mentions, value_id, value_ids
from bot.handlers.request.post_errors import PERHAPS_POSTED, WHY_NOT_POSTED
from bot.handlers.request.route_groups import no_reply
from bot.policy.ids import MeetingKey, SessionId
from bot.policy.meetings.instant import IdChoice
from bot.policy.values.results import Denied
from bot.protocol import (
    Block,
    FieldErrors,
    Handler,
    OpenModal,
    PrivateReply,
    ReplaceOriginal,
    Replies,
    Request,
    RequestKind,
    Routes,
    Surface,
    UpdateModal,
)
from bot.use_cases.invitations import channel_posts, rsvp
from bot.use_cases.invitations.channel_posts import PostTarget
from bot.use_cases.meetings import cancellations, scheduling, starts
from bot.use_cases.meetings.cancellations import Cancelled
from bot.use_cases.meetings.edits import StaleMeeting
from bot.use_cases.meetings.starts import StartedMeeting
from bot.use_cases.ports import NotPostedError, SlackUnavailableError
from bot.use_cases.rooms.sessions import PmiUnavailable, StartedRoom
from bot.views.components import inputs
from bot.views.components.text import escaped
from bot.views.invitations import room as room_invitation_views
from bot.views.meetings import list as meeting_views
from bot.views.meetings import open as open_views
from bot.views.rooms import profile as room_views

CHANGED_MEANWHILE = "This meeting has changed since. Nothing was done; this is how it is now."
START_SHORTCUT = "start_meeting"
ID_CHOICES = {"pmi": IdChoice.PMI, "new": IdChoice.NEW}


@dataclass(frozen=True, slots=True)
class MeetingHandlers:
    """One's own meetings."""

    context: HandlerContext

    def commands(self) -> dict[str, Handler]:
        """Subcommands of `/pmi` and `/schedule`."""
        return {"list": self.show}

    def routes(self) -> Routes:
        """Buttons, forms and the global shortcut."""
        return {
            (RequestKind.ACTION, meeting_views.LIST): self.show,
            (RequestKind.ACTION, meeting_views.EARLIER_PAGE): self.turn_page,
            (RequestKind.ACTION, meeting_views.LATER_PAGE): self.turn_page,
            (RequestKind.ACTION, meeting_views.START): self.start,
            (RequestKind.ACTION, open_views.START_GENERATED): self.start_new,
            (RequestKind.ACTION, open_views.COPY_OPEN_INVITATION): self.copy_open,
            (RequestKind.ACTION, meeting_views.ENTER_AGAIN): self.enter_again,
            (RequestKind.SHORTCUT, START_SHORTCUT): self.start_now,
            (RequestKind.ACTION, open_views.END_MEETING): self.end,
            (RequestKind.ACTION, open_views.ENTER_MEETING): no_reply,
            (RequestKind.ACTION, meeting_views.CALENDAR): no_reply,
            (RequestKind.ACTION, meeting_views.COPY_INVITATION): self.copy,
            (RequestKind.ACTION, meeting_views.INVITEES): self.guests,
            (RequestKind.ACTION, meeting_views.CANCEL): self.cancel,
            (RequestKind.ACTION, meeting_views.POST): self.open_post_form,
            (RequestKind.SUBMISSION, meeting_views.POST_FORM): self.post,
        }

    def show(self, request: Request) -> Replies:
        """`/schedule list`, `/pmi list`."""
        self.context.record_activity(request)
        return [PrivateReply("Your meetings", self.page(request, 0))]

    def page(self, request: Request, page: int) -> list[Block]:
        """So many of the list as fit in one look."""
        found = scheduling.upcoming(
            self.context, request.caller, most=meeting_views.PAGE_SIZE, skip=page * meeting_views.PAGE_SIZE
        )
        return meeting_views.meeting_list(
            found.meetings, found.total, found.skip // meeting_views.PAGE_SIZE, found.answers, found.open
        )

    def turn_page(self, request: Request) -> Replies:
        """**“Earlier”**, **“Later”**: the list or the Home, at another page."""
        page = value_id(request)
        if request.surface is Surface.HOME:
            return self.context.refresh_home(request, page)
        return [ReplaceOriginal("Your meetings", self.page(request, page))]

    def start_now(self, request: Request) -> Replies:
        """`/schedule now [pmi|new] [topic]`, **“Start a meeting”** (MEET-1)."""
        word, _, rest = request.text.strip().partition(" ")
        choice = ID_CHOICES.get(word.lower(), IdChoice.BY_SETTING)
        topic = unescape_mentions(rest.strip() if choice is not IdChoice.BY_SETTING else request.text)
        return self._start_now(request, topic[: room_views.TOPIC_LIMIT], choice)

    def start_new(self, request: Request) -> Replies:
        """**“Start with a generated ID”**: the button kept the topic that was typed."""
        typed = str(first_action(request).get("value") or "")
        return self._start_now(request, typed[: room_views.TOPIC_LIMIT], IdChoice.NEW)

    def _start_now(self, request: Request, topic: str, choice: IdChoice) -> Replies:
        context = self.context
        started = starts.start_instant(context, request.caller, topic, choice)
        if isinstance(started, Denied):
            return start_refusal(self.context, request, started, topic)
        return self._started_reply(request, started.started, [open_views.id_reason(started.verdict)])

    def start(self, request: Request) -> Replies:
        """**“Start”** of a scheduled meeting."""
        context, key = self.context, MeetingKey(value_id(request))
        started = starts.start_meeting(context, request.caller, key)
        if isinstance(started, Denied):
            return self.context.refusal(request, started)
        return self._started_reply(request, started, [])

    def _started_reply(
        self, request: Request, started: StartedRoom | StartedMeeting, explanation: Sequence[Block]
    ) -> Replies:
        options, in_channel = self.context.options, is_in_channel(request)
        if isinstance(started, StartedRoom):
            room, session = started.room, started.session
            blocks = room_views.started(options, room, session, fresh=started.fresh, in_channel=in_channel)
        else:
            blocks = open_views.started(
                options,
                started.id_record,
                started.session,
                scheduled=started.meeting,
                fresh=started.fresh,
                in_channel=in_channel,
            )
        return [PrivateReply("Your meeting is open.", [*blocks, *explanation]), *self.context.refresh_home(request)]

    def end(self, request: Request) -> Replies:
        """**“End”** of a meeting with an ID of its own."""
        ended = starts.end_meeting(self.context, request.caller, SessionId(value_id(request)))
        if isinstance(ended, Denied):
            return [PrivateReply(ended.reason)]
        self.context.close_cards(request.now)
        text = open_views.ended(ended.session, fresh=ended.fresh)
        return [
            ReplaceOriginal(text) if request.surface is Surface.MESSAGE else PrivateReply(text),
            *self.context.refresh_home(request),
        ]

    def enter_again(self, request: Request) -> Replies:
        """**“Enter again”**: the answer to the start once more."""
        session = SessionId(value_id(request))
        found = starts.find_open_meeting(self.context, request.caller, session)
        if isinstance(found, Denied):
            return [PrivateReply(found.reason), *self.context.refresh_home(request)]
        options, in_channel = self.context.options, is_in_channel(request)
        blocks = open_views.started(
            options, found.credentials, found.session, scheduled=None, fresh=False, in_channel=in_channel
        )
        return [PrivateReply("Your meeting is open already.", blocks)]

    def copy_open(self, request: Request) -> Replies:
        """**“Copy invitation”** of a meeting that was started at once (INV-1)."""
        session = SessionId(value_id(request))
        found = starts.find_open_meeting(self.context, request.caller, session)
        if isinstance(found, Denied):
            return [PrivateReply(found.reason)]
        return [PrivateReply("The invitation", open_views.invitation_blocks(self.context.options, found))]

    def copy(self, request: Request) -> Replies:
        """**“Copy invitation”** (INV-1)."""
        shown = scheduling.find_own_meeting(self.context, request.caller, MeetingKey(value_id(request)))
        if isinstance(shown, Denied):
            return [PrivateReply(shown.reason)]
        return [PrivateReply("The invitation", meeting_views.invitation_blocks(self.context.options, shown))]

    def guests(self, request: Request) -> Replies:
        """**“Who is coming?”**."""
        key = MeetingKey(value_id(request))
        shown = scheduling.find_own_meeting(self.context, request.caller, key)
        invitees = rsvp.list_invitees(self.context, request.caller, key)
        if isinstance(shown, Denied):
            return [PrivateReply(shown.reason)]
        return (
            [PrivateReply(invitees.reason)]
            if isinstance(invitees, Denied)
            else [OpenModal(meeting_views.invitee_list(shown, invitees))]
        )

    def cancel(self, request: Request) -> Replies:
        """**“Cancel meeting”**, confirmed."""
        key, version, _ = value_ids(request)
        outcome = cancellations.cancel(self.context, request.caller, (MeetingKey(key), version))
        return self.cancelled_reply(request, outcome)

    def cancelled_reply(self, request: Request, outcome: Cancelled | StaleMeeting | Denied) -> Replies:
        """Reply with the outcome, and update the list in which the button was pressed."""
        text = _cancel_text(outcome)
        if request.surface is Surface.MESSAGE:
            return [
                ReplaceOriginal(text, [*meeting_views.notice_blocks(text), *self.page(request, 0)]),
                *self.context.refresh_home(request),
            ]
        return [PrivateReply(text), *self.context.refresh_home(request)]

    def open_post_form(self, request: Request) -> Replies:
        """**“Post to a channel …”**."""
        return [
            OpenModal(
                {
                    **room_invitation_views.post_form(),
                    "callback_id": meeting_views.POST_FORM,
                    "private_metadata": str(value_id(request)),
                }
            )
        ]

    def post(self, request: Request) -> Replies:
        """The form's **“Post”**."""
        context, view = self.context, request.body["view"]
        channel, with_passcode = room_invitation_views.read_post_form(view)
        key = MeetingKey(parse_id(str(view.get("private_metadata", ""))))
        try:
            posted = channel_posts.post_meeting(
                context, request.caller, composer(context.options), key, PostTarget(channel, with_passcode)
            )
        except NotPostedError as error:
            return [FieldErrors({inputs.CHANNEL_BLOCK: WHY_NOT_POSTED[error.refusal]})]
        except SlackUnavailableError:
            return [FieldErrors({inputs.CHANNEL_BLOCK: PERHAPS_POSTED})]
        if isinstance(posted, Denied):
            return [FieldErrors({inputs.CHANNEL_BLOCK: posted.reason})]
        return [UpdateModal(room_invitation_views.posted_modal(channel))]


def start_refusal(context: HandlerContext, request: Request, denied: Denied, topic: str) -> Replies:
    """A start that was refused; whoever may host is offered a generated ID (MEET-1)."""
    if not isinstance(denied, PmiUnavailable):
        return context.refusal(request, denied)
    refused = PrivateReply(denied.reason, open_views.start_refusal(denied.reason, topic))
    return [refused, *context.refresh_home(request)] if request.surface is Surface.HOME else [refused]


def notified_text(people: int) -> str:
    """How many people are notified, as a sentence."""
    return "Nobody had to be told." if not people else f"{people} {'person is' if people == 1 else 'people are'} told."


def _cancel_text(outcome: Cancelled | StaleMeeting | Denied) -> str:
    match outcome:
        case Denied(reason):
            return reason
        case StaleMeeting():
            return CHANGED_MEANWHILE
        case Cancelled(meeting, people):
            return f"“{escaped(meeting.topic)}” is cancelled. {notified_text(people)}"
