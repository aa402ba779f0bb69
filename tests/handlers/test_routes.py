"""Lists that must agree: what the manifest asks Slack to send, what is routed, what the help names, what can be pressed."""

from collections.abc import Iterator
from inspect import unwrap
from pathlib import Path

import pytest

from bot.config import manifest
from bot.handlers.meetings.cards import card_renderers
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.subcommands import PmiCommand
from bot.handlers.routes import routes
from bot.policy.options import Options
from bot.protocol import Block, RequestKind, Routes
from bot.slack.api_errors import ApiCallGuard
from bot.slack.client import SlackClient
from bot.slack.directory import SlackDirectory, read_identity
from bot.slack.messenger import SlackMessenger
from bot.views.components.help import PMI_COMMANDS
from bot.views.meetings.form_fields import CHANGE_REPEATS, CHOOSE_ID, SEARCH_ZONE
from storage import Database
from tests.support.views.catalogue_of_views import TypedTexts, all_views, labels_of_buttons

MANIFEST = manifest.read()
ANYTHING = "*"
DISPATCHER_ACTIONS = {"again"}
"""Buttons that the dispatcher makes and understands by itself."""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Routes]:
    folder: Path = tmp_path_factory.mktemp("routes")
    database, client, options = (
        Database(f"sqlite:///{folder / 'unused.db'}"),
        SlackClient(base_url="http://127.0.0.1:9/api/", timeout=1),
        Options(),
    )
    context = HandlerContext(
        database,
        SlackDirectory(client, ApiCallGuard()),
        SlackMessenger(client, ApiCallGuard()),
        options,
        card_renderers(options),
    )
    yield routes(context, read_identity)
    database.close()


def named(table: Routes, kind: RequestKind) -> set[str]:
    return {name for found, name in table if found is kind} - {ANYTHING}


def test_the_manifests_commands_are_the_routed_ones(table: Routes) -> None:
    assert {each["command"] for each in MANIFEST["features"]["slash_commands"]} == named(table, RequestKind.COMMAND)


def test_the_manifests_events_are_the_routed_ones(table: Routes) -> None:
    asked = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    assert asked == named(table, RequestKind.EVENT)


def test_the_manifests_shortcuts_are_the_routed_ones(table: Routes) -> None:
    asked = {each["callback_id"] for each in MANIFEST["features"].get("shortcuts", [])}
    assert asked == named(table, RequestKind.SHORTCUT)


def test_the_help_names_every_subcommand_and_no_other(table: Routes) -> None:
    """UX-3."""
    command = unwrap(table[RequestKind.COMMAND, "/pmi"])
    assert isinstance(command, PmiCommand)
    listed = {command.strip("`").removeprefix("/pmi").lstrip().partition(" ")[0] for command in PMI_COMMANDS}
    assert listed == {*command.subcommands, "help"}


MENUS = {CHOOSE_ID, CHANGE_REPEATS, SEARCH_ZONE}
"""Inputs that are heard of as soon as they change."""


def acting(element: Block) -> str:
    """Also a menu that stands outside an input: those of the console are named after it."""
    action = str(element["action_id"])
    return action if element["type"] in {"button", "overflow"} or action.startswith("admin_") or action in MENUS else ""


def test_every_button_and_menu_that_people_see_is_routed(table: Routes) -> None:
    assert labels_of_buttons(acting, TypedTexts()) - DISPATCHER_ACTIONS <= named(table, RequestKind.ACTION)


def test_every_routed_button_and_menu_is_seen_somewhere(table: Routes) -> None:
    assert named(table, RequestKind.ACTION) <= labels_of_buttons(acting, TypedTexts())


def test_every_form_is_routed(table: Routes) -> None:
    forms = {view["callback_id"] for view in all_views(TypedTexts()).values() if "submit" in view}
    assert forms == named(table, RequestKind.SUBMISSION)


def test_whatever_is_not_routed_by_name_has_somebody_who_answers(table: Routes) -> None:
    assert {kind for kind, name in table if name == ANYTHING} == set(RequestKind)
