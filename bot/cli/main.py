"""The command line: `pmi-bot`, or `python -m bot`."""

import argparse
from collections.abc import Callable, Sequence
from importlib.metadata import version

from bot.cli.console import EXIT_CONFIG_ERROR, echo, echo_error
from bot.cli.deliveries import show_deliveries
from bot.cli.migrate import migrate
from bot.cli.personal_data import erase, export_person
from bot.cli.run import run
from bot.config import environment, zone_files
from bot.config.faults import ConfigError

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
    """Run the command in `arguments` (None: of the process); the exit status."""
    parsed = _parser().parse_args(arguments)
    zone_files.use_newest()  # before any time zone is read
    try:
        return COMMANDS[parsed.command or ""](parsed)
    except ConfigError as fault:
        echo_error(str(fault))
        return EXIT_CONFIG_ERROR


def _run_or_sandbox(parsed: argparse.Namespace) -> int:
    if any(name.startswith("SLACK_") for name in environment.variables_set()):
        return run()
    echo(NO_WORKSPACE)
    return _sandbox(parsed)


def _sandbox(parsed: argparse.Namespace) -> int:
    from bot.cli.sandbox import sandbox  # noqa: PLC0415 - it takes a twentieth of the start, and other commands need it not

    return sandbox(http=parsed.over_http, port=parsed.port)


def _doctor(_parsed: argparse.Namespace) -> int:
    from bot.cli.doctor import doctor  # noqa: PLC0415 - it reads the manifest, whose YAML no other start needs

    return doctor()


def _manifest(parsed: argparse.Namespace) -> int:
    from bot.cli.manifest import print_manifest  # noqa: PLC0415 - the same

    return print_manifest(parsed.public_url)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "": _run_or_sandbox,
    "run": lambda _parsed: run(),
    "sandbox": _sandbox,
    "migrate": lambda _parsed: migrate(),
    "doctor": _doctor,
    "deliveries": lambda parsed: show_deliveries(parsed.retry),
    "export": lambda parsed: export_person(parsed.workspace, parsed.user, parsed.output),
    "erase": lambda parsed: erase(parsed.workspace, parsed.user, confirmed=parsed.yes),
    "manifest": _manifest,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pmi-bot",
        description="Personal meeting rooms in Slack. Without a command: run, or the sandbox where no Slack is set.",
    )
    parser.add_argument("--version", action="version", version=f"pmi-bot {version('pmi-bot')}")
    parser.set_defaults(over_http=False, port=None)
    subparsers = parser.add_subparsers(dest="command", metavar="command")
    subparsers.add_parser("run", help="serve the workspace of the configured tokens")
    sandbox_parser = subparsers.add_parser(
        "sandbox", help="serve a stand-in workspace in the browser, without any Slack"
    )
    over_http_help = "signed HTTP between the two instead of Socket Mode"
    sandbox_parser.add_argument("--http", action="store_true", dest="over_http", help=over_http_help)
    sandbox_parser.add_argument("--port", type=int, help="where the workspace is shown (default: PORT, 3000)")
    subparsers.add_parser("migrate", help="bring the database to the newest schema")
    subparsers.add_parser("doctor", help="check configuration, database, Slack and the public address")
    deliveries_parser = subparsers.add_parser("deliveries", help="how the queue of messages stands")
    deliveries_parser.set_defaults(retry=None)
    retry_parsers = deliveries_parser.add_subparsers(metavar="retry")
    retry_parser = retry_parsers.add_parser("retry", help="try a failed or unclear message again")
    retry_parser.add_argument("retry", type=int, metavar="ID", help="the number that `deliveries` shows")
    export_parser = subparsers.add_parser("export", help="write down what is kept of somebody, as JSON")
    erase_parser = subparsers.add_parser("erase", help="erase somebody for good; numbers stay reserved, for nobody")
    for each in (export_parser, erase_parser):
        each.add_argument("workspace", metavar="WORKSPACE", help="the workspace's Slack id (T…)")
        each.add_argument("user", metavar="USER", help="the person's Slack id (U…)")
    export_parser.add_argument("--output", metavar="FILE", help="write it to this file, for its owner's eyes only")
    erase_parser.add_argument("--yes", action="store_true", help="do it; without this, show what would be erased")
    manifest_parser = subparsers.add_parser("manifest", help="print the Slack app's manifest")
    public_url_help = "for signed HTTP at this public https address"
    manifest_parser.add_argument("--http", metavar="URL", dest="public_url", help=public_url_help)
    return parser
