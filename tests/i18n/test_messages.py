"""LANG-1: messages with named values, plurals, and a language that is set around what speaks."""

import threading

import pytest

from bot.i18n import formats
from bot.i18n.languages import ENGLISH, Language, accepted_language, available, language_of
from bot.i18n.messages import gettext, gettext_noop, ngettext, ngettext_noop, pgettext, say
from bot.i18n.spoken import speaking, spoken


def test_values_are_filled_in_by_name() -> None:
    assert gettext("{old} → {new}", old="1", new="2") == "1 → 2"


def test_a_value_is_not_read_again() -> None:
    """What people typed may look like a placeholder."""
    assert gettext("“{topic}”", topic="{secret} %s {0.__class__}") == "“{secret} %s {0.__class__}”"


def test_a_text_without_values_may_hold_the_pattern_of_a_date_token() -> None:
    assert gettext("{date_pretty} at {time}") == "{date_pretty} at {time}"


@pytest.mark.parametrize(
    "count, text", [(0, "0 meetings"), (1, "1 meeting"), (2, "2 meetings"), (12345, "12,345 meetings")]
)
def test_a_plural_is_chosen_by_the_count_and_figures_are_grouped(count: int, text: str) -> None:
    assert ngettext("{count} meeting", "{count} meetings", count) == text


def test_a_declared_text_is_said_where_it_is_used() -> None:
    assert say(gettext_noop("Every day")) == "Every day"
    assert say(ngettext_noop("{count} day", "{count} days"), count=2) == "2 days"
    assert pgettext("button", "Off") == "Off"


def test_inside_speaking_the_language_is_that_one_and_outside_again_the_former() -> None:
    with speaking(Language("de")):
        with speaking(Language("fr")):
            assert spoken() == "fr"
        assert spoken() == "de"
    assert spoken() == ENGLISH


def test_another_thread_speaks_its_own_language() -> None:
    heard: list[Language] = []
    with speaking(Language("de")):
        thread = threading.Thread(target=lambda: heard.append(spoken()))
        thread.start()
        thread.join()
    assert heard == [ENGLISH]


@pytest.mark.parametrize(
    "locale, language",
    [("de-DE", "de"), ("fr-FR", "fr"), ("es-LA", "es"), ("en-GB", "en"), ("ja-JP", "en"), ("", "en"), ("DE_de", "de")],
)
def test_a_locale_of_slack_is_a_language_or_english(locale: str, language: str) -> None:
    assert language_of(locale) == language


@pytest.mark.parametrize(
    "header, language",
    [
        ("de-AT,de;q=0.9,en;q=0.1", "de"),
        ("en;q=0.1,fr;q=0.9", "fr"),
        ("ja,nl;q=0.9,es-MX;q=0.5", "es"),
        ("fr;q=0,en", "en"),
        ("*", "en"),
        ("", "en"),
        ("de;q=viel,fr", "fr"),
        ("," * 10_000, "en"),
    ],
)
def test_a_browser_gets_the_language_that_it_prefers(header: str, language: str) -> None:
    assert accepted_language(header) == language


@pytest.mark.parametrize("language", available())
def test_lists_and_durations_are_written_in_every_language(language: Language) -> None:
    with speaking(language):
        assert len({formats.listed(["a"]), formats.listed(["a", "b"]), formats.listed(["a", "b", "c"])}) == 3
        assert len({formats.either(["a"]), formats.either(["a", "b"]), formats.either(["a", "b", "c"])}) == 3
        assert formats.duration(90) != formats.duration(60)
        assert formats.language_name(language)[0].isupper()
