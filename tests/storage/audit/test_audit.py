"""The audit is only ever added to, on both databases, and read in pages; what is personal can be erased (AUDIT-1)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.audit.events import AuditAction, AuditEntry, AuditEvent, AuditFilter, Cause
from bot.policy.ids import AccountId, AuditEntryId, GroupId, PersonId, RequestId, UserId
from bot.policy.settings.catalogue import Setting
from storage import Database, StorageError
from storage.audit import audit as audit_store
from storage.engine.sql import BATCH
from tests.support.factories.people import HOST, NOW, OTHER, TEAM, add_person

CAUSE = Cause(HOST, NOW, RequestId(7), "how")
RENAMED = AuditEvent(AuditAction.GROUP_RENAMED, group=GroupId(3), personal_before="Old", personal_after="New")
CHOICE = AuditEvent(AuditAction.CHOICE, setting=Setting.PMI_ENABLED, before=None, after=False)


def every(db: Database, account: AccountId, only: AuditFilter | None = None) -> list[AuditEntry]:
    with db.read() as tx:
        return list(audit_store.stream(tx, account, only or AuditFilter()))


def test_an_entry_comes_back_as_it_was_written(db: Database) -> None:
    account = add_person(db).account.id
    event = AuditEvent(
        AuditAction.SETTING, group=GroupId(3), setting=Setting.PMI_ENABLED, before={"value": None}, after=[1, 2]
    )
    with db.write(TEAM) as tx:
        ids = [audit_store.add(tx, account, each, CAUSE) for each in (event, RENAMED)]
    assert every(db, account) == [AuditEntry(ids[0], event, CAUSE), AuditEntry(ids[1], RENAMED, CAUSE)]


def test_the_same_for_many_people_is_written_at_once(db: Database) -> None:
    account = add_person(db).account.id
    who = sorted([add_person(db, HOST).person.id, add_person(db, OTHER).person.id])
    event = AuditEvent(AuditAction.MEMBER_ADDED, group=GroupId(3))
    with db.write(TEAM) as tx:
        audit_store.add_for_people(tx, account, event, CAUSE, who)
    assert [(entry.event, entry.cause) for entry in every(db, account)] == [
        (replace(event, person=person), CAUSE) for person in who
    ]


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'U0NOBODY'", "DELETE FROM audit"])
def test_an_entry_is_neither_changed_nor_deleted(db: Database, statement: str) -> None:
    account = add_person(db).account.id
    with db.write(TEAM) as tx:
        audit_store.add(tx, account, CHOICE, CAUSE)
    before = every(db, account)
    with pytest.raises(StorageError), db.write(TEAM) as tx:
        tx.exec_driver_sql(statement)
    assert every(db, account) == before


@pytest.mark.parametrize("statement", ["UPDATE audit SET note = '' WHERE id = -1", "TRUNCATE audit CASCADE"])
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_on_postgresql_even_trying_is_refused(db: Database, statement: str) -> None:
    """Per statement, whether it meets a row or not; emptying the table too."""
    with pytest.raises(StorageError, match="audit entries are only ever added"), db.write(TEAM) as tx:
        tx.exec_driver_sql(statement)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_entry_is_not_replaced_under_its_own_id(db: Database) -> None:
    """INSERT OR REPLACE deletes without asking a trigger for deletes."""
    account = add_person(db).account.id
    with db.write(TEAM) as tx:
        audit_store.add(tx, account, CHOICE, CAUSE)
    before = every(db, account)
    with pytest.raises(StorageError), db.write(TEAM) as tx:
        tx.exec_driver_sql("INSERT OR REPLACE INTO audit SELECT id, account_id, at, 'U0NOBODY', what, person_id, group_id, setting, before, after, request_id, note FROM audit")  # fmt: skip
    assert every(db, account) == before


def test_pages_go_from_the_newest_back(db: Database) -> None:
    account = add_person(db).account.id
    with db.write(TEAM) as tx:
        ids = [audit_store.add(tx, account, CHOICE, replace(CAUSE, at=NOW + timedelta(hours=n))) for n in range(5)]

    def page(before: AuditEntryId | None) -> list[AuditEntryId]:
        with db.read() as tx:
            return [entry.id for entry in audit_store.page(tx, account, AuditFilter(), before, 2)]

    assert page(None) == [ids[4], ids[3]]
    assert page(ids[3]) == [ids[2], ids[1]]
    assert page(ids[1]) == [ids[0]]
    assert page(ids[0]) == []


def test_entries_are_found_by_a_person_who_acted_or_whom_it_was_about_and_by_setting(db: Database) -> None:
    account, person = add_person(db).account.id, add_person(db, OTHER).person.id
    by_other, by_host = Cause(OTHER, NOW), Cause(HOST, NOW)
    with db.write(TEAM) as tx:
        about = audit_store.add(tx, account, AuditEvent(AuditAction.LICENSE, person=person), by_host)
        acted = audit_store.add(tx, account, CHOICE, by_other)
        audit_store.add(tx, account, RENAMED, by_host)
    found = every(db, account, AuditFilter(person=person, user=OTHER))
    assert [entry.id for entry in found] == [about, acted]
    assert [entry.id for entry in every(db, account, AuditFilter(setting=Setting.PMI_ENABLED))] == [acted]
    assert every(db, account, AuditFilter(user=UserId("U0NOBODY"))) == []


def test_an_account_sees_its_own_entries_alone(db: Database) -> None:
    account, other = add_person(db).account.id, add_person(db, "U9", team="T9").account.id
    with db.write(TEAM) as tx:
        audit_store.add(tx, account, CHOICE, CAUSE)
    assert every(db, other) == []
    with db.read() as tx:
        assert audit_store.page(tx, other, AuditFilter(), None, 10) == []


def test_streaming_gives_every_entry_once_however_many_batches_it_takes(db: Database) -> None:
    account, person = add_person(db).account.id, add_person(db).person.id
    with db.write(TEAM) as tx:
        for _ in range(2 * BATCH + 1):
            audit_store.add_for_people(tx, account, CHOICE, CAUSE, [person])
    ids = [entry.id for entry in every(db, account)]
    assert len(ids) == len(set(ids)) == 2 * BATCH + 1
    assert ids == sorted(ids)


def test_personal_values_are_erased_and_the_entries_stay(db: Database) -> None:
    account, person = add_person(db).account.id, add_person(db).person.id
    typed = AuditEvent(AuditAction.LINK, person=person, personal_before="old.link", personal_after="new.link")
    with db.write(TEAM) as tx:
        audit_store.add(tx, account, typed, CAUSE)
        audit_store.add(tx, account, RENAMED, CAUSE)
        assert audit_store.erase(tx, account, person) == 1
        assert audit_store.erase(tx, account, PersonId(person + 1)) == 0
    assert [entry.event for entry in every(db, account)] == [AuditEvent(AuditAction.LINK, person=person), RENAMED]
