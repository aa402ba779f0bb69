"""What becomes of numbers, meetings, invitees, cards, requests and the directory when a person is erased (AUDIT-1)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from bot.policy.approvals.changes import ChangeMembers
from bot.policy.audit.events import AuditAction, AuditFilter
from bot.policy.clock import Instant
from bot.policy.ids import AccountId, UserId
from bot.policy.people.people import Person
from bot.policy.rooms import links, numbers
from bot.policy.rooms.rooms import Room, existing_room
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.gateway.admission import AskPasscode, open_page, submit_passcode
from bot.use_cases.invitations import calendars
from bot.use_cases.invitations.messages import InvitationContent, meeting_host
from bot.use_cases.people.directory_sync import DirectorySync
from bot.use_cases.personal_data import erasure
from bot.use_cases.rooms import sessions
from bot.views.approvals.text import status_text
from bot.views.invitations.ics import ics_calendar
from bot.views.invitations.meeting import channel_post, invitation_message, notification_text
from bot.views.meetings.cards import ended_card, ended_text
from storage import Database
from storage.audit import audit as audit_store
from storage.deliveries import outbox as outbox_store
from storage.invitations import cards as card_store
from storage.invitations import invitees as invitee_store
from storage.invitations import posts as post_store
from storage.people import people as people_store
from storage.personal_data.messages import BATCH
from storage.rooms import numbers as number_store
from storage.settings import groups as group_store
from storage.tables.delivery_queue import deliveries
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.join_addresses import by_link, by_number
from tests.support.factories.meetings import (
    GUEST,
    GUEST_2,
    WEEK,
    WEEKLY,
    account_id,
    enqueued,
    save_following_form,
    schedule_meeting,
    stored_meeting,
    try_to_schedule,
)
from tests.support.factories.people import (
    HOST,
    NOW,
    OPTIONS,
    OTHER,
    TEAM,
    FakeDirectory,
    add_person,
    caller,
    identity,
    make_context,
    save_room_form,
    start_room,
)
from tests.support.fixtures.admin_fixture import ADMIN, ANN, BEN, LOCK, AdminHarness
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.machine.threads import run_concurrently

A_YEAR, A_MONTH, INSTANT = timedelta(days=365), timedelta(days=30), timedelta(microseconds=1)
ADDRESS = "203.0.113.7"


def erase(db: Database, user: UserId = HOST) -> dict[str, int]:
    found = erasure.erase(db, TEAM, user, NOW)
    assert found is not None
    return dict(found)


def find(db: Database, user: str = HOST) -> Person | None:
    with db.read() as tx:
        return people_store.find(tx, TEAM, UserId(user))


def may_take(db: Database, person: Person, room: Room, after: timedelta) -> tuple[bool, bool]:
    """Whether somebody may have the number, and the link, of this room so long after."""
    with db.write(TEAM) as tx:
        number, link = number_store.holding(tx, room.number), number_store.link_holding(tx, room.link)
    at = NOW + after
    return not numbers.is_taken(number, person.id, Instant(at)), not links.is_taken(link, person.id, Instant(at))


def test_numbers_and_links_stay_reserved_for_a_year_for_nobody(db: Database) -> None:
    """PMI-9, LINK-2: nor for the person who had them, should they come back."""
    room, other = existing_room(add_person(db)), add_person(db, OTHER).person
    erase(db)
    same = add_person(db).person
    for person in (other, same):
        assert may_take(db, person, room, A_YEAR - INSTANT) == (False, False)
        assert may_take(db, person, room, A_YEAR) == (True, True)


def test_a_number_that_was_given_up_before_is_reserved_no_longer_for_it(db: Database) -> None:
    """PMI-9: the year counts from when it ended."""
    room, other = existing_room(add_person(db, now=NOW - A_YEAR)), add_person(db, OTHER).person
    save_room_form(db, now=NOW - A_MONTH, number="5550142368", link="ava.example")
    erase(db)
    assert may_take(db, other, room, A_YEAR - A_MONTH - INSTANT) == (False, False)
    assert may_take(db, other, room, A_YEAR - A_MONTH) == (True, True)


def test_after_that_year_nothing_is_left_of_them(db: Database) -> None:
    add_person(db)
    erase(db)
    erasure.forget_remains(db, NOW + A_YEAR - INSTANT)
    assert (len(table_rows(db, "numbers")), len(table_rows(db, "links"))) == (1, 1)
    assert erasure.forget_remains(db, NOW + A_YEAR) == 2
    assert table_rows(db, "numbers") == table_rows(db, "links") == []


def test_a_guest_at_such_a_number_or_link_finds_what_every_unknown_one_shows(db: Database) -> None:
    """GATE-2."""
    opened = start_room(db)
    erase(db)
    for join_address in (by_number(opened.room), by_link(opened.room)):
        for token in (opened.room.token, opened.session.token):
            assert open_page(db, join_address, token, "", NOW) == AskPasscode(wrong=False)
        assert submit_passcode(db, join_address, opened.room.passcode, ADDRESS, NOW) == AskPasscode(wrong=True)


def test_invitees_hear_once_that_the_meeting_is_cancelled_and_not_what_it_was_about(db: Database) -> None:
    meeting = schedule_meeting(db, invite=(GUEST, GUEST_2), description="Salaries")
    send_pending(db)
    erase(db)
    sent = send_pending(db)
    assert [type(each) for each in sent] == [InvitationContent, InvitationContent]
    for told in sent:
        assert told.actual.cancelled
        text = str(invitation_message(OPTIONS, told.view, None, told.known, told.actual))
        assert "Somebody has cancelled *Meeting*" in text
        assert notification_text(told.view, told.known, told.actual) == "Somebody has cancelled Meeting"
    assert send_pending(db) == []
    kept = stored_meeting(db, meeting.key)
    assert (kept.topic, kept.description, kept.generated_id) == ("Meeting", "", None)


def test_their_calendars_are_told_too(db: Database) -> None:
    """INV-2: under the same address and UID, with a higher SEQUENCE."""
    meeting = schedule_meeting(db, invite=(GUEST,))
    send_pending(db)
    erase(db)
    file = calendars.read_file(db, meeting.ics_file)
    assert file is not None
    text = ics_calendar(OPTIONS, file.parts, with_token=True).decode()
    for line in ("METHOD:CANCEL", "STATUS:CANCELLED", f"UID:{meeting.uid}", f"SEQUENCE:{meeting.version + 1}"):
        assert line in text
    assert not [each for each in ("Design review", "Ava", "/j/") if each in text]


def test_of_a_series_in_parts_all_stay_for_those_who_know_it_by_the_first(db: Database) -> None:
    """INV-2: also those of which nobody else knows."""
    first = schedule_meeting(db, rule=WEEKLY, invite=(GUEST,))
    send_pending(db)
    save_following_form(db, first, first.pattern.start + 2 * WEEK, topic="Another topic", invite=())
    erase(db)
    file = calendars.read_file(db, first.ics_file)
    assert file is not None
    assert [part.meeting.cancelled_at for part in file.parts] == [NOW, NOW]
    assert "topic" not in str(table_rows(db, "meetings"))


def test_a_post_in_a_channel_shows_the_cancellation(db: Database) -> None:
    meeting = schedule_meeting(db)
    with db.write(TEAM) as tx:
        shown = meeting_host(tx, people_store.get(tx, meeting.host)).view(meeting, NOW).snapshot
        post = post_store.reserve(tx, meeting.key, "C0GENERAL", shown, NOW, with_passcode=False)
        post_store.mark_posted(tx, post, "1.1")
    erase(db)
    with db.read() as tx:
        (stale,) = post_store.stale(tx, 9)
        view = meeting_host(tx, people_store.get(tx, meeting.host)).view(stored_meeting(db, meeting.key), NOW)
    assert (stale.post.id, stale.post.ts, stale.post.snapshot.number) == (post, "1.1", "")
    assert "has cancelled *Meeting*" in str(channel_post(OPTIONS, view, with_passcode=False))


def test_meetings_of_which_nobody_knows_or_that_are_over_are_deleted(db: Database) -> None:
    schedule_meeting(db, "form 1")
    schedule_meeting(db, "form 2", now=NOW - A_MONTH, start=(NOW - WEEK).replace(tzinfo=None), invite=(GUEST,))
    erase(db)
    assert table_rows(db, "meetings") == table_rows(db, "invitees") == []
    assert send_pending(db) == []


def test_cancelled_meetings_are_kept_for_thirty_days(db: Database) -> None:
    schedule_meeting(db, rule=WEEKLY, invite=(GUEST,))
    send_pending(db)
    erase(db)
    erasure.forget_remains(db, NOW + A_MONTH - INSTANT)
    assert len(table_rows(db, "meetings")) == 1
    erasure.forget_remains(db, NOW + A_MONTH)
    assert table_rows(db, "meetings") == table_rows(db, "invitees") == []


def test_an_invitee_who_is_erased_is_not_invited_any_more(db: Database) -> None:
    meeting = schedule_meeting(db, invite=(GUEST, GUEST_2))
    send_pending(db)
    erase(db, GUEST)
    with db.read() as tx:
        people = invitee_store.of_meeting(tx, meeting.key)
    assert [each.person.user for each in people] == [GUEST_2]
    assert send_pending(db) == []


def test_messages_to_them_go_however_many_others_there_are(db: Database) -> None:
    """REM-6: sent ones in batches, so that nobody waits for it."""
    schedule_meeting(db, "form 1", invite=(GUEST, GUEST_2))
    send_pending(db)
    with db.write(TEAM) as tx:
        tx.execute(update(deliveries).values(id=deliveries.c.id + 2 * BATCH))
    schedule_meeting(db, "form 2", invite=(GUEST, GUEST_2))
    rehearsed, left = erasure.rehearse(db, TEAM, GUEST, NOW), table_rows(db, "deliveries")
    assert rehearsed == erase(db, GUEST)
    assert rehearsed["deliveries"] == 2
    assert len(table_rows(db, "deliveries")) == len(left) - 2


def test_a_message_to_somebody_else_names_them_no_more_as_who_caused_it(db: Database) -> None:
    """MEET-9: it says that meetings were given, and not by whom."""
    account, admin, to = AccountId(1), add_person(db, "U0ADMIN").person, add_person(db, OTHER).person
    subject: dict[str, str | int] = {"host": 99, "by": admin.user, "meetings": "1 2"}
    with db.write(TEAM) as tx:
        outbox_store.enqueue(tx, new_message(MessageKind.MEETINGS_GIVEN, account, to.id, "key", subject, NOW), NOW)
    erase(db, admin.user)
    (message,) = enqueued(db, MessageKind.MEETINGS_GIVEN)
    assert message.subject == {**subject, "by": ""}


def test_the_card_of_an_open_room_is_marked_as_over(db: Database) -> None:
    """MEET-1: without naming anybody; then it is forgotten."""
    opened = start_room(db, topic="Planning")
    with db.write(TEAM) as tx:
        for channel in ("C0GENERAL", "C0UNPOSTED"):
            card = card_store.reserve(tx, account_id(db), opened.session.id, channel, NOW)
            if channel == "C0GENERAL":
                card_store.mark_posted(tx, card, "1.1")
    erase(db)
    with db.write(TEAM) as tx:
        (shown,) = card_store.with_ended_session(tx, NOW, 9)
        assert (shown.team, shown.ts, shown.host, shown.session) == (TEAM, "1.1", None, None)
        assert "This meeting is over." in str(ended_card(shown))
        assert ended_text(shown) == "This meeting is over"
        card_store.mark_closed(tx, shown.id, NOW)
    erasure.forget_remains(db, NOW + timedelta(days=2))
    assert table_rows(db, "cards") == []


def test_a_card_that_slack_took_in_that_very_moment_is_marked_as_over_too(db: Database) -> None:
    """REM-4: whether it was taken is known only after the erasure."""
    opened = start_room(db, topic="Planning")
    with db.write(TEAM) as tx:
        card = card_store.reserve(tx, account_id(db), opened.session.id, "C0GENERAL", NOW)
    erase(db)
    erasure.forget_remains(db, NOW + timedelta(hours=1))
    with db.write(TEAM) as tx:
        assert not card_store.is_reserved(tx, card)
        card_store.mark_posted(tx, card, "1.1")
        (shown,) = card_store.with_ended_session(tx, NOW, 9)
    assert (shown.id, shown.ts, shown.host) == (card, "1.1", None)


def test_pending_requests_are_withdrawn_and_their_reason_goes(harness: AdminHarness) -> None:
    """APP-2: the message in the channel shows it."""
    db = harness.db
    asked = harness.request_change(LOCK, ADMIN, reason="Because of Ava")
    erase(db, ADMIN)
    after = harness.request(asked)
    assert (after.state, after.proposal.asked_by, after.proposal.reason) == ("withdrawn", "", "")
    assert after.version > asked.version
    assert "Withdrawn by somebody who was erased" in status_text(after)
    assert "Because of Ava" not in str(all_rows(db))


def test_a_change_that_names_them_adds_only_the_others(harness: AdminHarness) -> None:
    """APP-1: as it was asked for before."""
    group = harness.create_group("Sales")
    change = ChangeMembers(group, add=harness.people(ANN, BEN))
    erase(harness.db, ANN)
    harness.apply_directly(change)
    with harness.db.read() as tx:
        assert group_store.members_among(tx, group, change.add) == harness.people(BEN)
        entries = audit_store.page(tx, account_id(harness.db), AuditFilter(), None, 99)
    assert [each.event.action for each in entries].count(AuditAction.MEMBER_ADDED) == 1


def test_audit_entries_stay_and_one_says_that_somebody_was_erased(db: Database) -> None:
    """AUDIT-1."""
    person = add_person(db).person
    save_room_form(db, link="ava.example")
    with db.read() as tx:
        before = audit_store.page(tx, account_id(db), AuditFilter(), None, 99)
    erase(db)
    with db.read() as tx:
        erased, *entries = audit_store.page(tx, account_id(db), AuditFilter(person=person.id), None, 99)
    assert (erased.event.action, erased.event.person, erased.cause.actor) == (AuditAction.ERASED, person.id, "")
    assert [each.id for each in entries] == [each.id for each in before]
    assert {each.event.personal_after for each in entries} == {""}


def test_somebody_who_comes_back_is_somebody_new(db: Database) -> None:
    """PMI-11."""
    old = add_person(db)
    erase(db)
    new = add_person(db)
    assert new.person.id != old.person.id
    assert existing_room(new).number != existing_room(old).number
    assert existing_room(new).link != existing_room(old).link


def test_reading_the_directory_does_not_bring_them_back(db: Database) -> None:
    """Only their own contact does, or an invitation (PMI-11)."""
    for user in (HOST, OTHER):
        add_person(db, user)
    erase(db)
    directory = FakeDirectory(identity(), identity(OTHER), identity("U0NEW"))
    DirectorySync(make_context(db, directory=directory)).run(NOW)
    assert find(db) is None
    assert find(db, "U0NEW") is not None
    schedule_meeting(db, user=OTHER, invite=(HOST,))
    assert find(db) is not None
    erase(db)
    DirectorySync(make_context(db, directory=directory)).run(NOW)
    assert find(db) is None


def test_everybody_else_keeps_what_is_theirs(db: Database) -> None:
    add_person(db)
    start_room(db, OTHER, topic="Theirs")
    theirs = schedule_meeting(db, user=OTHER, invite=(GUEST,))
    others = {name: [row for row in rows if "U0HOST" not in row] for name, rows in all_rows(db).items()}
    erase(db)
    after = all_rows(db)
    for table in ("sessions", "meetings", "invitees", "own_ids"):
        assert after[table] == others[table], table
    assert stored_meeting(db, theirs.key) == theirs
    assert find(db, OTHER) is not None


def test_a_rehearsal_counts_the_same_and_changes_nothing(db: Database) -> None:
    start_room(db)
    schedule_meeting(db, invite=(GUEST,))
    before = all_rows(db)
    rehearsed = erasure.rehearse(db, TEAM, HOST, NOW)
    assert all_rows(db) == before
    assert rehearsed == erase(db)
    assert rehearsed["rooms"] == rehearsed["sessions"] == 1
    assert rehearsed["numbers"] == 2


@pytest.mark.parametrize("act", [erasure.erase, erasure.rehearse])
def test_somebody_unknown_or_erased_before_is_nobody(db: Database, act: object) -> None:
    add_person(db)
    erase(db)
    before = all_rows(db)
    for team, user in ((TEAM, HOST), (TEAM, UserId("U0NOBODY")), ("T0ELSEWHERE", HOST)):
        assert act(db, team, user, NOW) is None  # type: ignore[operator] # one of the two
    assert all_rows(db) == before


def test_what_they_do_at_the_same_instant_comes_before_it_or_after(replicas: list[Database]) -> None:
    """Under the account's lock: afterwards they are gone, or new, and never in part."""
    add_person(replicas[0])

    def start() -> object:
        context = make_context(replicas[1], directory=FakeDirectory(identity()))
        with suppress(LookupError):  # met, and erased before the room is open: they are told to try again
            return sessions.start_room(context, caller(HOST), "")
        return None

    acts: list[Callable[[], object]] = [partial(erasure.erase, replicas[0], TEAM, HOST, NOW), start]
    acts.append(partial(try_to_schedule, replicas[2], user=OTHER, invite=(HOST,)))
    run_concurrently(acts)
    known = {row[0] for row in table_rows(replicas[3], "people") if row[2]}
    assert {row[1] for row in table_rows(replicas[3], "rooms")} <= known
