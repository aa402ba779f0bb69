"""The messages of a fault run, as people's acts have enqueued them, some on a machine whose clock was wrong."""

from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import ChannelTarget, OutboxMessage, Urgency
from bot.policy.ids import AccountId, PersonId, TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.people import Identity, Role
from bot.sandbox.workspace.seed import GENERAL
from bot.use_cases.people import onboarding
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.people import people as people_store
from tests.fault_run.worker_process import KIND
from tests.support.factories.people import make_context

PEOPLE = ("U0OLIVIA", "U0ADA", "U0ADAM", "U0MIA", "U0MAX", "U0NOOR")
DUE_SINCE, LASTING = timedelta(days=5), timedelta(days=30)
WRONG_BY = timedelta(days=3650)
WRONG_EVERY = 10
"""One of so many messages was enqueued by a clock that was ahead."""


def enqueue_messages(db: Database, team: TeamId, number: int, now: datetime) -> list[str]:
    """Enqueue so many, to people and into a channel, due since days and for a month; their dedup keys, which are their texts."""
    for user in PEOPLE:
        identity = Identity(team, UserId(user), user, "UTC", Role.MEMBER, active=True)
        onboarding.on_joined(make_context(db, options=Options()), identity, now)
    with db.write(team) as tx:
        account = people_store.ensure_account(tx, team, Options().default_plan, now)
        recipients = _recipients(tx, team)
        for each in range(number):
            at = now + WRONG_BY if each % WRONG_EVERY == 0 else now
            message = _message(account.id, each, recipients[each % len(recipients)], at)
            assert outbox_store.enqueue(tx, message, at)
    return [_key(each) for each in range(number)]


def _recipients(tx: Connection, team: TeamId) -> list[PersonId | ChannelTarget]:
    known = people_store.find_many(tx, team, [UserId(user) for user in PEOPLE])
    return [*(person.id for person in known.values()), ChannelTarget(GENERAL)]


def _message(account: AccountId, number: int, to: PersonId | ChannelTarget, at: datetime) -> OutboxMessage:
    urgency = Urgency(number % len(Urgency))
    return OutboxMessage(account, _key(number), KIND, urgency, to, at - DUE_SINCE, at + LASTING)


def _key(number: int) -> str:
    return f"message {number}"
