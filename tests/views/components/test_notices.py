"""Texts and views of transports stay within Slack's limits, whatever they are given."""

from bot.views.components import notices
from bot.views.components.blocks import section


def test_a_long_text_is_cut_to_what_a_section_takes() -> None:
    """3,000 characters: the limit of a section in Slack's Block Kit reference."""
    assert len(section("x" * 5000)["text"]["text"]) == 3000
    assert section("x" * 3000)["text"]["text"] == "x" * 3000


def test_a_notice_on_a_full_view_keeps_to_a_hundred_blocks() -> None:
    blocks = [{"type": "divider"}] * 100
    assert len(notices.with_text_on_top({"type": "home", "blocks": blocks}, "Started")["blocks"]) == 100
    assert len(notices.modal("x", blocks * 2)["blocks"]) == 100


def test_errors_name_the_fields_that_they_belong_to() -> None:
    field = {"type": "input", "block_id": "number", "label": {"type": "plain_text", "text": "Number"}}
    text = notices.with_errors({"blocks": [field]}, {"number": "Too short", "other": "Not today"})["blocks"][0]["text"]
    assert text["text"].splitlines()[1:] == ["• Number: Too short", "• Not today"]


def test_a_small_modal_says_its_text_when_there_is_nothing_else_to_show() -> None:
    assert notices.modal("Saved")["blocks"] == [section("Saved")]
    assert notices.modal("Saved", [{"type": "divider"}])["blocks"] == [{"type": "divider"}]


def test_a_view_without_a_title_gets_the_bots_name() -> None:
    assert notices.saving({})["title"]["text"] == "PMI Bot"
    assert notices.saving({"title": {"type": "plain_text", "text": "Edit"}})["title"]["text"] == "Edit"


def test_the_reference_is_in_the_trouble() -> None:
    """UX-6."""
    assert "KTW-4821" in notices.error_text("KTW-4821")
