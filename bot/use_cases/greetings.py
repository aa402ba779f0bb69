"""What the greeting says, looked at when it is sent (REM-3)."""

from bot.policy.answers import Denied
from bot.policy.people import TeamId, UserId, may_have_room
from bot.policy.room_rules import room_rules
from bot.policy.rooms import Room
from bot.use_cases import people
from bot.use_cases.settings import resolved_for
from storage import Database


def greeting_content(db: Database, team: TeamId, user: UserId) -> Room | Denied:
    """The room of whoever is greeted, or why they have none (PMI-11, LOCK-6)."""
    with db.read() as tx:
        profile = people.known_profile(tx, team, user)
        rules = room_rules(resolved_for(tx, profile.person.id), profile.person.role)
    person = profile.person
    obstacles = (may_have_room(person.role, active=person.active), rules.enabled)
    denied = next((each for each in obstacles if isinstance(each, Denied)), None)
    return denied or people.existing_room(profile)
