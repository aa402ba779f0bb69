"""Web API methods about the app and the workspace: auth.*, apps.*, team.*, api.test and calls.*."""

import secrets

from bot.sandbox.errors import Json, SlackError
from bot.sandbox.webapi.args import Args
from bot.sandbox.workspace.workspace import Workspace


def api_test(_workspace: Workspace, args: Args) -> Json:
    """api.test: echoes its arguments."""
    return {"args": args.given}


def auth_test(workspace: Workspace, _args: Args) -> Json:
    """auth.test: who this token belongs to."""
    return {
        "url": f"{workspace.address}/",
        "team": workspace.team_name,
        "user": workspace.people[workspace.bot_user_id].name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(workspace: Workspace, args: Args) -> Json:
    """auth.revoke: makes the token invalid."""
    if not args.flag("test"):
        workspace.auth_error = "token_revoked"
    return {"revoked": not args.flag("test")}


def connections_open(workspace: Workspace, _args: Args) -> Json:
    """apps.connections.open: a WebSocket URL that works once."""
    ticket = secrets.token_hex(8)
    workspace.socket_tickets.add(ticket)
    address = workspace.address.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={workspace.app_id}"}


def team_info(workspace: Workspace, _args: Args) -> Json:
    """team.info: the workspace."""
    return {"team": {"id": workspace.team_id, "name": workspace.team_name, "domain": workspace.team_name.lower()}}


def calls_add(workspace: Workspace, args: Args) -> Json:
    """calls.add: a call that a block can show."""
    call: Json = {
        "id": workspace.ids.new("R"),
        "external_unique_id": args.text("external_unique_id"),
        "join_url": args.text("join_url"),
        "title": args.text("title", ""),
        "date_start": args.number("date_start", int(workspace.clock.now().timestamp())),
    }
    workspace.external_calls[call["id"]] = call
    return {"call": call}


def calls_end(workspace: Workspace, args: Args) -> Json:
    """calls.end: ends a call."""
    call = workspace.external_calls.get(args.text("id"))
    if call is None:
        raise SlackError("invalid_call_id")
    call["date_end"] = int(workspace.clock.now().timestamp())
    return {}
