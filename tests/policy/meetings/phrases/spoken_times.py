"""A model of what a phrase says, and the words for it in each language: the same time in four languages."""

from dataclasses import dataclass

from hypothesis import strategies as st

WEEKDAYS = {
    "en": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}
LANGUAGES = tuple(WEEKDAYS)


@dataclass(frozen=True)
class Spoken:
    """The words for one thing in each language."""

    en: str
    de: str
    fr: str
    es: str

    def of(self, language: str) -> str:
        return str(getattr(self, language))


def of_weekday(number: int, en: str, de: str, fr: str, es: str) -> Spoken:
    return Spoken(
        *(form.format(WEEKDAYS[each][number]) for each, form in zip(LANGUAGES, (en, de, fr, es), strict=True))
    )


def of_date(day: int, month: int) -> Spoken:
    forms = ("{day} {month}", "am {day}. {month}", "le {day} {month}", "el {day} de {month}")
    return Spoken(
        *(form.format(day=day, month=MONTHS[each][month - 1]) for each, form in zip(LANGUAGES, forms, strict=True))
    )


def of_clock(hour: int, minute: int) -> Spoken:
    return Spoken(
        f"at {hour}:{minute:02}", f"um {hour}:{minute:02} Uhr", f"à {hour}h{minute:02}", f"a las {hour}:{minute:02}"
    )


weekdays = st.integers(0, 6)
days = st.one_of(
    st.sampled_from(
        [
            Spoken("today", "heute", "aujourd'hui", "hoy"),
            Spoken("tomorrow", "morgen", "demain", "mañana"),
            Spoken("the day after tomorrow", "übermorgen", "après-demain", "pasado mañana"),
            Spoken("in 3 days", "in 3 Tagen", "dans 3 jours", "dentro de 3 días"),
            Spoken("in two weeks", "in zwei Wochen", "dans deux semaines", "en dos semanas"),
            Spoken("end of month", "Monatsende", "fin du mois", "a fin de mes"),
        ]
    ),
    weekdays.map(lambda each: of_weekday(each, "on {}", "am {}", "le {}", "el {}")),
    weekdays.map(lambda each: of_weekday(each, "next {}", "nächsten {}", "{} prochain", "el próximo {}")),
    weekdays.map(lambda each: of_weekday(each, "this {}", "diesen {}", "ce {}", "este {}")),
    st.builds(of_date, st.integers(1, 28), st.integers(1, 12)),
)
clocks = st.one_of(
    st.builds(of_clock, st.integers(0, 23), st.sampled_from([0, 5, 15, 30, 45, 59])),
    st.sampled_from(
        [
            Spoken("at noon", "um 12 Uhr", "à midi", "al mediodía"),
            Spoken("half past six", "halb sieben", "six heures et demie", "a las seis y media"),
            Spoken("quarter to three", "Viertel vor drei", "trois heures moins le quart", "a las tres menos cuarto"),
            Spoken("quarter past nine", "Viertel nach neun", "neuf heures et quart", "a las nueve y cuarto"),
            Spoken(
                "at 4 in the afternoon", "um 4 Uhr nachmittags", "à 4 heures de l'après-midi", "a las 4 de la tarde"
            ),
            Spoken("at 8 in the morning", "um 8 Uhr morgens", "à 8 heures du matin", "a las 8 de la mañana"),
        ]
    ),
)
lengths = st.sampled_from(
    [
        Spoken("", "", "", ""),
        Spoken("for 45 minutes", "für 45 Minuten", "pendant 45 minutes", "durante 45 minutos"),
        Spoken(
            "for an hour and a half", "für anderthalb Stunden", "pendant une heure et demie", "durante una hora y media"
        ),
        Spoken("for 2 hours", "für 2 Stunden", "pendant 2 heures", "durante 2 horas"),
    ]
)
repeats = st.one_of(
    st.sampled_from(
        [
            Spoken("every day", "jeden Tag", "chaque jour", "cada día"),
            Spoken("every weekday", "jeden Werktag", "tous les jours ouvrés", "todos los días laborables"),
            Spoken("every 2 weeks", "alle 2 Wochen", "toutes les 2 semaines", "cada 2 semanas"),
            Spoken("every month on the 20th", "jeden Monat am 20.", "chaque mois le 20", "cada mes el día 20"),
            Spoken("every year", "jedes Jahr", "chaque année", "cada año"),
        ]
    ),
    weekdays.map(lambda each: of_weekday(each, "every {}", "jeden {}", "tous les {}s", "todos los {}")),
    weekdays.map(
        lambda each: of_weekday(each, "every second {}", "jeden zweiten {}", "chaque deuxième {}", "cada segundo {}")
    ),
    weekdays.map(
        lambda each: of_weekday(
            each,
            "every last {} of the month",
            "jeden letzten {} im Monat",
            "chaque dernier {} du mois",
            "cada último {} del mes",
        )
    ),
)
ends = st.sampled_from(
    [
        Spoken("", "", "", ""),
        Spoken("10 times", "10 Mal", "10 fois", "10 veces"),
        Spoken("until 18 June 2027", "bis 18. Juni 2027", "jusqu'au 18 juin 2027", "hasta el 18 de junio de 2027"),
    ]
)


@dataclass(frozen=True)
class Sentence:
    """The parts of a phrase in order."""

    parts: tuple[Spoken, ...]

    def of(self, language: str, topic: str = "Xylo") -> str:
        return " ".join(word for word in (topic, *(part.of(language) for part in self.parts)) if word)


ranges = st.sampled_from(
    [
        Spoken("from 9 to 11", "von 9 bis 11", "de 9h à 11h", "de 9 a 11"),
        Spoken("from 14:00 to 15:30", "von 14:00 bis 15:30 Uhr", "de 14h à 15h30", "de 14:00 a 15:30"),
        Spoken("10:00-11:00", "10:00-11:00", "10h-11h", "10:00-11:00"),
    ]
)
once = st.builds(lambda day, clock, length: Sentence((day, clock, length)), days, clocks, lengths)
repeated = st.builds(lambda repeat, clock, end: Sentence((repeat, clock, end)), repeats, clocks, ends)
spanned = st.builds(lambda day, span: Sentence((day, span)), days, ranges)
sentences = st.one_of(once, spanned, repeated)
