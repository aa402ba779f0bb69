"""Cards and answers about open meetings, with and without a topic: one whole message for each case (MEET-1, LANG-1)."""

from dataclasses import replace

import pytest

from bot.policy.ids import MeetingIdKey, PersonId, Pmi, RoomId, SessionId
from bot.policy.invitations.cards import OpenMeeting
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.meetings.instant import DecidedBy, IdDecision
from bot.policy.rooms.rooms import Room, Session
from bot.policy.settings.lock_resolution import FROM_ACCOUNT
from bot.views.meetings.cards import call_title, open_card, open_text
from bot.views.meetings.open import id_reason, started
from tests.support.factories.meeting_values import HOST, MEETING_ID_RECORD
from tests.support.factories.people import NOW, OPTIONS

ROOM = Room(RoomId(1), PersonId(1), Pmi("2345678902"), "a.link", "s3cret", "the-token", NOW, None, None, None, None)
SESSION = Session(SessionId(4), None, MeetingIdKey(1), "", "a-place", "a-token", NOW, None)
SETTING = "Use Personal Meeting ID (PMI) for instant meetings"


@pytest.mark.parametrize(
    "credentials, topic, card, notification, call",
    [
        (ROOM, "", "their meeting room.", "Ava has opened their meeting room", "Ava’s meeting room"),
        (ROOM, "Tea", "their meeting room for *Tea*.", "Ava has opened their meeting room: Tea", "Tea"),
        (MEETING_ID_RECORD, "", "a meeting.", "Ava has opened a meeting", "Ava’s meeting"),
        (MEETING_ID_RECORD, "Tea", "a meeting for *Tea*.", "Ava has opened a meeting: Tea", "Tea"),
    ],
)
def test_a_card_says_what_is_open_and_what_for(
    credentials: JoinCredentials, topic: str, card: str, notification: str, call: str
) -> None:
    shown = OpenMeeting(HOST, credentials, replace(SESSION, topic=topic), token_in_links=True)
    assert open_card(shown, "https://x/", "")[0]["text"]["text"] == f":large_green_circle: <@U1> has opened {card}"
    assert open_text(shown) == notification
    assert call_title(shown) == call


@pytest.mark.parametrize(
    "topic, fresh, opened",
    [
        ("", True, "Your meeting is open."),
        ("", False, "Your meeting is already open."),
        ("Tea", True, "Your meeting is open for *Tea*."),
        ("Tea", False, "Your meeting is already open for *Tea*."),
    ],
)
def test_a_host_reads_that_it_is_open_and_how_one_gets_in(topic: str, fresh: bool, opened: str) -> None:
    session = replace(SESSION, topic=topic)
    blocks = started(OPTIONS, MEETING_ID_RECORD, session, scheduled=None, fresh=fresh, in_channel=False)
    way_in = "Guests are let in now. Meeting ID 812 3456 7890. Passcode `s3cret`."
    assert blocks[0]["text"]["text"] == f":large_green_circle: {opened} {way_in}"
    bare = replace(MEETING_ID_RECORD, passcode="")
    assert "Passcode" not in str(started(OPTIONS, bare, session, scheduled=None, fresh=fresh, in_channel=False)[0])


@pytest.mark.parametrize(
    "verdict, said",
    [
        (IdDecision(on_pmi=True, decided_by=DecidedBy.CHOSEN), "It uses your Personal Meeting ID."),
        (IdDecision(on_pmi=False, decided_by=DecidedBy.CHOSEN), "It has a generated ID."),
        (
            IdDecision(on_pmi=True, decided_by=DecidedBy.SETTING),
            f"It uses your Personal Meeting ID, because “{SETTING}” is on.",
        ),
        (
            IdDecision(on_pmi=False, decided_by=DecidedBy.SETTING),
            f"It has a generated ID, because “{SETTING}” is off.",
        ),
    ],
)
def test_which_id_it_is_and_which_rule_decided(verdict: IdDecision, said: str) -> None:
    """MEET-1."""
    assert id_reason(verdict)["elements"][0]["text"] == said


def test_who_locked_the_setting_follows() -> None:
    """LOCK-2."""
    locked = id_reason(IdDecision(on_pmi=False, decided_by=DecidedBy.SETTING, locked_by=FROM_ACCOUNT))
    assert f"“{SETTING}” is off. 🔒" in locked["elements"][0]["text"]
