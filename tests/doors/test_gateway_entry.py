"""Coming in: by passcode, by token, by a ticket; and how long each is good (GATE-1, GATE-5, PASS-2, PASS-3)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.tickets import ADMISSION_TOKEN_LIFETIME
from bot.sandbox.driver import Driver
from tests.doors.guests import CLOSED, NOT_STARTED, OVER, REPLACED, Guest, guarded, host
from tests.living import House

PLACE = "http://127.0.0.1:9/"
ASKS = "Enter the passcode"


@pytest.fixture(scope="module")
def house(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with guarded(migrated_sqlite, tmp_path_factory.mktemp("entry")) as made:
        yield made


@pytest.fixture
def quiet() -> None:
    """The house says how it logs."""


def session_token(house: House, mia: Driver) -> str:
    profile = house.profile(mia)
    assert profile is not None
    assert profile.session is not None
    return profile.session.token


def test_a_guest_gives_the_passcode_and_arrives(house: House) -> None:
    """GATE-1: the form leads back to the same address with a ticket, and that to the meeting place."""
    mia, guest = host(house, "/pmi start"), Guest(house)
    room = house.room(mia)
    path = f"/j/{room.number}"
    assert ASKS in guest.look(path).text
    answer = guest.knock(path, room.passcode)
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert answer.content == b""
    arrived = guest.look(path)
    assert arrived.status_code == 303
    assert arrived.headers["location"] == mia.messages()[-1].links["Enter the room"]


def test_the_ticket_is_kept_from_scripts_and_other_pages(house: House) -> None:
    room = house.room(host(house))
    cookie = Guest(house).knock(f"/j/{room.number}", room.passcode).headers["set-cookie"]
    name, *attributes = (part.strip() for part in cookie.split(";"))
    assert name.startswith("pmi_ticket=")
    assert set(attributes) == {"HttpOnly", "SameSite=lax", f"Path=/j/{room.number}", "Max-Age=43200"}
    assert room.passcode not in cookie
    assert room.token not in cookie


def test_over_https_the_ticket_travels_by_https_alone(migrated_sqlite: Path, tmp_path: Path) -> None:
    with guarded(migrated_sqlite, tmp_path, public_url="https://pmi.example.com") as house:
        room = house.room(host(house))
        cookie = Guest(house).knock(f"/j/{room.number}", room.passcode).headers["set-cookie"]
        assert "Secure" in cookie


def test_behind_a_path_of_the_operators_everything_leads_back_there(migrated_sqlite: Path, tmp_path: Path) -> None:
    """PUBLIC_URL may have a path that the proxy takes away."""
    with guarded(migrated_sqlite, tmp_path, public_url="https://example.com/meet") as house:
        room, guest = house.room(host(house)), Guest(house)
        assert 'href="/meet/gateway.css"' in guest.look(f"/j/{room.number}").text
        answer = guest.knock(f"/j/{room.number}", room.passcode)
        assert answer.headers["location"] == f"/meet/j/{room.number}"
        assert f"Path=/meet/j/{room.number};" in answer.headers["set-cookie"]


@pytest.mark.parametrize("written", ["{0} {1} {2}", "{0}-{1}-{2}", "{0}%20{1}%20{2}", "{0}{1}{2}"])
def test_a_number_may_be_written_in_groups(house: House, written: str) -> None:
    """Section 2: spaces and hyphens are dropped."""
    mia, guest = host(house, "/pmi start"), Guest(house)
    number, passcode = house.room(mia).number, house.room(mia).passcode
    answer = guest.knock("/j/" + written.format(number[:3], number[3:6], number[6:]), passcode)
    assert answer.headers["location"] == f"/j/{number}"
    assert guest.look(answer.headers["location"]).headers["location"].startswith(PLACE)


def test_a_link_is_read_in_any_case(house: House) -> None:
    """LINK-1."""
    room, guest = house.room(host(house, "/pmi start")), Guest(house)
    answer = guest.knock(f"/my/{room.link.upper()}", room.passcode)
    assert answer.status_code == 303
    assert guest.look(answer.headers["location"]).headers["location"].startswith(PLACE)


def test_a_passcode_with_blanks_around_it_is_right_and_in_other_capitals_wrong(house: House) -> None:
    mia = host(house)
    mia.type("/pmi edit")
    mia.fill({"Passcode": "Tea-4-Two"})
    mia.submit()
    room = house.room(mia)
    assert Guest(house).knock(f"/j/{room.number}", " Tea-4-Two ").status_code == 303
    wrong = Guest(house).knock(f"/j/{room.number}", "tea-4-two")
    assert wrong.status_code == 403
    assert "capitals count" in wrong.text
    assert 'aria-invalid="true"' in wrong.text


def test_a_ticket_opens_its_own_room_alone_until_its_time_is_up(migrated_sqlite: Path, tmp_path: Path) -> None:
    with guarded(migrated_sqlite, tmp_path) as house:
        one, other, guest = house.room(host(house)), house.room(host(house)), Guest(house)
        ticket = guest.knock(f"/j/{one.number}", one.passcode).cookies["pmi_ticket"]
        assert NOT_STARTED in guest.look(f"/j/{one.number}").text
        for forged in (f"/j/{other.number}", f"/my/{other.link}"):
            answer = Guest(house).browser.get(forged, headers={"Cookie": f"pmi_ticket={ticket}"})
            assert ASKS in answer.text
        house.clock.advance(ADMISSION_TOKEN_LIFETIME)
        assert ASKS in guest.look(f"/j/{one.number}").text


@pytest.mark.parametrize(
    "ticket", ["", ".", "x", "9" * 5000, "99999999999.0000", "²." + "0" * 64, '"\\"', "1772398800." + "a" * 64]
)
def test_a_forged_ticket_opens_nothing(house: House, ticket: str) -> None:
    room = house.room(host(house))
    headers = {"Cookie": f"pmi_ticket={ticket}".encode()}
    answer = Guest(house).browser.get(f"/j/{room.number}", headers=headers)  # type: ignore[arg-type]  # bytes as they come
    assert answer.status_code == 200
    assert ASKS in answer.text


def test_a_changed_passcode_makes_older_links_and_tickets_ask_for_it(house: House) -> None:
    """PASS-2."""
    mia, guest = host(house, "/pmi start"), Guest(house)
    before = house.room(mia)
    path = f"/j/{before.number}"
    guest.knock(path, before.passcode)
    mia.type("/pmi edit")
    mia.press("Generate a passcode")
    mia.submit()
    assert ASKS in guest.look(path, pwd=before.token).text
    assert guest.knock(path, before.passcode).status_code == 403
    assert guest.look(path, pwd=house.room(mia).token).status_code == 200
    assert OVER in guest.look(path, pwd=house.room(mia).token).text


def test_a_cards_token_is_good_for_its_session_only(house: House) -> None:
    """PASS-3."""
    mia, guest = host(house, "/pmi start"), Guest(house)
    path, token = f"/j/{house.room(mia).number}", session_token(house, mia)
    assert guest.look(path, pwd=token).headers["location"].startswith(PLACE)
    mia.press("End", confirm=True)
    assert ASKS in guest.look(path, pwd=token).text
    mia.type("/pmi start")
    assert ASKS in guest.look(path, pwd=token).text


def test_guests_come_in_only_while_a_session_is_open(house: House) -> None:
    """GATE-5."""
    mia, guest = host(house), Guest(house)
    path, token = f"/j/{house.room(mia).number}", house.room(mia).token
    assert NOT_STARTED in guest.look(path, pwd=token).text
    mia.type("/pmi start")
    first = guest.look(path, pwd=token).headers["location"]
    mia.press("End", confirm=True)
    assert OVER in guest.look(path, pwd=token).text
    mia.type("/pmi start")
    assert guest.look(path, pwd=token).headers["location"] not in (first, "")


def test_after_a_day_the_door_closes_by_itself(migrated_sqlite: Path, tmp_path: Path) -> None:
    """Spec section 1."""
    with guarded(migrated_sqlite, tmp_path) as house:
        room, guest = house.room(host(house, "/pmi start")), Guest(house)
        house.clock.advance(timedelta(hours=24) - timedelta(seconds=1))
        assert guest.look(f"/j/{room.number}", pwd=room.token).status_code == 303
        house.clock.advance(timedelta(seconds=1))
        assert OVER in guest.look(f"/j/{room.number}", pwd=room.token).text


def test_a_guest_at_the_door_does_not_count_as_use(house: House) -> None:
    """PMI-12."""
    mia, guest = host(house), Guest(house)
    room = house.room(mia)
    guest.knock(f"/j/{room.number}", room.passcode)
    guest.look(f"/j/{room.number}")
    assert house.room(mia) == room


def test_replacing_the_number_shuts_every_older_way_in(house: House) -> None:
    """PMI-15."""
    mia, guest = host(house, "/pmi start"), Guest(house)
    before, card = house.room(mia), session_token(house, mia)
    guest.knock(f"/j/{before.number}", before.passcode)
    mia.type("/pmi replace")
    mia.press("Replace my number", confirm=True)
    assert REPLACED in guest.look(f"/j/{before.number}").text
    assert REPLACED in guest.look(f"/j/{before.number}", pwd=before.token).text
    assert ASKS in Guest(house).look(f"/j/{before.number}", pwd=card).text
    assert ASKS in guest.look(f"/my/{before.link}", pwd=before.token).text
    assert Guest(house).knock(f"/my/{before.link}", before.passcode).status_code == 403
    assert CLOSED not in guest.look(f"/my/{before.link}", pwd=house.room(mia).token).text


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{host} {0} %s", "", "Mia & Max", "\u202eaiM"])
def test_a_hosts_name_is_text_on_the_page(house: House, name: str) -> None:
    mia = house.newcomer()
    with house.workspace.changing():
        old = house.workspace.people[mia.user_id]
        house.workspace.people[mia.user_id] = type(old)(old.id, "", name)
    mia.type("/pmi")
    page = Guest(house).look(f"/j/{house.room(mia).number}", pwd=house.room(mia).token).text
    assert "<script" not in page
    assert "has not opened the room yet" in page
    assert "<p> has not" not in page
