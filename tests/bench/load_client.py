"""Sends signed requests to a serving process as Slack does, and measures it from outside."""

import asyncio
import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import psutil
from slack_sdk.signature import SignatureVerifier

from bot.policy.ids import TeamId
from tests.bench.server_process import SECRET
from tests.support.factories.people import NOW

CONNECTIONS = 32
TEAM = TeamId("T0MANY")
UNKNOWN_COMMAND = "/nobody-knows-this"
"""A command that no handler takes: the one for what is unknown answers with a constant sentence."""
_STRIDE = 7919
"""A prime: people come in no order, and everybody comes once before anybody comes again."""
_COUNTER = itertools.count()


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A process that serves; `process` is for looking at it. `stack`: its event loop and its HTTP parser."""

    port: int
    process: psutil.Process
    stack: str

    @property
    def cpu(self) -> float:
        """Seconds of CPU that it has used."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def memory(self) -> int:
        """Bytes that it holds."""
        return int(self.process.memory_info().rss)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    seconds: float
    body: bytes


@contextmanager
def running_server_process(*what: str) -> Iterator[ServerProcess]:
    """`tests.bench.server_process`, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.server_process", *what]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own interpreter
        assert process.stdout is not None
        word, port, *stack = process.stdout.readline().split() or ("", "")
        assert word == "ready", "the process did not start"
        try:
            yield ServerProcess(int(port), psutil.Process(process.pid), ", ".join(stack))
        finally:
            process.communicate()


def slack_user_id(person: int) -> str:
    """The Slack id of the person whom `seed_people` has given this id."""
    return f"U{100_000_000 + person}"


def next_user(people: int) -> str:
    """Another person out of so many each time."""
    return slack_user_id(next(_COUNTER) * _STRIDE % people + 1)


def body_of(name: str, team: str, user_: str) -> bytes:
    """A slash command as Slack sends it."""
    fields = {"command": name, "text": "", "team_id": team, "user_id": user_, "channel_id": "C0GENERAL"}
    handles = {"response_url": "http://127.0.0.1:9/response", "trigger_id": "1.2.trigger"}
    return urlencode({**fields, **handles}).encode()


def bodies(name: str, many: int, people: int) -> Iterator[bytes]:
    """So many commands by different people out of so many, others each time."""
    return (body_of(name, TEAM, next_user(people)) for _ in range(many))


def commands(name: str, many: int, people: int, at: datetime = NOW) -> list[bytes]:
    """The same as whole HTTP requests, signed at `at`."""
    return [signed(body, at) for body in bodies(name, many, people)]


def signed(body: bytes, at: datetime = NOW) -> bytes:
    """A form as a whole HTTP request that Slack signed at `at`."""
    stamp = str(int(at.timestamp()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    lines = (
        "POST /slack/events HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"X-Slack-Request-Timestamp: {stamp}",
        f"X-Slack-Signature: {signature}",
    )
    return "\r\n".join([*lines, "", ""]).encode() + body


def send_all(port: int, requests: Iterable[bytes], connections: int = CONNECTIONS) -> list[float]:
    """Send all, as many at once as there are connections; gives the seconds that each answer took."""
    return [answer.seconds for answer in asyncio.run(send(port, requests, connections))]


async def send(port: int, requests: Iterable[bytes], connections: int) -> list[Answer]:
    """Send all, as many at once as there are connections; each answer as it came."""
    left = iter(requests)
    answers = await asyncio.gather(*(_send_on_one_connection(port, left) for _ in range(connections)))
    return list(itertools.chain.from_iterable(answers))


async def _send_on_one_connection(port: int, left: Iterator[bytes]) -> list[Answer]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for request in left:
        began = time.perf_counter()
        writer.write(request)
        body = await _read_response(reader)
        answers.append(Answer(time.perf_counter() - began, body))
    writer.close()
    return answers


async def _read_response(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return await reader.readexactly(int(length.partition(b":")[2]))


def cpu_per_request(of: ServerProcess, requests: Sequence[bytes]) -> float:
    """Seconds of the process's CPU for one of these, at 32 connections."""
    before = of.cpu
    send_all(of.port, requests)
    return (of.cpu - before) / len(requests)


def median_latency(of: ServerProcess, requests: Sequence[bytes]) -> float:
    """Seconds until the answer, on one connection."""
    return statistics.median(send_all(of.port, requests, connections=1))


def utc_now() -> datetime:
    """For a process whose clock goes on."""
    return datetime.now(UTC)
