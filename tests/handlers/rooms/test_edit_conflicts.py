"""**“Edit my PMI”** when others, another device or time itself came in between (PMI-9, PMI-13, LINK-2, UX-5)."""

from datetime import timedelta

from bot.policy.ids import TeamId, UserId
from bot.policy.options import Options
from bot.policy.rooms.edits import RoomEdit, form_version
from bot.policy.rooms.numbers import format_number, generate_pmi
from bot.policy.rooms.rooms import VALID_FOR
from bot.use_cases.rooms.edits import EditedRoom, edit_room
from tests.support.factories.people import caller, make_context
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


def test_somebody_elses_number_and_link_are_refused_without_saying_whose_they_are(live_bot: BotUnderTest) -> None:
    """PMI-9, LINK-2; compared without case."""
    max_ = live_bot.newcomer("Max")
    max_.type("/pmi")
    theirs = live_bot.room(max_)
    seen = save_edit_form(open_edit_form(live_bot), number=theirs.number, link=theirs.link.upper())
    assert seen.errors == {
        NUMBER: "That number is already taken; choose another one.",
        LINK: "That personal link is already taken; choose another one.",
    }


def test_a_number_taken_between_opening_and_saving_is_refused_at_the_save(live_bot: BotUnderTest) -> None:
    """PMI-9: what counts is the save."""
    number, link = generate_pmi(), random_link()
    first, second = open_edit_form(live_bot, number), open_edit_form(live_bot, number)
    assert save_edit_form(first, link=link).title == "Saved"
    assert set(save_edit_form(second, link=link).errors) == {NUMBER, LINK}


def test_a_form_that_has_grown_stale_says_so_saves_nothing_and_shows_what_is(live_bot: BotUnderTest) -> None:
    """UX-5: the same person saved from another device meanwhile."""
    mia = open_edit_form(live_bot)
    room, number = live_bot.room(mia), generate_pmi()
    elsewhere = edit_room(
        make_context(live_bot.bot.database, options=Options()),
        caller(UserId(mia.user_id), now=live_bot.clock.now(), team=TeamId(live_bot.workspace.team_id)),
        RoomEdit(number, None, None, None),
        form_version(room),
    )
    assert isinstance(elsewhere, EditedRoom)
    seen = save_edit_form(mia, passcode="Too-late")
    assert "Your room was changed since you opened this form" in seen.text
    assert seen.fields == {
        NUMBER: format_number(number),
        LINK: room.link,
        PASSCODE: room.passcode,
        INSTANT_MEETINGS: (),
    }
    assert live_bot.room(mia).passcode == room.passcode
    assert save_edit_form(mia, passcode="In-time").title == "Saved"


def test_generating_a_passcode_keeps_everything_else_that_was_typed(live_bot: BotUnderTest) -> None:
    """PASS-1."""
    mia = open_edit_form(live_bot)
    mia.fill({NUMBER: "555 014 2368", LINK: "half.done", PASSCODE: "typed", INSTANT_MEETINGS: [USE_PMI]})
    mia.press("Generate a passcode")
    first = str(top_modal(mia).fields[PASSCODE])
    assert first.isdigit()
    assert len(first) == 6
    assert top_modal(mia).fields == {
        NUMBER: "555 014 2368",
        LINK: "half.done",
        PASSCODE: first,
        INSTANT_MEETINGS: (USE_PMI,),
    }
    mia.press("Generate a passcode")
    assert top_modal(mia).fields[PASSCODE] != first
    assert live_bot.room(mia).passcode != top_modal(mia).fields[PASSCODE]


def test_a_generated_passcode_is_the_one_that_is_saved(live_bot: BotUnderTest) -> None:
    mia = open_edit_form(live_bot)
    mia.press("Generate a passcode")
    generated = top_modal(mia).fields[PASSCODE]
    assert save_edit_form(mia).title == "Saved"
    assert live_bot.room(mia).passcode == generated


def test_a_new_number_or_passcode_ends_a_running_session_and_a_new_link_does_not(live_bot: BotUnderTest) -> None:
    """Spec section 1."""
    for typed, ends in (
        ({"link": random_link()}, False),
        ({"passcode": "N3w-one"}, True),
        ({"number": generate_pmi()}, True),
    ):
        mia = live_bot.newcomer()
        mia.type("/pmi start")
        mia.type("/pmi edit")
        assert save_edit_form(mia, **typed).title == "Saved"
        profile = live_bot.profile(mia)
        assert profile is not None
        assert (profile.session is None) == ends


def test_one_may_take_back_a_number_given_up_by_an_edit(live_bot: BotUnderTest) -> None:
    """PMI-9."""
    mia = open_edit_form(live_bot)
    first = live_bot.room(mia).number
    save_edit_form(mia, number=generate_pmi())
    mia.close()
    mia.type("/pmi edit")
    assert save_edit_form(mia, number=first).title == "Saved"
    assert live_bot.room(mia).number == first


def test_a_number_that_expired_while_the_form_was_open_is_replaced_and_the_form_shown_anew(
    fresh_bot: BotUnderTest,
) -> None:
    """PMI-13."""
    mia = open_edit_form(fresh_bot)
    old = fresh_bot.room(mia).number
    fresh_bot.clock.advance(VALID_FOR + timedelta(seconds=1))
    seen = save_edit_form(mia, passcode="Too-late")
    assert "nothing was saved" in seen.text
    assert fresh_bot.room(mia).number != old
    assert seen.fields[NUMBER] == format_number(fresh_bot.room(mia).number)


def test_who_asks_for_one_number_after_the_other_is_told_when_to_go_on(live_bot: BotUnderTest) -> None:
    """PMI-9: beside the field, with everything typed kept; whatever else is changed can be saved."""
    max_ = live_bot.newcomer("Max")
    max_.type("/pmi")
    theirs, mia = live_bot.room(max_).number, open_edit_form(live_bot)
    for _ in range(10):
        assert save_edit_form(mia, number=theirs).errors == {
            NUMBER: "That number is already taken; choose another one."
        }
    seen = save_edit_form(mia, number=theirs, passcode="Mend-3d")
    assert seen.errors == {
        NUMBER: "You have tried 10 numbers and links in a short time. Nothing is saved; try again in 10 minutes."
    }
    assert (seen.fields[NUMBER], seen.fields[PASSCODE]) == (theirs, "Mend-3d")
    own = live_bot.room(mia).number
    assert save_edit_form(mia, number=own).title == "Saved"
    assert live_bot.room(mia).passcode == "Mend-3d"
