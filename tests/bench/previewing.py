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
from tests.bench.rounds import in_turn, seconds
from tests.bench.stores import HUNDRED_THOUSAND, KINDS, Stores
from tests.bench.table import Figure
from tests.factories import NOW, TERMS, FakeDirectory
from tests.statements import statements

LIMIT = 1.5
OWNER = Actor(UserId("U0OWNER"), Role.OWNER, NOW)
SWITCHED_OFF_FOR_ALL = ChangeSetting(None, Setting.PMI_ENABLED, SettingState(value=False, locked=True))
ONCE = ("FROM people", "FROM meetings")


def impact(stores: Stores) -> Iterator[Figure]:
    """Everybody loses their PMI, and every fifth has a meeting on it."""
    for kind in KINDS:
        db = Database(stores.url(kind, HUNDRED_THOUSAND, HUNDRED_THOUSAND))
        admin = Administration(db, FakeDirectory(), TERMS, stopped_meetings.count_on_pmi)
        with statements() as executed:
            seen = _look(admin)
        assert seen.people == HUNDRED_THOUSAND, seen
        once_each = all(sum(each.count(table) for each in executed) == 1 for table in ONCE)
        (took,) = in_turn(partial(seconds, partial(_look, admin)))
        db.close()
        case = f"impact preview of an account lock over 100,000 people, {kind}"
        yield Figure(case, took, LIMIT, "s", 1, holds=once_each)


def _look(admin: Administration) -> Impact:
    seen = preview(admin, TEAM, OWNER, SWITCHED_OFF_FOR_ALL, NOW)
    assert isinstance(seen, MustRequest), seen
    return seen.impact
