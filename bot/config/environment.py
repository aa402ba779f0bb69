"""The configuration as one frozen value, read once from the environment and `.env`; it must not know who uses it."""

import os
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config import rules
from bot.config.faults import ConfigError, FaultCollector
from bot.policy.people.people import License, Plan

Network = IPv4Network | IPv6Network
T = TypeVar("T")
ENV_FILE = Path(".env")


@dataclass(frozen=True, slots=True)
class Config:
    """What the deployment decided. Texts that are not set are empty; addresses end as their field says."""

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
    trusted_proxies: tuple[Network, ...]
    log_level: str  # in capitals
    log_format: str  # console or json


class _Environment(BaseSettings):
    """The variables as they are written; an empty one counts as unset, unknown ones are nobody's business."""

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
    """The configuration of this process. Raises `ConfigError` with every fault at once, never with a secret in it.

    `overrides` win over everything: variables by their names in small letters, for the sandbox, which is its own world.
    """
    environment = _Environment(_env_file=env_file, **overrides)  # type: ignore[call-arg, arg-type]  # mypy sees fields only
    faults = FaultCollector()
    config = _validated(environment, faults)
    if faults:
        raise ConfigError(faults.found)
    return config


def _validated(environment: _Environment, faults: FaultCollector) -> Config:
    """Only to be used where no fault was found."""
    host = faults.check("HOST", rules.host, environment.host) or "localhost"
    port = faults.check("PORT", rules.whole_number, environment.port, 1, 65_535) or 0
    bot_token = faults.check("SLACK_BOT_TOKEN", rules.token, environment.slack_bot_token.get_secret_value(), "xoxb-")
    app_token = environment.slack_app_token.get_secret_value()
    signing_secret = environment.slack_signing_secret.get_secret_value()
    if app_token:
        faults.check("SLACK_APP_TOKEN", rules.token, app_token, "xapp-")
    if signing_secret or not app_token:
        faults.check("SLACK_SIGNING_SECRET", rules.signing_secret, signing_secret)
    return Config(
        slack_bot_token=SecretStr(bot_token or ""),
        slack_signing_secret=SecretStr(signing_secret) if signing_secret else None,
        slack_app_token=SecretStr(app_token) if app_token else None,
        slack_api_url=faults.check("SLACK_API_URL", rules.api_url, environment.slack_api_url) or "",
        database_url=faults.check("DATABASE_URL", rules.database_url, environment.database_url.get_secret_value())
        or "",
        host=host,
        port=port,
        public_url=faults.check("PUBLIC_URL", rules.public_url, environment.public_url, host, port) or "",
        room_url_template=faults.check("ROOM_URL_TEMPLATE", rules.room_url_template, environment.room_url_template)
        or "",
        default_plan=faults.check("DEFAULT_PLAN", rules.enum_value, environment.default_plan, Plan) or Plan.BUSINESS,
        default_license=faults.check("DEFAULT_LICENSE", rules.enum_value, environment.default_license, License)
        or License.LICENSED,
        passcode_min_length=faults.check(
            "PASSCODE_MIN_LENGTH", rules.whole_number, environment.passcode_min_length, 1, 10
        )
        or 0,
        approvals_channel=faults.check("APPROVALS_CHANNEL", rules.channel, environment.approvals_channel) or "",
        reminder_days=faults.check("REMINDER_DAYS", rules.days, environment.reminder_days) or (),
        send_rate=faults.check("SEND_RATE", rules.rate, environment.send_rate) or 0,
        support_contact=environment.support_contact,
        trusted_proxies=faults.check("TRUSTED_PROXIES", rules.networks, environment.trusted_proxies) or (),
        log_level=(faults.check("LOG_LEVEL", rules.one_of, environment.log_level, rules.LOG_LEVELS) or "").upper(),
        log_format=faults.check("LOG_FORMAT", rules.one_of, environment.log_format, rules.LOG_FORMATS) or "",
    )


def variables_set(env_file: Path | None = ENV_FILE) -> frozenset[str]:
    """The names of all variables that are set, in the environment or the file; empty ones count as unset."""
    written = dotenv_values(env_file) if env_file else {}
    return frozenset(name.upper() for name, value in (written | os.environ).items() if value)


def read_database_url(env_file: Path | None = ENV_FILE) -> str:
    """DATABASE_URL alone, for what needs no Slack. Raises `ConfigError`."""
    faults = FaultCollector()
    written = _Environment(_env_file=env_file).database_url  # type: ignore[call-arg]  # mypy sees fields only
    return _required(faults, faults.check("DATABASE_URL", rules.database_url, written.get_secret_value()))


def read_port(env_file: Path | None = ENV_FILE) -> int:
    """PORT alone, for the sandbox, whose pages take it. Raises `ConfigError`."""
    faults = FaultCollector()
    written = _Environment(_env_file=env_file).port  # type: ignore[call-arg]  # mypy sees fields only
    return _required(faults, faults.check("PORT", rules.whole_number, written, 1, 65_535))


def _required(faults: FaultCollector, value: T | None) -> T:
    if value is None:
        raise ConfigError(faults.found)
    return value
