"""Words of time in Spanish."""

from bot.policy.meetings.phrases.senses import Sense, Vocabulary
from bot.policy.meetings.phrases.values import DayPart
from bot.policy.meetings.recurrence import Frequency

_DAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
_MONTHS = [
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
]
_NUMBERS = ["una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"]
_NTH = {"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "quinto": 5, "último": -1}

WORDS: Vocabulary = {
    Sense.RELATIVE_DAY: {"hoy": 0, "mañana": 1, "pasado mañana": 2},
    Sense.VAGUE_DAY: {
        **dict.fromkeys(("la próxima semana", "próxima semana", "la semana que viene", "de la próxima semana",
                         "de la semana que viene"), 1),
        "esta semana": 0,
        **dict.fromkeys(
            ("el próximo mes", "el mes que viene", "este mes", "el próximo año", "este fin de semana", "el fin de semana", "ayer",
             "el próximo fin de semana", "anteayer", "la semana pasada", "pronto", "a finales de semana", "fin de semana",
             "a principios de mes", "a mediados de mes", "a finales del próximo mes")
        ),
    },
    Sense.WEEKDAY: {name: number for number, name in enumerate(_DAYS)},
    Sense.SHORT_WEEKDAY: {"lun": 0, "mar": 1, "mié": 2, "jue": 3, "vie": 4, "sáb": 5, "dom": 6},
    Sense.EACH_WEEKDAY: {
        **{f"los {name}": number for number, name in enumerate(_DAYS[:5])},
        "los sábados": 5, "los domingos": 6, "sábados": 5, "domingos": 6,
    },
    Sense.MONTH: {
        **{name: number for number, name in enumerate(_MONTHS, start=1)},
        "setiembre": 9, "ene": 1, "abr": 4, "ago": 8, "dic": 12,
    },
    Sense.NEXT: dict.fromkeys(("próximo", "próxima", "el próximo", "que viene", "del próximo", "de la próxima semana")),
    Sense.THIS: dict.fromkeys(("este", "esta")),
    Sense.PART_OF_DAY: {
        **dict.fromkeys(("de la mañana", "por la mañana", "en la mañana", "a la mañana"), DayPart.MORNING),
        **dict.fromkeys(("de la tarde", "por la tarde", "en la tarde", "tarde", "a la tarde"), DayPart.AFTERNOON),
        **dict.fromkeys(("de la noche", "por la noche", "en la noche", "noche", "a la noche"), DayPart.NIGHT),
        **dict.fromkeys(("de la madrugada", "de madrugada"), DayPart.MORNING),
        **dict.fromkeys(("del mediodía", "del medio día"), DayPart.NOON),
    },
    Sense.PART_OF_TODAY: {"esta mañana": DayPart.MORNING, "esta tarde": DayPart.AFTERNOON, "esta noche": DayPart.NIGHT},
    Sense.NOON_OR_MIDNIGHT: {
        "mediodía": 12, "al mediodía": 12, "a mediodía": 12, "medianoche": 0, "a medianoche": 0, "a la medianoche": 0,
    },
    Sense.NUMBER: {
        **{name: number for number, name in enumerate(_NUMBERS, start=1)},
        "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cuarenta y cinco": 45, "cincuenta": 50, "noventa": 90,
        "catorce": 14, "trece": 13,
    },
    Sense.ONE: {"un": 1, "una": 1},
    Sense.ORDINAL: {
        **_NTH, **{f"{name}s": place for name, place in _NTH.items() if name.endswith("o")},
        "primero": 1, "primeros": 1, "primera": 1, "segunda": 2, "tercero": 3, "terceros": 3, "tercera": 3, "última": -1,
    },
    Sense.MINUTES_BEHIND: {
        "y media": 30, "y cuarto": 15, "menos cuarto": -15, "menos diez": -10, "menos cinco": -5, "menos veinte": -20,
        "y diez": 10, "y cinco": 5, "y veinte": 20, "y veinticinco": 25, "menos veinticinco": -25,
    },
    Sense.O_CLOCK: dict.fromkeys(("h", "hs", "horas", "en punto", "hrs")),
    Sense.AT: dict.fromkeys(("a las", "a la", "sobre las", "hacia las", "desde las", "a partir de las")),
    Sense.WEAK_AT: dict.fromkeys(("a", "las")),
    Sense.ON: dict.fromkeys(("el", "el día", "para el")),
    Sense.OF: {"de": None, "del": None},
    Sense.FROM: dict.fromkeys(("de", "del", "desde", "desde las", "de las", "entre", "entre las")),
    Sense.TO: dict.fromkeys(("a", "al", "a las", "hasta las", "hasta", "y", "y las", "a la", "hasta la")),
    Sense.IN: dict.fromkeys(("en", "dentro de", "de hoy en")),
    Sense.STARTING: dict.fromkeys(("a partir del", "a partir de", "desde el", "empezando el", "desde")),
    Sense.EXCEPT: dict.fromkeys(("excepto", "excepto el", "excepto los", "salvo", "salvo el", "menos", "menos el", "menos los")),
    Sense.OTHER_WEEK: dict.fromkeys(("pasado", "el pasado")),
    Sense.BEFORE_OR_AFTER: dict.fromkeys(
        ("antes de", "después de", "antes del", "después del", "antes de las", "después de las", "a más tardar el")
    ),
    Sense.FROM_NOW: dict.fromkeys(("a partir de hoy", "desde hoy")),
    Sense.WEEKS_BEHIND: {"en ocho": 1, "en quince": 2, "en ocho días": 1, "en quince días": 2},
    Sense.ZONE_LEAD: {"hora de": None},
    Sense.WITH: {"con": None},
    Sense.FOR: dict.fromkeys(("durante", "por", "con una duración de", "con duración de", "duración", "duración de")),
    Sense.AND: {"y": None, "e": None, "y los": None, "y el": None},
    Sense.OR: {"o": None, "u": None},
    Sense.HOURS: dict.fromkeys(("h", "hora", "horas")),
    Sense.MINUTES: dict.fromkeys(("min", "minuto", "minutos")),
    Sense.SPAN: {
        "media hora": 30, "una media hora": 30, "una hora": 60, "una hora y media": 90, "hora y media": 90,
        "dos horas y media": 150, "un cuarto de hora": 15, "tres cuartos de hora": 45, "una hora y cuarto": 75,
    },
    Sense.UNIT: {
        **dict.fromkeys(("día", "días"), Frequency.DAILY),
        **dict.fromkeys(("semana", "semanas"), Frequency.WEEKLY),
        **dict.fromkeys(("mes", "meses"), Frequency.MONTHLY),
        **dict.fromkeys(("año", "años"), Frequency.YEARLY),
    },
    Sense.EVERY: dict.fromkeys(("cada", "todos los", "todas las", "todo", "toda")),
    Sense.OTHER: dict.fromkeys(("segundo", "segundos", "segunda"), 2),
    Sense.WORKDAY: dict.fromkeys(
        ("día laborable", "días laborables", "día hábil", "días hábiles", "día de semana", "días de semana", "días entre semana")
    ),
    Sense.EACH_WORKDAY: dict.fromkeys(
        ("entre semana", "los días laborables", "los días hábiles", "los días de semana", "en días laborables", "en días hábiles")
    ),
    Sense.OUT_OF: {"alternos": 2, "alterno": 2, "de cada dos": 2, "sí y otro no": 2},
    Sense.OF_ANOTHER_STRETCH: dict.fromkeys(
        ("del trimestre", "de cada trimestre", "del año", "de cada año", "del semestre", "de cada semestre")
    ),
    Sense.PART_OF_MONTH: dict.fromkeys(
        ("fin de", "a fin de", "finales de", "a finales de", "fines de", "a fines de", "principios de", "a principios de",
         "mediados de", "a mediados de", "comienzos de", "a comienzos de")
    ),
    Sense.ADVERB: {
        "diariamente": (Frequency.DAILY, 1), "a diario": (Frequency.DAILY, 1), "semanalmente": (Frequency.WEEKLY, 1),
        "mensualmente": (Frequency.MONTHLY, 1), "anualmente": (Frequency.YEARLY, 1), "quincenalmente": (Frequency.WEEKLY, 2),
    },
    Sense.WEEKLY_PATTERN: {"cada quince días": 2, "cada 15 días": 2, "una semana sí y otra no": 2, "semana por medio": 2},
    Sense.OF_THE_MONTH: dict.fromkeys(("del mes", "de cada mes", "de todos los meses", "al mes", "de mes")),
    Sense.LAST_DAY: dict.fromkeys(("último día", "últimos días")),
    Sense.END_OF_MONTH: dict.fromkeys(
        ("fin de mes", "a fin de mes", "a fines de mes", "a final de mes", "final de mes", "finales de mes", "a finales de mes",
         "el fin de mes", "a finales de este mes", "último día del mes", "el último día del mes")
    ),
    Sense.TIMES: {"veces": None, "vez": None},
    Sense.UNTIL: dict.fromkeys(("hasta", "hasta el", "hasta el día")),
    Sense.SINCE: dict.fromkeys(("desde", "antes del", "después del", "sobre", "antes de", "después de")),
    Sense.ZONE: {
        "hora de madrid": "Europe/Madrid", "hora peninsular": "Europe/Madrid", "hora de méxico": "America/Mexico_City",
        "hora de nueva york": "America/New_York", "hora de londres": "Europe/London", "hora de bogotá": "America/Bogota",
        "hora de buenos aires": "America/Argentina/Buenos_Aires",
    },
    Sense.OTHER_REPEAT: dict.fromkeys(
        ("cada hora", "todas las mañanas", "todas las tardes", "todas las noches", "cada trimestre", "dos veces por semana",
         "dos veces al mes", "todos los fines de semana", "cada fin de semana", "cada mañana", "cada noche", "cada tarde")
    ),
}  # fmt: skip
