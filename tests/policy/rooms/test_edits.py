"""Editing one's own room: what is wrong beside its field, and what the answer tells of others (PMI-9, LINK-2, PASS-1)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.clock import Instant
from bot.policy.ids import AccountId, PersonId, Pmi, RoomId, TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.people import Account, License, Person, Plan, Role
from bot.policy.rooms.edits import (
    AVAILABILITY_CHECKS,
    AvailabilityRecords,
    RoomEdit,
    RoomEditContext,
    RoomField,
    changed_link,
    changed_number,
    changed_passcode,
    field_errors,
    form_version,
    may_change_link,
    may_change_number,
    may_edit,
    reveals_availability,
)
from bot.policy.rooms.links import LINK_TAKEN, LinkRecord
from bot.policy.rooms.numbers import NUMBER_TAKEN, NumberRecord
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.rooms.rooms import ROOM_SUSPENDED, Room
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.people import NOW

ACCOUNT = Account(AccountId(1), TeamId("T1"), Plan.BUSINESS, License.LICENSED, "", None)
HOST = Person(
    PersonId(1), UserId("U1"), "Ava", "UTC", Role.MEMBER, active=True, license=License.LICENSED, greeted_at=None
)
BASIC = replace(HOST, license=License.BASIC)
ROOM = Room(RoomId(1), HOST.id, Pmi("2345678902"), "Ava.Room", "246810", "t", NOW, None, None, None, None)
RULES = RoomRules(Allowed(), passcode_required=True, token_in_links=True, may_choose=Allowed())
CLOSED = Denied(reason("settings.self_service_off"))
UNTAKEN = AvailabilityRecords(None, None)
STRANGER = PersonId(2)
TAKEN = AvailabilityRecords(NumberRecord(STRANGER, current=True), LinkRecord(STRANGER))
CONTEXT = RoomEditContext(ACCOUNT, HOST, ROOM, RULES, UNTAKEN)
MINUTE = timedelta(minutes=1)
WAITING = replace(UNTAKEN, retry_at=NOW + 3 * MINUTE)
TAKEN_NUMBER, TAKEN_LINK = reason_text(NUMBER_TAKEN.reason), reason_text(LINK_TAKEN.reason)
FREE_NUMBER, FREE_LINK = "555 014 2368", "ava.kitchen"


def edit(number: str | None = None, link: str | None = None, passcode: str | None = None) -> RoomEdit:
    return RoomEdit(number, link, passcode, instant=None)


def wrong(wished: RoomEdit, **context: Any) -> dict[RoomField, list[str]]:  # noqa: ANN401 - any field of a context
    found = field_errors(wished, replace(CONTEXT, **context), Options(), Instant(NOW))
    return {field: [reason_text(each) for each in reasons] for field, reasons in found.items()}


def test_what_is_free_and_sound_has_no_errors() -> None:
    assert wrong(edit(FREE_NUMBER, FREE_LINK, "abc-123")) == {}


def test_what_is_not_changed_is_never_wrong() -> None:
    same = edit("234 567 8902", " Ava.Room ", " 246810 ")
    assert wrong(same, person=BASIC, records=TAKEN) == {}
    assert wrong(edit(), records=TAKEN) == {}
    assert (changed_number(same, ROOM), changed_link(same, ROOM), changed_passcode(same, ROOM)) == (None, None, None)


def test_what_is_changed_is_read_without_spaces_around_it() -> None:
    wished = edit(" 555-014-2368 ", " ava.room ", " 135791 ")
    assert changed_number(wished, ROOM) == "5550142368"
    assert changed_link(wished, ROOM) == "ava.room", "other capitals are another spelling"
    assert changed_passcode(wished, ROOM) == "135791"


@pytest.mark.parametrize(
    "wished,field,words",
    [
        (edit("123"), RoomField.NUMBER, "exactly 10 digits"),
        (edit(link="x"), RoomField.LINK, "5 to 40 characters"),
        (edit(link="zoom.."), RoomField.LINK, "two periods"),
        (edit(passcode="12"), RoomField.PASSCODE, "6 to 10 characters"),
        (edit(passcode=""), RoomField.PASSCODE, "type one"),
    ],
)
def test_each_error_stands_beside_its_field(wished: RoomEdit, field: RoomField, words: str) -> None:
    found = wrong(wished)
    assert list(found) == [field]
    assert words in found[field][0]


def test_a_passcode_may_be_taken_away_where_none_is_required() -> None:
    """PASS-1."""
    assert wrong(edit(passcode=" "), rules=replace(RULES, passcode_required=False)) == {}
    assert list(wrong(edit(passcode="1"), rules=replace(RULES, passcode_required=False))) == [RoomField.PASSCODE]
    assert field_errors(edit(passcode="135"), CONTEXT, Options(passcode_min_length=3), Instant(NOW)) == {}


def test_what_is_taken_is_refused_in_the_same_words_whoever_holds_it() -> None:
    """PMI-9, LINK-2."""
    expected = {RoomField.NUMBER: [TAKEN_NUMBER], RoomField.LINK: [TAKEN_LINK]}
    assert wrong(edit(FREE_NUMBER, FREE_LINK), records=TAKEN) == expected


def test_nobody_learns_what_is_taken_of_a_wish_that_would_be_refused_anyhow() -> None:
    """PMI-9, ROLE-2."""
    for wished in (edit("123", "x"), edit("8005551234", "ava..room")):
        found = wrong(wished, records=TAKEN)
        assert TAKEN_NUMBER not in found[RoomField.NUMBER]
        assert TAKEN_LINK not in found[RoomField.LINK]
        assert not reveals_availability(wished, replace(CONTEXT, records=TAKEN))
    wished = edit(FREE_NUMBER, FREE_LINK)
    for refusing in ({"person": BASIC}, {"rules": replace(RULES, may_choose=CLOSED)}):
        found = wrong(wished, records=TAKEN, **refusing)
        assert {len(reasons) for reasons in found.values()} == {1}
        assert not {TAKEN_NUMBER, TAKEN_LINK} & {*found[RoomField.NUMBER], *found[RoomField.LINK]}
        assert not reveals_availability(wished, replace(CONTEXT, **refusing))


@pytest.mark.parametrize(
    "left,when", [(1, "a minute"), (59, "a minute"), (60, "a minute"), (61, "2 minutes"), (599, "10 minutes")]
)
def test_after_ten_tries_nobody_hears_what_is_taken_but_when_to_try_again(left: int, when: str) -> None:
    """PMI-9: for number and link alike, taken or free."""
    for records in (UNTAKEN, TAKEN):
        waiting = replace(records, retry_at=NOW + timedelta(seconds=left))
        found = wrong(edit(FREE_NUMBER, FREE_LINK), records=waiting)
        assert set(found) == {RoomField.NUMBER, RoomField.LINK}
        for [error] in found.values():
            assert error.startswith("You have tried 10 numbers and links")
            assert error.endswith(f"try again in {when}.")
    assert AVAILABILITY_CHECKS.window == 10 * MINUTE


def test_one_s_own_link_in_other_capitals_asks_nothing_of_others() -> None:
    """LINK-1, PMI-9."""
    wished = edit(link="AVA.ROOM")
    assert wrong(wished, records=WAITING) == {}
    assert not reveals_availability(wished, CONTEXT)


def test_a_form_is_one_try_if_its_answer_tells_of_a_number_or_a_link() -> None:
    """PMI-9."""
    assert reveals_availability(edit(FREE_NUMBER), CONTEXT)
    assert reveals_availability(edit(link=FREE_LINK), CONTEXT)
    assert reveals_availability(edit(FREE_NUMBER, "x", "1"), CONTEXT)
    assert reveals_availability(edit("123", FREE_LINK), CONTEXT)
    assert not reveals_availability(edit(passcode="135791"), CONTEXT)
    assert not reveals_availability(edit(FREE_NUMBER, FREE_LINK), replace(CONTEXT, records=WAITING))


def test_the_host_may_edit_a_room_that_is_theirs_on_and_not_suspended() -> None:
    """PMI-15, LOCK-6."""
    off = replace(RULES, enabled=Denied(reason("rooms.off")))
    suspended = replace(ROOM, suspended_at=NOW)
    assert may_edit(HOST, ROOM, RULES) == Allowed()
    assert may_edit(HOST, suspended, RULES) == ROOM_SUSPENDED
    assert may_edit(HOST, suspended, off) == off.enabled
    assert isinstance(may_edit(replace(HOST, role=Role.GUEST), ROOM, RULES), Denied)


def test_number_and_link_are_chosen_by_license_plan_and_leave_of_the_organisation() -> None:
    """Section 4."""
    closed = replace(RULES, may_choose=CLOSED)
    assert may_change_number(HOST, RULES) == may_change_link(HOST, ACCOUNT, RULES) == Allowed()
    for answer in (may_change_number(HOST, closed), may_change_link(HOST, ACCOUNT, closed)):
        assert answer == CLOSED
    assert isinstance(may_change_number(BASIC, RULES), Denied)
    assert isinstance(may_change_link(HOST, replace(ACCOUNT, plan=Plan.PRO), RULES), Denied)
    assert may_change_number(HOST, RULES) == Allowed()


@pytest.mark.parametrize(
    "changed", [{"number": "5550142368"}, {"link": "other"}, {"token": "other"}, {"id": RoomId(2)}]
)
def test_a_form_of_a_room_that_changed_meanwhile_is_stale(changed: dict[str, Any]) -> None:
    """UX-5: a new passcode comes with a new token."""
    assert form_version(replace(ROOM, **changed)) != form_version(ROOM)


def test_a_form_s_version_tells_nothing_and_stays_the_same_while_nothing_is_edited() -> None:
    assert form_version(replace(ROOM, last_used_at=NOW)) == form_version(ROOM)
    assert len(form_version(ROOM)) == 16
