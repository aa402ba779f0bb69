"""What becomes of a message after Slack's answer: written down if the worker still holds it, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy import pace as paces
from bot.policy.deliveries import Delivery, State
from bot.policy.delivery_answers import Again, Failed, Outcome, Sent, Stopped, Unclear
from bot.policy.pace import POST, Pace
from bot.policy.patience import obeyed, wait
from bot.use_cases.couriers import Courier, Errand, Halted, Mended, Notice, Settled, Troubled
from storage import Connection, unreachable
from storage import delivery_claims as claims
from storage import paces as pace_store
from storage.delivery_claims import Counted


@dataclass(frozen=True, slots=True)
class End:
    """How it ended with a message. `unreachable`: because of its person; `adopted`: it was found in Slack."""

    state: State
    reason: str = ""
    channel: str = ""
    ts: str = ""
    unreachable: bool = False
    adopted: bool = False


def settle(courier: Courier, errand: Errand, outcome: Outcome, now: datetime) -> bool:
    """Write down what came of one post; gives whether Slack may be spoken to further."""
    delivery = errand.delivery
    with courier.db.write(delivery.team) as tx:
        at = courier.tools.database_now(tx)
        before = pace_store.get(tx, delivery.account, POST)
        notices = _write(courier, tx, errand, outcome, at, now)
        after = _pace(courier, before, outcome, at, trial=errand.trial)
        if after != before:
            pace_store.put(tx, delivery.account, POST, after)
    for notice in [*notices, *changes(delivery, POST, before, after)]:
        courier.tools.tell(notice)
    return not (isinstance(outcome, Stopped | Unclear) or (isinstance(outcome, Again) and not outcome.counts))


def _write(
    courier: Courier, tx: Connection, errand: Errand, outcome: Outcome, at: datetime, now: datetime
) -> list[Notice]:
    delivery, word = errand.delivery, errand.word
    match outcome:
        case Sent(channel, ts):
            return finish(courier, tx, errand, End(State.SENT, channel=channel, ts=ts), now)
        case Failed(reason, unreachable):
            return finish(courier, tx, errand, End(State.FAILED, reason, unreachable=unreachable), now)
        case Again(reason, counts) if counts and delivery.attempts + 1 >= courier.patience.attempts:
            return finish(courier, tx, errand, End(State.FAILED, reason), now)
        case Again(reason, counts, after):
            later = None if after is not None else at + waiting(courier, delivery.tries + 1)
            claims.put_back(tx, delivery.id, word, reason, later, Counted(int(counts), int(not errand.released)))
            return [Troubled(delivery, reason)]
        case Stopped(reason):
            claims.put_back(tx, delivery.id, word, reason, None, Counted())
            return []
        case Unclear(reason):
            claims.note(tx, delivery.id, word, reason)
            return [Troubled(delivery, reason)]


def waiting(courier: Courier, tries: int) -> timedelta:
    """How long something waits after so many tries in vain."""
    return wait(courier.patience, tries, courier.tools.luck())


def finish(courier: Courier, tx: Connection, errand: Errand, end: End, now: datetime) -> list[Notice]:
    """It is over with this message, unless somebody else has taken it over. Who cannot be reached is marked (REM-5)."""
    delivery, person = errand.delivery, errand.delivery.recipient.person
    if not claims.settle(tx, delivery.id, errand.word, end.state, now, end.reason, end.channel, end.ts):
        return []
    if person is not None and end.state is State.SENT:
        unreachable.clear(tx, person)
    if person is not None and end.unreachable:
        unreachable.mark(tx, person, end.reason, now)
    ended = replace(delivery, state=end.state, reason=end.reason, channel=end.channel, ts=end.ts, settled_at=now)
    conclude(courier, tx, ended, now)
    return [Settled(ended, end.adopted)]


def conclude(courier: Courier, tx: Connection, ended: Delivery, now: datetime) -> None:
    """What messages of this kind leave to do, in the same transaction."""
    kind = courier.kinds.get(ended.kind)
    if kind is not None:
        kind.settled(tx, ended, now)


def _pace(courier: Courier, pace: Pace, outcome: Outcome, at: datetime, *, trial: bool) -> Pace:
    match outcome:
        case Stopped(reason):
            return paces.stopped(pace, reason, at, at + courier.patience.probe_every)
        case Again(_, counts, after) if not counts:
            pause = obeyed(courier.patience, after, pace.troubles + 1, courier.tools.luck())
            return paces.troubled(pace, at + pause)
        case Unclear():
            return paces.troubled(pace, at + waiting(courier, pace.troubles + 1))
        case _:
            return paces.resumed(pace) if trial else paces.well(pace)


def changes(delivery: Delivery, method: str, before: Pace, after: Pace) -> list[Notice]:
    """An alarm is raised once, and once more when it is over."""
    if before.stopped_because == after.stopped_because:
        return []
    if after.stopped_because:
        return [Halted(delivery.team, method, after.stopped_because)]
    return [Mended(delivery.team, method)]
