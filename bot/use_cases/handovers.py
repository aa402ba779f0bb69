"""A host who left: the admins are shown what they had planned, and hand it over to somebody else (MEET-9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.answers import Denied
from bot.policy.deliveries import Owed, Subject, Urgency
from bot.policy.invitations import RenewalId, present
from bot.policy.meetings import Meeting
from bot.policy.own_ids import OwnIdKey
from bot.policy.people import ADMIN_ROLES, AccountId, Actor, Person, PersonId, TeamId, UserId, may_have_room
from bot.policy.rights import may_administer
from bot.policy.shown_meetings import Shown
from bot.policy.terms import Terms
from bot.use_cases import deliveries, meeting_edits, renewals
from bot.use_cases.meeting_invitations import of_host, with_host
from storage import Connection, Database
from storage import invitees as invitee_store
from storage import meeting_sessions as session_store
from storage import meetings as meeting_store
from storage import own_ids as own_id_store
from storage import people as people_store

KIND = "host_left"
MATTERS_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody who left had planned, by time."""

    host: Person
    meetings: list[Shown]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """These meetings are another person's now. `renewal` is the message through which the invitees can be told."""

    to: Person
    meetings: list[Meeting]
    renewal: RenewalId | None


def host_left(tx: Connection, team: TeamId, account: AccountId, host: PersonId, now: datetime) -> None:
    """Inside the transaction in which somebody is learned to be deactivated: their meetings close, the admins are told."""
    session_store.end_hosted_by(tx, [host], now)
    if not meeting_store.count_upcoming(tx, host):
        return
    admins = [each.id for each in people_store.with_roles(tx, team, ADMIN_ROLES) if each.id != host]
    deliveries.owe_all(tx, (_owed(account, host, admin, now) for admin in admins), now)


def _owed(account: AccountId, host: PersonId, admin: PersonId, now: datetime) -> Owed:
    return Owed(
        account=account,
        key=f"host {host} left {now.isoformat()}: to person {admin}",
        kind=KIND,
        urgency=Urgency.APPROVAL,
        to=admin,
        due=now,
        deadline=now + MATTERS_FOR,
        subject={"host": host},
    )


def facts(db: Database, subject: Subject, now: datetime) -> Left | Denied:
    """What the message to the admins says at the moment of sending, or why there is nothing to say any more."""
    with db.read() as tx:
        host = people_store.by_id(tx, PersonId(int(subject["host"])))
        if not isinstance(may_have_room(host.role, active=host.active), Denied):
            return Denied("they came back")
        left = _left(tx, host, now)
    return left if left.meetings else Denied("nothing of theirs is to come")


def left_by(db: Database, team: TeamId, actor: Actor, host: UserId, now: datetime) -> Left | Denied:
    """The same for an admin who looks."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    with db.read() as tx:
        person = people_store.find(tx, team, host)
        return Denied("I do not know this person yet.") if person is None else _left(tx, person, now)


def _left(tx: Connection, host: Person, now: datetime) -> Left:
    room, rules = of_host(tx, host)
    seen = [with_host(each, host, room, rules, now) for each in meeting_store.all_upcoming(tx, host.id)]
    return Left(host, [each for each in seen if each.occurrence])


def hand_over(
    db: Database, terms: Terms, team: TeamId, actor: Actor, host: UserId, to: UserId, now: datetime
) -> HandedOver | Denied:
    """**“Hand over to …”**: every upcoming meeting; those on a PMI get a generated ID. The new host is told what changed."""
    with db.write(team) as tx:
        if isinstance(allowed := may_administer(actor, now), Denied):
            return allowed
        old, new = people_store.find(tx, team, host), people_store.find(tx, team, to)
        if old is None or new is None or old.id == new.id:
            return Denied("Choose somebody else of this workspace.")
        if not isinstance(may_have_room(old.role, active=old.active), Denied):
            return Denied(f"<@{host}> is still here and keeps their own meetings.")
        if isinstance(may := may_have_room(new.role, active=new.active), Denied):
            return Denied(f"<@{to}> cannot host meetings: {may.reason}")
        return _hand_over(tx, terms, old, new, now)


def _hand_over(tx: Connection, terms: Terms, old: Person, new: Person, now: datetime) -> HandedOver:
    upcoming = meeting_store.all_upcoming(tx, old.id)
    if not upcoming:
        return HandedOver(new, [], None)
    room, _ = of_host(tx, old)
    before = {each.key: present(each, each.own or room) for each in upcoming}
    meeting_edits.give_own_ids(tx, terms, old, [each for each in upcoming if each.own is None], now)
    session_store.end_hosted_by(tx, [old.id], now)
    own_id_store.give_all(tx, _own_ids(tx, upcoming), new.id)
    meeting_store.give_all(tx, list(before), new.id)
    for each in upcoming:
        invitee_store.remove(tx, each.key, [new.id], now)
    renewal = renewals.announce(tx, upcoming[0].account, new.id, before, now)
    return HandedOver(new, meeting_store.get_all(tx, before), renewal)


def _own_ids(tx: Connection, upcoming: Sequence[Meeting]) -> list[OwnIdKey]:
    present_ = meeting_store.get_all(tx, [each.key for each in upcoming])
    return [each.own.id for each in present_ if each.own is not None]
