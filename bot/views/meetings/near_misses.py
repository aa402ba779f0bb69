"""What `/schedule` asks where a subcommand was probably meant and not the topic of a meeting (UX-3)."""

from bot.i18n.messages import gettext as _
from bot.protocol import Block
from bot.views.components.blocks import actions, button, section
from bot.views.components.text import escaped, truncate

RUN_SUBCOMMAND = "schedule_subcommand"
SCHEDULE_CALLED = "schedule_called"
TOPIC_LIMIT, COMMAND_LIMIT = 28, 60


def did_you_mean(command: str) -> str:
    """The question, in mrkdwn; `command` is what stands behind `/schedule`."""
    return _("Did you mean `/schedule {command}`?", command=escaped(truncate(command, COMMAND_LIMIT)).replace("`", "ˋ"))


def use_the_list() -> str:
    """How meetings are changed."""
    return _("To cancel or change a meeting, use its buttons in your list.")


def question(text: str, typed: str, value: str, subcommand: str) -> list[Block]:
    """The text with both answers: the subcommand, and a meeting that is called as was `typed`, which Slack sent as `value`."""
    # Translators: at most 75 characters, the topic included, which has up to 28.
    schedule = _("Schedule a meeting called “{topic}”", topic=truncate(typed, TOPIC_LIMIT))
    word = subcommand.partition(" ")[0]
    return [
        section(text),
        actions(
            button(f"/schedule {word}", RUN_SUBCOMMAND, value=subcommand, style="primary"),
            button(schedule, SCHEDULE_CALLED, value=value),
        ),
    ]
