"""What an answer to `/pmi` costs the process, how long it takes, and what it leaves in memory."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from tests.bench.load_client import (
    UNKNOWN_COMMAND,
    ServerProcess,
    commands,
    cpu_per_request,
    median_latency,
    running_server_process,
    utc_now,
)
from tests.bench.report.measurement import Measurement
from tests.bench.seeded_databases import KINDS, MILLION, POSTGRESQL, SQLITE, TEN_THOUSAND, SeededDatabases
from tests.bench.server_process import COMMAND
from tests.bench.timing import interleaved_medians
from tests.support.factories.people import NOW

REQUESTS, LATENCY_REQUESTS, BOLT_REQUESTS = 1_500, 300, 50
WARM_UP = 500
EARLY, LATE = 1_000, 100_000
TARGET_RATIO = {SQLITE: 2, POSTGRESQL: 2.5}
MICROSECONDS, MEGABYTE = 1e6, 2**20


def cpu(seeded: SeededDatabases) -> Iterator[Measurement]:
    """At a million people and 32 connections, against a handler of the same app that says a constant sentence."""
    for kind, target in TARGET_RATIO.items():
        with running_server_process("bot", seeded.url(kind, MILLION)) as bot:
            ours, empty = _cpu_microseconds((bot, _requests(COMMAND)), (bot, _requests(UNKNOWN_COMMAND)))
        yield Measurement(f"/pmi at 1 M people against an empty handler, {kind}: CPU", ours, empty, "µs", target)


def adapter(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Against an empty handler in Bolt's own Starlette adapter, on the same event loop and HTTP parser."""
    with (
        running_server_process("bot", seeded.url(SQLITE, MILLION)) as bot,
        running_server_process("bolt-starlette") as bolt,
    ):
        assert bot.stack == bolt.stack
        whole, empty, reference = _cpu_microseconds(
            (bot, _requests(COMMAND)), (bot, _requests(UNKNOWN_COMMAND)), (bolt, _requests(COMMAND, utc_now()))
        )
        alone, reference_alone = interleaved_medians(
            lambda: median_latency(bot, commands(COMMAND, LATENCY_REQUESTS, MILLION)),
            lambda: median_latency(bolt, commands(COMMAND, LATENCY_REQUESTS, MILLION, utc_now())),
        )
    against, note = "against Bolt's Starlette adapter with an empty handler", f"both on {bolt.stack}"
    yield Measurement(f"/pmi {against}: CPU", whole, reference, "µs", 2, stretch=1.5, note=note)
    yield Measurement(f"our empty handler {against}: CPU", empty, reference, "µs", 1, note=note)
    times = (alone * MICROSECONDS, reference_alone * MICROSECONDS)
    yield Measurement(f"/pmi on one connection {against}: median time", *times, "µs", 1.5, note=note)


def growth(seeded: SeededDatabases) -> Iterator[Measurement]:
    """At a million people against ten thousand."""
    for kind in KINDS:
        with (
            running_server_process("bot", seeded.url(kind, MILLION)) as many,
            running_server_process("bot", seeded.url(kind, TEN_THOUSAND)) as few,
        ):
            ours, reference = _cpu_microseconds(
                (many, _requests(COMMAND)), (few, commands(COMMAND, REQUESTS, TEN_THOUSAND))
            )
        yield Measurement(f"/pmi at 1 M people against 10 k people, {kind}: CPU", ours, reference, "µs", 1.2)


def latency(seeded: SeededDatabases) -> Iterator[Measurement]:
    """On one connection, against an empty handler on Bolt's defaults."""
    with running_server_process("bot", seeded.url(SQLITE, MILLION)) as bot, running_server_process("bolt") as bolt:
        ours, reference = interleaved_medians(
            lambda: median_latency(bot, commands(COMMAND, LATENCY_REQUESTS, MILLION)),
            lambda: median_latency(bolt, commands(COMMAND, BOLT_REQUESTS, MILLION, utc_now())),
        )
    times = (ours * MICROSECONDS, reference * MICROSECONDS)
    yield Measurement("/pmi on one connection against Bolt's default empty handler: median time", *times, "µs", 0.1)


def memory(seeded: SeededDatabases) -> Iterator[Measurement]:
    """After a hundred thousand requests against after a thousand."""
    with running_server_process("bot", seeded.url(SQLITE, MILLION)) as bot:
        _send_commands(bot, EARLY)
        early = bot.memory
        for _ in range(EARLY, LATE, EARLY):
            _send_commands(bot, EARLY)
        case = f"memory after {LATE:,} /pmi against after {EARLY:,}"
        yield Measurement(case, bot.memory / MEGABYTE, early / MEGABYTE, "MB", 1.1)


def _send_commands(bot: ServerProcess, many: int) -> None:
    cpu_per_request(bot, commands(COMMAND, many, MILLION))


def _requests(name: str, at: datetime = NOW) -> list[bytes]:
    return commands(name, REQUESTS, MILLION, at)


def _cpu_microseconds(*measured: tuple[ServerProcess, Sequence[bytes]]) -> list[float]:
    """Microseconds of CPU for one request of each."""
    for of, requests in measured:
        cpu_per_request(of, requests[:WARM_UP])
    found = interleaved_medians(*(partial(cpu_per_request, of, requests) for of, requests in measured))
    return [each * MICROSECONDS for each in found]
