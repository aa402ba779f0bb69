"""Settings in words, one whole message a case (LANG-1)."""

import pytest

from bot.policy.ids import GroupId, UserId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import (
    FROM_ACCOUNT,
    FROM_DEFAULT,
    FROM_PERSON,
    UNSET,
    Origin,
    Resolved,
    SettingState,
    Source,
)
from bot.views.components.setting_text import (
    account_state_text,
    group_state_text,
    lock_note,
    lock_text,
    locked_by_sentence,
    own_group_state_text,
    short_state_text,
    source_text,
    whom_to_ask,
)

OFF_BY_DEFAULT = Setting.PMI_FOR_INSTANT
BY_GROUP = Source(Origin.GROUP, GroupId(1), "R & D")
ADA, ADAM, OLIVIA = UserId("U0ADA"), UserId("U0ADAM"), UserId("U0OLIVIA")


@pytest.mark.parametrize(
    "state, account, group, own",
    [
        (UNSET, "*off*", "Not managed here", ""),
        (SettingState(value=True), "*on*", "*on*", "Without that lock, the group’s own value applies: *on*"),
        (
            SettingState(value=False, locked=True),
            "*off*, 🔒 locked for everybody",
            "*off*, 🔒 locked for this group",
            "Without that lock, the group’s own value applies: *off*, 🔒 locked for this group",
        ),
    ],
)
def test_the_value_and_lock_of_the_account_and_of_a_group(
    state: SettingState, account: str, group: str, own: str
) -> None:
    assert account_state_text(OFF_BY_DEFAULT, state) == account
    assert group_state_text(state) == group
    assert own_group_state_text(state) == own


@pytest.mark.parametrize(
    "state, of_group, text",
    [
        (UNSET, True, "not managed"),
        (UNSET, False, "off"),
        (SettingState(locked=True), False, "off, 🔒 locked"),
        (SettingState(value=True), True, "on"),
        (SettingState(value=True, locked=True), True, "on, 🔒 locked"),
    ],
)
def test_before_and_after_in_two_or_three_words(state: SettingState, of_group: bool, text: str) -> None:
    assert short_state_text(OFF_BY_DEFAULT, state, of_group=of_group) == text


@pytest.mark.parametrize(
    "source, yours, theirs",
    [
        (FROM_PERSON, "Your own choice", "Their own choice"),
        (FROM_ACCOUNT, "From your organisation", "From their organisation"),
        (BY_GROUP, "From your group R & D", "From their group R & D"),
        (FROM_DEFAULT, "", ""),
    ],
)
def test_where_a_value_comes_from_unless_it_is_the_default(source: Source, yours: str, theirs: str) -> None:
    assert source_text(source) == yours
    assert source_text(source, whose="their") == theirs


def test_who_locked_it_and_whom_to_ask() -> None:
    """LOCK-2, in the words of the rules; names of groups are escaped."""
    locked = Resolved(value=False, source=BY_GROUP, locked_by=BY_GROUP)
    assert lock_text(locked, [ADA]) == "🔒 Locked by your group R &amp; D. Ask <@U0ADA>."
    assert lock_text(Resolved(value=False, source=FROM_PERSON), [ADA]) == ""
    assert locked_by_sentence(BY_GROUP, whose="their") == "🔒 Locked by their group R &amp; D."
    assert locked_by_sentence(FROM_ACCOUNT, whose="their") == "🔒 Locked by their organisation."
    assert (lock_note(FROM_ACCOUNT), lock_note(None)) == (" 🔒 Locked by your organisation.", "")


@pytest.mark.parametrize(
    "admins, text",
    [
        ([], "Ask an admin of your workspace."),
        ([ADA], "Ask <@U0ADA>."),
        ([ADA, ADAM, OLIVIA], "Ask <@U0ADA> or <@U0ADAM>."),
    ],
)
def test_at_most_two_are_named(admins: list[UserId], text: str) -> None:
    """ROLE-2."""
    assert whom_to_ask(admins) == text
