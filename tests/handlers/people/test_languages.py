"""LANG-1, with the whole bot: what somebody's Slack is in, and what an owner chose for channels."""

from collections.abc import Mapping
from typing import Any

from bot.i18n.languages import Language
from bot.policy.audit.events import AuditAction, AuditFilter
from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Identity
from bot.sandbox.client.driver import Driver
from bot.slack.api_errors import ApiCallGuard
from bot.slack.client import SlackClient
from bot.slack.directory import SlackDirectory, read_identity
from bot.views.admin.language import LANGUAGE_BLOCK, read_language
from storage.audit import audit as audit_store
from tests.support.factories.languages import FRENCH, GERMAN, said_in
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.organisation import Organisation, open_console
from tests.support.fixtures.screens import top_modal

OLIVIA = "U0OLIVIA"
LABEL = "Language of channel posts"


def slack_in(live_bot: BotUnderTest, locale: str) -> Driver:
    """The owner, who has Slack in this language from now on."""
    live_bot.workspace.change(OLIVIA, locale=locale)
    live_bot.workspace.settle()
    return Driver(live_bot.workspace, OLIVIA)


def set_up_form(olivia: Driver) -> Mapping[str, Any]:
    olivia.type("/pmi admin", channel="general")
    fields = top_modal(olivia).fields
    olivia.close(everything=True)
    return fields


def test_slack_is_asked_for_locales(fresh_bot: BotUnderTest) -> None:
    """It tells them only then."""
    heard: list[str] = []
    client = SlackClient(token=fresh_bot.workspace.bot_token, base_url=fresh_bot.bot.config.slack_api_url, timeout=5)

    def read(team: TeamId, user: Mapping[str, Any]) -> Identity:
        found = read_identity(team, user)
        heard.append(found.locale)
        return found

    directory, team = SlackDirectory(client, ApiCallGuard(), read), TeamId(fresh_bot.workspace.team_id)
    assert directory.look_up(team, UserId(OLIVIA)).locale == "en-GB"
    listed = directory.page(team, "").people
    assert heard == ["en-GB"] * (1 + len(listed))


def test_a_locale_of_any_length_is_cut_to_what_is_stored() -> None:
    team = TeamId("T0")
    assert read_identity(team, {"locale": "de-DE-x-" + "y" * 100}).locale == "de-DE-x-yyyyyyyy"
    assert [read_identity(team, {"locale": odd}).locale for odd in (None, "")] == ["", ""]


def test_the_very_first_screen_is_in_the_language_of_one_s_slack(fresh_bot: BotUnderTest) -> None:
    """Nobody has been met before; and the next one follows a change at once."""
    for locale, language in (("de-DE", GERMAN), ("fr-CA", FRENCH), ("ja-JP", Language("en"))):
        assert said_in(language, LABEL) in set_up_form(slack_in(fresh_bot, locale))


def test_an_owner_is_offered_their_own_language_for_channels(fresh_bot: BotUnderTest) -> None:
    olivia = slack_in(fresh_bot, "de-DE")
    label = said_in(GERMAN, LABEL)
    assert set_up_form(olivia)[label] == "Deutsch"
    olivia.type("/pmi admin", channel="general")
    olivia.fill({label: "Français"})
    olivia.submit()
    profile = fresh_bot.profile(olivia)
    assert profile is not None
    assert profile.account.language == FRENCH


def test_an_owner_changes_the_language_of_channels_and_it_is_written_down(org: Organisation) -> None:
    """AUDIT-1; it takes effect at once."""
    seen = open_console(org.olivia, "Account settings")
    assert f"{LABEL}\nEnglish" in seen.text
    org.olivia.press("Change", beside=LABEL)
    org.olivia.fill({LABEL: "Español"})
    org.olivia.submit()
    assert f"{LABEL}\nEspañol" in top_modal(org.olivia).text
    with org.live_bot.bot.database.read() as tx:
        profile = org.live_bot.profile(org.olivia)
        assert profile is not None
        newest = audit_store.page(tx, profile.account.id, AuditFilter(), None, 1)[0].event
    assert (newest.action, newest.before, newest.after) == (AuditAction.LANGUAGE, "en", "es")
    assert "English → Español" in open_console(org.olivia, "Audit log").text


def test_an_admin_reads_it_and_is_told_who_can_change_it(org: Organisation) -> None:
    """Section 4, UX-7."""
    seen = open_console(org.ada, "Account settings").text
    assert f"{LABEL}\nEnglish\n🔒 Only owners can change this." in seen


def test_a_language_that_there_is_not_is_none() -> None:
    """Whatever a forged form says."""
    for name in ("tlh", "", "EN"):
        values = {LANGUAGE_BLOCK: {"typed": {"selected_option": {"value": name}}}}
        assert read_language({"state": {"values": values}}) is None
    assert read_language({"state": {"values": {}}}) is None
