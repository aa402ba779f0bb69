"""What is wrong with a form, beside its field, everything at once (MEET-2, MEET-3, MEET-4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import PersonId, UserId
from bot.policy.meetings.drafts import (
    DURATIONS,
    Draft,
    DraftContext,
    MeetingField,
    dates_to_come,
    effective_pattern,
    field_errors,
    occurrence_errors,
    time_errors,
)
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, Pattern, RecurrenceRule, Weekday
from bot.policy.people.people import License, Person, Role
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.meeting_values import MEETING_ID_RECORD, make_meeting
from tests.support.factories.people import NOW

BEN = Person(PersonId(2), UserId("U2"), "Ben", "UTC", Role.GUEST, active=True, license=License.BASIC, greeted_at=None)
GONE = replace(BEN, user=UserId("U3"), name="Cleo", active=False)
APP = replace(BEN, user=UserId("U4"), name="An app", role=Role.BOT)
PMI_OFF = Denied(reason("rooms.off"))
SOUND = DraftContext(Allowed(), passcode_required=True, passcode_min_length=6, known_people=[BEN, GONE, APP])
TOMORROW = datetime.fromisoformat("2026-03-02T10:00")


def draft(**wished: Any) -> Draft:  # noqa: ANN401 - any field of a draft
    return replace(Draft("Tea", TOMORROW, "Europe/Berlin"), **wished)


def wrong(conditions: DraftContext = SOUND, now: datetime = NOW, **wished: Any) -> dict[MeetingField, list[str]]:  # noqa: ANN401 - the same
    found = field_errors(draft(**wished), conditions, now)
    return {field: [reason_text(each) for each in reasons] for field, reasons in found.items()}


def test_a_sound_form_has_no_faults() -> None:
    assert wrong() == {}
    assert wrong(topic="x" * 200, minutes=1440, description="x" * 2000, invite=(BEN.user,), passcode="abc-123") == {}


@pytest.mark.parametrize(
    "wished,field,words",
    [
        ({"topic": " \t\n"}, MeetingField.TOPIC, "Give the meeting a topic"),
        ({"topic": "x" * 201}, MeetingField.TOPIC, "200 characters at most"),
        ({"minutes": 14}, MeetingField.DURATION, "15 minutes to 24 hours"),
        ({"minutes": 1441}, MeetingField.DURATION, "15 minutes to 24 hours"),
        ({"description": "x" * 2001}, MeetingField.DESCRIPTION, "2,000 characters at most"),
        ({"zone": "Mars/Base"}, MeetingField.ZONE, "from the list"),
        ({"start": TOMORROW - timedelta(days=2)}, MeetingField.TIME, "in the past"),
        ({"start": TOMORROW.replace(year=2200)}, MeetingField.DATE, "before the year 2200"),
        ({"start": datetime.fromisoformat("2026-03-29T02:30")}, MeetingField.TIME, "02:30 does not exist"),
        (
            {"rule": RecurrenceRule(Frequency.DAILY, until=date(2026, 3, 1))},
            MeetingField.REPEATS,
            "ends before its first date",
        ),
        ({"passcode": "12"}, MeetingField.PASSCODE, "6 to 10 characters"),
        ({"passcode": "12 456"}, MeetingField.PASSCODE, "@ - _ *"),
        ({"passcode": ""}, MeetingField.PASSCODE, "requires a passcode"),
        ({"invite": (GONE.user,)}, MeetingField.INVITE, "Cleo"),
        ({"invite": (APP.user,)}, MeetingField.INVITE, "An app"),
        ({"invite": (UserId("U9"),)}, MeetingField.INVITE, "U9"),
        ({"invite": tuple(UserId(f"U{n}") for n in range(201))}, MeetingField.INVITE, "200 people at most"),
    ],
)
def test_each_fault_stands_beside_its_field(wished: dict[str, Any], field: MeetingField, words: str) -> None:
    """MEET-2, MEET-4, PASS-1."""
    found = wrong(**wished)
    assert list(found) == [field]
    assert words in found[field][0]


def test_all_faults_are_said_at_once() -> None:
    found = wrong(topic="", minutes=5, passcode="", start=TOMORROW - timedelta(days=2))
    assert set(found) == {MeetingField.TOPIC, MeetingField.DURATION, MeetingField.PASSCODE, MeetingField.TIME}


def test_an_ambiguous_time_in_autumn_is_taken() -> None:
    """MEET-4: it takes the first."""
    assert wrong(start=datetime.fromisoformat("2026-10-25T02:30")) == {}


def test_the_present_minute_is_not_past_yet() -> None:
    at_nine = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert wrong(now=at_nine + timedelta(seconds=59)) == {}
    assert list(wrong(now=at_nine + timedelta(seconds=60))) == [MeetingField.TIME]


def test_a_pmi_that_may_not_be_used_is_refused_with_its_reason_and_only_if_it_is_wanted() -> None:
    """MEET-2."""
    conditions = replace(SOUND, pmi=PMI_OFF)
    assert wrong(conditions, on_pmi=True) == {MeetingField.ID: [reason_text(PMI_OFF.reason)]}
    assert wrong(conditions) == {}


def test_a_meeting_that_is_on_the_pmi_already_may_stay_there() -> None:
    """INV-4: it is marked, and its topic can be edited all the same."""
    assert field_errors(draft(on_pmi=True), replace(SOUND, pmi=PMI_OFF), NOW, existing=make_meeting()) == {}


def test_on_the_pmi_the_rooms_passcode_holds_whatever_the_form_says() -> None:
    assert wrong(on_pmi=True, passcode="1") == {}


def test_no_passcode_is_wanted_where_none_is_required() -> None:
    assert wrong(replace(SOUND, passcode_required=False), passcode="") == {}


def test_a_series_that_has_begun_keeps_its_first_date_and_may_change_its_hour() -> None:
    """MEET-4, MEET-5: editing all of a series whose first occurrences are past."""
    begun = make_meeting("02-02T10:00", RecurrenceRule(Frequency.DAILY), "Europe/Berlin")
    same_date = draft(start=datetime.fromisoformat("2026-02-02T11:00"), rule=RecurrenceRule(Frequency.DAILY))
    assert field_errors(same_date, SOUND, NOW, existing=begun) == {}
    other_date = replace(same_date, start=datetime.fromisoformat("2026-02-03T11:00"))
    assert list(field_errors(other_date, SOUND, NOW, existing=begun)) == [MeetingField.TIME]


def test_a_start_moves_to_the_first_day_that_fits() -> None:
    """MEET-3."""
    saturday = datetime.fromisoformat("2026-03-07T09:00")
    weekdays = draft(start=saturday, rule=RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS))
    moved = effective_pattern(weekdays)
    assert moved is not None
    assert moved.start == datetime.fromisoformat("2026-03-09T09:00")


def test_the_form_shows_the_first_three_dates_that_are_to_come() -> None:
    """MEET-3: from a Sunday, every second Thursday begins on the next one."""
    start = datetime.fromisoformat("2027-01-03T09:00")
    thursdays = draft(start=start, rule=RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.TH,), count=3))

    def shown(of: Draft, now: datetime = NOW) -> list[str]:
        return [f"{each:%m-%d}" for each in dates_to_come(of, now)]

    assert shown(thursdays) == ["01-07", "01-21", "02-04"]
    assert shown(thursdays, datetime(2027, 1, 15, tzinfo=UTC)) == ["01-21", "02-04"]
    assert shown(replace(thursdays, rule=None)) == []
    assert shown(replace(thursdays, zone="Europe/Atlantis")) == []
    assert shown(draft(start=start, rule=RecurrenceRule(Frequency.DAILY, until=date(2026, 3, 1)))) == []


def test_a_single_occurrence_is_judged_by_the_same_rules() -> None:
    """MEET-4, MEET-5."""
    assert occurrence_errors(TOMORROW, "Europe/Berlin", 30, "", NOW) == {}
    found = occurrence_errors(TOMORROW - timedelta(days=2), "Europe/Berlin", 5, "x" * 201, NOW)
    assert set(found) == {MeetingField.TIME, MeetingField.DURATION, MeetingField.TOPIC}


@pytest.mark.parametrize(
    "wished",
    [
        {"topic": f"  {'x' * 200}  "},
        {"minutes": 15},
        {"minutes": 1440},
        {"start": TOMORROW.replace(year=2199)},
        {"invite": (BEN.user,) * 200},
        {"passcode": None},
    ],
)
def test_the_most_and_the_least_are_allowed(wished: dict[str, Any]) -> None:
    """MEET-2."""
    assert wrong(**wished) == {}


def test_each_of_those_who_cannot_be_invited_is_named_once() -> None:
    """MEET-2: by their name, or as Slack knows them where the bot does not."""
    nameless = replace(GONE, user=UserId("U5"), name="")
    conditions = replace(SOUND, known_people=[BEN, GONE, APP, nameless])
    invite = (GONE.user, BEN.user, UserId("U9"), GONE.user, nameless.user, APP.user)
    [error] = wrong(conditions, invite=invite)[MeetingField.INVITE]
    assert error.endswith("not in this workspace any more: Cleo, U9, U5 and An app.")


@pytest.mark.parametrize("required", [True, False])
def test_a_passcode_that_a_meeting_has_already_it_may_keep(required: bool) -> None:
    """MEET-2: the settings are about new ones."""
    conditions = replace(SOUND, passcode_required=required)
    for passcode in ("", "12"):
        has_it = make_meeting(generated_id=replace(MEETING_ID_RECORD, passcode=passcode))
        assert field_errors(draft(passcode=passcode), conditions, NOW, existing=has_it) == {}
    for existing in (None, make_meeting(), make_meeting(generated_id=MEETING_ID_RECORD)):
        assert list(field_errors(draft(passcode="12"), conditions, NOW, existing=existing)) == [MeetingField.PASSCODE]
        none_typed = field_errors(draft(passcode=""), conditions, NOW, existing=existing)
        assert list(none_typed) == ([MeetingField.PASSCODE] if required else [])


def test_a_meeting_with_an_id_of_its_own_goes_to_a_pmi_only_if_that_may_be_used() -> None:
    """MEET-2, MEET-5."""
    own = make_meeting(generated_id=MEETING_ID_RECORD)
    for existing in (None, own):
        found = field_errors(draft(on_pmi=True), replace(SOUND, pmi=PMI_OFF), NOW, existing=existing)
        assert found == {MeetingField.ID: [PMI_OFF.reason]}
        assert field_errors(draft(on_pmi=True), SOUND, NOW, existing=existing) == {}


def test_only_a_series_that_has_begun_may_start_in_the_past() -> None:
    """MEET-4, MEET-5."""
    early = datetime.fromisoformat("2026-03-01T08:00")
    assert list(time_errors(early, "UTC", NOW)) == [MeetingField.TIME]
    assert time_errors(early, "UTC", NOW, series_start=early.replace(hour=9)) == {}
    assert list(time_errors(early, "UTC", NOW, series_start=early.replace(hour=9, minute=1))) == [MeetingField.TIME]
    assert list(time_errors(early, "UTC", NOW, series_start=early - timedelta(days=1))) == [MeetingField.TIME]


def test_a_topic_of_one_occurrence_may_be_left_to_its_series() -> None:
    """MEET-5."""
    assert occurrence_errors(TOMORROW, "UTC", 30, " ", NOW) == {}
    assert occurrence_errors(TOMORROW, "UTC", 1440, "x" * 200, NOW) == {}
    assert list(occurrence_errors(TOMORROW, "UTC", 1441, "x" * 201, NOW)) == [MeetingField.DURATION, MeetingField.TOPIC]


def test_a_series_begins_on_the_first_day_of_its_pattern_or_never() -> None:
    """MEET-3."""
    fifth_friday = RecurrenceRule(Frequency.MONTHLY, days=(Weekday.FR,), ordinal=5)
    moved = draft(start=datetime.fromisoformat("2026-03-02T09:00"), rule=fifth_friday)
    pattern = effective_pattern(moved)
    assert pattern == Pattern(datetime.fromisoformat("2026-05-29T09:00"), "Europe/Berlin", fifth_friday)
    ended = draft(rule=RecurrenceRule(Frequency.DAILY, until=date(2026, 3, 1)))
    assert effective_pattern(ended) is None


def test_unless_it_is_said_otherwise_a_meeting_is_half_an_hour_with_a_generated_id() -> None:
    """MEET-2."""
    plain = Draft("Tea", TOMORROW, "UTC")
    assert (plain.minutes, plain.on_pmi, plain.passcode, plain.rule) == (30, False, None, None)


def test_the_durations_to_choose_from_reach_from_15_minutes_to_24_hours() -> None:
    """MEET-2."""
    assert (DURATIONS[0], DURATIONS[-1]) == (15, 24 * 60)
    assert list(DURATIONS) == sorted(set(DURATIONS))
    assert all(minutes % 15 == 0 for minutes in DURATIONS)
