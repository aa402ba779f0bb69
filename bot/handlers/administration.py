"""The handlers of administration put together: their commands and routes, and the form that two of them share."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.exchange import Handler, Kind, Replies, Request, Routes, Say
from bot.handlers.account_settings import AccountHandlers
from bot.handlers.admin_desk import AdminDesk, keeping
from bot.handlers.audits import AuditHandlers
from bot.handlers.consoles import ConsoleHandlers
from bot.handlers.desk import Desk
from bot.handlers.group_members import MemberHandlers
from bot.handlers.groups import GroupHandlers
from bot.handlers.handovers import HandoverHandlers
from bot.handlers.people_care import PeopleCareHandlers
from bot.handlers.reports import ReportHandlers
from bot.handlers.requests import RequestHandlers
from bot.views import setting_forms
from bot.views.help import NOT_HERE_ANY_MORE


@dataclass(frozen=True, slots=True)
class Wing:
    """What a part of the house adds to the sitemap."""

    commands: Mapping[str, Handler]
    routes: Routes


def administration(desk: Desk) -> Wing:
    """`/pmi admin` and everything behind it."""
    office = AdminDesk(desk)
    account, groups = AccountHandlers(office), GroupHandlers(office)
    console, care = ConsoleHandlers(office, groups), PeopleCareHandlers(office)

    def save_setting(request: Request) -> Replies:
        filled = setting_forms.read(request.body["view"])
        if filled is None:
            return [Say(NOT_HERE_ANY_MORE)]
        whose = account if filled.group is None else groups
        return whose.save_setting(request, filled)

    routes = {
        **console.routes(),
        **account.routes(),
        **groups.routes(),
        **MemberHandlers(office, groups).routes(),
        **care.routes(),
        **HandoverHandlers(office, care).routes(),
        **RequestHandlers(office).routes(),
        **AuditHandlers(office).routes(),
        **ReportHandlers(office).routes(),
        (Kind.SUBMISSION, setting_forms.CALLBACK): keeping(save_setting),
    }
    return Wing(console.commands(), routes)
