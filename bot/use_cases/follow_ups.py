"""What becomes of people's rooms and meetings when a setting changes for them: some at once, the rest in portions (LOCK-8)."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.policy import passcodes
from bot.policy.audit import Cause, Event, What
from bot.policy.changes import Named
from bot.policy.deliveries import Owed, Urgency
from bot.policy.follow_ups import FollowUp, Task
from bot.policy.people import AccountId, PersonId
from bot.policy.resolution import in_effect, resolve_all
from bot.policy.settings import Setting
from bot.use_cases import deliveries
from bot.use_cases.administration import Administration
from storage import Connection
from storage import audit as audit_store
from storage import crowds as crowd_store
from storage import follow_ups as follow_up_store
from storage import invitation_posts as post_store
from storage import rooms as room_store
from storage import sessions as session_store
from storage import settings as setting_store

PASSCODE_GIVEN = "passcode_given"
MEETINGS_STOPPED = "meetings_stopped"
MATTERS_FOR = timedelta(days=7)
_WEIGHED = (Setting.PMI_ENABLED, Setting.PMI_PASSCODE_REQUIRED)


def leave(
    tx: Connection,
    account: AccountId,
    *,
    losing_pmi: Sequence[PersonId],
    gaining_pmi: Sequence[PersonId],
    needing_passcode: Sequence[PersonId],
    cause: Cause,
) -> None:
    """Inside the transaction of a change: open rooms that are switched off close now (section 1); the rest is left to do."""
    change = f"change {secrets.token_hex(8)}"
    if losing_pmi:
        session_store.end_hosted_by(tx, losing_pmi, cause.at)
    follow_up_store.add(tx, account, Task.MEETINGS, [*losing_pmi, *gaining_pmi], change, cause)
    follow_up_store.add(tx, account, Task.PASSCODES, needing_passcode, change, cause)


def follow_up(admin: Administration, now: datetime, most: int = 5) -> int:
    """Do at most so many portions, each in a transaction of its own; gives how many were done.

    A portion is done by the settings of that moment: what was switched back meanwhile needs nothing any more.
    """
    with admin.db.read() as tx:
        portions = follow_up_store.oldest(tx, most)
    return sum(_do(admin, portion, now) for portion in portions)


def _do(admin: Administration, portion: FollowUp, now: datetime) -> bool:
    with admin.db.write(portion.team) as tx:
        if not follow_up_store.still_waits(tx, portion.id):
            return False
        match portion.task:
            case Task.PASSCODES:
                _give_passcodes(tx, admin, portion, now)
            case Task.MEETINGS:
                _tell_of_meetings(tx, admin, portion, now)
        follow_up_store.done(tx, portion.id)
        return True


def _give_passcodes(tx: Connection, admin: Administration, portion: FollowUp, now: datetime) -> None:
    """A room that must have a passcode and has none gets one, and its host is told (LOCK-7)."""
    hosts = _where(tx, portion.account, portion.people, Setting.PMI_PASSCODE_REQUIRED, on=True)
    bare = room_store.without_passcode(tx, hosts)
    least = admin.terms.passcode_min_length
    before = [room_store.get(tx, room) for room in bare.values()]
    given = [(each, replace(each, passcode=passcodes.generate(least), token=passcodes.new_token())) for each in before]
    room_store.give_passcodes(tx, [after for _, after in given])
    for room, after in given:
        admin.room_changed(tx, portion.account, room, after, now)
    cause = replace(portion.cause, at=now)
    audit_store.add_for(tx, portion.account, Event(What.PASSCODE, before=False, after=True), cause, bare)
    deliveries.owe_all(tx, _owed(portion, PASSCODE_GIVEN, bare, now), now)


def _tell_of_meetings(tx: Connection, admin: Administration, portion: FollowUp, now: datetime) -> None:
    """Every host whose upcoming meetings stop working is told once of this change (APP-6).

    Invitations in channels say so too, and when it is over (INV-4).
    """
    post_store.want_on_pmi(tx, portion.people, now)
    hosts = _where(tx, portion.account, portion.people, Setting.PMI_ENABLED, on=False)
    counts = admin.upcoming_on_pmi(tx, hosts, now) if hosts else {}
    hit = [person for person in hosts if counts.get(person, 0) > 0]
    deliveries.owe_all(tx, _owed(portion, MEETINGS_STOPPED, hit, now), now)


def _where(
    tx: Connection, account: AccountId, who: Collection[PersonId], setting: Setting, *, on: bool
) -> list[PersonId]:
    """Those of these people for whom the setting is in effect now, or is not."""
    layout = setting_store.layout(tx, account)
    crowds = crowd_store.crowds(tx, account, Named(frozenset(who)), _WEIGHED)
    return [
        person
        for crowd in crowds
        if crowd.may_have_room and in_effect(setting, resolve_all(layout, crowd.situation)) is on
        for person in crowd.people
    ]


def _owed(portion: FollowUp, kind: str, who: Iterable[PersonId], now: datetime) -> Iterable[Owed]:
    for person in who:
        yield Owed(
            account=portion.account,
            key=f"{portion.change}: {kind} of person {person}",
            kind=kind,
            urgency=Urgency.BULK,
            to=person,
            due=now,
            deadline=now + MATTERS_FOR,
            subject={"person": person, **({"request": portion.cause.request} if portion.cause.request else {})},
        )
