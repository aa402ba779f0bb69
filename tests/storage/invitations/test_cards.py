"""Cards of open rooms and of meetings with an ID of their own, on both databases (MEET-1)."""

from datetime import timedelta

from bot.policy.ids import AccountId, SessionId
from bot.policy.meetings.instant import IdChoice
from bot.use_cases.meetings import starts
from bot.use_cases.meetings.starts import StartedInstant
from storage import Database
from storage.invitations import cards as card_store
from tests.support.factories.meetings import directory
from tests.support.factories.people import HOST, NOW, TEAM, caller, make_context, start_room

DAY = timedelta(days=1)


def shown(db: Database, account: AccountId, session: SessionId) -> None:
    with db.write(TEAM) as tx:
        card = card_store.reserve(tx, account, session, "C0GENERAL", NOW)
        card_store.mark_posted(tx, card, f"{session}.1")


def test_cards_of_both_kinds_are_over_after_a_day_or_when_their_session_was_ended(db: Database) -> None:
    room = start_room(db)
    instant = starts.start_instant(make_context(db, directory=directory()), caller(HOST), "Tea", IdChoice.NEW)
    assert isinstance(instant, StartedInstant)
    sessions = [room.session.id, instant.started.session.id]
    for session in sessions:
        shown(db, room.profile.account.id, session)
    with db.read() as tx:
        assert card_store.with_ended_session(tx, NOW + DAY - timedelta(seconds=1), 9) == []
        over = card_store.with_ended_session(tx, NOW + DAY, 9)
    assert [(each.session and each.session.id, each.host and each.host.user) for each in over] == [
        (session, HOST) for session in sessions
    ]
    starts.end_meeting(make_context(db), caller(HOST), sessions[1])
    with db.write(TEAM) as tx:
        (ended,) = card_store.with_ended_session(tx, NOW, 9)
        assert ended.session is not None
        assert ended.session.id == sessions[1]
        card_store.mark_closed(tx, ended.id, NOW)
        assert card_store.with_ended_session(tx, NOW, 9) == []
