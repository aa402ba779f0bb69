"""What is wrong with a personal meeting ID (PMI-1 to PMI-9)."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "numbers.taken": N_("That number is already taken; choose another one."),
    "numbers.empty": N_("A personal meeting ID has exactly 10 digits; type one."),
    "numbers.wrong_length": N_("A personal meeting ID has exactly 10 digits; that one has {length}."),
    "numbers.has_space": N_(
        "A personal meeting ID has exactly 10 digits and nothing else; that one has a space in it."
    ),
    "numbers.has_invisible": N_(
        "A personal meeting ID has exactly 10 digits and nothing else; that one has an invisible character in it."
    ),
    "numbers.has_character": N_(
        "A personal meeting ID has exactly 10 digits and nothing else; that one has “{character}” in it."
    ),
    "numbers.first_digit": N_("That number starts with {digit}; a personal meeting ID starts with 2 to 9."),
    "numbers.reserved_prefix": N_("That number starts with {prefix}, which is reserved; choose another beginning."),
    "numbers.repeated_digits": N_("That number repeats {digits} three times in a row; personal meeting IDs may not."),
    "numbers.triplets": N_("That number has three triplets in a row ({first}, {second}, {third}); two are the most."),
    "numbers.digit_too_often": N_("The digit {digit} is in that number {times} times; seven times is the most."),
    "numbers.digit_in_a_row": N_("The digit {digit} is in that number {times} times in a row; four times is the most."),
    "numbers.counts_up": N_("That number counts up for {length} digits ({digits}); eight digits are the most."),
    "numbers.counts_down": N_("That number counts down for {length} digits ({digits}); eight digits are the most."),
}
