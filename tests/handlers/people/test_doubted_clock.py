"""Hosts of whom Slack says that they left while the clock is in doubt (CLOCK-1, MEET-9, INV-2)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.handlers.meetings.cards import card_renderers
from bot.handlers.people.slack_events import DirectoryEventHandlers
from bot.handlers.request.context import HandlerContext
from bot.policy.clock import Instant
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.people import Actor, Identity, Role
from bot.protocol import Request, RequestKind, Surface
from bot.use_cases.meetings import scheduling
from bot.use_cases.people import details
from storage import Database
from tests.support.factories.meetings import WEEK, WEEKLY, directory, schedule_meeting
from tests.support.factories.people import (
    HOST,
    NOW,
    OPTIONS,
    TEAM,
    NoMessenger,
    caller,
    identity,
    make_context,
)
from tests.support.invariants.ics_history import file_bytes
from tests.support.views import ics_reader as reading

DAY, TEN_YEARS = timedelta(days=1), timedelta(days=3650)
GONE, BACK = identity(active=False), identity()
ADMIN = Actor(identity("U0ADMIN").user, Role.ADMIN, NOW)
Report = Callable[[Database, Identity, Instant], object]
"""How the bot hears from Slack who somebody is."""


def event(name: str) -> Report:
    return lambda db, said, instant: deliver(db, name, said, instant)


def deliver(db: Database, name: str, said: Identity, instant: Instant) -> None:
    messenger: Any = NoMessenger()
    handlers = DirectoryEventHandlers(
        HandlerContext(db, directory(), messenger, OPTIONS, card_renderers(OPTIONS)), lambda _team, _user: said
    )
    request = Request(
        kind=RequestKind.EVENT,
        name=name,
        team=TEAM,
        user=HOST,
        user_team=TEAM,
        channel="",
        text="",
        surface=Surface.NOWHERE,
        instant=instant,
        reference="KTW-4821",
        body={"user": {"id": HOST}},
    )
    {"user_change": handlers.changed, "team_join": handlers.joined}[name](request)


def looked_up(db: Database, said: Identity, instant: Instant) -> None:
    """An admin looks at the person."""
    known = directory()
    known.set_person(said)
    context = make_context(db, directory=known)
    who = Actor(ADMIN.user, Role.ADMIN, instant.at)
    details.look_up_person(context, caller(who, instant.at, clock_believed=instant.believed), HOST)


REPORTS: dict[str, Report] = {
    "user_change": event("user_change"),
    "team_join": event("team_join"),
    "looked up": looked_up,
}


def later(db: Database, by: timedelta) -> None:
    """What the jobs do, by a believed clock."""
    while scheduling.advance_occurrence_times(db, NOW + by):
        pass


def shown(db: Database, meeting: Meeting) -> tuple[str, int, list[str]]:
    """STATUS and SEQUENCE of the meeting by its file, and when it takes place."""
    ics = file_bytes(db, meeting)
    (event_lines,) = reading.components(ics, "VEVENT")
    (status,), (sequence,) = (reading.values(event_lines, name) for name in ("STATUS", "SEQUENCE"))
    found = reading.occurrences(ics, NOW - WEEK, NOW + 4 * WEEK)
    return status, int(sequence), [f"{each:%m-%d}" for each in sorted(found)]


@pytest.mark.parametrize("wrong", [TEN_YEARS, -TEN_YEARS], ids=["ahead", "behind"])
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_series_keeps_the_dates_that_were_held_and_no_others(db: Database, report: Report, wrong: timedelta) -> None:
    meeting = schedule_meeting(db, rule=WEEKLY)
    later(db, 9 * DAY)
    report(db, GONE, Instant(NOW + 9 * DAY + wrong, believed=False))
    assert shown(db, meeting) == ("CONFIRMED", 1, ["03-02", "03-09"])
    later(db, 20 * DAY)
    assert shown(db, meeting) == ("CONFIRMED", 1, ["03-02", "03-09"])


@pytest.mark.parametrize("wrong", [TEN_YEARS, -TEN_YEARS], ids=["ahead", "behind"])
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_what_was_to_come_is_cancelled_and_what_was_over_is_not(db: Database, report: Report, wrong: timedelta) -> None:
    over = schedule_meeting(db)
    later(db, 2 * DAY)
    before = file_bytes(db, over)
    to_come = schedule_meeting(db, start=(NOW + WEEK).replace(tzinfo=None), form="to come")
    report(db, GONE, Instant(NOW + 2 * DAY + wrong, believed=False))
    assert file_bytes(db, over) == before
    assert shown(db, to_come)[:2] == ("CANCELLED", 1)
    report(db, BACK, Instant(NOW + 2 * DAY + wrong, believed=False))
    assert file_bytes(db, over) == before
    assert shown(db, to_come)[:2] == ("CONFIRMED", 2)
