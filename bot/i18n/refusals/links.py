"""What is wrong with a personal link (LINK-1, LINK-2)."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "links.taken": N_("That personal link is already taken; choose another one."),
    "links.reserved": N_("“{link}” is a reserved word; choose another personal link."),
    "links.empty": N_("A personal link has {least} to {most} characters; type one."),
    "links.wrong_length": N_("A personal link has {least} to {most} characters; that one has {length}."),
    "links.has_space": N_("A personal link has letters A to Z, digits and periods only; that one has a space in it."),
    "links.has_invisible": N_(
        "A personal link has letters A to Z, digits and periods only; that one has an invisible character in it."
    ),
    "links.has_character": N_(
        "A personal link has letters A to Z, digits and periods only; that one has “{character}” in it."
    ),
    "links.starts_with_space": N_("A personal link starts with a letter; that one starts with a space."),
    "links.starts_with_invisible": N_(
        "A personal link starts with a letter; that one starts with an invisible character."
    ),
    "links.starts_with_character": N_("A personal link starts with a letter; that one starts with “{character}”."),
    "links.two_periods": N_("That personal link has two periods in a row; one at a time is allowed."),
    "links.ends_with_period": N_("That personal link ends with a period; end it with a letter or a digit."),
}
