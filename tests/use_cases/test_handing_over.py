"""A host who left: the admins are told, and hand their meetings over (MEET-9)."""

from datetime import timedelta

from bot.policy.answers import Denied
from bot.policy.people import Actor, PersonId, Role, UserId
from bot.use_cases import handovers, meeting_starts, people, renewals
from bot.use_cases.handovers import HandedOver, Left
from bot.use_cases.meeting_starts import StartedMeeting
from storage import Database
from tests.databases import everything_in
from tests.factories import HOST, NOW, OTHER, TEAM, TERMS, identity, met, visited
from tests.meeting_factories import (
    ADMIN,
    GUEST,
    GUEST_2,
    WEEKLY,
    directory,
    listed,
    meeting_of,
    owed,
    own,
    scheduled,
    send,
)

BOTH = (GUEST, GUEST_2)


def leave(db: Database) -> None:
    """What learning of it does, and the hook that belongs behind it."""
    people.learn(db, identity(active=False), NOW)
    with db.write(TEAM) as tx:
        profile = people.known(tx, TEAM, HOST)
        handovers.host_left(tx, TEAM, profile.account.id, profile.person.id, NOW)


def hand_over(db: Database, to: UserId = OTHER, actor: Actor = ADMIN) -> HandedOver | Denied:
    return handovers.hand_over(db, TERMS, TEAM, actor, HOST, to, NOW)


def with_meetings(db: Database) -> None:
    met(db, "U0ADMIN", role=Role.ADMIN)
    met(db, OTHER, name="Dan")
    visited(db)
    scheduled(db, "pmi", on_pmi=True, invite=BOTH)
    scheduled(db, "own", rule=WEEKLY, invite=(GUEST,))
    send(db)


def test_the_admins_are_told_what_somebody_who_left_had_planned(db: Database) -> None:
    with_meetings(db)
    leave(db)
    deliveries = owed(db, handovers.KIND)
    assert [each.recipient.user for each in deliveries] == ["U0ADMIN"]
    facts = handovers.facts(db, deliveries[0].subject, NOW)
    assert isinstance(facts, Left)
    assert [each.meeting.topic for each in facts.meetings] == ["Design review"] * 2
    assert facts == handovers.left_by(db, TEAM, ADMIN, HOST, NOW)


def test_nothing_is_said_where_nothing_was_planned_or_they_came_back(db: Database) -> None:
    met(db, "U0ADMIN", role=Role.ADMIN)
    met(db)
    leave(db)
    assert owed(db, handovers.KIND) == []
    people.learn(db, identity(), NOW)
    scheduled(db)
    leave(db)
    people.learn(db, identity(), NOW)
    assert handovers.facts(db, owed(db, handovers.KIND)[0].subject, NOW) == Denied("they came back")


def test_an_open_meeting_closes_with_its_host(db: Database) -> None:
    meeting = scheduled(db)
    started = meeting_starts.start_meeting(db, directory(), TERMS, TEAM, HOST, meeting.key, NOW)
    assert isinstance(started, StartedMeeting)
    leave(db)
    assert [row[6] for row in everything_in(db)["sessions"]] == [NOW]


def test_every_meeting_goes_to_the_new_host_and_those_on_a_pmi_get_a_generated_id(db: Database) -> None:
    with_meetings(db)
    numbers = {each.meeting.key: each.told.number for each in listed(db)}
    leave(db)
    answer = hand_over(db)
    assert isinstance(answer, HandedOver)
    assert listed(db) == []
    now_theirs = listed(db, OTHER)
    assert [each.meeting.key for each in now_theirs] == [each.key for each in answer.meetings]
    assert all(own(each.meeting).host == answer.to.id for each in now_theirs)
    changed = {each.meeting.topic: each.told.number != numbers[each.meeting.key] for each in now_theirs}
    assert [each.told.number != numbers[each.meeting.key] for each in now_theirs] == [True, False], changed
    holders = {row[0]: row[1] for row in everything_in(db)["numbers"]}
    assert {holders[each.told.number] for each in now_theirs} == {answer.to.id}


def test_the_new_host_gets_the_message_and_tells_the_invitees(db: Database) -> None:
    """INV-3."""
    with_meetings(db)
    leave(db)
    answer = hand_over(db)
    assert isinstance(answer, HandedOver)
    assert answer.renewal is not None
    assert [each.recipient.user for each in owed(db, renewals.KIND)] == [OTHER]
    facts = send(db)[-1]
    assert len(facts.changed) == 2
    pressed = renewals.send_updates(db, TEAM, OTHER, answer.renewal, NOW)
    assert isinstance(pressed, renewals.Updated)
    assert pressed.people == 3
    assert {each.invitee.person.user for each in send(db)} == {GUEST, GUEST_2}


def test_an_invitee_who_becomes_the_host_is_invited_no_more_and_told_of_no_cancellation(db: Database) -> None:
    with_meetings(db)
    leave(db)
    answer = hand_over(db, GUEST)
    assert isinstance(answer, HandedOver)
    assert answer.renewal is not None
    renewals.send_updates(db, TEAM, GUEST, answer.renewal, NOW)
    told = [each.invitee.person.user for each in send(db) if hasattr(each, "invitee")]
    assert told == [GUEST_2]


def test_a_host_who_is_still_here_keeps_their_meetings(db: Database) -> None:
    with_meetings(db)
    before = everything_in(db)
    answer = hand_over(db)
    assert isinstance(answer, Denied)
    assert "still here" in answer.reason
    assert everything_in(db) == before


def test_only_a_confirmed_admin_hands_over_and_only_to_somebody_who_may_host(db: Database) -> None:
    """ROLE-1, section 4."""
    with_meetings(db)
    met(db, "U0VISITOR", role=Role.GUEST)
    leave(db)
    before = everything_in(db)
    member = Actor(OTHER, Role.MEMBER, NOW)
    stale = Actor(ADMIN.user, Role.ADMIN, NOW - timedelta(minutes=2))
    answers = [
        hand_over(db, actor=member),
        hand_over(db, actor=stale),
        hand_over(db, UserId("U0VISITOR")),
        hand_over(db, HOST),
        hand_over(db, UserId("U0NOBODY")),
        handovers.left_by(db, TEAM, member, HOST, NOW),
    ]
    assert {type(answer) for answer in answers} == {Denied}
    assert everything_in(db) == before


def test_handing_over_twice_hands_over_once(db: Database) -> None:
    with_meetings(db)
    leave(db)
    first = hand_over(db)
    assert isinstance(first, HandedOver)
    again = hand_over(db, GUEST)
    assert isinstance(again, HandedOver)
    assert (again.meetings, again.renewal) == ([], None)
    assert meeting_of(db, first.meetings[0].key).host == PersonId(first.to.id)
