"""Nothing secret in any log line, whatever the level, the library or the traceback (section 12)."""

import io
import json
import logging
import re
import sys
import threading
import time
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.config import manifest
from bot.config.faults import WHERE_TO_FIND, ConfigFault
from bot.runtime import log

SECRETS = (
    "xoxb-123-abcDEF",
    "xoxe.xoxp-1-abcDEF",
    "xapp-1-A1-abcDEF",
    "v3ry-long-token",
    "hunter2",
    "open-sesame",
    "9.11-aBc%2Fd_e~f",
    "qLetterByLetter",
)
OAUTH, LETTERS = "9.11-aBc%2Fd_e~f", "qLetterByLetter"
NAMES = ("client_secret", "refresh_token", "code", "state")
"""What passes by when a workspace installs the bot, or Zoom is connected."""
TEXTS = {
    "a query": "GET /slack/oauth_redirect?{name}={secret}&x=1 HTTP/1.1",
    "the first of a form": "{name}={secret}&grant_type=authorization_code",
    "the last of a form": "grant_type=authorization_code&{name}={secret}",
    "behind an underscore": "my_{name}={secret}",
    "behind a letter": "x{name}={secret}",
    "behind a hyphen": "x-{name}: {secret}",
    "behind a per cent sign": "next=https%3A%2F%2Fslack.com%2F%3F{name}%3D{secret}",
    "encoded twice": "next=%252F%253F{name}%253D{secret}",
    "in capitals": "{NAME}={secret}",
    "a header": "{name}: {secret}",
    "a variable": "export {NAME}='{secret}'",
    "an assignment": "{name} = {secret}",
    "JSON": '{{"ok": true, "{name}": "{secret}", "team": "T1"}}',
    "narrow JSON": '{{"{name}":"{secret}"}}',
    "JSON within JSON": '"body": "{{\\"{name}\\": \\"{secret}\\"}}"',
    "a dictionary": "{{'grant_type': 'authorization_code', '{name}': '{secret}'}}",
    "bytes": "{{b'{name}': b'{secret}'}}",
    "pairs": "[('grant_type', 'authorization_code'), ('{name}', '{secret}')]",
    "a parsed query": "{{'grant_type': ['x'], '{name}': ['{secret}']}}",
    "pairs with lists": "[('grant_type', ['x']), ('{name}', ['{secret}'])]",
    "tuples": "{{'{name}': ('{secret}',)}}",
    "within": "{{'answer': {{'{name}': '{secret}'}}}}",
    "a view's state": "{{'{name}': {{'typed': {{'type': 'plain_text_input', 'value': '{secret}'}}}}}}",
    "encoded JSON": "payload=%7B%22ok%22%3Atrue%2C%22{name}%22%3A%22{secret}%22%7D",
    "JSON encoded twice": "payload=%257B%2522{name}%2522%253A%2522{secret}%2522%257D",
    "JSON in HTML": "{{&quot;{name}&quot;: &quot;{secret}&quot;}}",
    "an escaped sign": "{name}\\u003d{secret}",
    "an escaped quote": '{{"{name}": "a\\"{secret}"}}',
    "name and value": '{{"name": "{name}", "value": "{secret}"}}',
    "a part of a form": '--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{secret}\r\n--x--',
    "a part in bytes": '--x\\r\\nContent-Disposition: form-data; name="{name}"\\r\\n\\r\\n{secret}\\r\\n--x--',
    "a fault of pydantic": "{name}\n  Input should be a valid string [type=string_type, input_value='{secret}', input_type=str]",
    "a detail of PostgreSQL": "DETAIL:  Key (team, {name})=(T1, {secret}) already exists.",
    "a command's option": "pmi-bot run --{name} {secret} --port 3000",
    "a longer name": "{name}_value={secret}",
    "a key": "{name}_key: '{secret}'",
    "in the plural": "{name}s=['{secret}']",
    "an item": "form['{name}'] = '{secret}'",
    "arguments": "exchange(client_id='1.2', {name}='{secret}')",
    "in quotes with blanks": '{name}="{secret} and {secret}"',
    "an address in brackets": "<https://pmi.example.com/slack/oauth_redirect?{name}={secret}>",
    "a traceback": "ValueError: bad answer: {{'{name}': '{secret}'}}\n  next line",
}


@pytest.fixture
def _restored_afterwards() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture(params=["console", "json"])
def lines(request: pytest.FixtureRequest, _restored_afterwards: None) -> io.StringIO:
    stream = io.StringIO()
    log.configure("DEBUG", request.param, stream)
    return stream


def clean(lines: io.StringIO) -> str:
    text = lines.getvalue()
    assert text
    assert [secret for secret in SECRETS if secret in text] == []
    return text


def test_tokens_are_hidden_wherever_they_stand(lines: io.StringIO) -> None:
    structlog.get_logger("bot").debug(
        "got xoxb-123-abcDEF", deep={"list": ["xapp-1-A1-abcDEF", ("xoxe.xoxp-1-abcDEF",)]}
    )
    assert log.REDACTED in clean(lines)


def test_values_are_hidden_by_their_keys(lines: io.StringIO) -> None:
    structlog.get_logger("bot").info(
        "x", passcode="hunter2", bot_token="open-sesame", headers={"Authorization": "hunter2"}
    )
    assert "passcode" in clean(lines)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("secret", [OAUTH, LETTERS])
def test_what_an_installation_brings_is_hidden_in_every_text(
    lines: io.StringIO, name: str, secret: str, text: str
) -> None:
    """Whatever stands before its name."""
    said = text.format(name=name, NAME=name.upper(), secret=secret)
    structlog.get_logger("bot").info(said, found=[said], deep={"answer": said})
    logging.getLogger("somebody").warning("it said %s", said)
    structlog.get_logger("bot").error("failed", exc_info=ValueError(said))
    assert log.REDACTED in clean(lines)
    assert secret not in log.redact(said)


@pytest.mark.parametrize(
    "name", [*NAMES, "clientSecret", "oauth_code", "X-State", "Refresh-Token", "code_verifier", "codes"]
)
def test_what_an_installation_brings_is_hidden_by_its_key(lines: io.StringIO, name: str) -> None:
    """In a value of its own, in a mapping, in pairs."""
    structlog.get_logger("bot").info(
        "x", **{name: OAUTH}, deep={name: [OAUTH]}, pairs=[(name, OAUTH), ("team", "T1")], raw=[(name.encode(), OAUTH)]
    )
    assert "T1" in clean(lines)


@given(st.text(), st.sampled_from([*NAMES, "passcode", "password", "pwd", "ticket", "token"]), st.sampled_from("=:"))
def test_no_text_before_it_brings_a_secret_to_light(before: str, name: str, sign: str) -> None:
    assert OAUTH not in log.redact(f"{before}{name}{sign}{OAUTH}")
    assert LETTERS not in log.redact(f"{before}{name}{sign} {LETTERS}")
    assert OAUTH not in log.redact(f"{before}{name}{sign}'{OAUTH}'")
    assert OAUTH not in log.redact(f'{before}"{name}": "{OAUTH}"')


@given(st.text())
def test_what_was_hidden_stays_as_it_is(text: str) -> None:
    once = log.redact(text)
    assert log.redact(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "✓ Slack token: valid in Acme",
        "✗ Slack token: SLACK_BOT_TOKEN refused (invalid_auth): api.slack.com/apps → your app",
        "✓ Socket Mode: the app token is valid",
        "SLACK_BOT_TOKEN is missing: api.slack.com/apps → your app → OAuth & Permissions",
        "SLACK_SIGNING_SECRET must start with xoxb-: your environment or .env",
        "ValueError: invalid literal for int() with base 10",
        "if code == expected or state != seen:",
        "stated=1 codec=utf-8 status=200 statement=3",
        "the state of the code",
        "The request failed (status code: 500)",
        "refused with status code=503, tried again",
        "status_code=404",
        "code: 500",
        'answered {"code": 404}',
    ],
)
def test_what_is_no_secret_can_be_read(text: str) -> None:
    assert log.redact(text) == text


@pytest.mark.parametrize(
    "text", ["passcode: 500", "code=500abc", "code: 123456", "code=404-abc", "oauth_code=500", "state: 500"]
)
def test_a_number_that_is_no_status_is_hidden(text: str) -> None:
    assert log.redact(text).endswith(log.REDACTED)


def test_the_code_of_a_closed_connection_is_shown_as_a_field(lines: io.StringIO) -> None:
    structlog.get_logger("bot").info("socket_mode_lost", code=1006, answer={"status_code": 503})
    structlog.get_logger("bot").info("x", code=483920, passcode=1006)
    text = lines.getvalue()
    assert ("1006" in text, "503" in text, "483920" in text) == (True, True, False)
    assert text.count("1006") == 1


def test_what_commands_print_of_their_own_can_be_read() -> None:
    """All of it goes through the same filter."""
    described = manifest.read()
    for text in (manifest.as_yaml(described), manifest.as_yaml(manifest.over_http(described, "https://x.example.com"))):
        assert log.redact(text) == text
    for name, where in WHERE_TO_FIND.items():
        fault = str(ConfigFault(name, "is missing", where))
        assert log.redact(fault) == fault


@pytest.mark.parametrize(
    "header",
    [
        "Cookie: a=hunter2; b=hunter2",
        'Set-Cookie: pmi_ticket="hunter2"; Path=/',
        "<SimpleCookie: pmi_ticket='hunter2'>",
        "Authorization: Basic hunter2",
        "Authorization: token hunter2",
        'Authorization: Digest username="x", response="hunter2"',
        "bearer:\thunter2",
        "X-Slack-Signature: v0=hunter2",
    ],
)
def test_headers_are_hidden_to_their_end(lines: io.StringIO, header: str) -> None:
    structlog.get_logger("bot").info(f"sent {header}")
    clean(lines)


class FailingRepr:
    """Cannot be shown, and says why with a secret in it."""

    def __repr__(self) -> str:
        raise ValueError("pwd=hunter2")


@pytest.mark.parametrize(
    "message, argument, fault", [("%d", "token=hunter2", "TypeError"), ("%s", FailingRepr(), "ValueError")]
)
def test_a_line_that_cannot_be_written_says_so_without_what_was_in_it(
    lines: io.StringIO, capsys: pytest.CaptureFixture[str], message: str, argument: object, fault: str
) -> None:
    """logging itself prints the message with its arguments."""
    (ours,) = (one for one in logging.getLogger().handlers if getattr(one, "stream", None) is lines)
    ours.handle(logging.LogRecord("somebody", logging.WARNING, __file__, 7, message, (argument,), None))
    assert clean(lines) == f"a log line could not be written ({fault}): somebody, line 7\n"
    assert capsys.readouterr() == ("", "")


SHAPES = (
    *(
        "code",
        "token: ",
        "code  ",
        "state'",
        "code','",
        "://",
        "://a:",
        "--",
        "--code ",
        "--a-",
        "Key (",
        "code'\n",
        "bearer ",
    ),
    *(
        "code'\\n",
        "%25",
        "cookie",
        "&quot;",
        "code=['",
        "\\",
        "'",
        "code\\",
        "name='code'\n",
        "code':{",
        "xoxb-",
        " ",
        "a\n",
    ),
)


@pytest.mark.parametrize(
    "start", ["", "code", "code=", "code='", '"code": "', "--code", "--", "://a:", "name='code'\n", "code%"]
)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_text_takes_long(start: str, shape: str) -> None:
    """Section 12: in proportion to its length, not to its square: that would take seconds."""
    text = start + shape * (20_000 // len(shape))
    began = time.process_time()
    log.redact(text)
    assert time.process_time() - began < 0.5


def test_keys_of_any_kind_can_be_written(lines: io.StringIO) -> None:
    structlog.get_logger("bot").info("x", form={b"code": [b"hunter2"], 7: "seven", "team": "T1"})
    assert "T1" in clean(lines)
    assert "seven" in lines.getvalue()


def test_what_nobody_catches_is_a_log_line_like_any_other(lines: io.StringIO) -> None:
    hooks = threading.excepthook, sys.excepthook
    try:
        log.log_uncaught_exceptions()
        thread = threading.Thread(target=int, args=("pwd=hunter2",))
        thread.start()
        thread.join()
        fault = ValueError("pwd=open-sesame")
        sys.excepthook(ValueError, fault, None)
    finally:
        threading.excepthook, sys.excepthook = hooks
    text = clean(lines)
    assert ("thread_crashed" in text, "process_crashed" in text) == (True, True)
    assert "ValueError: invalid literal" in text


def test_a_link_keeps_its_path_and_loses_its_token(lines: io.StringIO) -> None:
    structlog.get_logger("bot").info("https://pmi.example.com/j/1?pwd=v3ry-long-token&x=1")
    assert "&x=1" in clean(lines)


def test_a_database_address_loses_its_password(lines: io.StringIO) -> None:
    structlog.get_logger("bot").info("x", url="postgresql://pmi:hunter2@db.example.com/pmi")
    assert "db.example.com" in clean(lines)


def test_a_library_that_logs_a_secret_is_hidden_too(lines: io.StringIO) -> None:
    logging.getLogger("somebody").warning("sending %s", {"token": "xoxb-123-abcDEF"})
    clean(lines)


def test_a_traceback_loses_its_secrets_and_keeps_its_reason(lines: io.StringIO) -> None:
    try:
        int("refused xoxb-123-abcDEF with pwd=v3ry-long-token")
    except ValueError:
        structlog.get_logger("bot").exception("failed", reference="ABC-1234")
        logging.getLogger("somebody").exception("failed too")
    text = clean(lines)
    assert "ValueError: invalid literal" in text
    assert "ABC-1234" in text


def test_objects_are_looked_through_as_well(lines: io.StringIO) -> None:
    structlog.get_logger("bot").info("x", fault=ValueError("xoxb-123-abcDEF"))
    clean(lines)


@pytest.mark.parametrize(
    "library", ["slack_sdk.web.base_client", "slack_bolt.App", "matplotlib.font_manager", "tzlocal"]
)
def test_libraries_speak_from_warnings_up(lines: io.StringIO, library: str) -> None:
    logging.getLogger(library).debug("private words")
    logging.getLogger(library).info("private words")
    assert lines.getvalue() == ""
    logging.getLogger(library).warning("take care")
    assert "take care" in lines.getvalue()


@pytest.mark.usefixtures("lines")
def test_also_where_a_library_set_a_level_of_its_own_before() -> None:
    logging.getLogger("slack_bolt.Loud").setLevel(logging.DEBUG)
    said = io.StringIO()
    log.configure("INFO", "console", said)
    logging.getLogger("slack_bolt.Loud").info("private words")
    assert said.getvalue() == ""


def test_json_lines_are_json(lines: io.StringIO) -> None:
    structlog.get_logger("bot.web").info("http", route="join", status=200)
    text = lines.getvalue()
    if text.startswith("{"):
        line = json.loads(text)
        assert (line["event"], line["route"], line["status"], line["level"]) == ("http", "join", 200, "info")
    else:
        assert "route=join" in text


@pytest.mark.usefixtures("_restored_afterwards")
@pytest.mark.parametrize("style", ["json", "console"])
def test_the_line_of_a_request_reads_as_any_other_line(style: str) -> None:
    """It is written past all processors, for its price."""
    direct, usual = io.StringIO(), io.StringIO()
    for stream in (direct, usual):
        log.configure("INFO", style, stream)
        if stream is usual:
            structlog.get_logger("bot.web.access_log").info("http_request", route="join", status=200, seconds=0.0123)
        else:
            log.log_http_request("join", 200, 0.01234)
    lines = [re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", stream.getvalue()) for stream in (direct, usual)]
    assert lines[0].count("TIME") == 1
    assert lines[0] == lines[1]


@pytest.mark.usefixtures("_restored_afterwards")
def test_the_line_of_a_request_is_left_out_above_its_level() -> None:
    stream = io.StringIO()
    log.configure("WARNING", "json", stream)
    log.log_http_request("join", 200, 0.01)
    assert stream.getvalue() == ""
