"""The composition root: builds everything from a configuration; importing it builds nothing."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from secrets import SystemRandom

import structlog
from prometheus_client import CollectorRegistry, Info
from slack_bolt import App
from starlette.applications import Starlette

from bot.config.environment import Config
from bot.handlers.approvals.requests import ApprovalRequestHandlers
from bot.handlers.meetings.cards import card_renderers
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
from bot.runtime.jobs import periodic_checks, periodic_jobs
from bot.runtime.scheduler import Scheduler
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
from bot.use_cases.deliveries.worker import ClockSkewed, DeliveryWorker, WorkerDeps, WorkerEvent
from bot.use_cases.people.languages import Languages
from bot.web.calendars import CalendarFiles
from bot.web.gateway import Gateway
from bot.web.status import Check
from storage import Database, is_migrated

log: structlog.stdlib.BoundLogger = structlog.get_logger()

Clock = Callable[[], datetime]


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
    languages = Languages(database)
    context = _handler_context(database, client, options, languages)
    dispatcher = _dispatcher(context, client, trusted_clock, metrics, languages)
    bolt = build_bolt_app(token=token, client=client, dispatcher=dispatcher)
    requests = ApprovalRequestHandlers(AdminContext(context))
    post_results = PostResults(context, ReplyClient(client), dispatcher.redraw)
    worker = _delivery_worker(config, context, trusted_clock, [DeliveryLog(registry), post_results])
    token_check = TokenCheck(token=token, base_url=config.slack_api_url, on_date=hear_slack)
    database_watch = DatabaseWatch(database, registry)
    database.on_outage = database_watch.note
    scheduler = Scheduler(
        [*periodic_checks(database_watch, token_check), *periodic_jobs(context, requests, worker)],
        clock=trusted_clock.instant,
        on_failure=metrics.count_failed_job,
        on_wait=metrics.count_waiting_job,
    )
    _tell_gauges(registry, database, trusted_clock, scheduler)
    database.on_new_work = scheduler.wake
    socket = _socket(config, bolt, metrics)
    checks = _checks(config, trusted_clock, database_watch, scheduler, token_check, socket)
    web = _web_app(config, context, trusted_clock, metrics, checks, bolt)
    watch = _clock_watch(trusted_clock, client, database, scheduler)
    return Bot(config, bolt, dispatcher, web, socket, watch, database_watch, scheduler, database)


def _tell_gauges(registry: CollectorRegistry, db: Database, clock: TrustedClock, scheduler: Scheduler) -> None:
    """Metrics that are read where they are asked for."""
    registry.register(SuspendedWorkspaceCollector(db))
    registry.register(LagCollector(db, clock.now, scheduler.lags))
    data = zone_data.in_use()
    info = Info(
        "pmi_zone_data", "The edition of the time zone database in use, and where it comes from.", registry=registry
    )
    info.info({"version": data.version, "source": data.source})


def _handler_context(db: Database, client: SlackClient, options: Options, languages: Languages) -> HandlerContext:
    guard = ApiCallGuard()
    directory = SlackDirectory(client, guard, languages.hearing(read_identity))
    return HandlerContext(db, directory, SlackMessenger(client, guard), options, card_renderers(options))


def _dispatcher(
    context: HandlerContext, client: SlackClient, clock: TrustedClock, metrics: Metrics, languages: Languages
) -> Dispatcher:
    return Dispatcher(
        routes(context, languages.hearing(read_identity)),
        reply_client=ReplyClient(client),
        record=inbound_requests.RequestRecord(context.db),
        listeners=languages,
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


def _clock_watch(clock: TrustedClock, client: SlackClient, db: Database, scheduler: Scheduler) -> ClockWatch:
    """Asks Slack, and the database whose clock is another machine's."""
    return ClockWatch(
        clock,
        ask_slack=client.ask_date,
        database_now=None if clock.is_moved or db.is_sqlite else db.now,
        on_set=scheduler.run_all_now,
    )


def _checks(
    config: Config,
    clock: TrustedClock,
    database_watch: DatabaseWatch,
    scheduler: Scheduler,
    token_check: TokenCheck,
    socket: SocketModeTransport | None,
) -> Mapping[str, Check]:
    """What must hold for the bot to be ready."""
    checks: dict[str, Check] = {
        "the database answers and is migrated": lambda: is_migrated(config.database_url),
        "the database takes writes": database_watch.takes_writes,
        "the scheduler ticks": scheduler.ran_recently,
        "the clock is believed": clock.is_believed,
        "slack accepts the bot token": token_check.is_accepted,
    }
    return {**checks, "slack is connected": socket.hears_slack} if socket else checks


def _web_app(
    config: Config,
    context: HandlerContext,
    clock: TrustedClock,
    metrics: Metrics,
    checks: Mapping[str, Check],
    bolt: App,
) -> Starlette:
    """Pages, calendars and status; Slack's requests where no Socket Mode brings them."""
    db, options, secret = context.db, context.options, config.slack_signing_secret
    gateway = Gateway(db, options, clock.now, config.trusted_proxies)
    return build_web_app(
        times=clock.possible_times,
        metrics=metrics,
        checks=checks,
        bolt=None if config.slack_app_token else bolt,
        signing_secret=secret.get_secret_value() if secret else "",
        on_slack_date=clock.hear_request,
        extra_routes=[*gateway.routes(), *CalendarFiles(db, options).routes()],
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
