"""The one place where things meet: everything is built here from a configuration, and importing builds nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import SystemRandom
from urllib.parse import urlsplit

import structlog
from prometheus_client import CollectorRegistry
from slack_bolt import App
from starlette.applications import Starlette

from bot.config import Config
from bot.config_rules import loopback
from bot.delivery_log import DeliveryLog, Stopped
from bot.doors.bolt import build_bolt
from bot.doors.calendars import Calendars
from bot.doors.calls import Calls, interactive_client
from bot.doors.carry import Carrier
from bot.doors.gateway import Gateway
from bot.doors.http import build_web
from bot.doors.metrics import Metrics
from bot.doors.router import Router
from bot.doors.socket import SocketDoor
from bot.handlers.admin_desk import AdminContext
from bot.handlers.approval_letters import ApprovalMessages
from bot.handlers.cards import card_texts
from bot.handlers.deliveries import DeliveryMessages
from bot.handlers.desk import HandlerContext
from bot.handlers.meeting_letters import composer, invitation_update_message
from bot.handlers.requests import ApprovalRequestHandlers
from bot.handlers.routes import routes
from bot.policy.patience import Patience
from bot.policy.people import TeamId
from bot.policy.terms import Terms
from bot.scheduler import Scheduler, Tick
from bot.slack_calls import SlackCalls
from bot.slack_client import SlackClient
from bot.slack_directory import SlackDirectory, read_identity
from bot.slack_messenger import SlackMessenger
from bot.slack_poster import SlackPoster
from bot.use_cases import (
    admissions,
    deliveries,
    events,
    follow_ups,
    meeting_posts,
    meeting_reminders,
    meeting_starts,
    meetings,
    reminders,
    renewals,
    request_deadlines,
    room_edits,
    sessions,
)
from bot.use_cases.couriers import Courier, Tools
from bot.use_cases.looking_up import look_up_unclear
from bot.use_cases.sending import send_due
from bot.use_cases.sweeps import Sweep
from storage import Database, is_migrated

log: structlog.stdlib.BoundLogger = structlog.get_logger()

Clock = Callable[[], datetime]
EVERY_SECOND = timedelta(seconds=1)
EVERY_FEW_SECONDS = timedelta(seconds=5)
EVERY_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot, ready to be started by `process`."""

    config: Config
    bolt: App
    router: Router
    web: Starlette
    socket: SocketDoor | None  # None: Slack comes by HTTP
    scheduler: Scheduler
    database: Database


def build(config: Config, *, clock: Clock, database: Database | None = None) -> Bot:
    """The bot of this configuration. Nothing is opened, asked or started yet. `database`: that of its URL, if it is there already."""
    terms = _terms(config)
    database = database or Database(config.database_url)
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    token = config.slack_bot_token.get_secret_value()
    client = interactive_client(token, config.slack_api_url)
    calls = SlackCalls()
    desk = HandlerContext(
        database, SlackDirectory(client, calls), SlackMessenger(client, calls), terms, card_texts(terms)
    )
    router = _router(desk, client, clock, metrics)
    bolt = build_bolt(token=token, client=client, router=router)
    courier = _courier(config, desk, DeliveryLog(registry))
    registry.register(Stopped(database))
    scheduler = Scheduler(
        [*_ticks(desk), *_meeting_ticks(desk), *_approval_ticks(desk), *_queue_ticks(courier)],
        clock=clock,
        failed=metrics.tick_failed,
    )
    gateway = Gateway(database, terms, clock, config.trusted_proxies)
    socket = _socket(config, bolt)
    checks = {
        "the database answers and is migrated": lambda: is_migrated(config.database_url),
        "the scheduler ticks": scheduler.ticked_lately,
    }
    if socket:
        checks["slack is connected"] = socket.connected
    secret = config.slack_signing_secret
    web = build_web(
        clock=clock,
        metrics=metrics,
        checks=checks,
        bolt=None if config.slack_app_token else bolt,
        signing_secret=secret.get_secret_value() if secret else "",
        extra_routes=[*gateway.routes(), *Calendars(database, terms, clock).routes()],
    )
    return Bot(config, bolt, router, web, socket, scheduler, database)


def _router(desk: HandlerContext, client: SlackClient, clock: Clock, metrics: Metrics) -> Router:
    def take_event(team: str, event: str, now: datetime) -> bool:
        return events.take(desk.db, TeamId(team), event, now)

    table, carrier = routes(desk, read_identity), Carrier(Calls(client))
    return Router(table, carrier=carrier, take_event=take_event, clock=clock, metrics=metrics)


def _socket(config: Config, bolt: App) -> SocketDoor | None:
    if config.slack_app_token is None:
        return None
    return SocketDoor(bolt, app_token=config.slack_app_token.get_secret_value(), api_url=config.slack_api_url)


def _terms(config: Config) -> Terms:
    return Terms(
        passcode_min_length=config.passcode_min_length,
        reminder_days=config.reminder_days,
        room_url_template=config.room_url_template,
        public_url=config.public_url,
        default_plan=config.default_plan,
        default_license=config.default_license,
        approvals_channel=config.approvals_channel,
        support_contact=config.support_contact,
    )


def _ticks(desk: HandlerContext) -> list[Tick]:
    database = desk.db
    return [
        Tick("end sessions after a day", EVERY_FEW_SECONDS, lambda now: sessions.end_overdue(database, now)),
        Tick("mark cards as over", EVERY_FEW_SECONDS, desk.close_cards),
        Tick("read the directory", EVERY_MINUTE, Sweep(database, desk.directory, desk.options).go_on),
        Tick("owe reminders", EVERY_FEW_SECONDS, lambda now: reminders.owe_due(database, desk.options, now)),
        Tick("forget addresses", EVERY_MINUTE, lambda now: admissions.forget_addresses(database, now)),
        Tick(
            "forget availability checks",
            EVERY_MINUTE,
            lambda now: room_edits.forget_availability_checks(database, now),
        ),
        Tick("forget events", EVERY_MINUTE, lambda now: events.forget(database, now)),
    ]


def _meeting_ticks(desk: HandlerContext) -> list[Tick]:
    database, messenger, compose = desk.db, desk.messenger, composer(desk.options)
    return [
        Tick("end meetings after a day", EVERY_FEW_SECONDS, lambda now: meeting_starts.end_overdue(database, now)),
        Tick("retire meeting IDs", EVERY_MINUTE, lambda now: meeting_starts.retire(database, now)),
        Tick("advance meetings", EVERY_FEW_SECONDS, lambda now: meetings.advance(database, now)),
        Tick("remind of meetings", EVERY_FEW_SECONDS, lambda now: meeting_reminders.owe_due(database, now)),
        Tick(
            "update posted invitations",
            EVERY_SECOND,
            lambda now: meeting_posts.refresh_posts(database, messenger, compose, now),
        ),
        Tick(
            "update messages to hosts",
            EVERY_SECOND,
            lambda now: renewals.refresh(database, messenger, invitation_update_message, now),
        ),
    ]


def _courier(config: Config, desk: HandlerContext, hears: DeliveryLog) -> Courier:
    """The process's one worker of the delivery queue. Where Slack is a stand-in, its clock may be moved."""
    on_stand_in = loopback(urlsplit(config.slack_api_url).hostname or "")
    usual = Patience(rate=config.send_rate)
    patience = replace(usual, clocks_agree=None) if on_stand_in else usual
    token = config.slack_bot_token.get_secret_value()
    poster = SlackPoster(token=token, base_url=config.slack_api_url, patience=patience.request)
    tools = Tools(poster, steady=time.monotonic, luck=SystemRandom().random, tell=hears)
    office = AdminContext(desk)
    letters = {
        **DeliveryMessages(desk).message_types(),
        **ApprovalMessages(office, ApprovalRequestHandlers(office)).message_types(),
    }
    return Courier(desk.db, letters, patience, tools)


def _approval_ticks(desk: HandlerContext) -> list[Tick]:
    """Messages of requests that were decided elsewhere, deadlines, and what a decision leaves to do (LOCK-8, APP-5)."""
    requests = ApprovalRequestHandlers(AdminContext(desk))
    return [
        Tick("make requests show what is", EVERY_SECOND, lambda _now: requests.refresh_posts()),
        Tick("follow up decisions", EVERY_SECOND, lambda now: follow_ups.follow_up(desk.use_case_context, now)),
        Tick("expire requests", EVERY_MINUTE, lambda now: request_deadlines.expire_requests(desk.db, now)),
        Tick("nudge approvers", EVERY_MINUTE, lambda now: request_deadlines.nudge(desk.db, now)),
    ]


def _queue_ticks(courier: Courier) -> list[Tick]:
    return [
        Tick("send what is due", EVERY_SECOND, lambda now: send_due(courier, now)),
        Tick("look for what is unclear", EVERY_SECOND, lambda now: look_up_unclear(courier, now)),
        Tick("drop what is too late", EVERY_SECOND, lambda now: deliveries.drop_late(courier, now)),
        Tick("forget what was sent long ago", EVERY_MINUTE, lambda now: deliveries.forget(courier.db, now)),
    ]
