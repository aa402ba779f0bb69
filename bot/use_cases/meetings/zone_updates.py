"""Follows an update of the time zone data: stored times are computed anew, and whose meetings move is told once (MEET-3, INV-3)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial

from bot.policy.ids import MeetingKey
from bot.policy.meetings.meetings import Meeting, occurrence_times, occurrences
from bot.policy.meetings.zone_editions import (
    HORIZON,
    MovedPeriod,
    ZoneEdition,
    edition_in_use,
    is_moved,
    moved_periods,
)
from bot.policy.values import zone_data
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.messages import meeting_view
from storage import Connection, Database
from storage.meetings import meetings as meeting_store
from storage.meetings import zone_editions as zone_edition_store

BATCH, MOST_BATCHES = 100, 50
MovedPeriods = Callable[[str], Sequence[MovedPeriod]]
"""When the clocks of a zone show something else than was known before."""


def follow_zone_data(db: Database, now: datetime, most: int = BATCH) -> int:
    """Look at upcoming meetings that the edition in use has not been applied to; return how many were found.

    A host whose meeting moves gets the message of every change of time, once for each edition, however often a process
    dies meanwhile. A replica whose edition is older than one that was seen leaves everything as it is.
    """
    version = zone_data.in_use().version
    if not version:
        return 0
    with db.read() as tx:
        outdated = zone_edition_store.outdated_meetings(tx, version, most)
        known = zone_edition_store.latest(tx)
    periods: MovedPeriods = cache(partial(moved_periods, known)) if known else lambda _zone: ()
    for team, key in outdated:
        with db.write(team) as tx:
            _follow(tx, key, periods, now)
    if not outdated and _is_outdated(known, version, now):
        edition = edition_in_use(now)
        with db.write("zone data") as tx:
            zone_edition_store.save(tx, edition)
    return len(outdated)


def follow_all(db: Database, now: datetime) -> int:
    """The same, batch by batch until all are done, or `MOST_BATCHES` are: some ten seconds; return how many were found."""
    found = 0
    for _ in range(MOST_BATCHES):
        found += (batch := follow_zone_data(db, now, BATCH))
        if batch < BATCH:
            break
    return found


def _is_outdated(known: ZoneEdition | None, version: str, now: datetime) -> bool:
    """Also where half of what an edition says lies in the past."""
    return known is None or known.version < version or (known.version == version and known.until < now + HORIZON / 2)


def _follow(tx: Connection, key: MeetingKey, periods: MovedPeriods, now: datetime) -> None:
    version = zone_data.in_use().version
    start = zone_edition_store.stored_start(tx, key, version)
    if start is None:
        return  # over, or another replica was faster
    meeting = meeting_store.get(tx, key)
    zone_edition_store.save_looked_at(tx, key, occurrence_times(meeting, now), version)
    if meeting.zones_moved_by == version:
        return  # told already; an older replica has put its times back since
    if is_moved(meeting, periods(meeting.pattern.zone), now) or _is_elsewhere(meeting, start):
        before = meeting_view(tx, meeting, now).snapshot
        zone_edition_store.mark_moved(tx, key, version)
        after = meeting_view(tx, meeting_store.get(tx, key), now).snapshot
        updates.offer_updates_if_known(tx, meeting, before, after, now)


def _is_elsewhere(meeting: Meeting, stored_start: datetime) -> bool:
    """Whether no occurrence starts at the instant that was stored for one: all that shows where no edition was known before."""
    starts = (each.starts_at for each in occurrences(meeting, stored_start))
    return next((start for start in starts if start >= stored_start), None) != stored_start
