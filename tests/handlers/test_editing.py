"""**“Edit my PMI”**: every rule is refused beside its field, with everything typed kept (PMI-1 to PMI-8, LINK-1, PASS-1)."""

import pytest
from sqlalchemy import update

from bot.policy.numbers import format_number, generate_pmi
from storage import tables
from tests.handlers.forms import INSTANT, LINK, NUMBER, PASSCODE, USE, a_link, editing, form, saved
from tests.living import House


def test_the_form_shows_what_is_with_the_labels_that_people_know(house: House) -> None:
    """Spec section 11."""
    mia = editing(house)
    room = house.room(mia)
    assert form(mia).fields == {
        NUMBER: format_number(room.number),
        LINK: room.link,
        PASSCODE: room.passcode,
        INSTANT: (),
    }
    assert form(mia).submit == "Save changes"


def test_the_button_on_the_profile_and_on_home_opens_it_too(house: House) -> None:
    mia = house.newcomer()
    mia.type("/pmi")
    mia.press("Edit")
    assert form(mia).title == "Edit my PMI"
    mia.close()
    mia.open_home()
    mia.wait_for(lambda: "Edit" in mia.home.buttons)
    mia.press("Edit")
    assert form(mia).title == "Edit my PMI"


@pytest.mark.parametrize("text", ["555 014 2368", "555-014-2368", "5550142368", "<tel:5550142368|555 014 2368>"])
def test_a_number_behind_the_command_is_filled_in(house: House, text: str) -> None:
    """Spec section 11."""
    assert form(editing(house, text)).fields[NUMBER] in (text, "555 014 2368")


def test_a_novel_behind_the_command_is_cut_and_refused_at_the_save(house: House) -> None:
    """Section 12."""
    mia = editing(house, "9" * 100_000)
    assert "exactly 10 digits" in saved(mia).errors[NUMBER]


def test_everything_is_saved_together_and_shown_old_to_new(house: House) -> None:
    mia = editing(house)
    before, number, link = house.room(mia), generate_pmi(), a_link()
    mia.fill({INSTANT: [USE]})
    seen = saved(mia, number=format_number(number), link=link, passcode="Tea-4_two*")
    assert seen.title == "Saved"
    assert f"{format_number(before.number)} → {format_number(number)}" in seen.text
    assert f"{before.link} → {link}" in seen.text
    assert "Tea-4_two*" not in seen.text
    room = house.room(mia)
    assert (room.number, room.link, room.passcode) == (number, link, "Tea-4_two*")
    assert room.token != before.token  # PASS-2
    assert "Copy invitation" in seen.buttons
    mia.close()
    profile = mia.type("/pmi")
    assert profile is not None
    assert "Use Personal Meeting ID (PMI) for instant meetings: on" in profile.text


def test_home_shows_the_change_at_once(house: House) -> None:
    mia = editing(house)
    number = generate_pmi()
    saved(mia, number=number)
    assert format_number(number) in mia.home.text


def test_saving_nothing_changes_nothing(house: House) -> None:
    mia = editing(house)
    before = house.room(mia)
    assert "Your choices are saved." in saved(mia).text
    assert house.room(mia) == before


@pytest.mark.parametrize(
    "number, words",
    [
        ("55512345678", "exactly 10 digits"),  # PMI-1
        ("55501423x8", "“x”"),  # PMI-1
        ("1902738465", "starts with 2 to 9"),  # PMI-2
        ("800 555 1234", "starts with 800, which is reserved"),  # PMI-3
        ("2472472475", "repeats 247 three times in a row"),  # PMI-4
        ("2224447775", "three triplets"),  # PMI-5
        ("2223222322", "eight|8 times"),  # PMI-6
        ("2222245678", "5 times in a row"),  # PMI-7
        ("2345678901", "counts up"),  # PMI-8
    ],
)
def test_a_number_against_a_rule_is_refused_in_words_beside_its_field(house: House, number: str, words: str) -> None:
    """PMI-1 to PMI-8."""
    mia = editing(house)
    before = house.room(mia)
    seen = saved(mia, number=number)
    assert any(word in seen.errors[NUMBER] for word in words.split("|"))
    assert seen.fields[NUMBER] == number
    assert house.room(mia) == before


def test_a_number_that_breaks_several_rules_hears_of_all(house: House) -> None:
    told = saved(editing(house), number="1111111111").errors[NUMBER]
    for words in (
        "starts with 2 to 9",
        "repeats 111",
        "three triplets",
        "10 times in that number",
        "10 times in a row",
    ):
        assert words in told


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
def test_a_link_against_a_rule_is_refused_in_words_beside_its_field(house: House, link: str, words: str) -> None:
    """LINK-1, LINK-2."""
    mia = editing(house)
    before = house.room(mia)
    assert words in saved(mia, link=link).errors[LINK]
    assert house.room(mia) == before


@pytest.mark.parametrize(
    "passcode, words",
    [
        ("12345", "6 to 10"),
        ("12345678901", "6 to 10"),
        ("pass word", "a space"),
        ("pässword", "“ä”"),
        ("<!here>", "“<”"),
        ("111111", "one character again and again"),
        ("123456", "counts up or down"),
        ("fEdCbA", "counts up or down"),
    ],
)
def test_a_passcode_against_the_rule_is_refused_beside_its_field(house: House, passcode: str, words: str) -> None:
    """PASS-1."""
    mia = editing(house)
    assert words in saved(mia, passcode=passcode).errors[PASSCODE]
    assert form(mia).fields[PASSCODE] == passcode


def test_a_passcode_of_before_that_anybody_would_guess_stays_until_it_is_changed(house: House) -> None:
    """PASS-1: whatever else is changed, and also when it was typed again."""
    mia = house.newcomer()
    mia.type("/pmi")
    with house.bot.database.write("test") as tx:
        tx.execute(update(tables.rooms).where(tables.rooms.c.id == house.room(mia).id).values(passcode="123456"))
    mia.type("/pmi edit")
    assert saved(mia, link=a_link(), passcode="123456").title == "Saved"
    assert house.room(mia).passcode == "123456"
    mia.close()
    mia.type("/pmi edit")
    assert "counts up or down" in saved(mia, passcode="234567").errors[PASSCODE]


def test_all_faults_are_shown_at_once_and_everything_typed_is_kept_until_they_are_mended(house: House) -> None:
    mia = editing(house)
    mia.fill({INSTANT: [USE]})
    seen = saved(mia, number="8005551234", link="a..", passcode="1")
    assert set(seen.errors) == {NUMBER, LINK, PASSCODE}
    assert seen.fields == {NUMBER: "8005551234", LINK: "a..", PASSCODE: "1", INSTANT: (USE,)}
    still = saved(mia, number=format_number(generate_pmi()), link=a_link())
    assert set(still.errors) == {PASSCODE}
    assert saved(mia, passcode="Mend-3d").title == "Saved"
