"""The words and numbers by which messages are stored (REM-7)."""

from bot.policy.deliveries.deliveries import OPEN_STATES, DeliveryState, Urgency


def test_the_classes_are_stored_by_their_rank_the_most_urgent_first() -> None:
    """REM-7: someone is waiting, meeting start, approval, expiry by urgency, bulk."""
    names = ["WAITING", "MEETING_START", "APPROVAL", "EXPIRY_NOW", "EXPIRY_SOON", "EXPIRY_LATER", "BULK"]
    assert {each.name: each.value for each in Urgency} == dict(zip(names, range(7), strict=True))


def test_what_may_still_arrive_is_open() -> None:
    closed = {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.DROPPED, DeliveryState.UNKNOWN}
    assert {*OPEN_STATES} == {*DeliveryState} - closed
