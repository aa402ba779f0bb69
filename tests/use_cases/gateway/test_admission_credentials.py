"""What lets a guest in and for how long: tokens, admission tokens, passcodes, links (PASS-2, PASS-3, LINK-1, LINK-2, GATE-2)."""

from datetime import timedelta

import pytest

from bot.policy.gateway.tokens import ADMISSION_TOKEN_LIFETIME
from bot.policy.rooms.edits import form_version
from bot.policy.rooms.rooms import RoomState, existing_room
from bot.policy.settings.catalogue import Setting
from bot.use_cases.gateway import admission
from bot.use_cases.gateway.admission import Admitted, AskPasscode, JoinAddress, SessionOver, open_page, submit_passcode
from bot.use_cases.rooms import replacements, sessions
from bot.use_cases.rooms.edits import EditedRoom
from bot.use_cases.settings.settings import choose_own
from storage import Database
from storage.rooms import rooms as room_store
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.join_addresses import by_link, by_number
from tests.support.factories.people import (
    HOST,
    NOW,
    OTHER,
    TEAM,
    add_person,
    caller,
    make_context,
    open_profile,
    save_room_form,
    start_room,
)

ADDRESS = "203.0.113.7"
OVER = SessionOver("Ava")
A_YEAR = timedelta(days=365)
A_DAY = timedelta(hours=24)
INSTANT = timedelta(microseconds=1)


def test_the_place_is_that_of_the_open_session(db: Database) -> None:
    opened = start_room(db)
    entry = open_page(db, by_number(opened.room), opened.room.token, "", NOW)
    assert isinstance(entry, Admitted)
    assert entry.meeting_name == opened.session.meeting_name


def test_a_session_s_own_token_is_good_for_that_session_only(db: Database) -> None:
    """PASS-3, GATE-3: then it says that the meeting is over, also while the room is open again."""
    first = start_room(db)
    sessions.end_session(make_context(db), caller(HOST), first.session.id)
    assert open_page(db, by_number(first.room), first.session.token, "", NOW) == OVER
    second = start_room(db)
    for join_address in (by_number(first.room), by_link(first.room)):
        assert open_page(db, join_address, first.session.token, "", NOW) == OVER
        assert isinstance(open_page(db, join_address, second.session.token, "", NOW), Admitted)
        assert open_page(db, join_address, second.session.token, "", NOW + A_DAY) == OVER


def test_the_token_of_an_ended_session_says_so_for_thirty_days(db: Database) -> None:
    """GATE-3: kept as a hash, by which nobody else's room can be entered."""
    ended, theirs = start_room(db), start_room(db, OTHER)
    sessions.end_session(make_context(db), caller(HOST), ended.session.id)
    assert ended.session.token not in str(all_rows(db))
    last, later = NOW + 30 * A_DAY - INSTANT, NOW + 30 * A_DAY
    assert open_page(db, by_number(ended.room), ended.session.token, "", last) == OVER
    assert open_page(db, by_number(theirs.room), ended.session.token, "", last) == AskPasscode(wrong=False)
    assert open_page(db, by_number(ended.room), ended.session.token, "", later) == AskPasscode(wrong=False)


def test_what_was_known_of_a_session_is_forgotten_after_thirty_days(db: Database) -> None:
    """GATE-3: token and topic; that of an open one stays."""
    ended = start_room(db, topic="Secret plans")
    start_room(db, OTHER, topic="Open plans", now=NOW + 30 * A_DAY)
    sessions.end_session(make_context(db), caller(HOST), ended.session.id)
    assert admission.forget_sessions(db, NOW + 30 * A_DAY - INSTANT) == 0
    assert admission.forget_sessions(db, NOW + 30 * A_DAY) == 1
    assert admission.forget_sessions(db, NOW + 30 * A_DAY) == 0
    rows = str(table_rows(db, "sessions"))
    assert "Secret plans" not in rows
    assert "Open plans" in rows


def test_whoever_proved_the_passcode_comes_in_by_the_link_of_an_ended_session(db: Database) -> None:
    """GATE-3: it is the token that never admits."""
    ended = start_room(db)
    sessions.end_session(make_context(db), caller(HOST), ended.session.id)
    start_room(db)
    entry = submit_passcode(db, by_number(ended.room), ended.room.passcode, ADDRESS, NOW)
    assert isinstance(entry, Admitted)
    again = open_page(db, by_number(ended.room), ended.session.token, entry.admission_token, NOW)
    assert isinstance(again, Admitted)
    assert again.state is RoomState.OPEN


def test_of_a_number_that_ended_the_passcode_is_kept_as_a_hash(db: Database) -> None:
    """GATE-2."""
    old = existing_room(add_person(db))
    open_profile(db, now=NOW + A_YEAR)
    save_room_form(db, now=NOW + A_YEAR, passcode="another1")
    assert old.passcode not in [field for row in table_rows(db, "rooms") for field in row]
    assert isinstance(submit_passcode(db, by_number(old), old.passcode, ADDRESS, NOW + A_YEAR), Admitted)
    assert submit_passcode(db, by_number(old), "", ADDRESS, NOW + A_YEAR) == AskPasscode(wrong=True)


def test_one_room_s_proofs_open_no_other(db: Database) -> None:
    mine, theirs = start_room(db).room, start_room(db, OTHER).room
    entry = submit_passcode(db, by_number(mine), mine.passcode, ADDRESS, NOW)
    assert isinstance(entry, Admitted)
    assert open_page(db, by_number(theirs), mine.token, entry.admission_token, NOW) == AskPasscode(wrong=False)


def test_an_admission_token_is_good_for_twelve_hours_to_the_second(db: Database) -> None:
    room = existing_room(add_person(db))
    entry = submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW)
    assert isinstance(entry, Admitted)
    last = open_page(db, by_number(room), "", entry.admission_token, NOW + ADMISSION_TOKEN_LIFETIME - INSTANT)
    assert last == Admitted(RoomState.NOT_STARTED, "Ava", None, entry.admission_token)
    assert open_page(db, by_number(room), "", entry.admission_token, NOW + ADMISSION_TOKEN_LIFETIME) == AskPasscode(
        wrong=False
    )


def test_an_admission_token_and_a_token_die_with_a_changed_passcode(db: Database) -> None:
    """PASS-2."""
    room = open_profile(db).room
    entry = submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW)
    assert isinstance(entry, Admitted)
    save_room_form(db, passcode="another1")
    assert open_page(db, by_number(room), room.token, entry.admission_token, NOW) == AskPasscode(wrong=False)
    assert submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW) == AskPasscode(wrong=True)
    assert isinstance(submit_passcode(db, by_number(room), "another1", ADDRESS, NOW), Admitted)


@pytest.mark.parametrize(
    "forged", ["", ".", "9999999999.", "9999999999.00", "x.y", "é.ü", "\x00", "9" * 5000], ids=range(8)
)
def test_a_forged_admission_token_or_token_is_not_taken(db: Database, forged: str) -> None:
    room = existing_room(add_person(db))
    submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW)
    assert open_page(db, by_number(room), forged, forged, NOW) == AskPasscode(wrong=False)


def test_an_admission_token_s_time_cannot_be_moved(db: Database) -> None:
    room = existing_room(add_person(db))
    entry = submit_passcode(db, by_number(room), room.passcode, ADDRESS, NOW)
    assert isinstance(entry, Admitted)
    expires, _, seal = entry.admission_token.partition(".")
    assert open_page(db, by_number(room), "", f"{int(expires) + 1}.{seal}", NOW) == AskPasscode(wrong=False)


def test_a_room_without_a_passcode_needs_no_proof(db: Database) -> None:
    """GATE-2: it gives itself away, and the setting says so."""
    room = start_room(db).room
    choose_own(make_context(db), caller(HOST), {Setting.PMI_PASSCODE_REQUIRED: False})
    with db.write(TEAM) as tx:
        room_store.set_passcode(tx, room.id, "", "token")
    for entry in (open_page(db, by_number(room), "", "", NOW), submit_passcode(db, by_number(room), "", ADDRESS, NOW)):
        assert isinstance(entry, Admitted)
        assert entry.state is RoomState.OPEN


def test_the_token_of_an_ended_session_admits_not_even_where_no_passcode_is_needed(db: Database) -> None:
    """GATE-3: “This meeting is over”, also when the room is open again; whoever comes without it is admitted."""
    first = start_room(db)
    choose_own(make_context(db), caller(HOST), {Setting.PMI_PASSCODE_REQUIRED: False})
    with db.write(TEAM) as tx:
        room_store.set_passcode(tx, first.room.id, "", "token")
    sessions.end_session(make_context(db), caller(HOST), first.session.id)
    second = start_room(db)
    for join_address in (by_number(first.room), by_link(first.room)):
        assert open_page(db, join_address, first.session.token, "", NOW) == OVER
        for token in ("", "x" * 22, second.session.token):
            assert isinstance(open_page(db, join_address, token, "", NOW), Admitted)
        much_later = NOW + 30 * A_DAY
        assert isinstance(open_page(db, join_address, first.session.token, "", much_later), Admitted)


def test_a_room_that_must_have_a_passcode_and_has_none_admits_nobody(db: Database) -> None:
    """LOCK-8: until it gets one."""
    room = start_room(db).room
    with db.write(TEAM) as tx:
        room_store.set_passcode(tx, room.id, "", "token")
    assert open_page(db, by_number(room), "", "", NOW) == AskPasscode(wrong=False)
    assert submit_passcode(db, by_number(room), "", ADDRESS, NOW) == AskPasscode(wrong=True)


def test_a_switched_off_room_says_so_after_the_right_proof_only(db: Database) -> None:
    """LOCK-6, GATE-2, GATE-3."""
    room = start_room(db).room
    choose_own(make_context(db), caller(HOST), {Setting.PMI_ENABLED: False})
    assert open_page(db, by_number(room), "", "", NOW) == AskPasscode(wrong=False)
    for entry in (
        open_page(db, by_number(room), room.token, "", NOW),
        open_page(db, by_link(room), room.token, "", NOW),
    ):
        assert isinstance(entry, Admitted)
        assert entry.state is RoomState.DISABLED
        assert entry.meeting_name is None


def test_where_links_carry_no_token_older_tokens_ask_for_the_passcode(db: Database) -> None:
    """PASS-2."""
    opened = start_room(db)
    choose_own(make_context(db), caller(HOST), {Setting.PASSCODE_IN_LINK: False})
    for token in (opened.room.token, opened.session.token):
        assert open_page(db, by_number(opened.room), token, "", NOW) == AskPasscode(wrong=False)
    assert isinstance(submit_passcode(db, by_number(opened.room), opened.room.passcode, ADDRESS, NOW), Admitted)


def test_a_link_is_found_however_its_letters_are_written(db: Database) -> None:
    """LINK-1."""
    room = existing_room(add_person(db))
    assert isinstance(open_page(db, JoinAddress(room.link.upper(), is_link=True), room.token, "", NOW), Admitted)


def test_a_released_link_leads_to_the_old_room_for_its_guests_and_nowhere_else(db: Database) -> None:
    """GATE-3: number replaced, ask your host."""
    old = start_room(db).room
    renewed = replacements.renew_link(make_context(db), caller(HOST), form_version(old))
    assert isinstance(renewed, EditedRoom)
    before = open_page(db, by_link(old), old.token, "", NOW)
    after = open_page(db, by_link(renewed.room), renewed.room.token, "", NOW)
    assert isinstance(before, Admitted)
    assert isinstance(after, Admitted)
    assert (before.state, before.meeting_name) == (RoomState.REPLACED, None)
    assert after.state is RoomState.OPEN
    assert open_page(db, by_link(old), "wrong", "", NOW) == AskPasscode(wrong=False)


def test_a_number_that_was_issued_again_leads_to_its_present_owner(db: Database) -> None:
    """PMI-9: after 365 days."""
    old = existing_room(add_person(db))
    open_profile(db, now=NOW + A_YEAR)
    open_profile(db, OTHER, now=NOW + 2 * A_YEAR)
    save_room_form(db, OTHER, now=NOW + 2 * A_YEAR, number=old.number)
    theirs = open_profile(db, OTHER, now=NOW + 2 * A_YEAR).room
    assert theirs.number == old.number
    assert open_page(db, by_number(old), old.token, "", NOW + 2 * A_YEAR) == AskPasscode(wrong=False)
    assert isinstance(open_page(db, by_number(old), theirs.token, "", NOW + 2 * A_YEAR), Admitted)


ODD_TEXTS = {
    "nothing": "",
    "a space": " ",
    "a short number": "0",
    "far too long": "x" * 5000,
    "a zero byte": "a\x00b",
    "an accent": "é",
    "an emoji": "🦊",
    "half an emoji": "\ud83e",
    "SQL": "'; DROP TABLE rooms; --",
    "a wildcard": "%",
    "longer in lower case": "İ" * 40,
}


@pytest.mark.parametrize("is_link", [False, True], ids=["number", "link"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_whatever_stands_in_a_join_address_is_asked_for_a_passcode(db: Database, text: str, is_link: bool) -> None:
    """Section 12, GATE-2."""
    join_address = JoinAddress(text, is_link=is_link)
    assert open_page(db, join_address, text, text, NOW) == AskPasscode(wrong=False)
    assert submit_passcode(db, join_address, text, text, NOW) == AskPasscode(wrong=True)
