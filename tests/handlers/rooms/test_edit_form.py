"""**“Edit my PMI”**: every rule is refused beside its field, with everything typed kept (PMI-1 to PMI-8, LINK-1, PASS-1)."""

import pytest
from sqlalchemy import update

from bot.policy.rooms.numbers import format_number, generate_pmi
from storage.tables import people_and_rooms as tables
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.edit_form import (
    INSTANT_MEETINGS,
    LINK,
    NUMBER,
    PASSCODE,
    USE_PMI,
    open_edit_form,
    random_link,
    save_edit_form,
)
from tests.support.fixtures.screens import top_modal


def test_the_form_shows_what_is_with_the_labels_that_people_know(live_bot: BotUnderTest) -> None:
    """Spec section 11."""
    mia = open_edit_form(live_bot)
    room = live_bot.room(mia)
    assert top_modal(mia).fields == {
        NUMBER: format_number(room.number),
        LINK: room.link,
        PASSCODE: room.passcode,
        INSTANT_MEETINGS: (),
    }
    assert top_modal(mia).submit == "Save"


def test_the_button_on_the_profile_and_on_home_opens_it_too(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    mia.press("Edit")
    assert top_modal(mia).title == "Edit my PMI"
    mia.close()
    mia.open_home()
    mia.wait_for(lambda: "Edit" in mia.home.buttons)
    mia.press("Edit")
    assert top_modal(mia).title == "Edit my PMI"


@pytest.mark.parametrize(
    "text, filled_in",
    [
        *((typed, typed) for typed in ("555 014 2368", "555-014-2368", "5550142368")),
        ("<tel:5550142368|555 014 2368>", "555 014 2368"),
    ],
)
def test_a_number_behind_the_command_is_filled_in_as_typed(live_bot: BotUnderTest, text: str, filled_in: str) -> None:
    """Spec section 11; Slack makes a link of what looks like a telephone number."""
    assert top_modal(open_edit_form(live_bot, text)).fields[NUMBER] == filled_in


def test_a_novel_behind_the_command_is_cut_and_refused_at_the_save(live_bot: BotUnderTest) -> None:
    """Section 12."""
    mia = open_edit_form(live_bot, "9" * 100_000)
    assert "exactly 10 digits" in save_edit_form(mia).errors[NUMBER]


def test_everything_is_saved_together_and_shown_old_to_new(live_bot: BotUnderTest) -> None:
    mia = open_edit_form(live_bot)
    before, number, link = live_bot.room(mia), generate_pmi(), random_link()
    mia.fill({INSTANT_MEETINGS: [USE_PMI]})
    seen = save_edit_form(mia, number=format_number(number), link=link, passcode="Tea-4_two*")
    assert seen.title == "Saved"
    assert f"{format_number(before.number)} → {format_number(number)}" in seen.text
    assert f"{before.link} → {link}" in seen.text
    assert "Tea-4_two*" not in seen.text
    room = live_bot.room(mia)
    assert (room.number, room.link, room.passcode) == (number, link, "Tea-4_two*")
    assert room.token != before.token  # PASS-2
    assert "Copy invitation" in seen.buttons
    mia.close()
    profile = mia.type("/pmi")
    assert profile is not None
    assert "Use Personal Meeting ID (PMI) for instant meetings: on" in profile.text


def test_home_shows_the_change_at_once(live_bot: BotUnderTest) -> None:
    mia = open_edit_form(live_bot)
    number = generate_pmi()
    save_edit_form(mia, number=number)
    assert format_number(number) in mia.home.text


def test_saving_nothing_changes_nothing(live_bot: BotUnderTest) -> None:
    mia = open_edit_form(live_bot)
    before = live_bot.room(mia)
    assert "Your choices are saved." in save_edit_form(mia).text
    assert live_bot.room(mia) == before


@pytest.mark.parametrize(
    "number, words",
    [
        ("55512345678", "exactly 10 digits"),  # PMI-1
        ("55501423x8", "“x”"),  # PMI-1
        ("1902738465", "starts with 2 to 9"),  # PMI-2
        ("800 555 1234", "starts with 800, which is reserved"),  # PMI-3
        ("2472472475", "repeats 247 three times in a row"),  # PMI-4
        ("2224447775", "three triplets"),  # PMI-5
        ("2223222322", "is in that number 8 times"),  # PMI-6
        ("2222245678", "5 times in a row"),  # PMI-7
        ("2345678901", "counts up"),  # PMI-8
    ],
)
def test_a_number_against_a_rule_is_refused_in_words_beside_its_field(
    live_bot: BotUnderTest, number: str, words: str
) -> None:
    """PMI-1, PMI-2, PMI-3, PMI-4, PMI-5, PMI-6, PMI-7, PMI-8."""
    mia = open_edit_form(live_bot)
    before = live_bot.room(mia)
    seen = save_edit_form(mia, number=number)
    assert words in seen.errors[NUMBER]
    assert seen.fields[NUMBER] == number
    assert live_bot.room(mia) == before


def test_a_number_that_breaks_several_rules_hears_of_all(live_bot: BotUnderTest) -> None:
    error = save_edit_form(open_edit_form(live_bot), number="1111111111").errors[NUMBER]
    for words in (
        "starts with 2 to 9",
        "repeats 111",
        "three triplets",
        "that number 10 times",
        "10 times in a row",
    ):
        assert words in error


@pytest.mark.parametrize(
    "link, words",
    [
        ("mia", "5 to 40 characters"),
        ("m" * 41, "5 to 40 characters"),
        ("4mia.room", "starts with a letter"),
        ("mia..room", "two periods in a row"),
        ("mia.room.", "ends with a period"),
        ("mia_room", "“_”"),
        ("mia room", "a space"),
        ("größe", "“ö”"),
        ("Support", "reserved word"),  # LINK-2
        ("EVERYONE", "reserved word"),
    ],
)
def test_a_link_against_a_rule_is_refused_in_words_beside_its_field(
    live_bot: BotUnderTest, link: str, words: str
) -> None:
    """LINK-1, LINK-2."""
    mia = open_edit_form(live_bot)
    before = live_bot.room(mia)
    assert words in save_edit_form(mia, link=link).errors[LINK]
    assert live_bot.room(mia) == before


@pytest.mark.parametrize(
    "passcode, words",
    [
        ("12345", "6 to 10"),
        ("12345678901", "6 to 10"),
        ("pass word", "a space"),
        ("pässword", "“ä”"),
        ("<!here>", "“<”"),
        ("111111", "the same character again and again"),
        ("123456", "counts up or down"),
        ("fEdCbA", "counts up or down"),
    ],
)
def test_a_passcode_against_the_rule_is_refused_beside_its_field(
    live_bot: BotUnderTest, passcode: str, words: str
) -> None:
    """PASS-1."""
    mia = open_edit_form(live_bot)
    assert words in save_edit_form(mia, passcode=passcode).errors[PASSCODE]
    assert top_modal(mia).fields[PASSCODE] == passcode


def test_a_passcode_of_before_that_anybody_would_guess_stays_until_it_is_changed(live_bot: BotUnderTest) -> None:
    """PASS-1: whatever else is changed, and also when it was typed again."""
    mia = live_bot.newcomer()
    mia.type("/pmi")
    with live_bot.bot.database.write("test") as tx:
        tx.execute(update(tables.rooms).where(tables.rooms.c.id == live_bot.room(mia).id).values(passcode="123456"))
    mia.type("/pmi edit")
    assert save_edit_form(mia, link=random_link(), passcode="123456").title == "Saved"
    assert live_bot.room(mia).passcode == "123456"
    mia.close()
    mia.type("/pmi edit")
    assert "counts up or down" in save_edit_form(mia, passcode="234567").errors[PASSCODE]


def test_all_faults_are_shown_at_once_and_everything_typed_is_kept_until_they_are_mended(
    live_bot: BotUnderTest,
) -> None:
    mia = open_edit_form(live_bot)
    mia.fill({INSTANT_MEETINGS: [USE_PMI]})
    seen = save_edit_form(mia, number="8005551234", link="a..", passcode="1")
    assert set(seen.errors) == {NUMBER, LINK, PASSCODE}
    assert seen.fields == {NUMBER: "8005551234", LINK: "a..", PASSCODE: "1", INSTANT_MEETINGS: (USE_PMI,)}
    still = save_edit_form(mia, number=format_number(generate_pmi()), link=random_link())
    assert set(still.errors) == {PASSCODE}
    assert save_edit_form(mia, passcode="Mend-3d").title == "Saved"
