"""What an answer to `/pmi` costs the process, how long it takes, and what it leaves in memory."""

from collections.abc import Iterator, Sequence
from functools import partial

from tests.bench.asking import NOBODYS, Served, commands, cpu_per_request, median_latency, now, served
from tests.bench.rounds import in_turn
from tests.bench.serving import COMMAND
from tests.bench.stores import KINDS, MILLION, POSTGRESQL, SQLITE, TEN_THOUSAND, Stores
from tests.bench.table import Figure

REQUESTS, ON_ONE, ON_BOLT = 1_500, 300, 50
WARM_UP = 500
EARLY, LATE = 1_000, 100_000
AGAINST_EMPTY = {SQLITE: 1.5, POSTGRESQL: 2.5}
MICROSECONDS, MEGABYTE = 1e6, 2**20


def cpu(stores: Stores) -> Iterator[Figure]:
    """At a million people and 32 connections, against a handler of the same app that says a constant sentence."""
    for kind, target in AGAINST_EMPTY.items():
        with served("bot", stores.url(kind, MILLION)) as bot:
            ours, empty = _cpu((bot, _requests(COMMAND)), (bot, _requests(NOBODYS)))
        yield Figure(f"/pmi at 1 M people against an empty handler, {kind}: CPU", ours, empty, "µs", target)


def growth(stores: Stores) -> Iterator[Figure]:
    """At a million people against ten thousand."""
    for kind in KINDS:
        with served("bot", stores.url(kind, MILLION)) as many, served("bot", stores.url(kind, TEN_THOUSAND)) as few:
            ours, reference = _cpu((many, _requests(COMMAND)), (few, commands(COMMAND, REQUESTS, TEN_THOUSAND)))
        yield Figure(f"/pmi at 1 M people against 10 k people, {kind}: CPU", ours, reference, "µs", 1.2)


def latency(stores: Stores) -> Iterator[Figure]:
    """On one connection, against an empty handler on Bolt's defaults."""
    with served("bot", stores.url(SQLITE, MILLION)) as bot, served("bolt") as bolt:
        ours, reference = in_turn(
            lambda: median_latency(bot, commands(COMMAND, ON_ONE, MILLION)),
            lambda: median_latency(bolt, commands(COMMAND, ON_BOLT, MILLION, now())),
        )
    times = (ours * MICROSECONDS, reference * MICROSECONDS)
    yield Figure("/pmi on one connection against Bolt's default empty handler: median time", *times, "µs", 0.1)


def memory(stores: Stores) -> Iterator[Figure]:
    """After a hundred thousand requests against after a thousand."""
    with served("bot", stores.url(SQLITE, MILLION)) as bot:
        _ask(bot, EARLY)
        early = bot.memory
        for _ in range(EARLY, LATE, EARLY):
            _ask(bot, EARLY)
        case = f"memory after {LATE:,} /pmi against after {EARLY:,}"
        yield Figure(case, bot.memory / MEGABYTE, early / MEGABYTE, "MB", 1.1)


def _ask(bot: Served, many: int) -> None:
    cpu_per_request(bot, commands(COMMAND, many, MILLION))


def _requests(name: str) -> list[bytes]:
    return commands(name, REQUESTS, MILLION)


def _cpu(*measured: tuple[Served, Sequence[bytes]]) -> list[float]:
    """Microseconds of CPU for one request of each."""
    for of, requests in measured:
        cpu_per_request(of, requests[:WARM_UP])
    found = in_turn(*(partial(cpu_per_request, of, requests) for of, requests in measured))
    return [each * MICROSECONDS for each in found]
