"""Commands and routes of administration, and the setting form that account and groups share."""

from bot.handlers.admin.account import AccountHandlers
from bot.handlers.admin.audit_log import AuditHandlers
from bot.handlers.admin.console import ConsoleHandlers
from bot.handlers.admin.groups import GroupHandlers
from bot.handlers.admin.handovers import HandoverHandlers
from bot.handlers.admin.members import GroupMemberHandlers
from bot.handlers.admin.people import PeopleAdminHandlers
from bot.handlers.admin.report import ReportHandlers
from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.request.admin_context import AdminContext, keep_form_on_error
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.routing import RouteGroup, combined, routes_of
from bot.i18n.messages import say
from bot.protocol import PrivateReply, Replies, Request, RequestKind
from bot.views.components.help import NO_LONGER_AVAILABLE
from bot.views.settings import setting_form as setting_form_views


def admin_routes(context: HandlerContext) -> RouteGroup:
    """`/pmi admin` and everything behind it."""
    admin = AdminContext(context)
    account, groups, people = AccountHandlers(admin), GroupHandlers(admin), PeopleAdminHandlers(admin)

    def save_setting(request: Request) -> Replies:
        filled = setting_form_views.read(request.body["view"])
        if filled is None:
            return [PrivateReply(say(NO_LONGER_AVAILABLE))]
        target = account if filled.group is None else groups
        return target.save_setting(request, filled)

    found = routes_of(
        ConsoleHandlers(admin, groups),
        account,
        groups,
        GroupMemberHandlers(admin, groups),
        people,
        HandoverHandlers(admin, people),
        ApprovalRequestHandlers(admin),
        AuditHandlers(admin),
        ReportHandlers(admin),
    )
    shared = RouteGroup({(RequestKind.SUBMISSION, setting_form_views.CALLBACK): save_setting}, {})
    answers = combined(found, shared)
    routes = {
        (kind, name): keep_form_on_error(handler) if kind is RequestKind.SUBMISSION else handler
        for (kind, name), handler in answers.routes.items()
    }
    return RouteGroup(routes, answers.subcommands)
