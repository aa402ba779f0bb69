"""LANG-1: whatever is said to whoever acts is in their language, whichever thread says it and however late."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Barrier, Lock, current_thread
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from bot.i18n.languages import ENGLISH, Language
from bot.i18n.spoken import speak, speaking, spoken
from bot.protocol import PrivateReply, PublishHome, RefreshMessages, RefreshModal, Replies, Request, RequestKind
from bot.transports.executor import BoundedExecutor
from bot.views.components import notices
from storage.engine.errors import Outage, StorageError
from tests.support.factories.languages import FRENCH, GERMAN, said_in
from tests.support.fixtures.http_fixture import HttpHarness, running_http
from tests.support.machine.threads import run_concurrently
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import ScriptedSlackApi

ADA, MIA = "U0ADA", "U0MIA"


@dataclass
class Readers:
    """The language of each person: what is remembered, and what there is to be looked up. `threads`: which asked for whose."""

    known: dict[str, Language] = field(default_factory=dict)
    stored: dict[str, Language] = field(default_factory=dict)
    error: Exception | None = None
    threads: list[tuple[str, str]] = field(default_factory=list)

    @contextmanager
    def speaking_to(self, _team: str, user: str) -> Iterator[None]:
        self.threads.append((current_thread().name, user))
        with speaking(self.known.get(user, ENGLISH)):
            yield

    def look_up(self) -> None:
        if self.error is not None:
            raise self.error
        for language in self.stored.values():
            speak(language)


@pytest.fixture
def readers() -> Readers:
    return Readers({ADA: GERMAN, MIA: FRENCH})


@pytest.fixture
def harness(slack_api: ScriptedSlackApi, readers: Readers) -> Iterator[HttpHarness]:
    def configure(built: HttpHarness) -> None:
        built.listeners = readers

    with running_http(slack_api, configure) as built:
        yield built


def by(user: str, body: str) -> str:
    """The same command of somebody else."""
    return urlencode({**dict(parse_qsl(body)), "user_id": user})


@dataclass
class Heard:
    """In which language things were made, in their order."""

    languages: list[Language] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def make(self, what: Any = None) -> Any:  # noqa: ANN401 - whatever the reply builds
        with self.lock:
            self.languages.append(spoken())
        return what


def test_a_handler_speaks_the_language_of_whoever_acts(harness: HttpHarness) -> None:
    harness.add_route(RequestKind.COMMAND, "/pmi", lambda _request: [PrivateReply(spoken())])
    said = [harness.send(by(user, payloads.command(harness.slack_api))).json()["text"] for user in (ADA, MIA, "U0MAX")]
    assert said == [GERMAN, FRENCH, ENGLISH]


def test_what_is_looked_up_counts_for_this_very_answer(harness: HttpHarness, readers: Readers) -> None:
    """Nothing is remembered of them yet."""
    readers.known, readers.stored = {}, {ADA: GERMAN}
    harness.add_route(RequestKind.COMMAND, "/pmi", lambda _request: [PrivateReply(spoken())])
    assert harness.send(by(ADA, payloads.command(harness.slack_api))).json()["text"] == GERMAN


def test_what_is_made_after_the_answer_is_in_the_same_language(harness: HttpHarness) -> None:
    """A Home, a modal, messages that are brought up to date: in threads of their own."""
    heard = Heard()
    harness.add_route(
        RequestKind.COMMAND,
        "/pmi",
        lambda _request: [
            PrivateReply("Done"),
            PublishHome(partial(heard.make, {"type": "home", "blocks": []})),
            RefreshModal(heard.make),
            RefreshMessages("cards", heard.make),
        ],
    )
    harness.send(by(ADA, payloads.command(harness.slack_api)))
    harness.settle()
    assert heard.languages == [GERMAN] * 3


def test_two_people_at_once_never_mix(harness: HttpHarness) -> None:
    """Also where one Home is built while the other's handler runs."""
    together, heard = Barrier(2), {ADA: Heard(), MIA: Heard()}

    def handle(request: Request) -> Replies:
        together.wait(5)
        build = partial(heard[request.user].make, {"type": "home", "blocks": []})
        return [PrivateReply(spoken()), PublishHome(build), PublishHome(build)]

    harness.add_route(RequestKind.COMMAND, "/pmi", handle)

    def ask(user: str) -> Callable[[], list[str]]:
        body = by(user, payloads.command(harness.slack_api))
        return lambda: [harness.send(body).json()["text"] for _ in range(20)]

    assert run_concurrently([ask(ADA), ask(MIA)]) == [[GERMAN] * 20, [FRENCH] * 20]
    harness.settle()
    assert set(heard[ADA].languages) == {GERMAN}
    assert set(heard[MIA].languages) == {FRENCH}


def test_a_database_that_is_away_is_answered_as_ever(harness: HttpHarness, readers: Readers) -> None:
    """Nobody waits twice for it: once for the language, and once for the rest."""
    readers.error = StorageError("away", Outage.UNREACHABLE)
    handler = harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Open"))
    said = harness.send(by(ADA, payloads.command(harness.slack_api))).json()["text"]
    assert said == said_in(GERMAN, notices.BUSY.text)
    assert handler.requests == []


def test_what_is_said_at_the_deadline_is_in_the_language_known_until_then(
    slack_api: ScriptedSlackApi, readers: Readers
) -> None:
    """Nobody is asked for it: the look-up itself may be what takes so long."""

    def configure(built: HttpHarness) -> None:
        built.listeners, built.deadline = readers, 0.05

    with running_http(slack_api, configure) as harness:
        handler = harness.hangs_before(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
        said = harness.send(by(ADA, payloads.command(slack_api))).json()["text"]
        handler.release()
        harness.settle()
    assert said == said_in(GERMAN, notices.WORKING.text)
    assert ("ack-deadlines", ADA) in readers.threads


def test_who_cannot_be_taken_hears_so_in_the_language_known_until_then(
    slack_api: ScriptedSlackApi, readers: Readers
) -> None:
    def configure(built: HttpHarness) -> None:
        built.listeners, built.executor = readers, BoundedExecutor(workers=1, queue_size=0)

    with running_http(slack_api, configure) as harness:
        harness.executor.drain(0.01)
        said = harness.send(by(ADA, payloads.command(slack_api))).json()["text"]
    assert said == said_in(GERMAN, notices.BUSY.text)
    assert [user for _, user in readers.threads] == [ADA]
