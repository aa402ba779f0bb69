"""Where and how far a message whose outcome is unclear is looked for in Slack (REM-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import Delivery
from bot.policy.deliveries.retry import RetryPolicy


@dataclass(frozen=True, slots=True)
class LookupWindow:
    """The time in which Slack has taken the message, if it has and if the clocks were right."""

    since: datetime
    until: datetime


def lookup_window(policy: RetryPolicy, delivery: Delivery, now: datetime) -> LookupWindow:
    """Closes around the tries of a delivery; `now` stands in for a try that is not on record.

    It ends with the last instant at which Slack can have taken the last of them, and has a margin for clocks that differ.
    """
    first, last = delivery.first_tried_at or now, delivery.last_tried_at or now
    taken_within: timedelta = policy.lease + policy.lookup_after
    return LookupWindow(first - policy.lookup_margin, last + taken_within + policy.lookup_margin)
