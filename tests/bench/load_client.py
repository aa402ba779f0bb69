"""Sends signed commands to a serving process as Slack does, and measures it from outside."""

import asyncio
import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
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
    """A process that serves; `process` is for looking at it."""

    port: int
    process: psutil.Process

    @property
    def cpu(self) -> float:
        """Seconds of CPU that it has used."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def memory(self) -> int:
        """Bytes that it holds."""
        return int(self.process.memory_info().rss)


@contextmanager
def running_server_process(*what: str) -> Iterator[ServerProcess]:
    """`tests.bench.server_process`, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.server_process", *what]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own interpreter
        assert process.stdout is not None
        word, _, port = process.stdout.readline().partition(" ")
        assert word == "ready", "the process did not start"
        yield ServerProcess(int(port), psutil.Process(process.pid))
        process.communicate()


def slack_user_id(person: int) -> str:
    """The Slack id of the person whom `seed_people` has given this id."""
    return f"U{100_000_000 + person}"


def body_of(name: str, team: str, user_: str) -> bytes:
    """A slash command as Slack sends it."""
    fields = {"command": name, "text": "", "team_id": team, "user_id": user_, "channel_id": "C0GENERAL"}
    handles = {"response_url": "http://127.0.0.1:9/response", "trigger_id": "1.2.trigger"}
    return urlencode({**fields, **handles}).encode()


def bodies(name: str, many: int, people: int) -> Iterator[bytes]:
    """So many commands by different people out of so many, others each time."""
    return (body_of(name, TEAM, slack_user_id(next(_COUNTER) * _STRIDE % people + 1)) for _ in range(many))


def commands(name: str, many: int, people: int, at: datetime = NOW) -> list[bytes]:
    """The same as whole HTTP requests, signed at `at`."""
    sign, stamp = SignatureVerifier(SECRET).generate_signature, str(int(at.timestamp()))
    return [_request(body, stamp, sign(timestamp=stamp, body=body) or "") for body in bodies(name, many, people)]


def _request(body: bytes, stamp: str, signature: str) -> bytes:
    lines = (
        "POST /slack/events HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"X-Slack-Request-Timestamp: {stamp}",
        f"X-Slack-Signature: {signature}",
    )
    return "\r\n".join([*lines, "", ""]).encode() + body


def send_all(port: int, requests: Sequence[bytes], connections: int = CONNECTIONS) -> list[float]:
    """Send all, as many at once as there are connections; gives the seconds that each answer took."""
    return asyncio.run(_send_all(port, requests, connections))


async def _send_all(port: int, requests: Sequence[bytes], connections: int) -> list[float]:
    left = iter(requests)
    took = await asyncio.gather(*(_send_on_one_connection(port, left) for _ in range(connections)))
    return list(itertools.chain.from_iterable(took))


async def _send_on_one_connection(port: int, left: Iterator[bytes]) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    took = []
    for request in left:
        began = time.perf_counter()
        writer.write(request)
        await _read_response(reader)
        took.append(time.perf_counter() - began)
    writer.close()
    return took


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
