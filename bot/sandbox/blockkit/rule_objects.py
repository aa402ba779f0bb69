"""The rules of Block Kit's composition objects: texts, options, confirm dialogs, files (Slack's Block Kit reference)."""

from bot.sandbox.blockkit.rule_checks import (
    Check,
    all_of,
    anything,
    by_type,
    choice,
    flag,
    listing,
    object_with,
    one_key_of,
    string,
)

ID_LENGTH = 255

identifier = string(ID_LENGTH)
url = string(3_000)


def plain(most: int) -> Check:
    """A text object that must be plain_text."""
    return by_type({"plain_text": _plain_text(most)})


def text(most: int) -> Check:
    """A text object, plain_text or mrkdwn."""
    return by_type({"plain_text": _plain_text(most), "mrkdwn": object_with({"text": string(most)}, verbatim=flag)})


def _plain_text(most: int) -> Check:
    return object_with({"text": string(most)}, emoji=flag)


def _option(label: Check, **optional: Check) -> Check:
    return object_with({"text": label, "value": string(150)}, description=label, **optional)


plain_option = _option(plain(75))
rich_option = _option(text(75))
overflow_option = _option(plain(75), url=url)
option_group = object_with({"label": plain(75), "options": listing(plain_option, 100)})

confirm = object_with(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)}, style=choice("primary", "danger")
)
dispatch_action_config = object_with(trigger_actions_on=listing(choice("on_enter_pressed", "on_character_entered"), 2))
conversation_filter = object_with(
    include=listing(choice("im", "mpim", "private", "public"), 4),
    exclude_external_shared_channels=flag,
    exclude_bot_users=flag,
)
slack_file = all_of(one_key_of("id", "url"), object_with(id=identifier, url=url))
picture = all_of(
    object_with({"alt_text": string(2_000)}, image_url=url, slack_file=slack_file, type=anything),
    one_key_of("image_url", "slack_file"),
)
"""The image element. The image block adds a title."""
