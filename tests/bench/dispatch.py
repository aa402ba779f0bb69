"""What the way to a handler costs with all routes registered, and what `/pmi` asks the database, inside this process."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry
from slack_bolt import App

from bot.handlers.routes import unknown, workspace_members_only
from bot.policy.clock import Instant
from bot.protocol import RequestKind
from bot.transports.bolt import build_bolt_app, dispatch_to_bolt
from bot.transports.dispatcher import AckResponse, Dispatcher
from bot.transports.metrics import Metrics
from bot.transports.replies.client import ReplyClient, interactive_client
from tests.bench.load_client import UNKNOWN_COMMAND, bodies
from tests.bench.report.measurement import Measurement, within
from tests.bench.seeded_databases import KINDS, SQLITE, TEN_THOUSAND, SeededDatabases
from tests.bench.server_process import COMMAND, NOWHERE, TOKEN, bot
from tests.bench.timing import cpu_seconds, interleaved_medians
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.people import NOW
from tests.support.fixtures.http_fixture import EverybodyReadsEnglish, NothingRecorded

DISPATCHES = 1_000
ROUNDS = 9
MOST_READS = 2
ANSWER_TIMEOUT = 5.0  # seconds
MICROSECONDS = 1e6
HEADERS = {"content-type": "application/x-www-form-urlencoded"}


def dispatch_cost(seeded: SeededDatabases) -> Iterator[Measurement]:
    """All routes against one, for a command that the last of them takes."""
    whole = bot(seeded.url(SQLITE, TEN_THOUSAND))
    one = _with_one_route()
    all_, single = interleaved_medians(
        lambda: _cpu_per_dispatch(whole.bolt), lambda: _cpu_per_dispatch(one), rounds=ROUNDS
    )
    whole.database.close()
    costs = (all_ * MICROSECONDS, single * MICROSECONDS)
    yield Measurement("dispatch with all routes against one: CPU", *costs, "µs", 1.5)


def statements_per_command(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Nothing changes, so nothing is written."""
    for kind in KINDS:
        whole = bot(seeded.url(kind, TEN_THOUSAND))
        (body,) = bodies(COMMAND, 1, TEN_THOUSAND)
        _answer(whole.bolt, body.decode())  # from then on their language is known (LANG-1)
        with recorded_statements() as executed:
            _answer(whole.bolt, body.decode())
        whole.database.close()
        reads = [each for each in executed if each.lstrip().upper().startswith("SELECT")]
        case = f"statements of one /pmi that changes nothing, {kind}"
        writes = len(executed) - len(reads)
        yield within(case, len(executed), MOST_READS, "reads", faults=[f"{writes} statements write"] if writes else [])


def _with_one_route() -> App:
    client = interactive_client(TOKEN, NOWHERE)
    router = Dispatcher(
        {(RequestKind.COMMAND, "*"): workspace_members_only(unknown)},
        reply_client=ReplyClient(client),
        record=NothingRecorded(),
        listeners=EverybodyReadsEnglish(),
        clock=lambda: Instant(_now()),
        metrics=Metrics(CollectorRegistry()),
    )
    return build_bolt_app(token=TOKEN, client=client, dispatcher=router)


def _now() -> datetime:
    return NOW


def _answer(app: App, body: str) -> bytes:
    response = dispatch_to_bolt(app, body, HEADERS, mode="http")
    assert isinstance(response, AckResponse)
    assert response.pending.wait(ANSWER_TIMEOUT)
    return response.pending.body


def _cpu_per_dispatch(app: App) -> float:
    """Seconds of CPU for one."""
    sent = [body.decode() for body in bodies(UNKNOWN_COMMAND, DISPATCHES, TEN_THOUSAND)]

    def all_of_them() -> None:
        for body in sent:
            assert _answer(app, body)

    return cpu_seconds(all_of_them) / DISPATCHES
