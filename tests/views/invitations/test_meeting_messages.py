"""What invitees and hosts read of a change: one whole message for each case (INV-3, LANG-1)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.policy.ids import ChannelPostId, InvitationUpdateId, UserId
from bot.policy.invitations.invitations import (
    ChannelPost,
    Invitee,
    JoinCredentials,
    MeetingSnapshot,
    MeetingView,
    current_snapshot,
)
from bot.views.invitations.meeting import channel_post, invitation_message, notification_text, update_prompt
from tests.support.factories.meeting_values import (
    CANCELLED_OCCURRENCE,
    DAILY,
    HOST,
    MEETING_ID_RECORD,
    local_time,
    make_meeting,
    make_meeting_view,
)
from tests.support.factories.people import NOW, OPTIONS

MEETING = make_meeting(generated_id=MEETING_ID_RECORD)
OPEN = replace(MEETING_ID_RECORD, passcode="", token="open-token")
OTHER_PASSCODE = replace(MEETING_ID_RECORD, passcode="0ther", token="other-token")
SHOWN = make_meeting_view(MEETING)


def told(shown: MeetingView, before: MeetingSnapshot | None, now: MeetingSnapshot | None = None) -> list[str]:
    """The lines of the message to an invitee, without its buttons."""
    blocks = invitation_message(OPTIONS, shown, None, before, now or shown.snapshot)
    return _lines(blocks)


def _lines(blocks: Sequence[dict[str, Any]]) -> list[str]:
    return "\n".join(each["text"]["text"] for each in blocks if each["type"] == "section").splitlines()


@pytest.mark.parametrize(
    "before, after, line",
    [
        (OPEN, MEETING_ID_RECORD, "*Link and passcode:* the meeting now asks for a passcode; so do older links"),
        (MEETING_ID_RECORD, OPEN, "*Link and passcode:* the meeting no longer asks for a passcode"),
        (
            MEETING_ID_RECORD,
            OTHER_PASSCODE,
            "*Link and passcode:* new; older one-click links ask for the new passcode",
        ),
    ],
)
def test_a_new_passcode_is_not_what_a_first_one_or_none_is(
    before: JoinCredentials, after: JoinCredentials, line: str
) -> None:
    shown = make_meeting_view(MEETING, credentials=after)
    assert line in told(shown, current_snapshot(MEETING, before))


@pytest.mark.parametrize(
    "before, after, line",
    [
        ("", "81234567890", "*Meeting ID:* none → 812 3456 7890"),
        ("81234567890", "", "*Meeting ID:* 812 3456 7890 → none"),
        ("81234567890", "82345678901", "*Meeting ID:* 812 3456 7890 → 823 4567 8901"),
    ],
)
def test_an_id_that_was_or_is_missing_is_said_so(before: str, after: str, line: str) -> None:
    snapshot = SHOWN.snapshot
    assert line in told(SHOWN, replace(snapshot, number=before), replace(snapshot, number=after))


def test_one_date_of_a_series_that_is_cancelled_is_named_and_many_are_counted() -> None:
    series = make_meeting(rule=DAILY, generated_id=MEETING_ID_RECORD)
    dropped = {local_time(f"03-{day:02}T10:00"): CANCELLED_OCCURRENCE for day in range(3, 10)}
    shown = make_meeting_view(replace(series, overrides=dropped))
    lines = told(shown, current_snapshot(series, MEETING_ID_RECORD))
    dates = [each for each in lines if each.startswith("*One date:*")]
    assert len(dates) == 5
    assert all(each.endswith("is cancelled") for each in dates)
    assert "… and 2 more dates" in lines


@pytest.mark.parametrize(
    "invited, posted, line",
    [
        (True, True, "Invited: <@U1>, posted in <#C1>, <#C2> and <#C3>"),
        (True, False, "Invited: <@U1>"),
        (False, True, "Posted in <#C1>, <#C2> and <#C3>"),
        (False, False, "Invited: nobody"),
    ],
)
def test_a_host_reads_who_knows_what_was(invited: bool, posted: bool, line: str) -> None:
    before = replace(SHOWN.snapshot, minutes=45)
    invitees = [Invitee(HOST, None, before, None, removed=False)] if invited else []
    posts = [
        ChannelPost(ChannelPostId(each), f"C{each}", "1.1", with_passcode=False, snapshot=before) for each in (1, 2, 3)
    ]
    blocks = update_prompt([(SHOWN, before, invitees, posts if posted else [])], InvitationUpdateId(1), sent=False)
    assert line in _lines(blocks)
    assert "*1 of your meetings changed*" in _lines(blocks)[0]


def test_a_new_host_reads_that_it_is_them() -> None:
    before = replace(SHOWN.snapshot, host=9)
    blocks = update_prompt([(SHOWN, before, [], [])], InvitationUpdateId(1), sent=True)
    assert "*Host:* you from now on" in _lines(blocks)
    assert "*Host:* <@U1> from now on" in told(SHOWN, before)


def test_whom_to_ask_for_a_passcode_that_is_not_shown() -> None:
    """PASS-3."""
    assert "Ask <@U1> for the passcode." in _lines(channel_post(OPTIONS, SHOWN, with_passcode=False))
    assert "Passcode `s3cret`" in _lines(channel_post(OPTIONS, SHOWN, with_passcode=True))


def test_a_cancellation_names_its_host_unless_they_were_erased() -> None:
    cancelled = make_meeting_view(replace(MEETING, cancelled_at=NOW))
    nobody = replace(cancelled, host=replace(HOST, user=UserId(""), name=""))
    for shown, who, name in ((cancelled, "<@U1>", "Ava"), (nobody, "Somebody", "Somebody")):
        line = f":no_entry: {who} has cancelled *Tea*."
        assert told(shown, SHOWN.snapshot)[0] == line
        assert _lines(channel_post(OPTIONS, shown, with_passcode=True)) == [line]
        assert notification_text(shown, None, shown.snapshot) == f"{name} has cancelled Tea"
