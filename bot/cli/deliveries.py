"""`pmi-bot deliveries`: how the queue of messages stands, and trying a failed one again; it needs no Slack."""

from datetime import UTC, datetime
from functools import partial

import storage
from bot.cli.console import EXIT_FAILED, echo, echo_error
from bot.cli.database import with_database
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.ids import DeliveryId
from bot.use_cases.deliveries import queue as deliveries
from bot.use_cases.deliveries.queue import QueueStatus


def show_deliveries(retry: int | None = None) -> int:
    """Print the queue, or retry one message; the status to end with. Ids and reasons only, never what a message says."""
    return with_database(_show_queue if retry is None else partial(_retry, DeliveryId(retry)))


def _retry(delivery_id: DeliveryId, database: storage.Database) -> int:
    if deliveries.retry(database, delivery_id, datetime.now(UTC)):
        echo(f"Message {delivery_id} is sent at the next occasion.")
        return 0
    echo_error(f"There is no failed, dropped or unclear message {delivery_id}.")
    return EXIT_FAILED


def _show_queue(database: storage.Database) -> int:
    for line in queue_lines(deliveries.queue_status(database)):
        echo(line)
    return 0


def queue_lines(queue: QueueStatus) -> list[str]:
    """The queue in words, for a terminal."""
    counts = ", ".join(f"{count} {state}" for state, count in queue.counts.items()) or "no messages yet"
    oldest = queue.oldest
    pending = (
        f"oldest pending: {_describe(oldest)}, due {oldest.due:%Y-%m-%d %H:%M} UTC" if oldest else "nothing is pending"
    )
    suspended = [f"stopped: {workspace.team} {workspace.method}: {workspace.reason}" for workspace in queue.suspended]
    return [counts, pending, *suspended, *(f"{each.state}: {_describe(each)}: {each.reason}" for each in queue.failed)]


def _describe(delivery: Delivery) -> str:
    recipient = delivery.recipient.user or delivery.recipient.channel
    return f"{delivery.id} {delivery.kind} to {recipient} in {delivery.team}"
