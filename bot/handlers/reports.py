"""What Slack sends about **“Report”**: the page, and the picture and files in the admin's messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.exchange import Kind, Replies, Request, Routes, Say, Update
from bot.handlers.admin_desk import AdminDesk, said
from bot.handlers.documents import NOT_SENT, written
from bot.policy.answers import Denied
from bot.policy.people import Actor
from bot.use_cases import reports
from bot.use_cases.ports import NotPostedError, Picture
from bot.use_cases.reports import Report
from bot.views import charts
from bot.views import reports as views
from bot.views.consoles import REPORT

SENT = ":white_check_mark: I sent the picture and two CSV files to your messages with me."


@dataclass(frozen=True, slots=True)
class ReportHandlers:
    """The admins' report."""

    office: AdminDesk

    def routes(self) -> Routes:
        """Buttons."""
        return {(Kind.ACTION, REPORT): self.show, (Kind.ACTION, views.SEND): self.send}

    def show(self, request: Request) -> Replies:
        """**“Report”**."""
        actor = self.office.administrator(request)
        found = actor if isinstance(actor, Denied) else self._report(request, actor)
        return said(found) if isinstance(found, Denied) else [self._page(found, "")]

    def send(self, request: Request) -> Replies:
        """**“Send me picture and files”**."""
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        found = self._report(request, actor)
        unused = reports.people_without_use(self.office.desk.db, request.team, actor, request.now)
        if isinstance(found, Denied):
            return said(found)
        if isinstance(unused, Denied):
            return said(unused)
        day, figures = f"{request.now:%Y-%m-%d}", views.figures(found.weeks, found.use, found.locks)
        rows = (views.unused_row(person, room) for person, room in unused)
        try:
            self._send_picture(request, found, day)
            self._send_table(request, f"report-{day}.csv", "Report", views.FIGURES, figures)
            self._send_table(request, f"people-without-use-{day}.csv", "People without use", views.UNUSED, rows)
        except NotPostedError:
            return [Say(NOT_SENT)]
        return [self._page(found, SENT)]

    def _send_picture(self, request: Request, found: Report, day: str) -> None:
        picture = Picture(
            f"report-{day}.png",
            "Report",
            charts.in_words(found.weeks, found.use, found.locks),
            charts.report_chart(found.weeks, found.use, found.locks),
        )
        self.office.desk.messenger.send_picture(request.team, request.user, picture)

    def _send_table(
        self, request: Request, name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
    ) -> None:
        with written(name, title, columns, rows) as document:
            self.office.desk.messenger.send_document(request.team, request.user, document)

    def _report(self, request: Request, actor: Actor) -> Report | Denied:
        return reports.report(self.office.desk.db, request.team, actor, request.now)

    def _page(self, found: Report, notice: str) -> Update:
        return Update(views.report_page(found.weeks, found.use, found.locks, found.unreachable, notice))
