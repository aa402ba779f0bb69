"""`pmi-bot erase`, by its command line (AUDIT-1)."""

from pathlib import Path

import pytest

from bot.cli.main import main
from bot.policy.audit.events import SYSTEM_ACTOR, AuditAction, AuditEvent, AuditFilter, Cause
from storage import Database
from storage.audit import audit as audit_store
from tests.support.factories.people import HOST, NOW, TEAM, add_person


@pytest.fixture
def audited(db: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database, as DATABASE_URL, whose audit log holds a link that somebody typed."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    host = add_person(db)
    typed = AuditEvent(AuditAction.LINK, person=host.person.id, personal_before="old.link", personal_after="new.link")
    with db.write(TEAM) as tx:
        audit_store.add(tx, host.account.id, typed, Cause(SYSTEM_ACTOR, NOW))
    return db


def links(db: Database) -> list[str]:
    with db.read() as tx:
        entries = audit_store.page(tx, add_person(db).account.id, AuditFilter(), None, 10)
    return [entry.event.personal_after for entry in entries if entry.event.action is AuditAction.LINK]


def test_what_is_personal_is_erased_and_the_entry_stays(audited: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert links(audited) == ["new.link"]
    assert main(["erase", TEAM, HOST]) == 0
    assert "(entries: 1)" in capsys.readouterr().out
    assert links(audited) == [""]
    assert main(["erase", TEAM, HOST]) == 0
    assert "(entries: 0)" in capsys.readouterr().out


@pytest.mark.parametrize("workspace, user", [(TEAM, "U0NOBODY"), ("T0ELSEWHERE", HOST)])
def test_somebody_who_is_not_known_is_an_error(
    audited: Database, capsys: pytest.CaptureFixture[str], workspace: str, user: str
) -> None:
    assert main(["erase", workspace, user]) == 1
    assert f"Nobody is known as {user} in the workspace {workspace}." in capsys.readouterr().err
    assert links(audited) == ["new.link"]


def test_a_database_without_tables_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert main(["erase", TEAM, HOST]) == 1
    assert "The database cannot be asked" in capsys.readouterr().err
