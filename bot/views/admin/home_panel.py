"""The admins' part of the App Home: pending requests, and how many numbers expire soon."""

from collections.abc import Sequence

from bot.policy.approvals.requests import ApprovalRequest
from bot.protocol import Block
from bot.views.approvals.request import request_row
from bot.views.components.blocks import actions, button, divider, header, section
from bot.views.components.console_page import OPEN_CONSOLE, REPORT
from bot.views.components.text import pluralise


def home_panel(pending: Sequence[ApprovalRequest], total: int, expiring: int) -> list[Block]:
    """The first pending requests of `total`, and the buttons to the report and the console."""
    more = f" The other {total - len(pending)} are under *Requests*." if total > len(pending) else ""
    waiting = f"*{pluralise(total, 'request waits', 'requests wait')}* for a decision.{more}"
    numbers = pluralise(expiring, "number", "numbers")
    expiring_text = f"*{numbers}* {'expires' if expiring == 1 else 'expire'} within 30 days."
    return [
        divider(),
        header("For admins"),
        section(waiting if total else "No request is open."),
        *map(request_row, pending),
        section(expiring_text if expiring else "No number expires within 30 days.", button("Report", REPORT)),
        actions(button("Admin console", OPEN_CONSOLE)),
    ]
