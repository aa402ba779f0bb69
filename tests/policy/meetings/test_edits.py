"""What becomes of a series that is edited: of its changed occurrences, and of its two parts (MEET-5)."""

from datetime import date, datetime, timedelta
from itertools import islice

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.meetings.drafts import Draft, MeetingField
from bot.policy.meetings.edits import (
    carried_overrides,
    is_first_occurrence,
    series_before,
    series_from,
    with_edits,
    with_override,
    zone_errors,
)
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, occurrences
from bot.policy.meetings.recurrence import Frequency, Pattern, RecurrenceRule, Weekday
from tests.support.factories.meeting_values import (
    CANCELLED_OCCURRENCE,
    DAILY,
    WEEKLY,
    local_time,
    make_meeting,
    moved_to,
)
from tests.support.factories.people import NOW


def starts(of: Meeting, count: int = 5) -> list[str]:
    return [f"{each.local_start:%m-%dT%H:%M}" for each in islice(occurrences(of, NOW), count)]


def edited(series: Meeting, pattern: Pattern, topic: str = "Tea", description: str = "", minutes: int = 30) -> Meeting:
    draft = Draft(topic, pattern.start, pattern.zone, minutes, pattern.rule, description=description)
    return with_edits(series, draft, pattern)


def at(series: Meeting, start: str, rule: RecurrenceRule | None = DAILY) -> Meeting:
    return edited(series, Pattern(local_time(start), "UTC", rule), minutes=series.minutes)


def test_one_occurrence_can_be_moved_and_dropped() -> None:
    series = with_override(make_meeting(rule=DAILY), local_time("03-03T10:00"), moved_to("03-03T15:00"))
    series = with_override(series, local_time("03-04T10:00"), CANCELLED_OCCURRENCE)
    assert starts(series, 3) == ["03-02T10:00", "03-03T15:00", "03-05T10:00"]


def test_at_another_hour_a_dropped_day_stays_dropped_and_a_moved_one_where_it_was_moved_to() -> None:
    series = make_meeting(
        rule=DAILY,
        overrides={local_time("03-03T10:00"): CANCELLED_OCCURRENCE, local_time("03-04T10:00"): moved_to("03-04T15:00")},
    )
    assert starts(at(series, "03-02T11:00")) == [
        "03-02T11:00",
        "03-04T15:00",
        "03-05T11:00",
        "03-06T11:00",
        "03-07T11:00",
    ]


ZURICH, AUCKLAND = "Europe/Zurich", "Pacific/Auckland"


def sundays(*changed: tuple[str, OccurrenceOverride], start: str = "06-07T18:00", zone: str = ZURICH) -> Meeting:
    """Every Sunday from 7 June, some of them changed."""
    return make_meeting(start, WEEKLY, zone, overrides={local_time(planned): each for planned, each in changed})


def instants(of: Meeting, count: int = 4) -> list[str]:
    return [f"{each.starts_at:%m-%dT%H:%MZ}" for each in islice(occurrences(of, NOW), count)]


def test_a_moved_occurrence_keeps_its_instant_when_the_series_changes_its_zone() -> None:
    """MEET-5: 19:00 in Zurich is 5:00 in Auckland on the next day, not 19:00 there."""
    series = sundays(("06-07T18:00", moved_to("06-07T19:00")), ("06-14T18:00", CANCELLED_OCCURRENCE))
    after = edited(series, Pattern(local_time("06-07T19:00"), AUCKLAND, WEEKLY))
    assert instants(series) == ["06-07T17:00Z", "06-21T16:00Z", "06-28T16:00Z", "07-05T16:00Z"]
    assert instants(after) == ["06-07T17:00Z", "06-21T07:00Z", "06-28T07:00Z", "07-05T07:00Z"]
    assert after.overrides == {
        local_time("06-07T19:00"): moved_to("06-08T05:00"),
        local_time("06-14T19:00"): CANCELLED_OCCURRENCE,
    }


NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"


@pytest.mark.parametrize(
    "moved, zone, now, refused",
    [
        ("10-24T21:30", BERLIN, NOW, True),  # 01:30Z: Berlin shows 02:30 for the second time
        ("10-24T20:30", BERLIN, NOW, False),  # 00:30Z: for the first
        ("10-24T21:00", BERLIN, NOW, True),
        ("10-24T22:00", BERLIN, NOW, False),
        ("10-24T21:30", NEW_YORK, NOW, False),
        ("10-24T21:30", BERLIN, NOW + timedelta(days=300), False),  # over
    ],
)
def test_a_zone_in_which_a_moved_occurrence_cannot_keep_its_instant_is_refused(
    moved: str, zone: str, now: datetime, refused: bool
) -> None:
    """MEET-5, MEET-4: a local time that comes twice means the first."""
    series = sundays(("10-24T20:00", moved_to(moved)), start="10-03T20:00", zone=NEW_YORK)
    draft = Draft("Tea", local_time("10-04T02:00"), zone, 30, WEEKLY)
    errors = zone_errors(series, draft, now)
    assert list(errors) == [MeetingField.ZONE] * refused
    assert not refused or "the second 02:" in reason_text(errors[MeetingField.ZONE][0])


def test_an_occurrence_that_falls_away_refuses_no_zone() -> None:
    series = sundays(("10-24T20:00", moved_to("10-24T21:30")), start="10-03T20:00", zone=NEW_YORK)
    assert zone_errors(series, Draft("Tea", local_time("10-04T02:00"), BERLIN), NOW) == {}


def test_in_another_zone_a_dropped_occurrence_is_the_nearest_one_though_its_day_is_another() -> None:
    """Sunday evening in Zurich is Monday morning in Auckland."""
    series = sundays(("06-14T22:00", CANCELLED_OCCURRENCE), start="06-07T22:00")
    after = edited(series, Pattern(local_time("06-08T08:00"), AUCKLAND, WEEKLY))
    assert instants(series) == instants(after) == ["06-07T20:00Z", "06-21T20:00Z", "06-28T20:00Z", "07-05T20:00Z"]
    daily = make_meeting("06-07T22:00", DAILY, ZURICH, overrides={local_time("06-14T22:00"): CANCELLED_OCCURRENCE})
    there = edited(daily, Pattern(local_time("06-08T08:00"), AUCKLAND, DAILY))
    assert instants(daily, 9) == instants(there, 9)


def test_this_and_the_following_in_another_zone_keep_the_instants_of_moved_ones_too() -> None:
    """MEET-5."""
    series = sundays(("06-07T18:00", moved_to("06-08T18:00")), ("06-21T18:00", moved_to("06-22T12:00", 45, "Cake")))
    rest = series_from(series, local_time("06-14T18:00"))
    after = edited(rest, Pattern(local_time("06-14T18:00"), "America/New_York", WEEKLY))
    assert after.overrides == {local_time("06-21T18:00"): moved_to("06-22T06:00", 45, "Cake")}


def test_what_becomes_of_changed_occurrences_can_be_said_before_saving() -> None:
    """MEET-5: kept, kept in another zone, or gone with its day."""
    series = sundays(("06-07T18:00", moved_to("06-07T19:00")), ("06-14T18:00", CANCELLED_OCCURRENCE))

    def carried(start: str, zone: str, rule: RecurrenceRule | None) -> list[tuple[str, str]]:
        found = carried_overrides(series, Pattern(local_time(start), zone, rule))
        return [(f"{each.planned_after or ''}", f"{each.after and each.after.local_start}") for each in found]

    assert carried("06-07T17:00", ZURICH, WEEKLY) == [
        ("2026-06-07 17:00:00", "2026-06-07 19:00:00"),
        ("2026-06-14 17:00:00", "None"),
    ]
    assert carried("06-07T18:00", AUCKLAND, WEEKLY)[0] == ("2026-06-07 18:00:00", "2026-06-08 05:00:00")
    every_other = RecurrenceRule(Frequency.WEEKLY, 2)
    assert carried("06-07T18:00", ZURICH, every_other) == [("2026-06-07 18:00:00", "2026-06-07 19:00:00"), ("", "None")]
    assert carried("06-09T18:00", ZURICH, WEEKLY) == [("", "None"), ("", "None")]
    assert carried("06-07T18:00", ZURICH, None) == [("2026-06-07 18:00:00", "2026-06-07 19:00:00"), ("", "None")]


def test_with_another_repeat_only_days_that_still_belong_to_it_stay_changed() -> None:
    series = make_meeting(
        rule=DAILY,
        overrides={local_time("03-03T10:00"): CANCELLED_OCCURRENCE, local_time("03-09T10:00"): CANCELLED_OCCURRENCE},
    )
    assert at(series, "03-02T10:00", WEEKLY).overrides == {local_time("03-09T10:00"): CANCELLED_OCCURRENCE}
    assert at(series, "03-02T10:00", None).overrides == {}


def test_a_topic_alone_leaves_every_occurrence_as_it_is() -> None:
    series = make_meeting(rule=DAILY, overrides={local_time("03-03T10:00"): CANCELLED_OCCURRENCE})
    after = edited(series, series.pattern, " Cake ", " with tea ")
    assert (after.topic, after.description, after.overrides) == ("Cake", "with tea", series.overrides)


def test_a_series_is_cut_before_its_third_occurrence() -> None:
    """MEET-5: this and the following."""
    series = make_meeting(
        rule=WEEKLY,
        overrides={local_time("03-09T10:00"): CANCELLED_OCCURRENCE, local_time("03-23T10:00"): moved_to("03-24T10:00")},
    )
    third = local_time("03-16T10:00")
    assert starts(series_before(series, third)) == ["03-02T10:00"]
    assert starts(series_from(series, third), 3) == ["03-16T10:00", "03-24T10:00", "03-30T10:00"]


def test_a_series_that_counts_goes_on_with_what_is_left_of_its_count() -> None:
    series = make_meeting(rule=RecurrenceRule(Frequency.DAILY, count=5))
    third = local_time("03-04T10:00")
    assert starts(series_before(series, third), 9) == ["03-02T10:00", "03-03T10:00"]
    assert series_from(series, third).pattern.rule == RecurrenceRule(Frequency.DAILY, count=3)
    assert starts(series_from(series, third), 9) == ["03-04T10:00", "03-05T10:00", "03-06T10:00"]


@pytest.mark.parametrize(
    "rule",
    [
        DAILY,
        RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH)),
        RecurrenceRule(Frequency.MONTHLY),
        RecurrenceRule(Frequency.MONTHLY, days=(Weekday.MO,), ordinal=1),
        RecurrenceRule(Frequency.DAILY, until=date(2026, 3, 20)),
        RecurrenceRule(Frequency.WEEKLY, count=9),
    ],
)
def test_the_two_parts_together_are_the_whole(rule: RecurrenceRule) -> None:
    series = make_meeting(rule=rule)
    whole = starts(series, 12)
    for third in [each.planned for each in islice(occurrences(series, NOW), 1, 8)]:
        parts = (series_before(series, third), series_from(series, third))
        together = starts(parts[0], 12) + starts(parts[1], 12)
        assert together[:12] == whole
        assert parts[0].pattern.rule is not None
        assert parts[0].pattern.rule.until == third.date() - timedelta(days=1)


def test_from_the_first_occurrence_on_is_all() -> None:
    series = make_meeting(rule=DAILY)
    assert is_first_occurrence(series, local_time("03-02T10:00"))
    assert not is_first_occurrence(series, local_time("03-03T10:00"))


def test_what_does_not_repeat_has_no_parts() -> None:
    for part in (series_before, series_from):
        with pytest.raises(ValueError):
            part(make_meeting(), local_time("03-02T10:00"))


def test_another_duration_keeps_the_changes_of_single_days() -> None:
    """MEET-5."""
    overrides = {local_time("03-03T10:00"): moved_to("03-03T15:00")}
    series = make_meeting(rule=DAILY, overrides=overrides)
    longer = edited(series, series.pattern, minutes=60)
    assert (longer.minutes, longer.overrides) == (60, overrides)
    stray = make_meeting(rule=DAILY, overrides={local_time("03-01T10:00"): CANCELLED_OCCURRENCE})
    assert edited(stray, stray.pattern, minutes=60).overrides == {}
    assert edited(stray, stray.pattern).overrides


def test_a_change_exactly_where_a_series_is_cut_belongs_to_the_second_part() -> None:
    """MEET-5."""
    cut = local_time("03-04T10:00")
    series = make_meeting(rule=DAILY, overrides={cut: CANCELLED_OCCURRENCE})
    assert series_before(series, cut).overrides == {}
    assert series_from(series, cut).overrides == {cut: CANCELLED_OCCURRENCE}


def test_the_part_after_the_last_occurrence_still_takes_place_once() -> None:
    """An occurrence that was moved behind the end of its series can be edited with “the following”."""
    series = make_meeting(rule=RecurrenceRule(Frequency.DAILY, count=2))
    rule = series_from(series, local_time("03-09T10:00")).pattern.rule
    assert rule is not None
    assert rule.count == 1
