"""Words of time in French."""

from bot.policy.meetings.phrases.senses import Sense, Vocabulary
from bot.policy.meetings.phrases.values import DayPart
from bot.policy.meetings.recurrence import Frequency

_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_MONTHS = [
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
]
_NUMBERS = ["une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]
_TENS = {
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "dix-sept": 17,
    "dix-huit": 18,
    "dix-neuf": 19,
    "vingt": 20,
}
_NTH = {
    "premier": 1,
    "première": 1,
    "deuxième": 2,
    "second": 2,
    "seconde": 2,
    "troisième": 3,
    "quatrième": 4,
    "cinquième": 5,
}

WORDS: Vocabulary = {
    Sense.RELATIVE_DAY: {"aujourd'hui": 0, "demain": 1, "après-demain": 2, "après demain": 2, "dans huit jours": 7, "dans quinze jours": 14},
    Sense.VAGUE_DAY: {
        **dict.fromkeys(("la semaine prochaine", "semaine prochaine", "de la semaine prochaine"), 1),
        "cette semaine": 0,
        **dict.fromkeys(
            ("le mois prochain", "ce mois-ci", "l'année prochaine", "ce week-end", "ce weekend", "le week-end", "le week-end prochain",
             "hier", "avant-hier", "la semaine dernière", "bientôt", "en fin de semaine", "fin de semaine", "début de semaine",
             "le weekend prochain", "fin du mois prochain", "milieu du mois", "début du mois")
        ),
    },
    Sense.WEEKDAY: {name: number for number, name in enumerate(_DAYS)},
    Sense.SHORT_WEEKDAY: {"lun": 0, "mar": 1, "mer": 2, "jeu": 3, "ven": 4, "sam": 5, "dim": 6},
    Sense.EACH_WEEKDAY: {
        **{f"les {name}s": number for number, name in enumerate(_DAYS)},
        **{f"{name}s": number for number, name in enumerate(_DAYS)},
    },
    Sense.MONTH: {
        **{name: number for number, name in enumerate(_MONTHS, start=1)},
        "janv": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "déc": 12,
    },
    Sense.NEXT: dict.fromkeys(("prochain", "prochaine", "de la semaine prochaine")),
    Sense.THIS: dict.fromkeys(("ce", "cet", "cette")),
    Sense.PART_OF_DAY: {
        **dict.fromkeys(("matin", "du matin", "le matin", "au matin", "dans la matinée", "matinée"), DayPart.MORNING),
        **dict.fromkeys(("après-midi", "de l'après-midi", "l'après-midi", "dans l'après-midi", "après midi"), DayPart.AFTERNOON),
        **dict.fromkeys(("soir", "du soir", "le soir", "au soir", "dans la soirée", "soirée"), DayPart.EVENING),
        **dict.fromkeys(("nuit", "de la nuit", "la nuit", "dans la nuit"), DayPart.NIGHT),
    },
    Sense.PART_OF_TODAY: {
        "ce matin": DayPart.MORNING, "cet après-midi": DayPart.AFTERNOON, "cette après-midi": DayPart.AFTERNOON,
        "ce soir": DayPart.NIGHT, "cette nuit": DayPart.NIGHT,
    },
    Sense.NOON_OR_MIDNIGHT: {"midi": 12, "minuit": 0},
    Sense.NUMBER: {
        **{name: number for number, name in enumerate(_NUMBERS, start=1)}, **_TENS,
        "trente": 30, "quarante": 40, "quarante-cinq": 45, "cinquante": 50,
    },
    Sense.ONE: {"un": 1, "une": 1},
    Sense.ORDINAL: {
        **_NTH, **{f"{name}s": place for name, place in _NTH.items()}, "1er": 1, "2e": 2, "2ème": 2, "3e": 3, "3ème": 3,
        "4e": 4, "4ème": 4, "dernier": -1, "dernière": -1, "derniers": -1, "dernières": -1,
    },
    Sense.MINUTES_BEHIND: {
        "et demie": 30, "et demi": 30, "et quart": 15, "moins le quart": -15, "moins quart": -15, "moins dix": -10,
        "moins cinq": -5, "moins vingt": -20, "cinq": 5, "dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "quinze": 15,
        "quarante-cinq": 45,
    },
    Sense.O_CLOCK: dict.fromkeys(("h", "heure", "heures")),
    Sense.AT: dict.fromkeys(("à", "vers", "dès", "à partir de")),
    Sense.WEAK_AT: {"a": None},
    Sense.ON: dict.fromkeys(("le", "au", "pour le")),
    Sense.OF: {"du": None, "de": None},
    Sense.FROM: dict.fromkeys(("de", "du", "entre", "depuis")),
    Sense.TO: dict.fromkeys(("à", "a", "au", "jusqu'à", "et")),
    Sense.IN: dict.fromkeys(("dans", "d'ici")),
    Sense.STARTING: dict.fromkeys(("à partir du", "à partir de", "dès le", "à compter du", "dès")),
    Sense.WEEKS_BEHIND: {"en huit": 1, "en quinze": 2},
    Sense.EXCEPT: dict.fromkeys(("sauf", "sauf le", "excepté", "excepté le", "hormis")),
    Sense.OTHER_WEEK: dict.fromkeys(("dernier", "passé", "dernière", "passée")),
    Sense.BEFORE_OR_AFTER: dict.fromkeys(("avant", "après", "avant le", "après le", "d'ici")),
    Sense.FROM_NOW: dict.fromkeys(("à partir d'aujourd'hui", "à compter d'aujourd'hui")),
    Sense.ZONE_LEAD: {"heure de": None},
    Sense.WITH: {"avec": None},
    Sense.FOR: dict.fromkeys(("pendant", "durant", "pour", "pour une durée de", "d'une durée de", "durée", "durée de")),
    Sense.AND: {"et": None, "et le": None},
    Sense.OR: {"ou": None},
    Sense.HOURS: dict.fromkeys(("h", "heure", "heures")),
    Sense.MINUTES: dict.fromkeys(("min", "mn", "minute", "minutes")),
    Sense.SPAN: {
        "une demi-heure": 30, "une demie-heure": 30, "demi-heure": 30, "une demi heure": 30, "une heure": 60,
        "une heure et demie": 90, "une heure et quart": 75, "deux heures et demie": 150, "un quart d'heure": 15,
        "trois quarts d'heure": 45, "1 heure et demie": 90, "2 heures et demie": 150,
    },
    Sense.UNIT: {
        **dict.fromkeys(("jour", "jours"), Frequency.DAILY),
        **dict.fromkeys(("semaine", "semaines"), Frequency.WEEKLY),
        "mois": Frequency.MONTHLY,
        **dict.fromkeys(("an", "ans", "année", "années"), Frequency.YEARLY),
    },
    Sense.EVERY: dict.fromkeys(("chaque", "tous les", "toutes les", "tous", "toutes", "à chaque")),
    Sense.OTHER: dict.fromkeys(("deuxième", "deuxièmes", "second", "seconds"), 2),
    Sense.WORKDAY: dict.fromkeys(
        ("jour ouvré", "jours ouvrés", "jour ouvrable", "jours ouvrables", "jour de semaine", "jours de semaine",
         "jours de la semaine", "jour de la semaine")
    ),
    Sense.EACH_WORKDAY: dict.fromkeys(
        ("en semaine", "les jours ouvrés", "les jours ouvrables", "les jours de semaine", "les jours de la semaine")
    ),
    Sense.OUT_OF: {"sur deux": 2, "sur trois": 3, "sur quatre": 4, "sur 2": 2, "sur 3": 3, "sur 4": 4},
    Sense.OF_ANOTHER_STRETCH: dict.fromkeys(
        ("du trimestre", "de chaque trimestre", "de l'année", "de chaque année", "du semestre", "de chaque semestre")
    ),
    Sense.PART_OF_MONTH: dict.fromkeys(("fin", "fin de", "à la fin de", "début", "début de", "au début de", "mi-", "courant")),
    Sense.ADVERB: {
        "un jour sur deux": (Frequency.DAILY, 2), "un mois sur deux": (Frequency.MONTHLY, 2), "un an sur deux": (Frequency.YEARLY, 2),
        "quotidiennement": (Frequency.DAILY, 1), "hebdomadairement": (Frequency.WEEKLY, 1), "mensuellement": (Frequency.MONTHLY, 1),
        "annuellement": (Frequency.YEARLY, 1),
    },
    Sense.WEEKLY_PATTERN: {
        "une semaine sur deux": 2, "toutes les quinzaines": 2, "tous les quinze jours": 2, "tous les 15 jours": 2,
        "une semaine sur trois": 3,
    },
    Sense.OF_THE_MONTH: dict.fromkeys(("du mois", "de chaque mois", "de tous les mois", "par mois", "des mois")),
    Sense.LAST_DAY: dict.fromkeys(("dernier jour", "derniers jours")),
    Sense.END_OF_MONTH: dict.fromkeys(("fin du mois", "fin de mois", "la fin du mois", "à la fin du mois", "en fin de mois", "dernier jour du mois", "le dernier jour du mois")),
    Sense.TIMES: {"fois": None},
    Sense.UNTIL: dict.fromkeys(("jusqu'au", "jusqu'à", "jusqu'en", "jusque", "jusqu'a")),
    Sense.SINCE: dict.fromkeys(("depuis", "avant", "après", "sur", "du", "vers le")),
    Sense.ZONE: dict.fromkeys(("heure de paris", "(heure de paris)"), "Europe/Paris") | {
        "heure de londres": "Europe/London", "heure de new york": "America/New_York", "heure de montréal": "America/Toronto",
    },
    Sense.OTHER_REPEAT: dict.fromkeys(
        ("toutes les heures", "chaque heure", "tous les matins", "tous les soirs", "chaque matin", "chaque soir", "chaque trimestre",
         "tous les trimestres", "deux fois par semaine", "deux fois par mois", "tous les week-ends", "chaque week-end")
    ),
}  # fmt: skip
