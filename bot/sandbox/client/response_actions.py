"""Applies an app's ack to a submitted form: close, clear, update, push, errors (Slack's page on modals)."""

from bot.sandbox.client.failures import show_failure
from bot.sandbox.errors import Json, SlackError
from bot.sandbox.events.envelopes import AckResult
from bot.sandbox.webapi.content import view_body
from bot.sandbox.webapi.views import new_hash, push_view
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace


def apply(workspace: Workspace, view: View, answer: AckResult) -> None:
    """Apply the answer to the view that was submitted. Callers hold the lock."""
    if not answer.acked:
        show_failure(workspace, view.person, view, answer.detail)
        return
    if view not in workspace.views.stack(view.person):
        return
    try:
        _apply_action(workspace, view, answer.payload)
    except SlackError as refused:
        messages = refused.extra.get("response_metadata", {}).get("messages", [])
        show_failure(workspace, view.person, view, "; ".join([refused.error, *messages]))


def _apply_action(workspace: Workspace, view: View, payload: Json) -> None:
    action = payload.get("response_action")
    if not payload:
        workspace.views.pop(view.person)
    elif action == "clear":
        workspace.views.clear(view.person)
    elif action == "update":
        view.replace_body(view_body(workspace, payload.get("view")), new_hash(workspace))
    elif action == "push":
        push_view(workspace, view.person, view_body(workspace, payload.get("view")))
    elif action == "errors":
        view.errors = _errors(view, payload.get("errors"))
    else:
        raise SlackError(f"unknown response_action: {payload}")


def _errors(view: View, errors: object) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise SlackError("response_action errors needs a non-empty object of errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    unknown = errors.keys() - inputs
    if unknown:
        raise SlackError(f"errors for blocks that are no inputs of this view: {sorted(unknown)}")
    return {block_id: str(text) for block_id, text in errors.items()}
