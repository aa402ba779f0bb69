"""Reads the configuration from the environment and `.env` into one frozen value; it must not know who uses it."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config import rules
from bot.config.faults import ConfigError, FaultCollector
from bot.policy.people.people import License, Plan

T = TypeVar("T")
ENV_FILE = Path(".env")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of this deployment; a text that is not set is empty."""

    slack_bot_token: SecretStr
    slack_signing_secret: SecretStr | None  # None: Socket Mode only
    slack_app_token: SecretStr | None  # None: HTTP
    slack_api_url: str  # ends with a slash
    database_url: str = field(repr=False)  # may hold a password
    host: str
    port: int
    public_url: str  # without a slash at its end
    room_url_template: str  # holds {name} once
    default_plan: Plan
    default_license: License
    passcode_min_length: int
    approvals_channel: str  # a channel id
    reminder_days: tuple[int, ...]  # days before expiry, furthest first
    send_rate: float  # messages a second to one workspace
    support_contact: str
    trusted_proxies: tuple[rules.Network, ...]
    log_level: str  # in capitals
    log_format: str  # console or json


class _Environment(BaseSettings):
    """The variables as written. An empty variable counts as unset; unknown ones are ignored."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", str_strip_whitespace=True)

    slack_bot_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    database_url: SecretStr = SecretStr("sqlite:///pmi-bot.db")
    host: str = "127.0.0.1"
    port: str = "3000"
    public_url: str = ""
    room_url_template: str = "https://meet.jit.si/{name}"
    default_plan: str = "business"
    default_license: str = "licensed"
    passcode_min_length: str = "6"
    approvals_channel: str = ""
    reminder_days: str = "30,7,1"
    send_rate: str = "1"
    support_contact: str = ""
    trusted_proxies: str = ""
    log_level: str = "info"
    log_format: str = "console"


def read_config(env_file: Path | None = ENV_FILE, **overrides: str) -> Config:
    """The configuration of this process. Raises `ConfigError`, which names every fault and holds no secret.

    `overrides`, by the variables' names in small letters, win over the environment and the file; the sandbox sets them.
    """
    environment = _Environment(_env_file=env_file, **overrides)  # type: ignore[call-arg, arg-type]  # mypy sees fields only
    faults = FaultCollector()
    config = _validated(environment, faults)
    if faults:
        raise ConfigError(faults.found)
    return config


def _validated(env: _Environment, faults: FaultCollector) -> Config:
    """The validated settings, with placeholders where `faults` then holds a fault."""
    check = faults.check
    host = check("HOST", rules.host, env.host) or "localhost"
    port = check("PORT", rules.whole_number, env.port, 1, 65_535) or 0
    bot_token = check("SLACK_BOT_TOKEN", rules.token, env.slack_bot_token.get_secret_value(), "xoxb-") or ""
    app_token = env.slack_app_token.get_secret_value()
    signing_secret = env.slack_signing_secret.get_secret_value()
    if app_token:
        check("SLACK_APP_TOKEN", rules.token, app_token, "xapp-")
    if signing_secret or not app_token:
        check("SLACK_SIGNING_SECRET", rules.signing_secret, signing_secret)
    return Config(
        slack_bot_token=SecretStr(bot_token),
        slack_signing_secret=SecretStr(signing_secret) if signing_secret else None,
        slack_app_token=SecretStr(app_token) if app_token else None,
        slack_api_url=check("SLACK_API_URL", rules.api_url, env.slack_api_url) or "",
        database_url=check("DATABASE_URL", rules.database_url, env.database_url.get_secret_value()) or "",
        host=host,
        port=port,
        public_url=check("PUBLIC_URL", rules.public_url, env.public_url, host, port) or "",
        room_url_template=check("ROOM_URL_TEMPLATE", rules.room_url_template, env.room_url_template) or "",
        default_plan=check("DEFAULT_PLAN", rules.enum_value, env.default_plan, Plan) or Plan.BUSINESS,
        default_license=check("DEFAULT_LICENSE", rules.enum_value, env.default_license, License) or License.LICENSED,
        passcode_min_length=check("PASSCODE_MIN_LENGTH", rules.whole_number, env.passcode_min_length, 1, 10) or 0,
        approvals_channel=check("APPROVALS_CHANNEL", rules.channel, env.approvals_channel) or "",
        reminder_days=check("REMINDER_DAYS", rules.days, env.reminder_days) or (),
        send_rate=check("SEND_RATE", rules.rate, env.send_rate) or 0,
        support_contact=env.support_contact,
        trusted_proxies=check("TRUSTED_PROXIES", rules.networks, env.trusted_proxies) or (),
        log_level=(check("LOG_LEVEL", rules.one_of, env.log_level, rules.LOG_LEVELS) or "").upper(),
        log_format=check("LOG_FORMAT", rules.one_of, env.log_format, rules.LOG_FORMATS) or "",
    )


def variables_set(env_file: Path | None = ENV_FILE) -> frozenset[str]:
    """The names of all variables that are set in the environment or the file; an empty variable counts as unset."""
    written = dotenv_values(env_file) if env_file else {}
    return frozenset(name.upper() for name, value in (written | os.environ).items() if value)


def read_database_url(env_file: Path | None = ENV_FILE) -> str:
    """DATABASE_URL alone, for commands that need no Slack. Raises `ConfigError`."""
    faults = FaultCollector()
    written = _Environment(_env_file=env_file).database_url  # type: ignore[call-arg]  # mypy sees fields only
    return _required(faults, faults.check("DATABASE_URL", rules.database_url, written.get_secret_value()))


def read_slack_api_url(env_file: Path | None = ENV_FILE) -> str:
    """SLACK_API_URL, or its default; empty where no SLACK_ variable is set at all. Raises `ConfigError`."""
    if not any(name.startswith("SLACK_") for name in variables_set(env_file)):
        return ""
    faults = FaultCollector()
    written = _Environment(_env_file=env_file).slack_api_url  # type: ignore[call-arg]  # mypy sees fields only
    return _required(faults, faults.check("SLACK_API_URL", rules.api_url, written))


def read_port(env_file: Path | None = ENV_FILE) -> int:
    """PORT alone, for the pages of the sandbox. Raises `ConfigError`."""
    faults = FaultCollector()
    written = _Environment(_env_file=env_file).port  # type: ignore[call-arg]  # mypy sees fields only
    return _required(faults, faults.check("PORT", rules.whole_number, written, 1, 65_535))


def _required(faults: FaultCollector, value: T | None) -> T:
    if value is None:
        raise ConfigError(faults.found)
    return value
