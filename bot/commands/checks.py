"""What `doctor` looks at, one function a thing; each says what it found and, if it is bad, what to do."""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot import manifest
from bot.config_faults import WHERE
from bot.slack_client import SlackClient
from storage import StorageError, is_migrated

_PATIENCE = 5  # seconds for each answer
_UNREACHABLE = "Slack does not answer: check the network and SLACK_API_URL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's."""

    name: str
    text: str
    passed: bool = True

    @property
    def line(self) -> str:
        """As it is shown."""
        return f"{'✓' if self.passed else '✗'} {self.name}: {self.text}"


def database(url: str) -> Finding:
    """Reachable, and at the newest schema."""
    name = "Database"
    try:
        if is_migrated(url):
            return Finding(name, "reachable and migrated")
    except StorageError as fault:
        return Finding(name, f"not reachable ({fault}): check DATABASE_URL and that its server runs", passed=False)
    return Finding(name, "not migrated: run pmi-bot migrate", passed=False)


def bot_token(token: SecretStr, api_url: str) -> Iterator[Finding]:
    """The bot token is valid, and may do what `manifest.yml` asks for."""
    try:
        answer = _client(api_url, token).auth_test()
    except SlackApiError as refused:
        text = f"SLACK_BOT_TOKEN refused ({refused.response['error']}): {WHERE['SLACK_BOT_TOKEN']}"
        yield Finding("Slack token", text, passed=False)
        return
    except (SlackClientError, OSError, HTTPException):
        yield Finding("Slack token", _UNREACHABLE, passed=False)
        return
    yield Finding("Slack token", f"valid in {answer.get('team', 'the workspace')}")
    yield _scopes(answer)


def app_token(token: SecretStr, api_url: str) -> Finding:
    """The app-level token opens Socket Mode; the address that it gets is not used and dies by itself."""
    name = "Socket Mode"
    try:
        _client(api_url).apps_connections_open(app_token=token.get_secret_value())
    except SlackApiError as refused:
        text = f"SLACK_APP_TOKEN refused ({refused.response['error']}): {WHERE['SLACK_APP_TOKEN']}"
        return Finding(name, text, passed=False)
    except (SlackClientError, OSError, HTTPException):
        return Finding(name, _UNREACHABLE, passed=False)
    return Finding(name, "the app token is valid")


def public_url(url: str) -> Finding:
    """Somebody answers at the public address, and it is this bot."""
    name = "PUBLIC_URL"
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=_PATIENCE) as answer:  # noqa: S310, TID251 - by config, and no secret goes along
            ours = json.loads(answer.read(1000)) == {"alive": True}
    except (OSError, ValueError, HTTPException):
        text = f"{url} does not answer: start the bot (pmi-bot run), and lead this address to HOST and PORT"
        return Finding(name, text, passed=False)
    if not ours:
        return Finding(name, f"something else answers at {url}: lead this address to HOST and PORT", passed=False)
    return Finding(name, f"{url} answers")


def _scopes(answer: SlackResponse) -> Finding:
    name = "Slack scopes"
    granted = {scope.strip() for scope in str(answer.headers.get("x-oauth-scopes", "")).split(",")}
    missing = sorted(manifest.bot_scopes(manifest.read()) - granted)
    if missing:
        where = "api.slack.com/apps → your app → App Manifest, paste manifest.yml, save, and reinstall the app"
        return Finding(name, f"{', '.join(missing)} missing: {where}", passed=False)
    return Finding(name, "all that manifest.yml asks for")


def _client(api_url: str, token: SecretStr | None = None) -> SlackClient:
    secret = token.get_secret_value() if token else None
    return SlackClient(token=secret, base_url=api_url, timeout=_PATIENCE)
