"""What is wrong with a passcode (PASS-1)."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "passcodes.empty": N_("A passcode has {least} to {most} characters; type one."),
    "passcodes.empty_exact": N_("A passcode has exactly {exactly} characters; type one."),
    "passcodes.wrong_length": N_("A passcode has {least} to {most} characters; that one has {length}."),
    "passcodes.wrong_length_exact": N_("A passcode has exactly {exactly} characters; that one has {length}."),
    "passcodes.has_space": N_("A passcode has letters A to Z, digits and @ - _ * only; that one has a space in it."),
    "passcodes.has_invisible": N_(
        "A passcode has letters A to Z, digits and @ - _ * only; that one has an invisible character in it."
    ),
    "passcodes.has_character": N_(
        "A passcode has letters A to Z, digits and @ - _ * only; that one has “{character}” in it."
    ),
    "passcodes.repeats": N_("That passcode is the same character again and again; choose another one."),
    "passcodes.counts": N_("That passcode counts up or down; choose another one."),
}
