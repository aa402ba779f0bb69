"""An update of the time zone data: stored times follow it, and whose meetings move is told once (MEET-3, INV-3)."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from bot.policy.ids import MeetingKey
from bot.policy.meetings.meetings import Meeting, occurrence_times
from bot.policy.meetings.zone_editions import HORIZON, edition_in_use
from bot.policy.values import zone_data
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.updates import UpdatesContent
from bot.use_cases.meetings.zone_updates import follow_all, follow_zone_data
from bot.views.invitations.meeting import update_prompt
from storage import Database
from storage.meetings import meetings as meeting_store
from storage.meetings import zone_editions as zone_edition_store
from storage.tables.meetings_and_invitations import meetings
from tests.support.factories.meetings import (
    GUEST,
    THIRD,
    WEEKLY,
    enqueued,
    expect_edited,
    save_following_form,
    save_meeting_form,
    schedule_meeting,
    stored_meeting,
)
from tests.support.factories.people import HOST, NOW, caller, make_context
from tests.support.factories.zone_editions import became_known
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.machine.threads import run_concurrently


def invited(db: Database, form: str = "form", **fields: Any) -> Meeting:  # noqa: ANN401 - of a draft
    """A meeting in Berlin to which somebody was invited, who knows of it."""
    meeting = schedule_meeting(db, form, invite=(GUEST,), **fields)
    send_pending(db)
    return meeting


def stored_instants(db: Database, key: MeetingKey) -> tuple[datetime | None, str]:
    with db.read() as tx:
        row = tx.execute(meetings.select().where(meetings.c.id == key)).one()
    return row.current_at, row.zone_version


def offers(db: Database) -> list[UpdatesContent]:
    """What is said to the host."""
    return [said for said in send_pending(db) if isinstance(said, UpdatesContent)]


def test_a_series_that_moves_is_told_to_its_host_once(db: Database) -> None:
    meeting = invited(db, rule=WEEKLY)
    became_known(db)
    assert follow_zone_data(db, NOW) == 1
    (offer,) = offers(db)
    text = str(
        update_prompt(
            [(each.view, each.before, each.invitees, each.posts) for each in offer.changed], offer.update_id, sent=False
        )
    )
    assert "10:00 in Europe/Berlin, as before. The clocks there follow new rules, so some dates move" in text
    after = stored_meeting(db, meeting.key)
    assert (after.version, after.zones_moved_by) == (meeting.version + 1, zone_data.in_use().version)
    for _ in range(3):
        assert follow_zone_data(db, NOW + timedelta(minutes=1)) == 0
    assert offers(db) == []
    assert stored_meeting(db, meeting.key) == after


def test_the_invited_hear_of_it_with_one_press_and_once(db: Database) -> None:
    invited(db, start=datetime.fromisoformat("2026-04-06T10:00"))
    became_known(db)
    follow_zone_data(db, NOW)
    (offer,) = offers(db)
    for expected in (1, 0):
        sent = updates.send_updates(make_context(db), caller(HOST), offer.update_id)
        assert isinstance(sent, updates.SentUpdates)
        assert sent.people == expected
    told = [said for said in send_pending(db) if not isinstance(said, UpdatesContent)]
    assert [said.actual.zones_moved_by for said in told] == [zone_data.in_use().version]
    assert send_pending(db) == []


def test_what_takes_place_before_the_clocks_differ_is_told_to_nobody(db: Database) -> None:
    meeting = invited(db)
    became_known(db)
    assert follow_zone_data(db, NOW) == 1
    assert offers(db) == []
    assert stored_meeting(db, meeting.key) == meeting


def test_without_invitees_nobody_is_told(db: Database) -> None:
    schedule_meeting(db, rule=WEEKLY)
    became_known(db)
    assert follow_zone_data(db, NOW) == 1
    assert enqueued(db, MessageKind.INVITATION_UPDATE) == []


def test_where_no_edition_was_known_the_stored_instant_tells_and_is_mended(db: Database) -> None:
    """As in a database of the version before, on a machine with old files."""
    wrong, right = invited(db, "wrong"), invited(db, "right")
    at, _ = stored_instants(db, wrong.key)
    assert at is not None
    with db.write("test") as tx:
        tx.execute(update(meetings).values(zone_version=""))
        tx.execute(update(meetings).where(meetings.c.id == wrong.key).values(current_at=at + timedelta(hours=1)))
    assert follow_zone_data(db, NOW) == 2
    (offer,) = offers(db)
    assert [each.view.meeting.key for each in offer.changed] == [wrong.key]
    assert {stored_instants(db, each.key) for each in (wrong, right)} == {(at, zone_data.in_use().version)}


def test_the_edition_in_use_is_kept_for_the_next_update(db: Database) -> None:
    assert follow_zone_data(db, NOW) == 0
    with db.read() as tx:
        assert zone_edition_store.latest(tx) == edition_in_use(NOW)
    later = NOW + HORIZON
    follow_zone_data(db, later)
    with db.read() as tx:
        assert zone_edition_store.latest(tx) == edition_in_use(later)


def test_an_older_replica_leaves_alone_what_a_newer_one_has_done(db: Database) -> None:
    """While replicas are restarted one after the other."""
    meeting = invited(db, rule=WEEKLY)
    became_known(db, "9999z")
    before = stored_instants(db, meeting.key)
    assert follow_zone_data(db, NOW) == 0
    assert stored_instants(db, meeting.key) == before
    with db.read() as tx:
        known = zone_edition_store.latest(tx)
    assert known is not None
    assert known.version == "9999z"


def test_many_are_looked_at_in_batches_and_a_cut_short_run_goes_on(db: Database) -> None:
    keys = [invited(db, f"form {number}", rule=WEEKLY).key for number in range(5)]
    became_known(db)
    assert [follow_zone_data(db, NOW, most=2) for _ in range(4)] == [2, 2, 1, 0]
    (offer,) = offers(db)
    assert {each.view.meeting.key for each in offer.changed} == set(keys)


def test_replicas_that_update_at_once_tell_once(db: Database, replicas: list[Database]) -> None:
    meeting = invited(db, rule=WEEKLY)
    became_known(db)
    run_concurrently([partial(follow_zone_data, each, NOW) for each in replicas])
    assert stored_meeting(db, meeting.key).version == meeting.version + 1
    assert len(enqueued(db, MessageKind.INVITATION_UPDATE)) == 1


@pytest.mark.parametrize("cancelled", [True, False])
def test_what_is_over_or_cancelled_is_not_looked_at(db: Database, *, cancelled: bool) -> None:
    meeting = invited(db, rule=WEEKLY)
    became_known(db)
    with db.write("test") as tx:
        gone = {"cancelled_at": NOW} if cancelled else {}
        tx.execute(update(meetings).values(current_at=None, current_ends_at=None, next_at=None, **gone))
    assert follow_zone_data(db, NOW) == 0
    assert stored_meeting(db, meeting.key).version == meeting.version


def test_an_edit_before_the_meeting_was_looked_at_swallows_nothing(db: Database) -> None:
    meeting = invited(db, rule=WEEKLY)
    became_known(db)
    edited = expect_edited(save_meeting_form(db, meeting, rule=WEEKLY, invite=(GUEST,), description="Bring tea"))
    assert follow_zone_data(db, NOW) == 1
    (offer,) = offers(db)
    assert [each.view.meeting.key for each in offer.changed] == [edited.key]


def test_a_series_that_is_split_after_it_moved_is_not_told_anew(db: Database) -> None:
    meeting = invited(db, rule=WEEKLY)
    became_known(db)
    follow_zone_data(db, NOW)
    (offer,) = offers(db)
    updates.send_updates(make_context(db), caller(HOST), offer.update_id)
    send_pending(db)
    later = expect_edited(
        save_following_form(db, stored_meeting(db, meeting.key), rule=WEEKLY, invite=(GUEST,), start=THIRD)
    )
    assert later.zones_moved_by == zone_data.in_use().version
    assert offers(db) == []


def test_times_that_an_older_replica_puts_back_are_looked_at_again_and_told_to_nobody(db: Database) -> None:
    meeting = invited(db, rule=WEEKLY)
    became_known(db)
    follow_zone_data(db, NOW)
    offers(db)
    told = stored_meeting(db, meeting.key)
    at, version = stored_instants(db, meeting.key)
    assert at is not None
    newer = "9999z"
    with db.write("test") as tx:
        tx.execute(update(meetings).values(zone_version=newer))
        put_back = replace(occurrence_times(told, NOW), current_at=at + timedelta(hours=1))
        meeting_store.save_occurrence_times(tx, meeting.key, put_back)
    assert stored_instants(db, meeting.key) == (at + timedelta(hours=1), "")
    assert follow_zone_data(db, NOW) == 1
    assert stored_instants(db, meeting.key) == (at, version)
    assert stored_meeting(db, meeting.key) == told
    assert offers(db) == []


def test_batches_follow_each_other_without_waiting_for_a_tick(db: Database) -> None:
    for number in range(3):
        invited(db, f"form {number}", rule=WEEKLY)
    became_known(db)
    assert follow_all(db, NOW) == 3
    assert follow_all(db, NOW) == 0
