"""Meetings as .ics, read by other implementations and held to RFC 5545 and 5546 (INV-2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.policy.ids import MeetingKey
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.meetings import Meeting, occurrences
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, Pattern, RecurrenceRule, Weekday, first_matching_start
from bot.policy.values.timezones import local_time_exists
from bot.views.invitations.ics import ics_calendar
from tests.support.factories.meeting_values import (
    CANCELLED_OCCURRENCE,
    HOST,
    MEETING_ID_RECORD,
    WEEKLY,
    local_time,
    make_meeting,
    make_meeting_view,
    moved_to,
)
from tests.support.factories.people import NOW, OPTIONS
from tests.support.views import ics_reader as reading

THREE_YEARS = NOW + timedelta(days=3 * 365)
ONCE_EACH = {
    "VCALENDAR": ["PRODID", "VERSION", "METHOD"],
    "VEVENT": ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "ORGANIZER"],
}
HOSTILE = 'a;b,c\\d\n"e" & <!channel>\x00\x07\ud800 👩‍💻 \u202e' + "会" * 100


def written(*meetings: Meeting, with_token: bool = True, name: str = "") -> bytes:
    return ics_calendar(OPTIONS, [make_meeting_view(each) for each in meetings], with_token=with_token, name=name)


def ours(of: Meeting) -> list[datetime]:
    return [each.starts_at for each in takewhile(lambda each: each.starts_at < THREE_YEARS, occurrences(of, NOW))]


SERIES = make_meeting(
    rule=WEEKLY,
    zone="Europe/Berlin",
    generated_id=MEETING_ID_RECORD,
    overrides={
        local_time("03-09T10:00"): moved_to("03-10T12:00", 45, "Cake"),
        local_time("03-16T10:00"): CANCELLED_OCCURRENCE,
    },
)


@pytest.mark.parametrize(
    "of",
    [make_meeting(generated_id=MEETING_ID_RECORD), make_meeting(zone="Europe/Berlin"), SERIES],
    ids=["UTC", "once", "series"],
)
def test_everything_that_the_standards_require_stands_there_once(of: Meeting) -> None:
    """RFC 5545, 3.6.1 and 3.6.5; RFC 5546, 3.2.1."""
    ics = written(of)
    for kind, names in ONCE_EACH.items():
        for component in reading.components(ics, kind):
            assert {name: len(reading.values(component, name)) for name in names} == dict.fromkeys(names, 1)
            assert reading.values(component, "ATTENDEE") == []
    for zone in reading.components(ics, "VTIMEZONE"):
        assert len(reading.values(zone, "TZID")) == 1
    for observance in reading.components(ics, "STANDARD") + reading.components(ics, "DAYLIGHT"):
        for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"):
            assert len(reading.values(observance, name)) == 1


def test_each_start_in_a_zone_names_a_zone_that_the_file_defines() -> None:
    """INV-2: DTSTART with TZID and a VTIMEZONE."""
    ics = written(SERIES, replace(SERIES, pattern=replace(SERIES.pattern, zone="Asia/Tokyo")))
    used = {
        line.parameters["TZID"]
        for event in reading.components(ics, "VEVENT")
        for line in event
        if "TZID" in line.parameters
    }
    defined = {reading.values(zone, "TZID")[0] for zone in reading.components(ics, "VTIMEZONE")}
    assert used == defined == {"Europe/Berlin", "Asia/Tokyo"}


def test_the_organizer_is_named_and_nobodys_address_is_told() -> None:
    """INV-2."""
    ics = written(SERIES)
    assert b"mailto:" not in ics.lower()
    organizer = next(line for line in reading.components(ics, "VEVENT")[0] if line.name == "ORGANIZER")
    assert organizer.parameters == {"CN": "Ava"}
    assert organizer.value.startswith("urn:uuid:")


def test_a_weekly_series_takes_place_for_vobject_when_it_does_for_us_over_three_years_of_clock_changes() -> None:
    """Issue 6, INV-2, MEET-3: with an occurrence that was moved and one that was dropped."""
    series, instance = reading.read_with_vobject(written(SERIES), THREE_YEARS)
    planned = {local_time("03-09T10:00").replace(tzinfo=UTC) - timedelta(hours=1)}
    together = sorted({*series["starts"], instance["start"]} - planned)
    assert together == ours(SERIES)
    assert {at.hour for at in ours(SERIES)} == {8, 9, 11}
    assert (instance["summary"], instance["end"] - instance["start"]) == ("Cake", timedelta(minutes=45))


def test_the_other_reader_goes_by_the_zone_that_the_file_defines() -> None:
    """A clock that is changed in another month would be noticed."""
    plain = replace(SERIES, overrides={})
    ics = written(plain)
    assert reading.read_with_vobject(ics, THREE_YEARS)[0]["starts"] == ours(plain)
    wrong = ics.replace(b"BYMONTH=3", b"BYMONTH=4")
    assert reading.read_with_vobject(wrong, THREE_YEARS)[0]["starts"] != ours(plain)


rules = st.one_of(
    st.none(),
    st.builds(
        RecurrenceRule, st.sampled_from([Frequency.DAILY, Frequency.MONTHLY, Frequency.YEARLY]), st.integers(1, 4)
    ),
    st.builds(RecurrenceRule, st.just(Frequency.MONTHLY), st.integers(1, 3), last_day=st.just(True)),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.WEEKLY),
        st.integers(1, 3),
        st.sampled_from([(), (Weekday.MO, Weekday.TH), WEEKDAYS]),
    ),
    st.builds(
        RecurrenceRule,
        st.just(Frequency.MONTHLY),
        st.integers(1, 3),
        st.just((Weekday.FR,)),
        st.sampled_from([1, 5, -1]),
    ),
)
ends = st.one_of(
    st.just({}), st.builds(lambda times: {"count": times}, st.integers(1, 60)), st.just({"until": date(2026, 12, 31)})
)
zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"]
)
begins = st.sampled_from(["03-02T10:00", "03-29T02:30", "03-31T23:30", "10-25T02:30", "11-01T01:30"])


@settings(deadline=None, max_examples=30)
@given(rules, ends, zones, begins)
def test_any_meeting_takes_place_for_another_reader_when_it_does_for_us(
    rule: RecurrenceRule | None, end: dict[str, Any], zone: str, begin: str
) -> None:
    """INV-2: RRULE with UNTIL in UTC, zones by the file's own definition. Hours that clocks leave out are read in two ways."""
    whole = None if rule is None else replace(rule, **end)
    start = first_matching_start(local_time(begin), whole)
    assume(start is not None)
    assert start is not None
    plain = replace(make_meeting(generated_id=MEETING_ID_RECORD), pattern=Pattern(start, zone, whole))
    until = NOW + timedelta(days=400)
    mine = list(takewhile(lambda each: each.starts_at < until, occurrences(plain, NOW)))
    read = reading.occurrences(written(plain), NOW, until)
    assert len(read) == len(mine)
    assert all(
        at == each.starts_at or not local_time_exists(each.local_start, zone)
        for at, each in zip(read, mine, strict=True)
    )


def test_version_is_the_sequence_and_the_uid_stays() -> None:
    """INV-2: SEQUENCE one up at each change."""
    for version in (0, 1, 7):
        event = reading.components(written(replace(SERIES, version=version)), "VEVENT")[0]
        assert reading.values(event, "SEQUENCE") == [str(version)]
        assert reading.values(event, "UID") == [SERIES.uid]


def test_a_cancelled_meeting_is_cancelled_in_calendars() -> None:
    """INV-2."""
    cancelled = replace(SERIES, cancelled_at=NOW)
    ics = written(cancelled)
    assert reading.values(reading.components(ics, "VCALENDAR")[0], "METHOD") == ["CANCEL"]
    assert {tuple(reading.values(event, "STATUS")) for event in reading.components(ics, "VEVENT")} == {("CANCELLED",)}
    both = written(cancelled, replace(SERIES, key=MeetingKey(2), uid="other"))
    assert reading.values(reading.components(both, "VCALENDAR")[0], "METHOD") == ["PUBLISH"]


CANCELLED = make_meeting_view(replace(SERIES, cancelled_at=NOW, description="or by https://example.org/room"))
LEFT_BEHIND = make_meeting_view(replace(SERIES, host_left_at=NOW))
LEFT_IN_THE_MIDDLE = make_meeting_view(replace(SERIES, host_left_at=NOW + timedelta(days=2)))
WITHOUT_AN_ID = make_meeting_view(SERIES, needs_new_id=True)
OVER = make_meeting_view(replace(SERIES, is_over=True), needs_new_id=True)
WITH_AN_ENDED_ID = make_meeting_view(SERIES, credentials=replace(MEETING_ID_RECORD, ended_at=NOW))


@pytest.mark.parametrize("shown", [CANCELLED, LEFT_BEHIND], ids=["cancelled", "left"])
@pytest.mark.parametrize("name", ["", "Meetings"])
def test_what_does_not_take_place_says_so_in_its_title(shown: MeetingView, name: str) -> None:
    """INV-2, MEET-9: in a file and in a feed, and of a moved occurrence too."""
    ics = ics_calendar(OPTIONS, [shown], with_token=True, name=name)
    events = reading.components(ics, "VEVENT")
    titles = [reading.values(event, "SUMMARY") for event in events]
    assert titles == [["Cancelled: Tea"], ["Cancelled: Cake"]]
    assert [reading.values(event, "STATUS") for event in events] == [["CANCELLED"]] * 2
    assert reading.values(reading.components(ics, "VCALENDAR")[0], "METHOD") == ["PUBLISH" if name else "CANCEL"]


@pytest.mark.parametrize(
    "shown",
    [CANCELLED, LEFT_BEHIND, LEFT_IN_THE_MIDDLE, WITHOUT_AN_ID, WITH_AN_ENDED_ID, OVER],
    ids=["cancelled", "left", "left in the middle", "needs a new ID", "ended ID", "over"],
)
def test_what_cannot_be_joined_holds_no_link_number_or_token(shown: MeetingView) -> None:
    """INV-2, INV-4."""
    ics = ics_calendar(OPTIONS, [shown], with_token=True)
    for event in reading.components(ics, "VEVENT"):
        assert reading.values(event, "URL") == reading.values(event, "LOCATION") == []
    text = ics.replace(b"\r\n ", b"")
    for secret in (b"http", MEETING_ID_RECORD.number.encode(), b"812 3456", b"the-token", b"s3cret"):
        assert secret not in text


def test_what_is_over_took_place_whatever_became_of_its_number_since() -> None:
    """INV-2, INV-4."""
    ics = ics_calendar(OPTIONS, [OVER], with_token=True)
    event = reading.components(ics, "VEVENT")[0]
    said = [reading.values(event, name) for name in ("SUMMARY", "STATUS", "DESCRIPTION")]
    assert said == [["Tea"], ["CONFIRMED"], [""]]


def test_a_file_is_the_same_to_the_byte_until_the_meeting_changes() -> None:
    """INV-2: DTSTAMP is when it was made, got its ID or was cancelled, not when it is read."""
    assert written(SERIES) == written(SERIES)
    later = NOW + timedelta(days=1)
    stamps = [
        reading.values(reading.components(written(each), "VEVENT")[0], "DTSTAMP")[0]
        for each in (
            SERIES,
            replace(SERIES, generated_id=replace(MEETING_ID_RECORD, made_at=later)),
            replace(SERIES, cancelled_at=later),
        )
    ]
    assert stamps == [f"{at:%Y%m%dT%H%M%SZ}" for at in (NOW, later, later)]


def test_each_dropped_date_stands_in_a_line_of_its_own() -> None:
    """Some readers take the first date of a line alone."""
    dropped = {local_time(f"03-{day}T10:00"): CANCELLED_OCCURRENCE for day in ("09", "16", "23")}
    ics = written(replace(SERIES, overrides=dropped))
    assert reading.values(reading.components(ics, "VEVENT")[0], "EXDATE") == [
        "20260309T100000",
        "20260316T100000",
        "20260323T100000",
    ]


def test_an_end_in_an_hour_that_comes_twice_is_the_second_one_where_it_is() -> None:
    """01:30 in New York, an hour long, on the night when the clocks go back: it ends an hour later, not at once."""
    meeting = make_meeting("11-01T01:30", zone="America/New_York", minutes=60, generated_id=MEETING_ID_RECORD)
    (event,) = reading.read_with_vobject(written(meeting), THREE_YEARS)
    assert event["end"] - event["start"] == timedelta(minutes=60)


def test_the_two_parts_of_a_series_that_was_cut_stand_in_one_file() -> None:
    later = replace(SERIES, uid="later", part_of=SERIES.key, overrides={})
    assert {reading.values(event, "UID")[0] for event in reading.components(written(SERIES, later), "VEVENT")} == {
        SERIES.uid,
        "later",
    }


@pytest.mark.parametrize("with_token,in_links,opens", [(True, True, True), (False, True, False), (True, False, False)])
def test_links_open_by_one_click_only_where_they_may_and_no_file_holds_a_passcode(
    with_token: bool, in_links: bool, opens: bool
) -> None:
    """PASS-2, PASS-3."""
    ics = ics_calendar(OPTIONS, [make_meeting_view(SERIES, token_in_links=in_links)], with_token=with_token)
    address = f"http://127.0.0.1:3000/j/{MEETING_ID_RECORD.number}"
    assert reading.values(reading.components(ics, "VEVENT")[0], "URL") == [
        f"{address}?pwd=the-token" if opens else address
    ]
    assert b"s3cret" not in ics.replace(b"\r\n ", b"")


def test_a_meeting_without_a_working_id_says_so_in_the_calendar() -> None:
    """INV-4: everywhere it is shown."""
    ics = ics_calendar(OPTIONS, [make_meeting_view(SERIES, credentials=None, needs_new_id=True)], with_token=True)
    event = reading.components(ics, "VEVENT")[0]
    assert reading.values(event, "URL") == []
    assert "needs a new ID" in reading.values(event, "DESCRIPTION")[0]


def test_a_feed_has_a_name_and_says_how_often_to_look() -> None:
    ics = written(SERIES, name="Meetings")
    head = reading.components(ics, "VCALENDAR")[0]
    assert reading.values(head, "X-WR-CALNAME") == ["Meetings"]
    assert reading.values(head, "REFRESH-INTERVAL") == ["PT1H"]
    assert reading.values(reading.components(written(name="Meetings"), "VCALENDAR")[0], "METHOD") == ["PUBLISH"]


def test_whatever_is_typed_makes_a_sound_file_and_reads_as_it_was_typed() -> None:
    """Section 12."""
    ics = ics_calendar(
        OPTIONS,
        [make_meeting_view(replace(SERIES, topic=HOSTILE, description=HOSTILE), host=replace(HOST, name=HOSTILE))],
        with_token=True,
    )
    events = reading.read_with_vobject(ics, THREE_YEARS)
    assert events[0]["summary"] == HOSTILE.replace("\x00", "").replace("\x07", "").replace("\ud800", "")
    assert reading.parse_strictly(ics)
