"""What invitees answer, which the host sees; and the files and feeds that calendars read (INV-2)."""

import hashlib
from datetime import timedelta

import pytest

from bot.policy.ids import UserId
from bot.policy.invitations.invitations import Rsvp
from bot.policy.people.people import Role
from bot.policy.values.results import Denied
from bot.use_cases.invitations import calendars, rsvp, updates
from bot.use_cases.invitations.rsvp import OutdatedInvitation, RecordedRsvp
from bot.use_cases.meetings import cancellations
from bot.use_cases.people import identities
from storage import Database
from tests.support.database.databases import all_rows, table_rows
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.meetings import (
    GUEST,
    GUEST_2,
    MONDAY,
    THIRD,
    WEEK,
    WEEKLY,
    expect_edited,
    save_following_form,
    save_meeting_form,
    schedule_meeting,
    seen_version,
    stored_meeting,
)
from tests.support.factories.people import HOST, NOW, OTHER, add_person, caller, identity, make_context
from tests.support.fixtures.meeting_queue import send_pending


def answers(db: Database, key: object) -> dict[str, Rsvp | None]:
    invited = rsvp.list_invitees(make_context(db), caller(HOST), key)  # type: ignore[arg-type] # a key
    assert not isinstance(invited, Denied)
    return {each.person.user: each.rsvp for each in invited}


def test_the_host_sees_what_each_invitee_answered_last(db: Database) -> None:
    meeting = schedule_meeting(db, invite=(GUEST, GUEST_2))
    for answered in (Rsvp.MAYBE, Rsvp.YES):
        given = rsvp.record_rsvp(make_context(db), caller(GUEST), meeting.key, answered)
        assert isinstance(given, RecordedRsvp)
        assert given.answer is answered
    assert answers(db, meeting.key) == {GUEST: Rsvp.YES, GUEST_2: None}
    assert stored_meeting(db, meeting.key).version == meeting.version


def test_only_the_host_sees_the_answers_and_only_invitees_give_them(db: Database) -> None:
    meeting = schedule_meeting(db, invite=(GUEST,))
    add_person(db, OTHER)
    before = all_rows(db)
    assert isinstance(rsvp.list_invitees(make_context(db), caller(GUEST), meeting.key), Denied)
    assert isinstance(rsvp.record_rsvp(make_context(db), caller(OTHER), meeting.key, Rsvp.YES), Denied)
    assert isinstance(rsvp.record_rsvp(make_context(db), caller(HOST), meeting.key, Rsvp.YES), Denied)
    assert all_rows(db) == before


def test_an_answer_to_what_is_cancelled_over_or_not_theirs_any_more_is_refused(db: Database) -> None:
    """UX-5: a button on an old message."""
    meeting = schedule_meeting(db, invite=(GUEST,))
    assert isinstance(
        rsvp.record_rsvp(make_context(db), caller(GUEST, now=NOW + timedelta(days=9)), meeting.key, Rsvp.YES), Denied
    )
    without = expect_edited(save_meeting_form(db, meeting, invite=()))
    assert isinstance(rsvp.record_rsvp(make_context(db), caller(GUEST), meeting.key, Rsvp.YES), Denied)
    assert answers(db, meeting.key) == {}
    again = expect_edited(save_meeting_form(db, without, invite=(GUEST,)))
    cancellations.cancel(make_context(db), caller(HOST), seen_version(again))
    assert isinstance(rsvp.record_rsvp(make_context(db), caller(GUEST), meeting.key, Rsvp.YES), Denied)


def test_an_answer_to_another_time_than_the_present_one_is_none_and_they_are_asked_again(db: Database) -> None:
    """UX-5, INV-3: they see what changed, and need no further message about it."""
    meeting = schedule_meeting(db, invite=(GUEST, GUEST_2))
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=(GUEST, GUEST_2)))
    asked = rsvp.record_rsvp(make_context(db), caller(GUEST), meeting.key, Rsvp.YES)
    assert isinstance(asked, OutdatedInvitation)
    assert (asked.known.start, asked.view.snapshot.start) == ("2026-03-02T10:00", "2026-03-09T10:00")
    assert answers(db, meeting.key) == {GUEST: None, GUEST_2: None}
    assert isinstance(rsvp.record_rsvp(make_context(db), caller(GUEST), meeting.key, Rsvp.NO), RecordedRsvp)
    assert answers(db, meeting.key) == {GUEST: Rsvp.NO, GUEST_2: None}
    (facts,) = send_pending(db)
    assert updates.send_updates(make_context(db), caller(HOST), facts.update_id) == updates.SentUpdates(
        people=1, posts=0, fresh=True
    )


def test_a_new_topic_is_no_reason_to_ask_again(db: Database) -> None:
    meeting = schedule_meeting(db, invite=(GUEST,))
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, topic="Other", invite=(GUEST,)))
    assert isinstance(rsvp.record_rsvp(make_context(db), caller(GUEST), meeting.key, Rsvp.YES), RecordedRsvp)


def test_a_file_is_the_present_version_of_its_meeting_by_two_random_names(db: Database) -> None:
    """INV-2, PASS-3: one name for those who were invited, one for a channel."""
    meeting = schedule_meeting(db)
    assert len({meeting.ics_file, meeting.public_ics_file}) == 2
    for name, with_token in ((meeting.ics_file, True), (meeting.public_ics_file, False)):
        file = calendars.read_file(db, name)
        assert file is not None
        assert ([each.meeting for each in file.parts], file.with_token) == ([meeting], with_token)
    changed = expect_edited(save_meeting_form(db, meeting, topic="Other"))
    file = calendars.read_file(db, meeting.ics_file)
    assert file is not None
    assert file.parts[0].meeting == changed


def test_a_file_of_a_series_that_was_cut_holds_both_parts(db: Database) -> None:
    whole = schedule_meeting(db, rule=WEEKLY)
    later = expect_edited(save_following_form(db, whole, THIRD))
    for name in (whole.ics_file, later.ics_file):
        file = calendars.read_file(db, name)
        assert file is not None
        assert [each.meeting.key for each in file.parts] == [whole.key, later.key]


@pytest.mark.parametrize("name", ["", "x" * 32, "0" * 32, "\0", "\ud800", "' OR 1=1 --", "A" * 100_000])
def test_a_name_that_nobody_gave_leads_nowhere(db: Database, name: str) -> None:
    """Section 12."""
    schedule_meeting(db)
    assert calendars.read_file(db, name) is None
    assert calendars.read_feed(db, name) is None


def renewed(db: Database, user: UserId = GUEST) -> str:
    since = calendars.feed_since(make_context(db), caller(user))
    assert not isinstance(since, Denied)
    name = calendars.renew_feed(make_context(db), caller(user), since)
    assert isinstance(name, str)
    return name


def test_a_feed_holds_what_one_hosts_and_is_invited_to_and_nothing_else(db: Database) -> None:
    add_person(db, OTHER)
    hosted = schedule_meeting(db, "mine", user=GUEST)
    invited = schedule_meeting(db, "invited", invite=(GUEST,))
    schedule_meeting(db, "another")
    cancelled = schedule_meeting(db, "cancelled", invite=(GUEST,))
    cancellations.cancel(make_context(db), caller(HOST), seen_version(cancelled))
    feed = calendars.read_feed(db, renewed(db))
    assert feed is not None
    assert [each.meeting.key for each in feed.meetings] == [hosted.key, invited.key]
    assert [each.host.user for each in feed.meetings] == [GUEST, HOST]


def test_a_feeds_name_is_stored_as_a_hash_and_a_new_one_kills_the_old(db: Database) -> None:
    add_person(db, GUEST)
    assert calendars.feed_since(make_context(db), caller(GUEST)) is None
    old = renewed(db)
    assert calendars.feed_since(make_context(db), caller(GUEST)) == NOW
    new = renewed(db)
    assert (len(bytes.fromhex(new)), old == new) == (16, False)
    assert [row[1] for row in table_rows(db, "calendar_feeds")] == [hashlib.sha256(new.encode()).hexdigest()]
    assert calendars.read_feed(db, old) is None
    assert calendars.read_feed(db, new) is not None
    calendars.stop_feed(make_context(db), caller(GUEST))
    assert calendars.read_feed(db, new) is None


def test_a_second_press_does_not_kill_the_name_that_the_first_has_just_shown(db: Database) -> None:
    """UX-5."""
    add_person(db, GUEST)
    name = renewed(db)
    assert calendars.renew_feed(make_context(db), caller(GUEST), None) == calendars.LINK_CHANGED
    assert calendars.read_feed(db, name) is not None


def test_a_feed_is_dead_with_the_persons_leaving_and_alive_with_their_return(db: Database) -> None:
    add_person(db, GUEST)
    name = renewed(db)
    identities.sync_identity(db, identity(GUEST, active=False), NOW)
    assert calendars.read_feed(db, name) is None
    assert isinstance(calendars.renew_feed(make_context(db), caller(GUEST), None), Denied)
    identities.sync_identity(db, identity(GUEST), NOW)
    assert calendars.read_feed(db, name) is not None


def test_people_of_other_companies_have_no_feed(db: Database) -> None:
    add_person(db, GUEST, role=Role.EXTERNAL)
    assert isinstance(calendars.feed_since(make_context(db), caller(GUEST)), Denied)
    assert isinstance(calendars.renew_feed(make_context(db), caller(GUEST), None), Denied)


def test_a_feed_of_twenty_meetings_costs_no_more_statements_than_one_of_two(db: Database) -> None:
    for n in range(2):
        schedule_meeting(db, f"few {n}", invite=(GUEST,), rule=WEEKLY)
    name = renewed(db)
    with recorded_statements() as few:
        calendars.read_feed(db, name)
    for n in range(18):
        schedule_meeting(db, f"many {n}", invite=(GUEST,), rule=WEEKLY)
    with recorded_statements() as many:
        calendars.read_feed(db, name)
    assert len(many) == len(few)
