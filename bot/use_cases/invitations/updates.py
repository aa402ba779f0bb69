"""Updated invitations after a change of ID, passcode or time: the host decides when to send them (INV-3, INV-4)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.deliveries.deliveries import Delivery, DeliveryState, MessageSubject
from bot.policy.ids import AccountId, InvitationUpdateId, MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import (
    ChannelPost,
    Invitee,
    MeetingSnapshot,
    MeetingView,
    current_snapshot,
)
from bot.policy.meetings.meeting_ids import MeetingIdRecord
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.rooms.rooms import Room
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations import messages
from bot.use_cases.ports import Message, NotPostedError
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.invitations import invitees as invitee_store
from storage.invitations import posts as post_store
from storage.invitations import updates as update_store
from storage.invitations.updates import InvitationUpdate
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store

BATCH = 50


@dataclass(frozen=True, slots=True)
class ChangedMeeting:
    """One meeting in the message to its host: before, now, its invitees and its posts."""

    view: MeetingView
    before: MeetingSnapshot
    invitees: list[Invitee]
    posts: list[ChannelPost]


@dataclass(frozen=True, slots=True)
class UpdatesContent:
    """What the message to a host says. `already_sent`: the updated invitations were enqueued."""

    update_id: InvitationUpdateId
    host: Person
    changed: list[ChangedMeeting]
    already_sent: bool


@dataclass(frozen=True, slots=True)
class SentUpdates:
    """How many messages and post updates were enqueued; none if that was done before (`fresh` is false)."""

    people: int
    posts: int
    fresh: bool


def offer_updates(
    tx: Connection, account: AccountId, host: PersonId, before: Mapping[MeetingKey, MeetingSnapshot], now: datetime
) -> InvitationUpdateId | None:
    """Enqueue one message to the host about these meetings, given as they were before the change, in its transaction.

    An open message is updated instead. One that was dropped or failed before is enqueued again.
    """
    if not before:
        return None
    update, fresh = update_store.get_or_open(tx, account, host, now)
    update_store.add_meetings(tx, update, before)
    if not fresh:
        update_store.mark_stale(tx, update, now)
    message = new_message(MessageKind.INVITATION_UPDATE, account, host, f"renewal {update}", {"renewal": update}, now)
    outbox_store.enqueue_or_reschedule(tx, [message], now)
    return update


def offer_updates_if_known(
    tx: Connection, meeting: Meeting, before: MeetingSnapshot, after: MeetingSnapshot, now: datetime
) -> None:
    """Offer updates for one meeting, if anything of INV-3 changed and an invitee or a channel knows of it."""
    if before != after:
        offer_updates(tx, meeting.account, meeting.host, announced(tx, {meeting.key: before}), now)


def on_room_changed(tx: Connection, account: AccountId, before: Room, after: Room, now: datetime) -> None:
    """Update a host's meetings on their PMI after its number or passcode changed, and offer updates (INV-3, INV-4).

    Call it in the transaction of every such change, once it is stored.
    """
    if (before.number, before.token) == (after.number, after.token):
        return
    following = meeting_store.on_pmi(tx, after.person)
    if not following:
        return
    meeting_store.bump_version(tx, [meeting.key for meeting in following])
    offer_updates(tx, account, after.person, {each.key: current_snapshot(each, before) for each in following}, now)


def on_shared_id_changed(tx: Connection, parts: Collection[Meeting], before: MeetingIdRecord, now: datetime) -> None:
    """Raise the versions of these parts of a series after their one ID got another passcode, and offer updates (INV-2, INV-3).

    Call it in the transaction of every such change, once it is stored; `before` is the ID as it was. What is over or cancelled stays
    as it is.
    """
    to_come = [each for each in parts if not each.is_over and each.cancelled_at is None]
    if to_come:
        concerned = announced(tx, {each.key: current_snapshot(each, before) for each in to_come})
        meeting_store.bump_version(tx, [each.key for each in to_come])
        offer_updates(tx, to_come[0].account, before.host, concerned, now)


def offer_new_links(tx: Connection, people: Collection[PersonId], now: datetime) -> None:
    """Offer these hosts, a batch of people at most, to tell those who know another kind of link to a meeting (INV-3, PASS-2).

    Call it after each change of `passcode_in_link`, in its transaction or later: what was made or told since has the new link.
    """
    for person in sorted(meeting_store.hosts_of_upcoming(tx, people)):
        _offer_new_links_of(tx, person, now)


def _offer_new_links_of(tx: Connection, person: PersonId, now: datetime) -> None:
    room, listed = room_store.current(tx, person), update_store.listed_in_open(tx, person)
    upcoming = [(each, each.generated_id or room) for each in meeting_store.all_upcoming(tx, person)]
    before = {
        each.key: replace(current_snapshot(each, reached_by), link_flipped=not each.link_flipped)
        for each, reached_by in upcoming
        if reached_by and reached_by.passcode
    }
    known = _known(tx, before)
    # what an open message lists may be as it was before by now: it is updated
    concerned = {
        key: each
        for key, each in before.items()
        if key in listed or any(snapshot.link_flipped == each.link_flipped for snapshot in known[key])
    }
    if concerned:
        offer_updates(tx, upcoming[0][0].account, person, concerned, now)


def announced(tx: Connection, before: Mapping[MeetingKey, MeetingSnapshot]) -> dict[MeetingKey, MeetingSnapshot]:
    """The meetings that anybody knows of: only these need updated invitations."""
    known = _known(tx, before)
    return {key: each for key, each in before.items() if known[key]}


def _known(tx: Connection, keys: Collection[MeetingKey]) -> dict[MeetingKey, list[MeetingSnapshot]]:
    """What invitees and channels know of each of these meetings, or may be about to hear."""
    invitees, posts = invitee_store.of_meetings(tx, list(keys)), _posts(tx, meeting_store.get_many(tx, keys))
    told = {
        key: [snapshot for each in people if not each.removed for snapshot in (each.delivered, each.in_flight)]
        for key, people in invitees.items()
    }
    return {key: [*filter(None, told.get(key, ())), *(post.snapshot for post in posts[key])] for key in keys}


def _posts(tx: Connection, meetings: Collection[Meeting]) -> dict[MeetingKey, list[ChannelPost]]:
    """The posts that tell of each of these meetings: its own, and those of earlier parts of its series, which were the whole then."""
    parts = {each.part_of: [each.key] for each in meetings if each.part_of == each.key}
    cut = {each.part_of for each in meetings if each.part_of != each.key}
    parts |= {first: [part.key for part in meeting_store.parts(tx, first)] for first in cut}
    found = post_store.of_meetings(tx, [key for keys in parts.values() for key in keys])
    return {
        each.key: [post for key in parts[each.part_of] if key <= each.key for post in found.get(key, [])]
        for each in meetings
    }


def send_updates(context: Context, caller: Caller, update_id: InvitationUpdateId) -> SentUpdates | Denied:
    """**“Send updated invitations”**: enqueue a message to each outdated invitee, mark posts as stale. Idempotent.

    It leaves out meetings that are over, and cannot be done twice: it waits for a believed clock (CLOCK-1).
    """
    with context.db.write(caller.team) as tx:
        host = people_store.find(tx, caller.team, caller.user)
        update = update_store.find(tx, update_id)
        if host is None or update is None or update.host != host.id:
            return Denied(reason("invitations.not_your_meetings"))
        if not caller.clock_believed and update.closed_at is None:
            return CLOCK_DOUBTED
        if not update_store.close(tx, update_id, caller.now):
            return SentUpdates(0, 0, fresh=False)
        changed = _changed(tx, update, host, caller.now)
        views = [each.view for each in changed]
        people = sum(messages.enqueue_outdated(tx, view.meeting, view.snapshot, caller.now) for view in views)
        post_store.mark_stale(tx, _all_parts(tx, [view.meeting for view in views]), caller.now)
        return SentUpdates(people, len({post.id for each in changed for post in each.posts}), fresh=True)


def _all_parts(tx: Connection, meetings: Collection[Meeting]) -> list[MeetingKey]:
    """The keys of these meetings and of all parts of their series: posts may belong to the first part."""
    cut = {each.part_of for each in meetings if each.part_of != each.key}
    return [each.key for each in meetings] + [part.key for first in cut for part in meeting_store.parts(tx, first)]


def updates_content(db: Database, team: TeamId, subject: MessageSubject, now: datetime) -> UpdatesContent | Discard:
    """What the message says at the moment of sending, or why it is dropped (REM-3)."""
    update_id = InvitationUpdateId(int(subject["renewal"]))
    with db.write(team) as tx:
        update_store.mark_rendered(tx, update_id)
        return _content(tx, update_id, now)


def shown_updates_content(db: Database, update_id: InvitationUpdateId, now: datetime) -> UpdatesContent | Discard:
    """What a message that was sent before should say now."""
    with db.read() as tx:
        return _content(tx, update_id, now)


def _content(tx: Connection, update_id: InvitationUpdateId, now: datetime) -> UpdatesContent | Discard:
    update = update_store.find(tx, update_id)
    if update is None:
        return Discard("there is no such message")
    host = people_store.get(tx, update.host)
    if not host.active:
        return Discard("the host left")
    changed = _changed(tx, update, host, now)
    if not changed and not update.ts:
        return Discard("everything is as it was, or over")
    return UpdatesContent(update_id, host, changed, update.closed_at is not None)


def _changed(tx: Connection, update: InvitationUpdate, host: Person, now: datetime) -> list[ChangedMeeting]:
    """The meetings of this host that still take place and differ from their state before the change."""
    found = [each for each in meeting_store.get_many(tx, update.before) if each.host == host.id]
    views = messages.meeting_host(tx, host).upcoming_views(found, now)
    differing = [each for each in views if each.snapshot != update.before[each.meeting.key]]
    keys = [each.meeting.key for each in differing]
    invitees, posts = invitee_store.of_meetings(tx, keys), _posts(tx, [each.meeting for each in differing])
    return [
        ChangedMeeting(
            each,
            update.before[each.meeting.key],
            [invitee for invitee in invitees.get(each.meeting.key, []) if not invitee.removed],
            posts[each.meeting.key],
        )
        for each in differing
    ]


def on_offer_finished(tx: Connection, delivery: Delivery, _now: datetime) -> None:
    """Hook: store where the message was sent, so that it can be updated there."""
    if delivery.state is DeliveryState.SENT:
        update_store.mark_sent(tx, InvitationUpdateId(int(delivery.subject["renewal"])), delivery.channel, delivery.ts)


def refresh_offers(context: Context, render: Callable[[UpdatesContent, datetime], Message], now: datetime) -> int:
    """Update sent messages whose content changed; return how many. Raises SlackUnavailableError.

    The rest, and what changes meanwhile, is left to the next call.
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
        if gone and update_store.close(tx, update.id, now):  # its button cannot be used any more
            offer_updates(tx, update.account, update.host, update.before, now)
