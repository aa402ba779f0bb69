"""What buttons, forms, links and queued messages of 0.1.0 do today: read from database, messages and pages."""

from typing import Any

import pytest

from tests.recorded.recording import Step, walks
from tests.recorded.replay import Replay

DUE = "SELECT kind FROM deliveries WHERE state = '{}' AND due_at < '2027-02-03' ORDER BY id"
A_WEEK = (7 * 24 + 6) * 3600
"""A week and some hours, in seconds: what was snoozed is due."""


def play(replay: Replay, name: str) -> list[list[str]]:
    """Replay a walk from the recorded state; the answers of its steps."""
    replay.begin()
    return [replay.answer(step) for step in walks()[name].steps]


def scalar(replay: Replay, query: str) -> Any:  # noqa: ANN401 - a value of any type
    """The single value of an SQL query."""
    ((value,),) = replay.rows(query)
    return value


def messages_with(replay: Replay, user: str, words: str) -> list[str]:
    """The bot's direct messages to this person that contain these words."""
    workspace = replay.live_bot.workspace
    channel = workspace.dm(user).id
    texts = [f"{message.text} {message.blocks}" for message in workspace.messages if message.channel == channel]
    return [text for text in texts if words in text]


def test_messages_that_were_due_are_sent_once(replay: Replay) -> None:
    """REM-7, INV-3: one whose outcome is unknown is not sent again before Slack's history has been searched."""
    replay.begin()
    waiting = ["meeting_invitation", "meeting_invitation", "request_post", "request_decided"]
    assert [kind for (kind,) in replay.rows(DUE.format("pending"))] == waiting
    replay.answer(Step("tick", []))
    replay.answer(Step("tick", []))
    assert replay.rows(DUE.format("pending")) == []
    assert replay.rows(DUE.format("sending")) == [("meeting_invitation",)]
    assert len(messages_with(replay, "U0MIA", "invites you to Waiting")) == 1
    assert len(messages_with(replay, "U0MAX", "invites you to Waiting")) == 1
    assert messages_with(replay, "U0MIA", "invites you to Unclear") == []


def test_follow_ups_of_a_decision_are_run(replay: Replay) -> None:
    """LOCK-8, APP-6."""
    replay.begin()
    assert scalar(replay, "SELECT count(*) FROM follow_ups") == 1
    replay.answer(Step("tick", []))
    assert scalar(replay, "SELECT count(*) FROM follow_ups") == 0
    assert "Crowd talk 30" in messages_with(replay, "U0C30", "need a new ID")[0]


def test_an_approval_locks_the_setting_and_tells_the_hosts(replay: Replay) -> None:
    """APP-3, APP-6, LOCK-2: the counts had changed, so the approver is asked once more."""
    play(replay, "request is approved")
    assert replay.rows("SELECT value, locked FROM group_settings WHERE group_id = 3") == [(0, 1)]
    assert scalar(replay, "SELECT state FROM requests WHERE reason = 'They share rooms.'") == "approved"
    assert "Crowd talk 45" in messages_with(replay, "U0C45", "need a new ID")[0]


def test_a_rejection_is_reported_with_its_reason(replay: Replay) -> None:
    """APP-6."""
    play(replay, "request is rejected")
    assert scalar(replay, "SELECT count(*) FROM requests WHERE state = 'rejected'") == 2
    reports = {user: len(messages_with(replay, user, "Too much &amp; too soon.")) for user in ("U0ADA", "U0OLIVIA")}
    assert reports == {"U0ADA": 1, "U0OLIVIA": 0}  # Ada asked


def test_updated_invitations_reach_everybody_who_was_invited(replay: Replay) -> None:
    """INV-3: old → new."""
    play(replay, "updated invitations are sent")
    assert scalar(replay, "SELECT count(*) FROM renewals WHERE host_id = 4 AND pressed_at IS NULL") == 0
    assert "844 345 6712" in messages_with(replay, "U0MAX", "has changed: Roof garden")[0]
    assert "844 345 6712" in messages_with(replay, "U0NOOR", "has changed: Weekly numbers")[-1]


def test_a_reminder_is_put_off_and_comes_back(replay: Replay) -> None:
    """REM-4: one is snoozed by an old button pressed today; another had been snoozed already."""
    play(replay, "reminder is snoozed")
    replay.answer(Step("tick", [], seconds=A_WEEK))
    assert len(messages_with(replay, "U0OLIVIA", "expires in 20 days")) == 1
    replay.answer(Step("tick", [], seconds=18 * 3600))  # until it is day where Noor is
    assert len(messages_with(replay, "U0NOOR", "expires in 19 days")) == 1


def test_a_form_that_was_open_saves_number_link_and_passcode(replay: Replay) -> None:
    """PMI-3, LINK-1, PASS-1."""
    play(replay, "form of the room is saved")
    assert replay.rows("SELECT number, passcode FROM rooms WHERE person_id = 4 AND ended_at IS NULL") == [
        ("8453456712", "Zq81vbn7")
    ]
    assert scalar(replay, "SELECT shown FROM links WHERE person_id = 4 AND released_at IS NULL") == "mia.anew"


def test_choices_are_saved(replay: Replay) -> None:
    """LOCK-3."""
    play(replay, "settings are chosen")
    assert scalar(replay, "SELECT value FROM choices WHERE person_id = 4 AND setting = 'passcode_in_link'") in (
        0,
        False,
    )
    assert scalar(replay, "SELECT count(*) FROM reminders_off WHERE person_id = 4") == 1


def test_a_meeting_is_cancelled_and_its_invitees_hear_of_it(replay: Replay) -> None:
    """MEET-5, INV-3."""
    play(replay, "meeting is cancelled and everybody told")
    assert scalar(replay, "SELECT count(*) FROM meetings WHERE topic = 'Roof garden' AND cancelled_at IS NOT NULL") == 1
    assert messages_with(replay, "U0MAX", "has cancelled Roof garden")
    assert messages_with(replay, "U0NOOR", "has cancelled Roof garden")


def test_one_of_a_series_is_cancelled(replay: Replay) -> None:
    """MEET-5."""
    play(replay, "one of a series is cancelled")
    changed = "SELECT starts FROM meeting_changes WHERE meeting_id = 3 AND planned = '2027-03-02T09:00'"
    assert scalar(replay, changed) is None


def test_meetings_are_switched_to_ids_of_their_own(replay: Replay) -> None:
    """INV-5, MEET-3."""
    play(replay, "stopped meetings are switched at once")
    assert scalar(replay, "SELECT count(*) FROM meetings WHERE topic LIKE 'Crowd%14' AND own_id IS NULL") == 0


def test_what_somebody_who_left_had_planned_gets_another_host(replay: Replay) -> None:
    """MEET-9."""
    play(replay, "meetings are handed over")
    assert scalar(replay, "SELECT count(*) FROM meetings WHERE topic IN ('Handing in', 'Choir') AND host_id = 5") == 2


@pytest.mark.parametrize("path", ["/j/", "/my/"])
def test_an_admission_token_still_admits(replay: Replay, path: str) -> None:
    """GATE-1, GATE-5: it leads into the open room; without the cookie the passcode is asked for."""
    step = [each for each in walks()["doors"].steps if each.cookie and each.path.startswith(path)][-1]
    replay.begin()
    assert replay.answer(step)[0] == "303"
    outside = replay.answer(Step("get", [], path=step.path))
    assert any("Enter the passcode" in line for line in outside)


def test_a_private_feed_lists_what_it_listed(replay: Replay) -> None:
    """INV-2."""
    lines = play(replay, "calendars")[0]
    assert lines[0] == "200"
    assert {"SUMMARY:Roof garden", "SUMMARY:Nothing for others"} <= set(lines)
