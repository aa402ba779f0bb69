"""The set-up of the app in the workspace: scopes, commands, shortcuts and events, as in its manifest."""

from dataclasses import dataclass

from bot.sandbox.errors import Json

APP_ID = "A0SANDBOX"
BOT_ID = "B0SANDBOX"

ALL_SCOPES = frozenset({
    "app_mentions:read", "calls:read", "calls:write", "channels:history", "channels:join", "channels:read",
    "chat:write", "chat:write.public", "commands", "files:read", "files:write", "groups:history", "groups:read",
    "groups:write", "im:history", "im:read", "im:write", "links.embed:write", "links:read", "mpim:history",
    "mpim:read", "mpim:write", "pins:write", "reactions:read", "reactions:write", "team:read", "usergroups:read",
    "usergroups:write", "users.profile:read", "users:read", "users:read.email", "users:write",
})  # fmt: skip
"""The bot scopes known here."""

EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "channel_archive": frozenset({"channels:read"}),
    "group_archive": frozenset({"groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
}
"""Subscription → the scopes of which the app needs one; other events need none."""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command. `should_escape`: the app gets names of people and channels as `<@U…|name>` and `<#C…|name>`."""

    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = True


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut; `kind` is `global` or `message`."""

    name: str
    kind: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class AppSetup:
    """The set-up of the installed app; one without arguments may and accepts everything.

    None for commands, shortcuts or events: all are accepted.
    """

    name: str = "App"
    bot_name: str = "app"
    scopes: frozenset[str] = ALL_SCOPES
    commands: dict[str, SlashCommand] | None = None
    shortcuts: dict[str, Shortcut] | None = None
    events: frozenset[str] | None = None
    home_tab: bool = True
    messages_tab: bool = True
    messages_read_only: bool = False


def setup_from_manifest(manifest: Json) -> AppSetup:
    """The set-up in an app manifest, given as parsed YAML or JSON."""
    features = manifest.get("features", {})
    home = features.get("app_home", {})
    name = manifest["display_information"]["name"]
    events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
    return AppSetup(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        commands={one["command"]: _command(one) for one in features.get("slash_commands", [])},
        shortcuts={one["callback_id"]: _shortcut(one) for one in features.get("shortcuts", [])},
        events=frozenset(events),
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", True),
        messages_read_only=home.get("messages_tab_read_only_enabled", False),
    )


def _command(entry: Json) -> SlashCommand:
    return SlashCommand(
        name=entry["command"],
        description=entry.get("description", ""),
        usage_hint=entry.get("usage_hint", ""),
        should_escape=entry.get("should_escape", False),
    )


def _shortcut(entry: Json) -> Shortcut:
    return Shortcut(entry["name"], entry["type"], entry["callback_id"], entry.get("description", ""))
