"""users.*, usergroups.*, auth.* and the tokens of the stand-in, asked by the real slack_sdk."""

import json
import urllib.parse
import urllib.request
from typing import Any

from slack_sdk import WebClient

from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.people import BOT_USER, SLACKBOT
from bot.sandbox.workspace.workspace import Usergroup, Workspace
from tests.support.slack.api_errors import api_error

Json = dict[str, Any]


def _user(client: WebClient, user_id: str) -> Json:
    found: Json = client.users_info(user=user_id)["user"]
    return found


def test_roles_are_told_by_their_flags(client: WebClient) -> None:
    olivia, ada, mia = (_user(client, one) for one in ("U0OLIVIA", "U0ADA", "U0MIA"))
    assert olivia["is_primary_owner"]
    assert (ada["is_admin"], ada["is_owner"]) == (True, False)
    assert not any(mia[flag] for flag in ("is_admin", "is_owner", "is_restricted"))
    assert _user(client, "U0GUS")["is_restricted"]
    assert _user(client, "U0SOL")["is_ultra_restricted"]
    assert _user(client, BOT_USER)["is_bot"]
    assert not _user(client, SLACKBOT)["is_bot"]


def test_a_member_has_a_zone_and_its_offset_now(client: WebClient) -> None:
    noor = _user(client, "U0NOOR")

    assert (noor["tz"], noor["tz_offset"]) == ("Asia/Kolkata", 19_800)


def test_deactivated_and_external_people_lack_what_slack_leaves_out(client: WebClient, workspace: Workspace) -> None:
    dana, xenia = _user(client, "U0DANA"), _user(client, "U0XENIA")

    assert dana["deleted"]
    assert "tz" not in dana
    assert "is_admin" not in dana
    assert xenia["is_stranger"]
    assert xenia["team_id"] != workspace.team_id


def test_a_locale_is_told_to_whoever_asks_for_it(client: WebClient) -> None:
    """As documented for users.info and users.list; LANG-1."""
    assert "locale" not in _user(client, "U0MIA")
    assert client.users_info(user="U0MIA", include_locale=True)["user"]["locale"] == "en-GB"
    listed: list[Json] = client.users_list(include_locale=True)["members"]
    assert {one["locale"] for one in listed} == {"en-GB"}
    assert not any("locale" in one for one in client.users_list()["members"])


def test_everybody_is_listed_in_pages(client: WebClient, workspace: Workspace) -> None:
    found: list[str] = []
    for page in client.users_list(limit=4):
        members: list[Json] = page["members"]
        assert len(members) <= 4
        found += [one["id"] for one in members]

    assert sorted(found) == sorted(workspace.people)


def test_addresses_are_told_with_the_scope_alone(client: WebClient, workspace: Workspace) -> None:
    assert client.users_lookupByEmail(email="mia@example.com")["user"]["id"] == "U0MIA"
    assert api_error(lambda: client.users_lookupByEmail(email="dana@example.com")) == "users_not_found"
    assert _user(client, "U0MIA")["profile"]["email"] == "mia@example.com"

    workspace.scopes.discard("users:read.email")
    assert "email" not in _user(client, "U0MIA")["profile"]
    assert api_error(lambda: client.users_lookupByEmail(email="mia@example.com")) == "missing_scope"


def test_a_group_of_people_can_be_asked_for(client: WebClient, workspace: Workspace) -> None:
    workspace.usergroups["S0APPROVERS"] = Usergroup("S0APPROVERS", "approvers", "Approvers", ["U0ADA", "U0ADAM"])

    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == ["U0ADA", "U0ADAM"]
    assert client.usergroups_users_list(usergroup="S0APPROVERS")["users"] == ["U0ADA", "U0ADAM"]
    assert api_error(lambda: client.usergroups_users_list(usergroup="S0")) == "no_such_subteam"


def test_auth_test_tells_the_bot_and_its_scopes(client: WebClient, workspace: Workspace) -> None:
    answer = client.auth_test()

    assert (answer["user_id"], answer["team_id"]) == (workspace.bot_user_id, workspace.team_id)
    assert set(answer.headers["x-oauth-scopes"].split(",")) == workspace.scopes
    assert client.team_info()["team"]["id"] == workspace.team_id


def test_tokens_are_told_apart(client: WebClient, workspace: Workspace, server: SandboxServer) -> None:
    def with_token(token: str) -> WebClient:
        return WebClient(token=token, base_url=server.api_url, retry_handlers=[])

    assert api_error(with_token("xoxb-wrong").auth_test) == "invalid_auth"
    assert api_error(with_token("").auth_test) == "not_authed"
    app_token = workspace.app_token
    assert api_error(lambda: client.apps_connections_open(app_token=client.token or "")) == "not_allowed_token_type"
    assert api_error(with_token(app_token).auth_test) == "not_allowed_token_type"
    assert client.apps_connections_open(app_token=app_token)["url"].startswith("ws://127.0.0.1:")


def test_a_missing_scope_is_named_with_what_is_there(workspace: Workspace, client: WebClient) -> None:
    workspace.scopes = {"commands"}

    answer = _refused(workspace, "chat.postMessage", {"channel": "U0MIA", "text": "x"})

    assert answer["error"] == "missing_scope"
    assert (answer["needed"], answer["provided"]) == ("chat:write", "commands")
    assert api_error(lambda: client.users_info(user="U0MIA")) == "missing_scope"


def test_arguments_are_taken_however_they_are_sent(workspace: Workspace, server: SandboxServer) -> None:
    query = urllib.parse.urlencode({"user": "U0MIA", "token": workspace.bot_token})
    with urllib.request.urlopen(f"{server.api_url}users.info?{query}", timeout=5) as answer:  # noqa: S310 (our own server)
        assert json.load(answer)["user"]["id"] == "U0MIA"

    assert _refused(workspace, "users.explode", {})["error"] == "unknown_method"
    assert _refused(workspace, "users.info", {})["error"] == "invalid_arguments"
    assert _refused(workspace, "chat.postMessage", {"channel": "U0MIA", "blocks": "[{"})["error"] == (
        "invalid_blocks_format"
    )


def test_no_token_gets_into_the_record_of_calls(workspace: Workspace, client: WebClient) -> None:
    client.api_call("users.info", params={"user": "U0MIA", "token": workspace.bot_token})

    assert workspace.bot_token not in str([call.args for call in workspace.calls])
    assert [(call.method, call.outcome) for call in workspace.calls] == [("users.info", "ok")]


def test_a_revoked_token_is_dead(client: WebClient) -> None:
    assert not client.auth_revoke(test=True)["revoked"]
    assert client.auth_revoke()["revoked"]
    assert api_error(client.auth_test) == "token_revoked"


def test_an_uninstalled_app_is_told_so_at_every_call(client: WebClient, workspace: Workspace) -> None:
    workspace.uninstall()
    assert api_error(client.auth_test) == "account_inactive"
    workspace.reinstall()
    assert client.auth_test()["ok"]


def _refused(workspace: Workspace, method: str, args: Json) -> Json:
    body = urllib.parse.urlencode(args).encode()
    headers = {"Authorization": f"Bearer {workspace.bot_token}", "Content-Type": "application/x-www-form-urlencoded"}
    request = urllib.request.Request(f"{workspace.address}/api/{method}", body, headers)  # noqa: S310 (our own server)
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 (the same)
        found: Json = json.load(answer)
        return found
