"""What a host who left had planned is handed over to somebody else, all of it or one meeting (MEET-9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.answers import Allowed, Denied
from bot.policy.audit import Cause, Event, What
from bot.policy.deliveries import Owed, Subject, Urgency
from bot.policy.invitations import Told, present
from bot.policy.meetings import Meeting, MeetingKey, current
from bot.policy.own_ids import OwnIdKey
from bot.policy.people import Actor, Person, PersonId, Role, TeamId, UserId, may_have_room
from bot.policy.rights import may_administer
from bot.policy.shown_meetings import Shown
from bot.policy.terms import Terms
from bot.use_cases import deliveries, meeting_edits, meetings, renewals
from bot.use_cases.meeting_invitations import of_host, with_host
from bot.use_cases.ports import Directory
from bot.use_cases.settings import STRANGER
from storage import Connection, Database
from storage import audit as audit_store
from storage import invitation_posts as post_store
from storage import invitees as invitee_store
from storage import meeting_sessions as session_store
from storage import meetings as meeting_store
from storage import own_ids as own_id_store
from storage import people as people_store

GIVEN = "meetings_given"
MATTERS_FOR = timedelta(days=7)
HOSTS = tuple(role for role in Role if isinstance(may_have_room(role, active=True), Allowed))
SAME = Denied("Choose somebody else than the one who left.")
STILL_HERE = Denied("They are here again, and keep their own meetings.")
CANNOT_HOST = Denied("Guests, apps and people whose account is deactivated host no meetings. Choose a full member.")


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody who left had planned, by time."""

    host: Person
    meetings: list[Shown]


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose meetings shall be whose: all of them, or `one` with the other parts of its series."""

    host: UserId
    to: UserId
    one: MeetingKey | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """These meetings are another person's now, who is told. None: they were handed over before, or are over."""

    to: Person
    meetings: list[Meeting]


@dataclass(frozen=True, slots=True)
class Given:
    """What the new host is told: who gave them whose meetings, those of them that are still to come."""

    by: UserId
    host: Person
    meetings: list[Shown]


def facts(db: Database, subject: Subject, now: datetime) -> Left | Denied:
    """What the message to the admins says at the moment of sending, or why there is nothing to say any more."""
    with db.read() as tx:
        host = people_store.by_id(tx, PersonId(int(subject["host"])))
        if _may_host(host):
            return Denied("they came back")
        left = Left(host, _planned(tx, host, now))
    return left if left.meetings else Denied("nothing of theirs is to come")


def left_by(db: Database, team: TeamId, actor: Actor, host: UserId, now: datetime) -> Left | Denied:
    """The same for an admin who looks."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    with db.read() as tx:
        person = people_store.find(tx, team, host)
        if person is None:
            return STRANGER
        return STILL_HERE if _may_host(person) else Left(person, _planned(tx, person, now))


def gone(db: Database, team: TeamId, actor: Actor, now: datetime) -> list[tuple[Person, int]] | Denied:
    """Everybody who left meetings behind, by name, and how many."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    with db.read() as tx:
        return meeting_store.left_behind(tx, team, HOSTS, now)


def _may_host(person: Person) -> bool:
    return isinstance(may_have_room(person.role, active=person.active), Allowed)


def _planned(tx: Connection, host: Person, now: datetime) -> list[Shown]:
    room, rules = of_host(tx, host)
    seen = [with_host(each, host, room, rules, now) for each in meeting_store.all_upcoming(tx, host.id)]
    return [each for each in seen if each.occurrence]


def hand_over(
    db: Database, directory: Directory, terms: Terms, team: TeamId, actor: Actor, wish: Wish, now: datetime
) -> HandedOver | Denied:
    """**“Hand over to …”**: meetings on a PMI get a generated ID. Raises SlackUnavailableError where nobody knows `to` yet."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    meetings.acquaint(db, directory, terms, team, [wish.to], now)
    with db.write(team) as tx:
        old, new = people_store.find(tx, team, wish.host), people_store.find(tx, team, wish.to)
        if old is None or new is None:
            return STRANGER
        if old.id == new.id:
            return SAME
        if _may_host(old):
            return STILL_HERE
        if not _may_host(new):
            return CANNOT_HOST
        chosen = _chosen(tx, old, wish.one, now)
        if chosen:
            _give(tx, terms, old, new, chosen, now)
            _write_down(tx, actor, old, new, chosen, now)
        return HandedOver(new, meeting_store.get_all(tx, [each.key for each in chosen]))


def _chosen(tx: Connection, host: Person, one: MeetingKey | None, now: datetime) -> list[Meeting]:
    """Parts of one series share an ID, so they go together."""
    upcoming = [each for each in meeting_store.all_upcoming(tx, host.id) if current(each, now)]
    series = {each.part_of for each in upcoming if one in (None, each.key)}
    return [each for each in upcoming if each.part_of in series]


def _give(tx: Connection, terms: Terms, old: Person, new: Person, chosen: Sequence[Meeting], now: datetime) -> None:
    room, _ = of_host(tx, old)
    before = {each.key: present(each, each.own or room) for each in chosen}
    meeting_edits.give_own_ids(tx, terms, old, [each for each in chosen if each.own is None], now)
    session_store.end_hosted_by(tx, [old.id], now)
    own_id_store.give_all(tx, _own_ids(tx, chosen), new.id)
    meeting_store.give_all(tx, list(before), new.id)
    for key in before:
        invitee_store.remove(tx, key, [new.id], now)
    renewals.announce(tx, chosen[0].account, new.id, _known(tx, before), now)


def _own_ids(tx: Connection, chosen: Sequence[Meeting]) -> list[OwnIdKey]:
    present_ = meeting_store.get_all(tx, [each.key for each in chosen])
    return [each.own.id for each in present_ if each.own is not None]


def _known(tx: Connection, before: dict[MeetingKey, Told]) -> dict[MeetingKey, Told]:
    """Those of which anybody was told: only of these is there anything to bring up to date (INV-3)."""
    invitees, posts = invitee_store.of_meetings(tx, list(before)), post_store.of_meetings(tx, list(before))
    told = {key for key, people in invitees.items() if any(each.may_know and not each.removed for each in people)}
    return {key: each for key, each in before.items() if key in told or posts.get(key)}


def _write_down(
    tx: Connection, actor: Actor, old: Person, new: Person, given: Sequence[Meeting], now: datetime
) -> None:
    account = given[0].account
    cause = Cause(actor.user, now, note="1 meeting" if len(given) == 1 else f"{len(given)} meetings")
    audit_store.add(tx, account, Event(What.MEETINGS_TAKEN, person=old.id), cause)
    audit_store.add(tx, account, Event(What.MEETINGS_GIVEN, person=new.id), cause)
    keys = " ".join(str(each.key) for each in given)
    owed = Owed(
        account=account,
        key=f"meetings of host {old.id} handed over {now.isoformat()}: to person {new.id}",
        kind=GIVEN,
        urgency=Urgency.APPROVAL,
        to=new.id,
        due=now,
        deadline=now + MATTERS_FOR,
        subject={"host": old.id, "by": actor.user, "meetings": keys},
    )
    deliveries.owe(tx, owed, now)


def given(db: Database, to: PersonId, subject: Subject, now: datetime) -> Given | Denied:
    """What the new host is told at the moment of sending, or why there is nothing to say any more."""
    keys = [MeetingKey(int(key)) for key in str(subject["meetings"]).split()]
    with db.read() as tx:
        before, host = people_store.by_id(tx, PersonId(int(subject["host"]))), people_store.by_id(tx, to)
        room, rules = of_host(tx, host)
        theirs = [each for each in meeting_store.get_all(tx, keys) if each.host == to]
        seen = [with_host(each, host, room, rules, now) for each in theirs]
    found = [each for each in seen if each.occurrence]
    return Given(UserId(str(subject["by"])), before, found) if found else Denied("none of these is theirs to come")
