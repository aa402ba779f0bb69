"""`pmi-bot manifest`: prints the Slack app's manifest, to be pasted into Slack's page."""

from bot.cli.console import echo, echo_error
from bot.config import manifest


def print_manifest(public_url: str | None = None) -> int:
    """Print it for Socket Mode, or for signed HTTP at this public address; the exit status."""
    if public_url and not public_url.startswith("https://"):
        echo_error("Slack calls only an address that starts with https://")
        return 2
    app_manifest = manifest.read()
    echo(manifest.as_yaml(manifest.over_http(app_manifest, public_url) if public_url else app_manifest))
    return 0
