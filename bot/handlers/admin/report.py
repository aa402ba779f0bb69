"""Handlers of **“Report”**: the page, and the picture and files in the admin's messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.csv_files import csv_document, not_sent
from bot.handlers.request.routing import action
from bot.i18n.messages import gettext as _
from bot.policy.people.caller import Caller
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, Replies, Request, UpdateModal
from bot.use_cases import inbound_requests
from bot.use_cases.ports import NotPostedError, Picture
from bot.use_cases.reports.report import Report, admin_report, people_without_use
from bot.views.admin import charts
from bot.views.admin import report as report_views
from bot.views.components.console_page import REPORT


@dataclass(frozen=True, slots=True)
class ReportHandlers:
    """The admins' report."""

    admin: AdminContext

    @action(REPORT)
    @requires(AdminContext.require_admin)
    def show(self, _request: Request, caller: Caller) -> Replies:
        """**“Report”**."""
        report = admin_report(self.admin.context, caller)
        return refusal_reply(report) if isinstance(report, Denied) else [self._page(report, "")]

    @action(report_views.SEND_REPORT)
    @requires(AdminContext.require_admin)
    def send(self, _request: Request, caller: Caller) -> Replies:
        """**“Send me chart and CSV”**."""
        report = admin_report(self.admin.context, caller)
        unused = people_without_use(self.admin.context, caller)
        if isinstance(report, Denied):
            return refusal_reply(report)
        if isinstance(unused, Denied):
            return refusal_reply(unused)
        day, figures = f"{caller.now:%Y-%m-%d}", report_views.report_rows(report.weeks, report.use, report.locks)
        rows = (report_views.unused_row(person, room) for person, room in unused)
        inbound_requests.record_now(self.admin.context.db, caller.team)
        try:
            self._send_picture(caller, report, day)
            self._send_table(caller, f"report-{day}.csv", _("Report"), report_views.REPORT_COLUMNS, figures)
            file_name = f"inactive-people-{day}.csv"
            self._send_table(caller, file_name, _("Inactive people"), report_views.UNUSED_COLUMNS, rows)
        except NotPostedError:
            return [PrivateReply(not_sent())]
        sent = _(":white_check_mark: I sent you the chart and two CSV files, in your messages with me.")
        return [self._page(report, sent)]

    def _send_picture(self, caller: Caller, report: Report, day: str) -> None:
        picture = Picture(
            f"report-{day}.png",
            _("Report"),
            charts.alt_text(report.weeks, report.use, report.locks),
            charts.report_chart(report.weeks, report.use, report.locks),
        )
        self.admin.context.messenger.send_picture(caller.team, caller.user, picture)

    def _send_table(
        self, caller: Caller, name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
    ) -> None:
        with csv_document(name, title, columns, rows) as document:
            self.admin.context.messenger.send_document(caller.team, caller.user, document)

    def _page(self, report: Report, notice: str) -> UpdateModal:
        return UpdateModal(report_views.report_page(report.weeks, report.use, report.locks, report.unreachable, notice))
