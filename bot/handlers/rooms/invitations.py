"""Handlers of inviting to one's room: the text, the post in a channel, the QR code, a colleague's room."""

import re
from dataclasses import dataclass

from bot.handlers.messages.post_replies import posting_replies
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import submission_key, view_id
from bot.handlers.request.post_errors import WHY_NOT_POSTED
from bot.handlers.request.routing import action, subcommand, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import say
from bot.i18n.reasons import reason_text
from bot.policy.ids import UserId
from bot.policy.rooms.rooms import ProfileSnapshot, may_start
from bot.policy.values.results import Denied
from bot.protocol import FieldErrors, OpenModal, PrivateReply, Replies, Request
from bot.use_cases import inbound_requests
from bot.use_cases.invitations import room_invitations
from bot.use_cases.invitations.requested_posts import PostTarget
from bot.use_cases.ports import NotPostedError, Picture
from bot.views.components import inputs
from bot.views.components.links import personal_link
from bot.views.components.qr import qr_png
from bot.views.components.refusals import refusal_text
from bot.views.invitations import room as room_invitation_views
from bot.views.rooms import profile as room_views

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
HOW_TO_JOIN = N_("Name a colleague: `/pmi join @someone`.")
OWN_ROOM = N_("That is your own room. `/pmi start` opens it and lets you in.")


@dataclass(frozen=True, slots=True)
class InvitationHandlers:
    """Inviting to one's room."""

    context: HandlerContext

    @subcommand("invite")
    @action(room_views.COPY_INVITATION)
    def copy(self, request: Request) -> Replies:
        """`/pmi invite`, **“Copy invitation”**."""
        snapshot = self._snapshot_for_invitation(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        text = room_invitation_views.invitation_mrkdwn(self.context.options, snapshot)
        return [PrivateReply(text, room_invitation_views.invitation_blocks(self.context.options, snapshot))]

    @action(room_invitation_views.POST)
    def open_post_form(self, request: Request) -> Replies:
        """**“Post to a channel …”**."""
        snapshot = self._snapshot_for_invitation(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        return [OpenModal(room_invitation_views.post_form(passcode=bool(snapshot.room.passcode)))]

    @submission(room_invitation_views.POST_FORM)
    def post(self, request: Request) -> Replies:
        """The form's **“Post”**: it is posted through the queue, and its answer is redrawn then (UX-8)."""
        snapshot = self._snapshot_for_invitation(request)
        if isinstance(snapshot, Denied):
            return [PrivateReply(refusal_text(snapshot.reason))]
        channel, with_passcode = room_invitation_views.read_post_form(request.body["view"])
        target = PostTarget(channel, with_passcode, view_id(request))
        posted = room_invitations.post_invitation(self.context, request.caller, target, submission_key(request))
        if isinstance(posted, Denied):
            return [FieldErrors({inputs.CHANNEL_BLOCK: reason_text(posted.reason)})]
        return posting_replies(self.context, posted, channel, room_invitation_views.posted_modal(channel))

    @action(room_invitation_views.SHOW_QR)
    def send_qr(self, request: Request) -> Replies:
        """**“QR code”**: a picture in the direct messages."""
        snapshot = self._snapshot_for_invitation(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        address = personal_link(self.context.options, snapshot.room)
        picture = Picture(
            name="personal-meeting-room.png",
            title=say(room_views.TITLE),
            alt_text=_("QR code of {address}", address=address),
            png=qr_png(address),
            comment=room_invitation_views.qr_caption(address, snapshot.room),
        )
        inbound_requests.record_now(self.context.db, request.team)
        try:
            self.context.messenger.send_picture(request.team, request.user, picture)
        except NotPostedError as error:
            return [PrivateReply(say(WHY_NOT_POSTED[error.refusal]))]
        return [PrivateReply(_("I have sent you the QR code in our direct messages."))]

    @subcommand("join")
    def join(self, request: Request) -> Replies:
        """`/pmi join @person`: the way to a colleague's room, through the same gateway as everybody's."""
        mentioned = MENTION.match(request.text)
        if mentioned is None:
            self.context.record_activity(request)
            return [PrivateReply(say(HOW_TO_JOIN))]
        snapshot = self.context.read_profile(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        colleague = UserId(mentioned[1])
        if colleague == request.user:
            return [PrivateReply(say(OWN_ROOM))]
        room = room_invitations.colleagues_room(self.context.db, request.team, colleague)
        if isinstance(room, Denied):
            return [PrivateReply(refusal_text(room.reason))]
        return [
            PrivateReply(_("The way in"), room_invitation_views.colleague_room(self.context.options, colleague, room))
        ]

    def _snapshot_for_invitation(self, request: Request) -> ProfileSnapshot | Denied:
        """Whose room people are invited to, if it can be invited to."""
        snapshot = self.context.read_profile(request)
        if isinstance(snapshot, Denied):
            return snapshot
        allowed = may_start(snapshot.profile.person, snapshot.room, snapshot.rules, request.now)
        return allowed if isinstance(allowed, Denied) else snapshot
