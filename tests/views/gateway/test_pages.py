"""What a guest reads at the door, by its state (GATE-3, LANG-1)."""

from itertools import chain

import pytest

from bot.policy.meetings.meeting_ids import MeetingState
from bot.policy.rooms.rooms import RoomState
from bot.views.gateway.pages import page, passcode_page, reload_note, session_over

WHEN = "Tuesday, 23 March 2027, 15:00 to 15:45 (Europe/Berlin)"
STATES = [state for state in chain(RoomState, MeetingState) if state not in (RoomState.OPEN, MeetingState.OPEN)]


@pytest.mark.parametrize("state", STATES, ids=repr)
def test_a_host_without_a_name_is_spoken_of_and_none_is_left_out(state: RoomState | MeetingState) -> None:
    named, unnamed = page(state, "Mia", WHEN), page(state, "\u202e", WHEN)
    assert named[0] == unnamed[0]
    assert unnamed[1] in (named[1], named[1].replace("Mia", "the host"), named[1].replace("Mia", "The host", 1))
    assert not {"{", "}"} & set(named[1] + unnamed[1])


def test_the_planned_time_is_told_and_without_one_the_time_is_over() -> None:
    assert WHEN in page(MeetingState.NOT_STARTED, "Mia", WHEN)[1]
    assert page(MeetingState.NOT_STARTED, "Mia")[0] == "The meeting is over"


def test_a_link_of_one_meeting_names_whom_to_ask() -> None:
    assert "Ask Mia if" in session_over("Mia")[1]
    assert "Ask the host if" in session_over("")[1]


@pytest.mark.parametrize(
    "minutes, words", [(1, "again in 1 minute, or"), (15, "again in 15 minutes, or"), (0, "")], ids=str
)
def test_passcode_entry_is_closed_for_some_minutes(minutes: int, words: str) -> None:
    closed = passcode_page(wrong=False, minutes=minutes).closed
    assert words in closed
    assert bool(closed) == bool(minutes)


def test_only_a_wrong_passcode_is_called_wrong() -> None:
    assert not passcode_page(wrong=False, minutes=0).wrong
    assert "capitals count" in passcode_page(wrong=True, minutes=0).wrong
    assert reload_note(15) == "This page looks again every 15 seconds."
