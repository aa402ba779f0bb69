"""Cancelling: a whole meeting, this and the following, or one occurrence; whoever was invited is told at once (MEET-5)."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.invitations import present
from bot.policy.meeting_edits import before, begins_at, one_changed
from bot.policy.meetings import OVER, Change, Meeting, MeetingKey, agenda
from bot.policy.own_ids import OwnIdEnd
from bot.policy.people import TeamId, UserId
from bot.use_cases import meeting_edits, meeting_ids, meeting_invitations
from bot.use_cases.meeting_edits import Opened, Stale
from bot.use_cases.series_edits import Spot, open_series
from storage import Connection, Database
from storage import invitation_posts as post_store
from storage import meetings as meeting_store


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It does not take place; so many people are told."""

    meeting: Meeting
    people: int


def cancel(
    db: Database, team: TeamId, user: UserId, seen: tuple[MeetingKey, int], now: datetime
) -> Cancelled | Stale | Denied:
    """**“Cancel meeting”**: all of it. Its own ID ends, and an open session with it."""
    with db.write(team) as tx:
        opened = meeting_edits.open_for_change(tx, team, user, seen, now)
        return _cancel(tx, opened, now) if isinstance(opened, Opened) else opened


def _cancel(tx: Connection, opened: Opened, now: datetime) -> Cancelled:
    before_ = opened.meeting
    after = replace(before_, cancelled_at=now, version=before_.version + 1)
    meeting_store.put(tx, after, OVER)
    if before_.own is not None:
        meeting_ids.release(tx, before_.own, after, OwnIdEnd.CANCELLED, now)
    return _told(tx, opened, after, now)


def cancel_following(db: Database, team: TeamId, user: UserId, spot: Spot, now: datetime) -> Cancelled | Stale | Denied:
    """This one and all that come after it."""
    with db.write(team) as tx:
        opened = open_series(tx, team, user, spot, now)
        if not isinstance(opened, Opened):
            return opened
        if begins_at(opened.meeting, spot.planned):
            return _cancel(tx, opened, now)
        return _changed(tx, opened, before(opened.meeting, spot.planned), now)


def cancel_one(db: Database, team: TeamId, user: UserId, spot: Spot, now: datetime) -> Cancelled | Stale | Denied:
    """This one only."""
    with db.write(team) as tx:
        opened = open_series(tx, team, user, spot, now)
        if not isinstance(opened, Opened):
            return opened
        dropped = Change(None, opened.meeting.minutes, "")
        return _changed(tx, opened, one_changed(opened.meeting, spot.planned, dropped), now)


def _changed(tx: Connection, opened: Opened, after: Meeting, now: datetime) -> Cancelled:
    after = replace(after, version=opened.meeting.version + 1)
    meeting_store.put(tx, after, agenda(after, now))
    if after.own is not None:
        meeting_ids.renew_validity(tx, after.own.id, now)
    return _told(tx, opened, after, now)


def _told(tx: Connection, opened: Opened, after: Meeting, now: datetime) -> Cancelled:
    people = meeting_invitations.owe_all(tx, after, present(after, opened.entrance), now)
    post_store.want(tx, [after.key], now)
    return Cancelled(after, people)
