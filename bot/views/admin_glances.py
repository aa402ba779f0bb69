"""What the App Home shows to admins: requests that wait for a decision, and what expires soon."""

from collections.abc import Sequence

from bot.exchange import Block
from bot.policy.approvals import Request
from bot.views.blocks import actions, button, divider, header, section
from bot.views.consoles import OPEN, REPORT
from bot.views.request_words import ending, many, title
from bot.views.requests import SHOW


def glance(waiting: Sequence[Request], total: int, expiring: int) -> list[Block]:
    """The first of the requests, and the ways to everything else."""
    more = f" The other {total - len(waiting)} are under *Requests*." if total > len(waiting) else ""
    soon = f"*{many(expiring, 'number', 'numbers')}* {'expires' if expiring == 1 else 'expire'} within 30 days."
    return [
        divider(),
        header("For admins"),
        section(
            f"*{many(total, 'request waits', 'requests wait')}* for a decision.{more}"
            if total
            else "No request is open."
        ),
        *(map(_request, waiting)),
        section(soon if expiring else "No number expires within 30 days.", button("Report", REPORT)),
        actions(button("Admin console", OPEN)),
    ]


def _request(request: Request) -> Block:
    about = f"{title(request)}\nby <@{request.wish.asked_by}> · {ending(request)}"
    return section(about, button("Open", SHOW, value=str(request.id)))
