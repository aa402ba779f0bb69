"""How a row of the queue becomes a value."""

import json
from typing import Any

from sqlalchemy import Row, select

from bot.policy.deliveries import Delivery, DeliveryId, Recipient, State, Urgency
from bot.policy.people import AccountId, PersonId, TeamId, UserId
from storage.tables import accounts, deliveries, people

_TEAM = select(accounts.c.team).where(accounts.c.id == deliveries.c.account_id).scalar_subquery()
_USER = select(people.c.slack_user).where(people.c.id == deliveries.c.person_id).scalar_subquery()
_UNREAD = ("created_at", "not_before", "claim", "claimed_until")
DELIVERY = [
    *(each for each in deliveries.c if each.name not in _UNREAD),
    _TEAM.label("team"),
    _USER.label("slack_user"),
]
"""For a SELECT from the queue alone, and for what an UPDATE of it returns."""


def delivery_of(row: Row[Any]) -> Delivery:
    """The `DELIVERY` columns of a row."""
    return Delivery(
        id=DeliveryId(row.id),
        account=AccountId(row.account_id),
        team=TeamId(row.team),
        mark=row.mark,
        key=row.key,
        kind=row.kind,
        urgency=Urgency(row.urgency),
        recipient=_recipient(row),
        subject=json.loads(row.subject),
        due=row.due_at,
        deadline=row.deadline_at,
        state=State(row.state),
        attempts=row.attempts,
        tries=row.tries,
        first_tried_at=row.first_tried_at,
        reason=row.reason,
        channel=row.posted_channel,
        ts=row.ts,
        settled_at=row.settled_at,
    )


def _recipient(row: Row[Any]) -> Recipient:
    return Recipient(
        person=None if row.person_id is None else PersonId(row.person_id),
        user=UserId(row.slack_user or ""),
        channel=row.channel,
        thread=row.thread,
    )
