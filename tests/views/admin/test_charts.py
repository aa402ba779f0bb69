"""The report as a picture: whatever the figures and names, it is drawn, and said in words too (issue 5, LOCK-3)."""

from dataclasses import replace
from struct import unpack

import pytest

from bot.policy.ids import GroupId
from bot.policy.reports.report import LockInForce, RoomUsage, weeks
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, Origin, Source
from bot.views.admin.charts import MAX_LOCKS, alt_text, report_chart
from tests.support.factories.people import NOW

NOBODY = RoomUsage(rooms=0, lately=0, ever=0)
PNG = b"\x89PNG\r\n\x1a\n"
ACCOUNT_LOCK = LockInForce(Setting.PMI_ENABLED, FROM_ACCOUNT, value=True, people=40, groups=3)


def lock_of(name: str) -> LockInForce:
    return LockInForce(Setting.PMI_FOR_INSTANT, Source(Origin.GROUP, GroupId(1), name), value=False, people=2)


def height(picture: bytes) -> int:
    """In pixels, as the file itself says."""
    assert picture.startswith(PNG)
    return int(unpack(">I", picture[20:24])[0])


def test_without_anything_to_count_it_is_drawn_all_the_same() -> None:
    assert height(report_chart(weeks(NOW), NOBODY, [])) > 0


@pytest.mark.parametrize("name", ["Sales", "$x_{1}$ $", "日本語 🚀", "a" * 60, r"\frac{1}{2}", "{}%s"])
def test_a_group_may_have_any_name(name: str) -> None:
    """A sign that the font has not, or a formula, would be a warning or an error; here warnings are errors."""
    counted = [replace(week, count=week.begins.day) for week in weeks(NOW)]
    assert height(report_chart(counted, RoomUsage(9, 4, 6), [ACCOUNT_LOCK, lock_of(name)])) > 0


def test_it_grows_with_the_locks_up_to_a_size_that_can_be_read() -> None:
    few, many, more = (report_chart(weeks(NOW), NOBODY, [lock_of("Sales")] * count) for count in (1, MAX_LOCKS, 50))
    assert height(few) < height(many) == height(more)


def test_in_words_it_says_what_the_picture_shows() -> None:
    first, *others = weeks(NOW)
    said = alt_text(
        [replace(first, count=7), *others], RoomUsage(rooms=9, lately=4, ever=6), [ACCOUNT_LOCK, lock_of("Sales")]
    )
    assert "7 personal meeting IDs expire within 90 days" in said
    assert "Started in the last 90 days: 4. Started longer ago: 2. Never started: 3." in said
    assert "Locks in force: 2. Settings of people and groups that they override: 45." in said
