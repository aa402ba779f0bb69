"""The event loop waits for the requests of one turn as long as one after the other is answered, and no longer (UX-9)."""

from bot.transports.http import wait_shortly
from bot.transports.replies.deadline import PendingAck


def pending_ack() -> PendingAck:
    return PendingAck(lambda: None, grace=0.0)


class Answering(PendingAck):
    """Each time that somebody waits for it, one more of these is answered."""

    def __init__(self, *before: PendingAck, itself: bool) -> None:
        super().__init__(lambda: None, grace=0.0)
        self._answered = [*before, self] if itself else list(before)
        self.waits = 0

    def wait(self, timeout: float) -> bool:
        self.waits += 1
        if self._answered:
            self._answered.pop(0).acknowledge(None)
        return super().wait(timeout)


def test_a_turn_of_requests_is_waited_for_as_long_as_one_after_the_other_is_answered() -> None:
    first, second = pending_ack(), pending_ack()
    last = Answering(first, second, itself=True)
    wait_shortly([first, second, last])
    assert last.settled
    assert last.waits == 3


def test_nobody_waits_where_none_is_answered() -> None:
    """A slow handler holds up the event loop for a millisecond."""
    first = pending_ack()
    last = Answering(first, itself=False)
    wait_shortly([first, last])
    assert not last.settled
    assert last.waits == 2
