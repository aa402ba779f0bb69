"""When a meeting takes place, what was changed of it, and whether its PMI can be used (MEET-5, MEET-6, INV-4)."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import MeetingId, MeetingIdKey, PersonId, Pmi, RoomId, UserId
from bot.policy.meetings.meeting_ids import MeetingIdRecord
from bot.policy.meetings.meetings import (
    NO_OCCURRENCES,
    Meeting,
    OccurrenceTimes,
    current_or_next,
    find_occurrence,
    is_recurring,
    may_manage,
    may_use_pmi,
    needs_new_id,
    next_start_after,
    occurrence_times,
    occurrences,
    valid_until,
)
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule
from bot.policy.people.people import License, Person, Role
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.rooms.rooms import Room
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.meeting_values import (
    CANCELLED_OCCURRENCE,
    DAILY,
    WEEKLY,
    local_time,
    make_meeting,
    moved_to,
    utc,
)
from tests.support.factories.people import NOW

DAY = timedelta(days=1)
ON = RoomRules(Allowed(), passcode_required=True, token_in_links=True, may_choose=Allowed())
OFF = replace(ON, enabled=Denied(reason("rooms.off")))
HOST = Person(PersonId(1), UserId("U1"), "Ava", "UTC", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None)
ROOM = Room(RoomId(1), HOST.id, Pmi("2345678902"), "ava.1", "123456", "t", NOW, None, None, None, None)
OWN = MeetingIdRecord(
    MeetingIdKey(1), HOST.id, MeetingId("81234567890"), "246810", "t", False, NOW, None, NOW, None, None
)


def shown(of: Meeting, since: str, count: int = 3) -> list[str]:
    return [
        f"{each.starts_at:%m-%dT%H:%M} {each.minutes} {each.topic}"
        for each in islice(occurrences(of, utc(since)), count)
    ]


def test_an_occurrence_is_upcoming_until_it_ends() -> None:
    once = make_meeting()
    assert shown(once, "03-02T10:29") == ["03-02T10:00 30 Tea"]
    assert shown(once, "03-02T10:30") == []


def test_changed_occurrences_stand_where_they_take_place_now() -> None:
    """MEET-5: this one."""
    changed = {
        local_time("03-03T10:00"): moved_to("03-05T08:00", 60, "Cake"),
        local_time("03-04T10:00"): CANCELLED_OCCURRENCE,
    }
    series = make_meeting(rule=DAILY, overrides=changed)
    assert shown(series, "03-02T10:30", 4) == [
        "03-05T08:00 60 Cake",
        "03-05T10:00 30 Tea",
        "03-06T10:00 30 Tea",
        "03-07T10:00 30 Tea",
    ]


def test_a_moved_occurrence_that_is_longer_than_its_series_runs_until_its_own_end() -> None:
    series = make_meeting(rule=WEEKLY, overrides={local_time("03-02T10:00"): moved_to("03-02T12:00", 600)})
    assert shown(series, "03-02T21:59", 1) == ["03-02T12:00 600 Tea"]
    assert shown(series, "03-02T22:00", 1) == ["03-09T10:00 30 Tea"]


def test_an_occurrence_is_found_by_the_time_that_was_planned_for_it() -> None:
    series = make_meeting(
        rule=DAILY,
        overrides={local_time("03-03T10:00"): moved_to("03-05T08:00"), local_time("03-04T10:00"): CANCELLED_OCCURRENCE},
    )
    found = find_occurrence(series, local_time("03-03T10:00"))
    assert found is not None
    assert found.starts_at == utc("03-05T08:00")
    assert find_occurrence(series, local_time("03-04T10:00")) is None
    assert find_occurrence(series, local_time("03-05T08:00")) is None
    assert find_occurrence(make_meeting(), local_time("03-02T10:00")) is not None


def test_an_occurrence_at_an_hour_that_the_clocks_leave_out_is_found_by_that_hour() -> None:
    """MEET-3: 02:30 becomes 03:30, and is still the one that was planned for 02:30."""
    night = make_meeting("03-28T02:30", DAILY, "Europe/Berlin")
    found = find_occurrence(night, local_time("03-29T02:30"))
    assert found is not None
    assert found.starts_at == utc("03-29T01:30")


def test_the_tables_know_what_runs_when_it_ends_and_what_starts_next() -> None:
    """MEET-8: “what starts in ten minutes” is a range scan."""
    daily = make_meeting(rule=DAILY)
    assert occurrence_times(daily, utc("03-02T10:00")) == OccurrenceTimes(
        utc("03-02T10:00"), utc("03-02T10:30"), utc("03-03T10:00")
    )
    assert occurrence_times(daily, utc("03-02T10:30")) == OccurrenceTimes(
        utc("03-03T10:00"), utc("03-03T10:30"), utc("03-03T10:00")
    )
    assert occurrence_times(make_meeting(), utc("03-02T10:10")) == OccurrenceTimes(
        utc("03-02T10:00"), utc("03-02T10:30"), None
    )
    assert occurrence_times(make_meeting(), utc("03-02T10:30")) == NO_OCCURRENCES
    assert occurrence_times(replace(daily, cancelled_at=NOW), utc("03-02T10:00")) == NO_OCCURRENCES
    assert next_start_after(daily, utc("03-02T10:00")) == utc("03-03T10:00")
    assert next_start_after(replace(daily, cancelled_at=NOW), NOW) is None
    assert current_or_next(replace(daily, cancelled_at=NOW), NOW) is None


@pytest.mark.parametrize(
    "rule,now,days",
    [
        (None, "03-01T00:00", 30),
        (RecurrenceRule(Frequency.DAILY, count=11), "03-01T00:00", 365 + 10),
        (DAILY, "03-12T12:00", 365 + 10),
    ],
    ids=["one-time", "finite", "endless: the last past one"],
)
def test_an_id_is_valid_by_the_kind_of_its_meeting(rule: RecurrenceRule | None, now: str, days: int) -> None:
    """MEET-6."""
    assert valid_until(make_meeting(rule=rule), None, utc(now)) == utc("03-02T10:00") + days * DAY


def test_an_id_is_valid_from_the_last_planned_occurrence_also_if_that_was_moved() -> None:
    """MEET-6."""
    series = make_meeting(
        rule=RecurrenceRule(Frequency.DAILY, count=2), overrides={local_time("03-03T10:00"): moved_to("03-20T10:00")}
    )
    assert valid_until(series, None, NOW) == utc("03-20T10:00") + 365 * DAY
    assert valid_until(series, utc("04-01T00:00"), NOW) == utc("04-01T00:00") + 365 * DAY


def test_only_the_host_changes_a_meeting_and_nobody_a_cancelled_one() -> None:
    assert may_manage(make_meeting(), HOST) == Allowed()
    assert isinstance(may_manage(make_meeting(host=PersonId(2)), HOST), Denied)
    assert isinstance(may_manage(make_meeting(cancelled_at=NOW), HOST), Denied)
    assert isinstance(may_manage(make_meeting(), replace(HOST, role=Role.GUEST)), Denied)


@pytest.mark.parametrize(
    "room,rules,usable,marked",
    [
        (ROOM, ON, True, False),
        (ROOM, OFF, False, True),
        (None, ON, False, True),
        (replace(ROOM, suspended_at=NOW), ON, False, False),
        (replace(ROOM, assigned_at=NOW - 365 * DAY), ON, False, True),
    ],
    ids=["sound", "switched off", "none", "suspended", "expired"],
)
def test_a_pmi_that_is_off_or_expired_is_refused_with_its_reason_and_its_meetings_are_marked(
    room: Room | None, rules: RoomRules, usable: bool, marked: bool
) -> None:
    """MEET-2, INV-4."""
    answer = may_use_pmi(room, rules, NOW)
    assert isinstance(answer, Allowed) is usable
    assert needs_new_id(make_meeting(), room, rules, NOW) is marked
    assert not needs_new_id(make_meeting(generated_id=OWN), room, rules, NOW)


def test_a_refusal_of_a_pmi_says_what_to_do() -> None:
    """MEET-2, PMI-13, PMI-15: the switch is told first, a suspension before an expiry."""
    suspended = replace(ROOM, suspended_at=NOW, assigned_at=NOW - 365 * DAY)
    expected = {
        "/pmi to get one": (None, ON),
        "/pmi replace": (suspended, ON),
        "has expired": (replace(suspended, suspended_at=None), ON),
        "switched off": (suspended, OFF),
    }
    for words, (room, rules) in expected.items():
        answer = may_use_pmi(room, rules, NOW)
        assert isinstance(answer, Denied)
        assert words in reason_text(answer.reason)


def test_only_the_past_moved_occurrences_of_an_endless_series_count_for_its_id() -> None:
    """MEET-6: endless: the last past occurrence, moved or not."""
    to_come = make_meeting(rule=DAILY, overrides={local_time("03-03T10:00"): moved_to("03-20T10:00")})
    assert valid_until(to_come, None, utc("03-03T12:00")) == utc("03-03T10:00") + 365 * DAY
    past = make_meeting(rule=WEEKLY, overrides={local_time("03-02T10:00"): moved_to("03-04T10:00")})
    assert valid_until(past, None, utc("03-04T10:00")) == utc("03-04T10:00") + 365 * DAY
    dropped = make_meeting(rule=DAILY, overrides={local_time("03-03T10:00"): CANCELLED_OCCURRENCE})
    assert valid_until(dropped, None, utc("03-02T12:00")) == utc("03-02T10:00") + 365 * DAY


def test_before_its_first_occurrence_an_id_is_valid_from_its_creation() -> None:
    """MEET-6."""
    assert valid_until(make_meeting(rule=DAILY), None, NOW) == NOW + 365 * DAY


def test_a_series_repeats_and_a_single_meeting_does_not() -> None:
    assert is_recurring(make_meeting(rule=DAILY))
    assert not is_recurring(make_meeting())


def test_two_occurrences_at_the_same_instant_stand_in_the_order_they_were_planned() -> None:
    series = make_meeting(
        rule=DAILY,
        overrides={
            local_time("03-04T10:00"): moved_to("03-05T10:00", topic="Second"),
            local_time("03-03T10:00"): moved_to("03-05T10:00", topic="First"),
        },
    )
    assert [line.split()[-1] for line in shown(series, "03-02T12:00", 3)] == ["First", "Second", "Tea"]
