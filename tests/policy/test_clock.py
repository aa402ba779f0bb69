"""A clock is believed as long as nothing speaks against it, and again two minutes after all agree (CLOCK-1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.clock import MAX_DIFFERENCE, MAX_STEP, RECOVERY_TIME, ClockTrust, Doubt, Reading, Reference

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR, YEAR = (timedelta(seconds=each) for each in (1, 60, 3600, 365 * 86400))
OFFSETS = [10 * YEAR, YEAR, 2 * HOUR, -2 * HOUR, -30 * YEAR, MAX_STEP + SECOND, -MAX_STEP - SECOND]
wrong_by = pytest.mark.parametrize("offset", OFFSETS)


class Machine:
    """A machine whose wall clock is `offset` ahead of the true time."""

    def __init__(self) -> None:
        self.trust = ClockTrust()
        self.passed = timedelta()
        self.offset = timedelta()

    @property
    def true(self) -> datetime:
        return NOON + self.passed

    @property
    def reading(self) -> Reading:
        return Reading(self.true + self.offset, 1000.0 + self.passed.total_seconds())

    def believes(self, after: timedelta = timedelta()) -> bool:
        self.passed += after
        return self.trust.read(self.reading)

    def hears(self, reference: Reference = Reference.SLACK, wrong_by: timedelta = timedelta()) -> None:
        self.trust.hear(reference, self.true + wrong_by, self.reading)

    def is_set(self, offset: timedelta) -> None:
        self.offset = offset
        self.trust.read(self.reading)

    @property
    def time(self) -> datetime:
        return self.trust.best_time(self.reading)


def test_nothing_heard_yet_is_no_objection() -> None:
    assert Machine().believes()


def test_down_time_is_no_jump_because_nothing_is_remembered() -> None:
    machine = Machine()
    machine.offset = 10 * YEAR
    assert machine.believes()
    assert machine.believes(MINUTE)


@pytest.mark.parametrize("pause", [SECOND, MINUTE, 5 * HOUR, YEAR])
def test_time_that_passes_by_both_clocks_is_no_jump_however_long_nobody_looked(pause: timedelta) -> None:
    machine = Machine()
    machine.believes()
    assert machine.believes(pause)


@wrong_by
def test_a_clock_that_is_set_is_doubted_at_the_very_reading(offset: timedelta) -> None:
    machine = Machine()
    machine.believes()
    machine.is_set(offset)
    assert not machine.believes()
    assert machine.trust.doubt == Doubt(None, offset.total_seconds())


@pytest.mark.parametrize("offset", [MAX_STEP, -MAX_STEP, SECOND])
def test_a_step_of_a_minute_is_none(offset: timedelta) -> None:
    machine = Machine()
    machine.believes()
    machine.is_set(offset)
    assert machine.believes()


@pytest.mark.parametrize("reference", Reference)
@wrong_by
def test_a_reference_who_disagrees_is_enough(reference: Reference, offset: timedelta) -> None:
    machine = Machine()
    machine.offset = offset
    machine.hears(reference)
    assert machine.believes() == (abs(offset) <= MAX_DIFFERENCE)


@pytest.mark.parametrize("difference, believed", [(MAX_DIFFERENCE, True), (MAX_DIFFERENCE + SECOND, False)])
def test_a_reference_may_differ_by_five_minutes(difference: timedelta, *, believed: bool) -> None:
    for sign in (1, -1):
        machine = Machine()
        machine.hears(wrong_by=sign * difference)
        assert machine.believes() == believed


def test_it_is_compared_at_the_moment_of_hearing_and_not_with_what_was_heard_long_ago() -> None:
    machine = Machine()
    machine.hears()
    assert machine.believes(YEAR)


@wrong_by
def test_after_two_minutes_of_agreement_it_is_believed_again(offset: timedelta) -> None:
    machine = Machine()
    machine.hears()
    machine.is_set(offset)
    machine.is_set(timedelta())
    machine.believes(SECOND)
    machine.hears()
    assert not machine.believes(RECOVERY_TIME - SECOND)
    assert machine.believes(SECOND)


def test_a_clock_that_nobody_can_compare_is_believed_after_two_minutes() -> None:
    machine = Machine()
    machine.believes()
    machine.is_set(2 * HOUR)
    assert not machine.believes(RECOVERY_TIME - SECOND)
    assert machine.believes(SECOND)


@pytest.mark.parametrize("reference", Reference)
def test_who_was_heard_before_a_step_must_be_heard_after_it(reference: Reference) -> None:
    machine = Machine()
    machine.hears(reference)
    machine.is_set(10 * YEAR)
    assert not machine.believes(HOUR)
    machine.hears(reference)
    assert not machine.believes(RECOVERY_TIME)
    machine.is_set(timedelta())
    machine.hears(reference)
    assert machine.believes(RECOVERY_TIME)


def test_all_must_agree_and_a_new_objection_begins_anew() -> None:
    machine = Machine()
    machine.hears(Reference.SLACK)
    machine.hears(Reference.DATABASE, wrong_by=HOUR)
    machine.hears(Reference.SLACK)
    assert not machine.believes(RECOVERY_TIME)
    machine.hears(Reference.DATABASE)
    machine.believes(RECOVERY_TIME - SECOND)
    machine.hears(Reference.DATABASE, wrong_by=HOUR)
    machine.hears(Reference.DATABASE)
    assert not machine.believes(RECOVERY_TIME - SECOND)
    assert machine.believes(SECOND)


def test_hearing_the_same_again_does_not_put_belief_off() -> None:
    machine = Machine()
    machine.hears()
    machine.is_set(HOUR)
    machine.is_set(timedelta())
    for _ in range(int(RECOVERY_TIME / SECOND)):
        machine.hears()
        assert not machine.believes()
        machine.passed += SECOND
    assert machine.believes()


@wrong_by
def test_a_clock_that_was_set_goes_on_as_before_without_anybody(offset: timedelta) -> None:
    machine = Machine()
    machine.believes()
    machine.passed += HOUR
    machine.believes()
    machine.is_set(offset)
    machine.passed += MINUTE
    assert machine.time == machine.true
    machine.is_set(2 * offset)
    assert machine.time == machine.true


@wrong_by
def test_one_answer_with_a_wrong_date_does_not_win_against_two_clocks(offset: timedelta) -> None:
    """Somebody on the way to Slack may have written it."""
    machine = Machine()
    machine.hears(Reference.DATABASE)
    machine.hears(wrong_by=offset)
    assert machine.time == machine.true
    machine = Machine()
    machine.hears(wrong_by=offset)
    assert machine.true in machine.trust.possible_times(machine.reading)


def test_while_slack_alone_disagrees_with_a_clock_that_was_not_set_the_time_is_slack_s() -> None:
    machine = Machine()
    machine.offset = 2 * HOUR
    machine.hears()
    machine.passed += MINUTE
    assert machine.trust.possible_times(machine.reading) == [machine.true, machine.true + 2 * HOUR]


def test_a_clock_that_was_set_has_one_time_whatever_it_shows() -> None:
    machine = Machine()
    machine.hears()
    machine.is_set(2 * HOUR)
    assert machine.trust.possible_times(machine.reading) == [machine.true]
    machine.hears(wrong_by=9 * HOUR)
    assert machine.trust.possible_times(machine.reading) == [machine.true + 9 * HOUR]


@wrong_by
def test_while_it_is_doubted_the_time_is_the_true_one(offset: timedelta) -> None:
    machine = Machine()
    machine.hears()
    machine.passed += HOUR
    machine.is_set(offset)
    assert machine.time == machine.true
    machine.passed += MINUTE
    assert machine.time == machine.true


def test_a_clock_that_was_wrong_from_the_beginning_is_all_there_is_without_slack() -> None:
    machine = Machine()
    machine.offset = HOUR
    machine.believes()
    assert machine.time == machine.true + HOUR


def test_a_clock_that_is_put_right_is_not_pulled_back_by_what_was_heard_before() -> None:
    machine = Machine()
    machine.offset = 10 * YEAR
    machine.hears()
    assert machine.time == machine.true
    machine.is_set(timedelta())
    assert machine.time == machine.true


moves = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([SECOND, MINUTE, RECOVERY_TIME - SECOND, RECOVERY_TIME, HOUR, YEAR])),
    st.tuples(st.just("set"), st.sampled_from([timedelta(), *OFFSETS])),
    st.tuples(st.just("hear"), st.sampled_from(list(Reference))),
)


@given(st.lists(moves, max_size=25))
def test_whatever_happens_no_wrong_time_is_believed_where_slack_is_heard_after_each_step(
    order: list[tuple[str, timedelta | Reference]],
) -> None:
    machine = Machine()
    machine.hears()
    for move, value in order:
        match move, value:
            case "wait", timedelta():
                machine.passed += value
            case "set", timedelta():
                machine.is_set(value)
            case "hear", Reference():
                machine.hears(value)
        wrong = abs(machine.offset) > MAX_DIFFERENCE
        assert not (machine.believes() and wrong)
        assert abs(machine.time - machine.true) <= MAX_DIFFERENCE
