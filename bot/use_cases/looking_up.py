"""Finding out what became of messages whose outcome is unclear: from Slack, before anything is sent again (REM-4)."""

from datetime import datetime

from bot.policy import pace as paces
from bot.policy.deliveries import State
from bot.policy.delivery_answers import CannotLook, Finding, LookLater, NotThere, Sent, Stopped, finding
from bot.policy.pace import LOOK_UP, Pace
from bot.policy.patience import obeyed
from bot.policy.people import AccountId, TeamId
from bot.use_cases.couriers import Courier, Errand, Notice, Troubled
from bot.use_cases.probing import Speech, may_speak
from bot.use_cases.sending import MOST_AT_ONCE, in_time, new_word
from bot.use_cases.settling import End, changes, finish, waiting
from storage import Connection
from storage import delivery_claims as claims
from storage import paces as pace_store
from storage.delivery_claims import Counted, Hold


def look_up_unclear(courier: Courier, now: datetime) -> None:
    """One tick: look for messages whose claim ended long enough ago that Slack has taken them or never will."""
    began = courier.tools.steady()
    with courier.db.read() as tx:
        at = courier.tools.database_now(tx)
        unclear = claims.unclear(tx, at, at - courier.patience.look_up_after)
    if courier.may_act(now, at):
        for account, team in unclear:
            _look_for(courier, account, team, now, began)


def _look_for(courier: Courier, account: AccountId, team: TeamId, now: datetime, began: float) -> None:
    speech = may_speak(courier, account, team, LOOK_UP)
    going = speech is not Speech.NO
    while going and in_time(courier, began):
        errands = _take_back(courier, account, team, trial=speech is Speech.TRIAL)
        going = bool(errands) and speech is Speech.YES
        for errand in errands:
            going = _look(courier, errand, now) and going


def _take_back(courier: Courier, account: AccountId, team: TeamId, *, trial: bool) -> list[Errand]:
    patience = courier.patience
    with courier.db.write(team) as tx:
        at = courier.tools.database_now(tx)
        if not courier.may_take_back(at):
            return []
        pace = pace_store.get(tx, account, LOOK_UP)
        turns = 1 if trial else min(paces.turns(pace, at, patience.look_up_rate, patience.tick), MOST_AT_ONCE)
        if not turns:
            return []
        hold, ended_by = Hold(new_word(), at, at + patience.claim), at - patience.look_up_after
        taken = claims.take_back(tx, account, hold, ended_by=ended_by, most=turns)
        used = paces.used(pace, len(taken), at, patience.look_up_rate, patience.tick)
        pace_store.put(tx, account, LOOK_UP, used)
    return [Errand(delivery, hold.word, trial) for delivery in taken]


def _look(courier: Courier, errand: Errand, now: datetime) -> bool:
    delivery = errand.delivery
    since = (delivery.first_tried_at or now) - courier.patience.look_back
    answer = courier.tools.poster.look_up(delivery.team, delivery.recipient, delivery.mark, since)
    found = finding(answer, to_person=delivery.recipient.person is not None)
    with courier.db.write(delivery.team) as tx:
        at = courier.tools.database_now(tx)
        before = pace_store.get(tx, delivery.account, LOOK_UP)
        notices = _write(courier, tx, errand, found, at, now)
        after = _pace(courier, before, found, at, trial=errand.trial)
        if after != before:
            pace_store.put(tx, delivery.account, LOOK_UP, after)
    for notice in [*notices, *changes(delivery, LOOK_UP, before, after)]:
        courier.tools.tell(notice)
    return not isinstance(found, LookLater | Stopped)


def _write(
    courier: Courier, tx: Connection, errand: Errand, found: Finding, at: datetime, now: datetime
) -> list[Notice]:
    delivery = errand.delivery
    match found:
        case Sent(channel, ts):
            return finish(courier, tx, errand, End(State.SENT, channel=channel, ts=ts, adopted=True), now)
        case NotThere():
            later = at + waiting(courier, delivery.tries)
            claims.put_back(tx, delivery.id, errand.word, delivery.reason, later, Counted())
            return [Troubled(delivery, "slack did not take it")]
        case CannotLook(reason):
            return finish(courier, tx, errand, End(State.UNKNOWN, reason), now)
        case LookLater(reason) | Stopped(reason):
            return [Troubled(delivery, reason)]  # it stays as it is, to be looked for when this claim has ended


def _pace(courier: Courier, pace: Pace, found: Finding, at: datetime, *, trial: bool) -> Pace:
    match found:
        case Stopped(reason):
            return paces.stopped(pace, reason, at, at + courier.patience.probe_every)
        case LookLater(_, after):
            pause = obeyed(courier.patience, after, pace.troubles + 1, courier.tools.luck())
            return paces.troubled(pace, at + pause)
        case _:
            return paces.resumed(pace) if trial else paces.well(pace)
