"""Editing a part of a series: one occurrence, or this and the following (MEET-5)."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.invitations import present
from bot.policy.meeting_edits import before, begins_at, edited, one_changed, rest
from bot.policy.meeting_forms import Draft, fitting, occurrence_faults
from bot.policy.meetings import Change, Meeting, MeetingKey, agenda, find, is_recurring
from bot.policy.people import TeamId, UserId
from bot.policy.terms import Terms
from bot.use_cases import meeting_edits, meeting_ids, meetings, renewals
from bot.use_cases.meeting_edits import Edited, Opened, Stale
from bot.use_cases.meeting_invitations import shown
from bot.use_cases.meetings import FILE_BYTES, RefusedDraft
from bot.use_cases.ports import Directory
from storage import Connection, Database
from storage import invitees as invitee_store
from storage import meetings as meeting_store

NO_OCCURRENCE = Denied("This meeting does not take place at that time any more.")
NO_SERIES = Denied("This meeting does not repeat.")


@dataclass(frozen=True, slots=True)
class Spot:
    """One occurrence of a meeting, by the local start that was planned for it, as a form has seen it."""

    meeting: MeetingKey
    version: int
    planned: datetime


def edit_one(
    db: Database, team: TeamId, user: UserId, spot: Spot, change: Change, now: datetime
) -> Edited | RefusedDraft | Stale | Denied:
    """This one: another time, duration or topic. To drop it, see `cancellations`."""
    with db.write(team) as tx:
        opened = open_series(tx, team, user, spot, now)
        if not isinstance(opened, Opened):
            return opened
        meeting = opened.meeting
        present_one = find(meeting, spot.planned)
        if present_one is None or change.start is None:
            return NO_OCCURRENCE
        found = occurrence_faults(change.start, meeting.pattern.zone, change.minutes, change.topic, now)
        if change.start == present_one.start:
            found = {field: reasons for field, reasons in found.items() if field not in meeting_edits.WHEN}
        if found:
            return RefusedDraft(found)
        after = _with(meeting, spot.planned, change)
        if after == meeting:
            return Edited(shown(tx, meeting, now), meeting, fresh=False)
        after = replace(after, version=meeting.version + 1)
        meeting_edits.put(tx, opened, after, now)
        return Edited(shown(tx, meeting_store.get(tx, after.key), now), meeting)


def _with(meeting: Meeting, planned: datetime, change: Change) -> Meeting:
    """An occurrence that is again as its series plans it is none that was changed."""
    topic = "" if change.topic.strip() == meeting.topic else change.topic.strip()
    if (change.start, change.minutes, topic) == (planned, meeting.minutes, ""):
        return replace(meeting, changed={at: each for at, each in meeting.changed.items() if at != planned})
    return one_changed(meeting, planned, replace(change, topic=topic))


def open_series(tx: Connection, team: TeamId, user: UserId, spot: Spot, now: datetime) -> Opened | Stale | Denied:
    """A series that its host is about to change at one of its occurrences."""
    opened = meeting_edits.open_for_change(tx, team, user, (spot.meeting, spot.version), now)
    if not isinstance(opened, Opened):
        return opened
    if not is_recurring(opened.meeting):
        return NO_SERIES
    return NO_OCCURRENCE if find(opened.meeting, spot.planned) is None else opened


def edit_following(
    db: Database,
    directory: Directory,
    terms: Terms,
    team: TeamId,
    user: UserId,
    spot: Spot,
    draft: Draft,
    now: datetime,
) -> Edited | RefusedDraft | Stale | Denied:
    """This and the following: the series is cut, and goes on under the same ID. Raises SlackUnavailableError."""
    meetings.acquaint(db, directory, terms, team, draft.invite, now)
    with db.write(team) as tx:
        opened = open_series(tx, team, user, spot, now)
        if not isinstance(opened, Opened):
            return opened
        if begins_at(opened.meeting, spot.planned):
            return meeting_edits.save(tx, terms, opened, draft, now)
        return _cut(tx, terms, opened, spot.planned, draft, now)


def _cut(
    tx: Connection, terms: Terms, opened: Opened, planned: datetime, draft: Draft, now: datetime
) -> Edited | RefusedDraft:
    whole = opened.meeting
    following = rest(whole, planned)
    invited, found = meeting_edits.judge(tx, terms, replace(opened, meeting=following), draft, now)
    pattern = fitting(draft)
    if found or pattern is None:
        return RefusedDraft(found)
    own = meeting_edits.own_after(tx, terms, opened, draft, now)
    earlier = replace(before(whole, planned), version=whole.version + 1)
    meeting_store.put(tx, earlier, agenda(earlier, now))
    later = edited(following, topic=draft.topic, description=draft.description, pattern=pattern, minutes=draft.minutes)
    later = _added(tx, replace(later, own=own, part_of=whole.part_of, made_at=now, version=0), now)
    for each in {each.id for each in (whole.own, own) if each is not None}:
        meeting_ids.renew_validity(tx, each, now)
    _inherit(tx, opened, earlier, replace(following, key=later.key), now, later)
    joined, left = meeting_edits.guests_changed(tx, later.key, invited, later.host)
    meeting_edits.invite_and_remove(tx, later, joined, left, now)
    return Edited(shown(tx, meeting_store.get(tx, later.key), now), whole)


def _added(tx: Connection, later: Meeting, now: datetime) -> Meeting:
    named = replace(
        later,
        uid=f"{secrets.token_hex(FILE_BYTES)}@pmi-bot",
        file=secrets.token_hex(FILE_BYTES),
        open_file=secrets.token_hex(FILE_BYTES),
    )
    return meeting_store.add(tx, named, secrets.token_hex(FILE_BYTES), agenda(named, now))


def _inherit(tx: Connection, opened: Opened, earlier: Meeting, planned: Meeting, now: datetime, later: Meeting) -> None:
    """The invitees of the whole are those of both parts; what is new to them is told once, with the later part."""
    invitee_store.copy(tx, opened.meeting.key, later.key)
    whole_told = present(opened.meeting, opened.entrance)
    people = [each.person.id for each in invitee_store.of_meeting(tx, later.key)]
    as_planned = present(planned, opened.entrance)
    invitee_store.tell_silently(tx, later.key, dict.fromkeys(people, whole_told), as_planned)
    shorter = present(earlier, opened.entrance)
    invitee_store.tell_silently(tx, earlier.key, dict.fromkeys(people, whole_told), shorter)
    told = present(later, later.own or opened.prospect.profile.room)
    renewals.announce_if_known(tx, planned, opened.entrance, told, now)


def form_for_following(db: Database, team: TeamId, user: UserId, spot: Spot, now: datetime) -> Meeting | Stale | Denied:
    """What the form for “this and the following” is filled with: the rest of the series, as it is planned."""
    with db.write(team) as tx:
        opened = open_series(tx, team, user, spot, now)
        return rest(opened.meeting, spot.planned) if isinstance(opened, Opened) else opened
