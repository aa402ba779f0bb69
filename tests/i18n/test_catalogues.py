"""LANG-1: the catalogues are complete, hold nothing else, and their messages can be filled in."""

import string

import pytest
from babel.messages.catalog import Catalog, Message

from bot.i18n.languages import ENGLISH, available
from tests.i18n.extraction import extracted, translated

LANGUAGES = [language for language in available() if language != ENGLISH]
TEMPLATE = extracted()


def messages(catalogue: Catalog) -> dict[tuple[object, object], Message]:
    return {(each.context, each.id): each for each in catalogue if each.id}


def texts(message: Message) -> list[str]:
    found = message.string if isinstance(message.string, list | tuple) else [message.string]
    return [str(each) for each in found]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_languages_of_lang_1_are_there() -> None:
    assert {"de", "es", "fr"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing_and_none_is_left_over(language: str) -> None:
    """`python -m tests.i18n.extraction` adds what is new and drops what is gone."""
    assert messages(translated(language)).keys() == messages(TEMPLATE).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    missing = [each.id for each in messages(translated(language)).values() if not all(texts(each)) or each.fuzzy]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_as_many_plural_forms_as_its_language(language: str) -> None:
    catalogue = translated(language)
    plurals = [each for each in messages(catalogue).values() if each.pluralizable]
    assert plurals
    assert [each.id for each in plurals if len(texts(each)) != catalogue.num_plurals] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_takes_the_values_of_its_source(language: str) -> None:
    """All of them; in a plural form for one the count may stand in words."""
    wrong = []
    for each in messages(translated(language)).values():
        source = placeholders(each.id[-1] if isinstance(each.id, list | tuple) else str(each.id))
        for text in texts(each):
            missing = source - placeholders(text) - ({"count"} if each.pluralizable else set())
            if missing or placeholders(text) - source:
                wrong.append((each.id, text))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_mark_up_of_its_source(language: str) -> None:
    """Bold, code and emoji: a sign that is missing at one end shows as itself in Slack."""
    wrong = []
    for each in messages(translated(language)).values():
        source = str(each.id[-1] if isinstance(each.id, list | tuple) else each.id)
        for text in texts(each):
            counts = [(source.count(sign), text.count(sign)) for sign in ("*", "`", "\n", "<", ">")]
            if any(before != after for before, after in counts) or source.endswith(" ") != text.endswith(" "):
                wrong.append((each.id, text))
    assert wrong == []
