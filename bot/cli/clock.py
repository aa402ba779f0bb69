"""Compares this machine's clock with those of Slack and the database server, for what a command dates by it (CLOCK-1)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import wraps

from bot.cli.console import EXIT_FAILED, echo_error
from bot.config import environment
from bot.policy.clock import MAX_DIFFERENCE
from bot.slack.client import SlackClient
from storage import Database, StorageError

NTP_ADVICE = "keep it by NTP (timedatectl set-ntp true)"
API_TIMEOUT = 5  # seconds for each answer


def read_differences(api_url: str, database: Database) -> dict[str, timedelta]:
    """Maps each reference that answered ("Slack", "the database") to how far this clock is ahead of it. Takes seconds where none answers.

    `api_url` is empty where no Slack is to be asked; SQLite has no clock of its own.
    """
    ahead: dict[str, timedelta] = {}
    if api_url:
        SlackClient(
            base_url=api_url,
            timeout=API_TIMEOUT,
            on_date=lambda date: ahead.update({"Slack": datetime.now(UTC) - date}),
        ).ask_date()
    if not database.is_sqlite:
        with suppress(StorageError):
            theirs = database.now()
            ahead["the database"] = datetime.now(UTC) - theirs
    return ahead


def describe_doubt(ahead: Mapping[str, timedelta]) -> str:
    """From whose clocks this machine's differs too much, and by how much; empty where it agrees with all."""
    wrong = ((whose, by) for whose, by in ahead.items() if abs(by) > MAX_DIFFERENCE)
    return ", ".join(f"{_rounded(by)} {'ahead of' if by > timedelta() else 'behind'} {whose}" for whose, by in wrong)


def _rounded(difference: timedelta) -> str:
    return str(timedelta(seconds=round(abs(difference).total_seconds())))


def at_believed_time(action: Callable[[Database, datetime], int]) -> Callable[[Database], int]:
    """`action` with the present instant, refused in a sentence while the clock disagrees with Slack's or the database's.

    If no reference answers, the clock is believed, as with SQLite and no Slack. Raises `ConfigError`.
    """

    @wraps(action)
    def run(database: Database) -> int:
        doubt = describe_doubt(read_differences(environment.read_slack_api_url(), database))
        if doubt:
            echo_error(f"Nothing is done while this machine's clock is {doubt}: {NTP_ADVICE}, and try again.")
            return EXIT_FAILED
        return action(database, datetime.now(UTC))

    return run
