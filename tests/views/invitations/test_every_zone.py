"""Meetings in every time zone, read by two others than the one that writes (INV-2): dateutil, and ical.js, which is not Python.

What they read is compared with the bot's own expansion: for each zone there is, over three years.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import takewhile
from zoneinfo import available_timezones

import pytest

from bot.policy.meetings.meetings import Meeting, occurrences
from bot.policy.meetings.recurrence import Frequency, Pattern, RecurrenceRule
from bot.views.invitations.ics import ics_calendar
from bot.views.invitations.vtimezone import vtimezone
from tests.support.factories.meeting_values import make_meeting, make_meeting_view
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
