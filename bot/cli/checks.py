"""The checks of `doctor`, one function each: what it found and, if it failed, what to do."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException

from pydantic import SecretStr
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.cli.clock import API_TIMEOUT, NTP_ADVICE, describe_doubt, read_differences
from bot.cli.database import REMEDIES
from bot.config import manifest
from bot.config.faults import WHERE_TO_FIND
from bot.policy.values import zone_data
from bot.policy.values.zone_data import ZoneSource
from bot.slack.client import SlackClient
from bot.use_cases.write_checks import check_writes
from storage import Database, NewerSchemaError, StorageError, is_migrated

_UNREACHABLE = "Slack does not answer: check the network and SLACK_API_URL"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check."""

    name: str
    text: str
    passed: bool = True

    @property
    def line(self) -> str:
        """The line that is shown."""
        return f"{'✓' if self.passed else '✗'} {self.name}: {self.text}"


def check_database(url: str) -> CheckResult:
    """Check that the database is reachable, at the newest schema, and takes writes; that SQLite has its write-ahead log."""
    name = "Database"
    try:
        if not is_migrated(url):
            return CheckResult(name, "not migrated: run pmi-bot migrate", passed=False)
    except NewerSchemaError as fault:
        return CheckResult(name, str(fault), passed=False)
    except StorageError as fault:
        return CheckResult(name, f"not reachable ({fault}): {_remedy(fault, 'check DATABASE_URL')}", passed=False)
    try:
        with closing(Database(url)) as database:
            check_writes(database, datetime.now(UTC))
            mode = database.journal_mode() if database.is_sqlite else "wal"
    except StorageError as fault:
        return CheckResult(name, f"takes no writes ({fault}): {_remedy(fault, 'try again')}", passed=False)
    if mode != "wal":
        text = f"its file system refuses SQLite's write-ahead log (journal mode {mode}): put the file on a local disk"
        return CheckResult(name, text, passed=False)
    return CheckResult(name, "reachable, migrated, and takes writes")


def _remedy(fault: StorageError, otherwise: str) -> str:
    return REMEDIES.get(fault.outage, otherwise)


def check_bot_token(token: SecretStr, api_url: str) -> Iterator[CheckResult]:
    """Check that the bot token is valid and has the scopes of `manifest.yml`."""
    try:
        response = _client(api_url, token).auth_test()
    except SlackApiError as error:
        text = f"SLACK_BOT_TOKEN refused ({error.response['error']}): {WHERE_TO_FIND['SLACK_BOT_TOKEN']}"
        yield CheckResult("Slack token", text, passed=False)
        return
    except (SlackClientError, OSError, HTTPException):
        yield CheckResult("Slack token", _UNREACHABLE, passed=False)
        return
    yield CheckResult("Slack token", f"valid in {response.get('team', 'the workspace')}")
    yield _check_scopes(response)


def check_app_token(token: SecretStr, api_url: str) -> CheckResult:
    """Check that the app-level token opens Socket Mode; the URL that Slack returns is not used and expires."""
    name = "Socket Mode"
    try:
        _client(api_url).apps_connections_open(app_token=token.get_secret_value())
    except SlackApiError as error:
        text = f"SLACK_APP_TOKEN refused ({error.response['error']}): {WHERE_TO_FIND['SLACK_APP_TOKEN']}"
        return CheckResult(name, text, passed=False)
    except (SlackClientError, OSError, HTTPException):
        return CheckResult(name, _UNREACHABLE, passed=False)
    return CheckResult(name, "the app token is valid")


def check_clock(database_url: str, api_url: str) -> CheckResult:
    """Compare this machine's clock with Slack's, and with PostgreSQL's: while they differ, whatever cannot be undone waits."""
    name = "Clock"
    try:
        with closing(Database(database_url)) as database:
            ahead = read_differences(api_url, database)
    except StorageError:  # of which the check of the database has more to say
        return CheckResult(name, "not compared: the database cannot be opened", passed=False)
    if not ahead:
        return CheckResult(name, "not compared: neither Slack nor a database server says the time")
    if doubt := describe_doubt(ahead):
        return CheckResult(name, f"{doubt}: {NTP_ADVICE}", passed=False)
    return CheckResult(name, f"agrees with {' and '.join(ahead)}")


def check_zone_data() -> CheckResult:
    """Name the edition of the time zone data: the newer of the system's and the package's."""
    data = zone_data.in_use()
    whose = "the system's" if data.source is ZoneSource.SYSTEM else "of the package tzdata"
    return CheckResult("Time zones", f"edition {data.version or 'unknown'}, {whose}", passed=bool(data.version))


def check_public_url(url: str) -> CheckResult:
    """Check that this bot answers at the public URL."""
    name = "PUBLIC_URL"
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=API_TIMEOUT) as response:  # noqa: S310, TID251 - from the configuration, and no secret is sent
            is_bot = json.loads(response.read(1000)) == {"alive": True}
    except (OSError, ValueError, HTTPException):
        text = f"{url} does not answer: start the bot (pmi-bot run), and lead this address to HOST and PORT"
        return CheckResult(name, text, passed=False)
    if not is_bot:
        return CheckResult(name, f"something else answers at {url}: lead this address to HOST and PORT", passed=False)
    return CheckResult(name, f"{url} answers")


def _check_scopes(response: SlackResponse) -> CheckResult:
    name = "Slack scopes"
    granted = {scope.strip() for scope in str(response.headers.get("x-oauth-scopes", "")).split(",")}
    missing = sorted(manifest.bot_scopes(manifest.read()) - granted)
    if missing:
        where = "api.slack.com/apps → your app → App Manifest, paste manifest.yml, save, and reinstall the app"
        return CheckResult(name, f"{', '.join(missing)} missing: {where}", passed=False)
    return CheckResult(name, "all that manifest.yml asks for")


def _client(api_url: str, token: SecretStr | None = None) -> SlackClient:
    secret = token.get_secret_value() if token else None
    return SlackClient(token=secret, base_url=api_url, timeout=API_TIMEOUT)
