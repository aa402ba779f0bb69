"""Approval requests. The database allows one pending request per subject; only pending ones change."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import (
    GROUP_ORDER,
    REQUEST_LIFETIME,
    ApprovalRequest,
    NewRequest,
    RequestPost,
    RequestState,
    RequestSubject,
    scope_of,
    subject_of,
)
from bot.policy.ids import AccountId, GroupId, PersonId, RequestId, UserId
from storage.approvals.change_json import change_from_json, change_to_json, precondition_from_json, precondition_to_json
from storage.engine.sql import read_one
from storage.rows import ACCOUNT, account_of
from storage.tables.people_and_rooms import accounts
from storage.tables.settings_and_approvals import OUTDATED_REQUEST_POST, PENDING_REQUEST, requests

# Without the account's id, as the account is read as a whole.
_REQUEST_COLUMNS = [column for column in requests.c if column is not requests.c.account_id]
_SELECT = select(*_REQUEST_COLUMNS, *ACCOUNT).select_from(requests.join(accounts))
_OF_ACCOUNT = _SELECT.where(requests.c.account_id == bindparam("account"))
_BY_ID = _OF_ACCOUNT.where(requests.c.id == bindparam("id_"))
_BY_ID_IN_ANY_ACCOUNT = _SELECT.where(requests.c.id == bindparam("id_"))
_PENDING_ABOUT = _OF_ACCOUNT.where(
    PENDING_REQUEST, requests.c.scope == bindparam("scope_"), requests.c.topic == bindparam("topic_")
)
_PENDING = _OF_ACCOUNT.where(PENDING_REQUEST).order_by(requests.c.id)
_NEWEST = (
    _OF_ACCOUNT.where(requests.c.id < bindparam("before")).order_by(requests.c.id.desc()).limit(bindparam("limit_"))
)
_EXPIRED = (
    _SELECT.where(PENDING_REQUEST, requests.c.expires_at <= bindparam("now"))
    .order_by(requests.c.expires_at)
    .limit(bindparam("limit_"))
)
_UNNUDGED = (
    _SELECT.where(
        PENDING_REQUEST,
        requests.c.nudged_at.is_(None),
        requests.c.ts != "",
        requests.c.expires_at > bindparam("now"),
        requests.c.asked_at <= bindparam("asked_before"),
    )
    .order_by(requests.c.expires_at)
    .limit(bindparam("limit_"))
)
_WITH_OUTDATED_POST = (
    _SELECT.where(OUTDATED_REQUEST_POST, requests.c.ts != "").order_by(requests.c.id).limit(bindparam("limit_"))
)
_UPDATE = update(requests).where(requests.c.id == bindparam("id_"))
_UPDATE_PENDING = _UPDATE.where(PENDING_REQUEST)
_UPDATE_ALL_PENDING = update(requests).where(requests.c.account_id == bindparam("account"), PENDING_REQUEST)
_RENAME_GROUP = _UPDATE_ALL_PENDING.where(requests.c.scope == bindparam("scope_")).values(
    group_name=bindparam("name_"), version=requests.c.version + 1
)
_REFRESH_ORDER_REQUEST = _UPDATE_ALL_PENDING.where(
    requests.c.scope == GROUP_ORDER.scope, requests.c.topic == GROUP_ORDER.topic
).values(version=requests.c.version + 1)
_MARK_SHOWN = _UPDATE.where(requests.c.shown < bindparam("version_")).values(shown=bindparam("version_"))
_MAX_ID = 2**31 - 1


def add(tx: Connection, account: AccountId, new_request: NewRequest, now: datetime) -> ApprovalRequest:
    """Insert a pending request. Raises DuplicateKeyError where one about the same subject is pending."""
    about = subject_of(new_request.change)
    row = {
        "account_id": account,
        "scope": about.scope,
        "topic": about.topic,
        "change": change_to_json(new_request.change),
        "base": precondition_to_json(new_request.precondition),
        "group_name": new_request.group_name,
        "asked_by": new_request.asked_by,
        "person_id": new_request.person,
        "reason": new_request.reason,
        "asked_people": new_request.impact.people,
        "asked_meetings": new_request.impact.meetings,
        "people": new_request.impact.people,
        "meetings": new_request.impact.meetings,
        "asked_at": now,
        "expires_at": now + REQUEST_LIFETIME,
        "state": RequestState.PENDING,
        "posts": 0,
        "version": 1,
        "shown": 1,
        **dict.fromkeys(("decided_by", "answer", "channel", "ts", "trouble"), ""),
    }
    new_id = tx.execute(insert(requests).values(**row).returning(requests.c.id)).scalar_one()
    return _request(tx.execute(_BY_ID_IN_ANY_ACCOUNT, {"id_": new_id}).one())


def find(tx: Connection, account: AccountId, request: RequestId) -> ApprovalRequest | None:
    """The request with this id, if it is of this account."""
    return read_one(tx, _BY_ID, {"account": account, "id_": request}, _request)


def get(tx: Connection, request: RequestId) -> ApprovalRequest:
    """The request with this id, of any account."""
    return _request(tx.execute(_BY_ID_IN_ANY_ACCOUNT, {"id_": request}).one())


def pending_about(tx: Connection, account: AccountId, about: RequestSubject) -> ApprovalRequest | None:
    """The pending request about this subject."""
    return read_one(tx, _PENDING_ABOUT, {"account": account, "scope_": about.scope, "topic_": about.topic}, _request)


def pending(tx: Connection, account: AccountId) -> list[ApprovalRequest]:
    """All pending requests of the account, the oldest first."""
    return [_request(row) for row in tx.execute(_PENDING, {"account": account})]


def newest(tx: Connection, account: AccountId, before: RequestId | None, limit: int) -> list[ApprovalRequest]:
    """At most so many requests in any state, the newest first; only those before this one, if given."""
    values = {"account": account, "before": before or _MAX_ID, "limit_": limit}
    return [_request(row) for row in tx.execute(_NEWEST, values)]


def expired(tx: Connection, now: datetime, limit: int) -> list[ApprovalRequest]:
    """At most so many pending requests of all accounts that have expired, the earliest first."""
    return [_request(row) for row in tx.execute(_EXPIRED, {"now": now, "limit_": limit})]


def unnudged(tx: Connection, asked_before: datetime, now: datetime, limit: int) -> list[ApprovalRequest]:
    """Pending requests of all accounts that were made by `asked_before`, are posted in their channel, and had no nudge."""
    values = {"asked_before": asked_before, "now": now, "limit_": limit}
    return [_request(row) for row in tx.execute(_UNNUDGED, values)]


def with_outdated_post(tx: Connection, limit: int) -> list[ApprovalRequest]:
    """At most so many requests of all accounts whose channel post does not show their present version."""
    return [_request(row) for row in tx.execute(_WITH_OUTDATED_POST, {"limit_": limit})]


def close(tx: Connection, request: RequestId, state: RequestState, by: UserId, answer: str, now: datetime) -> bool:
    """Close a pending request; false where it was closed already."""
    values = {"state": state, "decided_by": by, "decided_at": now, "answer": answer}
    return tx.execute(_UPDATE_PENDING.values(**values, version=requests.c.version + 1), {"id_": request}).rowcount == 1


def set_impact(tx: Connection, request: RequestId, impact: Impact) -> None:
    """Store the impact that a pending request shows."""
    values = {"people": impact.people, "meetings": impact.meetings, "version": requests.c.version + 1}
    tx.execute(_UPDATE_PENDING.values(**values), {"id_": request})


def rename_group(tx: Connection, account: AccountId, group: GroupId, name: str) -> None:
    """Update the group's name in the pending requests that show it."""
    tx.execute(_RENAME_GROUP, {"account": account, "scope_": scope_of(group), "name_": name})
    tx.execute(_REFRESH_ORDER_REQUEST, {"account": account})


def mark_nudged(tx: Connection, request: RequestId, at: datetime) -> None:
    """Record that the nudge in the request's thread is enqueued."""
    tx.execute(_UPDATE_PENDING.values(nudged_at=at), {"id_": request})


def mark_reminded(tx: Connection, request: RequestId, at: datetime) -> None:
    """Record that a reminder of the approvers is enqueued."""
    tx.execute(_UPDATE_PENDING.values(reminded_at=at), {"id_": request})


def next_post_attempt(tx: Connection, request: RequestId) -> int:
    """Count an attempt to post the request in a channel; gives the attempt's number."""
    incremented = _UPDATE.values(posts=requests.c.posts + 1, trouble="").returning(requests.c.posts)
    return int(tx.execute(incremented, {"id_": request}).scalar_one())


def set_post(tx: Connection, request: RequestId, post: RequestPost) -> None:
    """Store the outcome of the attempt."""
    values = {"channel": post.channel, "ts": post.ts, "trouble": post.error}
    tx.execute(_UPDATE.values(**values), {"id_": request})


def mark_shown(tx: Connection, request: RequestId, version: int) -> None:
    """Record that the post shows this version, or never will."""
    tx.execute(_MARK_SHOWN, {"id_": request, "version_": version})


def _request(row: Row[Any]) -> ApprovalRequest:
    return ApprovalRequest(
        id=RequestId(row.id),
        account=account_of(row),
        proposal=NewRequest(
            change=change_from_json(row.change),
            precondition=precondition_from_json(row.base),
            impact=Impact(row.asked_people, row.asked_meetings),
            group_name=row.group_name,
            asked_by=UserId(row.asked_by),
            person=PersonId(row.person_id),
            reason=row.reason,
        ),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        state=RequestState(row.state),
        impact=Impact(row.people, row.meetings),
        decided_by=UserId(row.decided_by),
        decided_at=row.decided_at,
        closing_reason=row.answer,
        nudged_at=row.nudged_at,
        reminded_at=row.reminded_at,
        post=RequestPost(row.channel, row.ts, row.trouble),
        version=row.version,
    )
