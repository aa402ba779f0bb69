"""Posts invitations to a room in channels, and finds a colleague's room."""

from bot.policy.ids import TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.rooms import Room
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations.channel_posts import NOT_IN_CHANNEL
from bot.use_cases.ports import Message
from storage import Database
from storage.rooms import rooms as room_store


def post_invitation(context: Context, caller: Caller, channel: str, message: Message) -> Denied | None:
    """Post in a channel for one of its members (UX-8). Raises NotPostedError and SlackUnavailableError."""
    if not context.messenger.is_member(caller.team, channel, caller.user):
        return NOT_IN_CHANNEL
    context.messenger.post(caller.team, channel, message)
    return None


def colleagues_room(db: Database, team: TeamId, colleague: UserId) -> Room | Denied:
    """The room of a person in the same workspace. Only its join page says whether it is open (GATE-2)."""
    with db.read() as tx:
        profile = room_store.profile(tx, team, colleague)
    if profile is not None and isinstance(may_have_room(profile.person), Denied):
        return Denied(f"<@{colleague}> has no meeting room.")
    if profile is None or profile.room is None:
        return Denied(f"<@{colleague}> has no meeting room. People of this workspace get one with their first `/pmi`.")
    return profile.room
