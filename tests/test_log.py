"""Nothing secret in any log line, whatever the level, the library or the traceback (section 12)."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import log

SECRETS = (
    "xoxb-123-abcDEF",
    "xoxe.xoxp-1-abcDEF",
    "xapp-1-A1-abcDEF",
    "v3ry-long-token",
    "hunter2",
    "open-sesame",
)


@pytest.fixture(params=["console", "json"])
def lines(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    log.configure("DEBUG", request.param, stream)
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def clean(lines: io.StringIO) -> str:
    text = lines.getvalue()
    assert text
    assert [secret for secret in SECRETS if secret in text] == []
    return text


def test_tokens_are_hidden_wherever_they_stand(lines: io.StringIO) -> None:
    structlog.get_logger().debug("got xoxb-123-abcDEF", deep={"list": ["xapp-1-A1-abcDEF", ("xoxe.xoxp-1-abcDEF",)]})
    assert log.HIDDEN in clean(lines)


def test_values_are_hidden_by_their_keys(lines: io.StringIO) -> None:
    structlog.get_logger().info("x", passcode="hunter2", bot_token="open-sesame", headers={"Authorization": "hunter2"})
    assert "passcode" in clean(lines)


def test_a_link_keeps_its_path_and_loses_its_token(lines: io.StringIO) -> None:
    structlog.get_logger().info("https://pmi.example.com/j/1?pwd=v3ry-long-token&x=1")
    assert "&x=1" in clean(lines)


def test_a_database_address_loses_its_password(lines: io.StringIO) -> None:
    structlog.get_logger().info("x", url="postgresql://pmi:hunter2@db.example.com/pmi")
    assert "db.example.com" in clean(lines)


def test_a_library_that_logs_a_secret_is_hidden_too(lines: io.StringIO) -> None:
    logging.getLogger("somebody").warning("sending %s", {"token": "xoxb-123-abcDEF"})
    clean(lines)


def test_a_traceback_loses_its_secrets_and_keeps_its_reason(lines: io.StringIO) -> None:
    try:
        int("refused xoxb-123-abcDEF with pwd=v3ry-long-token")
    except ValueError:
        structlog.get_logger().exception("failed", reference="ABC-1234")
        logging.getLogger("somebody").exception("failed too")
    text = clean(lines)
    assert "ValueError: invalid literal" in text
    assert "ABC-1234" in text


def test_objects_are_looked_through_as_well(lines: io.StringIO) -> None:
    structlog.get_logger().info("x", fault=ValueError("xoxb-123-abcDEF"))
    clean(lines)


def test_slack_libraries_speak_from_warnings_up(lines: io.StringIO) -> None:
    logging.getLogger("slack_sdk.web.base_client").debug("private words")
    logging.getLogger("slack_bolt.App").info("private words")
    assert lines.getvalue() == ""


@pytest.mark.usefixtures("lines")
def test_also_where_a_library_set_a_level_of_its_own_before() -> None:
    logging.getLogger("slack_bolt.Loud").setLevel(logging.DEBUG)
    said = io.StringIO()
    log.configure("INFO", "console", said)
    logging.getLogger("slack_bolt.Loud").info("private words")
    assert said.getvalue() == ""


def test_json_lines_are_json(lines: io.StringIO) -> None:
    structlog.get_logger("door").info("http", route="join", status=200)
    text = lines.getvalue()
    if text.startswith("{"):
        line = json.loads(text)
        assert (line["event"], line["route"], line["status"], line["level"]) == ("http", "join", 200, "info")
    else:
        assert "route=join" in text
