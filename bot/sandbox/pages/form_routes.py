"""The routes of forms: each acts for one person and redirects to the page of the form."""

from collections.abc import Callable, Mapping
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

Notify = Callable[[str, Notice], None]
"""Stores a notice for a person's next page, by user id."""

_FormAction = Callable[[PageActions, Mapping[str, str], Form], None]
"""Given who acts, the parameters of the URL, and the form."""


def form_routes(builder: PageBuilder, notify: Notify) -> list[Route]:
    """All routes of forms. CannotDo becomes a notice on the person's page."""

    def route(path: str, act: _FormAction) -> Route:
        return Route("/as/{user}" + path, partial(_act, builder, notify, act), methods=["POST"])

    return [
        route("/in/{place}/say", lambda actions, at, form: actions.say(at["place"], form)),
        route("/home/press", lambda actions, at, form: actions.press(actions.surface(at), form)),
        route("/message/{channel}/{ts}/press", lambda actions, at, form: actions.press(actions.surface(at), form)),
        route("/message/{channel}/{ts}/shortcut", lambda actions, at, form: actions.message_shortcut(at, form)),
        route("/view/{view}", lambda actions, at, form: actions.answer_view(at["view"], form)),
        route("/shortcut", lambda actions, _, form: actions.shortcut(form)),
        route("/account", lambda actions, _, form: actions.change_account(form)),
        route("/language", lambda actions, _, form: actions.change_language(form)),
        route("/clock", lambda actions, _, form: actions.move_clock(form)),
    ]


async def _act(builder: PageBuilder, notify: Notify, act: _FormAction, request: Request) -> Response:
    user_id, form = request.path_params["user"], await _read(request)
    if not builder.exists(user_id):
        return RedirectResponse("/", 303)
    place = _place_before(request)
    try:
        await run_in_threadpool(act, PageActions(builder.workspace, user_id, place), request.path_params, form)
    except CannotDo as refusal:
        notify(user_id, Notice(_sentence(str(refusal)), problem=True))
    return RedirectResponse(f"{place_url(user_id, place or builder.first_place(user_id))}?again", 303)


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
