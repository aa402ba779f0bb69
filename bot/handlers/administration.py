"""The handlers of administration put together: their commands and routes, and the form that two of them share."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.exchange import Handler, PrivateReply, Replies, Request, RequestKind, Routes
from bot.handlers.account_settings import AccountHandlers
from bot.handlers.admin_desk import AdminContext, keep_form_on_error
from bot.handlers.audits import AuditHandlers
from bot.handlers.consoles import ConsoleHandlers
from bot.handlers.desk import HandlerContext
from bot.handlers.group_members import GroupMemberHandlers
from bot.handlers.groups import GroupHandlers
from bot.handlers.handovers import HandoverHandlers
from bot.handlers.people_care import PeopleAdminHandlers
from bot.handlers.reports import ReportHandlers
from bot.handlers.requests import ApprovalRequestHandlers
from bot.views import setting_forms
from bot.views.help import NO_LONGER_AVAILABLE


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Commands and routes contributed by one feature."""

    commands: Mapping[str, Handler]
    routes: Routes


def admin_routes(context: HandlerContext) -> RouteGroup:
    """`/pmi admin` and everything behind it."""
    admin = AdminContext(context)
    account, groups = AccountHandlers(admin), GroupHandlers(admin)
    console, people = ConsoleHandlers(admin, groups), PeopleAdminHandlers(admin)

    def save_setting(request: Request) -> Replies:
        filled = setting_forms.read(request.body["view"])
        if filled is None:
            return [PrivateReply(NO_LONGER_AVAILABLE)]
        target = account if filled.group is None else groups
        return target.save_setting(request, filled)

    routes = {
        **console.routes(),
        **account.routes(),
        **groups.routes(),
        **GroupMemberHandlers(admin, groups).routes(),
        **people.routes(),
        **HandoverHandlers(admin, people).routes(),
        **ApprovalRequestHandlers(admin).routes(),
        **AuditHandlers(admin).routes(),
        **ReportHandlers(admin).routes(),
        (RequestKind.SUBMISSION, setting_forms.CALLBACK): keep_form_on_error(save_setting),
    }
    return RouteGroup(console.commands(), routes)
