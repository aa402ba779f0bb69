"""**“Edit my PMI”** when others, another device or time itself came in between (PMI-9, PMI-13, LINK-2, UX-5)."""

from datetime import timedelta

from bot.policy.numbers import format_number, generate_pmi
from bot.policy.people import TeamId, UserId
from bot.policy.room_edits import RoomEdit, form_version
from bot.policy.rooms import VALID_FOR
from bot.policy.terms import Options
from bot.use_cases.room_edits import EditedRoom, edit_room
from tests.handlers.forms import INSTANT, LINK, NUMBER, PASSCODE, USE, a_link, editing, form, saved
from tests.living import House


def test_somebody_elses_number_and_link_are_refused_without_saying_whose_they_are(house: House) -> None:
    """PMI-9, LINK-2; compared without case."""
    max_ = house.newcomer("Max")
    max_.type("/pmi")
    theirs = house.room(max_)
    seen = saved(editing(house), number=theirs.number, link=theirs.link.upper())
    assert seen.errors == {
        NUMBER: "That number is already taken; choose another one.",
        LINK: "That personal link is already taken; choose another one.",
    }


def test_a_number_taken_between_opening_and_saving_is_refused_at_the_save(house: House) -> None:
    """PMI-9: what counts is the save."""
    number, link = generate_pmi(), a_link()
    first, second = editing(house, number), editing(house, number)
    assert saved(first, link=link).title == "Saved"
    assert set(saved(second, link=link).errors) == {NUMBER, LINK}


def test_a_form_that_has_grown_stale_says_so_saves_nothing_and_shows_what_is(house: House) -> None:
    """UX-5: the same person saved from another device meanwhile."""
    mia = editing(house)
    room, number = house.room(mia), generate_pmi()
    elsewhere = edit_room(
        house.bot.database,
        Options(),
        TeamId(house.workspace.team_id),
        UserId(mia.user_id),
        RoomEdit(number, None, None, None),
        form_version(room),
        house.clock.now(),
    )
    assert isinstance(elsewhere, EditedRoom)
    seen = saved(mia, passcode="Too-late")
    assert "Your room was changed since you opened this form" in seen.text
    assert seen.fields == {NUMBER: format_number(number), LINK: room.link, PASSCODE: room.passcode, INSTANT: ()}
    assert house.room(mia).passcode == room.passcode
    assert saved(mia, passcode="In-time").title == "Saved"


def test_generating_a_passcode_keeps_everything_else_that_was_typed(house: House) -> None:
    """PASS-1."""
    mia = editing(house)
    mia.fill({NUMBER: "555 014 2368", LINK: "half.done", PASSCODE: "typed", INSTANT: [USE]})
    mia.press("Generate a passcode")
    first = str(form(mia).fields[PASSCODE])
    assert first.isdigit()
    assert len(first) == 6
    assert form(mia).fields == {NUMBER: "555 014 2368", LINK: "half.done", PASSCODE: first, INSTANT: (USE,)}
    mia.press("Generate a passcode")
    assert form(mia).fields[PASSCODE] != first
    assert house.room(mia).passcode != form(mia).fields[PASSCODE]


def test_a_generated_passcode_is_the_one_that_is_saved(house: House) -> None:
    mia = editing(house)
    mia.press("Generate a passcode")
    generated = form(mia).fields[PASSCODE]
    assert saved(mia).title == "Saved"
    assert house.room(mia).passcode == generated


def test_a_new_number_or_passcode_ends_a_running_session_and_a_new_link_does_not(house: House) -> None:
    """Spec section 1."""
    for typed, ends in (
        ({"link": a_link()}, False),
        ({"passcode": "N3w-one"}, True),
        ({"number": generate_pmi()}, True),
    ):
        mia = house.newcomer()
        mia.type("/pmi start")
        mia.type("/pmi edit")
        assert saved(mia, **typed).title == "Saved"
        profile = house.profile(mia)
        assert profile is not None
        assert (profile.session is None) == ends


def test_one_may_take_back_a_number_given_up_by_an_edit(house: House) -> None:
    """PMI-9."""
    mia = editing(house)
    first = house.room(mia).number
    saved(mia, number=generate_pmi())
    mia.close()
    mia.type("/pmi edit")
    assert saved(mia, number=first).title == "Saved"
    assert house.room(mia).number == first


def test_a_number_that_expired_while_the_form_was_open_is_replaced_and_the_form_shown_anew(fresh_house: House) -> None:
    """PMI-13."""
    mia = editing(fresh_house)
    old = fresh_house.room(mia).number
    fresh_house.clock.advance(VALID_FOR + timedelta(seconds=1))
    seen = saved(mia, passcode="Too-late")
    assert "nothing was saved" in seen.text
    assert fresh_house.room(mia).number != old
    assert seen.fields[NUMBER] == format_number(fresh_house.room(mia).number)


def test_who_asks_for_one_number_after_the_other_is_told_when_to_go_on(house: House) -> None:
    """PMI-9: beside the field, with everything typed kept; whatever else is changed can be saved."""
    max_ = house.newcomer("Max")
    max_.type("/pmi")
    theirs, mia = house.room(max_).number, editing(house)
    for _ in range(10):
        assert saved(mia, number=theirs).errors == {NUMBER: "That number is already taken; choose another one."}
    seen = saved(mia, number=theirs, passcode="Mend-3d")
    assert seen.errors == {
        NUMBER: "You have tried 10 numbers and links in a short time. Nothing is saved; try again in 10 minutes."
    }
    assert (seen.fields[NUMBER], seen.fields[PASSCODE]) == (theirs, "Mend-3d")
    own = house.room(mia).number
    assert saved(mia, number=own).title == "Saved"
    assert house.room(mia).passcode == "Mend-3d"
