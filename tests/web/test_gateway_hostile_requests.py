"""Every request to the join pages gets an orderly answer, however malformed (section 12)."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support.database.outages import locked
from tests.support.fixtures.bot_fixture import BotUnderTest, with_missing_table
from tests.support.fixtures.gateway_fixture import Guest, bot_behind_proxy, new_host, unknown_path
from tests.support.fixtures.raw_http import send_raw, status_code


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    with bot_behind_proxy(migrated_sqlite, tmp_path_factory.mktemp("hostile")) as made:
        yield made


NAMES = {
    "ten kilobytes": "x" * 10_000,
    "bad percent-encoding": "%zz%",
    "half a character": "%c3",
    "not UTF-8": "%ff%fe",
    "zero byte": "555%00142368",
    "line break": "555%0d%0aSet-Cookie:%20a=b",
    "quotes and angle brackets": "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "dots": "%2e%2e",
    "other digits": "%D9%A5%D9%A5%D9%A5%D9%A0%D9%A1%D9%A4%D9%A2%D9%A3%D9%A6%D9%A8",
    "capital that grows": "%C4%B0" * 60,
    "SQL": "'%20OR%201=1--",
    "braces": "%7Bname%7D%7B0%7D",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("kind", ["j", "my"])
def test_strange_names_are_links_like_any_other(live_bot: BotUnderTest, kind: str, name: str) -> None:
    """Each from an address of its own, so that no name is refused for the guesses before it."""
    path = f"/{kind}/{name}".encode()
    address = f"X-Forwarded-For: 100.66.{len(kind)}.{list(NAMES.values()).index(name)}\r\n".encode()
    head = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + address
    opened = send_raw(live_bot, b"GET " + path + head + b"\r\n")
    form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\n"
    submitted = send_raw(live_bot, b"POST " + path + head + form + b"passcode=1")
    has_slash = "/" in unquote(name)  # then it is another path
    assert (status_code(opened), status_code(submitted)) == ((404, 404) if has_slash else (200, 403))
    assert b"<script" not in opened + submitted
    assert b"a=b" not in opened.partition(b"\r\n\r\n")[0]


BODIES = {
    "ten megabytes": (b"Content-Length: 10000000", b"passcode=" + b"9" * 9_999_991),
    "a length that is a lie": (b"Content-Length: 5000", b"passcode=1"),
    "a negative length": (b"Content-Length: -1", b"passcode=1"),
    "a length that is none": (b"Content-Length: x", b"passcode=1"),
    "two lengths": (b"Content-Length: 10\r\nContent-Length: 11", b"passcode=1"),
    "chunks": (b"Transfer-Encoding: chunked", b"a\r\npasscode=1\r\n0\r\n\r\n"),
    "broken chunks": (b"Transfer-Encoding: chunked", b"zz\r\npasscode"),
    "endless small chunks": (b"Transfer-Encoding: chunked", b"1\r\nx\r\n" * 20_000 + b"0\r\n\r\n"),
    "both": (b"Transfer-Encoding: chunked\r\nContent-Length: 3", b"0\r\n\r\n"),
    "not UTF-8": (b"Content-Length: 13", b"passcode=\xff\xfe\x00\xc3"),
    "bad percent-encoding": (b"Content-Length: 14", b"passcode=%zz%0"),
    "many fields": (b"Content-Length: 4000", b"a=1&" * 1000),
    "the same field twice": (b"Content-Length: 21", b"passcode=1&passcode=2"),
    "JSON": (b"Content-Type: application/json\r\nContent-Length: 16", b'{"passcode": ""}'),
    "multipart": (b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5", b"--x--"),
    "nothing": (b"Content-Length: 0", b""),
}


@pytest.mark.parametrize("headers, body", BODIES.values(), ids=BODIES)
def test_strange_forms_are_wrong_passcodes_at_most(live_bot: BotUnderTest, headers: bytes, body: bytes) -> None:
    room = live_bot.room(new_host(live_bot))
    start = f"POST /j/{room.number} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {room.id}.2.3.4\r\nConnection: close\r\n"
    answer = send_raw(live_bot, start.encode() + headers + b"\r\n\r\n" + body, 0.5)
    assert status_code(answer) in {0, 400, 403, 429}
    assert live_bot.http_client().get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "request_line",
    [
        b"PUT /j/1 HTTP/1.1",
        b"DELETE /my/x HTTP/1.1",
        b"OPTIONS /j/1 HTTP/1.1",
        b"GET /j/1/2 HTTP/1.1",
        b"GET /j/ HTTP/1.1",
        b"GET //j/1 HTTP/1.1",
    ],
)
def test_other_methods_and_paths_are_not_there(live_bot: BotUnderTest, request_line: bytes) -> None:
    assert status_code(send_raw(live_bot, request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")) in {404, 405}


@pytest.mark.parametrize(
    "noise",
    [
        b"\x00" * 100,
        b"BREW /j/1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        b"GET /j/1 HTTP/1.1\r\n" + b"X: " + b"y" * 200_000,
    ],
)
def test_what_is_no_request_at_all_is_hung_up_on(live_bot: BotUnderTest, noise: bytes) -> None:
    assert status_code(send_raw(live_bot, noise)) in {0, 400, 404, 405, 431}


def test_a_head_without_an_end_is_refused(live_bot: BotUnderTest) -> None:
    """One request must not fill the memory."""
    for head in (b"GET /j/1 HTTP/1.1\r\nX: ", b"GET /j/", b"GET /j/1 HTTP/1.1\r\n" + b"X: y\r\n" * 20_000):
        assert status_code(send_raw(live_bot, head + b"y" * 200_000)) in {400, 414, 431}


@pytest.mark.parametrize("trailers", [b"X: y\r\n" * 20_000, b"X: " + b"y" * 200_000])
def test_trailers_without_an_end_are_refused_too(live_bot: BotUnderTest, trailers: bytes) -> None:
    head = b"POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n"
    assert b"The head of the request is too long." in send_raw(live_bot, head + trailers)


def test_a_trailer_is_no_header(live_bot: BotUnderTest) -> None:
    """GATE-2: else whoever guesses would say by himself where he comes from."""
    room = live_bot.room(new_host(live_bot))
    start = f"POST /j/{room.number} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    body = "f\r\npasscode=zzzzzz\r\n0\r\n"
    answers = [
        status_code(send_raw(live_bot, f"{start}{kind}{body}X-Forwarded-For: 198.51.100.{each}\r\n\r\n".encode()))
        for each in range(12)
    ]
    assert answers[-1] == 429


def test_a_body_and_another_request_may_be_longer_than_a_head(live_bot: BotUnderTest) -> None:
    body = b"passcode=" + b"y" * 3_000
    request = b"POST /j/1 HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    last = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answers = send_raw(live_bot, request * 30 + last)
    assert answers.count(b"HTTP/1.1 ") == 31
    assert b"400" not in answers.partition(b"\r\n")[0]


def test_when_the_database_is_away_the_page_is_calm_and_looks_again(live_bot: BotUnderTest) -> None:
    room, guest = live_bot.room(new_host(live_bot)), Guest(live_bot)
    with with_missing_table(live_bot):
        for answer in (
            guest.open_page(f"/j/{room.number}", pwd=room.token),
            guest.open_page(unknown_path()),
            guest.submit_passcode(f"/j/{room.number}", "1"),
        ):
            assert answer.status_code == 503
            assert "<h1>Just a moment</h1>" in answer.text
            assert 'http-equiv="refresh"' in answer.text
            assert answer.headers["cache-control"] == "no-store"
    assert guest.open_page(f"/j/{room.number}", pwd=room.token).status_code == 200


def test_while_nothing_can_be_written_tokens_open_and_no_passcode_does_for_nobody_could_be_kept_from_guessing(
    live_bot: BotUnderTest,
) -> None:
    """GATE-2."""
    room, guest = live_bot.room(new_host(live_bot)), Guest(live_bot)
    path = f"/j/{room.number}"
    with locked(live_bot.bot.config.database_url):
        answers = [guest.submit_passcode(path, passcode) for passcode in (room.passcode, "wrong")]
        assert guest.open_page(path, pwd=room.token).status_code == 200
        assert "Enter the passcode" in guest.open_page(path).text
    assert [answer.status_code for answer in answers] == [503, 503]
    assert answers[0].text == answers[1].text
    assert guest.submit_passcode(path, room.passcode).status_code == 303
