"""The words and numbers by which messages are stored (REM-7)."""

from bot.policy.deliveries.deliveries import Urgency


def test_the_classes_are_stored_by_their_rank_the_most_urgent_first() -> None:
    """REM-7: someone is waiting, meeting start, approval, expiry by urgency, bulk."""
    names = ["WAITING", "MEETING_START", "APPROVAL", "EXPIRY_NOW", "EXPIRY_SOON", "EXPIRY_LATER", "BULK"]
    assert {each.name: each.value for each in Urgency} == dict(zip(names, range(7), strict=True))
