"""What Slack sends about one's meetings: listed, started, invited to, ended, cancelled (MEET-1, MEET-5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.exchange import Block, Handler, Invalid, Kind, Open, Replace, Replies, Request, Routes, Say, Surface, Update
from bot.handlers.desk import Desk
from bot.handlers.invitations import PERHAPS_POSTED, WHY_NOT_POSTED
from bot.handlers.meeting_letters import composer
from bot.handlers.payloads import as_id, as_typed, first_action, id_in, ids_in, is_in_channel
from bot.policy.answers import Denied
from bot.policy.instant_meetings import Choice
from bot.policy.meetings import MeetingKey
from bot.policy.rooms import SessionId
from bot.use_cases import attendance, cancellations, meeting_posts, meeting_starts, meetings, open_meetings
from bot.use_cases.cancellations import Cancelled
from bot.use_cases.meeting_edits import Stale
from bot.use_cases.meeting_posts import Target
from bot.use_cases.meeting_starts import StartedMeeting
from bot.use_cases.ports import NotPostedError, SlackUnavailableError
from bot.use_cases.sessions import NotOnPmi, Started
from bot.views import invitations as post_views
from bot.views import meetings as views
from bot.views import open_meetings as open_views
from bot.views import rooms as room_views
from bot.views.blocks import escaped
from bot.views.refill import refilled

CHANGED_MEANWHILE = "This meeting has changed since. Nothing was done; this is how it is now."
SHORTCUT = "start_meeting"
CHOICES = {"pmi": Choice.PMI, "new": Choice.NEW}


@dataclass(frozen=True, slots=True)
class MeetingHandlers:
    """One's own meetings."""

    desk: Desk

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi` and `/schedule`."""
        return {"list": self.show}

    def routes(self) -> Routes:
        """Buttons, forms and the global shortcut."""
        return {
            (Kind.ACTION, views.LIST): self.show,
            (Kind.ACTION, views.PAGE): self.turn,
            (Kind.ACTION, views.LATER): self.turn,
            (Kind.ACTION, views.START): self.start,
            (Kind.ACTION, open_views.NOW_NEW): self.start_new,
            (Kind.ACTION, open_views.COPY_OPEN): self.copy_open,
            (Kind.ACTION, views.AGAIN): self.enter_again,
            (Kind.SHORTCUT, SHORTCUT): self.start_now,
            (Kind.ACTION, open_views.END): self.end,
            (Kind.ACTION, open_views.ENTER): self.follow_link,
            (Kind.ACTION, views.CALENDAR): self.follow_link,
            (Kind.ACTION, views.COPY): self.copy,
            (Kind.ACTION, views.GUESTS): self.guests,
            (Kind.ACTION, views.CANCEL): self.cancel,
            (Kind.ACTION, views.POST): self.open_post_form,
            (Kind.SUBMISSION, views.POST_FORM): self.post,
        }

    def show(self, request: Request) -> Replies:
        """`/schedule list`, `/pmi list`."""
        self.desk.meet(request)
        return [Say("Your meetings", self.page(request, 0))]

    def page(self, request: Request, page: int) -> list[Block]:
        """So many of the list as fit in one look."""
        found = meetings.upcoming(
            self.desk.db, request.team, request.user, request.now, most=views.A_PAGE, skip=page * views.A_PAGE
        )
        return views.listed(found.meetings, found.total, found.skip // views.A_PAGE, found.answers, found.open)

    def turn(self, request: Request) -> Replies:
        """**“Earlier”**, **“Later”**: the list or the Home, at another page."""
        page = id_in(request)
        if request.surface is Surface.HOME:
            return self.desk.home_again(request, page)
        return [Replace("Your meetings", self.page(request, page))]

    def start_now(self, request: Request) -> Replies:
        """`/schedule now [pmi|new] [topic]`, **“Start a meeting”** (MEET-1)."""
        word, _, rest = request.text.strip().partition(" ")
        choice = CHOICES.get(word.lower(), Choice.BY_SETTING)
        topic = as_typed(rest.strip() if choice is not Choice.BY_SETTING else request.text)
        return self._start_now(request, topic[: room_views.TOPIC_LIMIT], choice)

    def start_new(self, request: Request) -> Replies:
        """**“Start with a generated ID”**: the button kept the topic that was typed."""
        typed = str(first_action(request).get("value") or "")
        return self._start_now(request, typed[: room_views.TOPIC_LIMIT], Choice.NEW)

    def _start_now(self, request: Request, topic: str, choice: Choice) -> Replies:
        desk = self.desk
        started = meeting_starts.start_instant(
            desk.db, desk.directory, desk.terms, request.team, request.user, topic, choice, request.now
        )
        if isinstance(started, Denied):
            return not_on_pmi(self.desk, request, started, topic)
        return self._started(request, started.started, [open_views.why(started.verdict)])

    def start(self, request: Request) -> Replies:
        """**“Start”** of a scheduled meeting."""
        desk, key = self.desk, MeetingKey(id_in(request))
        started = meeting_starts.start_meeting(
            desk.db, desk.directory, desk.terms, request.team, request.user, key, request.now
        )
        if isinstance(started, Denied):
            return self.desk.refused(request, started)
        return self._started(request, started, [])

    def _started(self, request: Request, started: Started | StartedMeeting, why: Sequence[Block]) -> Replies:
        terms, in_channel = self.desk.terms, is_in_channel(request)
        if isinstance(started, Started):
            room, session = started.room, started.session
            blocks = room_views.started(terms, room, session, fresh=started.fresh, in_channel=in_channel)
        else:
            blocks = open_views.started(
                terms, started.own, started.session, of=started.meeting, fresh=started.fresh, in_channel=in_channel
            )
        return [Say("Your meeting is open.", [*blocks, *why]), *self.desk.home_again(request)]

    def end(self, request: Request) -> Replies:
        """**“End”** of a meeting with an ID of its own."""
        ended = meeting_starts.end_meeting(
            self.desk.db, request.team, request.user, SessionId(id_in(request)), request.now
        )
        if isinstance(ended, Denied):
            return [Say(ended.reason)]
        self.desk.close_cards(request.now)
        text = open_views.ended(ended.session, fresh=ended.fresh)
        return [Replace(text) if request.surface is Surface.MESSAGE else Say(text), *self.desk.home_again(request)]

    def enter_again(self, request: Request) -> Replies:
        """**“Enter again”**: the answer to the start once more."""
        session = SessionId(id_in(request))
        found = open_meetings.look_at(self.desk.db, request.team, request.user, session, request.now)
        if isinstance(found, Denied):
            return [Say(found.reason), *self.desk.home_again(request)]
        terms, in_channel = self.desk.terms, is_in_channel(request)
        blocks = open_views.started(terms, found.entrance, found.session, of=None, fresh=False, in_channel=in_channel)
        return [Say("Your meeting is open already.", blocks)]

    def copy_open(self, request: Request) -> Replies:
        """**“Copy invitation”** of a meeting that was started at once (INV-1)."""
        session = SessionId(id_in(request))
        found = open_meetings.look_at(self.desk.db, request.team, request.user, session, request.now)
        if isinstance(found, Denied):
            return [Say(found.reason)]
        return [Say("The invitation", open_views.invitation_blocks(self.desk.terms, found))]

    def follow_link(self, _request: Request) -> Replies:
        """A link button: the browser follows it, and Slack tells us."""
        return []

    def copy(self, request: Request) -> Replies:
        """**“Copy invitation”** (INV-1)."""
        shown = meetings.look_at(self.desk.db, request.team, request.user, MeetingKey(id_in(request)), request.now)
        if isinstance(shown, Denied):
            return [Say(shown.reason)]
        return [Say("The invitation", views.invitation_blocks(self.desk.terms, shown))]

    def guests(self, request: Request) -> Replies:
        """**“Who is coming?”**."""
        key = MeetingKey(id_in(request))
        shown = meetings.look_at(self.desk.db, request.team, request.user, key, request.now)
        invitees = attendance.invitees(self.desk.db, request.team, request.user, key)
        if isinstance(shown, Denied):
            return [Say(shown.reason)]
        return [Say(invitees.reason)] if isinstance(invitees, Denied) else [Open(views.guests(shown, invitees))]

    def cancel(self, request: Request) -> Replies:
        """**“Cancel meeting”**, confirmed."""
        key, version, _ = ids_in(request)
        outcome = cancellations.cancel(
            self.desk.db, request.team, request.user, (MeetingKey(key), version), request.now
        )
        return self.cancelled(request, outcome)

    def cancelled(self, request: Request, outcome: Cancelled | Stale | Denied) -> Replies:
        """What became of it; the list is shown anew where it stands."""
        text = _said(outcome)
        if request.surface is Surface.MESSAGE:
            return [Replace(text, [*views.notice(text), *self.page(request, 0)]), *self.desk.home_again(request)]
        return [Say(text), *self.desk.home_again(request)]

    def open_post_form(self, request: Request) -> Replies:
        """**“Post to a channel …”**."""
        return [
            Open({**post_views.post_form(), "callback_id": views.POST_FORM, "private_metadata": str(id_in(request))})
        ]

    def post(self, request: Request) -> Replies:
        """The form's **“Post”**."""
        desk, view = self.desk, request.body["view"]
        channel, with_passcode = post_views.read_post_form(view)
        key = MeetingKey(as_id(str(view.get("private_metadata", ""))))
        try:
            posted = meeting_posts.post_meeting(
                desk.db,
                desk.messenger,
                composer(desk.terms),
                request.team,
                request.user,
                key,
                Target(channel, with_passcode),
                request.now,
            )
        except NotPostedError as error:
            return [Invalid({post_views.CHANNEL: WHY_NOT_POSTED[error.refusal]}, refilled(view))]
        except SlackUnavailableError:
            return [Invalid({post_views.CHANNEL: PERHAPS_POSTED}, refilled(view))]
        if isinstance(posted, Denied):
            return [Invalid({post_views.CHANNEL: posted.reason}, refilled(view))]
        return [Update(post_views.posted(channel))]


def not_on_pmi(desk: Desk, request: Request, denied: Denied, topic: str) -> Replies:
    """A start that was refused; whoever may host is offered a generated ID (MEET-1)."""
    if not isinstance(denied, NotOnPmi):
        return desk.refused(request, denied)
    refused = Say(denied.reason, open_views.start_refused(denied.reason, topic))
    return [refused, *desk.home_again(request)] if request.surface is Surface.HOME else [refused]


def told(people: int) -> str:
    """Who hears of it."""
    return "Nobody had to be told." if not people else f"{people} {'person is' if people == 1 else 'people are'} told."


def _said(outcome: Cancelled | Stale | Denied) -> str:
    match outcome:
        case Denied(reason):
            return reason
        case Stale():
            return CHANGED_MEANWHILE
        case Cancelled(meeting, people):
            return f"“{escaped(meeting.topic)}” is cancelled. {told(people)}"
