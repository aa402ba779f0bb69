"""Words of time in German."""

from bot.policy.meetings.phrases.senses import Sense, Vocabulary
from bot.policy.meetings.phrases.values import DayPart
from bot.policy.meetings.recurrence import Frequency

_DAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
_NUMBERS = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
_MONTHS = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
]
_PARTS = {
    "morgen": DayPart.MORNING,
    "vormittag": DayPart.MORNING,
    "mittag": DayPart.NOON,
    "nachmittag": DayPart.AFTERNOON,
    "abend": DayPart.EVENING,
    "nacht": DayPart.NIGHT,
}
_NTH = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "letzt": -1}

WORDS: Vocabulary = {
    Sense.RELATIVE_DAY: {"heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2, "überübermorgen": 3},
    Sense.VAGUE_DAY: {
        **dict.fromkeys(("nächste woche", "nächster woche", "kommende woche", "kommender woche", "in der nächsten woche"), 1),
        **dict.fromkeys(("diese woche", "dieser woche"), 0),
        "übernächste woche": 2,
        **dict.fromkeys(
            ("nächsten monat", "diesen monat", "nächstes jahr", "am wochenende", "nächstes wochenende", "dieses wochenende",
             "gestern", "vorgestern", "letzte woche", "bald", "demnächst", "ende der woche", "anfang nächster woche",
             "ende nächster woche", "ende nächsten monats", "mitte des monats", "anfang des monats")
        ),
    },
    Sense.WEEKDAY: {**{name: number for number, name in enumerate(_DAYS)}, "sonnabend": 5},
    Sense.SHORT_WEEKDAY: {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6},
    Sense.WEEKDAY_AND_PART: {
        f"{name}{part}": (number, _PARTS[part]) for number, name in enumerate(_DAYS) for part in _PARTS
    },
    Sense.EACH_WEEKDAY: {**{f"{name}s": number for number, name in enumerate(_DAYS)}, "sonnabends": 5},
    Sense.PLURAL_WEEKDAY: {**{f"{name}e": number for number, name in enumerate(_DAYS)}, "mittwoche": 2, "sonnabende": 5},
    Sense.MONTH: {
        **{name: number for number, name in enumerate(_MONTHS, start=1)},
        "jänner": 1, "feber": 2, "maerz": 3, "mär": 3, "mrz": 3, "jun": 6, "jul": 7, "okt": 10, "dez": 12,
    },
    Sense.NEXT: dict.fromkeys(("nächste woche", "nächster woche", "in der nächsten woche", "der nächsten woche", "nächsten", "nächster", "nächste", "nächstes", "am nächsten", "naechsten")),
    Sense.THIS: dict.fromkeys(("diesen", "dieser", "dieses", "an diesem", "kommenden", "am kommenden", "den kommenden")),
    Sense.PART_OF_DAY: {
        **_PARTS,
        **{f"am {name}": part for name, part in _PARTS.items()},
        **{f"{name}s": part for name, part in _PARTS.items()},
        "in der nacht": DayPart.NIGHT, "nachts": DayPart.NIGHT, "früh": DayPart.MORNING, "in der früh": DayPart.MORNING,
    },
    Sense.PART_OF_TODAY: {
        "heute früh": DayPart.MORNING, "heute nacht": DayPart.NIGHT, "heute abend": DayPart.NIGHT,
    },
    Sense.NOON_OR_MIDNIGHT: {"mitternacht": 0, "um mitternacht": 0, "zwölf uhr mittags": 12, "12 uhr mittags": 12},
    Sense.NUMBER: {
        **{name: number for number, name in enumerate(_NUMBERS, start=1)},
        "ein": 1, "fünfzehn": 15, "zwanzig": 20, "dreissig": 30,
        "fünfundvierzig": 45, "vierzig": 40, "fünfzig": 50, "neunzig": 90, "vierzehn": 14, "dreizehn": 13, "sechzehn": 16,
        "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
    },
    Sense.ONE: dict.fromkeys(("ein", "eine", "einen", "einer", "einem"), 1),
    Sense.ORDINAL: {f"{stem}{ending}": place for stem, place in _NTH.items() for ending in ("e", "en", "er", "es")},
    Sense.MINUTES_BEFORE: {
        "halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15, "viertel": -45, "fünf nach": 5,
        "fünf vor": -5, "zehn nach": 10, "zehn vor": -10, "zwanzig nach": 20, "zwanzig vor": -20, "fünf vor halb": -35,
        "fünf nach halb": -25,
    },
    Sense.O_CLOCK: {"uhr": None},
    Sense.AT: {"um": None, "ab": None},
    Sense.WEAK_AT: {"gegen": None},
    Sense.ON: dict.fromkeys(("am", "den", "an")),
    Sense.OF: {"des": None, "im": None},
    Sense.FROM: {"von": None, "vom": None, "zwischen": None},
    Sense.TO: {"bis": None, "bis um": None, "und": None},
    Sense.IN: {"in": None, "heute in": None},
    Sense.STARTING: dict.fromkeys(("ab", "ab dem", "beginnend", "beginnend am", "beginnend ab", "startend am")),
    Sense.WEEKS_BEHIND: {
        **dict.fromkeys(("in einer woche", "in 1 woche", "über eine woche", "in 8 tagen", "in acht tagen"), 1),
        **dict.fromkeys(("in zwei wochen", "in 2 wochen", "in 14 tagen", "in vierzehn tagen"), 2),
    },
    Sense.CALENDAR_WEEK: dict.fromkeys(("kw", "kalenderwoche", "der kw", "in kw", "in der kw")),
    Sense.EXCEPT: dict.fromkeys(("außer", "ausser", "außer am", "ausser am", "nicht am", "ausgenommen")),
    Sense.MINUTES_FROM: {"nach": 1, "vor": -1},
    Sense.OTHER_WEEK: dict.fromkeys(
        ("letzten", "letzter", "letzte", "am letzten", "vergangenen", "am vergangenen", "vorigen", "übernächsten", "übernächster",
         "am übernächsten")
    ),
    Sense.BEFORE_OR_AFTER: dict.fromkeys(("vor", "nach", "spätestens", "bis spätestens", "frühestens")),
    Sense.FROM_NOW: dict.fromkeys(("ab heute", "ab jetzt")),
    Sense.ZONE_WORD: {"zeit": None, "ortszeit": None},
    Sense.WITH: {"mit": None},
    Sense.FOR: {"für": None, "fuer": None, "für etwa": None, "dauer": None},
    Sense.LONG: {"lang": None},
    Sense.AND: {"und": None},
    Sense.OR: {"oder": None},
    Sense.HOURS: dict.fromkeys(("h", "std", "stunde", "stunden")),
    Sense.MINUTES: dict.fromkeys(("min", "minute", "minuten")),
    Sense.SPAN: {
        "eine halbe stunde": 30, "einer halben stunde": 30, "halbe stunde": 30, "eine stunde": 60, "einer stunde": 60,
        "anderthalb stunden": 90, "eineinhalb stunden": 90, "eine und eine halbe stunde": 90, "zweieinhalb stunden": 150,
        "eine viertelstunde": 15, "einer viertelstunde": 15, "eine dreiviertelstunde": 45, "einer dreiviertelstunde": 45,
        "dreiviertelstunde": 45, "viertelstunde": 15, "eineinviertel stunden": 75,
    },
    Sense.UNIT: {
        **dict.fromkeys(("tag", "tage", "tagen"), Frequency.DAILY),
        **dict.fromkeys(("woche", "wochen"), Frequency.WEEKLY),
        **dict.fromkeys(("monat", "monate", "monaten"), Frequency.MONTHLY),
        **dict.fromkeys(("jahr", "jahre", "jahren"), Frequency.YEARLY),
    },
    Sense.EVERY: dict.fromkeys(("jeden", "jede", "jedes", "jeder", "an jedem", "alle", "am jeden")),
    Sense.OTHER: {
        f"{stem}{ending}": place
        for stem, place in {"zweit": 2, "dritt": 3, "viert": 4, "ander": 2}.items()
        for ending in ("e", "en", "es")
    },
    Sense.WORKDAY: dict.fromkeys(("werktag", "wochentag", "arbeitstag")),
    Sense.EACH_WORKDAY: dict.fromkeys(
        ("werktags", "werktäglich", "wochentags", "unter der woche", "an werktagen", "an wochentagen", "an arbeitstagen", "an allen werktagen")
    ),
    Sense.OF_ANOTHER_STRETCH: dict.fromkeys(
        ("im quartal", "des quartals", "jedes quartals", "eines quartals", "im jahr", "des jahres", "jedes jahres", "eines jahres")
    ),
    Sense.PART_OF_MONTH: dict.fromkeys(("ende", "anfang", "mitte", "am ende des", "ende des", "anfang des", "bis ende")),
    Sense.ADVERB: {
        **dict.fromkeys(("14-tägig", "14 tägig", "14-tägiger", "zweiwöchig", "vierzehntägig"), (Frequency.WEEKLY, 2)),
        "täglich": (Frequency.DAILY, 1), "taeglich": (Frequency.DAILY, 1), "wöchentlich": (Frequency.WEEKLY, 1),
        "zweiwöchentlich": (Frequency.WEEKLY, 2), "vierzehntäglich": (Frequency.WEEKLY, 2), "14-täglich": (Frequency.WEEKLY, 2),
        "monatlich": (Frequency.MONTHLY, 1), "jährlich": (Frequency.YEARLY, 1),
    },
    Sense.WEEKLY_PATTERN: {"alle vierzehn tage": 2, "alle 14 tage": 2},
    Sense.OF_THE_MONTH: dict.fromkeys(("im monat", "des monats", "jedes monats", "eines monats", "in jedem monat")),
    Sense.LAST_DAY: dict.fromkeys(("letzten tag", "letzter tag", "letzten tage")),
    Sense.END_OF_MONTH: dict.fromkeys(("monatsende", "ende des monats", "am ende des monats", "zum monatsende", "am monatsende",
         "letzten tag des monats", "am letzten tag des monats", "letzter tag des monats")),
    Sense.TIMES: dict.fromkeys(("mal", "-mal", "x", "termine")),
    Sense.UNTIL: dict.fromkeys(("bis", "bis zum", "bis am", "bis einschliesslich", "bis einschließlich")),
    Sense.SINCE: dict.fromkeys(("seit", "vor", "nach", "über", "vom", "zum", "wegen")),
    Sense.ZONE: {"berliner zeit": "Europe/Berlin", "deutscher zeit": "Europe/Berlin", "londoner zeit": "Europe/London",
                 "ortszeit berlin": "Europe/Berlin", "new yorker zeit": "America/New_York"},
    Sense.OTHER_REPEAT: dict.fromkeys(
        ("stündlich", "jede stunde", "vierteljährlich", "jedes quartal", "jeden morgen", "jeden abend", "jedes wochenende",
         "zweimal pro woche", "zweimal im monat", "halbjährlich")
    ),
}  # fmt: skip
