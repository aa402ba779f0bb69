"""Renders modals and the Home tab for one reader."""

from jinja2 import Environment
from markupsafe import Markup

from bot.sandbox.pages.model import Window
from bot.sandbox.pages.people import selectable
from bot.sandbox.pages.render import RenderContext, render_blocks
from bot.sandbox.pages.render_mrkdwn import Reader
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace

_EMPTY_HOME = Markup('<p class="nothing">The app has put nothing here yet.</p>')


class ViewRenderer:
    """Renders the views of one reader; `base_url` is the prefix of the reader's pages."""

    def __init__(self, workspace: Workspace, environment: Environment, reader: Reader, base_url: str) -> None:
        self._workspace = workspace
        self._environment = environment
        self._reader = reader
        self._base_url = base_url

    def windows(self) -> list[Window]:
        """The open modals, the top one last."""
        stack = self._workspace.views.stack(self._reader.user_id)
        return [self._window(view, deep=depth > 0) for depth, view in enumerate(stack)]

    def home(self) -> Markup:
        """The content of this person's Home tab."""
        view = self._workspace.views.homes.get(self._reader.user_id)
        return self._blocks(view) if view else _EMPTY_HOME

    def _window(self, view: View, *, deep: bool) -> Window:
        submit = (view.body.get("submit") or {}).get("text", "")
        close = (view.body.get("close") or {}).get("text", "")
        return Window(
            id=view.id,
            title=view.body["title"]["text"],
            close=close or ("Back" if deep else "Cancel" if submit else "Close"),
            submit=submit,
            body=self._blocks(view),
            act_url=f"{self._base_url}/view/{view.id}",
            visible_error=view.visible_error,
            deep=deep,
        )

    def _blocks(self, view: View) -> Markup:
        user_id = self._reader.user_id
        render_context = RenderContext(
            surface=view.kind,
            scope=view.id,
            reader=self._reader,
            typed=view.state,
            errors=view.errors,
            selectable=lambda element: selectable(self._workspace, user_id, dict(element)),
            options_url=f"{self._base_url}/view/{view.id}/options",
        )
        return render_blocks(self._environment, view.blocks, render_context)
