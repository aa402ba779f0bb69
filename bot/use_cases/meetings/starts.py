"""Starts instant and scheduled meetings, ends them, and finds an open one by its session (MEET-1, MEET-6)."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import MeetingIdKey, MeetingKey, SessionId
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.meetings.instant import IDENTICAL_WITHIN, DecidedBy, IdChoice, IdDecision, choose_meeting_id
from bot.policy.meetings.meeting_ids import (
    MeetingIdEndReason,
    MeetingIdRecord,
    instant_valid_until,
    may_start_meeting,
)
from bot.policy.meetings.meetings import NO_SUCH_MEETING, Meeting, current_or_next, may_manage
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms import passcodes
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile, Session, is_open, may_start, session_ends_at
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.meetings import meeting_ids
from bot.use_cases.people import onboarding
from bot.use_cases.rooms import sessions
from bot.use_cases.rooms.sessions import JUST_SWITCHED_ON, NOT_THE_HOST, EndedSession, PmiUnavailable, StartedRoom
from storage import Connection, Database
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store
from storage.settings.settings import resolved_for


@dataclass(frozen=True, slots=True)
class StartedMeeting:
    """An open meeting with a generated ID. `meeting` is None for an instant one; `fresh`: it was not open before."""

    host: Person
    id_record: MeetingIdRecord
    meeting: Meeting | None
    session: Session
    fresh: bool


@dataclass(frozen=True, slots=True)
class StartedInstant:
    """An instant meeting, on the PMI or with a generated ID, and what decided that."""

    started: StartedRoom | StartedMeeting
    verdict: IdDecision


def start_instant(context: Context, caller: Caller, topic: str, choice: IdChoice) -> StartedInstant | Denied:
    """`/schedule now [pmi|new] [topic]`, **“Start a meeting”**. Raises SlackUnavailableError at a first contact."""
    profile = onboarding.profile_of_actor(context, caller)
    with context.db.read() as tx:
        verdict = _verdict(tx, profile, choice, caller.now)
    if isinstance(verdict, Denied):
        return verdict
    if verdict.on_pmi:
        started = sessions.start_room(context, caller, topic)
        if isinstance(started, StartedRoom):
            return StartedInstant(started, verdict)
        if choice is IdChoice.PMI:
            return started
        verdict = IdDecision(on_pmi=False, decided_by=DecidedBy.PMI_UNUSABLE, pmi_refusal=started.reason)
    new = _start_with_new_id(context, caller, topic.strip())
    return new if isinstance(new, Denied) else StartedInstant(new, verdict)


def _verdict(tx: Connection, profile: Profile, choice: IdChoice, now: datetime) -> IdDecision | Denied:
    """Decide which ID to use. Starting checks the PMI again."""
    person = profile.person
    if isinstance(eligible := may_have_room(person), Denied):
        return eligible
    settings = resolved_for(tx, person.id)
    rules = room_rules(settings, person.role)
    no_room = rules.enabled if isinstance(rules.enabled, Denied) else JUST_SWITCHED_ON
    may = may_start(person, profile.room, rules, now) if profile.room else no_room
    verdict = choose_meeting_id(choice, settings, may)
    return PmiUnavailable(verdict.reason) if isinstance(verdict, Denied) else verdict


def _start_with_new_id(context: Context, caller: Caller, topic: str) -> StartedMeeting | Denied:
    """Start with a generated ID; of two identical starts within 30 seconds the second gives the first session."""
    with context.db.write(caller.team) as tx:
        host = room_store.known_profile(tx, caller.team, caller.user).person
        if isinstance(eligible := may_have_room(host), Denied):
            return eligible
        if found := meeting_id_store.find_open_instant(tx, host.id, topic, caller.now - IDENTICAL_WITHIN):
            return StartedMeeting(host, found[0], None, found[1], fresh=False)
        passcode = passcodes.generate_passcode(context.options.passcode_min_length)
        until = instant_valid_until(caller.now)
        id_record = meeting_ids.create_meeting_ids(tx, host.id, [(passcode, until)], caller.now, instant=True)[0]
        session, fresh = sessions.find_or_open(tx, None, topic, caller, generated_id=id_record.id)
        return StartedMeeting(host, id_record, None, session, fresh)


def start_meeting(context: Context, caller: Caller, key: MeetingKey) -> StartedRoom | StartedMeeting | Denied:
    """**“Start”** of a scheduled meeting, before, at or after its time. On the PMI that is the room (PMI-12, LOCK-6)."""
    with context.db.write(caller.team) as tx:
        host = room_store.known_profile(tx, caller.team, caller.user).person
        meeting = meeting_store.find(tx, key)
        if meeting is None:
            return NO_SUCH_MEETING
        if isinstance(allowed := may_manage(meeting, host), Denied):
            return allowed
        if meeting.generated_id is not None:
            return _start_with_own_id(tx, caller, host, meeting, meeting.generated_id)
        occurrence = current_or_next(meeting, caller.now)
    topic = occurrence.topic if occurrence else meeting.topic
    return sessions.start_room(context, caller, topic)


def _start_with_own_id(
    tx: Connection, caller: Caller, host: Person, meeting: Meeting, id_record: MeetingIdRecord
) -> StartedMeeting | Denied:
    now = caller.now
    running = session_store.find_open_of_meeting_id(tx, id_record.id)
    occurrence = current_or_next(meeting, now)
    may = may_start_meeting(id_record, now, still_to_come=occurrence is not None)
    if isinstance(may, Denied):
        return may
    meeting_id_store.mark_started(tx, id_record.id, now)
    meeting_ids.renew_validity(tx, id_record.id, caller.instant)
    topic = occurrence.topic if occurrence else meeting.topic
    session, fresh = sessions.find_or_open(tx, running, topic, caller, generated_id=id_record.id)
    return StartedMeeting(host, meeting_id_store.get(tx, id_record.id), meeting, session, fresh)


def end_meeting(context: Context, caller: Caller, session_id: SessionId) -> EndedSession | Denied:
    """**“End”** a meeting with a generated ID, by its host only. The ID of an instant meeting ends with it."""
    with context.db.write(caller.team) as tx:
        session = session_store.find(tx, session_id)
        host = people_store.find(tx, caller.team, caller.user)
        if session is None or session.generated_id is None or host is None:
            return NOT_THE_HOST
        if meeting_id_store.get(tx, session.generated_id).host != host.id:
            return NOT_THE_HOST
        fresh = is_open(session, caller.instant)
        _end_session(tx, session, session.generated_id, caller.now)
        return EndedSession(session_store.find(tx, session_id) or session, fresh)


def _end_session(tx: Connection, session: Session, key: MeetingIdKey, now: datetime) -> None:
    session_store.end(tx, session, now)
    id_record = meeting_id_store.get(tx, key)
    if id_record.is_instant and id_record.ended_at is None:
        meeting_ids.end(tx, id_record, MeetingIdEndReason.OVER, min(now, session_ends_at(session)))


def end_overdue(db: Database, now: datetime, most: int = 100) -> int:
    """End sessions of meetings that have lasted 24 hours; return how many."""
    with db.read() as tx:
        overdue = session_store.overdue_in_meetings(tx, now, most)
    for team, key, session in overdue:
        with db.write(team) as tx:
            _end_session(tx, session, key, now)
    return len(overdue)


def retire_meeting_ids(db: Database, now: datetime, most: int = 100) -> int:
    """End meeting IDs whose validity is over (MEET-6) and reserve their numbers; return how many were found."""
    with db.read() as tx:
        over = meeting_id_store.expired(tx, now, most)
    for team, key in over:
        with db.write(team) as tx:
            id_record = meeting_id_store.get(tx, key)
            to_come = any(current_or_next(meeting, now) for meeting in meeting_store.with_meeting_id(tx, key))
            if id_record.ended_at is None and id_record.valid_until <= now and not to_come:
                meeting_ids.end(tx, id_record, MeetingIdEndReason.OVER, now)
    return len(over)


MEETING_IS_OVER = Denied(reason("meetings.over"))


def open_meeting(tx: Connection, caller: Caller, session: SessionId) -> OpenMeeting | Denied:
    """Only the host can see or share an open session; for others answer as if it had ended."""
    profile = room_store.known_profile(tx, caller.team, caller.user)
    token_in_links = room_rules(resolved_for(tx, profile.person.id), profile.person.role).token_in_links
    running = profile.session
    is_running = running is not None and running.id == session and is_open(running, caller.instant)
    if profile.room is not None and running is not None and is_running:
        return OpenMeeting(profile.person, profile.room, running, token_in_links)
    meeting_session = session_store.find(tx, session)
    if meeting_session is None or meeting_session.generated_id is None:
        return MEETING_IS_OVER
    if not is_open(meeting_session, caller.instant):
        return MEETING_IS_OVER
    id_record = meeting_id_store.get(tx, meeting_session.generated_id)
    if id_record.host != profile.person.id:
        return MEETING_IS_OVER
    return OpenMeeting(profile.person, id_record, meeting_session, token_in_links)


def find_open_meeting(context: Context, caller: Caller, session: SessionId) -> OpenMeeting | Denied:
    """The open meeting of this session, for its host to invite to it or to enter it again."""
    with context.db.read() as tx:
        return open_meeting(tx, caller, session)
