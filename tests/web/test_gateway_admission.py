"""Admission by passcode, by token and by cookie, and how long each is valid (GATE-1, GATE-5, PASS-2, PASS-3)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.gateway.tokens import ADMISSION_TOKEN_LIFETIME
from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.gateway_fixture import (
    CLOSED,
    NOT_STARTED,
    OVER,
    REPLACED,
    Guest,
    bot_behind_proxy,
    new_host,
)

PLACE = "http://127.0.0.1:9/"
ASKS = "Enter the passcode"
SESSION_OVER = "This meeting is over"


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    with bot_behind_proxy(migrated_sqlite, tmp_path_factory.mktemp("entry")) as made:
        yield made


def session_token(live_bot: BotUnderTest, mia: Driver) -> str:
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.session is not None
    return profile.session.token


def test_a_guest_gives_the_passcode_and_arrives(live_bot: BotUnderTest) -> None:
    """GATE-1: the form redirects to the same address with a cookie, and that page to the meeting place."""
    mia, guest = new_host(live_bot, "/pmi start"), Guest(live_bot)
    room = live_bot.room(mia)
    path = f"/j/{room.number}"
    assert ASKS in guest.open_page(path).text
    answer = guest.submit_passcode(path, room.passcode)
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert answer.content == b""
    arrived = guest.open_page(path)
    assert arrived.status_code == 303
    assert arrived.headers["location"] == mia.messages()[-1].links["Enter"]


def test_the_admission_token_is_kept_from_scripts_and_other_pages(live_bot: BotUnderTest) -> None:
    room = live_bot.room(new_host(live_bot))
    cookie = Guest(live_bot).submit_passcode(f"/j/{room.number}", room.passcode).headers["set-cookie"]
    name, *attributes = (part.strip() for part in cookie.split(";"))
    assert name.startswith("pmi_ticket=")
    assert set(attributes) == {"HttpOnly", "SameSite=lax", f"Path=/j/{room.number}", "Max-Age=43200"}
    assert room.passcode not in cookie
    assert room.token not in cookie


def test_over_https_the_admission_token_travels_by_https_alone(migrated_sqlite: Path, tmp_path: Path) -> None:
    with bot_behind_proxy(migrated_sqlite, tmp_path, public_url="https://pmi.example.com") as live_bot:
        room = live_bot.room(new_host(live_bot))
        cookie = Guest(live_bot).submit_passcode(f"/j/{room.number}", room.passcode).headers["set-cookie"]
        assert "Secure" in cookie


def test_behind_a_path_of_the_operators_everything_leads_back_there(migrated_sqlite: Path, tmp_path: Path) -> None:
    """PUBLIC_URL may have a path that the proxy takes away."""
    with bot_behind_proxy(migrated_sqlite, tmp_path, public_url="https://example.com/meet") as live_bot:
        room, guest = live_bot.room(new_host(live_bot)), Guest(live_bot)
        assert 'href="/meet/gateway.css"' in guest.open_page(f"/j/{room.number}").text
        answer = guest.submit_passcode(f"/j/{room.number}", room.passcode)
        assert answer.headers["location"] == f"/meet/j/{room.number}"
        assert f"Path=/meet/j/{room.number};" in answer.headers["set-cookie"]


@pytest.mark.parametrize("written", ["{0} {1} {2}", "{0}-{1}-{2}", "{0}%20{1}%20{2}", "{0}{1}{2}"])
def test_a_number_may_be_written_in_groups(live_bot: BotUnderTest, written: str) -> None:
    """Section 2: spaces and hyphens are dropped."""
    mia, guest = new_host(live_bot, "/pmi start"), Guest(live_bot)
    number, passcode = live_bot.room(mia).number, live_bot.room(mia).passcode
    answer = guest.submit_passcode("/j/" + written.format(number[:3], number[3:6], number[6:]), passcode)
    assert answer.headers["location"] == f"/j/{number}"
    assert guest.open_page(answer.headers["location"]).headers["location"].startswith(PLACE)


def test_a_link_is_read_in_any_case(live_bot: BotUnderTest) -> None:
    """LINK-1."""
    room, guest = live_bot.room(new_host(live_bot, "/pmi start")), Guest(live_bot)
    answer = guest.submit_passcode(f"/my/{room.link.upper()}", room.passcode)
    assert answer.status_code == 303
    assert guest.open_page(answer.headers["location"]).headers["location"].startswith(PLACE)


def test_a_passcode_with_blanks_around_it_is_right_and_in_other_capitals_wrong(live_bot: BotUnderTest) -> None:
    mia = new_host(live_bot)
    mia.type("/pmi edit")
    mia.fill({"Passcode": "Tea-4-Two"})
    mia.submit()
    room = live_bot.room(mia)
    assert Guest(live_bot).submit_passcode(f"/j/{room.number}", " Tea-4-Two ").status_code == 303
    wrong = Guest(live_bot).submit_passcode(f"/j/{room.number}", "tea-4-two")
    assert wrong.status_code == 403
    assert "capitals count" in wrong.text
    assert 'aria-invalid="true"' in wrong.text


def test_an_admission_token_opens_its_own_room_alone_until_its_time_is_up(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    with bot_behind_proxy(migrated_sqlite, tmp_path) as live_bot:
        one, other, guest = live_bot.room(new_host(live_bot)), live_bot.room(new_host(live_bot)), Guest(live_bot)
        admission_token = guest.submit_passcode(f"/j/{one.number}", one.passcode).cookies["pmi_ticket"]
        assert NOT_STARTED in guest.open_page(f"/j/{one.number}").text
        for forged in (f"/j/{other.number}", f"/my/{other.link}"):
            answer = Guest(live_bot).browser.get(forged, headers={"Cookie": f"pmi_ticket={admission_token}"})
            assert ASKS in answer.text
        live_bot.clock.advance(ADMISSION_TOKEN_LIFETIME)
        assert ASKS in guest.open_page(f"/j/{one.number}").text


@pytest.mark.parametrize(
    "admission_token", ["", ".", "x", "9" * 5000, "99999999999.0000", "²." + "0" * 64, '"\\"', "1772398800." + "a" * 64]
)
def test_a_forged_admission_token_opens_nothing(live_bot: BotUnderTest, admission_token: str) -> None:
    room = live_bot.room(new_host(live_bot))
    headers = {"Cookie": f"pmi_ticket={admission_token}".encode()}
    answer = Guest(live_bot).browser.get(f"/j/{room.number}", headers=headers)  # type: ignore[arg-type]  # bytes as they come
    assert answer.status_code == 200
    assert ASKS in answer.text


def test_a_changed_passcode_makes_older_links_and_admission_tokens_ask_for_it(live_bot: BotUnderTest) -> None:
    """PASS-2."""
    mia, guest = new_host(live_bot, "/pmi start"), Guest(live_bot)
    before = live_bot.room(mia)
    path = f"/j/{before.number}"
    guest.submit_passcode(path, before.passcode)
    mia.type("/pmi edit")
    mia.press("Generate a passcode")
    mia.submit()
    assert ASKS in guest.open_page(path, pwd=before.token).text
    assert guest.submit_passcode(path, before.passcode).status_code == 403
    assert guest.open_page(path, pwd=live_bot.room(mia).token).status_code == 200
    assert OVER in guest.open_page(path, pwd=live_bot.room(mia).token).text


def test_a_cards_token_is_good_for_its_session_only(live_bot: BotUnderTest) -> None:
    """PASS-3, GATE-3."""
    mia, guest = new_host(live_bot, "/pmi start"), Guest(live_bot)
    path, token = f"/j/{live_bot.room(mia).number}", session_token(live_bot, mia)
    assert guest.open_page(path, pwd=token).headers["location"].startswith(PLACE)
    mia.press("End", confirm=True)
    assert SESSION_OVER in guest.open_page(path, pwd=token).text
    mia.type("/pmi start")
    assert SESSION_OVER in guest.open_page(path, pwd=token).text


def test_a_guest_with_the_link_of_an_ended_meeting_is_not_sent_for_a_passcode_that_no_card_gave(
    live_bot: BotUnderTest,
) -> None:
    """GATE-3: the page says what to do, and does not look again, since its link never lets anybody in."""
    mia, guest = new_host(live_bot, "/pmi start Planning"), Guest(live_bot)
    path, token = f"/j/{live_bot.room(mia).number}", session_token(live_bot, mia)
    mia.press("End", confirm=True)
    page = guest.open_page(path, pwd=token).text
    assert "Ask Mia" in page
    assert not [each for each in ("passcode", "invitation", "refresh", "Planning") if each in page]
    live_bot.clock.advance(timedelta(days=30))
    assert ASKS in guest.open_page(path, pwd=token).text


def test_guests_come_in_only_while_a_session_is_open(live_bot: BotUnderTest) -> None:
    """GATE-5."""
    mia, guest = new_host(live_bot), Guest(live_bot)
    path, token = f"/j/{live_bot.room(mia).number}", live_bot.room(mia).token
    assert NOT_STARTED in guest.open_page(path, pwd=token).text
    mia.type("/pmi start")
    first = guest.open_page(path, pwd=token).headers["location"]
    mia.press("End", confirm=True)
    assert OVER in guest.open_page(path, pwd=token).text
    mia.type("/pmi start")
    assert guest.open_page(path, pwd=token).headers["location"] not in (first, "")


def test_after_a_day_the_room_closes_by_itself(migrated_sqlite: Path, tmp_path: Path) -> None:
    """Spec section 1."""
    with bot_behind_proxy(migrated_sqlite, tmp_path) as live_bot:
        room, guest = live_bot.room(new_host(live_bot, "/pmi start")), Guest(live_bot)
        live_bot.clock.advance(timedelta(hours=24) - timedelta(seconds=1))
        assert guest.open_page(f"/j/{room.number}", pwd=room.token).status_code == 303
        live_bot.clock.advance(timedelta(seconds=1))
        assert OVER in guest.open_page(f"/j/{room.number}", pwd=room.token).text


def test_a_guest_on_the_join_page_does_not_count_as_use(live_bot: BotUnderTest) -> None:
    """PMI-12."""
    mia, guest = new_host(live_bot), Guest(live_bot)
    room = live_bot.room(mia)
    guest.submit_passcode(f"/j/{room.number}", room.passcode)
    guest.open_page(f"/j/{room.number}")
    assert live_bot.room(mia) == room


def test_replacing_the_number_shuts_every_older_way_in(live_bot: BotUnderTest) -> None:
    """PMI-15."""
    mia, guest = new_host(live_bot, "/pmi start"), Guest(live_bot)
    before, card = live_bot.room(mia), session_token(live_bot, mia)
    guest.submit_passcode(f"/j/{before.number}", before.passcode)
    mia.type("/pmi replace")
    mia.press("Replace my number", confirm=True)
    assert REPLACED in guest.open_page(f"/j/{before.number}").text
    assert REPLACED in guest.open_page(f"/j/{before.number}", pwd=before.token).text
    assert SESSION_OVER in Guest(live_bot).open_page(f"/j/{before.number}", pwd=card).text
    assert ASKS in guest.open_page(f"/my/{before.link}", pwd=before.token).text
    assert Guest(live_bot).submit_passcode(f"/my/{before.link}", before.passcode).status_code == 403
    assert CLOSED not in guest.open_page(f"/my/{before.link}", pwd=live_bot.room(mia).token).text


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{host} {0} %s", "", "Mia & Max", "\u202eaiM"])
def test_a_hosts_name_is_text_on_the_page(live_bot: BotUnderTest, name: str) -> None:
    mia = live_bot.newcomer()
    with live_bot.workspace.changing():
        old = live_bot.workspace.people[mia.user_id]
        live_bot.workspace.people[mia.user_id] = type(old)(old.id, "", name)
    mia.type("/pmi")
    page = Guest(live_bot).open_page(f"/j/{live_bot.room(mia).number}", pwd=live_bot.room(mia).token).text
    assert "<script" not in page
    assert "has not opened the room yet" in page
    assert "<p> has not" not in page
