"""Renders modals and the Home tab for one reader."""

from functools import partial

from markupsafe import Markup

from bot.sandbox.pages.model import Window
from bot.sandbox.pages.people import selectable, url_of
from bot.sandbox.pages.render import RenderContext, render_blocks
from bot.sandbox.pages.render_mrkdwn import Reader
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace

_EMPTY_HOME = Markup('<p class="nothing">The app has put nothing here yet.</p>')


def windows(workspace: Workspace, reader: Reader) -> list[Window]:
    """The open modals of this reader, the top one last."""
    stack = workspace.views.stack(reader.user_id)
    return [_window(workspace, reader, view, deep=depth > 0) for depth, view in enumerate(stack)]


def home(workspace: Workspace, reader: Reader) -> Markup:
    """The content of this reader's Home tab."""
    view = workspace.views.homes.get(reader.user_id)
    return _blocks(workspace, reader, view) if view else _EMPTY_HOME


def _window(workspace: Workspace, reader: Reader, view: View, *, deep: bool) -> Window:
    submit = (view.body.get("submit") or {}).get("text", "")
    close = (view.body.get("close") or {}).get("text", "")
    return Window(
        id=view.id,
        title=view.body["title"]["text"],
        close=close or ("Back" if deep else "Cancel" if submit else "Close"),
        submit=submit,
        body=_blocks(workspace, reader, view),
        act_url=f"{url_of(reader.user_id)}/view/{view.id}",
        visible_error=view.visible_error,
        deep=deep,
    )


def _blocks(workspace: Workspace, reader: Reader, view: View) -> Markup:
    render_context = RenderContext(
        scope=view.id,
        reader=reader,
        typed=view.state,
        errors=view.errors,
        selectable=partial(selectable, workspace, reader.user_id),
        options_url=f"{url_of(reader.user_id)}/view/{view.id}/options",
    )
    return render_blocks(view.blocks, render_context)
