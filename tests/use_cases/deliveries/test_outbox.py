"""The table of message kinds: urgency and lifetime (REM-7)."""

from datetime import timedelta

import pytest

from bot.policy.deliveries.deliveries import Urgency
from bot.policy.ids import AccountId, PersonId
from bot.use_cases.deliveries.outbox import URGENCY_AND_LIFETIME, MessageKind, new_message
from tests.support.factories.people import NOW


def test_every_kind_has_its_urgency_and_lifetime_but_the_one_whose_policy_computes_both() -> None:
    assert set(MessageKind) - set(URGENCY_AND_LIFETIME) == {MessageKind.EXPIRY_REMINDER}


@pytest.mark.parametrize(
    "kind, urgency, lifetime",
    [
        (MessageKind.GREETING, Urgency.BULK, timedelta(days=7)),
        (MessageKind.INVITATION, Urgency.BULK, timedelta(days=90)),
        (MessageKind.REQUEST_DECIDED, Urgency.APPROVAL, timedelta(days=7)),
        (MessageKind.BRUTE_FORCE, Urgency.APPROVAL, timedelta(hours=1)),
    ],
)
def test_a_message_lasts_as_long_as_its_kind_unless_its_cause_ends_before(
    kind: MessageKind, urgency: Urgency, lifetime: timedelta
) -> None:
    message = new_message(kind, AccountId(1), PersonId(2), "key", {}, NOW)
    assert (message.urgency, message.due, message.deadline) == (urgency, NOW, NOW + lifetime)
    sooner = NOW + timedelta(minutes=1)
    assert new_message(kind, AccountId(1), PersonId(2), "key", {}, NOW, sooner).deadline == sooner
