"""What the greeting says, looked at when it is sent (REM-3)."""

from bot.policy.answers import Denied
from bot.policy.people import TeamId, UserId, may_have_room
from bot.policy.rooms import Room
from bot.use_cases import people
from storage import Database


def facts(db: Database, team: TeamId, user: UserId) -> Room | Denied:
    """The room of whoever is greeted, or why they have none."""
    with db.read() as tx:
        profile = people.known(tx, team, user)
    may = may_have_room(profile.person.role, active=profile.person.active)
    return may if isinstance(may, Denied) else people.room_of(profile)
