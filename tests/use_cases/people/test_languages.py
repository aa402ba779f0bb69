"""LANG-1: whose language is known, for how long, and what it costs to ask."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier

import pytest

from bot.i18n.languages import ENGLISH, Language
from bot.i18n.spoken import spoken
from bot.policy.ids import UserId
from bot.use_cases.people import identities
from bot.use_cases.people.languages import TTL, Languages
from storage import Database
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.people import HOST, NOW, OTHER, TEAM, add_person, identity
from tests.support.machine.threads import run_concurrently

GERMAN, FRENCH = Language("de"), Language("fr")
NOBODY = UserId("U0NOBODY")


@dataclass
class Seconds:
    """A monotonic clock that stands until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def first_part(locale: str) -> Language:
    """The language of any locale, whatever catalogues there are."""
    return Language(locale[:2]) if locale else ENGLISH


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def languages(db: Database, seconds: Seconds) -> Languages:
    return Languages(db, monotonic=seconds, of_locale=first_part)


def heard_by(languages: Languages, user: UserId = HOST) -> Language:
    """In which language a request of theirs is answered."""
    with languages.speaking_to(TEAM, user):
        languages.look_up()
        return spoken()


@contextmanager
def statements(most: int) -> Iterator[None]:
    with recorded_statements() as executed:
        yield
    assert len(executed) <= most, executed


def test_a_person_is_spoken_to_in_the_language_of_their_locale(db: Database, languages: Languages) -> None:
    add_person(db, locale="de-DE")
    add_person(db, OTHER)
    assert heard_by(languages) == GERMAN
    assert heard_by(languages, OTHER) == ENGLISH  # Slack has not said
    assert spoken() == ENGLISH


def test_it_is_read_once_a_minute_by_one_statement(db: Database, languages: Languages, seconds: Seconds) -> None:
    add_person(db, locale="de-DE")
    with statements(most=1):
        heard_by(languages)
    seconds.now = TTL - 1
    with statements(most=0):
        assert heard_by(languages) == GERMAN


def test_after_a_minute_what_another_replica_heard_counts(db: Database, languages: Languages, seconds: Seconds) -> None:
    add_person(db, locale="de-DE")
    heard_by(languages)
    identities.sync_identity(db, identity(locale="fr-FR"), NOW)
    assert heard_by(languages) == GERMAN
    seconds.now = TTL
    assert heard_by(languages) == FRENCH


def test_what_slack_says_counts_at_once(db: Database, languages: Languages) -> None:
    add_person(db, locale="de-DE")
    heard_by(languages)
    languages.hear(identity(locale="fr-FR"))
    assert heard_by(languages) == FRENCH
    languages.hear(identity())  # of the locale it said nothing this time
    assert heard_by(languages) == FRENCH


def test_somebody_new_is_answered_in_their_language_as_soon_as_slack_says_who_they_are(languages: Languages) -> None:
    """The first answer already is."""
    with languages.speaking_to(TEAM, NOBODY):
        languages.look_up()
        assert spoken() == ENGLISH
        languages.hear(identity(OTHER, locale="fr-FR"))  # somebody whom they named
        assert spoken() == ENGLISH
        languages.hear(identity(NOBODY, locale="de-DE"))
        assert spoken() == GERMAN
    assert spoken() == ENGLISH
    assert languages.known(TEAM, NOBODY) == GERMAN


def test_what_is_said_before_anybody_is_asked_is_in_the_language_known_last(
    db: Database, languages: Languages, seconds: Seconds
) -> None:
    """However long ago, and with a database that hangs."""
    add_person(db, locale="de-DE")
    assert languages.known(TEAM, HOST) == ENGLISH
    heard_by(languages)
    seconds.now = 100 * TTL
    with statements(most=0), languages.speaking_to(TEAM, HOST):
        assert spoken() == GERMAN


def test_an_event_without_a_person_asks_nothing(languages: Languages) -> None:
    with statements(most=0):
        assert heard_by(languages, UserId("")) == ENGLISH
        languages.look_up()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_it_remembers_so_many_people_and_those_who_acted_last(db: Database) -> None:
    languages = Languages(db, of_locale=first_part, max_known=2)
    for user in ("U1", "U2", "U1", "U3"):
        with languages.speaking_to(TEAM, UserId(user)):
            languages.hear(identity(user, locale="de-DE"))
    assert [languages.known(TEAM, UserId(user)) for user in ("U1", "U2", "U3")] == [GERMAN, ENGLISH, GERMAN]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_reading_the_directory_does_not_fill_it(languages: Languages) -> None:
    languages.hear(identity("U1", locale="de-DE"))
    assert languages.known(TEAM, UserId("U1")) == ENGLISH


def test_two_people_at_once_never_hear_each_other(db: Database, languages: Languages) -> None:
    add_person(db, locale="de-DE")
    add_person(db, OTHER, locale="fr-FR")
    together = Barrier(2)

    def acting(user: UserId) -> Callable[[], set[Language]]:
        def act() -> set[Language]:
            heard = set()
            for _ in range(50):
                with languages.speaking_to(TEAM, user):
                    languages.look_up()
                    together.wait(5)
                    heard.add(spoken())
            return heard

        return act

    assert run_concurrently([acting(HOST), acting(OTHER)]) == [{GERMAN}, {FRENCH}]
