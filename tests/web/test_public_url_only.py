"""No address is built from a request: not from its host, scheme, target or forwarded headers (GATE-6)."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.routing import Route

from bot.sandbox.client.driver import Driver
from tests.support.fixtures.bot_fixture import MEETING_URL_TEMPLATE, BotUnderTest, wait_until
from tests.support.fixtures.gateway_fixture import Guest, bot_behind_proxy, new_host
from tests.support.fixtures.raw_http import send_raw, status_code

EVIL = "evil.example"
PUBLIC = "https://pmi.example.com"
METHODS = ("GET", "HEAD", "POST")
HEADERS = (
    f"Host: {EVIL}",
    f"X-Forwarded-Host: {EVIL}",
    "X-Forwarded-Proto: ftp",
    "X-Forwarded-Port: 6666",
    f"X-Original-URL: http://{EVIL}/",
    f"Forwarded: host={EVIL};proto=ftp",
    f"Origin: http://{EVIL}",
    f"Referer: http://{EVIL}/",
)
TARGETS = {
    "as it is": "{path}",
    "with a slash at its end": "{path}/",
    "with slashes at its end": "{path}///",
    "with a slash and a query": "{path}/?pwd=SECRET&next=//" + EVIL,
    "with a query": "{path}?pwd=SECRET&url=http://" + EVIL,
    "behind a host": "//" + EVIL + "{path}",
    "behind a host, with a slash at its end": "//" + EVIL + "{path}/",
    "behind two slashes": "/{path}/",
    "behind a backslash": "/\\" + EVIL + "{path}/",
    "behind an encoded host": "/%2f" + EVIL + "{path}/",
    "in absolute form": "http://" + EVIL + "{path}",
    "in absolute form, with a slash at its end": "https://" + EVIL + "{path}/",
}
OWN = ("/", PUBLIC + "/", MEETING_URL_TEMPLATE.partition("{")[0])
"""What a redirect may begin with: a path of ours, PUBLIC_URL, or the meeting place."""


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    with bot_behind_proxy(migrated_sqlite, tmp_path_factory.mktemp("addresses"), public_url=PUBLIC) as made:
        yield made


@pytest.fixture(scope="module")
def mia(live_bot: BotUnderTest) -> Driver:
    """A host whose room is open."""
    return new_host(live_bot, "/pmi start Planning")


@pytest.fixture(scope="module")
def paths(live_bot: BotUnderTest, mia: Driver) -> list[str]:
    """A path of every route, with something behind it where there can be."""
    room = live_bot.room(mia)
    real = {
        "/j/{number}": [f"/j/{room.number}", "/j/2345678923"],
        "/my/{link}": [f"/my/{room.link}", "/my/nobody.here"],
        "/i/{name}.ics": [file_of(mia), "/i/unknown.ics"],
        "/calendar/{name}.ics": [feed_of(mia), "/calendar/unknown.ics"],
    }
    routes = sorted({route.path.rstrip("/") for route in live_bot.bot.web.routes if isinstance(route, Route)})
    assert set(real) <= set(routes)
    assert all("{" not in path for path in set(routes) - set(real))
    return [each for path in routes for each in real.get(path, [path])] + ["/", "/nowhere"]


def file_of(mia: Driver) -> str:
    mia.type("/schedule Roof garden")
    mia.fill({"Date": "2026-04-01", "Time": "15:00"})
    mia.submit()
    mia.press("Copy invitation")
    address = mia.press("Add to calendar")
    mia.close(everything=True)
    assert address.startswith(f"{PUBLIC}/i/")
    return address.removeprefix(PUBLIC)


def feed_of(mia: Driver) -> str:
    mia.type("/pmi settings")
    mia.press("Calendar feed …")
    mia.press("Make my calendar link")
    assert mia.modal is not None
    found = re.search(PUBLIC + r"(/calendar/[0-9a-f]+\.ics)", mia.modal.text)
    assert found is not None
    mia.close(everything=True)
    return found[1]


def asked(live_bot: BotUnderTest, method: str, target: str, number: int = 0) -> bytes:
    """The whole answer to a request in which everything names a foreign host; `number` tells guests apart."""
    address = f"X-Forwarded-For: 100.65.{len(target)}.{number}"
    sent = [f"{method} {target} HTTP/1.1", *HEADERS, address, "Content-Length: 0", "Connection: close", "", ""]
    return send_raw(live_bot, "\r\n".join(sent).encode())


def location(answer: bytes) -> str:
    found = re.search(rb"(?im)^location: *(.*?)\r$", answer.partition(b"\r\n\r\n")[0])
    return found[1].decode() if found else ""


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("method", METHODS)
def test_no_route_takes_an_address_from_a_request(
    live_bot: BotUnderTest, paths: list[str], method: str, target: str
) -> None:
    """GATE-6: whatever is asked for, however, nothing foreign comes back; a redirect leads to us or the meeting place."""
    for number, path in enumerate(paths):
        answer = asked(live_bot, method, target.format(path=path), number)
        assert status_code(answer) not in {0, 301, 302, 307, 308, 500}, path
        assert EVIL.encode() not in answer, path
        assert b"ftp:" not in answer, path
        assert b":6666" not in answer, path
        assert b"127.0.0.1:" + live_bot.address.rpartition(":")[2].encode() not in answer, path
        assert location(answer).startswith(OWN) or not location(answer), path
        assert not location(answer).startswith(("//", "/\\")), path


@pytest.mark.parametrize("kind", ["number", "link"])
def test_a_slash_at_the_end_leads_to_the_same_page(live_bot: BotUnderTest, mia: Driver, kind: str) -> None:
    """GATE-6: a token opens the room at once, a passcode redirects to the page's own address."""
    room, guest = live_bot.room(mia), Guest(live_bot)
    path = f"/j/{room.number}" if kind == "number" else f"/my/{room.link}"
    assert guest.open_page(f"{path}/").text == guest.open_page(path).text
    assert "<h1>Enter the passcode</h1>" in guest.open_page(path).text
    assert guest.open_page(f"{path}/", pwd=room.token).headers["location"].startswith("http://127.0.0.1:9/")
    admitted = guest.submit_passcode(f"{path}/", room.passcode)
    assert (admitted.status_code, admitted.headers["location"]) == (303, path)
    assert f"Path={path};" in admitted.headers["set-cookie"]


@pytest.mark.parametrize("end", ["/", "//", "///"])
@pytest.mark.parametrize("method", METHODS)
def test_everything_else_is_not_there_with_a_slash_at_its_end(
    live_bot: BotUnderTest, paths: list[str], method: str, end: str
) -> None:
    """GATE-6: what a proxy keeps inside by its path, such as /metrics, has no other path."""
    browser = live_bot.http_client()
    for path in paths:
        if end == "/" and path.startswith(("/j/", "/my/")):
            continue
        answer = browser.request(method, path.rstrip("/") + end)
        assert (answer.status_code, "location" in answer.headers) == (404, False), path


def test_calendars_name_the_public_address_whoever_asks(live_bot: BotUnderTest, paths: list[str]) -> None:
    """GATE-6, INV-2: the file of a meeting and the feed."""
    calendars = [path for path in paths if path.endswith(".ics") and "unknown" not in path]
    assert len(calendars) == 2
    for path in calendars:
        text = asked(live_bot, "GET", path).decode().replace("\r\n ", "")
        links = re.findall(r"https?://[^\s\\]+", text)
        assert links
        assert {urlsplit(link).netloc for link in links} == {"pmi.example.com"}


def test_the_log_names_the_route_of_a_path_with_a_slash_at_its_end(live_bot: BotUnderTest, mia: Driver) -> None:
    """GATE-4: the route, and nothing of the path."""
    before = len(live_bot.log.getvalue())
    Guest(live_bot).open_page(f"/j/{live_bot.room(mia).number}/")
    wait_until(
        lambda: '"route": "join by number"' in live_bot.log.getvalue()[before:]
    )  # written after the last byte was sent
    assert live_bot.room(mia).number not in live_bot.log.getvalue()[before:]
