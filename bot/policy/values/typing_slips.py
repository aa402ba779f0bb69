"""Whether a word is another one with a slip of the fingers in it; it must not know commands."""


def is_swapped(typed: str, word: str) -> bool:
    """Whether two neighbouring letters of the word changed places: “lsit”. Hardly ever is that a word of its own."""
    return typed != word and any(
        typed == word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)
    )


def is_slip(typed: str, word: str) -> bool:
    """Whether one letter is missing, too many or another one, or two neighbours changed places."""
    shorter, longer = sorted((typed, word), key=len)
    if len(shorter) == len(longer):
        return sum(one != other for one, other in zip(typed, word, strict=True)) == 1 or is_swapped(typed, word)
    return any(shorter == longer[:at] + longer[at + 1 :] for at in range(len(longer)))
