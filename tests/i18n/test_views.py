"""LANG-1: every message and view in every language within Slack's limits, uncut, and in one language alone."""

import re
from collections.abc import Iterator

import pytest

from bot.i18n import formats
from bot.i18n.languages import ENGLISH, Language, available
from bot.i18n.spoken import speaking
from bot.sandbox.blockkit.rule_surfaces import Surface
from bot.sandbox.blockkit.rules import check_blocks, check_view, view_too_large
from tests.i18n.extraction import translated
from tests.i18n.texts_outside import has_words
from tests.support.views.catalogue_of_views import TypedTexts, all_messages, all_views

LANGUAGES = [language for language in available() if language != ENGLISH]
TYPED = TypedTexts()
LABEL_LIMITS = {24, 30, 75, 100, 150, 300}
"""Characters of titles and submits, of answers to a question, of buttons and options, of questions' titles, of headlines."""
EXAMPLES = {
    *(
        ":warning: Not posted.",
        ":warning: Too close.",
        ":wave: Guests have none.",
        "Choose somebody.",
        "Done.",
        "Gone.",
    ),
    *(
        "Look again.",
        "Made anew.",
        "Meeting scheduled",
        "Not available.",
        "Planning …",
        "Sent.",
        "Something went wrong.",
    ),
    *("Switched off.", "Your room was changed."),
}
"""Notices and headings that the catalogue of views hands in as they are."""
VALUE = re.compile(r"\{\w+\}")
OF_NO_LANGUAGE = {"PMI Bot", "Europe/Berlin", "/schedule list", *map(formats.language_name, available())}


def everything() -> dict[str, object]:
    return {**{f"message {name}": each for name, each in all_messages(TYPED).items()}, **all_views(TYPED)}


def texts(part: object) -> Iterator[str]:
    """Every text that is shown, in order."""
    match part:
        case {"type": "mrkdwn" | "plain_text", "text": str(text)}:
            yield text
        case dict():
            for inner in part.values():
                yield from texts(inner)
        case list() | tuple():
            for inner in part:
                yield from texts(inner)


def rendered(language: Language) -> dict[str, list[str]]:
    with speaking(language):
        return {name: list(texts(part)) for name, part in everything().items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_every_message_and_view_in_every_language(language: Language) -> None:
    with speaking(language):
        breaches = [
            *(
                f"{name}: {one}"
                for name, blocks in all_messages(TYPED).items()
                for one in check_blocks(blocks, Surface.MESSAGE)
            ),
            *(f"{name}: {one}" for name, view in all_views(TYPED).items() for one in check_view(view)),
            *(name for name, view in all_views(TYPED).items() if view_too_large(view)),
        ]
    assert breaches == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_cut_in_any_language(language: Language) -> None:
    """What is too long for Slack is cut with “…” to exactly its limit: titles, buttons, options, questions."""
    english = {text for found in rendered(ENGLISH).values() for text in found}
    everything_said = {text for found in rendered(language).values() for text in found}
    assert {text for text in everything_said - english if text.endswith("…") and len(text) in LABEL_LIMITS} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_view_mixes_two_languages(language: Language) -> None:
    """A text with words that is the same in English and here is one that both languages write so, or what people typed."""
    catalogue = translated(language)
    same = [str(each.id) for each in catalogue if each.id and each.id == each.string]
    english, other = rendered(ENGLISH), rendered(language)
    mixed = {
        text
        for name in english
        for text in set(english[name]) & set(other.get(name, []))
        if has_words(without(text, same)) and not typed(text)
    }
    assert mixed == set()


def without(text: str, messages: list[str]) -> str:
    """A text without the words of messages that read the same in both languages."""
    words = sorted((part.strip() for each in messages for part in VALUE.split(each)), key=len, reverse=True)
    for each in filter(None, words):
        text = text.replace(each, "")
    return text


def typed(text: str) -> bool:
    """Whether a text is nothing but an example of what people type or are called."""
    return (
        text.removeprefix("In ").removesuffix(".")
        in {TYPED.topic, TYPED.name, TYPED.word, TYPED.number, *OF_NO_LANGUAGE}
        or text in EXAMPLES
    )
