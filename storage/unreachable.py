"""Who could not be reached lately, and why: for admins to see, until the person changes or comes themselves (REM-5)."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.policy.people import AccountId, PersonId, UserId
from bot.policy.reports import Unreachable
from storage.tables import people

_MARK_UNREACHABLE = (
    update(people)
    .where(people.c.id == bindparam("person"), people.c.unreachable_at.is_(None))
    .values(unreachable_because=bindparam("reason"), unreachable_at=bindparam("at"))
)
_CLEAR_UNREACHABLE = (
    update(people)
    .where(people.c.id == bindparam("person"), people.c.unreachable_at.is_not(None))
    .values(unreachable_because=None, unreachable_at=None)
)
_LIST_UNREACHABLE = (
    select(people.c.slack_user, people.c.unreachable_because, people.c.unreachable_at)
    .where(people.c.account_id == bindparam("account"), people.c.unreachable_at.is_not(None))
    .order_by(people.c.unreachable_at.desc(), people.c.id)
    .limit(bindparam("most"))
)


def mark_unreachable(tx: Connection, person: PersonId, reason: str, at: datetime) -> None:
    """A message did not reach this person."""
    tx.execute(_MARK_UNREACHABLE, {"person": person, "reason": reason, "at": at})


def clear_unreachable(tx: Connection, person: PersonId) -> None:
    """They changed, came themselves, or a message reached them."""
    tx.execute(_CLEAR_UNREACHABLE, {"person": person})


def list_unreachable(tx: Connection, account: AccountId, limit: int) -> list[Unreachable]:
    """The people of an account who could not be reached, the latest first."""
    rows = tx.execute(_LIST_UNREACHABLE, {"account": account, "most": limit})
    return [Unreachable(UserId(row.slack_user), row.unreachable_because, row.unreachable_at) for row in rows]
