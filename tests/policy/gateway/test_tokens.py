"""The gateway's cookie token and its hashes of addresses: nobody can forge the one or read the other (GATE-2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.gateway.tokens import hash_address, is_valid_admission_token, issue_admission_token
from bot.policy.ids import MeetingIdKey
from tests.support.factories.meeting_values import MEETING_ID_RECORD
from tests.support.factories.people import NOW

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
TOKEN = issue_admission_token(KEY, MEETING_ID_RECORD, NOW)
SECOND, TWELVE_HOURS = timedelta(seconds=1), timedelta(hours=12)


def test_a_token_is_good_for_twelve_hours_to_the_second() -> None:
    for later in (timedelta(0), SECOND, TWELVE_HOURS - SECOND):
        assert is_valid_admission_token(KEY, MEETING_ID_RECORD, TOKEN, NOW + later)
    for later in (TWELVE_HOURS, TWELVE_HOURS + SECOND, timedelta(days=400)):
        assert not is_valid_admission_token(KEY, MEETING_ID_RECORD, TOKEN, NOW + later)


def test_a_token_is_good_for_one_key_one_meeting_and_its_present_passcode() -> None:
    """PASS-2: a new passcode comes with a new link token."""
    assert not is_valid_admission_token(OTHER_KEY, MEETING_ID_RECORD, TOKEN, NOW)
    for other in ({"id": MeetingIdKey(2)}, {"token": "another"}):
        assert not is_valid_admission_token(KEY, replace(MEETING_ID_RECORD, **other), TOKEN, NOW)


def test_a_token_s_time_cannot_be_moved() -> None:
    expires, _, signature = TOKEN.partition(".")
    assert not is_valid_admission_token(KEY, MEETING_ID_RECORD, f"{int(expires) + 1}.{signature}", NOW)
    assert not is_valid_admission_token(KEY, MEETING_ID_RECORD, f"{expires}.{signature[:-1]}", NOW)


@pytest.mark.parametrize(
    "forged", ["", ".", "9999999999", "9999999999.", "9999999999.00", "x.y", "é.ü", "\x00", "\ud800.\ud800", "9" * 5000]
)
def test_what_was_not_issued_is_refused_whatever_it_is(forged: str) -> None:
    """Section 12."""
    assert not is_valid_admission_token(KEY, MEETING_ID_RECORD, forged, NOW)


def test_an_address_can_be_counted_and_not_read() -> None:
    """GATE-2: kept as keyed hashes."""
    kept = hash_address(KEY, "203.0.113.7")
    assert kept == hash_address(KEY, "203.0.113.7")
    assert kept not in {hash_address(KEY, "203.0.113.8"), hash_address(OTHER_KEY, "203.0.113.7")}
    assert hash_address(KEY, "\ud800") != kept
