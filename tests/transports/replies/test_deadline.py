"""An acknowledgement comes once, and what follows a late one waits until Slack has applied it (UX-1)."""

import time
from threading import Event

import pytest

from bot.transports.replies.deadline import PendingAck
from tests.support.machine.threads import TIMEOUT, run_in_background

A_MOMENT = 0.1
"""Seconds in which a thread that is not held up would long have gone on."""


def pending_ack(grace: float = 0.0) -> PendingAck:
    return PendingAck(lambda: {"text": "Saving …"}, grace=grace)


def test_a_late_answer_waits_until_the_acknowledgement_is_sent() -> None:
    """It would be covered by “Saving …”, which Slack shows when it reads that."""
    pending, went_on = pending_ack(), Event()
    pending.expire()

    def answer() -> None:
        assert pending.wait_if_late()
        went_on.set()

    run_in_background(answer)
    assert not went_on.wait(A_MOMENT)
    pending.mark_delivered()
    assert went_on.wait(TIMEOUT)


def test_then_it_gives_slack_some_time_to_apply_it_once() -> None:
    pending = pending_ack(grace=0.2)
    pending.expire()
    pending.mark_delivered()
    began = time.monotonic()
    assert pending.wait_if_late()
    assert time.monotonic() - began >= 0.2
    began = time.monotonic()
    assert pending.wait_if_late()
    assert time.monotonic() - began < 0.2


def test_an_answer_in_time_waits_for_nothing() -> None:
    pending = pending_ack(grace=60.0)
    assert pending.acknowledge({"text": "Hello"})
    assert not pending.wait_if_late()


@pytest.mark.parametrize("late", [False, True])
def test_whichever_comes_second_is_not_sent(late: bool) -> None:
    pending, sent = pending_ack(), list[bytes]()
    first, second = (
        (pending.expire, lambda: pending.acknowledge(None))
        if late
        else (
            lambda: pending.acknowledge(None),
            pending.expire,
        )
    )
    pending.send_with(sent.append)
    first()
    second()
    assert len(sent) == 1
    assert pending.late is late
