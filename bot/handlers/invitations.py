"""What Slack sends about inviting to one's room: the text, the post in a channel, the QR code, a colleague's room."""

import re
from dataclasses import dataclass

from bot.exchange import Handler, Invalid, Kind, Open, Replies, Request, Routes, Say, Update
from bot.handlers.desk import Desk
from bot.policy.answers import Denied
from bot.policy.people import UserId
from bot.policy.rooms import Visit, may_invite
from bot.use_cases import invitations
from bot.use_cases.ports import Message, NotPostedError, Picture, Refusal, SlackUnavailableError
from bot.views import invitations as views
from bot.views import rooms as room_views
from bot.views.addresses import personal_link
from bot.views.blocks import escaped
from bot.views.qr import png
from bot.views.refill import refilled

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
HOW_TO_JOIN = "Name a colleague: `/pmi join @someone`."
YOUR_OWN = "That is your own room. `/pmi start` opens it and lets you in."
WHY_NOT_POSTED = {
    Refusal.NOT_IN_CHANNEL: "I am not in that channel yet. Type `/invite @PMI Bot` there, then try again.",
    Refusal.ARCHIVED: "That channel is archived. Choose another one.",
    Refusal.FORBIDDEN: "Your workspace does not let apps post in that channel. Choose another one.",
    Refusal.GONE: "The message is not there any more.",
    Refusal.NOT_GRANTED: "This workspace has not given me the permission for that. Ask an admin to install PMI Bot again.",
}
PERHAPS_POSTED = "Slack did not answer me just now. If the invitation is not in the channel, please try again."


@dataclass(frozen=True, slots=True)
class InvitationHandlers:
    """Inviting to one's room."""

    desk: Desk

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi`."""
        return {"invite": self.copy, "join": self.join}

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (Kind.ACTION, room_views.COPY): self.copy,
            (Kind.ACTION, views.POST): self.open_post_form,
            (Kind.SUBMISSION, views.POST_FORM): self.post,
            (Kind.ACTION, views.QR): self.send_qr,
            (Kind.ACTION, views.JOIN): self.follow_link,
        }

    def copy(self, request: Request) -> Replies:
        """`/pmi invite`, **“Copy invitation”**."""
        visit = self._inviting(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        text = views.notification(self.desk.terms, visit)
        return [Say(text, views.room_invitation_blocks(self.desk.terms, visit))]

    def open_post_form(self, request: Request) -> Replies:
        """**“Post to a channel …”**."""
        visit = self._inviting(request)
        return (
            self.desk.refused(request, visit)
            if isinstance(visit, Denied)
            else [Open(views.post_form(passcode=bool(visit.room.passcode)))]
        )

    def post(self, request: Request) -> Replies:
        """The form's **“Post”**. What is refused stands beside the field, and nothing chosen is lost."""
        visit = self._inviting(request)
        if isinstance(visit, Denied):
            return [Say(visit.reason)]
        view = request.body["view"]
        channel, with_passcode = views.read_post_form(view)
        blocks = views.posted_invitation(self.desk.terms, visit, with_passcode=with_passcode)
        message = Message(f"{escaped(visit.profile.person.name)} invites you to their personal meeting room.", blocks)
        try:
            denied = invitations.post_invitation(self.desk.messenger, request.team, request.user, channel, message)
        except NotPostedError as error:
            return [Invalid({views.CHANNEL: WHY_NOT_POSTED[error.refusal]}, refilled(view))]
        except SlackUnavailableError:
            return [Invalid({views.CHANNEL: PERHAPS_POSTED}, refilled(view))]
        if denied is not None:
            return [Invalid({views.CHANNEL: denied.reason}, refilled(view))]
        return [Update(views.posted(channel))]

    def send_qr(self, request: Request) -> Replies:
        """**“QR code”**: a picture in the direct messages."""
        visit = self._inviting(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        address = personal_link(self.desk.terms, visit.room)
        picture = Picture(
            name="personal-meeting-room.png",
            title="Your personal meeting room",
            alternative=f"QR code of {address}",
            png=png(address),
            comment=views.about_qr(address, visit.room),
        )
        try:
            self.desk.messenger.send_picture(request.team, request.user, picture)
        except NotPostedError as error:
            return [Say(WHY_NOT_POSTED[error.refusal])]
        return [Say("I have sent you the QR code in our direct messages.")]

    def follow_link(self, _request: Request) -> Replies:
        """A link button: the browser follows it, and Slack tells us."""
        return []

    def join(self, request: Request) -> Replies:
        """`/pmi join @person`: the way to a colleague's room, through the same gateway as everybody's."""
        mentioned = MENTION.match(request.text)
        if mentioned is None:
            self.desk.meet(request)
            return [Say(HOW_TO_JOIN)]
        visit = self.desk.look(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        colleague = UserId(mentioned[1])
        if colleague == request.user:
            return [Say(YOUR_OWN)]
        room = invitations.colleagues_room(self.desk.db, request.team, colleague)
        if isinstance(room, Denied):
            return [Say(room.reason)]
        return [Say("The way in", views.way_in(self.desk.terms, colleague, room))]

    def _inviting(self, request: Request) -> Visit | Denied:
        """Whose room people are invited to, if it can be invited to."""
        visit = self.desk.look(request)
        if isinstance(visit, Denied):
            return visit
        allowed = may_invite(visit.profile.person, visit.room, visit.rules, request.now)
        return allowed if isinstance(allowed, Denied) else visit
