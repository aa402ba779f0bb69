"""`pmi-bot deliveries`: how the queue of messages stands, and trying a failed one again; it needs no Slack."""

from datetime import UTC, datetime
from functools import partial

import storage
from bot.commands.console import FAILED, complain, say
from bot.commands.database import with_database
from bot.policy.deliveries import Delivery, DeliveryId
from bot.use_cases import deliveries
from bot.use_cases.deliveries import Queue


def show_deliveries(retry: int | None = None) -> int:
    """Print the queue, or retry one message; the status to end with. Ids and reasons only, never what a message says."""
    return with_database(_show if retry is None else partial(_retry, DeliveryId(retry)))


def _retry(delivery: DeliveryId, database: storage.Database) -> int:
    if deliveries.retry(database, delivery, datetime.now(UTC)):
        say(f"Message {delivery} is sent at the next occasion.")
        return 0
    complain(f"There is no failed, dropped or unclear message {delivery}.")
    return FAILED


def _show(database: storage.Database) -> int:
    for line in lines(deliveries.look(database)):
        say(line)
    return 0


def lines(queue: Queue) -> list[str]:
    """The queue in words, for a terminal."""
    counts = ", ".join(f"{count} {state}" for state, count in queue.counts.items()) or "no messages yet"
    oldest = queue.oldest
    waiting = (
        f"oldest pending: {_line(oldest)}, due {oldest.due:%Y-%m-%d %H:%M} UTC" if oldest else "nothing is pending"
    )
    stops = [f"stopped: {stop.team} {stop.method}: {stop.reason}" for stop in queue.stops]
    return [counts, waiting, *stops, *(f"{each.state}: {_line(each)}: {each.reason}" for each in queue.failed)]


def _line(delivery: Delivery) -> str:
    to = delivery.recipient.user or delivery.recipient.channel
    return f"{delivery.id} {delivery.kind} to {to} in {delivery.team}"
