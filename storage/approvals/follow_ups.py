"""Follow-up tasks of a decision, in batches of people, so that an interruption repeats one batch at most (LOCK-8)."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from bot.policy.approvals.follow_ups import BATCH_SIZE, FollowUp, FollowUpTask
from bot.policy.audit.events import Cause
from bot.policy.ids import AccountId, FollowUpId, PersonId, RequestId, TeamId, UserId
from storage.engine.notifications import WorkQueue, notify
from storage.tables.people_and_rooms import accounts
from storage.tables.settings_and_approvals import follow_ups

_SELECT = select(follow_ups, accounts.c.team).select_from(follow_ups.join(accounts))
_OLDEST = _SELECT.order_by(follow_ups.c.id).limit(bindparam("limit_"))
_BY_ID = _SELECT.where(follow_ups.c.id == bindparam("id_"))
_DELETE = delete(follow_ups).where(follow_ups.c.id == bindparam("id_"))


def add(
    tx: Connection, account: AccountId, task: FollowUpTask, person_ids: Sequence[PersonId], change: str, cause: Cause
) -> None:
    """Insert the task for these people, in batches; the job that does them is woken by the commit."""
    row = {
        "account_id": account,
        "kind": task,
        "cause": change,
        "request_id": cause.request,
        "actor": cause.actor,
        "decided_at": cause.at,
    }
    batches = (person_ids[start : start + BATCH_SIZE] for start in range(0, len(person_ids), BATCH_SIZE))
    rows = [{**row, "people": json.dumps(list(batch))} for batch in batches]
    if rows:
        tx.execute(insert(follow_ups), rows)
        notify(tx, WorkQueue.FOLLOW_UPS)


def oldest(tx: Connection, limit: int) -> list[FollowUp]:
    """At most so many pending batches of all accounts, the oldest first."""
    return [_follow_up(row) for row in tx.execute(_OLDEST, {"limit_": limit})]


def is_pending(tx: Connection, follow_up: FollowUpId) -> bool:
    """Whether the batch is still to do."""
    return tx.execute(_BY_ID, {"id_": follow_up}).first() is not None


def mark_done(tx: Connection, follow_up: FollowUpId) -> None:
    """Delete the batch: it is done."""
    tx.execute(_DELETE, {"id_": follow_up})


def _follow_up(row: Row[Any]) -> FollowUp:
    request = None if row.request_id is None else RequestId(row.request_id)
    return FollowUp(
        id=FollowUpId(row.id),
        account=AccountId(row.account_id),
        team=TeamId(row.team),
        task=FollowUpTask(row.kind),
        people=tuple(map(PersonId, json.loads(row.people))),
        change=row.cause,
        cause=Cause(UserId(row.actor), row.decided_at, request),
    )
