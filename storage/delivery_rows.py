"""How a row of the queue becomes a value."""

import json
from typing import Any

from sqlalchemy import FromClause, Row

from bot.policy.deliveries import Delivery, DeliveryId, Recipient, State, Urgency
from bot.policy.people import AccountId, PersonId, TeamId, UserId
from storage.tables import accounts, deliveries, people

DELIVERY = [
    *(column.label(f"delivery_{column.name}") for column in deliveries.c),
    accounts.c.team.label("delivery_team"),
    people.c.slack_user.label("delivery_user"),
]


def joined() -> FromClause:
    """What the `DELIVERY` columns are selected from."""
    return deliveries.join(accounts, accounts.c.id == deliveries.c.account_id).outerjoin(
        people, people.c.id == deliveries.c.person_id
    )


def delivery_of(row: Row[Any]) -> Delivery:
    """The `DELIVERY` columns of a row."""
    return Delivery(
        id=DeliveryId(row.delivery_id),
        account=AccountId(row.delivery_account_id),
        team=TeamId(row.delivery_team),
        mark=row.delivery_mark,
        key=row.delivery_key,
        kind=row.delivery_kind,
        urgency=Urgency(row.delivery_urgency),
        recipient=_recipient(row),
        subject=json.loads(row.delivery_subject),
        due=row.delivery_due_at,
        deadline=row.delivery_deadline_at,
        state=State(row.delivery_state),
        attempts=row.delivery_attempts,
        tries=row.delivery_tries,
        first_tried_at=row.delivery_first_tried_at,
        reason=row.delivery_reason,
        channel=row.delivery_posted_channel,
        ts=row.delivery_ts,
        settled_at=row.delivery_settled_at,
    )


def _recipient(row: Row[Any]) -> Recipient:
    return Recipient(
        person=None if row.delivery_person_id is None else PersonId(row.delivery_person_id),
        user=UserId(row.delivery_user or ""),
        channel=row.delivery_channel,
        thread=row.delivery_thread,
    )
