"""What the use cases need from Slack, by the Web API; nothing here repeats a call by itself."""

import http.client
from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.policy.people import Identity, Role, TeamId, UserId
from bot.use_cases.ports import SlackUnavailableError

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SlackDirectory:
    """Slack's own directory."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """`users.info`. Raises SlackUnavailableError where Slack does not answer, or not with a person."""
        try:
            answer = self._client.users_info(user=user)
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("users.info failed", reason=reason)
            raise SlackUnavailableError(reason) from error
        return read_identity(team, answer.get("user") or {})


class SlackMessenger:
    """Messages from the bot itself."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def tell(self, user: UserId, text: str) -> None:
        """A direct message that nobody waits for; what Slack refuses is logged."""
        try:
            self._client.chat_postMessage(channel=user, text=text)
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("a direct message was not sent", reason=reason)


def read_identity(team: TeamId, user: Mapping[str, Any]) -> Identity:
    """Slack's user object, as `users.info` and the events carry it."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Identity(
        team=team,
        user=UserId(str(user.get("id", ""))),
        name=str(name),
        zone=str(user.get("tz") or ""),
        role=_role(team, user),
        active=not user.get("deleted", False),
    )


def _role(team: TeamId, user: Mapping[str, Any]) -> Role:
    """The first that holds; owners need not carry `is_admin`, so all three are looked at."""
    holds = (
        (bool(user.get("is_stranger")) or user.get("team_id", team) != team, Role.EXTERNAL),
        (user.get("is_bot") or user.get("id") == "USLACKBOT", Role.BOT),
        (user.get("is_restricted") or user.get("is_ultra_restricted"), Role.GUEST),
        (user.get("is_primary_owner"), Role.PRIMARY_OWNER),
        (user.get("is_owner"), Role.OWNER),
        (user.get("is_admin"), Role.ADMIN),
    )
    return next((role for held, role in holds if held), Role.MEMBER)
