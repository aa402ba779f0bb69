"""The admins' part of the App Home: pending requests, and how many numbers expire soon."""

from collections.abc import Sequence

from bot.i18n.messages import gettext as _
from bot.i18n.messages import ngettext
from bot.policy.approvals.requests import ApprovalRequest
from bot.protocol import Block
from bot.views.approvals.request import request_row
from bot.views.components.blocks import actions, button, divider, header, section
from bot.views.components.console_page import OPEN_CONSOLE, REPORT


def home_panel(pending: Sequence[ApprovalRequest], total: int, expiring: int) -> list[Block]:
    """The first pending requests of `total`, and the buttons to the report and the console."""
    return [
        divider(),
        header(_("For admins")),
        section(_waiting(total, total - len(pending))),
        *map(request_row, pending),
        section(_expiring(expiring), button(_("Report"), REPORT)),
        actions(button(_("Admin console"), OPEN_CONSOLE)),
    ]


def _waiting(total: int, not_shown: int) -> str:
    if not total:
        return _("No request is open.")
    waiting = ngettext("*{count} request waits* for a decision.", "*{count} requests wait* for a decision.", total)
    if not not_shown:
        return waiting
    others = ngettext("{count} more is under *Requests*.", "{count} more are under *Requests*.", not_shown)
    return f"{waiting} {others}"


def _expiring(count: int) -> str:
    if not count:
        return _("No number expires within 30 days.")
    return ngettext("*{count} number* expires within 30 days.", "*{count} numbers* expire within 30 days.", count)
