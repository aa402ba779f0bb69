"""Sending what is due: claimed, made at the last moment, posted, settled (REM-3 to REM-5, REM-7).

No transaction is open while Slack is spoken to. Every process may do this at any time; none needs to lead.
"""

import secrets
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy import pace as paces
from bot.policy.deliveries import State, Urgency
from bot.policy.delivery_answers import Again, Answer, NotTaken, Refused, Unanswered, meaning
from bot.policy.pace import POST, Pace
from bot.policy.people import AccountId, TeamId
from bot.use_cases.couriers import Broke, Courier, Drop, Errand, Later
from bot.use_cases.ports import Message
from bot.use_cases.probing import Speech, may_speak
from bot.use_cases.settling import End, finish, settle
from storage import Connection, StorageError
from storage import delivery_claims as claims
from storage import paces as pace_store
from storage.delivery_claims import Hold

MOST_AT_ONCE = 10
"""Claimed together, sent one after the other; what a tick has no time for is given back."""
WORD_BYTES = 8


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace for which something is due, and in which classes."""

    account: AccountId
    team: TeamId
    classes: Collection[Urgency]


def send_due(courier: Courier, now: datetime) -> None:
    """One tick: send as much of what is due as the pace allows and as fits into a tick."""
    began = courier.tools.steady()
    with courier.db.read() as tx:
        at = courier.tools.database_now(tx)
        waiting = claims.waiting(tx, now)
    if courier.may_act(now, at):
        for (account, team), classes in waiting.items():
            _send_for(courier, Office(account, team, classes), now, began)


def _send_for(courier: Courier, office: Office, now: datetime, began: float) -> None:
    speech = may_speak(courier, office.account, office.team, POST)
    if speech is Speech.TRIAL:
        for errand in _claim(courier, office, now, trial=True):
            _carry(courier, errand, now)
    while speech is Speech.YES and in_time(courier, began):
        errands = _claim(courier, office, now, trial=False)
        if not errands or not _carry_all(courier, errands, now, began):
            return


def in_time(courier: Courier, began: float) -> bool:
    """Whether this tick has time left."""
    return courier.tools.steady() - began < courier.patience.tick.total_seconds()


def new_word() -> str:
    """The word of a claim: nobody else knows it."""
    return secrets.token_hex(WORD_BYTES)


def _claim(courier: Courier, office: Office, now: datetime, *, trial: bool) -> list[Errand]:
    """As many messages as have a turn now, each with its turn taken; a workspace on trial gets one."""
    patience = courier.patience
    with courier.db.write(office.team) as tx:
        at = courier.tools.database_now(tx)
        pace = pace_store.get(tx, office.account, POST)
        turns = 1 if trial else min(paces.turns(pace, at, patience.rate, patience.tick), MOST_AT_ONCE)
        errands = _take(courier, tx, office, Hold(new_word(), at, at + patience.claim), pace, turns, now, trial=trial)
        if errands:
            used = paces.used(pace, len(errands), at, patience.rate, patience.tick)
            pace_store.put(tx, office.account, POST, used)
    return errands


def _take(
    courier: Courier, tx: Connection, office: Office, hold: Hold, pace: Pace, turns: int, now: datetime, *, trial: bool
) -> list[Errand]:
    """The most urgent classes first, but first of all bulk's tenth (REM-7)."""
    bulk = paces.bulk_turns(pace, turns) if Urgency.BULK in office.classes else 0
    order = [(Urgency.BULK, bulk), *((urgency, turns) for urgency in sorted(office.classes))]
    errands: list[Errand] = []
    for urgency, most in order:
        if wanted := min(most, turns - len(errands)):
            taken = claims.claim(tx, office.account, urgency, hold, kinds=courier.kinds, now=now, most=wanted)
            errands += [Errand(delivery, hold.word, trial) for delivery in taken]
    return errands


def _carry_all(courier: Courier, errands: list[Errand], now: datetime, began: float) -> bool:
    """Carry them out in order, one at least; gives whether to go on. What cannot go now is given back."""
    left = deque(errands)
    going = _carry(courier, left.popleft(), now)
    while left and going and in_time(courier, began):
        going = _carry(courier, left.popleft(), now)
    if left:
        _give_back(courier, list(left))
    return going


def _carry(courier: Courier, errand: Errand, now: datetime) -> bool:
    made = _make(courier, errand, now)
    match made:
        case Drop(reason):
            _drop(courier, errand, reason, now)
            return True
        case Later(due):
            _put_off(courier, errand, due)
            return True
        case Again():
            return settle(courier, errand, made, now)
        case _:
            return _post(courier, errand, made, now)


def _make(courier: Courier, errand: Errand, now: datetime) -> Message | Drop | Later | Again:
    """REM-3: what the message is about is looked at again at the moment of sending."""
    try:
        return courier.kinds[errand.delivery.kind].compose(errand.delivery, now)
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001 - a boundary: one message must not hold up the others, whatever it was
        courier.tools.tell(Broke(errand.delivery, error))
        return Again(f"not made: {type(error).__name__}", counts=True)


def _post(courier: Courier, errand: Errand, message: Message, now: datetime) -> bool:
    delivery, gate = errand.delivery, Gate(courier, errand, now)
    try:
        answer = courier.tools.poster.post(delivery.team, delivery.recipient, message, delivery.mark, gate)
    except Exception as error:  # noqa: BLE001 - the same boundary; whether Slack took it, the gate knows
        courier.tools.tell(Broke(delivery, error))
        reason = f"not posted: {type(error).__name__}"
        answer = Unanswered(reason) if gate.opened else Refused(reason)
    if gate.stayed_shut:
        _give_back(courier, [errand])
        return True
    outcome = meaning(gate.judged(answer), to_person=delivery.recipient.person is not None)
    return settle(courier, replace(errand, released=gate.opened), outcome, now)


class Gate:
    """Asked when all of a request but its end has left: opens once, and only if the claim holds by the database's clock.

    Slack sees a request begin before this look at the claim. So even if this process stands still right after it, what
    Slack may take, it takes within the time that is waited before anybody looks whether it did.
    """

    def __init__(self, courier: Courier, errand: Errand, now: datetime) -> None:
        self._courier = courier
        self._errand = errand
        self._now = now
        self.opened = False
        self.stayed_shut = False

    def __call__(self) -> bool:
        steady, patience = self._courier.tools.steady, self._courier.patience
        asked = steady()
        held = self._release()
        self.opened = held and steady() - asked < patience.request.total_seconds()
        self.stayed_shut = not self.opened
        return self.opened

    def judged(self, answer: Answer) -> Answer:
        """Without an answer the gate knows whether the request can have been taken."""
        match answer:
            case NotTaken(why) if self.opened:
                return Unanswered(why)
            case Unanswered(why) if not self.opened:
                return NotTaken(why)
            case _:
                return answer

    def _release(self) -> bool:
        delivery = self._errand.delivery
        try:
            with self._courier.db.write(delivery.team) as tx:
                at = self._courier.tools.database_now(tx)
                hold = Hold(self._errand.word, at, at + self._courier.patience.claim)
                return claims.release(tx, delivery.id, hold, min(at, self._now))
        except StorageError:
            return False  # whether it was written or not: the request is not completed


def _drop(courier: Courier, errand: Errand, reason: str, now: datetime) -> None:
    delivery = errand.delivery
    with courier.db.write(delivery.team) as tx:
        notices = finish(courier, tx, errand, End(State.DROPPED, reason), now)
        _turn_back(courier, tx, errand)
    for notice in notices:
        courier.tools.tell(notice)


def _put_off(courier: Courier, errand: Errand, due: datetime) -> None:
    with courier.db.write(errand.delivery.team) as tx:
        claims.put_off(tx, errand.delivery.id, errand.word, due)
        _turn_back(courier, tx, errand)


def _give_back(courier: Courier, errands: Sequence[Errand]) -> None:
    """They wait on as if they had never been claimed."""
    first = errands[0]
    with courier.db.write(first.delivery.team) as tx:
        claims.give_back(tx, [errand.delivery.id for errand in errands], first.word)
        _turn_back(courier, tx, first, len(errands))


def _turn_back(courier: Courier, tx: Connection, errand: Errand, count: int = 1) -> None:
    account = errand.delivery.account
    pace = pace_store.get(tx, account, POST)
    pace_store.put(tx, account, POST, paces.given_back(pace, count, courier.patience.rate))
