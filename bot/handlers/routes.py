"""The route table of the bot: everything that Slack can send, and who answers it."""

from functools import wraps

from bot.handlers.admin.routes import admin_routes
from bot.handlers.meetings.routes import meeting_routes
from bot.handlers.people.slack_events import DirectoryEventHandlers, UninstallHandlers
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.routing import RouteGroup, combined, routes_of
from bot.handlers.request.subcommands import PmiCommand
from bot.handlers.rooms.calendar_feed import CalendarFeedHandlers
from bot.handlers.rooms.edits import RoomEditHandlers
from bot.handlers.rooms.invitations import InvitationHandlers
from bot.handlers.rooms.reminders import ReminderHandlers
from bot.handlers.rooms.rooms import RoomHandlers
from bot.handlers.rooms.settings import SettingHandlers
from bot.i18n.messages import say
from bot.policy.people.people import Role
from bot.policy.people.permissions import ROOM_REFUSALS
from bot.protocol import FieldErrors, Handler, PrivateReply, Replies, Request, RequestKind, Routes
from bot.use_cases.ports import ReadIdentity, SlackUnavailableError
from bot.views.components.help import NO_LONGER_AVAILABLE, SLACK_UNAVAILABLE
from bot.views.components.refusals import refusal_text
from bot.views.invitations import meeting as meeting_invitation_views
from bot.views.invitations import room as room_invitation_views
from bot.views.meetings import cards as card_views
from bot.views.meetings import list as meeting_views
from bot.views.meetings import open as open_views
from bot.views.rooms import profile as room_views

LINK_BUTTONS = (
    room_views.ENTER_ROOM,
    room_invitation_views.JOIN,
    card_views.JOIN,
    meeting_invitation_views.JOIN,
    open_views.ENTER_MEETING,
    meeting_views.CALENDAR,
)
"""The browser follows them itself."""


def routes(context: HandlerContext, read_identity: ReadIdentity) -> Routes:
    """One table; `"*"` is for what nobody else takes."""
    rooms = routes_of(
        RoomHandlers(context),
        RoomEditHandlers(context),
        InvitationHandlers(context),
        SettingHandlers(context),
        CalendarFeedHandlers(context),
        ReminderHandlers(context),
        DirectoryEventHandlers(context, read_identity),
        UninstallHandlers(context),
    )
    links = RouteGroup({(RequestKind.ACTION, name): no_reply for name in LINK_BUTTONS}, {})
    all_answers = combined(rooms, admin_routes(context), meeting_routes(context), links)
    table: dict[tuple[RequestKind, str], Handler] = {
        (RequestKind.COMMAND, "/pmi"): PmiCommand(context, all_answers.subcommands),
        **all_answers.routes,
        (RequestKind.COMMAND, "*"): unknown,
        (RequestKind.ACTION, "*"): unknown,
        (RequestKind.SUBMISSION, "*"): unknown,
        (RequestKind.SHORTCUT, "*"): unknown,
        (RequestKind.CLOSING, "*"): no_reply,
        (RequestKind.EVENT, "*"): no_reply,
        (RequestKind.OPTIONS, "*"): no_reply,
    }
    return {
        key: handler if key[0] is RequestKind.EVENT else workspace_members_only(handler)
        for key, handler in table.items()
    }


def no_reply(_request: Request) -> Replies:
    """Answer nothing: for events, and for link buttons."""
    return []


def unknown(_request: Request) -> Replies:
    """A button or form that this version does not know."""
    return [PrivateReply(say(NO_LONGER_AVAILABLE))]


def workspace_members_only(handler: Handler) -> Handler:
    """People of other companies are refused (ROLE-1); where Slack cannot be asked, the person may try again."""

    @wraps(handler)
    def guarded(request: Request) -> Replies:
        if request.user_team != request.team:
            return [PrivateReply(refusal_text(ROOM_REFUSALS[Role.EXTERNAL].reason))]
        try:
            return handler(request)
        except SlackUnavailableError:
            return _slack_unavailable(request)

    return guarded


def _slack_unavailable(request: Request) -> Replies:
    """In a form a field error, so that nothing typed is lost."""
    view = request.body.get("view")
    blocks = view.get("blocks", []) if request.kind is RequestKind.SUBMISSION and isinstance(view, dict) else []
    first_input = next((block["block_id"] for block in blocks if block.get("type") == "input"), None)
    text = say(SLACK_UNAVAILABLE)
    return [PrivateReply(text)] if first_input is None else [FieldErrors({first_input: text})]
