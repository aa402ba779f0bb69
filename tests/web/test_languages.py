"""LANG-1: pages are in the language that a browser asks for, and say so."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.i18n.languages import Language
from tests.support.factories.languages import FRENCH, GERMAN, SPANISH, said_in
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.gateway_fixture import bot_behind_proxy, unknown_path

ENGLISH = Language("en")
NOWHERE = "/there/is/nothing"
PAGES = [unknown_path(), NOWHERE, "/i/" + "0" * 32 + ".ics", "/calendar/" + "0" * 32 + ".ics"]


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    with bot_behind_proxy(migrated_sqlite, tmp_path_factory.mktemp("languages")) as made:
        yield made


def opened(live_bot: BotUnderTest, path: str, accepted: str) -> httpx.Response:
    return live_bot.http_client().get(path, headers={"Accept-Language": accepted})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_in_which_language_it_is(live_bot: BotUnderTest, path: str) -> None:
    """A browser that wants another one is asked about again by caches (RFC 9110, section 12.5.5)."""
    answer = opened(live_bot, path, "it, tlh;q=0.5")
    assert (answer.headers["content-language"], answer.headers["vary"]) == (ENGLISH, "Accept-Language")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "accepted, language",
    [
        ("de", GERMAN),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", FRENCH),
        ("en;q=0.5, es-419", SPANISH),
        ("it, de;q=0.1", GERMAN),
        ("de;q=0, en", ENGLISH),
        ("", ENGLISH),
        ("*", ENGLISH),
    ],
)
def test_a_page_is_in_the_language_that_its_reader_prefers(
    live_bot: BotUnderTest, path: str, accepted: str, language: Language
) -> None:
    assert opened(live_bot, path, accepted).headers["content-language"] == language


def test_a_page_is_marked_up_with_its_language(live_bot: BotUnderTest) -> None:
    """WCAG 2.2, success criterion 3.1.1."""
    assert '<html lang="de">' in opened(live_bot, unknown_path(), "de").text
    assert opened(live_bot, NOWHERE, "de").text.strip() == said_in(GERMAN, "There is nothing here.")


def test_what_is_no_page_depends_on_no_language(live_bot: BotUnderTest) -> None:
    for path in ("/gateway.css", "/healthz"):
        assert "content-language" not in opened(live_bot, path, "de").headers
