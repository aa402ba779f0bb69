"""Reads people and user groups from the Web API, and people from events."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Identity, Role
from bot.policy.values.text import strip_control_characters_deep
from bot.slack.api_errors import ApiCallGuard, error_name
from bot.slack.client import SlackClient
from bot.use_cases.ports import DirectoryPage, NotGrantedError, ReadIdentity, UserGroup

PAGE_SIZE = 200  # people, as many as Slack recommends
MAX_LOCALE = 16  # characters, as many as are stored; Slack's locales have five
SLACKBOT = "USLACKBOT"  # its user object has is_bot false


class SlackDirectory:
    """Implements the port `Directory`. The workspace is the client's own. `read` reads a person: `read_identity`, or what wraps it."""

    def __init__(self, client: SlackClient, guard: ApiCallGuard, read: ReadIdentity | None = None) -> None:
        self._client = client
        self._guard = guard
        self._read = read or read_identity

    def workspace(self) -> TeamId:
        """`auth.test`."""
        with self._guard.calling("auth.test"):
            return TeamId(str(self._client.auth_test()["team_id"]))

    def page(self, team: TeamId, cursor: str) -> DirectoryPage:
        """`users.list`."""
        with self._guard.calling("users.list"):
            response = self._client.users_list(limit=PAGE_SIZE, cursor=cursor or None, include_locale=True)
        people = [self._read(team, user) for user in response.get("members") or []]
        return DirectoryPage(people, str((response.get("response_metadata") or {}).get("next_cursor") or ""))

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """`users.info`. Raises SlackUnavailableError."""
        with self._guard.calling("users.info"):
            response = self._client.users_info(user=user, include_locale=True)
        return self._read(team, response.get("user") or {})

    def user_groups(self, team: TeamId) -> list[UserGroup]:  # noqa: ARG002 - one client, one workspace
        """`usergroups.list`, which takes the optional scope `usergroups:read`."""
        response = self._optional(self._client.usergroups_list, include_count=True)
        groups = strip_control_characters_deep(response.get("usergroups") or [] if response else [])
        return [
            UserGroup(str(each["id"]), str(each["handle"]), str(each["name"]), int(each.get("user_count") or 0))
            for each in groups
        ]

    def in_user_group(self, team: TeamId, group: str) -> list[UserId]:  # noqa: ARG002 - one client, one workspace
        """`usergroups.users.list`."""
        response = self._optional(self._client.usergroups_users_list, usergroup=group)
        users = strip_control_characters_deep(response.get("users") or [] if response else [])
        return [UserId(str(user)) for user in users]

    def _optional(self, method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse | None:  # noqa: ANN401 - Slack's own arguments
        """Call a method whose scope may be missing (raises NotGrantedError); None where the group does not exist."""
        with self._guard.calling(method.__name__):
            try:
                return method(**arguments)
            except SlackApiError as error:
                if error_name(error) == "missing_scope":
                    raise NotGrantedError from error
                if error_name(error) == "no_such_subteam":
                    return None
                raise


def read_identity(team: TeamId, user: Mapping[str, Any]) -> Identity:
    """Reads Slack's user object, as `users.info` and events carry it; control characters are removed (section 12 of the rules)."""
    user = strip_control_characters_deep(dict(user))
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Identity(
        team=team,
        user=UserId(str(user.get("id", ""))),
        name=str(name),
        zone=str(user.get("tz") or ""),
        role=_role(team, user),
        active=not user.get("deleted", False),
        locale=str(user.get("locale") or "")[:MAX_LOCALE],
    )


def _role(team: TeamId, user: Mapping[str, Any]) -> Role:
    """The first role whose condition holds; owners need not carry `is_admin`."""
    conditions = (
        (user.get("is_stranger") or user.get("team_id", team) != team, Role.EXTERNAL),
        (user.get("is_bot") or user.get("id") == SLACKBOT, Role.BOT),
        (user.get("is_restricted") or user.get("is_ultra_restricted"), Role.GUEST),
        (user.get("is_primary_owner"), Role.PRIMARY_OWNER),
        (user.get("is_owner"), Role.OWNER),
        (user.get("is_admin"), Role.ADMIN),
    )
    return next((role for applies, role in conditions if applies), Role.MEMBER)
