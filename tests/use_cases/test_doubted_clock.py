"""Whatever people do while the clock is in doubt: nothing is taken away because its time seems to be over (CLOCK-1).

A kind of act that looks at the time before it writes gets a line in `REFUSED`, or a test that shows that it goes on. What is
over only by the doubted clock must be there when the clock is right again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

import pytest

from bot.handlers.meetings.cards import card_renderers
from bot.policy.clock import CLOCK_DOUBTED, Instant
from bot.policy.ids import TeamId, UserId
from bot.policy.invitations.invitations import Rsvp
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride
from bot.policy.people.caller import Caller
from bot.policy.people.people import Actor, Role
from bot.policy.rooms.edits import RoomEdit, RoomField, form_version
from bot.policy.rooms.links import LINK_TAKEN
from bot.policy.rooms.numbers import NUMBER_TAKEN
from bot.policy.rooms.rooms import ProfileSnapshot, existing_room
from bot.use_cases.context import Context
from bot.use_cases.invitations import rsvp, updates
from bot.use_cases.invitations.requested_posts import PostTarget, RequestedPost
from bot.use_cases.invitations.updates import SentUpdates, UpdatesContent
from bot.use_cases.meetings import cancellations, cards, edits, handovers, scheduling, series, starts
from bot.use_cases.meetings.handovers import HandedOver, Handover
from bot.use_cases.meetings.series import OccurrenceRef
from bot.use_cases.meetings.starts import StartedMeeting
from bot.use_cases.people import identities
from bot.use_cases.ports import Message, Messenger
from bot.use_cases.reminders import meeting_start, room_expiry
from bot.use_cases.rooms import edits as room_edits
from bot.use_cases.rooms import replacements, sessions, visits
from bot.use_cases.rooms.edits import EditedRoom, RefusedRoomEdit
from bot.use_cases.rooms.sessions import EndedSession, StartedRoom
from storage import Database
from storage.invitations import cards as card_store
from storage.rooms import rooms as room_store
from tests.support.database.databases import all_rows
from tests.support.factories.meetings import (
    GUEST,
    MONDAY,
    WEEK,
    WEEKLY,
    directory,
    draft,
    expect_edited,
    meeting_id_of,
    save_meeting_form,
    schedule_meeting,
    seen_version,
    stored_meeting,
    upcoming_meetings,
)
from tests.support.factories.people import (
    HOST,
    NOW,
    OPTIONS,
    OTHER,
    TEAM,
    NoMessenger,
    add_person,
    caller,
    identity,
    make_context,
    save_room_form,
    start_room,
)
from tests.support.fixtures.meeting_queue import send_pending

A_DAY, A_YEAR, TEN_YEARS = timedelta(days=1), timedelta(days=365), timedelta(days=3650)
FIRST = NOW + A_DAY
"""When what the factories schedule starts: 09:00 UTC tomorrow."""
Act = Callable[[Caller], object]


class RecordingMessenger(NoMessenger):
    """Takes changes of messages, and nothing else."""

    def __init__(self) -> None:
        self.changed: list[tuple[str, str, str]] = []

    def change(self, team: TeamId, channel: str, ts: str, message: Message) -> None:
        """Where the message stands, and what it says now."""
        assert team == TEAM
        self.changed.append((channel, ts, message.text))


def context(db: Database) -> Context:
    return make_context(db, directory=directory())


def doubted(ahead: timedelta, who: str = HOST) -> Caller:
    """Somebody, or an admin, whose act seems to happen so much later; nobody knows."""
    return caller(acting(who, NOW + ahead), now=NOW + ahead, clock_believed=False)


def acting(who: str, now: datetime) -> Actor:
    return Actor(UserId(who), Role.ADMIN if who == "U0ADMIN" else Role.MEMBER, now)


def send_updates(db: Database) -> Act:
    meeting = schedule_meeting(db, invite=(GUEST,))
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=(GUEST,)))
    (offer,) = [each for each in send_pending(db) if isinstance(each, UpdatesContent)]
    return lambda who: updates.send_updates(context(db), who, offer.update_id)


def left_behind(db: Database) -> None:
    add_person(db, OTHER, name="Dan")
    schedule_meeting(db)
    identities.sync_identity(db, identity(active=False), NOW)


def hand_over(db: Database) -> Act:
    left_behind(db)
    return lambda who: handovers.hand_over(context(db), who, Handover(HOST, OTHER))


def open_handover(db: Database) -> Act:
    left_behind(db)
    return lambda who: handovers.left_behind_by(context(db), who, HOST)


def answer_invitation(db: Database) -> Act:
    meeting = schedule_meeting(db, invite=(GUEST,))
    send_pending(db)
    return lambda who: rsvp.record_rsvp(context(db), who, meeting.key, Rsvp.YES)


def snooze(db: Database) -> Act:
    room = existing_room(add_person(db, now=NOW - timedelta(days=350)))
    return lambda who: room_expiry.snooze(context(db), who, room.id)


REFUSED: dict[str, tuple[Callable[[Database], Act], str]] = {
    "send updated invitations": (send_updates, HOST),
    "hand over": (hand_over, "U0ADMIN"),
    "what there is to hand over": (open_handover, "U0ADMIN"),
    "answer an invitation": (answer_invitation, GUEST),
    "remind me in a week": (snooze, HOST),
}
"""By act: what comes before it, and who acts."""


@pytest.mark.parametrize("prepare,who", REFUSED.values(), ids=REFUSED)
def test_what_seems_to_be_over_waits_for_a_believed_clock_and_says_so(
    db: Database, prepare: Callable[[Database], Act], who: str
) -> None:
    """CLOCK-1: nothing is written, and the same press does it when the clock is right again."""
    act = prepare(db)
    before = all_rows(db)
    assert act(doubted(TEN_YEARS, who)) == CLOCK_DOUBTED
    assert all_rows(db) == before
    answer = act(caller(acting(who, NOW), now=NOW))
    assert answer != CLOCK_DOUBTED
    assert not isinstance(answer, SentUpdates) or (answer.people, answer.fresh) == (1, True)
    assert not isinstance(answer, HandedOver) or len(answer.meetings) == 1


@pytest.mark.parametrize("field", [RoomField.NUMBER, RoomField.LINK])
def test_what_is_reserved_for_somebody_else_stays_so(db: Database, field: RoomField) -> None:
    """CLOCK-1, PMI-9, LINK-2: an old invitation must not land in a stranger's room."""
    former = existing_room(add_person(db, OTHER, name="Dan"))
    number, link = former.number, former.link
    replacements.replace_number(make_context(db), caller(OTHER), OTHER, former.id)
    assert isinstance(save_room_form(db, OTHER, link="another.link"), EditedRoom)
    room = start_room(db).room
    edit = RoomEdit(
        number if field is RoomField.NUMBER else None, link if field is RoomField.LINK else None, None, instant=None
    )
    refused = room_edits.edit_room(make_context(db), doubted(A_YEAR), edit, form_version(room))
    words = {RoomField.NUMBER: NUMBER_TAKEN.reason, RoomField.LINK: LINK_TAKEN.reason}[field]
    assert refused == RefusedRoomEdit({field: [words]})
    start_room(db, now=NOW + A_YEAR - A_DAY)
    with db.read() as tx:
        room = existing_room(room_store.known_profile(tx, TEAM, HOST))
    later = caller(HOST, now=NOW + A_YEAR)
    assert isinstance(room_edits.edit_room(make_context(db), later, edit, form_version(room)), EditedRoom)


def test_a_room_that_seems_expired_can_be_edited(db: Database) -> None:
    """CLOCK-1: the act goes on, where a believed clock would first give a new number (PMI-13)."""
    room = existing_room(add_person(db))
    edit = RoomEdit(None, None, "246802", instant=None)
    answer = room_edits.edit_room(make_context(db), doubted(TEN_YEARS), edit, form_version(room))
    assert isinstance(answer, EditedRoom)
    assert (answer.room.number, answer.room.passcode) == (room.number, "246802")


def test_whoever_starts_a_room_enters_the_session_that_runs(db: Database) -> None:
    """CLOCK-1, MEET-1: whoever is in it is not left alone there."""
    running = start_room(db).session
    again = sessions.start_room(context(db), doubted(timedelta(hours=25)), "")
    assert isinstance(again, StartedRoom)
    assert (again.session, again.fresh) == (running, False)
    believed = start_room(db, now=NOW + timedelta(hours=25))
    assert (believed.session.id != running.id, believed.fresh) == (True, True)


def test_a_session_that_runs_can_be_seen_shared_and_ended_by_its_host(db: Database) -> None:
    """CLOCK-1: by a clock that is not believed its day is not over."""
    running, late = start_room(db).session, timedelta(hours=25)
    seen = visits.open_profile(context(db), doubted(late))
    assert isinstance(seen, ProfileSnapshot)
    assert seen.session == running
    asked = cards.share_session(context(db), doubted(late), running.id, PostTarget("C0GENERAL"))
    assert isinstance(asked, RequestedPost)
    ended = sessions.end_session(context(db), doubted(late), running.id)
    assert isinstance(ended, EndedSession)
    assert ended.fresh


def test_whoever_starts_a_meeting_enters_the_session_that_runs(db: Database) -> None:
    """CLOCK-1, MEET-1."""
    meeting = schedule_meeting(db)
    first = starts.start_meeting(context(db), caller(HOST), meeting.key)
    again = starts.start_meeting(context(db), doubted(timedelta(hours=25)), meeting.key)
    assert isinstance(first, StartedMeeting)
    assert isinstance(again, StartedMeeting)
    assert (again.session, again.fresh) == (first.session, False)


def test_a_card_is_marked_only_where_somebody_ended_the_session(db: Database) -> None:
    """CLOCK-1: marked by a clock that is ahead, it would say of a session that runs that it is over."""
    started = start_room(db)
    with db.write(TEAM) as tx:
        card = card_store.reserve(tx, started.profile.account.id, started.session.id, "C0GENERAL", NOW)
        card_store.mark_posted(tx, card, "1.1")
    messenger = RecordingMessenger()
    acting = make_context(db, messenger=cast(Messenger, messenger))
    renderers = card_renderers(OPTIONS)
    late = Instant(NOW + TEN_YEARS, believed=False)
    assert cards.close_cards(acting, renderers, late) == 0
    assert messenger.changed == []
    sessions.end_session(acting, caller(HOST), started.session.id)
    assert cards.close_cards(acting, renderers, late) == 1
    assert messenger.changed == [("C0GENERAL", "1.1", "Ava’s meeting is over")]
    assert cards.close_cards(acting, renderers, late) == 0


def test_a_post_that_another_process_has_reserved_is_not_given_up(db: Database) -> None:
    """CLOCK-1: else it would stand there twice."""
    started, target = start_room(db), PostTarget("C0GENERAL")
    with db.write(TEAM) as tx:
        card_store.reserve(tx, started.profile.account.id, started.session.id, target.channel, NOW)
    an_hour = timedelta(hours=1)
    asked = cards.share_session(context(db), doubted(an_hour), started.session.id, target)
    assert asked == RequestedPost(fresh=False)
    asked = cards.share_session(context(db), caller(HOST, now=NOW + an_hour), started.session.id, target)
    assert asked == RequestedPost(fresh=True)


def changed_topic(db: Database, who: Caller, meeting: Meeting) -> object:
    return edits.edit_meeting(context(db), who, seen_version(meeting), draft(topic="Other", rule=WEEKLY))


def one_changed(db: Database, who: Caller, meeting: Meeting) -> object:
    change = OccurrenceOverride(MONDAY + WEEK, 30, "Other")
    return series.edit_one(context(db), who, OccurrenceRef(meeting.key, meeting.version, MONDAY + WEEK), change)


def one_cancelled(db: Database, who: Caller, meeting: Meeting) -> object:
    return cancellations.cancel_one(context(db), who, OccurrenceRef(meeting.key, meeting.version, MONDAY + WEEK))


def rest_cancelled(db: Database, who: Caller, meeting: Meeting) -> object:
    third = OccurrenceRef(meeting.key, meeting.version, MONDAY + 2 * WEEK)
    return cancellations.cancel_following(context(db), who, third)


MEETING_ACTS = [changed_topic, one_changed, one_cancelled, rest_cancelled]


@pytest.mark.parametrize("ahead", [TEN_YEARS, A_DAY + timedelta(hours=1), -TEN_YEARS])
@pytest.mark.parametrize("act", MEETING_ACTS)
def test_a_changed_series_stays_in_the_list_and_is_reminded_of_at_its_time(
    db: Database, act: Callable[[Database, Caller, Meeting], object], ahead: timedelta
) -> None:
    """CLOCK-1, MEET-5, MEET-8: stored as over, or as next in ten years, it would be found by nobody."""
    meeting = schedule_meeting(db, rule=WEEKLY)
    act(db, doubted(ahead), meeting)
    assert stored_meeting(db, meeting.key).version == meeting.version + 1
    (listed,) = upcoming_meetings(db)
    assert listed.occurrence is not None
    assert listed.occurrence.starts_at == FIRST
    assert meeting_start.enqueue_due(db, FIRST - timedelta(minutes=5)) == 1
    scheduling.advance_occurrence_times(db, FIRST + A_DAY)
    assert meeting_id_of(stored_meeting(db, meeting.key)).valid_until >= meeting_id_of(meeting).valid_until


def test_an_id_is_never_valid_for_less_than_it_was(db: Database) -> None:
    """CLOCK-1, MEET-6: of an endless series it depends on the last occurrence that is past."""
    meeting = schedule_meeting(db, rule=WEEKLY)
    scheduling.advance_occurrence_times(db, NOW + 2 * A_YEAR)
    before = meeting_id_of(stored_meeting(db, meeting.key)).valid_until
    starts.start_meeting(context(db), doubted(timedelta()), meeting.key)
    assert meeting_id_of(stored_meeting(db, meeting.key)).valid_until >= before > NOW + 2 * A_YEAR
