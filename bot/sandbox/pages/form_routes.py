"""The routes of forms: each acts for one person and redirects to the page of the form."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.client.element_lookup import HOME
from bot.sandbox.errors import CannotDo
from bot.sandbox.pages.builder import PageBuilder
from bot.sandbox.pages.form_actions import Form, PageActions
from bot.sandbox.pages.model import Notice
from bot.sandbox.pages.people import place_url
from bot.sandbox.workspace.messages import Message

Notify = Callable[[str, Notice], None]
"""Stores a notice for a person's next page, by user id."""

_FormAction = Callable[[PageActions, Request, Form], None]


def form_routes(builder: PageBuilder, notify: Notify) -> list[Route]:
    """All routes of forms. CannotDo becomes a notice on the person's page."""

    def route(path: str, act: _FormAction) -> Route:
        return Route("/as/{user}" + path, partial(_act, builder, notify, act), methods=["POST"])

    return [
        route("/in/{place}/say", lambda actions, request, form: actions.say(request.path_params["place"], _text(form))),
        route("/home/press", lambda actions, _, form: actions.press(actions.home(), form)),
        route(
            "/message/{channel}/{ts}/press",
            lambda actions, request, form: actions.press(_message(actions, request), form),
        ),
        route("/message/{channel}/{ts}/shortcut", _use_message_shortcut),
        route("/view/{view}", lambda actions, request, form: actions.answer_view(request.path_params["view"], form)),
        route("/shortcut", _use_shortcut),
        route("/account", lambda actions, _, form: actions.change_account(form)),
        route("/clock", lambda actions, _, form: actions.move_clock(form)),
    ]


async def _act(builder: PageBuilder, notify: Notify, act: _FormAction, request: Request) -> Response:
    user_id, form = request.path_params["user"], await _read(request)
    if not builder.exists(user_id):
        return RedirectResponse("/", 303)
    actions = PageActions(builder.workspace, user_id)
    try:
        await run_in_threadpool(act, actions, request, form)
    except CannotDo as refusal:
        notify(user_id, Notice(_sentence(str(refusal)), problem=True))
    back = place_url(user_id, _place_before(request) or builder.first_place(user_id))
    return RedirectResponse(f"{back}?again", 303)


async def _read(request: Request) -> Form:
    """The texts of the form. Browsers send line breaks as CR LF, Slack as LF."""
    async with request.form() as sent:
        return {
            name: [one.replace("\r\n", "\n") for one in sent.getlist(name) if isinstance(one, str)] or [""]
            for name in sent
        }


def _sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "?", "!")) else f"{whole}."


def _place_before(request: Request) -> str:
    """The place whose page sent this form, from the Referer; empty if it does not say."""
    parts = urlsplit(request.headers.get("referer", "")).path.split("/")
    match parts:
        case ["", "as", user, "home"] if user == request.path_params["user"]:
            return HOME
        case ["", "as", user, "in", place] if user == request.path_params["user"]:
            return place
    return ""


def _text(form: Form) -> str:
    return form.get("text", ("",))[0]


def _message(actions: PageActions, request: Request) -> Message:
    return actions.message(request.path_params["channel"], request.path_params["ts"])


def _use_message_shortcut(actions: PageActions, request: Request, form: Form) -> None:
    actions.message_shortcut(_message(actions, request), form)


def _use_shortcut(actions: PageActions, request: Request, form: Form) -> None:
    place = _place_before(request)
    actions.shortcut(form, "" if place == HOME else place)
