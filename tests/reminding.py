"""A room on its way to its expiry: a host whose room was assigned a year before `END`, and what they were sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.policy.answers import Denied
from bot.policy.deliveries import Delivery, DeliveryId, DeliveryState
from bot.policy.rooms import Room, RoomId, room_valid_until
from bot.policy.terms import Options
from bot.use_cases import people, reminders
from bot.use_cases.couriers import Defer
from storage import Database
from storage import delivery_claims as claims
from storage import delivery_reports as reports
from storage.delivery_claims import Lease
from tests.databases import table_rows
from tests.factories import HOST, NOW, TERMS, add_person

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
EXPIRY = NOW + 365 * DAY
"""09:00 in UTC, when a room that was assigned at `NOW` expires."""
MANY = 1000


def room_to_expire(db: Database, user: str = HOST, **described: Any) -> Room:  # noqa: ANN401 - any field of an identity
    """A room that was assigned at `NOW`; its host's zone is UTC unless said otherwise."""
    return people.existing_room(add_person(db, user, **{"zone": "UTC", **described}))


@dataclass(frozen=True, slots=True)
class EnqueuedReminder:
    """A reminder on record: its number of days, when it is due, and where it stands."""

    days: int
    due: datetime
    state: DeliveryState


def enqueued_reminders(db: Database, room: Room | None = None) -> list[EnqueuedReminder]:
    """Every reminder on record, in the order in which they were enqueued; of this room, where one is given."""
    found = map(partial(_delivery, db), (row[0] for row in table_rows(db, "deliveries")))
    return [
        EnqueuedReminder(int(each.subject["days"]), each.due, each.state)
        for each in found
        if each.kind == reminders.KIND and (room is None or each.subject["room"] == room.id)
    ]


def enqueued_days(db: Database, room: Room | None = None) -> list[int]:
    """Which reminders are on record."""
    return [reminder.days for reminder in enqueued_reminders(db, room)]


def _delivery(db: Database, delivery: int) -> Delivery:
    with db.read() as tx:
        found = reports.get(tx, DeliveryId(delivery))
    assert found is not None
    return found


@dataclass(frozen=True, slots=True)
class SentReminder:
    """A reminder that arrived: which, at what instant, and what it was about."""

    key: str
    days: int
    at: datetime
    room: RoomId
    expires: datetime


@dataclass
class ReminderSender:
    """Sends what is due by the real queue and the real question of the last moment, as Slack would take it at once.

    `before_sending` is called between the claim and the question.
    """

    db: Database
    options: Options = TERMS
    sent: list[SentReminder] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    deferred: list[RoomId] = field(default_factory=list)
    before_sending: Callable[[], None] = lambda: None

    def send_due(self, now: datetime) -> None:
        """Everything that is due now; nothing has a pace."""
        lease = Lease("word", NOW, NOW + HOUR)
        with self.db.write("sending") as tx:
            for account, _team in reports.past_deadline(tx, now):
                reports.drop_past_deadline(tx, account, now=now, at=NOW, reason="too late", limit=MANY)
            claimed = [
                each
                for (account, _team), classes in claims.due_workspaces(tx, now).items()
                for urgency in sorted(classes)
                for each in claims.claim(tx, account, urgency, lease, kinds=[reminders.KIND], now=now, limit=MANY)
            ]
        for delivery in claimed:
            self._send(delivery, lease, now)

    def _send(self, delivery: Delivery, lease: Lease, now: datetime) -> None:
        self.before_sending()
        facts = reminders.expiry_reminder_content(self.db, self.options, delivery.subject, now)
        with self.db.write("sending") as tx:
            if isinstance(facts, Denied):
                self.dropped.append(facts.reason)
                claims.complete(tx, delivery.id, lease.token, DeliveryState.DROPPED, now, facts.reason, "", "")
                return
            if isinstance(facts, Defer):
                claims.defer(tx, delivery.id, lease.token, facts.due)
                self.deferred.append(RoomId(int(delivery.subject["room"])))
                return
            assert claims.mark_in_flight(tx, delivery.id, lease, now)
            claims.complete(tx, delivery.id, lease.token, DeliveryState.SENT, now, "", "D0", "1.1")
        assert facts.valid_until == room_valid_until(facts.room)
        self.sent.append(SentReminder(delivery.dedup_key, facts.days, now, facts.room.id, facts.valid_until))

    @property
    def days(self) -> list[int]:
        """Which reminders arrived, in order."""
        return [reminder.days for reminder in self.sent]


def tick_reminders(db: Database, sender: ReminderSender, now: datetime) -> None:
    """What the scheduler does at each tick."""
    reminders.enqueue_due(db, sender.options, now)
    sender.send_due(now)
