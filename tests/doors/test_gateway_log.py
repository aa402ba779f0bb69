"""What the log tells of a story at the doors: routes and faults, and nothing by which anybody could come in (GATE-4)."""

from pathlib import Path

import pytest

from tests.doors.guests import Guest, guarded, host
from tests.living import House, broken


@pytest.fixture
def quiet() -> None:
    """The house says how it logs."""


def test_no_line_of_the_log_holds_a_number_a_link_a_passcode_or_a_token(migrated_sqlite: Path, tmp_path: Path) -> None:
    """GATE-4: over a whole story, with faults, wrong passcodes and a host's own acts."""
    with guarded(migrated_sqlite, tmp_path) as house:
        mia, guest = host(house, "/pmi start Secret topic"), Guest(house)
        room, profile = house.room(mia), house.profile(mia)
        assert profile is not None
        assert profile.session is not None
        secrets = [
            room.number,
            room.link,
            room.passcode,
            room.token,
            profile.session.token,
            profile.session.meeting_name,
        ]
        story(house, guest, room.number, room.passcode, room.token)
        mia.type(f"/pmi edit {room.number}")
        mia.fill({"Passcode": "Fresh-11"})
        mia.submit()
        mia.close()
        mia.type("/pmi replace")
        mia.press("Replace my number", confirm=True)
        now = house.room(mia)
        secrets += [now.number, now.passcode, now.token, "Fresh-11", "Secret topic", "guessed-1", "guessed-2"]
        lines = house.log.getvalue()
        assert "join by number" in lines
        assert "a handler failed" not in lines
        assert [secret for secret in secrets if secret in lines] == []


def story(house: House, guest: Guest, number: str, passcode: str, token: str) -> None:
    path = f"/j/{number}"
    guest.knock(path, passcode)
    guest.look(path)
    guest.look(path, pwd=token)
    guest.look(path, pwd="guessed-1")
    for _ in range(6):
        guest.knock(path, "guessed-2")
    with broken(house):
        guest.look(path, pwd=token)
        guest.knock(path, passcode)
