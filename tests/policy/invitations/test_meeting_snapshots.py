"""What somebody was told of a meeting, and what of it is another thing now (INV-3)."""

import hashlib
import json
from dataclasses import replace

from bot.policy.ids import MeetingId, MeetingIdKey, PersonId, Pmi, RoomId
from bot.policy.invitations.invitations import Invitee, current_snapshot, differences, snapshot_from_json
from bot.policy.meetings.meeting_ids import MeetingIdRecord
from bot.policy.rooms.rooms import Room
from tests.support.factories.meeting_values import (
    CANCELLED_OCCURRENCE,
    DAILY,
    HOST,
    local_time,
    make_meeting,
    make_meeting_view,
    moved_to,
)
from tests.support.factories.people import NOW

ROOM = Room(RoomId(1), PersonId(1), Pmi("2345678902"), "a.link", "s3cret", "the-token", NOW, None, None, None, None)
OWN = MeetingIdRecord(
    MeetingIdKey(1), PersonId(1), MeetingId("81234567890"), "s3cret", "another-token", False, NOW, None, NOW, None, None
)
SERIES = make_meeting(
    rule=DAILY,
    overrides={local_time("03-03T10:00"): moved_to("03-03T12:00", 45), local_time("03-04T10:00"): CANCELLED_OCCURRENCE},
)
TOLD = current_snapshot(SERIES, ROOM)


def test_what_was_delivered_is_stored_and_read_again_without_any_secret() -> None:
    assert snapshot_from_json(TOLD.to_json()) == TOLD
    for secret in (ROOM.passcode, ROOM.token):
        assert secret not in TOLD.to_json()


def test_nothing_differs_from_itself_and_a_topic_is_nothing_to_be_invited_again_for() -> None:
    same = differences(TOLD, current_snapshot(replace(SERIES, topic="Cake", description="x", version=9), ROOM))
    assert not any((same.number, same.link, same.time, same.occurrences, same.host, same.cancelled))


def test_each_change_is_known_for_what_it_is() -> None:
    number = differences(TOLD, current_snapshot(SERIES, OWN))
    assert (number.number, number.link) == (True, False)
    link = differences(TOLD, current_snapshot(SERIES, replace(ROOM, passcode="other", token="other")))
    assert (link.number, link.link) == (False, True)
    later = replace(SERIES, pattern=replace(SERIES.pattern, start=local_time("03-02T11:00")))
    assert differences(TOLD, current_snapshot(later, ROOM)).time
    assert differences(TOLD, current_snapshot(replace(SERIES, minutes=60), ROOM)).time
    assert differences(TOLD, current_snapshot(replace(SERIES, host=PersonId(2)), ROOM)).host
    assert differences(TOLD, current_snapshot(replace(SERIES, cancelled_at=NOW), ROOM)).cancelled
    assert differences(TOLD, current_snapshot(SERIES, None)).number


def test_a_link_that_asks_for_the_passcode_is_another_way_in_to_the_same_number() -> None:
    """PASS-2, INV-3."""
    flipped = current_snapshot(replace(SERIES, link_flipped=True), ROOM)
    assert snapshot_from_json(flipped.to_json()) == flipped
    found = differences(TOLD, flipped)
    assert (found.one_click, found.link, found.number) == (True, False, False)
    assert differences(flipped, TOLD).one_click
    assert not differences(flipped, current_snapshot(SERIES, OWN)).one_click


def test_whether_a_passcode_is_asked_for_is_remembered_and_is_no_change_of_its_own() -> None:
    """INV-3: older snapshots do not have it, and must still compare equal."""
    bare = current_snapshot(SERIES, replace(ROOM, passcode=""))
    assert (bare.asks_nothing, TOLD.asks_nothing) == (True, False)
    assert snapshot_from_json(bare.to_json()).asks_nothing
    assert replace(bare, asks_nothing=False) == bare
    assert not current_snapshot(SERIES, None).asks_nothing


def test_changed_occurrences_are_named_by_the_time_that_was_planned() -> None:
    changed = {local_time("03-03T10:00"): moved_to("03-03T14:00", 45), local_time("03-05T10:00"): CANCELLED_OCCURRENCE}
    found = differences(TOLD, current_snapshot(replace(SERIES, overrides=changed), ROOM))
    assert found.occurrences == ("2026-03-03T10:00", "2026-03-04T10:00", "2026-03-05T10:00")
    assert not found.time


def test_a_snapshot_is_stored_with_the_keys_and_spellings_that_older_ones_have() -> None:
    """Persisted: an invitation that was sent before an update must still compare equal."""
    assert json.loads(TOLD.to_json()) == {
        "number": "2345678902",
        "key": hashlib.sha256(b"the-token").hexdigest()[:16],
        "start": "2026-03-02T10:00",
        "zone": "UTC",
        "minutes": 30,
        "rule": "FREQ=DAILY",
        "moved": {"2026-03-03T10:00": "2026-03-03T12:00/45", "2026-03-04T10:00": ""},
        "host": 1,
        "cancelled": False,
    }
    assert list(json.loads(TOLD.to_json())) == sorted(json.loads(TOLD.to_json())), "equal snapshots are equal texts"
    nothing = current_snapshot(make_meeting(cancelled_at=NOW), None)
    assert (nothing.number, nothing.link_hash, nothing.rule, nothing.cancelled) == ("", "", "", True)


def test_zone_and_repeat_are_part_of_the_time() -> None:
    """INV-3."""
    for pattern in (replace(SERIES.pattern, zone="Europe/Berlin"), replace(SERIES.pattern, rule=None)):
        found = differences(TOLD, current_snapshot(replace(SERIES, pattern=pattern), ROOM))
        assert (found.time, found.number, found.link, found.host, found.cancelled) == (True, False, False, False, False)


def test_whoever_got_a_message_or_may_be_getting_one_just_now_may_know() -> None:
    """INV-3."""
    invitee = Invitee(HOST, None, None, None, removed=False)
    assert not invitee.may_know
    assert replace(invitee, delivered=TOLD).may_know
    assert replace(invitee, in_flight=TOLD).may_know


def test_a_view_of_a_meeting_shows_it_as_it_is_now() -> None:
    assert make_meeting_view(SERIES, credentials=ROOM).snapshot == TOLD
    assert make_meeting_view(SERIES, credentials=None).snapshot.number == ""
