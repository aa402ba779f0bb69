"""What the fields of the scheduling form hold, empty where nobody has chosen yet; it must not know how they look or travel."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.policy.ids import UserId
from bot.policy.meetings.drafts import Draft, MeetingField
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule, Weekday
from bot.views.meetings import form_fields


@dataclass(frozen=True, slots=True)
class RepeatInput:
    """The fields of a repeat. `kind` is what **“Repeats”** shows, a key of `REPEAT_LABELS`; empty while it is to be chosen.

    `interval`, `days` and the ends are kept whether or not they mean a rule.
    """

    kind: str = form_fields.NO_REPEAT
    interval: int = 1
    days: tuple[Weekday, ...] = ()
    until: date | None = None
    count: int | None = None

    def rule(self, day: date | None) -> RecurrenceRule | None:
        """The rule of a series from that day on; none where it does not repeat, or not so, or by a day that is to be chosen."""
        if not self.is_chosen or (day is None and self.kind in form_fields.BY_WEEKDAY_OF_DATE):
            return None
        try:
            return form_fields.rule_from(self.kind, day or date.min, self.interval, self.days, (self.until, self.count))
        except ValueError:
            return None

    @property
    def is_chosen(self) -> bool:
        """Whether it was chosen that it repeats."""
        return self.kind not in ("", form_fields.NO_REPEAT)


def repeat_input(rule: RecurrenceRule | None) -> RepeatInput:
    """The fields that mean this rule, on a date that fits it."""
    if rule is None:
        return RepeatInput()
    days = rule.days if rule.frequency is Frequency.WEEKLY else ()
    return RepeatInput(form_fields.repeat_of(rule), rule.interval, days, rule.until, rule.count)


@dataclass(frozen=True, slots=True)
class FormContent:
    """Values of the form. Day, clock and minutes are None while they are to be chosen (MEET-10), on the wall clock of `zone`.

    `passcode` is that of a `Draft`. `repeat_error`: why the fields of the repeat mean no rule.
    """

    topic: str
    day: date | None
    clock: time | None
    zone: str
    minutes: int | None
    repeat: RepeatInput = RepeatInput()
    on_pmi: bool = False
    passcode: str | None = None
    invite: tuple[UserId, ...] = ()
    description: str = ""
    channel: str = ""
    repeat_error: str = ""

    @property
    def start(self) -> datetime | None:
        """The local start; none while its date or its time is to be chosen."""
        return None if self.day is None or self.clock is None else datetime.combine(self.day, self.clock)

    @property
    def rule(self) -> RecurrenceRule | None:
        """How it repeats, as far as that is chosen."""
        return self.repeat.rule(self.day)

    @property
    def missing(self) -> list[MeetingField]:
        """The fields in which something is to be chosen before it can be saved."""
        values = {
            MeetingField.DATE: self.day,
            MeetingField.TIME: self.clock,
            MeetingField.DURATION: self.minutes,
            MeetingField.REPEATS: self.repeat.kind or None,
        }
        return [name for name, value in values.items() if value is None]

    def draft(self) -> Draft:
        """The meeting that it describes. Raises ValueError while something is `missing`."""
        if self.start is None or self.minutes is None or self.missing:
            raise ValueError("something is to be chosen")
        return Draft(
            topic=self.topic,
            start=self.start,
            zone=self.zone,
            minutes=self.minutes,
            rule=self.rule,
            on_pmi=self.on_pmi,
            passcode=self.passcode,
            invite=self.invite,
            description=self.description,
        )


def initial_content(draft: Draft, channel: str = "") -> FormContent:
    """The values with which the form of a whole meeting is opened."""
    return FormContent(
        topic=draft.topic,
        day=draft.start.date(),
        clock=draft.start.time(),
        zone=draft.zone,
        minutes=draft.minutes,
        repeat=repeat_input(draft.rule),
        on_pmi=draft.on_pmi,
        passcode=draft.passcode,
        invite=draft.invite,
        description=draft.description,
        channel=channel,
    )
