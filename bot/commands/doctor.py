"""`pmi-bot doctor`: one line for each check, with the fix where it fails; it changes nothing and shows no secret."""

from collections.abc import Iterator

from bot import config
from bot.commands.checks import Finding, app_token, bot_token, database, public_url
from bot.commands.console import say
from bot.config_faults import ConfigError


def doctor() -> int:
    """1 if any check failed."""
    findings = []
    for finding in _findings():
        say(finding.line)  # at once: some checks wait for somebody else's answer
        findings.append(finding)
    return 0 if all(finding.passed for finding in findings) else 1


def _findings() -> Iterator[Finding]:
    try:
        settings = config.read()
    except ConfigError as faults:
        yield from (Finding("Configuration", str(fault), passed=False) for fault in faults.faults)
        yield Finding("Everything else", "is checked when the configuration is complete", passed=False)
        return
    yield Finding("Configuration", "complete")
    yield database(settings.database_url)
    yield from bot_token(settings.slack_bot_token, settings.slack_api_url)
    if settings.slack_app_token is not None:
        yield app_token(settings.slack_app_token, settings.slack_api_url)
    yield public_url(settings.public_url)
