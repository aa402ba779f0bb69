"""Looking at requests: the open ones, all of them, what a group is called in them; deciding is in `decisions`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.approvals import ApprovalRequest, RequestId
from bot.policy.changes import ChangeSetting
from bot.policy.deliveries import MessageSubject
from bot.policy.groups import GroupId
from bot.policy.people import AccountId, Actor, TeamId
from bot.policy.rights import may_administer
from bot.policy.settings import Setting
from bot.use_cases.changes import NO_ACCOUNT
from bot.use_cases.decisions import NO_SUCH_REQUEST
from storage import Connection, Database
from storage import people as people_store
from storage import requests as request_store
from storage import settings as setting_store


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A page of requests and what their groups are called now. `total` counts the open ones that may be seen."""

    requests: list[ApprovalRequest]
    names: Mapping[GroupId, str]
    total: int


def list_open(db: Database, team: TeamId, actor: Actor, skip: int, most: int, now: datetime) -> RequestPage | Denied:
    """Those that wait, the oldest first: all for owners and admins, one's own for whoever asked."""
    with db.read() as tx:
        account = people_store.find_account(tx, team)
        if account is None:
            return NO_ACCOUNT
        found = request_store.pending(tx, account.id)
        if isinstance(may_administer(actor, now), Denied):
            found = [request for request in found if request.proposal.asked_by == actor.user]
        return RequestPage(found[skip : skip + most], _group_names(tx, account.id), len(found))


def list_all(
    db: Database, team: TeamId, actor: Actor, before: RequestId | None, most: int, now: datetime
) -> RequestPage | Denied:
    """Those of all states, the newest first; for owners and admins."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    with db.read() as tx:
        account = people_store.find_account(tx, team)
        if account is None:
            return NO_ACCOUNT
        found = request_store.newest(tx, account.id, before, most)
        return RequestPage(found, _group_names(tx, account.id), len(request_store.pending(tx, account.id)))


def view_request(db: Database, team: TeamId, actor: Actor, request: RequestId, now: datetime) -> RequestPage | Denied:
    """One of them, for owners and admins, and for whoever asked."""
    with db.read() as tx:
        account = people_store.find_account(tx, team)
        found = None if account is None else request_store.find(tx, account.id, request)
        if account is None or found is None:
            return NO_SUCH_REQUEST
        if found.proposal.asked_by != actor.user and isinstance(allowed := may_administer(actor, now), Denied):
            return allowed
        return RequestPage([found], _group_names(tx, account.id), 1)


def group_names(db: Database, account: AccountId) -> Mapping[GroupId, str]:
    """What the groups of an account are called now."""
    with db.read() as tx:
        return _group_names(tx, account)


def count_open(db: Database, team: TeamId) -> int:
    """How many wait for a decision."""
    with db.read() as tx:
        account = people_store.find_account(tx, team)
        return 0 if account is None else len(request_store.pending(tx, account.id))


def settings_pending(db: Database, account: AccountId, group: GroupId | None) -> frozenset[Setting]:
    """The settings of the account, or of a group, of which a change waits for approval."""
    with db.read() as tx:
        changes = [request.proposal.change for request in request_store.pending(tx, account)]
    return frozenset(each.setting for each in changes if isinstance(each, ChangeSetting) and each.group == group)


def _group_names(tx: Connection, account: AccountId) -> Mapping[GroupId, str]:
    return {group.id: group.name for group in setting_store.settings_tree(tx, account).groups}


def request_of_message(db: Database, subject: MessageSubject) -> ApprovalRequest:
    """The request that a message is about."""
    with db.read() as tx:
        return request_store.get(tx, RequestId(int(subject["request"])))
