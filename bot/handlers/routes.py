"""The sitemap of the bot: everything that Slack can send, and who answers it."""

from functools import wraps

from bot.exchange import Handler, Invalid, Kind, Replies, Request, Routes, Say
from bot.handlers.administration import administration
from bot.handlers.calendar_feeds import CalendarFeedHandlers
from bot.handlers.cards import CardHandlers
from bot.handlers.commands import PmiCommand
from bot.handlers.desk import Desk
from bot.handlers.invitations import InvitationHandlers
from bot.handlers.people import PeopleHandlers
from bot.handlers.planning import planning
from bot.handlers.reminders import ReminderHandlers
from bot.handlers.room_edits import RoomEditHandlers
from bot.handlers.rooms import RoomHandlers
from bot.handlers.settings import SettingHandlers
from bot.handlers.uninstalls import UninstallHandlers
from bot.policy.answers import Denied
from bot.policy.people import Role, may_have_room
from bot.use_cases.ports import ReadIdentity, SlackUnavailableError
from bot.views.help import NOT_HERE_ANY_MORE, SLACK_IS_AWAY
from bot.views.refill import refilled


def routes(desk: Desk, read_identity: ReadIdentity) -> Routes:
    """One table; `"*"` is for what nobody else takes."""
    rooms, edits, invitations = RoomHandlers(desk), RoomEditHandlers(desk), InvitationHandlers(desk)
    people = PeopleHandlers(desk, read_identity)
    settings, admin, plans = SettingHandlers(desk), administration(desk), planning(desk)
    pmi = {**rooms.commands(), **edits.commands(), **invitations.commands(), **settings.commands(), **admin.commands}
    pmi |= plans.commands
    table: dict[tuple[Kind, str], Handler] = {
        (Kind.COMMAND, "/pmi"): PmiCommand(desk, pmi),
        **rooms.routes(),
        **edits.routes(),
        **invitations.routes(),
        **CardHandlers(desk).routes(),
        **settings.routes(),
        **CalendarFeedHandlers(desk).routes(),
        **admin.routes,
        **plans.routes,
        **people.routes(),
        **ReminderHandlers(desk).routes(),
        **UninstallHandlers(desk).routes(),
        (Kind.COMMAND, "*"): unknown,
        (Kind.ACTION, "*"): unknown,
        (Kind.SUBMISSION, "*"): unknown,
        (Kind.SHORTCUT, "*"): unknown,
        (Kind.CLOSING, "*"): silent,
        (Kind.EVENT, "*"): silent,
        (Kind.OPTIONS, "*"): silent,
    }
    return {key: handler if key[0] is Kind.EVENT else for_people_of_here(handler) for key, handler in table.items()}


def unknown(_request: Request) -> Replies:
    """A button or form that this version does not know."""
    return [Say(NOT_HERE_ANY_MORE)]


def silent(_request: Request) -> Replies:
    """Nobody waits for an answer."""
    return []


def for_people_of_here(handler: Handler) -> Handler:
    """People of other companies are refused (ROLE-1); where Slack cannot be asked, the person may try again."""

    @wraps(handler)
    def guarded(request: Request) -> Replies:
        if request.user_team != request.team:
            answer = may_have_room(Role.EXTERNAL, active=True)
            return [Say(answer.reason)] if isinstance(answer, Denied) else []
        try:
            return handler(request)
        except SlackUnavailableError:
            return _slack_is_away(request)

    return guarded


def _slack_is_away(request: Request) -> Replies:
    """In a form it stands beside a field, so that nothing typed is lost."""
    view = request.body.get("view")
    blocks = view.get("blocks", []) if request.kind is Kind.SUBMISSION and isinstance(view, dict) else []
    place = next((block["block_id"] for block in blocks if block.get("type") == "input"), None)
    return [Say(SLACK_IS_AWAY)] if place is None else [Invalid({place: SLACK_IS_AWAY}, refilled(request.body["view"]))]
