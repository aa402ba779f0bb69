"""How long an admin waits for what a lock of the whole account would do to 100,000 people (APP-2)."""

from collections.abc import Iterator, Sequence
from functools import partial

from bot.policy.approvals.changes import ChangeSetting
from bot.policy.approvals.impact import Impact
from bot.policy.ids import UserId
from bot.policy.people.people import Actor, Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.use_cases.approvals.requests import MustRequest, preview
from bot.use_cases.context import Context
from storage import Database
from tests.bench.load_client import TEAM
from tests.bench.report.measurement import Measurement, within
from tests.bench.seeded_databases import HUNDRED_THOUSAND, KINDS, SeededDatabases
from tests.bench.timing import interleaved_medians, seconds
from tests.support.database.recorded_statements import reads_of, recorded_statements
from tests.support.factories.people import NOW, caller, make_context

LIMIT = 1.5
OWNER = Actor(UserId("U0OWNER"), Role.OWNER, NOW)
PMI_OFF_LOCKED = ChangeSetting(None, Setting.PMI_ENABLED, SettingState(value=False, locked=True))
ONCE = ("people", "meetings")


def impact(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Everybody loses their PMI, and every fifth has a meeting on it."""
    for kind in KINDS:
        db = Database(seeded.url(kind, HUNDRED_THOUSAND, HUNDRED_THOUSAND))
        context = make_context(db)
        with recorded_statements() as executed:
            seen = _preview(context)
        assert seen.people == HUNDRED_THOUSAND, seen
        faults = [fault for table in ONCE if (fault := _read_too_often(table, executed))]
        (took,) = interleaved_medians(partial(seconds, partial(_preview, context)))
        db.close()
        yield within(f"impact preview of an account lock over 100,000 people, {kind}", took, LIMIT, "s", faults=faults)


def _read_too_often(table: str, executed: Sequence[str]) -> str:
    """How, where not one statement reads it once; empty if so."""
    reads = reads_of(table, executed)
    return "" if reads == [1] else f"{len(reads)} statements read {table} {sum(reads)} times"


def _preview(context: Context) -> Impact:
    seen = preview(context, caller(OWNER, team=TEAM), PMI_OFF_LOCKED)
    assert isinstance(seen, MustRequest), seen
    return seen.impact
