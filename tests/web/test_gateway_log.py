"""The log of a whole story at the gateway holds routes and faults, and nothing with which a guest could join (GATE-4)."""

from pathlib import Path

from tests.support.fixtures.bot_fixture import BotUnderTest, with_missing_table
from tests.support.fixtures.gateway_fixture import Guest, bot_behind_proxy, new_host


def test_no_line_of_the_log_holds_a_number_a_link_a_passcode_or_a_token(migrated_sqlite: Path, tmp_path: Path) -> None:
    """GATE-4: over a whole story, with faults, wrong passcodes and a host's own acts."""
    with bot_behind_proxy(migrated_sqlite, tmp_path) as live_bot:
        mia, guest = new_host(live_bot, "/pmi start Secret topic"), Guest(live_bot)
        room, profile = live_bot.room(mia), live_bot.profile(mia)
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
        story(live_bot, guest, room.number, room.passcode, room.token)
        mia.type(f"/pmi edit {room.number}")
        mia.fill({"Passcode": "Fresh-11"})
        mia.submit()
        mia.close()
        mia.type("/pmi replace")
        mia.press("Replace my number", confirm=True)
        now = live_bot.room(mia)
        secrets += [now.number, now.passcode, now.token, "Fresh-11", "Secret topic", "guessed-1", "guessed-2"]
        lines = live_bot.log.getvalue()
        assert "join by number" in lines
        assert "handler_failed" not in lines
        assert [secret for secret in secrets if secret in lines] == []


def story(live_bot: BotUnderTest, guest: Guest, number: str, passcode: str, token: str) -> None:
    path = f"/j/{number}"
    guest.submit_passcode(path, passcode)
    guest.open_page(path)
    guest.open_page(path, pwd=token)
    guest.open_page(path, pwd="guessed-1")
    for _ in range(6):
        guest.submit_passcode(path, "guessed-2")
    with with_missing_table(live_bot):
        guest.open_page(path, pwd=token)
        guest.submit_passcode(path, passcode)
