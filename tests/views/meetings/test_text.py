"""**“Copy invitation”** of a meeting, word for word (INV-1, INV-4)."""

from dataclasses import replace
from datetime import date

from bot.policy.meetings.recurrence import Frequency, RecurrenceRule, Weekday
from bot.views.meetings.text import invitation_text
from tests.support.factories.meeting_values import MEETING_ID_RECORD, make_meeting, make_meeting_view
from tests.support.factories.people import OPTIONS

EVERY_OTHER_WEEK = RecurrenceRule(Frequency.WEEKLY, 2, (Weekday.MO, Weekday.TH), until=date(2026, 5, 7))
SERIES = make_meeting(
    "03-02T23:30", EVERY_OTHER_WEEK, "Europe/Berlin", generated_id=MEETING_ID_RECORD, minutes=60, topic="Tea & cake"
)
ABOUT = """Ava invites you to a meeting.

Tea & cake
Time: Monday, 2 March 2026, 23:30 to 3 March 2026, 00:30 (Europe/Berlin)
Repeats: every 2 weeks on Monday and Thursday until 7 May 2026

"""


def test_the_invitation_to_a_series_has_all_that_a_guest_needs() -> None:
    """INV-1: who invites, topic, time and zone, the pattern and its end, link, grouped number, passcode."""
    assert invitation_text(OPTIONS, make_meeting_view(SERIES)) == (
        f"{ABOUT}Join: http://127.0.0.1:3000/j/81234567890?pwd=the-token\nMeeting ID: 812 3456 7890\nPasscode: s3cret"
    )


def test_without_a_passcode_there_is_no_line_about_it_and_no_token() -> None:
    """INV-1, PASS-2."""
    bare = replace(MEETING_ID_RECORD, passcode="")
    text = invitation_text(OPTIONS, make_meeting_view(replace(SERIES, generated_id=bare), credentials=bare))
    assert text == f"{ABOUT}Join: http://127.0.0.1:3000/j/81234567890\nMeeting ID: 812 3456 7890"


def test_an_invitation_that_nobody_could_follow_names_no_id() -> None:
    """INV-4."""
    assert invitation_text(OPTIONS, make_meeting_view(SERIES, needs_new_id=True)) == f"{ABOUT}The meeting ID follows."
