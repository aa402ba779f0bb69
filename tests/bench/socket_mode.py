"""What an envelope of Socket Mode costs the process, beside an empty handler in Bolt's own adapter."""

import asyncio
import statistics
from collections.abc import Iterator

from tests.bench.load_client import UNKNOWN_COMMAND, ServerProcess, running_server_process
from tests.bench.report.measurement import Measurement
from tests.bench.seeded_databases import MILLION, SQLITE, SeededDatabases
from tests.bench.server_process import COMMAND
from tests.bench.slack_side.fake_slack import running_fake_slack
from tests.bench.slack_side.senders import SocketSender, commands
from tests.bench.timing import interleaved_medians

OUTSTANDING = 32
ENVELOPES, WARM_UP = 1_500, 500
MICROSECONDS, MILLISECONDS = 1e6, 1e3


class SocketLoad:
    """Commands to one process; it remembers how long their acknowledgements took."""

    def __init__(self, process: ServerProcess, sender: SocketSender, name: str) -> None:
        self._process = process
        self._sender = sender
        self._name = name
        self._took: list[float] = []

    def cpu_per_envelope(self, many: int = ENVELOPES) -> float:
        """Microseconds of the process's CPU for one of so many."""
        envelopes, before = list(commands(self._name, many, MILLION)), self._process.cpu
        answers = asyncio.run(self._sender.send(envelopes, OUTSTANDING))
        self._took += [answer.seconds for answer in answers]
        return (self._process.cpu - before) / many * MICROSECONDS

    @property
    def median_time(self) -> float:
        """Milliseconds until an acknowledgement."""
        return statistics.median(self._took) * MILLISECONDS


def socket_mode(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Our empty handler and the whole `/pmi` at a million people, with 32 envelopes outstanding."""
    with (
        running_fake_slack() as ours,
        running_fake_slack() as theirs,
        running_server_process("bot-socket", seeded.url(SQLITE, MILLION), ours.api_url) as bot,
        running_server_process("bolt-socket", theirs.api_url) as bolt,
    ):
        whole, empty, reference = loads = (
            SocketLoad(bot, SocketSender(ours), COMMAND),
            SocketLoad(bot, SocketSender(ours), UNKNOWN_COMMAND),
            SocketLoad(bolt, SocketSender(theirs), COMMAND),
        )
        for load in loads:
            load.cpu_per_envelope(WARM_UP)
        cpu = dict(zip(loads, interleaved_medians(*(load.cpu_per_envelope for load in loads)), strict=True))
    for case, load, target in (("our empty handler", empty, 1), ("/pmi", whole, 4)):
        yield Measurement(
            f"{case} by Socket Mode against Bolt's builtin adapter with an empty handler: CPU",
            *(cpu[load], cpu[reference], "µs", target),
            note=f"answered after {load.median_time:.1f} and {reference.median_time:.1f} ms",
        )
