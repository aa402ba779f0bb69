"""What a profile says of an open room, with a topic and without, and the answer to a start (MEET-1, LANG-1)."""

from dataclasses import replace

import pytest

from bot.policy.rooms.rooms import Session
from bot.views.rooms.profile import brute_force_alert, profile, started
from tests.support.factories.people import NOW
from tests.support.views.catalogue_of_views import (
    OPTIONS,
    SAMPLE_ROOM,
    TypedTexts,
    sample_profile,
    sample_session,
)

TYPED = TypedTexts()


def about(topic: str) -> Session:
    return replace(sample_session(TYPED), topic=topic)


@pytest.mark.parametrize(
    "topic, words", [("Tea", "has been open for *Tea* since <!date"), ("", "has been open since <!date")]
)
def test_an_open_room_is_shown_with_its_topic(topic: str, words: str) -> None:
    snapshot = replace(sample_profile(TYPED), session=about(topic))
    assert words in str(profile(OPTIONS, snapshot, passcode_shown=False))


@pytest.mark.parametrize(
    "topic, fresh, words",
    [
        ("Tea", True, "Your room is open for *Tea*. Guests"),
        ("", True, "Your room is open. Guests"),
        ("Tea", False, "Your room is already open for *Tea*, since <!date"),
        ("", False, "Your room is already open, since <!date"),
    ],
)
def test_a_start_says_whether_the_room_was_open(topic: str, words: str, *, fresh: bool) -> None:
    assert words in str(started(OPTIONS, SAMPLE_ROOM, about(topic), fresh=fresh, in_channel=False))


def test_whose_passcode_is_guessed_hears_what_helps() -> None:
    """GATE-2."""
    alert = brute_force_alert(SAMPLE_ROOM.number, NOW)
    assert "for your meeting room" in alert
    assert "`/pmi replace`" in alert
