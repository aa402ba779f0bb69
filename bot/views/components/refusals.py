"""Refusals in mrkdwn; as plain text, beside a field, they are `reason_text`."""

from bot.i18n.reasons import reason_text
from bot.policy.values.reasons import Reason
from bot.views.components.text import escaped


def refusal_text(reason: Reason) -> str:
    """The sentence of a reason in mrkdwn: what people typed in it is escaped (section 12 of the rules)."""
    return reason_text(reason, typed=escaped)
