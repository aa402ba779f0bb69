"""Refusals as they are told: the reason, and whom to ask where a role is missing (ROLE-2)."""

from dataclasses import dataclass

from bot.policy.ids import UserId
from bot.policy.values.results import Denied
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import whom_to_ask


@dataclass(frozen=True, slots=True)
class DeniedByRole(Denied):
    """Somebody's role does not allow it; some whose role does, to be asked."""

    to_ask: tuple[UserId, ...]


def denied_text(denied: Denied) -> str:
    """A refusal in mrkdwn."""
    told = refusal_text(denied.reason)
    return f"{told} {whom_to_ask(denied.to_ask)}" if isinstance(denied, DeniedByRole) else told
