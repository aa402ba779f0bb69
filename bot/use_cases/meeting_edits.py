"""Editing a whole meeting, and switching it between the PMI and an ID of its own (MEET-5, INV-5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy import passcodes
from bot.policy.answers import Denied
from bot.policy.invitations import Entrance, RenewalId, present
from bot.policy.meeting_edits import edited
from bot.policy.meeting_forms import Draft, Faults, Field, faults, fitting
from bot.policy.meetings import Meeting, MeetingKey, agenda, may_change, valid_until
from bot.policy.own_ids import OwnId, OwnIdEnd
from bot.policy.people import Person, PersonId, TeamId, UserId
from bot.policy.shown_meetings import Shown
from bot.policy.terms import Terms
from bot.use_cases import meeting_ids, meeting_invitations, meetings, people, renewals
from bot.use_cases.meeting_invitations import shown
from bot.use_cases.meetings import UNKNOWN, Prospect, RefusedDraft
from bot.use_cases.ports import Directory
from storage import Connection, Database
from storage import invitees as invitee_store
from storage import meeting_sessions as session_store
from storage import meetings as meeting_store
from storage import own_ids as own_id_store
from storage import people as people_store

WHEN = (Field.DATE, Field.TIME)


@dataclass(frozen=True, slots=True)
class Edited:
    """Saved; `before` is how it was. `fresh` is false where nothing was different."""

    shown: Shown
    before: Meeting
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was saved: the meeting has changed since the form was opened. This is how it is now."""

    shown: Shown


@dataclass(frozen=True, slots=True)
class Switched:
    """These have IDs of their own now. `renewal` is the message through which the invitees can be told."""

    meetings: list[Meeting]
    renewal: RenewalId | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A meeting that its host is about to change, and how it was reached before."""

    prospect: Prospect
    meeting: Meeting
    entrance: Entrance | None


def edit_all(
    db: Database,
    directory: Directory,
    terms: Terms,
    team: TeamId,
    user: UserId,
    seen: tuple[MeetingKey, int],
    draft: Draft,
    now: datetime,
) -> Edited | RefusedDraft | Stale | Denied:
    """Save a form for the whole meeting; `seen` is it and the version that the form was filled from.

    Raises SlackUnavailableError where somebody has to be looked up.
    """
    meetings.acquaint(db, directory, terms, team, draft.invite, now)
    with db.write(team) as tx:
        opened = open_for_change(tx, team, user, seen, now)
        return save(tx, terms, opened, draft, now) if isinstance(opened, Opened) else opened


def open_for_change(
    tx: Connection, team: TeamId, user: UserId, seen: tuple[MeetingKey, int], now: datetime
) -> Opened | Stale | Denied:
    """Whether the meeting is still as it was seen, and may be changed by whoever wants to."""
    key, version = seen
    profile = people.known(tx, team, user)
    meeting = meeting_store.find(tx, key)
    if meeting is None:
        return UNKNOWN
    if isinstance(allowed := may_change(meeting, profile.person), Denied):
        return allowed
    if meeting.version != version:
        return Stale(shown(tx, meeting, now))
    prospect = meetings.prospect_of(tx, profile, now)
    return prospect if isinstance(prospect, Denied) else Opened(prospect, meeting, meeting.own or profile.room)


def save(tx: Connection, terms: Terms, opened: Opened, draft: Draft, now: datetime) -> Edited | RefusedDraft:
    """All of it or nothing, inside a transaction of the caller's."""
    meeting = opened.meeting
    invited, found = judge(tx, terms, opened, draft, now)
    pattern = fitting(draft)
    if found or pattern is None:
        return RefusedDraft(found)
    own = own_after(tx, terms, opened, draft, now)
    after = edited(meeting, topic=draft.topic, description=draft.description, pattern=pattern, minutes=draft.minutes)
    after = replace(after, own=own)
    joined, left = guests_changed(tx, meeting.key, invited, meeting.host)
    if after == meeting and not joined and not left:
        return Edited(shown(tx, meeting, now), meeting, fresh=False)
    after = replace(after, version=meeting.version + 1)
    put(tx, opened, after, now)
    invite_and_remove(tx, after, joined, left, now)
    return Edited(shown(tx, meeting_store.get(tx, after.key), now), meeting)


def judge(tx: Connection, terms: Terms, opened: Opened, draft: Draft, now: datetime) -> tuple[list[Person], Faults]:
    """Whom the form invites, and what is wrong with it."""
    invited = list(people_store.find_all(tx, opened.prospect.profile.account.team, draft.invite).values())
    conditions = meetings.conditions(opened.prospect, terms, invited)
    return invited, faults(draft, conditions, now, opened.meeting)


def own_after(tx: Connection, terms: Terms, opened: Opened, draft: Draft, now: datetime) -> OwnId | None:
    """The ID that the meeting has afterwards. A new passcode ends a running session (spec section 1)."""
    own = opened.meeting.own
    if draft.on_pmi:
        return None
    if own is None or own.ended_at is not None:
        return meetings.own_id_for(tx, terms, opened.meeting, draft, now)
    if draft.passcode is None or draft.passcode == own.passcode:
        return own
    own_id_store.set_passcode(tx, own.id, draft.passcode, passcodes.new_token())
    session_store.end_all(tx, [own.id], now)
    return own_id_store.get(tx, own.id)


def put(tx: Connection, opened: Opened, after: Meeting, now: datetime) -> None:
    """Write down the meeting as it is now, and tell its host if anybody knows it otherwise."""
    before = opened.meeting
    meeting_store.put(tx, after, agenda(after, now))
    if before.own is not None and (after.own is None or after.own.id != before.own.id):
        meeting_ids.release(tx, before.own, after, OwnIdEnd.SWITCHED, now)
    if after.own is not None:
        meeting_ids.renew_validity(tx, after.own.id, now)
    told = present(after, after.own or opened.prospect.profile.room)
    renewals.announce_if_known(tx, before, opened.entrance, told, now)


def guests_changed(
    tx: Connection, meeting: MeetingKey, invited: Sequence[Person], host: PersonId
) -> tuple[list[PersonId], list[PersonId]]:
    """Who is invited now and was not, and the other way round."""
    present_ = {each.person.id for each in invitee_store.of_meeting(tx, meeting) if not each.removed}
    wanted = {person.id for person in invited} - {host}
    return sorted(wanted - present_), sorted(present_ - wanted)


def invite_and_remove(
    tx: Connection, meeting: Meeting, joined: Sequence[PersonId], left: Sequence[PersonId], now: datetime
) -> None:
    """Whoever comes in or goes out is told at once: no old invitation of theirs is brought up to date."""
    invitee_store.invite(tx, meeting.key, joined, now)
    invitee_store.remove(tx, meeting.key, left, now)
    meeting_invitations.owe(tx, meeting, [*joined, *left], now)


def switch_to_generated(
    db: Database, terms: Terms, team: TeamId, user: UserId, seen: tuple[MeetingKey, int], now: datetime
) -> Switched | Stale | Denied:
    """One meeting gets an ID of its own."""
    with db.write(team) as tx:
        opened = open_for_change(tx, team, user, seen, now)
        if not isinstance(opened, Opened):
            return opened
        if opened.meeting.own is not None:
            return Switched([], None)
        return switch(tx, terms, opened.prospect.profile.person, opened.entrance, [opened.meeting], now)


def switch_all(db: Database, terms: Terms, team: TeamId, user: UserId, now: datetime) -> Switched | Denied:
    """**“Switch all to generated IDs”**: every upcoming meeting on one's PMI, in one transaction (INV-5)."""
    with db.write(team) as tx:
        profile = people.known(tx, team, user)
        eligible = meetings.prospect_of(tx, profile, now)
        if isinstance(eligible, Denied):
            return eligible
        upcoming = meeting_store.on_pmi(tx, profile.person.id)
        return switch(tx, terms, profile.person, profile.room, upcoming, now)


def switch(
    tx: Connection,
    terms: Terms,
    host: Person,
    was: Entrance | None,
    on_pmi: Sequence[Meeting],
    now: datetime,
) -> Switched:
    """The same few statements for one and for 500, inside a transaction of the caller's."""
    give_own_ids(tx, terms, host, on_pmi, now)
    before = {meeting.key: present(meeting, was) for meeting in on_pmi}
    renewal = renewals.announce(tx, on_pmi[0].account, host.id, before, now) if on_pmi else None
    return Switched(meeting_store.get_all(tx, before), renewal)


def give_own_ids(tx: Connection, terms: Terms, host: Person, on_pmi: Sequence[Meeting], now: datetime) -> None:
    """Each meeting gets an ID of its own, with a passcode; parts of a series that was cut share one."""
    series: dict[MeetingKey, list[Meeting]] = {}
    for meeting in on_pmi:
        series.setdefault(meeting.part_of, []).append(meeting)
    generated = [passcodes.generate(terms.passcode_min_length) for _ in series]
    untils = [max(valid_until(part, None, now) for part in parts) for parts in series.values()]
    fresh = meeting_ids.fresh_own_ids(tx, host.id, generated, untils, now)
    own = {part.key: each.id for parts, each in zip(series.values(), fresh, strict=True) for part in parts}
    meeting_store.put_own_ids(tx, own)
