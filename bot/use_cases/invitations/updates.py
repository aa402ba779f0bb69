"""Inviting again when an ID, passcode or time changes: the host is told once, and decides when the others are (INV-3, INV-4)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, MessageSubject, OutboxMessage, Urgency
from bot.policy.ids import AccountId, InvitationUpdateId, MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import (
    ChannelPost,
    Invitee,
    JoinCredentials,
    MeetingSnapshot,
    MeetingView,
    current_snapshot,
)
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.rooms.rooms import Room
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries import queue
from bot.use_cases.invitations import messages
from bot.use_cases.invitations.messages import host_room_and_rules, meeting_view_for_host
from bot.use_cases.ports import Message, NotPostedError
from storage import Connection, Database
from storage.invitations import invitees as invitee_store
from storage.invitations import posts as post_store
from storage.invitations import updates as update_store
from storage.invitations.updates import InvitationUpdate
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store

KIND = "meetings_changed"
MESSAGE_TTL = timedelta(days=7)
BATCH = 50


@dataclass(frozen=True, slots=True)
class ChangedMeeting:
    """One meeting that its host's message lists: what it was, what it is, and who was invited where."""

    view: MeetingView
    before: MeetingSnapshot
    invitees: list[Invitee]
    posts: list[ChannelPost]


@dataclass(frozen=True, slots=True)
class UpdatesContent:
    """What the message to a host says. `already_sent`: the updated invitations are on their way."""

    update_id: InvitationUpdateId
    host: Person
    changed: list[ChangedMeeting]
    already_sent: bool


@dataclass(frozen=True, slots=True)
class SentUpdates:
    """What a press of the button has set going; nothing if it was pressed before (`fresh` is false)."""

    people: int
    posts: int
    fresh: bool


def offer_updates(
    tx: Connection, account: AccountId, host: PersonId, before: Mapping[MeetingKey, MeetingSnapshot], now: datetime
) -> InvitationUpdateId | None:
    """Inside the transaction of a change: these meetings of one host were so before it. One message, updated not repeated.

    One that was dropped, because all was again as before, or did not reach its host, is owed anew.
    """
    if not before:
        return None
    update, fresh = update_store.get_or_open(tx, account, host, now)
    update_store.add_meetings(tx, update, before)
    if not fresh:
        update_store.mark_stale(tx, update, now)
    message = OutboxMessage(
        account=account,
        dedup_key=f"renewal {update}",
        kind=KIND,
        urgency=Urgency.APPROVAL,
        to=host,
        due=now,
        deadline=now + MESSAGE_TTL,
        subject={"renewal": update},
    )
    queue.enqueue_again(tx, [message], now)
    return update


def offer_updates_if_known(
    tx: Connection, before: Meeting, credentials: JoinCredentials | None, after: MeetingSnapshot, now: datetime
) -> None:
    """The same for one meeting, if anything of INV-3 changed and anybody was told of it."""
    snapshot = current_snapshot(before, credentials)
    invitees = invitee_store.of_meeting(tx, before.key)
    posts = post_store.of_meetings(tx, [before.key])
    if snapshot != after and (posts or any(each.may_know and not each.removed for each in invitees)):
        offer_updates(tx, before.account, before.host, {before.key: snapshot}, now)


def on_room_changed(tx: Connection, account: AccountId, before: Room, after: Room, now: datetime) -> None:
    """A host's number or passcode changed: their meetings on it follow, and they are told (INV-3, INV-4).

    Call it in the transaction of the change, whatever its cause.
    """
    if (before.number, before.token) == (after.number, after.token):
        return
    following = meeting_store.on_pmi(tx, after.person)
    meeting_store.bump_version(tx, [meeting.key for meeting in following])
    offer_updates(tx, account, after.person, {each.key: current_snapshot(each, before) for each in following}, now)


def send_updates(context: Context, caller: Caller, update_id: InvitationUpdateId) -> SentUpdates | Denied:
    """**“Send updated invitations”**: each invitee who does not know gets one message, posts are edited. Twice sends once."""
    with context.db.write(caller.team) as tx:
        host = people_store.find(tx, caller.team, caller.user)
        update = update_store.find(tx, update_id)
        if host is None or update is None or update.host != host.id:
            return Denied("These are not meetings of yours.")
        if not update_store.close(tx, update_id, caller.now):
            return SentUpdates(0, 0, fresh=False)
        changed = _changed(tx, update, host, caller.now)
        people = sum(
            messages.enqueue_outdated(tx, each.view.meeting, each.view.snapshot, caller.now) for each in changed
        )
        post_store.mark_stale(tx, _all_parts(tx, [each.view.meeting for each in changed]), caller.now)
        return SentUpdates(people, sum(len(each.posts) for each in changed), fresh=True)


def _all_parts(tx: Connection, meetings: Collection[Meeting]) -> list[MeetingKey]:
    """A series that was cut may have its posts at its first part."""
    cut = {each.part_of for each in meetings if each.part_of != each.key}
    return [each.key for each in meetings] + [part.key for first in cut for part in meeting_store.parts(tx, first)]


def updates_content(db: Database, team: TeamId, subject: MessageSubject, now: datetime) -> UpdatesContent | Denied:
    """What the host's message says at the moment of sending, or why there is nothing to say any more."""
    update_id = InvitationUpdateId(int(subject["renewal"]))
    with db.write(team) as tx:
        update_store.mark_rendered(tx, update_id)
        return _content(tx, update_id, now)


def shown_updates_content(db: Database, update_id: InvitationUpdateId, now: datetime) -> UpdatesContent | Denied:
    """The same for a message that is in front of its host already."""
    with db.read() as tx:
        return _content(tx, update_id, now)


def _content(tx: Connection, update_id: InvitationUpdateId, now: datetime) -> UpdatesContent | Denied:
    update = update_store.find(tx, update_id)
    if update is None:
        return Denied("there is no such message")
    host = people_store.get(tx, update.host)
    if not host.active:
        return Denied("the host left")
    changed = _changed(tx, update, host, now)
    if not changed and not update.ts:
        return Denied("everything is as it was, or over")
    return UpdatesContent(update_id, host, changed, update.closed_at is not None)


def _changed(tx: Connection, update: InvitationUpdate, host: Person, now: datetime) -> list[ChangedMeeting]:
    """What is not over, not cancelled, not handed over, and not as it was again."""
    room, rules = host_room_and_rules(tx, host)
    found = [each for each in meeting_store.get_many(tx, update.before) if each.host == host.id]
    views = [meeting_view_for_host(meeting, host, room, rules, now) for meeting in found]
    differing = [each for each in views if each.occurrence and each.snapshot != update.before[each.meeting.key]]
    keys = [each.meeting.key for each in differing]
    invitees, posts = invitee_store.of_meetings(tx, keys), post_store.of_meetings(tx, keys)
    return [
        ChangedMeeting(
            each,
            update.before[each.meeting.key],
            [invitee for invitee in invitees.get(each.meeting.key, []) if not invitee.removed],
            posts.get(each.meeting.key, []),
        )
        for each in differing
    ]


def on_offer_finished(tx: Connection, delivery: Delivery, _now: datetime) -> None:
    """The message is in front of its host, and can be changed there from now on."""
    if delivery.state is DeliveryState.SENT:
        update_store.mark_sent(tx, InvitationUpdateId(int(delivery.subject["renewal"])), delivery.channel, delivery.ts)


def refresh_offers(context: Context, render: Callable[[UpdatesContent, datetime], Message], now: datetime) -> int:
    """Bring messages up to date whose facts changed after they were sent; gives how many. Raises SlackUnavailableError.

    Whatever is cut off, and what changes meanwhile, is done at the next time.
    """
    with context.db.read() as tx:
        outdated = update_store.stale(tx, BATCH)
    for update in outdated:
        _refresh_offer(context, render, update, now)
    return len(outdated)


def _refresh_offer(
    context: Context, render: Callable[[UpdatesContent, datetime], Message], update: InvitationUpdate, now: datetime
) -> None:
    content = shown_updates_content(context.db, update.id, now)
    gone = False
    if isinstance(content, UpdatesContent):
        try:
            context.messenger.change(update.team, update.channel, update.ts, render(content, now))
        except NotPostedError:
            gone = True
    with context.db.write(update.team) as tx:
        update_store.mark_refreshed(tx, update)
        if gone and update_store.close(tx, update.id, now):
            offer_updates(tx, update.account, update.host, update.before, now)  # nobody can press it where it was
