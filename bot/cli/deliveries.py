"""`pmi-bot deliveries`: shows the queue of messages, and retries a failed one.

It works without Slack; where Slack is configured, it is asked for the time.
"""

from datetime import datetime
from functools import partial

import storage
from bot.cli.clock import at_believed_time
from bot.cli.console import EXIT_FAILED, echo, echo_error
from bot.cli.database import with_database
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.ids import DeliveryId
from bot.use_cases.deliveries import queue
from bot.use_cases.deliveries.queue import QueueStatus


def show_deliveries(retry: int | None = None) -> int:
    """Print the queue, or retry one message; the exit status. Prints ids and reasons, never what a message says.

    Nothing is retried by a clock that is in doubt: it would be dropped as late, or sent long after its time (CLOCK-1).
    """
    if retry is None:
        return with_database(_show_queue)
    return with_database(at_believed_time(partial(_retry, DeliveryId(retry))))


def _retry(delivery_id: DeliveryId, database: storage.Database, now: datetime) -> int:
    if queue.retry(database, delivery_id, now):
        echo(f"Message {delivery_id} is sent at the next occasion.")
        return 0
    echo_error(f"There is no failed, dropped or unclear message {delivery_id}.")
    return EXIT_FAILED


def _show_queue(database: storage.Database) -> int:
    for line in queue_lines(queue.queue_status(database)):
        echo(line)
    return 0


def queue_lines(status: QueueStatus) -> list[str]:
    """The queue in words, for a terminal."""
    counts = ", ".join(f"{count} {state}" for state, count in status.counts.items()) or "no messages yet"
    oldest = status.oldest
    due = f"oldest pending: {_describe(oldest)}, due {oldest.due:%Y-%m-%d %H:%M} UTC" if oldest else ""
    suspended = [f"stopped: {workspace.team} {workspace.method}: {workspace.reason}" for workspace in status.suspended]
    failed = [f"{each.state}: {_describe(each)}: {each.reason}" for each in status.failed]
    return [counts, due or "nothing is pending", *suspended, *failed]


def _describe(delivery: Delivery) -> str:
    recipient = delivery.recipient.user or delivery.recipient.channel
    return f"{delivery.id} {delivery.kind} to {recipient} in {delivery.team}"
