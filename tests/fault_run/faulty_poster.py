"""Posts as the bot does, but stands still at the two worst instants, and now and then says less than is known."""

import random
import time
from collections.abc import Callable
from datetime import timedelta

from bot.policy.deliveries.deliveries import Recipient
from bot.policy.deliveries.outcomes import NotSent, PostResponse, TimedOut
from bot.policy.ids import TeamId
from bot.slack.poster import SlackPoster
from bot.use_cases.ports import Message
from tests.fault_run.shared_counts import CALLED_NOT_SENT, PAUSES, PAUSES_BEFORE, SharedCounts

PAUSE_BEFORE_SECONDS = 2.0
"""Longer than a lease: others have claimed the message, and posted it."""
PAUSE_SECONDS = 3.0
"""Longer than a lease, the wait after it and a tick of each sort: others have looked for the message and sent it again."""
NOT_SENT_RATIO = 0.2
"""How many of all unclear outcomes are called “not sent”."""


class FaultyPoster(SlackPoster):
    """Pauses before some requests, and right after some lease checks that hold: the share of each is `pause_ratio`.

    After the check, the request may be completed now. Before the request, nothing has left, so that Slack has no reason to
    hang up on it: the lease check alone keeps it from being sent by two.
    """

    def __init__(
        self,
        rng: random.Random,
        counts: SharedCounts,
        pause_ratio: float,
        *,
        token: str,
        base_url: str,
        timeout: timedelta,
    ) -> None:
        super().__init__(token=token, base_url=base_url, timeout=timeout)
        self._random = rng
        self._counts = counts
        self._pause_ratio = pause_ratio

    def post(
        self,
        team: TeamId,
        recipient: Recipient,
        message: Message,
        idempotency_key: str,
        confirm_lease: Callable[[], bool],
    ) -> PostResponse:
        """As SlackPoster does. A client that takes a request for unsent must not have it sent twice: the guard knows better."""

        def confirm_and_pause() -> bool:
            lease_holds = confirm_lease()
            if lease_holds and self._random.random() < self._pause_ratio:
                self._pause(PAUSES, PAUSE_SECONDS)
            return lease_holds

        if self._random.random() < self._pause_ratio:
            self._pause(PAUSES_BEFORE, PAUSE_BEFORE_SECONDS)
        answer = super().post(team, recipient, message, idempotency_key, confirm_and_pause)
        if isinstance(answer, TimedOut) and self._random.random() < NOT_SENT_RATIO:
            self._counts.add(CALLED_NOT_SENT)
            return NotSent(answer.reason)
        return answer

    def _pause(self, name: str, seconds: float) -> None:
        self._counts.add(name)
        time.sleep(seconds)
