"""Meetings in every time zone, read by two others than the one that writes (INV-2): dateutil, and ical.js, which is not Python.

What they read is compared with the bot's own expansion: for each zone there is, over three years.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice, takewhile
from zoneinfo import available_timezones

import pytest

from bot.policy.meetings.meetings import Meeting, occurrences
from bot.policy.meetings.recurrence import (
    WEEKDAYS,
    Frequency,
    Pattern,
    RecurrenceRule,
    Weekday,
    first_matching_start,
    local_starts,
)
from bot.views.invitations.ics import ics_calendar
from bot.views.invitations.vtimezone import vtimezone
from tests.support.factories.meeting_values import CANCELLED_OCCURRENCE, make_meeting, make_meeting_view, moved_to
from tests.support.factories.people import NOW, OPTIONS
from tests.support.machine import ical_js
from tests.support.views import ics_reader

UNTIL = NOW + timedelta(days=3 * 365)
EVERY_THIRD_DAY = RecurrenceRule(Frequency.DAILY, interval=3)
ONCE_ON = [datetime(year, month, 15, 10) for year in (2026, 2027, 2028) for month in (4, 8, 12)]  # noqa: DTZ001 - local times


def written(meeting: Meeting) -> bytes:
    return ics_calendar(OPTIONS, [make_meeting_view(meeting)], with_token=True)


def ours(meeting: Meeting) -> list[datetime]:
    return [each.starts_at for each in takewhile(lambda each: each.starts_at < UNTIL, occurrences(meeting, NOW))]


@cache
def zones_by_definition() -> list[list[str]]:
    """All zones, those together whose definitions differ in their names only: a reader is asked about one of them."""
    alike: dict[str, list[str]] = {}
    for zone in sorted(available_timezones()):
        definition = vtimezone(zone, NOW.year).to_ical().decode().replace("\r\n ", "")
        alike.setdefault(definition.partition(f"TZID:{zone}\r\n")[2], []).append(zone)
    return list(alike.values())


@cache
def series_files() -> list[bytes]:
    return [written(make_meeting(rule=EVERY_THIRD_DAY, zone=zones[0])) for zones in zones_by_definition()]


@cache
def one_time_meetings() -> list[Meeting]:
    return [make_meeting(pattern=Pattern(at, zones[0])) for zones in zones_by_definition() for at in ONCE_ON]


@cache
def our_series(zone: str) -> list[datetime]:
    return ours(make_meeting(rule=EVERY_THIRD_DAY, zone=zone))


def assert_read_as_planned(read: Sequence[list[datetime]]) -> None:
    for zones, theirs in zip(zones_by_definition(), read, strict=True):
        for zone in zones:
            assert theirs == our_series(zone), zone


def test_a_series_in_any_zone_takes_place_for_dateutil_when_it_does_for_us() -> None:
    """INV-2, MEET-3."""
    assert_read_as_planned([ics_reader.occurrences(each, NOW, UNTIL) for each in series_files()])


def test_a_one_time_meeting_in_any_zone_is_at_the_same_hour_for_dateutil() -> None:
    """INV-2."""
    for meeting in one_time_meetings():
        assert ics_reader.occurrences(written(meeting), NOW, UNTIL) == ours(meeting), meeting.pattern


@pytest.mark.ical_js
def test_a_series_in_any_zone_takes_place_for_ical_js_when_it_does_for_us() -> None:
    """INV-2, MEET-3."""
    assert_read_as_planned(ical_js.occurrences(series_files(), UNTIL))


@pytest.mark.ical_js
def test_a_one_time_meeting_in_any_zone_is_at_the_same_hour_for_ical_js() -> None:
    """INV-2: Cairo, Gaza and Casablanca were an hour off where listed dates stood in one line."""
    read = ical_js.occurrences([written(each) for each in one_time_meetings()], UNTIL)
    for meeting, theirs in zip(one_time_meetings(), read, strict=True):
        assert theirs == ours(meeting), meeting.pattern


RULES = [
    EVERY_THIRD_DAY,
    RecurrenceRule(Frequency.WEEKLY),
    RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH)),
    RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.TH, Weekday.SU), count=9),
    RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS, until=date(2027, 4, 1)),
    RecurrenceRule(Frequency.MONTHLY),
    RecurrenceRule(Frequency.MONTHLY, 2, last_day=True),
    RecurrenceRule(Frequency.MONTHLY, last_day=True, count=14),
    *(RecurrenceRule(Frequency.MONTHLY, 2, (Weekday.FR,), ordinal) for ordinal in (1, 5, -1)),
    RecurrenceRule(Frequency.YEARLY),
]
DROPPED, MOVED = CANCELLED_OCCURRENCE, moved_to("04-20T12:00")


def series_of(rule: RecurrenceRule, begin: str, zone: str) -> Meeting:
    """A series from the first date that fits on; its second and third are dropped, its fourth is moved."""
    start = first_matching_start(datetime.fromisoformat(begin), rule)
    assert start is not None
    planned = takewhile(lambda each: each < UNTIL.replace(tzinfo=None), islice(local_starts(start, rule, start), 1, 4))
    overrides = dict(zip(planned, (DROPPED, DROPPED, MOVED), strict=False))
    return make_meeting(pattern=Pattern(start, zone, rule), overrides=overrides)


@pytest.mark.ical_js
def test_every_kind_of_series_takes_place_for_both_readers_when_it_does_for_us() -> None:
    """INV-2, MEET-3, MEET-5: with dropped and moved occurrences, from a start that fits and from one that does not."""
    series = [
        series_of(rule, begin, zone)
        for rule in RULES
        for begin in ("2026-03-08T10:00", "2026-03-31T10:00")
        for zone in ("Europe/Berlin", "Pacific/Auckland", "UTC")
    ]
    read = ical_js.occurrences([written(each) for each in series], UNTIL)
    for meeting, theirs in zip(series, read, strict=True):
        assert theirs == ours(meeting) == ics_reader.occurrences(written(meeting), NOW, UNTIL), meeting.pattern
