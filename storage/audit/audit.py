"""The audit log: entries are only ever added (AUDIT-1). Personal values are in a table of their own and can be erased."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, or_, select

from bot.policy.audit.events import AuditAction, AuditEntry, AuditEvent, AuditFilter, Cause
from bot.policy.ids import AccountId, AuditEntryId, GroupId, PersonId, RequestId, UserId
from bot.policy.settings.catalogue import Setting
from storage.engine.sql import BATCH, IDS, ids_json, read_in_batches
from storage.tables.people_and_rooms import IS_KNOWN, people
from storage.tables.settings_and_approvals import audit, audit_details

_EVENT_COLUMNS = ("account_id", "at", "actor", "what", "group_id", "setting", "before", "after", "request_id", "note")
_INSERT_FOR_PEOPLE = insert(audit).from_select(
    [*_EVENT_COLUMNS, "person_id"],
    select(*(bindparam(f"{name}_", type_=audit.c[name].type) for name in _EVENT_COLUMNS), people.c.id)
    .where(people.c.id.in_(IDS), IS_KNOWN)
    .order_by(people.c.id),
)
_ENTRIES = (
    select(audit, audit_details.c.before.label("personal_before"), audit_details.c.after.label("personal_after"))
    .select_from(audit.outerjoin(audit_details))
    .where(audit.c.account_id == bindparam("account"))
    .limit(bindparam("limit_"))
)
_ABOUT = or_(audit.c.person_id == bindparam("person"), audit.c.actor == bindparam("user"))
_ERASE = delete(audit_details).where(
    audit_details.c.audit_id.in_(
        select(audit.c.id).where(audit.c.account_id == bindparam("account"), audit.c.person_id == bindparam("person"))
    )
)


def add(tx: Connection, account: AccountId, event: AuditEvent, cause: Cause) -> AuditEntryId:
    """Add an entry; gives its id."""
    row = _row(account, event, cause)
    id_ = tx.execute(insert(audit).values(**row, person_id=event.person).returning(audit.c.id)).scalar_one()
    if event.personal_before or event.personal_after:
        details = {"audit_id": id_, "before": event.personal_before, "after": event.personal_after}
        tx.execute(insert(audit_details).values(**details))
    return AuditEntryId(id_)


def add_for_people(
    tx: Connection, account: AccountId, event: AuditEvent, cause: Cause, person_ids: Collection[PersonId]
) -> None:
    """Add one entry for each of these people, but for who was erased: one statement."""
    values = {f"{name}_": value for name, value in _row(account, event, cause).items()}
    tx.execute(_INSERT_FOR_PEOPLE, {**values, "ids": ids_json(person_ids)})


def page(
    tx: Connection, account: AccountId, entry_filter: AuditFilter, before: AuditEntryId | None, limit: int
) -> list[AuditEntry]:
    """At most so many entries, the newest first; only those before this one, if given."""
    statement, values = _filtered(entry_filter, account, limit)
    if before is not None:
        statement, values = statement.where(audit.c.id < bindparam("before_")), {**values, "before_": before}
    return [_entry(row) for row in tx.execute(statement.order_by(audit.c.id.desc()), values)]


def stream(tx: Connection, account: AccountId, entry_filter: AuditFilter) -> Iterator[AuditEntry]:
    """All entries, the oldest first, read in batches."""
    statement, values = _filtered(entry_filter, account, BATCH)
    statement = statement.where(audit.c.id > bindparam("after_")).order_by(audit.c.id)
    yield from map(_entry, read_in_batches(tx, statement, values, "id"))


def erase(tx: Connection, account: AccountId, person: PersonId) -> int:
    """Delete the personal values of all entries about a person; the entries stay. Gives how many had any."""
    return tx.execute(_ERASE, {"account": account, "person": person}).rowcount


def _filtered(entry_filter: AuditFilter, account: AccountId, limit: int) -> tuple[Select[Any], dict[str, Any]]:
    statement: Select[Any] = _ENTRIES
    values = {"person": entry_filter.person, "user": entry_filter.user, "setting_": entry_filter.setting}
    if entry_filter.person is not None or entry_filter.user is not None:
        statement = statement.where(_ABOUT)
    if entry_filter.setting is not None:
        statement = statement.where(audit.c.setting == bindparam("setting_"))
    return statement, {**values, "account": account, "limit_": limit}


def _row(account: AccountId, event: AuditEvent, cause: Cause) -> dict[str, Any]:
    return {
        "account_id": account,
        "at": cause.at,
        "actor": cause.actor,
        "what": event.action,
        "group_id": event.group,
        "setting": event.setting,
        "before": json.dumps(event.before),
        "after": json.dumps(event.after),
        "request_id": cause.request,
        "note": cause.note,
    }


def _entry(row: Row[Any]) -> AuditEntry:
    event = AuditEvent(
        AuditAction(row.what),
        person=None if row.person_id is None else PersonId(row.person_id),
        group=None if row.group_id is None else GroupId(row.group_id),
        setting=None if row.setting is None else Setting(row.setting),
        before=json.loads(row.before),
        after=json.loads(row.after),
        personal_before=row.personal_before or "",
        personal_after=row.personal_after or "",
    )
    request = None if row.request_id is None else RequestId(row.request_id)
    return AuditEntry(AuditEntryId(row.id), event, Cause(UserId(row.actor), row.at, request, row.note))
