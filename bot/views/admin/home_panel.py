"""What the App Home shows to admins: requests that wait for a decision, and what expires soon."""

from collections.abc import Sequence

from bot.policy.approvals.requests import ApprovalRequest
from bot.protocol import Block
from bot.views.approvals.request import SHOW_REQUEST
from bot.views.approvals.text import status_text, title
from bot.views.components.blocks import actions, button, divider, header, pluralise, section
from bot.views.components.console_page import OPEN_CONSOLE, REPORT


def home_panel(pending: Sequence[ApprovalRequest], total: int, expiring: int) -> list[Block]:
    """The first of the requests, and the ways to everything else."""
    more = f" The other {total - len(pending)} are under *Requests*." if total > len(pending) else ""
    expiring_text = (
        f"*{pluralise(expiring, 'number', 'numbers')}* {'expires' if expiring == 1 else 'expire'} within 30 days."
    )
    return [
        divider(),
        header("For admins"),
        section(
            f"*{pluralise(total, 'request waits', 'requests wait')}* for a decision.{more}"
            if total
            else "No request is open."
        ),
        *(map(_request, pending)),
        section(expiring_text if expiring else "No number expires within 30 days.", button("Report", REPORT)),
        actions(button("Admin console", OPEN_CONSOLE)),
    ]


def _request(request: ApprovalRequest) -> Block:
    about = f"{title(request)}\nby <@{request.proposal.asked_by}> · {status_text(request)}"
    return section(about, button("Open", SHOW_REQUEST, value=str(request.id)))
