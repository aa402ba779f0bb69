"""The console's page **“Report”**, and its figures as rows of CSV files."""

from collections.abc import Iterator, Sequence

from bot.policy.people.people import Person
from bot.policy.reports.report import LockInForce, RoomUsage, Unreachable, Week
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room, room_valid_until
from bot.policy.settings.catalogue import CATALOGUE
from bot.policy.settings.lock_resolution import Origin
from bot.protocol import View
from bot.views.admin.audit_text import FORMULA_SIGNS
from bot.views.components.blocks import button, context, divider, header, section
from bot.views.components.console_page import MENU, console_page
from bot.views.components.setting_text import on_off
from bot.views.components.text import BAR_LENGTH, bar, bold, pluralise, slack_date

SEND_REPORT = "admin_report_send"
DATE_FORMAT = "{date_short}"
MAX_LOCKS = 30
UNREACHABLE_REASONS = {
    "user_disabled": "their account is deactivated",
    "user_not_found": "Slack does not know them",
    "user_not_visible": "Slack does not show them to me",
    "cannot_dm_bot": "they are an app",
    "channel_not_found": "Slack takes no messages for them",
}
REPORT_COLUMNS = ("figure", "of", "count")
UNUSED_COLUMNS = ("person", "name", "license", "number", "assigned (UTC)", "valid until (UTC)")


def report_page(
    weeks: Sequence[Week],
    use: RoomUsage,
    locks: Sequence[LockInForce],
    unreachable: Sequence[Unreachable],
    notice: str = "",
) -> View:
    """The figures as text, with a button to get them as a picture and as files."""
    total = sum(week.count for week in weeks)
    blocks = [
        header("Expiring within 90 days"),
        section(_weeks(weeks) if total else "No number expires within 90 days."),
        header("Use"),
        section(_use(use)),
        header("Locks in force"),
        section("\n".join(map(_lock, locks[:MAX_LOCKS])) or "Nothing is locked."),
        *([context(f"and {len(locks) - MAX_LOCKS} more")] if len(locks) > MAX_LOCKS else []),
        *([header("Not reached"), section("\n".join(map(_unreachable, unreachable)))] if unreachable else []),
        divider(),
        context("People whose number expires are reminded before. Choices that a lock hides count again without it."),
    ]
    acts = [button("Send me picture and files", SEND_REPORT, style="primary")]
    return console_page("Report", blocks, back=MENU, page_actions=acts, notice=notice)


def _unreachable(person: Unreachable) -> str:
    why = UNREACHABLE_REASONS.get(person.reason, person.reason)
    return f"<@{person.user}> since {slack_date(person.since, DATE_FORMAT)}: {why}"


def report_rows(weeks: Sequence[Week], use: RoomUsage, locks: Sequence[LockInForce]) -> Iterator[list[str]]:
    """The figures of the report as rows under `REPORT_COLUMNS`."""
    for week in weeks:
        yield ["expiring in the week from", f"{week.begins:%Y-%m-%d}", str(week.count)]
    yield ["people with a room", "", str(use.rooms)]
    yield ["started it in the last 90 days", "", str(use.lately)]
    yield ["started it longer ago", "", str(use.long_ago)]
    yield ["never started it", "", str(use.never)]
    for lock in locks:
        subject = f"{lock.setting} by {lock.by.name or 'the account'}: {on_off(lock.value)}"
        yield ["people’s choices hidden by a lock", subject, str(lock.people)]
        yield ["groups’ settings hidden by a lock", subject, str(lock.groups)]


def unused_row(person: Person, room: Room) -> list[str]:
    """A person who never started their room, as a row under `UNUSED_COLUMNS`."""
    name = f"'{person.name}" if person.name.startswith(FORMULA_SIGNS) else person.name
    until = room_valid_until(room)
    days = [f"{room.assigned_at:%Y-%m-%d}", f"{until:%Y-%m-%d}"]
    return [person.user, name, person.license, format_number(room.number), *days]


def _weeks(weeks: Sequence[Week]) -> str:
    highest = max(week.count for week in weeks)
    bars = (f"{_bar(week.count, highest)} {slack_date(week.begins, DATE_FORMAT)}: *{week.count}*" for week in weeks)
    return "\n".join(bars)


def _bar(count: int, highest: int) -> str:
    """At least one black sign for any count above 0."""
    filled = round(BAR_LENGTH * count / highest) if highest else 0
    return bar(max(filled, min(count, 1)))


def _use(use: RoomUsage) -> str:
    lines = [
        f"*{pluralise(use.rooms, 'person has', 'people have')}* a room.",
        f"{_bar(use.lately, use.rooms)} *{use.lately}* started it in the last 90 days",
        f"{_bar(use.long_ago, use.rooms)} *{use.long_ago}* started it longer ago",
        f"{_bar(use.never, use.rooms)} *{use.never}* never started it",
    ]
    return "\n".join(lines)


def _lock(lock: LockInForce) -> str:
    by = "the account" if lock.by.origin is Origin.ACCOUNT else f"the group {bold(lock.by.name)}"
    hides = [*([pluralise(lock.people, "own choice", "own choices")] if lock.people else []),
             *([pluralise(lock.groups, "group’s setting", "groups’ settings")] if lock.groups else [])]  # fmt: skip
    hidden = f"; it hides {' and '.join(hides)}" if hides else "; it hides nothing"
    return f"🔒 “{CATALOGUE[lock.setting].label}” is *{on_off(lock.value)}*, by {by}{hidden}."
