"""Every view stays within Slack's limits, whatever people typed, and none of it pings or links (section 12)."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.views import View as SlackView

from bot.policy.meetings.meeting_ids import MeetingState
from bot.policy.rooms.rooms import RoomState
from bot.policy.values.text import strip_bidi_controls
from bot.protocol import Block
from bot.sandbox.blockkit.rule_surfaces import Surface
from bot.sandbox.blockkit.rules import block_text, check_blocks, check_view, view_too_large
from bot.views.components.text import bold
from bot.views.gateway.pages import page
from tests.support.views.catalogue_of_views import TypedTexts, all_messages, all_texts, all_views

HOSTILE = TypedTexts(
    topic="<!channel> <@U0MAX> <#C0GENERAL> <https://evil.example|click> *b* _i_ ~s~ `c` ```" + "&" * 120,
    name="<!here|Mia> ``` <!subteam^S0|all> @everyone {host} " + "漢🧺\u202e" * 50,
    word="<" * 40,
    number="<!channel>" * 10_000,
)
EMPTY = TypedTexts("", "", "", "")
BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"<([!@#][^<>]*|[^<>!@#]*)>")
OURS = re.compile(
    r"<(!date\^\d+\^[^^|<>]+\|[^|<>]+|@U0(MIA|MAX|ADA|OLIVIA)|#C0GENERAL|https://pmi\.example\.com/[^|<>]+\|[^<>]*)>"
)

odd = st.text(st.characters(codec="utf-8") | st.sampled_from("<>&!@#|*_~`^{}"), max_size=300)
typed = st.builds(TypedTexts, topic=odd.map(lambda text: text[:200]), name=odd, word=odd, number=odd)


def breaches(texts: TypedTexts) -> Iterator[str]:
    for name, blocks in all_messages(texts).items():
        yield from (f"{name}: {one}" for one in check_blocks(blocks, Surface.MESSAGE))
        if block_text(blocks) > 13_200:
            yield f"{name}: too much text"
    for name, view in all_views(texts).items():
        yield from (f"{name}: {one}" for one in check_view(view))
        if view_too_large(view):
            yield f"{name}: too large"


@pytest.mark.parametrize("texts", [TypedTexts(), HOSTILE, EMPTY], ids=["usual", "hostile", "empty"])
def test_slack_takes_every_message_and_view(texts: TypedTexts) -> None:
    assert list(breaches(texts)) == []


@settings(max_examples=25, deadline=None)
@given(typed)
def test_slack_takes_them_whatever_was_typed(texts: TypedTexts) -> None:
    assert list(breaches(texts)) == []


@pytest.mark.parametrize("texts", [TypedTexts(), HOSTILE], ids=["usual", "hostile"])
def test_slacks_own_models_take_them_too(texts: TypedTexts) -> None:
    """The SDK's models as another pair of eyes; their `to_dict` checks the lengths."""
    for blocks in all_messages(texts).values():
        for block in SlackBlock.parse_all(blocks):
            block.to_dict()
    for view in all_views(texts).values():
        SlackView(**view).to_dict()


def texts_of(kind: str, part: object) -> Iterator[str]:
    """Every text of this kind, “mrkdwn” or “plain_text”."""
    match part:
        case {"type": str(found), "text": str(text)} if found == kind:
            yield text
        case dict():
            for inner in part.values():
                yield from texts_of(kind, inner)
        case list():
            for inner in part:
                yield from texts_of(kind, inner)


def mrkdwn(part: object) -> Iterator[str]:
    """Every text in which Slack would see mentions and links."""
    return texts_of("mrkdwn", part)


def foreign_controls(texts: TypedTexts) -> list[str]:
    """Control sequences that are not our own: each of them could ping or link."""
    shown = [*mrkdwn([*all_messages(texts).values(), *all_views(texts).values()]), *all_texts(texts).values()]
    return [found[0] for text in shown for found in CONTROL.finditer(text) if not OURS.fullmatch(found[0])]


def test_what_people_typed_never_pings_or_links() -> None:
    assert foreign_controls(HOSTILE) == []


@settings(max_examples=25, deadline=None)
@given(typed)
def test_nothing_that_can_be_typed_pings_or_links(texts: TypedTexts) -> None:
    assert foreign_controls(texts) == []


def texts_with_bidi_controls(texts: TypedTexts) -> list[str]:
    """Texts in which typed characters would change the direction of the text after them."""
    blocks = [*all_messages(texts).values(), *all_views(texts).values()]
    shown = [*mrkdwn(blocks), *texts_of("plain_text", blocks), *all_texts(texts).values()]
    return [text for text in shown if BIDI_CONTROL.search(text)]


def test_what_people_typed_never_turns_our_own_words_around() -> None:
    """Section 12: right-to-left marks."""
    assert texts_with_bidi_controls(HOSTILE) == []
    assert not any(
        BIDI_CONTROL.search("".join(page(state, HOSTILE.name)[:2]))
        for state in (*RoomState, *MeetingState)
        if "open" not in state
    )


@settings(max_examples=100)
@given(st.text(st.sampled_from("*_~` \nab<&\u202e\u2066"), min_size=1).filter(lambda text: text.strip()))
def test_what_people_typed_never_ends_its_own_emphasis(text: str) -> None:
    bold_text = bold(text)
    assert re.fullmatch(r"\*[^*\n]+\*", bold_text) or not strip_bidi_controls(text).strip()


def test_a_ping_would_be_noticed() -> None:
    block: Block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "<!channel> <@U0EVIL> <https://evil.example|x>"},
    }
    assert [found for text in mrkdwn([block]) for found in CONTROL.findall(text)] == [
        "!channel",
        "@U0EVIL",
        "https://evil.example|x",
    ]


def test_every_time_is_shown_in_the_readers_own_zone() -> None:
    """UX-4: a clock time is nowhere but in a date token's fallback and, with its zone, in a text to paste and in a meeting's form."""
    for text in mrkdwn([*all_messages(TypedTexts()).values(), *all_views(TypedTexts()).values()]):
        shown = re.sub(r"<!date[^>]*>|```.*?```|\d\d:\d\d \([A-Z]\w+/[\w /]+\)", "", text, flags=re.DOTALL)
        assert not re.search(r"\d\d:\d\d", shown), text


def parts_of(kind: str, part: object) -> Iterator[Block]:
    """Every block or element of this type, however deep."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    if isinstance(part, dict) and part.get("type") == kind:
        yield part
    for each in inner:
        yield from parts_of(kind, each)


def test_every_button_can_be_read_aloud() -> None:
    """Slack's guide to designing apps: a button's label says what it does, wherever the button stands."""
    shown = [*all_messages(TypedTexts()).values(), *all_views(TypedTexts()).values()]
    labels = [button["text"]["text"] for button in parts_of("button", shown)]
    assert labels
    assert [label for label in labels if not label.strip()] == []
