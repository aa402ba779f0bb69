"""Words for days, hours, durations and repeats, in English and a few other languages."""

import re
from collections.abc import Iterable

from bot.policy.meetings.recurrence import Frequency, Weekday

RELATIVE_DAYS = (
    *("the day after tomorrow", "day after tomorrow", "today", "tonight", "tomorrow", "heute", "übermorgen"),
    *("morgen", "pasado mañana", "mañana", "hoy", "aujourd'hui", "aujourd’hui", "après-demain", "demain", "oggi"),
    *("dopodomani", "domani", "hoje", "amanhã", "vandaag", "overmorgen"),
)
WEEKDAYS_LONG = {
    **dict.fromkeys(("monday", "montag", "lunes", "lundi", "lunedì", "maandag"), Weekday.MO),
    **dict.fromkeys(("tuesday", "dienstag", "martes", "mardi", "martedì", "dinsdag"), Weekday.TU),
    **dict.fromkeys(("wednesday", "mittwoch", "miércoles", "mercredi", "mercoledì", "woensdag"), Weekday.WE),
    **dict.fromkeys(("thursday", "donnerstag", "jueves", "jeudi", "giovedì", "donderdag"), Weekday.TH),
    **dict.fromkeys(("friday", "freitag", "viernes", "vendredi", "venerdì", "vrijdag"), Weekday.FR),
    **dict.fromkeys(("saturday", "samstag", "sábado", "samedi", "sabato", "zaterdag"), Weekday.SA),
    **dict.fromkeys(("sunday", "sonntag", "domingo", "dimanche", "domenica", "zondag"), Weekday.SU),
}
WEEKDAYS_SHORT = {
    **dict.fromkeys(("mon",), Weekday.MO),
    **dict.fromkeys(("tue", "tues"), Weekday.TU),
    **dict.fromkeys(("wed",), Weekday.WE),
    **dict.fromkeys(("thu", "thur", "thurs"), Weekday.TH),
    **dict.fromkeys(("fri",), Weekday.FR),
    **dict.fromkeys(("sat",), Weekday.SA),
    **dict.fromkeys(("sun",), Weekday.SU),
}
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
    *("januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember"),
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"),
    *("noviembre", "diciembre", "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
EVERY_WORDS = ("every", "each", "jeden", "jede", "jedes", "cada", "todos los", "chaque", "tous les", "ogni", "elke")
UNITS = {
    **dict.fromkeys(("day", "days", "tag", "tage", "día", "días", "jour", "jours", "giorno", "dag"), Frequency.DAILY),
    **dict.fromkeys(
        ("week", "weeks", "woche", "wochen", "semana", "semanas", "semaine", "settimana"), Frequency.WEEKLY
    ),
    **dict.fromkeys(("month", "months", "monat", "monate", "mes", "meses", "mois", "mese", "maand"), Frequency.MONTHLY),
    **dict.fromkeys(("year", "years", "jahr", "jahre", "año", "años", "an", "anno", "jaar"), Frequency.YEARLY),
}
ADVERBS = {
    **dict.fromkeys(("daily", "täglich"), (Frequency.DAILY, 1)),
    **dict.fromkeys(("weekly", "wöchentlich"), (Frequency.WEEKLY, 1)),
    **dict.fromkeys(("biweekly", "fortnightly"), (Frequency.WEEKLY, 2)),
    **dict.fromkeys(("monthly", "monatlich"), (Frequency.MONTHLY, 1)),
    **dict.fromkeys(("yearly", "annually", "jährlich"), (Frequency.YEARLY, 1)),
}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
ZONES = (
    *("UTC", "GMT", "BST", "WET", "CET", "CEST", "EET", "EEST", "MSK", "IST", "SGT", "HKT", "JST", "KST"),
    *("AWST", "ACST", "AEST", "AEDT", "NZST", "NZDT", "PST", "PDT", "PT", "MST", "MDT", "MT", "CST", "CDT", "CT"),
    *("EST", "EDT", "ET", "AST", "ADT"),
)
"""An hour before one of these is in that zone, and is not read: the abbreviations are ambiguous (IST is three zones)."""
AT_WORDS = ("at", "@", "um", "a las", "a la", "à", "alle", "às", "om")
ON_WORDS = ("on", "this", "next", "coming", "am", "den", "el", "le", "op")
DURATION_WORDS = ("for", "für", "durante", "pendant", "per", "voor")
NOT_A_START_WORDS = (
    "until",
    "till",
    "by",
    "for",
    "of",
    "since",
    "from",
    "before",
    "after",
    "about",
    "bis",
    "hasta",
    "jusqu'à",
)
"""A day behind one of these is not when the meeting is."""
AND_WORDS = ("and", "or", "und", "oder", "y", "o", "et", "ou", "&")
CONNECTIVES = ("with", "and", "in", "to", "mit", "und", "con", "y", "avec", "et", "at", "on", "for", "@", "&", ",")
"""What is left over at the end of a topic after a phrase was taken out."""


def any_of_pattern(words: Iterable[str]) -> str:
    """An expression for one of these words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
