"""Who may take a number that is or was in use (PMI-9)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.policy.clock import Instant
from bot.policy.rooms.numbers import EndReason, NumberRecord, is_taken

OWNER = 1
STRANGER = 2
ENDED = datetime(2025, 3, 1, 12, tzinfo=UTC)
A_YEAR = timedelta(days=365)
INSTANT = timedelta(microseconds=1)


def ended(by: EndReason, person: int | None = OWNER) -> NumberRecord:
    return NumberRecord(person=person, current=False, ended_at=ENDED, ended_by=by)


def test_a_number_without_a_record_is_free() -> None:
    assert not is_taken(None, person=STRANGER, instant=Instant(ENDED))


@pytest.mark.parametrize("person", [OWNER, STRANGER, None])
def test_a_current_number_is_taken_for_everybody(person: int | None) -> None:
    """PMI-9: not anybody's current number, not a meeting ID."""
    assert is_taken(NumberRecord(person=person, current=True), person=OWNER, instant=Instant(ENDED))


@pytest.mark.parametrize("ending", list(EndReason))
def test_a_stranger_gets_it_exactly_365_days_after_its_end(ending: EndReason) -> None:
    """PMI-9, PMI-13: the reservation ends to the instant."""
    holding = ended(ending)
    assert is_taken(holding, person=STRANGER, instant=Instant(ENDED))
    assert is_taken(holding, person=STRANGER, instant=Instant(ENDED + A_YEAR - INSTANT))
    assert not is_taken(holding, person=STRANGER, instant=Instant(ENDED + A_YEAR))


def test_the_former_owner_may_take_back_what_they_gave_up_by_an_edit() -> None:
    """PMI-9, the exception."""
    assert not is_taken(ended(EndReason.EDITED), person=OWNER, instant=Instant(ENDED))


@pytest.mark.parametrize("ending", [EndReason.EXPIRED, EndReason.REPLACED])
def test_the_former_owner_may_not_take_back_an_expired_or_leaked_number(ending: EndReason) -> None:
    """PMI-9: never after PMI-15, and only after an edit; later it is free for them as for anybody."""
    holding = ended(ending)
    assert is_taken(holding, person=OWNER, instant=Instant(ENDED + A_YEAR - INSTANT))
    assert not is_taken(holding, person=OWNER, instant=Instant(ENDED + A_YEAR))


def test_a_meeting_s_number_is_nobody_s_to_take_back() -> None:
    """PMI-10: meeting IDs are reserved for 365 days after they end."""
    assert is_taken(
        ended(EndReason.MEETING_ENDED, person=None), person=OWNER, instant=Instant(ENDED + timedelta(days=364))
    )


def test_a_clock_that_jumped_back_frees_nothing() -> None:
    assert is_taken(ended(EndReason.EXPIRED), person=STRANGER, instant=Instant(ENDED - timedelta(days=400)))


@pytest.mark.parametrize(
    "current,ended_at,ended_by",
    [(True, ENDED, EndReason.EDITED), (True, None, EndReason.EDITED), (False, None, None), (False, ENDED, None)],
)
def test_a_record_that_contradicts_itself_cannot_be_made(
    current: bool, ended_at: datetime | None, ended_by: EndReason | None
) -> None:
    with pytest.raises(ValueError, match="either current, or says when and why it ended"):
        NumberRecord(person=OWNER, current=current, ended_at=ended_at, ended_by=ended_by)
