"""Posts invitations to a room in channels, and finds a colleague's room."""

from datetime import datetime

from bot.policy.deliveries.deliveries import Delivery
from bot.policy.ids import TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import ProfileSnapshot, Room, may_start
from bot.policy.settings.lock_resolution import resolve_all
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.invitations import requested_posts
from bot.use_cases.invitations.requested_posts import PostRequest, PostTarget, RequestedPost
from storage import Connection, Database
from storage.rooms import rooms as room_store

NO_ROOM = Denied(reason("rooms.none"))


def post_invitation(context: Context, caller: Caller, target: PostTarget, submission: str) -> RequestedPost | Denied:
    """Enqueue the invitation to one's room for a channel (UX-8), once for each `submission` of the form."""
    if isinstance(chosen := requested_posts.require_channel(target), Denied):
        return chosen
    with context.db.write(caller.team) as tx:
        invited = invited_to(tx, caller.team, caller.user, caller.now)
        if isinstance(invited, Denied):
            return invited
        account, by = invited.profile.account.id, invited.profile.person.id
        key = f"{MessageKind.ROOM_POST} of person {by}, {submission}"
        request = PostRequest(MessageKind.ROOM_POST, account, by, target, {}, caller.instant)
        return requested_posts.enqueue(tx, request, key)


def room_post_content(context: Context, delivery: Delivery, now: datetime) -> ProfileSnapshot | Denied:
    """What the invitation says at the moment of sending, or why it is not posted. Raises NotPostedError, SlackUnavailableError."""
    if isinstance(allowed := requested_posts.require_member(context, delivery), Denied):
        return allowed
    with context.db.read() as tx:
        host = requested_posts.requested_by(tx, delivery)
        return invited_to(tx, delivery.team, host.user, now)


def invited_to(tx: Connection, team: TeamId, user: UserId, now: datetime) -> ProfileSnapshot | Denied:
    """The room that people can be invited to now, inside the caller's transaction or read."""
    found = room_store.profile_with_settings(tx, team, user)
    if found is None or found[0].room is None:
        return NO_ROOM
    profile, settings = found[0], resolve_all(*found[1])
    rules = room_rules(settings, profile.person.role)
    allowed = may_start(profile.person, found[0].room, rules, now)
    if isinstance(allowed, Denied):
        return allowed
    return ProfileSnapshot(profile, found[0].room, profile.session, settings, rules, None)


def colleagues_room(db: Database, team: TeamId, colleague: UserId) -> Room | Denied:
    """The room of a person in the same workspace. Only its join page says whether it is open (GATE-2)."""
    with db.read() as tx:
        profile = room_store.profile(tx, team, colleague)
    if profile is not None and isinstance(may_have_room(profile.person), Denied):
        return Denied(reason("invitations.person_has_no_room", person=colleague))
    if profile is None or profile.room is None:
        return Denied(reason("invitations.person_has_no_room_yet", person=colleague))
    return profile.room
