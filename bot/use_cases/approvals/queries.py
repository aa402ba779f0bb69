"""Reads requests: the open ones, all of them, and the people affected by one (APP-2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.approvals.changes import ChangeSetting
from bot.policy.approvals.requests import ApprovalRequest
from bot.policy.deliveries.deliveries import MessageSubject
from bot.policy.ids import AccountId, GroupId, PersonId, RequestId, TeamId
from bot.policy.people.caller import Caller
from bot.policy.people.people import NO_ACCOUNT, Person
from bot.policy.people.permissions import may_administer
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.use_cases.approvals import assessment, decisions
from bot.use_cases.context import Context, permitted_account
from storage import Connection, Database
from storage.approvals import requests as request_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.settings import settings as setting_store


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A page of requests, with the current names of groups. `total` counts the open ones that may be seen."""

    requests: list[ApprovalRequest]
    names: Mapping[GroupId, str]
    total: int


def list_open(context: Context, caller: Caller, skip: int, most: int) -> RequestPage | Denied:
    """Open requests, the oldest first: all for owners and admins, one's own for others."""
    with context.db.read() as tx:
        account = people_store.find_account(tx, caller.team)
        if account is None:
            return NO_ACCOUNT
        found = request_store.pending(tx, account.id)
        if isinstance(may_administer(caller.actor, caller.now), Denied):
            found = [request for request in found if request.proposal.asked_by == caller.user]
        return RequestPage(found[skip : skip + most], _group_names(tx, account.id), len(found))


def list_all(context: Context, caller: Caller, before: RequestId | None, most: int) -> RequestPage | Denied:
    """Requests of all states, the newest first; for owners and admins."""
    with context.db.read() as tx:
        account = permitted_account(tx, caller.team, may_administer(caller.actor, caller.now))
        if isinstance(account, Denied):
            return account
        found = request_store.newest(tx, account.id, before, most)
        return RequestPage(found, _group_names(tx, account.id), len(request_store.pending(tx, account.id)))


def view_request(context: Context, caller: Caller, request: RequestId) -> RequestPage | Denied:
    """One request, for owners, admins and its requester."""
    with context.db.read() as tx:
        account = people_store.find_account(tx, caller.team)
        found = None if account is None else request_store.find(tx, account.id, request)
        if account is None or found is None:
            return decisions.NO_SUCH_REQUEST
        allowed = may_administer(caller.actor, caller.now)
        if isinstance(allowed, Denied) and found.proposal.asked_by != caller.user:
            return allowed
        return RequestPage([found], _group_names(tx, account.id), 1)


def group_names(db: Database, account: AccountId) -> Mapping[GroupId, str]:
    """The current names of an account's groups."""
    with db.read() as tx:
        return _group_names(tx, account)


def count_open(db: Database, team: TeamId) -> int:
    """The number of open requests."""
    with db.read() as tx:
        account = people_store.find_account(tx, team)
        return 0 if account is None else len(request_store.pending(tx, account.id))


def settings_pending(db: Database, account: AccountId, group: GroupId | None) -> frozenset[Setting]:
    """The settings of the account, or of a group, for which a change is pending."""
    with db.read() as tx:
        changes = [request.proposal.change for request in request_store.pending(tx, account)]
    return frozenset(each.setting for each in changes if isinstance(each, ChangeSetting) and each.group == group)


def _group_names(tx: Connection, account: AccountId) -> Mapping[GroupId, str]:
    return {group.id: group.name for group in setting_store.settings_tree(tx, account).groups}


def request_of_message(db: Database, subject: MessageSubject) -> ApprovalRequest:
    """The request that a message is about."""
    with db.read() as tx:
        return request_store.get(tx, RequestId(int(subject["request"])))


@dataclass(frozen=True, slots=True)
class AffectedPage:
    """A page of affected people, and their total. `stopping_meetings`: upcoming meetings that stop working, by host."""

    people: list[Person]
    total: int
    stopping_meetings: Mapping[PersonId, int]


def affected_people(
    context: Context, caller: Caller, request_id: RequestId, skip: int, most: int
) -> AffectedPage | Denied:
    """The people whose settings in force a request would change; for owners and admins (APP-7)."""
    if isinstance(allowed := may_administer(caller.actor, caller.now), Denied):
        return allowed
    with context.db.read() as tx:
        request = decisions.find_request(tx, caller.team, request_id)
        if isinstance(request, Denied):
            return request
        assessed = assessment.assess_change(tx, caller, request.proposal.change)
        if isinstance(assessed, Denied):
            return assessed
        changed = sorted(assessed.assessment.changed)
        page = changed[skip : skip + most]
        losing = sorted(set(page).intersection(assessed.assessment.losing_pmi))
        stopping_meetings = meeting_store.count_on_pmi(tx, losing, caller.now) if losing else {}
        people = people_store.list_in_account(tx, assessed.account.id, page)
        return AffectedPage(people, len(changed), stopping_meetings)
