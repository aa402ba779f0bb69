"""How long whoever presses “Approve” waits while Slack is slow, and how soon a host hears of the decision (UX-9, REM-4)."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from bot.policy.approvals.changes import ChangeSetting
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.ids import GroupId, UserId
from bot.policy.people.people import Actor, Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.use_cases.approvals.requests import Requested, request_change
from bot.views.approvals.request import APPROVE
from storage import Database
from storage.approvals import requests as request_store
from tests.bench.load_client import TEAM, running_server_process, slack_user_id
from tests.bench.report.measurement import Measurement, within
from tests.bench.seeded_databases import KINDS, SQLITE, TEN_THOUSAND, SeededDatabases
from tests.bench.slack_side.fake_slack import FakeSlack, running_fake_slack
from tests.bench.slack_side.senders import EnvelopeSender, HttpSender, SocketSender, press
from tests.bench.slow_slack import SLOW, TRANSPORTS, slow_against_instant
from tests.support.factories.people import NOW, FakeDirectory, caller, identity, make_context

ROUNDS, GROUPS, HEARD = 3, 10, 5
RECOVERY = 2.5  # seconds after which nothing sent earlier counts against the rate of the workspace
HEARD_MOST = 1.0  # seconds
REQUESTER, APPROVER = UserId(slack_user_id(1)), UserId(slack_user_id(2))
PMI_OFF, PMI_ON = SettingState(value=False, locked=True), SettingState(value=True, locked=True)
MILLISECONDS = 1e3
_HOSTS = "SELECT id FROM people WHERE id % 5 = 0 AND id % 3 <> 0 AND id % 4 <> 0 ORDER BY id LIMIT :many"
"""People with one meeting on their PMI, in no group, who have chosen nothing."""
_GROUP = (
    "INSERT INTO groups (account_id, name, name_key, priority, created_at)"
    " SELECT 1, 'Host ' || id, 'host ' || id, 100 + id, created_at FROM people WHERE id = :host RETURNING id"
)
_UNSENT = "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending')"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Groups of one host each, and admins who ask for locks and approve them, in the database of a running bot."""

    db: Database
    hosts: dict[GroupId, UserId]
    slack: FakeSlack
    sender: EnvelopeSender

    def request(self, group: GroupId, state: SettingState) -> ApprovalRequest:
        """Ask for this state of “PMI” for a group."""
        admins = [identity(user, role=Role.ADMIN, team=TEAM) for user in (REQUESTER, APPROVER)]
        context = make_context(self.db, directory=FakeDirectory(*admins, team=TEAM))
        change = ChangeSetting(group, Setting.PMI_ENABLED, state)
        asked = request_change(context, caller(Actor(REQUESTER, Role.ADMIN, NOW), team=TEAM), change, "Too many links.")
        assert isinstance(asked, Requested), asked
        return asked.request

    def approve(self, request: ApprovalRequest) -> float:
        """Press “Approve”; seconds until the acknowledgement."""
        value = f"{request.id}.{request.impact.people}.{request.impact.meetings}"
        pressed = press(APPROVE, value, APPROVER, response_url=self.slack.response_url)
        (answer,) = asyncio.run(self.sender.send([pressed], 1))
        return answer.seconds

    def wait_until_approved(self, request: ApprovalRequest) -> None:
        """Wait for the decision itself, which follows the acknowledgement."""
        assert self.slack.wait_until(lambda: self._state(request) is RequestState.APPROVED)

    def wait_until_sent(self) -> None:
        """Wait until no message is left to be sent."""
        assert self.slack.wait_until(lambda: self._count_unsent() == 0)

    def acknowledgements(self, state: SettingState, delay: float) -> list[float]:
        """Seconds until each, while each of Slack's calls takes `delay`."""
        self.slack.delay = delay
        requests = [self.request(group, state) for group in self.hosts]
        took = [self.approve(request) for request in requests]
        for request in requests:
            self.wait_until_approved(request)
        return took

    def seconds_until_heard(self, group: GroupId) -> float:
        """From the press to the host's message, where the queue was idle before."""
        request = self.request(group, PMI_OFF)
        self.wait_until_sent()
        time.sleep(RECOVERY)
        began = time.perf_counter()
        self.approve(request)
        return self.slack.wait_for_message(self.hosts[group]) - began

    def _state(self, request: ApprovalRequest) -> RequestState:
        with self.db.read() as tx:
            return request_store.get(tx, request.id).state

    def _count_unsent(self) -> int:
        with self.db.read() as tx:
            return int(tx.execute(text(_UNSENT)).scalar_one())


def approvals(seeded: SeededDatabases) -> Iterator[Measurement]:
    """Each request locks the PMI of one host, who has to move a meeting."""
    for kind, transport in TRANSPORTS.items():
        with _running(kind, SQLITE, seeded) as organisation:
            organisation.acknowledgements(PMI_OFF, 0)
            rounds = [
                (organisation.acknowledgements(PMI_ON, SLOW), organisation.acknowledgements(PMI_OFF, 0))
                for _ in range(ROUNDS)
            ]
        yield slow_against_instant("“Approve”", transport, rounds)
    for kind in KINDS:
        with _running("bot-jobs", kind, seeded) as organisation:
            took = [organisation.seconds_until_heard(group) for group in list(organisation.hosts)[:HEARD]]
        case = f"from “Approve” to the host's message, the queue idle, {kind}"
        note = f"slowest of {HEARD} {max(took) * MILLISECONDS:.0f} ms"
        yield within(case, statistics.median(took) * MILLISECONDS, HEARD_MOST * MILLISECONDS, "ms", note=note)


@contextmanager
def _running(server: str, database: str, seeded: SeededDatabases) -> Iterator[Organisation]:
    """Nobody is due anything."""
    with seeded.copy(database, TEN_THOUSAND, due=0) as url, running_fake_slack() as slack:
        db = Database(url)
        hosts = _make_groups(db)
        with running_server_process(server, url, slack.api_url) as bot:
            sender = SocketSender(slack) if server == "bot-socket" else HttpSender(bot.port)
            yield Organisation(db, hosts, slack, sender)
            assert slack.wait_until(lambda: slack.under_way == 0)
        db.close()


def _make_groups(db: Database) -> dict[GroupId, UserId]:
    """Groups of one host each, and where requests are posted."""
    with db.write(TEAM) as tx:
        tx.execute(text("UPDATE accounts SET approvals_channel = 'C0APPROVALS'"))
        hosts = tx.execute(text(_HOSTS), {"many": GROUPS}).scalars().all()
        groups = [tx.execute(text(_GROUP), {"host": host}).scalar_one() for host in hosts]
        members = [{"group_": group, "host": host} for group, host in zip(groups, hosts, strict=True)]
        tx.execute(text("INSERT INTO group_members (group_id, person_id) VALUES (:group_, :host)"), members)
    return {GroupId(each["group_"]): UserId(slack_user_id(each["host"])) for each in members}
