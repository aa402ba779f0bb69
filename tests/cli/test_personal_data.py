"""`pmi-bot erase` and `pmi-bot export`, by their command line (AUDIT-1)."""

import json
import stat
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.policy.rooms.rooms import Room
from storage import Database
from tests.support.database.databases import all_rows
from tests.support.factories.people import HOST, TEAM, save_room_form, start_room

UNKNOWN = [(TEAM, "U0NOBODY"), ("T0ELSEWHERE", HOST)]


@pytest.fixture
def room(db: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Room:
    """That of somebody who typed a link, is in a meeting now, and is in the database of DATABASE_URL."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    start_room(db, topic="Planning")
    save_room_form(db, link="ava.example", passcode="246802")
    return start_room(db).room


def test_without_yes_it_says_what_would_go_and_changes_nothing(
    db: Database, room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    before = all_rows(db)
    assert main(["erase", TEAM, HOST]) == 1
    shown = capsys.readouterr().out
    assert f"This would erase {HOST}" in shown
    assert "rooms 1" in shown
    assert f"pmi-bot erase {TEAM} {HOST} --yes" in shown
    assert all_rows(db) == before
    assert room.link not in shown


def test_somebody_is_erased_once(db: Database, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert room.link in str(all_rows(db))
    assert main(["erase", TEAM, HOST, "--yes"]) == 0
    shown = capsys.readouterr().out
    assert "sessions 2" in shown
    assert "audit_details 1" in shown
    assert "for nobody: 1." in shown
    after = all_rows(db)
    assert not [each for each in (room.link, room.passcode, "Planning", "Ava") if each in str(after)]
    assert main(["erase", TEAM, HOST, "--yes"]) == 1
    assert f"Nobody is known as {HOST}" in capsys.readouterr().err
    assert all_rows(db) == after


@pytest.mark.parametrize("workspace, user", UNKNOWN)
@pytest.mark.parametrize("command", [["erase"], ["erase", "--yes"], ["export"]])
def test_somebody_who_is_not_known_is_an_error(
    db: Database, room: Room, capsys: pytest.CaptureFixture[str], command: list[str], workspace: str, user: str
) -> None:
    before = all_rows(db)
    assert main([*command, workspace, user]) == 1
    assert f"Nobody is known as {user} in the workspace {workspace}." in capsys.readouterr().err
    assert all_rows(db) == before
    assert room.link in str(before)


def test_an_export_holds_what_is_theirs_and_no_passcode_or_token(
    room: Room, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", TEAM, HOST]) == 0
    text = capsys.readouterr().out
    found = json.loads(text)
    assert (found["workspace"], found["user"]) == (TEAM, HOST)
    assert found["profile"][0]["name"] == "Ava"
    assert [each["number"] for each in found["rooms"]] == [room.number]
    assert [each["topic"] for each in found["sessions"]] == ["Planning", ""]
    assert [each["personal_after"] for each in found["audit"] if each["what"] == "link"] == ["ava.example"]
    assert [(each["before"], each["after"]) for each in found["audit"] if each["what"] == "passcode"] == [(True, True)]
    assert not [each for each in (room.passcode, room.token) if each in text]


def test_an_export_goes_to_a_file_for_its_owner_s_eyes_only(
    room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ava.json"
    file.touch(mode=0o644)
    assert main(["export", TEAM, HOST, "--output", str(file)]) == 0
    assert room.number in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert main(["export", TEAM, HOST, "--output", str(tmp_path / "no folder" / "ava.json")]) == 1
    assert "The file cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["erase", "export"])
def test_a_database_without_tables_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert main([command, TEAM, HOST]) == 1
    assert "The database cannot be asked" in capsys.readouterr().err
