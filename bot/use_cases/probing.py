"""Whether a workspace may be spoken to at all: after a fault of its own it is tried out now and then (REM-4)."""

from dataclasses import replace
from enum import Enum

from bot.policy import pace as paces
from bot.policy.delivery_answers import TOKEN
from bot.policy.patience import LONGEST_PAUSE
from bot.policy.people import AccountId, TeamId
from bot.use_cases.couriers import Courier, Mended
from storage import paces as pace_store


class Speech(Enum):
    """May we speak to this workspace now?"""

    NO = "no"
    TRIAL = "trial"  # with one call, whose answer decides
    YES = "yes"


def may_speak(courier: Courier, account: AccountId, team: TeamId, method: str) -> Speech:
    """Probe a stopped workspace with `auth.test` when that is due, and once after each start: the token may be new."""
    with courier.db.read() as tx:
        reason = pace_store.get(tx, account, method).stopped_because
    if not reason:
        return Speech.YES
    if not _probe_is_due(courier, account, team, method) or courier.tools.poster.probe(team):
        return Speech.NO
    if reason not in TOKEN:
        return Speech.TRIAL
    _resume(courier, account, team, method)
    return Speech.YES


def _probe_is_due(courier: Courier, account: AccountId, team: TeamId, method: str) -> bool:
    with courier.db.write(team) as tx:
        at = courier.tools.database_now(tx)
        pace = pace_store.get(tx, account, method)
        waits = pace.probe_at is not None and at < pace.probe_at <= at + LONGEST_PAUSE
        if waits and (team, method) in courier.probed:
            return False
        pace_store.put(tx, account, method, replace(pace, probe_at=at + courier.patience.probe_every))
    courier.probed.add((team, method))
    return True


def _resume(courier: Courier, account: AccountId, team: TeamId, method: str) -> None:
    with courier.db.write(team) as tx:
        pace = pace_store.get(tx, account, method)
        pace_store.put(tx, account, method, paces.resumed(pace))
    courier.tools.tell(Mended(team, method))
