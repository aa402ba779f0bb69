"""mrkdwn becomes the HTML that people know from Slack, and no text of anybody's becomes markup."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.pages.render_mrkdwn import Reader, mrkdwn, safe_url

READER = Reader(
    zone=UTC,
    now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    people={"U1": "Alex"},
    channels={"C1": "general"},
    user_id="U2",
)
HARMLESS = {"strong", "em", "s", "code", "pre", "br", "blockquote", "ul", "li", "a", "span", "time"}
ATTRIBUTES = {("a", "href"), ("a", "target"), ("a", "rel"), ("span", "class"), ("time", "title")}


@pytest.mark.parametrize(
    "text,html",
    [
        ("*bold* _italic_ ~gone~ `code`", "<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>"),
        ("*b _i ~s~_*", "<strong>b <em>i <s>s</s></em></strong>"),
        ("2 * 3 * 4, snake_case_name, a~b~c", "2 * 3 * 4, snake_case_name, a~b~c"),
        ("`*not bold*`", "<code>*not bold*</code>"),
        ("one\ntwo", "one<br>two"),
        ("R&amp;D &lt;3", "R&amp;D &lt;3"),
        ("&amp;lt;", "&amp;lt;"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("> said\n> so\nthen", "<blockquote>said<br>so</blockquote>then"),
        ("&gt; said", "<blockquote>said</blockquote>"),
        ("• one\n• two\nend", "<ul><li>one</li><li>two</li></ul>end"),
        ("```\n<b>*x*\n```", "<pre>&lt;b&gt;*x*</pre>"),
        ("```a```\nafter", "<pre>a</pre>after"),
        (":lock: :no_such_thing: 10:30:00", "🔒 :no_such_thing: 10:30:00"),
        ("", ""),
    ],
)
def test_styles_lines_and_escapes_read_as_in_slack(text: str, html: str) -> None:
    assert mrkdwn(text, READER) == html


@pytest.mark.parametrize(
    "text,shown",
    [
        ("<@U1>", '<span class="mention">@Alex</span>'),
        ("<@U2|me>", '<span class="mention mine">@me</span>'),
        ("<#C1>", '<span class="mention">#general</span>'),
        ("<#C9>", '<span class="mention">#private channel</span>'),
        ("<!here>", '<span class="mention mine">@here</span>'),
        ("<!subteam^S1|@sales>", '<span class="mention">@sales</span>'),
    ],
)
def test_people_and_channels_are_shown_by_name(text: str, shown: str) -> None:
    assert mrkdwn(text, READER) == shown


def test_a_link_opens_outside_and_says_nothing_of_where_it_came_from() -> None:
    html = mrkdwn("<https://example.com/a_b_c?x=1&amp;y=2|the *page*>", READER)
    assert html == (
        '<a href="https://example.com/a_b_c?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">the *page*</a>'
    )


def test_a_link_without_a_label_shows_its_address() -> None:
    assert ">a@example.com</a>" in mrkdwn("<mailto:a@example.com>", READER)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.com",
        "https:",
        "http://[",
        "x",
    ],
)
def test_only_addresses_that_cannot_act_by_themselves_become_links(url: str) -> None:
    assert safe_url(url) == ""
    assert "<a" not in mrkdwn(f"<{url}|press me>", READER)


def test_a_date_is_shown_in_the_zone_of_whoever_reads() -> None:
    text = "<!date^1795424400^{date_num} at {time}|sometime>"
    berlin = Reader(zone=ZoneInfo("Europe/Berlin"), now=READER.now)
    assert mrkdwn(text, READER) == '<time title="sometime">2026-11-23 at 9:00 AM</time>'
    assert mrkdwn(text, berlin) == '<time title="sometime">2026-11-23 at 10:00 AM</time>'


def test_a_date_may_be_a_link() -> None:
    html = mrkdwn("<!date^1795424400^{time}^https://example.com/|x>", READER)
    assert html.startswith('<a href="https://example.com/"')


@pytest.mark.parametrize("date", ["<!date^soon^{time}|later>", "<!date^1^{wrong}|later>", "<!date^9e99^{time}|later>"])
def test_a_date_that_cannot_be_written_shows_its_fallback(date: str) -> None:
    assert ">later</time>" in mrkdwn(date, READER)


class _Tags(HTMLParser):
    """Notes every tag and attribute, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one."""
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name == "href"}


PIECES = st.sampled_from([
    "<", ">", "&", '"', "'", "|", "*", "_", "~", "`", "```", "\n", " ", "\x02", "0", "\x03", "<script>", "<img src=x>",
    "javascript:", "https://e.x/", "<!date^", "^{time}", "^", "<@U1>", "{{", ":lock:", "&lt;", "&amp;", "> ", "• ", "é",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=24).map("".join)))
def test_no_text_whatever_brings_a_tag_or_an_attribute_of_its_own(text: str) -> None:
    seen = _Tags(mrkdwn(text, READER))
    assert seen.tags <= HARMLESS
    assert seen.attributes <= ATTRIBUTES
    assert all(address.startswith(("https:", "http:", "mailto:", "tel:")) for address in seen.addresses)


@given(st.text(alphabet=st.characters(exclude_characters="*_~`<>&•-:\n", exclude_categories=("Cc", "Cs"))))
def test_plain_words_are_shown_as_they_are(text: str) -> None:
    assert str(mrkdwn(text, READER).unescape()) == text
