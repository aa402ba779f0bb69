"""The browser pages of the sandbox: their app, its routes and responses."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.client.element_lookup import HOME
from bot.sandbox.errors import CannotDo
from bot.sandbox.pages.builder import PageBuilder
from bot.sandbox.pages.form_actions import INVITE, PageActions
from bot.sandbox.pages.form_routes import form_routes
from bot.sandbox.pages.model import Notice, Offer
from bot.sandbox.pages.people import humans, place_url
from bot.sandbox.pages.render import build_environment
from bot.sandbox.pages.render_fields import as_choice
from bot.sandbox.transport.loopback_only import LoopbackOnly
from bot.sandbox.workspace.app_setup import Shortcut, SlashCommand
from bot.sandbox.workspace.workspace import Workspace


def build_pages(
    workspace: Workspace, *, commands: Sequence[SlashCommand], shortcuts: Sequence[Shortcut], welcome: str
) -> Starlette:
    """The pages as an ASGI app to be served at the root of a loopback address; it refuses requests of foreign pages.

    Completion and menus offer `commands` and `shortcuts`; an empty channel shows `welcome`.
    """
    offer = Offer(
        commands=[*commands, INVITE],
        shortcuts=[one for one in shortcuts if one.kind == "global"],
        message_shortcuts=[one for one in shortcuts if one.kind == "message"],
        welcome=welcome,
    )
    pages = _Pages(PageBuilder(workspace), offer)
    static = Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    forms = form_routes(pages.builder, pages.notify)
    app = Starlette(
        routes=[*pages.routes(), *forms, static],
        middleware=[Middleware(LoopbackOnly)],
        exception_handlers={404: pages.missing},
    )
    app.router.redirect_slashes = False  # no redirect to a request's own Host
    return app


class _Pages:
    """The pages, and the notices for each person's next page."""

    def __init__(self, builder: PageBuilder, offer: Offer) -> None:
        self.builder = builder
        self._offer = offer
        self._notices: dict[str, list[Notice]] = {}

    def routes(self) -> list[Route]:
        """All routes of pages."""
        return [
            Route("/", self._first),
            Route("/pictures/{file}", self._picture),
            Route("/place/{name}", self._meeting_place),
            Route("/as/{user}", self._first),
            Route("/as/{user}/home", self._page),
            Route("/as/{user}/in/{place}", self._page),
            Route("/as/{user}/pulse", self._pulse),
            Route("/as/{user}/message/{channel}/{ts}/options", self._options),
            Route("/as/{user}/view/{view}/options", self._options),
        ]

    def notify(self, user_id: str, notice: Notice) -> None:
        """Show something on this person's next page."""
        self._notices.setdefault(user_id, []).append(notice)

    def missing(self, _request: Request, _fault: Exception) -> Response:
        """The page for an unknown URL."""
        return _html("missing.html", 404, workspace=self.builder.workspace.team_name)

    def _first(self, request: Request) -> Response:
        """Redirect to a person's first place; without a person in the URL, to that of the first person."""
        asked = request.path_params.get("user", "")
        user_id = asked if self.builder.exists(asked) else humans(self.builder.workspace)[0].id
        return RedirectResponse(place_url(user_id, self.builder.first_place(user_id)), 303)

    def _page(self, request: Request) -> Response:
        """One place as one person sees it. Opening a tab of the app is delivered to the app, a refresh is not."""
        user_id, place = request.path_params["user"], request.path_params.get("place", HOME)
        if not self.builder.exists(user_id) or not self.builder.may_enter(user_id, place):
            return self._first(request)
        is_refresh = "x-refresh" in request.headers
        if not is_refresh and "again" not in request.query_params:
            PageActions(self.builder.workspace, user_id).enter(place)
        notices = [] if is_refresh else self._notices.pop(user_id, [])
        with self.builder.workspace.lock:  # so that `version` is that of the content
            shown, frame = self.builder.place(user_id, place), self.builder.frame(user_id, place, notices)
        return _html("page.html", place=shown, frame=frame, offer=self._offer)

    def _pulse(self, request: Request) -> Response:
        """The version, by which an open page learns whether to refresh."""
        user_id = request.path_params["user"]
        return JSONResponse({"version": self.builder.version(user_id) if self.builder.exists(user_id) else ""})

    def _options(self, request: Request) -> Response:
        """The options of an external select for the typed text: a list of `{label, value}`."""
        where, asked = request.path_params, request.query_params
        actions = PageActions(self.builder.workspace, where["user"])
        try:
            found = actions.options(actions.surface(where), asked.get("field", ""), asked.get("typed", ""))
        except CannotDo as refusal:
            return Response(str(refusal), 404, media_type="text/plain")
        return JSONResponse([{"label": one.label, "value": one.value} for one in map(as_choice, found)])

    def _meeting_place(self, request: Request) -> Response:
        """The page of a meeting place, instead of a video call."""
        return _html("place.html", name=request.path_params["name"], workspace=self.builder.workspace.team_name)

    def _picture(self, request: Request) -> Response:
        """A file of the workspace as an image."""
        file = self.builder.workspace.files.get(request.path_params["file"])
        if file is None or not file.is_image:
            return Response("There is no such picture.", 404, media_type="text/plain")
        return Response(file.content, media_type=file.mimetype)


def _html(template: str, status: int = 200, **values: object) -> Response:
    return HTMLResponse(build_environment().get_template(template).render(values), status)
