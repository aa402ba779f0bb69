"""The command line: `pmi-bot`, or `python -m bot`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

from bot import config, manifest
from bot.commands.console import complain, say
from bot.commands.deliveries import show_deliveries
from bot.commands.doctor import doctor
from bot.commands.erase import erase
from bot.commands.migrate import migrate
from bot.commands.run import run

NO_WORKSPACE = """\
┌──────────────────────────────────────────────────────────────────────────────┐
│ No SLACK_… variable is set: this is the SANDBOX, a workspace on this machine. │
└──────────────────────────────────────────────────────────────────────────────┘
To connect a real workspace:
  1. api.slack.com/apps → Create New App → From a manifest → paste manifest.yml, then install it
  2. put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into .env (.env.example says where to find them)
  3. start again; pmi-bot doctor checks everything
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do as told; the status to end with."""
    told = _parser().parse_args(arguments)
    return COMMANDS[told.command or ""](told)


def _bare(told: argparse.Namespace) -> int:
    if any(name.startswith("SLACK_") for name in config.variables_set()):
        return run()
    say(NO_WORKSPACE)
    return _sandbox(told)


def _sandbox(told: argparse.Namespace) -> int:
    from bot.commands.sandbox import sandbox  # noqa: PLC0415 - a twentieth of the start of a process that serves none

    return sandbox(http=told.over_http, port=told.port)


def _manifest(told: argparse.Namespace) -> int:
    described = manifest.read()
    if told.public_url and not told.public_url.startswith("https://"):
        complain("Slack calls only an address that starts with https://")
        return 2
    say(manifest.as_yaml(manifest.over_http(described, told.public_url) if told.public_url else described))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "": _bare,
    "run": lambda _told: run(),
    "sandbox": _sandbox,
    "migrate": lambda _told: migrate(),
    "doctor": lambda _told: doctor(),
    "deliveries": lambda told: show_deliveries(told.retry),
    "erase": lambda told: erase(told.workspace, told.user),
    "manifest": _manifest,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pmi-bot",
        description="Personal meeting rooms in Slack. Without a command: run, or the sandbox where no Slack is set.",
    )
    parser.add_argument("--version", action="version", version=f"pmi-bot {version('pmi-bot')}")
    parser.set_defaults(over_http=False, port=None)
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser("run", help="serve the workspace of the configured tokens")
    box = commands.add_parser("sandbox", help="serve a stand-in workspace in the browser, without any Slack")
    box.add_argument(
        "--http", action="store_true", dest="over_http", help="signed HTTP between the two instead of Socket Mode"
    )
    box.add_argument("--port", type=int, help="where the workspace is shown (default: PORT, 3000)")
    commands.add_parser("migrate", help="bring the database to the newest schema")
    commands.add_parser("doctor", help="check configuration, database, Slack and the public address")
    queue = commands.add_parser("deliveries", help="how the queue of messages stands")
    queue.set_defaults(retry=None)
    again = queue.add_subparsers(metavar="retry").add_parser("retry", help="try a failed or unclear message again")
    again.add_argument("retry", type=int, metavar="ID", help="the number that `deliveries` shows")
    erasing = commands.add_parser("erase", help="erase what the audit log holds of somebody personally")
    erasing.add_argument("workspace", metavar="WORKSPACE", help="the workspace's Slack id (T…)")
    erasing.add_argument("user", metavar="USER", help="the person's Slack id (U…)")
    described = commands.add_parser("manifest", help="print the Slack app's manifest")
    described.add_argument(
        "--http", metavar="URL", dest="public_url", help="for signed HTTP at this public https address"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
