"""The configuration is read once, completely or not at all, and its faults name everything but a secret."""

import os
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.config.environment import Config, read_config, read_slack_api_url
from bot.config.faults import ConfigError

BOT = "xoxb-1-made-up"
APP = "xapp-1-made-up"
SIGNING = "0123456789abcdef"
HTTP = {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING}
SOCKET = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of whoever runs the tests."""
    for name in os.environ:
        monkeypatch.delenv(name)


def read_with(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Config:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_config(None)


def faults_of(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_with(monkeypatch, variables)
    return str(caught.value).splitlines()


def test_two_values_are_enough_for_http_and_two_for_socket_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    config = read_with(monkeypatch, HTTP)
    assert (config.slack_app_token, config.slack_signing_secret is not None) == (None, True)
    monkeypatch.delenv("SLACK_SIGNING_SECRET")
    config = read_with(monkeypatch, SOCKET)
    assert config.slack_app_token is not None
    assert config.slack_app_token.get_secret_value() == APP


def test_everything_else_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    config = read_with(monkeypatch, HTTP)
    assert (config.slack_api_url, config.database_url) == ("https://slack.com/api/", "sqlite:///pmi-bot.db")
    assert (config.host, config.port, config.public_url) == ("127.0.0.1", 3000, "http://127.0.0.1:3000")
    assert (config.room_url_template, config.approvals_channel) == ("https://meet.jit.si/{name}", "")
    assert (config.default_plan, config.default_license, config.passcode_min_length) == ("business", "licensed", 6)
    assert (config.reminder_days, config.trusted_proxies, config.support_contact) == ((30, 7, 1), (), "")
    assert config.send_rate == 1
    assert (config.log_level, config.log_format) == ("INFO", "console")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    config = read_with(monkeypatch, {**HTTP, "PORT": "", "SLACK_APP_TOKEN": "", "PUBLIC_URL": ""})
    assert (config.port, config.slack_app_token) == (3000, None)


def test_the_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"SLACK_BOT_TOKEN={BOT}\nSLACK_SIGNING_SECRET='{SIGNING}'\nPORT=4000\nHOST=::1\nOTHER=1\n")
    monkeypatch.setenv("PORT", "5000")
    config = read_config(file)
    assert (config.port, config.host, config.public_url) == (5000, "::1", "http://[::1]:5000")


def test_every_fault_is_named_at_once_with_where_to_find_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = faults_of(monkeypatch, {"PORT": "http", "DEFAULT_PLAN": "gold", "ROOM_URL_TEMPLATE": "https://x.example"})
    assert [fault.split()[0] for fault in faults] == [
        "PORT",
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "ROOM_URL_TEMPLATE",
        "DEFAULT_PLAN",
    ]
    assert "SLACK_BOT_TOKEN is missing: api.slack.com/apps → your app → OAuth & Permissions" in faults[1]
    assert "free, pro, business, education, enterprise" in faults[4]


@pytest.mark.parametrize(
    "name, value",
    [
        ("SLACK_BOT_TOKEN", "xapp-1-secret"),
        ("SLACK_BOT_TOKEN", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-a secret"),
        ("SLACK_APP_TOKEN", "xoxb-1-secret"),
        ("SLACK_SIGNING_SECRET", "xoxb-1-secret"),
        ("SLACK_API_URL", "http://slack.example.com/api/"),
        ("SLACK_API_URL", "slack.com"),
        ("SLACK_API_URL", "https://bücher.example/api/"),
        ("SLACK_API_URL", "https://gateway.example:/api/"),
        ("SLACK_API_URL", "https://x[::1].example/api/"),
        ("DATABASE_URL", "mysql://pmi:secret@db/pmi"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://pmi:secret@db:x/pmi"),
        ("DATABASE_URL", "postgresql://pmi:sec/ret@db/pmi"),
        ("DATABASE_URL", "postgresql://pmi:secret@db:99999/pmi"),
        ("DATABASE_URL", "postgresql://pmi:sec@ret@db/pmi"),
        ("DATABASE_URL", "postgresql://pmi:sec@ret/x@db/pmi"),
        ("DATABASE_URL", "postgresql+psycopg://pmi:12?se@cret@db/pmi"),
        ("HOST", "not a host"),
        ("HOST", "10.0.0.1/8"),
        ("HOST", "0.0.0.0"),  # noqa: S104 - open to the network, and no address said
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PUBLIC_URL", "http://pmi.example.com"),
        ("PUBLIC_URL", "https://pmi.example.com/?a=secret"),
        ("PUBLIC_URL", "https://user:secret@pmi.example.com"),
        ("PUBLIC_URL", "https://pmi.example.com:port"),
        ("ROOM_URL_TEMPLATE", "https://{name}.example.com/room"),
        ("ROOM_URL_TEMPLATE", "https://meet.example.com/{name}/{name}"),
        ("ROOM_URL_TEMPLATE", "https://meet.example.com/{name}/{user}"),
        ("ROOM_URL_TEMPLATE", "http://meet.example.com/{name}"),
        ("ROOM_URL_TEMPLATE", "javascript:alert('{name}')"),
        ("DEFAULT_LICENSE", "secret"),
        ("PASSCODE_MIN_LENGTH", "0"),
        ("PASSCODE_MIN_LENGTH", "11"),
        ("APPROVALS_CHANNEL", "#approvals"),
        ("REMINDER_DAYS", "30,soon"),
        ("REMINDER_DAYS", "0"),
        ("SEND_RATE", "0"),
        ("SEND_RATE", "fast"),
        ("SEND_RATE", "51"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,proxy"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_malformed_value_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    faults = faults_of(monkeypatch, {**HTTP, name: value})
    assert len(faults) == 1
    assert faults[0].startswith(("PUBLIC_URL" if value == "0.0.0.0" else name) + " ")  # noqa: S104 - as above
    assert "secret" not in faults[0].replace("signing secret", "")


def test_no_secret_shows_when_the_configuration_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = repr(read_with(monkeypatch, {**HTTP, **SOCKET, "DATABASE_URL": "postgresql://pmi:hunter2@db/pmi"}))
    assert [secret for secret in (BOT, APP, SIGNING, "hunter2") if secret in printed] == []


def test_lists_are_read_as_values(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {"REMINDER_DAYS": " 7, 30,7 ", "TRUSTED_PROXIES": "10.0.0.0/8, ::1"}
    config = read_with(monkeypatch, {**HTTP, **lists})
    assert config.reminder_days == (30, 7)
    assert config.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))


def test_addresses_end_as_they_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    open_to_all = {"HOST": "0.0.0.0", "PUBLIC_URL": "https://pmi.example.com/"}  # noqa: S104 - behind a proxy
    config = read_with(monkeypatch, {**HTTP, **open_to_all, "SLACK_API_URL": "http://127.0.0.1:9/api"})
    assert (config.public_url, config.slack_api_url) == ("https://pmi.example.com", "http://127.0.0.1:9/api/")


def test_whether_there_is_a_slack_is_read_of_the_file_that_is_named(tmp_path: Path) -> None:
    """For commands that ask it for the time alone."""
    with_slack, without = tmp_path / "slack.env", tmp_path / "bare.env"
    with_slack.write_text(f"SLACK_BOT_TOKEN={BOT}\n")
    without.write_text("PORT=3001\n")
    assert read_slack_api_url(with_slack) == "https://slack.com/api/"
    assert [read_slack_api_url(each) for each in (without, None)] == ["", ""]
    with_slack.write_text("SLACK_API_URL=http://127.0.0.1:9000/api/\n")
    assert read_slack_api_url(with_slack) == "http://127.0.0.1:9000/api/"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://pmi:p%40ss@db/pmi",
        "postgresql://pmi@server:pass@db/pmi",
        "postgresql://pmi:pass@db/pmi?application_name=a@b",
    ],
)
def test_an_at_sign_that_is_not_of_the_password_stays(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert read_with(monkeypatch, {**HTTP, "DATABASE_URL": url}).database_url == url
