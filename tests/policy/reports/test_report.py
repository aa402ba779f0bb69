"""What the admins' report counts, from plain values (issue 5, LOCK-3)."""

from datetime import UTC, datetime, timedelta

from bot.policy.approvals.impact import Segment
from bot.policy.ids import GroupId, PersonId
from bot.policy.reports.report import HORIZON, LockInForce, RoomUsage, locked_settings, locks_in_force, weeks
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import (
    FROM_ACCOUNT,
    Group,
    Origin,
    PersonSettings,
    SettingState,
    SettingsTree,
    Source,
)

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SALES, STRICT = GroupId(1), GroupId(2)
LINK, PMI = Setting.PASSCODE_IN_LINK, Setting.PMI_ENABLED


def segment(count: int, *groups: GroupId, **own: bool) -> Segment:
    choices = {Setting(name): value for name, value in own.items()}
    return Segment(PersonSettings(frozenset(groups), choices), tuple(PersonId(each) for each in range(count)))


def test_the_weeks_cover_ninety_days_without_a_gap() -> None:
    found = weeks(NOW)
    assert (found[0].begins, found[-1].ends) == (NOW, NOW + HORIZON)
    assert [week.ends for week in found[:-1]] == [week.begins for week in found[1:]]
    assert {week.ends - week.begins for week in found[:-1]} == {timedelta(days=7)}


def test_use_adds_up() -> None:
    use = RoomUsage(rooms=10, lately=3, ever=7)
    assert (use.lately, use.long_ago, use.never) == (3, 4, 3)


def test_without_locks_there_is_nothing_to_count() -> None:
    layout = SettingsTree({LINK: SettingState(value=False)}, (Group(SALES, "Sales", {LINK: SettingState(value=True)}),))
    assert locked_settings(layout) == frozenset()
    assert locks_in_force(layout, [segment(5, passcode_in_link=True)]) == []


def test_an_account_lock_hides_peoples_choices_and_what_groups_say() -> None:
    groups = (
        Group(SALES, "Sales", {LINK: SettingState(value=True)}),
        Group(STRICT, "Strict", {PMI: SettingState(value=False)}),
    )
    layout = SettingsTree({LINK: SettingState(locked=True)}, groups)
    everybody = [
        segment(3, passcode_in_link=False),
        segment(2, SALES, passcode_in_link=True),
        segment(9, pmi_enabled=False),
    ]
    assert locks_in_force(layout, everybody) == [LockInForce(LINK, FROM_ACCOUNT, value=True, people=5, groups=1)]


def test_a_groups_lock_hides_the_choices_of_those_for_whom_it_decides() -> None:
    """LOCK-1: a lock in a group that is not the first to define the setting hides nothing for its members."""
    groups = (
        Group(SALES, "Sales", {LINK: SettingState(value=True)}),
        Group(STRICT, "Strict", {LINK: SettingState(False, True)}),
    )
    everybody = [
        segment(4, STRICT, passcode_in_link=True),
        segment(7, SALES, STRICT, passcode_in_link=True),
        segment(1, STRICT),
    ]
    by = Source(Origin.GROUP, STRICT, "Strict")
    assert locks_in_force(SettingsTree({}, groups), everybody) == [LockInForce(LINK, by, value=False, people=4)]


def test_a_choice_that_people_may_not_make_hides_behind_nothing() -> None:
    layout = SettingsTree({Setting.PMI_SELF_SERVICE: SettingState(False, True)})
    (lock,) = locks_in_force(layout, [segment(3, pmi_self_service=True)])
    assert (lock.value, lock.people) == (False, 0)


def test_the_horizon_is_thirteen_weeks_of_which_the_last_is_cut() -> None:
    """Ninety days."""
    found = weeks(NOW)
    assert (len(found), HORIZON) == (13, timedelta(days=90))
    assert found[-1].ends - found[-1].begins == timedelta(days=6)
    assert {week.count for week in found} == {0}


def test_a_lock_without_a_value_holds_the_default() -> None:
    """LOCK-1."""
    layout = SettingsTree({Setting.PMI_FOR_INSTANT: SettingState(None, True), PMI: SettingState(False, True)})
    assert locks_in_force(layout, []) == [
        LockInForce(PMI, FROM_ACCOUNT, value=False),
        LockInForce(Setting.PMI_FOR_INSTANT, FROM_ACCOUNT, value=False),
    ]


def test_every_locking_group_is_listed_and_none_of_what_the_account_locks() -> None:
    """LOCK-3."""
    on, off = SettingState(True, True), SettingState(False, True)
    groups = (Group(SALES, "Sales", {LINK: on, PMI: off}), Group(STRICT, "Strict", {LINK: off}))
    layout = SettingsTree({PMI: SettingState(True, True)}, groups)
    assert locked_settings(layout) == {LINK, PMI}
    assert locks_in_force(layout, [segment(2, STRICT, passcode_in_link=True)]) == [
        LockInForce(PMI, FROM_ACCOUNT, value=True, groups=1),
        LockInForce(LINK, Source(Origin.GROUP, SALES, "Sales"), value=True),
        LockInForce(LINK, Source(Origin.GROUP, STRICT, "Strict"), value=False, people=2),
    ]
