"""How long an admin waits for what a lock of the whole account would do to 100,000 people (APP-2)."""

from collections.abc import Iterator
from functools import partial

from bot.policy.approvals import Impact
from bot.policy.changes import ChangeSetting
from bot.policy.people import Actor, Role, UserId
from bot.policy.resolution import SettingState
from bot.policy.settings import Setting
from bot.use_cases import stopped_meetings
from bot.use_cases.administration import Administration
from bot.use_cases.approvals import MustRequest, preview
from storage import Database
from tests.bench.asking import TEAM
from tests.bench.rounds import interleaved_medians, seconds
from tests.bench.stores import HUNDRED_THOUSAND, KINDS, SeededDatabases
from tests.bench.table import Measurement
from tests.factories import NOW, TERMS, FakeDirectory
from tests.statements import recorded_statements

LIMIT = 1.5
OWNER = Actor(UserId("U0OWNER"), Role.OWNER, NOW)
PMI_OFF_LOCKED = ChangeSetting(None, Setting.PMI_ENABLED, SettingState(value=False, locked=True))
ONCE = ("FROM people", "FROM meetings")


def impact(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Everybody loses their PMI, and every fifth has a meeting on it."""
    for kind in KINDS:
        db = Database(seeded.url(kind, HUNDRED_THOUSAND, HUNDRED_THOUSAND))
        admin = Administration(db, FakeDirectory(), TERMS, stopped_meetings.count_on_pmi)
        with recorded_statements() as executed:
            seen = _preview(admin)
        assert seen.people == HUNDRED_THOUSAND, seen
        once_each = all(sum(each.count(table) for each in executed) == 1 for table in ONCE)
        (took,) = interleaved_medians(partial(seconds, partial(_preview, admin)))
        db.close()
        case = f"impact preview of an account lock over 100,000 people, {kind}"
        yield Measurement(case, took, LIMIT, "s", 1, holds=once_each)


def _preview(admin: Administration) -> Impact:
    seen = preview(admin, TEAM, OWNER, PMI_OFF_LOCKED, NOW)
    assert isinstance(seen, MustRequest), seen
    return seen.impact
