"""What people wait for while Slack itself is slow: the answer comes first, and redraws follow it (UX-9)."""

import asyncio
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile

from bot.sandbox.events.envelopes import Envelope
from bot.views.rooms.profile import END_SESSION
from tests.bench.load_client import Answer, next_user, running_server_process
from tests.bench.report.measurement import Limit, Measurement, within
from tests.bench.seeded_databases import SQLITE, TEN_THOUSAND, SeededDatabases
from tests.bench.server_process import COMMAND
from tests.bench.slack_side.fake_slack import FakeSlack, running_fake_slack
from tests.bench.slack_side.senders import EnvelopeSender, HttpSender, SocketSender, command, commands, press, value_of

SLOW = 1.5  # seconds that a call to Slack takes
ROUNDS, ACTS = 3, 10
ACKNOWLEDGED_MOST = 50  # ms
REDRAWS, REDRAW_ROUNDS = 30, 3
REDRAW_ACK_MOST, OTHERS_MOST = 100, 20  # ms
OTHERS = 4  # connections
WATCHED = 1.2  # seconds, while all redraws are under way
UNDER_WAY_TIMEOUT = 0.3  # seconds; where fewer are carried at once, not all ever are
ENDLESS = 100_000
MILLISECONDS = 1e3
TRANSPORTS = {"bot": "HTTP", "bot-socket": "Socket Mode"}


@dataclass(frozen=True, slots=True)
class BotUnderLoad:
    """A running bot with its own database, the Slack that it calls, and the way by which Slack calls it."""

    slack: FakeSlack
    sender: EnvelopeSender

    def start_and_end(self, delay: float) -> tuple[list[float], list[float]]:
        """People start their rooms, then press “End”, one after the other; seconds until each acknowledgement of either.

        Each of Slack's own calls takes `delay` seconds. Afterwards none is under way.
        """
        self.slack.delay = delay
        people = [next_user(TEN_THOUSAND) for _ in range(ACTS)]
        started = [self._send(self._start(person)) for person in people]
        self.slack.wait_for_calls(ACTS)  # the Home
        sessions = [value_of(END_SESSION, json.loads(answer.body)) for answer in started]
        assert all(sessions), "an answer has no button that ends the session"
        ended = [
            self._send(press(END_SESSION, session, person, response_url=self.slack.response_url))
            for person, session in zip(people, sessions, strict=True)
        ]
        self.slack.wait_for_calls(2 * ACTS)  # the message and the Home
        return [answer.seconds for answer in started], [answer.seconds for answer in ended]

    async def redraw_load(self) -> tuple[list[float], list[float]]:
        """Seconds until each acknowledgement of 30 people whose Home is redrawn slowly, and of others meanwhile."""
        self.slack.delay = SLOW
        starts = [self._start(next_user(TEN_THOUSAND)) for _ in range(REDRAWS)]
        starting = asyncio.create_task(self.sender.send(starts, REDRAWS))
        await asyncio.to_thread(self.slack.wait_until, lambda: self.slack.under_way >= REDRAWS, UNDER_WAY_TIMEOUT)
        end = time.monotonic() + WATCHED
        endless = commands(COMMAND, ENDLESS, TEN_THOUSAND)
        watched = await self.sender.send(takewhile(lambda _: time.monotonic() < end, endless), OTHERS)
        started = await starting
        await asyncio.to_thread(self.slack.wait_for_calls, REDRAWS)
        return [answer.seconds for answer in started], [answer.seconds for answer in watched]

    def _start(self, person: str) -> Envelope:
        return command(COMMAND, person, text="start", response_url=self.slack.response_url)

    def _send(self, envelope: Envelope) -> Answer:
        (answer,) = asyncio.run(self.sender.send([envelope], 1))
        return answer


def acknowledgement(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Of acts that also redraw something, while each of Slack's calls takes 1.5 s, against an instant Slack."""
    for kind, transport in TRANSPORTS.items():
        with _running(kind, seeded) as bot:
            bot.start_and_end(0)
            rounds = [(bot.start_and_end(SLOW), bot.start_and_end(0)) for _ in range(ROUNDS)]
        for place, act in enumerate(("/pmi start", "“End”")):
            yield slow_against_instant(act, transport, [(late[place], soon[place]) for late, soon in rounds])


def slow_against_instant(
    act: str, transport: str, rounds: Sequence[tuple[Sequence[float], Sequence[float]]]
) -> Measurement:
    """Of each round the seconds until each acknowledgement, with a slow Slack and with an instant one."""
    late, soon = ([took * MILLISECONDS for each in found for took in each] for found in zip(*rounds, strict=True))
    return Measurement(
        f"{act} by {transport} while Slack takes {SLOW} s against an instant Slack: acknowledgement",
        *(statistics.median(late), statistics.median(soon), "ms", 1.2),
        limits=[Limit("p90", _percentile(late, 90), ACKNOWLEDGED_MOST, "ms")],
    )


def redraws(seeded: SeededDatabases) -> Iterator[Measurement]:
    """How 30 redraws that take 1.5 s hold up those who cause them, and others."""
    with _running("bot", seeded) as bot:
        bot.start_and_end(0)
        rounds = [asyncio.run(bot.redraw_load()) for _ in range(REDRAW_ROUNDS)]
    slowest = statistics.median(max(own) for own, _ in rounds) * MILLISECONDS
    others = [took * MILLISECONDS for _, watched in rounds for took in watched]
    case = f"while {REDRAWS} redraws take {SLOW} s each"
    yield within(f"{case}: p99 of other people's /pmi", _percentile(others, 99), OTHERS_MOST, "ms")
    yield within(f"{case}: their slowest acknowledgement", slowest, REDRAW_ACK_MOST, "ms")


@contextmanager
def _running(kind: str, seeded: SeededDatabases) -> Iterator[BotUnderLoad]:
    with (
        seeded.copy(SQLITE, TEN_THOUSAND) as url,
        running_fake_slack() as slack,
        running_server_process(kind, url, slack.api_url) as bot,
    ):
        yield BotUnderLoad(slack, SocketSender(slack) if kind == "bot-socket" else HttpSender(bot.port))


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
