"""Web API methods of the family views.*, and what acks use as well to make views."""

from bot.sandbox.blockkit.inputs import state_values
from bot.sandbox.errors import Json, SlackError, invalid
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.content import view_body
from bot.sandbox.workspace.views import DEEPEST, View
from bot.sandbox.workspace.workspace import Workspace


def open_view(workspace: Workspace, args: Args) -> Json:
    """views.open: a modal for the person of the trigger, within 3 seconds of their action."""
    body = view_body(workspace, args.structure("view"))
    _require_unused_id(workspace, body)
    trigger = workspace.interaction_tokens.redeem(args.text("trigger_id"))
    view = new_view(workspace, trigger.person, body, trigger.conversation)
    workspace.views.open(view)
    return {"view": view.to_slack()}


def push(workspace: Workspace, args: Args) -> Json:
    """views.push: on top of the modal that the trigger came from."""
    body = view_body(workspace, args.structure("view"))
    _require_unused_id(workspace, body)
    trigger = workspace.interaction_tokens.redeem(args.text("trigger_id"))
    stack = workspace.views.stack(trigger.person)
    if trigger.view_id not in {view.id for view in stack}:
        raise SlackError("invalid_trigger_id")
    return {"view": push_view(workspace, trigger.person, body).to_slack()}


def update(workspace: Workspace, args: Args) -> Json:
    """views.update: an open modal, by view_id or external_id; a stale hash is refused."""
    if "view_id" not in args and "external_id" not in args:
        raise invalid("invalid_arguments", ["either view_id or external_id is required"])
    body = view_body(workspace, args.structure("view"), kinds=("modal", "home"))
    view = workspace.views.find(view_id=args.text("view_id", ""), external_id=args.text("external_id", ""))
    if view is None:
        raise SlackError("not_found")
    if body["type"] != view.kind:
        raise invalid("invalid_arguments", ["the type of a view cannot change [json-pointer:/view/type]"])
    _require_hash(view, args.text("hash", ""))
    _require_unused_id(workspace, body, but=view)
    view.replace_body(body, new_hash(workspace))
    return {"view": view.to_slack()}


def publish(workspace: Workspace, args: Args) -> Json:
    """views.publish: the Home tab of one person."""
    body = view_body(workspace, args.structure("view"), kinds=("home",))
    user_id = args.text("user_id")
    person = workspace.people.get(user_id)
    if person is None or person.is_bot:
        raise invalid("invalid_arguments", ["invalid `user_id` [json-pointer:/user_id]"])
    if not workspace.setup.home_tab:
        raise SlackError("not_enabled")
    if person.deleted:
        raise SlackError("user_disabled")
    view = workspace.views.homes.get(user_id)
    if view is None:
        if args.text("hash", ""):
            raise SlackError("hash_conflict")
        view = new_view(workspace, user_id, body)
        view.root = view.id
        workspace.views.homes[user_id] = view
    else:
        _require_hash(view, args.text("hash", ""))
        view.replace_body(body, new_hash(workspace))
    return {"view": view.to_slack()}


def new_view(workspace: Workspace, person: str, body: Json, conversation: str = "") -> View:
    """A view that is not open yet, its inputs at their initial values."""
    view = View(workspace.ids.new("V"), person, body, new_hash(workspace), conversation=conversation)
    view.state = state_values(view.blocks, conversation=conversation)
    return view


def push_view(workspace: Workspace, person: str, body: Json) -> View:
    """A new view on top of this person's stack. SlackError: push_limit_reached."""
    stack = workspace.views.stack(person)
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    view = new_view(workspace, person, body, stack[-1].conversation)
    workspace.views.push(view)
    return view


def new_hash(workspace: Workspace) -> str:
    """A hash that no view had before."""
    return f"{int(workspace.clock.now().timestamp())}.{workspace.ids.new('h')}"


def _require_hash(view: View, known: str) -> None:
    if known and known != view.hash:
        raise SlackError("hash_conflict")


def _require_unused_id(workspace: Workspace, body: Json, but: View | None = None) -> None:
    external_id = body.get("external_id", "")
    other = workspace.views.find(external_id=external_id) if external_id else None
    if other is not None and other is not but:
        raise SlackError("duplicate_external_id")
