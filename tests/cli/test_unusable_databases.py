"""What commands say of a database that cannot be used: a sentence that says what to do, without a traceback or a secret (section 12)."""

from pathlib import Path

import pytest

from bot.cli.checks import check_clock, check_database
from bot.cli.main import main
from bot.policy.people.people import Person
from storage import Database
from tests.support.database.databases import PostgresServer
from tests.support.database.outages import locked
from tests.support.factories.people import HOST, TEAM, add_person

COMMANDS = [["migrate"], ["deliveries"], ["run"], ["export", TEAM, HOST], ["erase", TEAM, HOST]]
NEWER = "the database is newer than this version of PMI Bot"


@pytest.fixture(autouse=True)
def complete_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that `run` needs beside a database."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-made-up-token")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "0123456789")


@pytest.fixture
def person(db: Database) -> Person:
    return add_person(db).person


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_an_address_that_leads_nowhere_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "afile").touch()
    for url in (
        f"sqlite:///{tmp_path / 'afile' / 'pmi.db'}",
        "sqlite:////proc/nope/x.db",
        "postgresql:///pmi?port=abc",
    ):
        monkeypatch.setenv("DATABASE_URL", url)
        assert main(command) == 1
        (said,) = capsys.readouterr().err.splitlines()
        assert "check DATABASE_URL" in said


def test_the_doctor_goes_on_where_no_database_can_be_opened() -> None:
    for url in ("sqlite:////proc/nope/x.db", "postgresql:///pmi?port=abc"):
        assert not check_database(url).passed
        assert "the database cannot be opened" in check_clock(url, "http://127.0.0.1:9/api/").text


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_table_that_is_locked_is_no_reason_to_migrate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str, person: Person
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    with locked(database_url, "people"):
        for command in ("export", "erase"):
            assert main([command, TEAM, str(person.user)]) == 1
            said = capsys.readouterr().err
            assert "another process holds it; look which, and try again" in said
            assert "pmi-bot migrate" not in said


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nor_is_a_file_that_is_held(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str, person: Person
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    with locked(database_url):
        assert main(["erase", TEAM, str(person.user), "--yes"]) == 1
    said = capsys.readouterr().err
    assert "another process holds it; look which, and try again" in said
    assert "pmi-bot migrate" not in said


def test_a_newer_schema_is_called_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], unmigrated_database_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", unmigrated_database_url)
    main(["migrate"])
    capsys.readouterr()
    future(unmigrated_database_url)
    for command in ("migrate", "run"):
        assert main([command]) == 1
        said = capsys.readouterr().err
        assert NEWER in said
        assert "pmi-bot migrate" not in said
    assert check_database(unmigrated_database_url).text.startswith(NEWER)


def future(url: str) -> None:
    """A later version has been here."""
    database = Database(url)
    with database.write("test") as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()


def test_a_start_that_cannot_ask_whether_it_is_migrated_says_why(
    postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with postgresql.database() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        main(["migrate"])
        with locked(url, "alembic_version"):
            assert main(["run"]) == 1
        assert "another process holds it; look which, and try again" in capsys.readouterr().err
