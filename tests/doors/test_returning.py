"""A form that is done closes, and the modal from which it was pushed shows what became of it (UX-1, spec section 11)."""

from typing import Any

from bot.exchange import CloseForm, RequestKind
from tests.doors import payloads
from tests.doors.listening import Heard
from tests.doors.standing import Door

VIEW: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Groups"}, "blocks": []}
PUSHED = {**payloads.FORM, "previous_view_id": "V0"}


def test_the_modal_underneath_is_shown_anew_and_the_form_closes(door: Door) -> None:
    door.answers(RequestKind.SUBMISSION, "edit", CloseForm(VIEW, "Saved"))
    assert door.send(payloads.submit(PUSHED)).text == ""
    assert door.ear.heard() == [Heard("views.update", {"view_id": "V0", "view": VIEW})]


def test_a_form_that_stands_alone_becomes_the_other_view(door: Door) -> None:
    door.answers(RequestKind.SUBMISSION, "edit", CloseForm(VIEW, "Saved"))
    assert door.send(payloads.submit()).json() == {"response_action": "update", "view": VIEW}
    assert door.ear.methods == []


def test_a_form_that_cannot_close_any_more_says_what_became_of_it(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.SUBMISSION, "edit", CloseForm(VIEW, "Saved"))
    hasty.send(payloads.submit(PUSHED))
    gate.open()
    under, on_top = hasty.ear.heard(2)
    assert under == Heard("views.update", {"view_id": "V0", "view": VIEW})
    assert (on_top.body["view_id"], on_top.body["view"]["blocks"][0]["text"]["text"]) == ("V1", "Saved")
