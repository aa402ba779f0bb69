"""Words of time in Italian, Portuguese and Dutch: days, weekdays and “every …”, and what stands around an hour."""

from bot.policy.meetings.phrases.senses import Sense, Vocabulary
from bot.policy.meetings.recurrence import Frequency

_ITALIAN = ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"]
_DUTCH = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
_PORTUGUESE = ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"]

WORDS: Vocabulary = {
    Sense.RELATIVE_DAY: {
        "oggi": 0, "domani": 1, "dopodomani": 2,
        "hoje": 0, "amanhã": 1, "depois de amanhã": 2,
        "vandaag": 0, "overmorgen": 2,
    },
    Sense.WEEKDAY: {name: number for names in (_ITALIAN, _DUTCH, _PORTUGUESE) for number, name in enumerate(names)},
    Sense.AT: dict.fromkeys(("alle", "alle ore", "às", "om")),
    Sense.ON: dict.fromkeys(("op", "il", "no", "na")),
    Sense.O_CLOCK: dict.fromkeys(("uur", "ore")),
    Sense.FOR: dict.fromkeys(("per", "voor")),
    Sense.HOURS: dict.fromkeys(("ora", "ore", "uur", "hora", "horas")),
    Sense.MINUTES: dict.fromkeys(("minuti", "minuten", "minutos")),
    Sense.AND: dict.fromkeys(("e", "en")),
    Sense.EVERY: dict.fromkeys(("ogni", "elke", "iedere", "todos os", "todas as", "tutti i")),
    Sense.UNIT: {
        **dict.fromkeys(("giorno", "giorni", "dag", "dagen", "dia", "dias"), Frequency.DAILY),
        **dict.fromkeys(("settimana", "settimane", "week", "weken"), Frequency.WEEKLY),
        **dict.fromkeys(("mese", "mesi", "maand", "maanden", "mês"), Frequency.MONTHLY),
        **dict.fromkeys(("anno", "anni", "jaar", "jaren", "ano", "anos"), Frequency.YEARLY),
    },
}  # fmt: skip
