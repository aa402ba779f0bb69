"""What the command line does and says; it never shows a secret, and the sandbox never leads out of itself."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import psutil
import pytest
from prometheus_client import CollectorRegistry

from bot.cli.checks import CheckResult, check_clock, check_database
from bot.cli.main import main
from bot.cli.sandbox import PersistentClock
from bot.runtime.web_app import build_web_app
from bot.runtime.web_server import WebServer
from bot.sandbox.clock import Clock
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.app_setup import AppSetup
from bot.sandbox.workspace.workspace import Workspace
from bot.transports.metrics import Metrics
from storage import migrate
from tests.support.database.databases import MigratedDatabase
from tests.support.database.outages import locked

PLACEHOLDER = "xoxb-made-up-token"


@pytest.fixture(autouse=True)
def bare_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder and an environment without any variable of whoever runs the tests."""
    for name in os.environ:
        if name not in {"PATH", "HOME"}:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_version_is_the_projects(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("pmi-bot 0.")


def test_run_names_every_fault_at_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PORT", "many")
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert [name for name in ("PORT", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET") if name not in said] == []


def test_bare_with_a_slack_variable_is_a_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", PLACEHOLDER)
    assert main([]) == 2
    assert "SLACK_SIGNING_SECRET is missing" in capsys.readouterr().err


def test_bare_with_a_slack_variable_in_the_file_is_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".env").write_text(f"SLACK_BOT_TOKEN={PLACEHOLDER}\nPORT=\n")
    assert main([]) == 2
    assert PLACEHOLDER not in str(capsys.readouterr())


def test_run_refuses_an_unmigrated_postgresql_with_the_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", PLACEHOLDER)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "0123456789")
    monkeypatch.setenv("DATABASE_URL", "postgresql://pmi:hunter2@127.0.0.1:1/pmi")
    assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert "DATABASE_URL" in said
    assert "hunter2" not in said


def test_migrate_needs_no_slack(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///rooms.db")
    assert main(["migrate"]) == 0
    assert Path("rooms.db").exists()
    monkeypatch.setenv("DATABASE_URL", "mysql://x:hunter2@y/z")
    assert main(["migrate"]) == 2
    assert "hunter2" not in str(capsys.readouterr())


def test_the_manifest_is_printed_for_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest"]) == 0
    assert "request_url" not in capsys.readouterr().out
    assert main(["manifest", "--http", "https://pmi.example.com"]) == 0
    assert "request_url: https://pmi.example.com/slack/events" in capsys.readouterr().out
    assert main(["manifest", "--http", "http://pmi.example.com"]) == 2


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_the_sandbox_refuses_to_start_beside_a_real_workspace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setenv(name, PLACEHOLDER)
    assert main(["sandbox"]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert PLACEHOLDER not in said
    assert list(Path().iterdir()) == []


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_port_that_is_taken_is_a_clear_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert main(["sandbox", "--port", str(listener.getsockname()[1])]) == 1
    assert "Choose another" in capsys.readouterr().err


@contextmanager
def sandboxed(*arguments: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A sandbox in a process of its own: the process, its address, and what it said before."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "bot", *arguments],
        env={"PATH": os.environ["PATH"], **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said = ""
            assert process.stdout
            for line in process.stdout:
                if "http://" in line:
                    yield process, line[line.index("http://") :].strip(), said
                    break
                said += line
        finally:
            process.kill()


def stopped(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The status after SIGTERM, and all that it complained of."""
    process.send_signal(signal.SIGTERM)
    _, complaints = process.communicate(timeout=15)
    return process.returncode, complaints


def test_bare_without_slack_is_the_sandbox_and_says_so_loudly(unused_port: int) -> None:
    with sandboxed(PORT=str(unused_port)) as (process, address, said):
        assert address == f"http://127.0.0.1:{unused_port}/"
        assert "SANDBOX" in said
        assert "api.slack.com/apps" in said
        assert httpx.get(address, follow_redirects=True, trust_env=False).status_code == 200
        assert stopped(process) == (0, "")
    assert Path("pmi-bot-sandbox.db").exists()


@pytest.mark.parametrize("way", [[], ["--http"]], ids=["socket", "http"])
def test_the_sandbox_keeps_to_itself_whatever_is_configured(way: list[str], unused_port: int) -> None:
    configured = {"HOST": "0.0.0.0", "PUBLIC_URL": "https://pmi.example.com", "DATABASE_URL": "sqlite:///real.db"}  # noqa: S104 - to be ignored
    with sandboxed("sandbox", "--port", str(unused_port), *way, **configured) as (process, address, _):
        assert address == f"http://127.0.0.1:{unused_port}/"
        listening = [one.laddr for one in psutil.Process(process.pid).net_connections() if one.status == "LISTEN"]
        assert {one.ip for one in listening} == {"127.0.0.1"}
        assert len(listening) == 2
        assert stopped(process) == (0, "")
    assert not Path("real.db").exists()


def test_the_clock_of_the_sandbox_is_kept_over_restarts() -> None:
    file = Path("clock.json")
    clock = Clock()
    kept = PersistentClock(clock, file)
    kept.now()
    assert not file.exists()
    clock.advance(timedelta(days=30))
    ahead = kept.now()
    assert json.loads(file.read_text()) == {"clock_ahead_seconds": 30 * 86_400.0}
    again = PersistentClock(Clock(), file).now()
    assert again >= ahead
    assert again - datetime.now(UTC) > timedelta(days=29)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"clock_ahead_seconds": "x"}', '{"clock_ahead_seconds": 1e300}'])
def test_a_clock_file_that_makes_no_sense_is_no_clock_file(text: str) -> None:
    Path("clock.json").write_text(text)
    assert abs(PersistentClock(Clock(), Path("clock.json")).now() - datetime.now(UTC)) < timedelta(minutes=1)


@contextmanager
def configured_for(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A complete configuration for the stand-in, with somebody who answers at PUBLIC_URL."""
    web = build_web_app(times=lambda: [workspace.clock.now()], metrics=Metrics(CollectorRegistry()), checks={})
    server = WebServer(web, host="127.0.0.1", port=0)
    server.start()
    with SandboxServer(workspace) as sandbox:
        monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", workspace.app_token)
        monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
        monkeypatch.setenv("PUBLIC_URL", f"http://127.0.0.1:{server.port}")
        yield
    server.close()
    assert server.join(5)


def findings(capsys: pytest.CaptureFixture[str], workspace: Workspace) -> dict[str, str]:
    said = capsys.readouterr()
    assert [one for one in (workspace.bot_token, workspace.app_token) if one in said.out + said.err] == []
    return {line[2:].split(":")[0]: line for line in said.out.splitlines() if line[0] in "✓✗"}


def test_the_doctor_finds_everything_well(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = Workspace(Clock())
    with configured_for(workspace, monkeypatch):
        main(["migrate"])
        assert main(["doctor"]) == 0
    lines = findings(capsys, workspace)
    assert list(lines) == [
        "Configuration",
        "Database",
        "Slack token",
        "Slack scopes",
        "Socket Mode",
        "Clock",
        "Time zones",
        "PUBLIC_URL",
    ]
    assert all(line.startswith("✓") for line in lines.values())


def test_the_doctor_says_what_is_ill_and_how_to_heal_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace(Clock(), setup=AppSetup(scopes=frozenset({"commands", "chat:write"})))
    with configured_for(workspace, monkeypatch):
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-not-this-one")
        monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:9")
        assert main(["doctor"]) == 1
    lines = findings(capsys, workspace)
    assert {name for name, line in lines.items() if line.startswith("✗")} == {
        "Database",
        "Slack scopes",
        "Socket Mode",
        "PUBLIC_URL",
    }
    assert "pmi-bot migrate" in lines["Database"]
    assert "im:write, users:read missing" in lines["Slack scopes"]
    assert "App-Level Tokens" in lines["Socket Mode"]


@pytest.mark.parametrize(
    "offset, said",
    [
        (timedelta(minutes=4), "✓ Clock: agrees with Slack"),
        (timedelta(days=-3650, seconds=-30), "✗ Clock: 3650 days, 0:00:.. ahead of Slack: keep it by NTP"),
        (timedelta(hours=2, seconds=30), "✗ Clock: 2:00:.. behind Slack: keep it by NTP"),
    ],
)
def test_the_doctor_compares_the_clocks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], offset: timedelta, said: str
) -> None:
    """CLOCK-1."""
    workspace = Workspace(Clock(datetime.now(UTC) + offset))
    with configured_for(workspace, monkeypatch):
        main(["migrate"])
        main(["doctor"])
    assert re.match(said, findings(capsys, workspace)["Clock"])


def test_the_doctor_compares_with_the_clock_of_a_database_server(
    migrated_postgresql: Callable[[], MigratedDatabase],
) -> None:
    url = migrated_postgresql().url
    assert check_clock(url, "http://127.0.0.1:9/api/") == CheckResult("Clock", "agrees with the database")
    assert check_clock("sqlite:///any.db", "http://127.0.0.1:9/api/").text.startswith("not compared")
    assert check_clock("postgresql://127.0.0.1:9/none", "http://127.0.0.1:9/api/").passed


def test_the_doctor_sees_a_database_that_takes_no_writes_or_has_no_log_beside_it(tmp_path: Path) -> None:
    """section 12."""
    url = f"sqlite:///{tmp_path / 'pmi.db'}"
    main_result = CheckResult("Database", "not migrated: run pmi-bot migrate", passed=False)
    assert check_database(url) == main_result
    migrate(url)
    assert check_database(url) == CheckResult("Database", "reachable, migrated, and takes writes")
    with locked(url):
        found = check_database(url)
    assert (found.passed, found.text.split("(")[0]) == (False, "takes no writes ")
    assert "another process holds it" in found.text
    share = f"sqlite:///file:{tmp_path / 'share.db'}?vfs=unix-dotfile&uri=true"
    migrate(share)
    assert "refuses SQLite's write-ahead log (journal mode delete)" in check_database(share).text


def test_the_doctor_names_a_token_that_slack_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace(Clock())
    with configured_for(workspace, monkeypatch):
        workspace.auth_error = "token_revoked"
        assert main(["doctor"]) == 1
    assert "refused (token_revoked): api.slack.com/apps" in findings(capsys, workspace)["Slack token"]


def test_the_doctor_lists_what_is_missing_in_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.count("✗ Configuration: SLACK_") == 2
