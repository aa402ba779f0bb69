"""The periodic jobs: which use case runs how often. All but the checks wait while the clock is not believed (CLOCK-1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.messages.meetings import refreshed_update_message, stale_post_renderer
from bot.handlers.request.context import HandlerContext
from bot.policy.clock import Instant
from bot.runtime.database_watch import DatabaseWatch
from bot.runtime.scheduler import PeriodicJob
from bot.slack.token_check import TokenCheck
from bot.use_cases import inbound_requests
from bot.use_cases.approvals import deadlines, follow_ups
from bot.use_cases.deliveries import queue
from bot.use_cases.deliveries.dispatch import send_due
from bot.use_cases.deliveries.reconciliation import reconcile_due
from bot.use_cases.deliveries.worker import DeliveryWorker
from bot.use_cases.gateway import admission
from bot.use_cases.invitations import channel_posts, updates
from bot.use_cases.meetings import scheduling, starts, zone_updates
from bot.use_cases.people.directory_sync import DirectorySync
from bot.use_cases.personal_data import erasure
from bot.use_cases.reminders import meeting_start, room_expiry
from bot.use_cases.rooms import edits, sessions
from storage import WorkQueue

EVERY_SECOND = timedelta(seconds=1)
EVERY_FEW_SECONDS = timedelta(seconds=5)
EVERY_MINUTE = timedelta(minutes=1)
EVERY_HOUR = timedelta(hours=1)


def periodic_checks(database_watch: DatabaseWatch, token_check: TokenCheck) -> Sequence[PeriodicJob]:
    """What is asked of the database and of Slack whatever the clock shows."""
    return [
        PeriodicJob("check the database", EVERY_FEW_SECONDS, database_watch.check, waits_for_clock=False),
        PeriodicJob(
            "ask whether slack accepts the token",
            EVERY_FEW_SECONDS,
            lambda _now: token_check.run(),
            waits_for_clock=False,
        ),
    ]


def periodic_jobs(
    context: HandlerContext, requests: ApprovalRequestHandlers, worker: DeliveryWorker
) -> Sequence[PeriodicJob]:
    """What falls due by the clock."""
    return [
        *_room_jobs(context),
        *_meeting_jobs(context),
        *_approval_jobs(context, requests),
        *_delivery_jobs(worker),
    ]


def _room_jobs(context: HandlerContext) -> list[PeriodicJob]:
    db, directory_sync = context.db, DirectorySync(context)
    return [
        PeriodicJob("end sessions after a day", EVERY_FEW_SECONDS, lambda now: sessions.end_overdue(db, now)),
        PeriodicJob("mark cards as over", EVERY_FEW_SECONDS, lambda now: context.close_cards(Instant(now))),
        PeriodicJob("read the directory", EVERY_MINUTE, directory_sync.run),
        PeriodicJob("owe reminders", EVERY_FEW_SECONDS, lambda now: room_expiry.enqueue_due(context, now)),
        PeriodicJob("forget addresses", EVERY_MINUTE, lambda now: admission.purge_addresses(db, now)),
        PeriodicJob("forget sessions", EVERY_MINUTE, lambda now: admission.forget_sessions(db, now)),
        PeriodicJob("forget remains of erased people", EVERY_HOUR, lambda now: erasure.forget_remains(db, now)),
        PeriodicJob("forget availability checks", EVERY_MINUTE, lambda now: edits.purge_availability_checks(db, now)),
        PeriodicJob("forget requests", EVERY_MINUTE, lambda now: inbound_requests.purge_old(db, now)),
    ]


def _meeting_jobs(context: HandlerContext) -> list[PeriodicJob]:
    db, render = context.db, stale_post_renderer(context.options)

    def refresh_posts(now: datetime) -> None:
        channel_posts.refresh_posts(context, render, now)

    def refresh_offers(now: datetime) -> None:
        updates.refresh_offers(context, refreshed_update_message, now)

    return [
        PeriodicJob("follow time zone data", EVERY_MINUTE, lambda now: zone_updates.follow_all(db, now)),
        PeriodicJob("end meetings after a day", EVERY_FEW_SECONDS, lambda now: starts.end_overdue(db, now)),
        PeriodicJob("retire meeting IDs", EVERY_MINUTE, lambda now: starts.retire_meeting_ids(db, now)),
        PeriodicJob("advance meetings", EVERY_FEW_SECONDS, lambda now: scheduling.advance_occurrence_times(db, now)),
        PeriodicJob("remind of meetings", EVERY_FEW_SECONDS, lambda now: meeting_start.enqueue_due(db, now)),
        PeriodicJob("update posted invitations", EVERY_SECOND, refresh_posts),
        PeriodicJob("update messages to hosts", EVERY_SECOND, refresh_offers),
    ]


def _approval_jobs(context: HandlerContext, requests: ApprovalRequestHandlers) -> list[PeriodicJob]:
    """Refreshes posted requests, applies deadlines, and runs what a decision leaves to do (LOCK-8, APP-5)."""
    db = context.db
    return [
        PeriodicJob("make requests show what is", EVERY_SECOND, lambda _now: requests.refresh_posts()),
        PeriodicJob(
            "follow up decisions",
            EVERY_SECOND,
            lambda now: follow_ups.run_follow_ups(context, now),
            WorkQueue.FOLLOW_UPS,
        ),
        PeriodicJob("expire requests", EVERY_MINUTE, lambda now: deadlines.expire_requests(db, now)),
        PeriodicJob("nudge approvers", EVERY_MINUTE, lambda now: deadlines.nudge_approvers(db, now)),
    ]


def _delivery_jobs(worker: DeliveryWorker) -> list[PeriodicJob]:
    return [
        PeriodicJob("send what is due", EVERY_SECOND, lambda now: send_due(worker, now), WorkQueue.DELIVERIES),
        PeriodicJob("look for what is unclear", EVERY_SECOND, lambda now: reconcile_due(worker, now)),
        PeriodicJob("drop what is too late", EVERY_SECOND, lambda now: queue.drop_late(worker, now)),
        PeriodicJob("bring back what is dated ahead", EVERY_MINUTE, lambda now: queue.redate_ahead(worker.db, now)),
        PeriodicJob("forget what was sent long ago", EVERY_MINUTE, lambda now: queue.purge_finished(worker.db, now)),
    ]
