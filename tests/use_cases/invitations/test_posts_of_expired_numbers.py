"""Posts that say a meeting needs a new ID, once its host's number is valid after all (INV-4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.policy.ids import ChannelPostId
from bot.policy.invitations.invitations import current_snapshot
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.people import Actor, Role
from bot.policy.rooms.rooms import existing_room
from bot.use_cases.people import identities
from bot.use_cases.reminders import room_expiry
from bot.use_cases.rooms import replacements
from storage import Database
from storage.invitations import posts as post_store
from tests.support.factories.meetings import WEEKLY, schedule_meeting, stored_meeting
from tests.support.factories.people import HOST, NOW, TEAM, add_person, caller, identity, make_context, start_room

TOO_LATE = NOW + timedelta(days=400)
ADMIN = Actor(identity("U0ADMIN").user, Role.ADMIN, NOW)


def post(db: Database, meeting: Meeting) -> ChannelPostId:
    """An invitation in a channel, as it is now."""
    snapshot = current_snapshot(meeting, None)
    with db.write(TEAM) as tx:
        posted = post_store.reserve(tx, meeting.key, "C0GENERAL", snapshot, NOW, with_passcode=False)
        post_store.mark_rendered(tx, posted, snapshot)
        post_store.mark_posted(tx, posted, "1.1")
    return posted


def find_expired(db: Database, now: datetime) -> None:
    room_expiry.enqueue_due(make_context(db), now)


def refreshed(db: Database) -> list[ChannelPostId]:
    """The posts that are brought up to date now."""
    with db.write(TEAM) as tx:
        found = post_store.stale(tx, 9)
        for each in found:
            post_store.mark_shown(tx, each.post.id, each.post.snapshot, each.stale_since)
    return [each.post.id for each in found]


def suspend_and_lift(db: Database) -> None:
    replacements.suspend_room(make_context(db), caller(ADMIN), HOST)
    assert refreshed(db) == []
    replacements.lift_suspension(make_context(db), caller(ADMIN), HOST)


def leave_and_return(db: Database) -> None:
    identities.sync_identity(db, identity(active=False), NOW)
    assert refreshed(db) == []
    identities.sync_identity(db, identity(), NOW)


MAKE_VALID: dict[str, Callable[[Database], object]] = {
    "the clock is right again": lambda db: find_expired(db, NOW),
    "its host starts the room": start_room,
    "a suspension is lifted": suspend_and_lift,
    "its host is back": leave_and_return,
}


@pytest.mark.parametrize("act", MAKE_VALID.values(), ids=MAKE_VALID)
def test_a_number_that_was_found_to_be_expired_and_is_not_is_shown_as_valid_again(
    db: Database, act: Callable[[Database], object]
) -> None:
    """INV-2, INV-4: posts follow as calendar files do."""
    assert not existing_room(add_person(db)).expiry_recorded
    meeting = schedule_meeting(db, on_pmi=True, rule=WEEKLY)
    posted = post(db, meeting)
    find_expired(db, TOO_LATE)
    assert refreshed(db) == [posted]
    version = stored_meeting(db, meeting.key).version
    act(db)
    assert refreshed(db) == [posted]
    assert stored_meeting(db, meeting.key).version > version


def test_a_number_that_stays_valid_changes_no_post(db: Database) -> None:
    add_person(db)
    post(db, schedule_meeting(db, on_pmi=True, rule=WEEKLY))
    for act in MAKE_VALID.values():
        act(db)
        assert refreshed(db) == []
