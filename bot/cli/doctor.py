"""`pmi-bot doctor`: prints one line a check, with the fix if it failed; it writes one row to see whether the database takes writes, and shows no secret."""

from collections.abc import Iterator

from bot.cli.checks import (
    CheckResult,
    check_app_token,
    check_bot_token,
    check_clock,
    check_database,
    check_public_url,
    check_zone_data,
)
from bot.cli.console import echo
from bot.config import environment
from bot.config.faults import ConfigError


def doctor() -> int:
    """Run all checks; the exit status, 1 if any failed."""
    results = []
    for result in _check_all():
        echo(result.line)  # at once: some checks wait for a server
        results.append(result)
    return 0 if all(result.passed for result in results) else 1


def _check_all() -> Iterator[CheckResult]:
    try:
        bot_config = environment.read_config()
    except ConfigError as error:
        yield from (CheckResult("Configuration", str(fault), passed=False) for fault in error.faults)
        yield CheckResult("Everything else", "is checked when the configuration is complete", passed=False)
        return
    yield CheckResult("Configuration", "complete")
    yield check_database(bot_config.database_url)
    yield from check_bot_token(bot_config.slack_bot_token, bot_config.slack_api_url)
    if bot_config.slack_app_token is not None:
        yield check_app_token(bot_config.slack_app_token, bot_config.slack_api_url)
    yield check_clock(bot_config.database_url, bot_config.slack_api_url)
    yield check_zone_data()
    yield check_public_url(bot_config.public_url)
