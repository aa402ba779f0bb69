"""The composition root: builds everything from a configuration; importing it builds nothing."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from secrets import SystemRandom

import structlog
from prometheus_client import CollectorRegistry, Info
from slack_bolt import App
from starlette.applications import Starlette

from bot.config.environment import Config
from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.meetings.cards import card_renderers
from bot.handlers.messages.meetings import invitation_update_message, post_renderer
from bot.handlers.messages.post_results import PostResults
from bot.handlers.messages.registry import all_message_types
from bot.handlers.request.admin_context import AdminContext
from bot.handlers.request.context import HandlerContext
from bot.handlers.routes import routes
from bot.policy.clock import Reference
from bot.policy.deliveries.retry import RetryPolicy
from bot.policy.options import Options
from bot.policy.values import zone_data
from bot.runtime.clock import TrustedClock
from bot.runtime.clock_watch import ClockWatch
from bot.runtime.database_watch import DatabaseWatch
from bot.runtime.delivery_log import DeliveryLog, LagCollector, SuspendedWorkspaceCollector
from bot.runtime.scheduler import PeriodicJob, Scheduler
from bot.runtime.web_app import build_web_app
from bot.slack.api_errors import ApiCallGuard
from bot.slack.client import SlackClient
from bot.slack.directory import SlackDirectory, read_identity
from bot.slack.messenger import SlackMessenger
from bot.slack.poster import SlackPoster
from bot.slack.token_check import TokenCheck
from bot.transports.bolt import build_bolt_app
from bot.transports.dispatcher import Dispatcher
from bot.transports.metrics import Metrics
from bot.transports.replies.client import ReplyClient, interactive_client
from bot.transports.socket_mode.transport import SocketModeTransport
from bot.use_cases import inbound_requests
from bot.use_cases.approvals import deadlines, follow_ups
from bot.use_cases.deliveries import queue
from bot.use_cases.deliveries.dispatch import send_due
from bot.use_cases.deliveries.reconciliation import reconcile_due
from bot.use_cases.deliveries.worker import ClockSkewed, DeliveryWorker, WorkerDeps, WorkerEvent
from bot.use_cases.gateway import admission
from bot.use_cases.invitations import channel_posts, updates
from bot.use_cases.meetings import scheduling, starts, zone_updates
from bot.use_cases.people.directory_sync import DirectorySync
from bot.use_cases.personal_data import erasure
from bot.use_cases.reminders import meeting_start, room_expiry
from bot.use_cases.rooms import edits, sessions
from bot.web.calendars import CalendarFiles
from bot.web.gateway import Gateway
from storage import Database, WorkQueue, is_migrated

log: structlog.stdlib.BoundLogger = structlog.get_logger()

Clock = Callable[[], datetime]
EVERY_SECOND = timedelta(seconds=1)
EVERY_FEW_SECONDS = timedelta(seconds=5)
EVERY_MINUTE = timedelta(minutes=1)
EVERY_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bot:
    """A built bot, not started yet."""

    config: Config
    bolt: App
    dispatcher: Dispatcher
    web: Starlette
    socket: SocketModeTransport | None  # None: Slack calls by HTTP
    clock_watch: ClockWatch
    database_watch: DatabaseWatch
    scheduler: Scheduler
    database: Database


def build(config: Config, *, clock: Clock | None = None, database: Database | None = None) -> Bot:
    """Build the bot of this configuration; nothing is opened, called or started yet.

    `clock`: one that is moved on purpose, and Slack's with it, as the sandbox's are; None: this machine's own. `database`:
    that of the configuration's URL, if it is open already.
    """
    options = _options(config)
    database = database or Database(config.database_url)
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    trusted_clock = TrustedClock(clock, registry)
    hear_slack = partial(trusted_clock.hear, Reference.SLACK)
    token = config.slack_bot_token.get_secret_value()
    client = interactive_client(token, config.slack_api_url, hear_slack)
    guard = ApiCallGuard()
    context = HandlerContext(
        database, SlackDirectory(client, guard), SlackMessenger(client, guard), options, card_renderers(options)
    )
    dispatcher = _dispatcher(context, client, trusted_clock, metrics)
    bolt = build_bolt_app(token=token, client=client, dispatcher=dispatcher)
    requests = ApprovalRequestHandlers(AdminContext(context))
    post_results = PostResults(context, ReplyClient(client), dispatcher.redraw)
    worker = _delivery_worker(config, context, trusted_clock, [DeliveryLog(registry), post_results])
    registry.register(SuspendedWorkspaceCollector(database))
    _tell_zone_data(registry)
    token_check = TokenCheck(token=token, base_url=config.slack_api_url, on_date=hear_slack)
    database_watch = DatabaseWatch(database, registry)
    database.on_outage = database_watch.note
    jobs = [
        PeriodicJob("check the database", EVERY_FEW_SECONDS, database_watch.check, waits_for_clock=False),
        PeriodicJob(
            "ask whether slack accepts the token",
            EVERY_FEW_SECONDS,
            lambda _now: token_check.run(),
            waits_for_clock=False,
        ),
        *_room_jobs(context),
        *_meeting_jobs(context),
        *_approval_jobs(context, requests),
        *_delivery_jobs(worker),
    ]
    scheduler = Scheduler(
        jobs, clock=trusted_clock.instant, on_failure=metrics.count_failed_job, on_wait=metrics.count_waiting_job
    )
    registry.register(LagCollector(database, trusted_clock.now, scheduler.lags))
    database.on_new_work = scheduler.wake
    gateway = Gateway(database, options, trusted_clock.now, config.trusted_proxies)
    socket = _socket(config, bolt, metrics)
    checks = {
        "the database answers and is migrated": lambda: is_migrated(config.database_url),
        "the database takes writes": database_watch.takes_writes,
        "the scheduler ticks": scheduler.ran_recently,
        "the clock is believed": trusted_clock.is_believed,
        "slack accepts the bot token": token_check.is_accepted,
    }
    if socket:
        checks["slack is connected"] = socket.hears_slack
    secret = config.slack_signing_secret
    web = build_web_app(
        times=trusted_clock.possible_times,
        metrics=metrics,
        checks=checks,
        bolt=None if config.slack_app_token else bolt,
        signing_secret=secret.get_secret_value() if secret else "",
        on_slack_date=trusted_clock.hear_request,
        extra_routes=[*gateway.routes(), *CalendarFiles(database, options, trusted_clock.now).routes()],
    )
    watch = ClockWatch(
        trusted_clock,
        ask_slack=client.ask_date,
        database_now=None if clock or database.is_sqlite else database.now,
        on_set=scheduler.run_all_now,
    )
    return Bot(config, bolt, dispatcher, web, socket, watch, database_watch, scheduler, database)


def _tell_zone_data(registry: CollectorRegistry) -> None:
    data = zone_data.in_use()
    info = Info(
        "pmi_zone_data", "The edition of the time zone database in use, and where it comes from.", registry=registry
    )
    info.info({"version": data.version, "source": data.source})


def _dispatcher(context: HandlerContext, client: SlackClient, clock: TrustedClock, metrics: Metrics) -> Dispatcher:
    return Dispatcher(
        routes(context, read_identity),
        reply_client=ReplyClient(client),
        record=inbound_requests.RequestRecord(context.db),
        clock=clock.instant,
        metrics=metrics,
    )


def _socket(config: Config, bolt: App, metrics: Metrics) -> SocketModeTransport | None:
    if config.slack_app_token is None:
        return None
    return SocketModeTransport(
        bolt,
        app_token=config.slack_app_token.get_secret_value(),
        api_url=config.slack_api_url,
        on_hello=metrics.set_socket_connections,
    )


def _options(config: Config) -> Options:
    return Options(
        passcode_min_length=config.passcode_min_length,
        reminder_days=config.reminder_days,
        room_url_template=config.room_url_template,
        public_url=config.public_url,
        default_plan=config.default_plan,
        default_license=config.default_license,
        approvals_channel=config.approvals_channel,
        support_contact=config.support_contact,
    )


def _room_jobs(context: HandlerContext) -> list[PeriodicJob]:
    db, directory_sync = context.db, DirectorySync(context)
    return [
        PeriodicJob("end sessions after a day", EVERY_FEW_SECONDS, lambda now: sessions.end_overdue(db, now)),
        PeriodicJob("mark cards as over", EVERY_FEW_SECONDS, context.close_cards),
        PeriodicJob("read the directory", EVERY_MINUTE, directory_sync.run),
        PeriodicJob("owe reminders", EVERY_FEW_SECONDS, lambda now: room_expiry.enqueue_due(context, now)),
        PeriodicJob("forget addresses", EVERY_MINUTE, lambda now: admission.purge_addresses(db, now)),
        PeriodicJob("forget sessions", EVERY_MINUTE, lambda now: admission.forget_sessions(db, now)),
        PeriodicJob("forget remains of erased people", EVERY_HOUR, lambda now: erasure.forget_remains(db, now)),
        PeriodicJob("forget availability checks", EVERY_MINUTE, lambda now: edits.purge_availability_checks(db, now)),
        PeriodicJob("forget requests", EVERY_MINUTE, lambda now: inbound_requests.purge_old(db, now)),
    ]


def _meeting_jobs(context: HandlerContext) -> list[PeriodicJob]:
    db, render = context.db, post_renderer(context.options)

    def refresh_posts(now: datetime) -> None:
        channel_posts.refresh_posts(context, render, now)

    def refresh_offers(now: datetime) -> None:
        updates.refresh_offers(context, invitation_update_message, now)

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
        PeriodicJob("forget what was sent long ago", EVERY_MINUTE, lambda now: queue.purge_finished(worker.db, now)),
    ]


def _delivery_worker(
    config: Config, context: HandlerContext, clock: TrustedClock, listeners: Sequence[Callable[[WorkerEvent], None]]
) -> DeliveryWorker:
    """The delivery worker of this process. The database's clock is no evidence against one that is moved on purpose."""
    default_policy = RetryPolicy(rate=config.send_rate)
    retry_policy = replace(default_policy, max_clock_skew=None) if clock.is_moved else default_policy
    poster = SlackPoster(
        token=config.slack_bot_token.get_secret_value(),
        base_url=config.slack_api_url,
        timeout=retry_policy.request_timeout,
        on_date=partial(clock.hear, Reference.SLACK),
    )

    def emit(event: WorkerEvent) -> None:
        if isinstance(event, ClockSkewed) and not context.db.is_sqlite:  # whose clock is this machine's
            clock.hear(Reference.DATABASE, event.database)
        for listener in listeners:
            listener(event)

    deps = WorkerDeps(poster, monotonic=time.monotonic, jitter=SystemRandom().random, emit=emit)
    return DeliveryWorker(context.db, all_message_types(context), retry_policy, deps)
