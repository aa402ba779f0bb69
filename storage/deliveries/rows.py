"""The columns of a delivery, and the reader that makes a `Delivery` of them."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, bindparam, select

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, Recipient, Urgency
from bot.policy.ids import AccountId, DeliveryId, PersonId, TeamId, UserId
from storage.tables.delivery_queue import deliveries
from storage.tables.people_and_rooms import accounts, people

_COLUMN_NAMES = (
    *("id", "account_id", "mark", "key", "kind", "urgency", "person_id", "channel", "thread", "subject", "due_at"),
    *("deadline_at", "state", "attempts", "tries", "first_tried_at", "reason", "posted_channel", "ts", "settled_at"),
    *("last_tried_at", "lookup_position"),
)
_TEAM = select(accounts.c.team)
_LANGUAGE = select(accounts.c.language)
_USER = select(people.c.slack_user).where(people.c.id == deliveries.c.person_id).scalar_subquery()
_LOCALE = select(people.c.locale).where(people.c.id == deliveries.c.person_id).scalar_subquery()


# The account's language and the person's locale are two columns: SQLite 3.40 gives an empty text for a CASE of them in RETURNING.
def _columns(account: ColumnElement[int]) -> Sequence[ColumnElement[Any]]:
    team, language = (select_.where(accounts.c.id == account).scalar_subquery() for select_ in (_TEAM, _LANGUAGE))
    columns = [deliveries.c[name] for name in _COLUMN_NAMES]
    looked_up = {"team": team, "slack_user": _USER, "language": language, "locale": _LOCALE}
    return [*columns, *(column.label(name) for name, column in looked_up.items())]


DELIVERY = _columns(deliveries.c.account_id)
"""For a SELECT from the queue alone, and for what an UPDATE of it returns."""
DELIVERY_OF_ACCOUNT = _columns(bindparam("account", type_=Integer()))
"""The columns of `DELIVERY` where all rows are of the one account `account`, whose team is looked up once."""


def delivery_of(row: Row[Any]) -> Delivery:
    """The `DELIVERY` columns of a row, by position: a worker reads a hundred rows at a time."""
    values: Sequence[Any] = row
    id_, account, idempotency_key, key, kind, urgency, person, channel, thread, subject, due, *more = values
    deadline, state, attempts, tries, first_tried_at, reason, posted_channel, ts, settled_at, *looked = more
    last_tried_at, lookup_position, team, user, language, locale = looked
    if person is None:
        recipient = Recipient(None, UserId(""), channel, thread, language)
    else:
        recipient = Recipient(PersonId(person), UserId(user or ""), channel, thread, locale)
    return Delivery(
        id=DeliveryId(id_),
        account=AccountId(account),
        team=TeamId(team),
        idempotency_key=idempotency_key,
        dedup_key=key,
        kind=kind,
        urgency=Urgency(urgency),
        recipient=recipient,
        subject=json.loads(subject),
        due=due,
        deadline=deadline,
        state=DeliveryState(state),
        failures=attempts,
        tries=tries,
        first_tried_at=first_tried_at,
        reason=reason,
        channel=posted_channel,
        ts=ts,
        finished_at=settled_at,
        last_tried_at=last_tried_at,
        lookup_position=lookup_position or "",
    )
