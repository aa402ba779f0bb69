"""LANG-1: messages are in the language of those who read them, when they are sent and when they are brought up to date."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from bot.handlers.meetings.cards import card_renderers
from bot.handlers.messages.registry import in_readers_language
from bot.handlers.request.csv_files import csv_document
from bot.i18n.languages import ENGLISH
from bot.i18n.spoken import speaking, spoken
from bot.policy.clock import Instant
from bot.policy.deliveries.deliveries import Delivery
from bot.policy.ids import MeetingKey
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.invitations.invitations import MeetingView
from bot.use_cases.deliveries.worker import Defer, Discard
from bot.use_cases.invitations import channel_posts
from bot.use_cases.invitations.requested_posts import PostTarget
from bot.use_cases.meetings import cards
from bot.use_cases.people import identities
from bot.use_cases.ports import Message, Messenger
from bot.use_cases.rooms import sessions
from storage import Database
from storage.invitations import posts as post_store
from storage.people import people as people_store
from tests.support.factories.languages import FRENCH, GERMAN
from tests.support.factories.meetings import schedule_meeting
from tests.support.factories.people import (
    HOST,
    NOW,
    OPTIONS,
    TEAM,
    NoMessenger,
    caller,
    identity,
    make_context,
    start_room,
)
from tests.support.fixtures.posting_fixture import PLACE, Posting


class TakesChanges(NoMessenger):
    """Slack, which takes every change of a message, and the end of a call."""

    def change(self, *_change: object) -> None:
        pass

    def close_call(self, *_call: object) -> None:
        pass


@pytest.fixture
def posting(db: Database) -> Posting:
    """A host who reads German, in an account whose channels read French."""
    posting = Posting(db)
    identities.sync_identity(db, identity(locale="de-DE"), NOW)
    with db.write(TEAM) as tx:
        account = people_store.find_account(tx, TEAM)
        assert account is not None
        people_store.update_account(tx, replace(account, language=FRENCH))
    return posting


def says_its_language(_delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
    return Message(spoken())


def test_a_direct_message_is_in_its_reader_s_language_and_a_post_in_the_account_s(posting: Posting) -> None:
    session = start_room(posting.db).session
    cards.share_session(make_context(posting.db), caller(HOST), session.id, PostTarget(PLACE))
    to_channel = posting.delivery()
    to_host = replace(to_channel, recipient=replace(to_channel.recipient, locale="de-DE"))
    render = in_readers_language(says_its_language)
    assert [render(each, NOW) for each in (to_channel, to_host)] == [Message(FRENCH), Message(GERMAN)]
    assert spoken() == ENGLISH


def test_a_card_is_posted_in_the_account_s_language_whatever_its_host_reads(posting: Posting) -> None:
    heard: list[str] = []

    def opened(_meeting: OpenMeeting, _address: str, _call: str) -> Message:
        heard.append(spoken())
        return Message("open")

    posting.context = replace(posting.context, card_renderers=replace(card_renderers(OPTIONS), open=opened))
    posting.restart()
    cards.share_session(make_context(posting.db), caller(HOST), start_room(posting.db).session.id, PostTarget(PLACE))
    posting.tick()
    assert (posting.in_channel, heard) == (["open"], [FRENCH])


def test_a_card_that_is_marked_as_over_knows_the_account_s_language(posting: Posting) -> None:
    context = make_context(posting.db, messenger=cast(Messenger, TakesChanges()))
    session = start_room(posting.db).session.id
    cards.share_session(context, caller(HOST), session, PostTarget(PLACE))
    posting.tick()
    sessions.end_session(context, caller(HOST), session)
    heard: list[str] = []

    def over(card: Card) -> Message:
        heard.append(card.language)
        return Message("over")

    cards.close_cards(context, replace(card_renderers(OPTIONS), over=over), Instant(NOW))
    assert heard == [FRENCH]


def test_a_post_that_is_brought_up_to_date_knows_the_account_s_language(posting: Posting) -> None:
    context = make_context(posting.db, messenger=cast(Messenger, TakesChanges()))
    meeting = schedule_meeting(posting.db)
    channel_posts.post_meeting(context, caller(HOST), meeting.key, PostTarget(PLACE))
    posting.tick()
    with posting.db.write(TEAM) as tx:
        post_store.mark_stale(tx, [MeetingKey(meeting.key)], NOW)
    heard: list[str] = []

    def anew(_shown: MeetingView, _with_passcode: bool, language: str) -> Message:
        heard.append(language)
        return Message("anew")

    assert channel_posts.refresh_posts(context, anew, NOW + timedelta(minutes=1)) == 1
    assert heard == [FRENCH]


def test_what_a_program_reads_is_english_whoever_asks() -> None:
    """LANG-1: the rows of a file are made while it is written."""
    with speaking(GERMAN), csv_document("a.csv", "A", ["language"], ([spoken()] for _ in range(1))) as document:
        assert document.content.read().decode("utf-8-sig").split() == ["language", "en"]
        assert spoken() == GERMAN
