"""Inviting again when an ID, passcode or time changes: the host is told once, and decides when the others are (INV-3, INV-4)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.answers import Denied
from bot.policy.deliveries import Delivery, Owed, State, Subject, Urgency
from bot.policy.invitations import Entrance, Invitee, Post, RenewalId, Told, present
from bot.policy.meetings import Meeting, MeetingKey
from bot.policy.people import AccountId, Person, PersonId, TeamId, UserId
from bot.policy.rooms import Room
from bot.policy.shown_meetings import Shown
from bot.use_cases import deliveries, meeting_invitations
from bot.use_cases.meeting_invitations import of_host, with_host
from bot.use_cases.ports import Message, Messenger, NotPostedError
from storage import Connection, Database
from storage import invitation_posts as post_store
from storage import invitees as invitee_store
from storage import meetings as meeting_store
from storage import people as people_store
from storage import renewals as renewal_store
from storage.renewals import Renewal

KIND = "meetings_changed"
MATTERS_FOR = timedelta(days=7)
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Changed:
    """One meeting that its host's message lists: what it was, what it is, and who was invited where."""

    shown: Shown
    before: Told
    invitees: list[Invitee]
    posts: list[Post]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the message to a host says. `pressed`: the updated invitations are on their way."""

    id: RenewalId
    host: Person
    changed: list[Changed]
    pressed: bool


@dataclass(frozen=True, slots=True)
class Updated:
    """What a press of the button has set going; nothing if it was pressed before (`fresh` is false)."""

    people: int
    posts: int
    fresh: bool


def announce(
    tx: Connection, account: AccountId, host: PersonId, before: Mapping[MeetingKey, Told], now: datetime
) -> RenewalId | None:
    """Inside the transaction of a change: these meetings of one host were so before it. One message, updated not repeated.

    One that was dropped, because all was again as before, or did not reach its host, is owed anew.
    """
    if not before:
        return None
    renewal, fresh = renewal_store.open_for(tx, account, host, now)
    renewal_store.add(tx, renewal, before)
    if not fresh:
        renewal_store.outdate(tx, renewal, now)
    owed = Owed(
        account=account,
        key=f"renewal {renewal}",
        kind=KIND,
        urgency=Urgency.APPROVAL,
        to=host,
        due=now,
        deadline=now + MATTERS_FOR,
        subject={"renewal": renewal},
    )
    deliveries.owe_anew(tx, [owed], now)
    return renewal


def announce_if_known(tx: Connection, before: Meeting, was: Entrance | None, after: Told, now: datetime) -> None:
    """The same for one meeting, if anything of INV-3 changed and anybody was told of it."""
    told = present(before, was)
    invitees = invitee_store.of_meeting(tx, before.key)
    posts = post_store.of_meetings(tx, [before.key])
    if told != after and (posts or any(each.may_know and not each.removed for each in invitees)):
        announce(tx, before.account, before.host, {before.key: told}, now)


def follow_room(tx: Connection, account: AccountId, before: Room, after: Room, now: datetime) -> None:
    """A host's number or passcode changed: their meetings on it follow, and they are told (INV-3, INV-4).

    Call it in the transaction of the change, whatever its cause.
    """
    if (before.number, before.token) == (after.number, after.token):
        return
    following = meeting_store.on_pmi(tx, after.person)
    meeting_store.bump(tx, [meeting.key for meeting in following])
    announce(tx, account, after.person, {each.key: present(each, before) for each in following}, now)


def send_updates(db: Database, team: TeamId, user: UserId, renewal_id: RenewalId, now: datetime) -> Updated | Denied:
    """**“Send updated invitations”**: each invitee who does not know gets one message, posts are edited. Twice sends once."""
    with db.write(team) as tx:
        host = people_store.find(tx, team, user)
        renewal = renewal_store.find(tx, renewal_id)
        if host is None or renewal is None or renewal.host != host.id:
            return Denied("These are not meetings of yours.")
        if not renewal_store.close(tx, renewal_id, now):
            return Updated(0, 0, fresh=False)
        changed = _changed(tx, renewal, host, now)
        people = sum(meeting_invitations.owe_all(tx, each.shown.meeting, each.shown.told, now) for each in changed)
        post_store.want(tx, _all_parts(tx, [each.shown.meeting for each in changed]), now)
        return Updated(people, sum(len(each.posts) for each in changed), fresh=True)


def _all_parts(tx: Connection, meetings: Collection[Meeting]) -> list[MeetingKey]:
    """A series that was cut may have its posts at its first part."""
    cut = {each.part_of for each in meetings if each.part_of != each.key}
    return [each.key for each in meetings] + [part.key for first in cut for part in meeting_store.parts(tx, first)]


def facts(db: Database, team: TeamId, subject: Subject, now: datetime) -> Facts | Denied:
    """What the host's message says at the moment of sending, or why there is nothing to say any more."""
    renewal_id = RenewalId(int(subject["renewal"]))
    with db.write(team) as tx:
        renewal_store.made(tx, renewal_id)
        return _facts(tx, renewal_id, now)


def message_facts(db: Database, renewal_id: RenewalId, now: datetime) -> Facts | Denied:
    """The same for a message that is in front of its host already."""
    with db.read() as tx:
        return _facts(tx, renewal_id, now)


def _facts(tx: Connection, renewal_id: RenewalId, now: datetime) -> Facts | Denied:
    renewal = renewal_store.find(tx, renewal_id)
    if renewal is None:
        return Denied("there is no such message")
    host = people_store.by_id(tx, renewal.host)
    if not host.active:
        return Denied("the host left")
    changed = _changed(tx, renewal, host, now)
    if not changed and not renewal.ts:
        return Denied("everything is as it was, or over")
    return Facts(renewal_id, host, changed, renewal.pressed_at is not None)


def _changed(tx: Connection, renewal: Renewal, host: Person, now: datetime) -> list[Changed]:
    """What is not over, not cancelled, not handed over, and not as it was again."""
    room, rules = of_host(tx, host)
    found = [each for each in meeting_store.get_all(tx, renewal.before) if each.host == host.id]
    seen = [with_host(meeting, host, room, rules, now) for meeting in found]
    differing = [each for each in seen if each.occurrence and each.told != renewal.before[each.meeting.key]]
    keys = [each.meeting.key for each in differing]
    invitees, posts = invitee_store.of_meetings(tx, keys), post_store.of_meetings(tx, keys)
    return [
        Changed(
            each,
            renewal.before[each.meeting.key],
            [invitee for invitee in invitees.get(each.meeting.key, []) if not invitee.removed],
            posts.get(each.meeting.key, []),
        )
        for each in differing
    ]


def settled(tx: Connection, delivery: Delivery, _now: datetime) -> None:
    """The message is in front of its host, and can be changed there from now on."""
    if delivery.state is State.SENT:
        renewal_store.sent(tx, RenewalId(int(delivery.subject["renewal"])), delivery.channel, delivery.ts)


def refresh(db: Database, messenger: Messenger, compose: Callable[[Facts, datetime], Message], now: datetime) -> int:
    """Bring messages up to date whose facts changed after they were sent; gives how many. Raises SlackUnavailableError.

    Whatever is cut off, and what changes meanwhile, is done at the next time.
    """
    with db.read() as tx:
        outdated = renewal_store.outdated(tx, AT_ONCE)
    for renewal in outdated:
        _refresh(db, messenger, compose, renewal, now)
    return len(outdated)


def _refresh(
    db: Database,
    messenger: Messenger,
    compose: Callable[[Facts, datetime], Message],
    renewal: Renewal,
    now: datetime,
) -> None:
    seen = message_facts(db, renewal.id, now)
    gone = False
    if isinstance(seen, Facts):
        try:
            messenger.change(renewal.team, renewal.channel, renewal.ts, compose(seen, now))
        except NotPostedError:
            gone = True
    with db.write(renewal.team) as tx:
        renewal_store.brought_up_to_date(tx, renewal)
        if gone and renewal_store.close(tx, renewal.id, now):
            announce(tx, renewal.account, renewal.host, renewal.before, now)  # nobody can press it where it was
