"""Slack's date tokens, written for one reader."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.client.dates import _TOKENS, clock_time, day_name, written
from bot.sandbox.client.dates_in_languages import tokens_of

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NINE = "1795424400"  # 2026-11-23 09:00 UTC


@pytest.mark.parametrize(
    "template,text",
    [
        ("{date_num}", "2026-11-23"),
        ("{date_slash}", "11/23/2026"),
        ("{date}", "November 23rd, 2026"),
        ("{date_short}", "Nov 23, 2026"),
        ("{date_long}", "Monday, November 23rd, 2026"),
        ("{date_long_full}", "November 23, 2026"),
        ("{date_pretty}", "today"),
        ("{date_short_pretty} at {time}", "today at 9:00 AM"),
        ("{date_long_pretty}", "today"),
        ("{day_divider_pretty}", "today"),
        ("{time_secs}", "9:00:00 AM"),
        ("{ago}", "3 hours ago"),
        ("starts {time}, sharp", "starts 9:00 AM, sharp"),
    ],
)
def test_each_token_of_slacks_is_written_out(template: str, text: str) -> None:
    assert written(NINE, template, zone=UTC, now=NOW) == text


@pytest.mark.parametrize(
    "days,word",
    [(-1, "yesterday"), (1, "tomorrow"), (2, "Nov 25, 2026"), (-2, "Nov 21, 2026")],
)
def test_only_the_days_next_to_today_have_words(days: int, word: str) -> None:
    assert written(str(int(NINE) + days * 86_400), "{date_short_pretty}", zone=UTC, now=NOW) == word


def test_today_is_the_readers_own() -> None:
    late = "1795476600"  # 2026-11-23 23:30 UTC, already the 24th in Berlin
    assert written(late, "{date_pretty}", zone=ZoneInfo("Europe/Berlin"), now=NOW) == "tomorrow"
    assert written(late, "{date_pretty}", zone=UTC, now=NOW) == "today"


def test_what_lies_ahead_is_told_as_such() -> None:
    assert written(str(int(NINE) + 4 * 3_600), "{ago}", zone=UTC, now=NOW) == "in 1 hour"
    assert written(str(int(NOW.timestamp())), "{ago}", zone=UTC, now=NOW) == "just now"


@pytest.mark.parametrize(
    "language,text",
    [
        ("de-DE", "Montag, 23. November 2026 um 09:00, heute, vor 3 Stunden"),
        ("fr-FR", "lundi 23 novembre 2026 um 09:00, aujourd’hui, il y a 3 heures"),
        ("es-ES", "lunes, 23 de noviembre de 2026 um 9:00, hoy, hace 3 horas"),
        ("it-IT", "lunedì 23 novembre 2026 um 09:00, 23 novembre 2026, 3 ore fa"),
        ("tlh", "Monday, November 23rd, 2026 um 9:00 AM, today, 3 hours ago"),
    ],
)
def test_a_reader_sees_it_in_their_language(language: str, text: str) -> None:
    template = "{date_long} um {time}, {date_pretty}, {ago}"
    assert written(NINE, template, zone=UTC, now=NOW, language=language) == text


def test_every_token_is_known_in_every_language() -> None:
    found = tokens_of("de")
    assert found is not None
    assert found.keys() == _TOKENS.keys()


@pytest.mark.parametrize("unix", ["", "soon", "1e9", "99999999999999999999", "-99999999999999"])
def test_an_instant_that_is_none_is_refused(unix: str) -> None:
    with pytest.raises(ValueError):
        written(unix, "{time}", zone=UTC, now=NOW)


def test_an_unknown_token_is_refused() -> None:
    with pytest.raises(ValueError):
        written(NINE, "{moon}", zone=UTC, now=NOW)


@pytest.mark.parametrize(
    "day,ordinal",
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (30, "30th"),
    ],
)
def test_days_are_counted_as_people_say_them(day: int, ordinal: str) -> None:
    unix = str(int(datetime(2026, 11, day, 9, tzinfo=UTC).timestamp()))
    assert written(unix, "{date}", zone=UTC, now=NOW) == f"November {ordinal}, 2026"


@pytest.mark.parametrize("hour,text", [(0, "12:05 AM"), (9, "9:05 AM"), (12, "12:05 PM"), (23, "11:05 PM")])
def test_midnight_and_noon_are_twelve(hour: int, text: str) -> None:
    assert clock_time(datetime(2026, 11, 23, hour, 5, tzinfo=UTC)) == text


def test_a_day_divider_names_the_year_only_when_it_is_another() -> None:
    assert day_name(date(2026, 11, 22), date(2026, 11, 23)) == "Yesterday"
    assert day_name(date(2026, 11, 20), date(2026, 11, 23)) == "Friday, November 20th"
    assert day_name(date(2025, 11, 20), date(2026, 11, 23)) == "Thursday, November 20th, 2025"
