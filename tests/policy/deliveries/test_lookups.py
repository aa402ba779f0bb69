"""Where a message whose outcome is unclear is looked for (REM-4)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, Recipient, Urgency
from bot.policy.deliveries.lookups import LookupWindow, lookup_window
from bot.policy.deliveries.retry import RetryPolicy
from bot.policy.ids import AccountId, DeliveryId, TeamId, UserId
from tests.support.factories.people import NOW

MINUTE = timedelta(minutes=1)
DELIVERY = Delivery(
    id=DeliveryId(1),
    account=AccountId(1),
    team=TeamId("T1"),
    idempotency_key="key",
    dedup_key="key",
    kind="note",
    urgency=Urgency.APPROVAL,
    recipient=Recipient(None, UserId(""), "C1"),
    subject={},
    due=NOW,
    deadline=NOW,
    state=DeliveryState.SENDING,
    failures=0,
    tries=1,
    first_tried_at=None,
    reason="",
    channel="",
    ts="",
    finished_at=None,
    last_tried_at=None,
    lookup_position="",
)


@pytest.mark.parametrize(
    "first, last, since, until",
    [
        (NOW, NOW, NOW - 5 * MINUTE, NOW + 7 * MINUTE),
        (NOW, NOW + 30 * MINUTE, NOW - 5 * MINUTE, NOW + 37 * MINUTE),
        (NOW, None, NOW - 5 * MINUTE, NOW + 67 * MINUTE),
        (None, None, NOW + 55 * MINUTE, NOW + 67 * MINUTE),
    ],
    ids=["one try", "several", "of an earlier version", "none on record"],
)
def test_the_window_closes_around_the_tries(
    first: datetime | None, last: datetime | None, since: datetime, until: datetime
) -> None:
    """A lease and the wait for whatever comes late, with a margin of five minutes on both sides; it is an hour later now."""
    delivery = replace(DELIVERY, first_tried_at=first, last_tried_at=last)
    assert lookup_window(RetryPolicy(), delivery, NOW + 60 * MINUTE) == LookupWindow(since, until)
