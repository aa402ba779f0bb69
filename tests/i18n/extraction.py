"""All messages of the code, as Babel extracts them; `python -m tests.i18n.extraction` brings the catalogues up to date with them."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "bot/i18n/locales"
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_noop": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_noop": ((1, "c"), 2),
}
COMMENTS = ("Translators:",)
LINE_LENGTH = 120
PASSING_HEADERS = tuple(
    f'"{name}: '
    for name in (
        *("Project-Id-Version", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team"),
        *("Report-Msgid-Bugs-To", "Generated-By"),
    )
)


def extracted() -> Catalog:
    """The template: every message with where it stands and what is said to its translators."""
    template = Catalog(charset="utf-8")
    found = extract_from_dir(
        ROOT / "bot",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=COMMENTS,
        strip_comment_tags=True,
    )
    for path, line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        template.add(message, locations=[(f"bot/{path}", line)], auto_comments=comments, context=context)
    return template


def translated(language: str) -> Catalog:
    """The catalogue of a language as it is stored."""
    return read_po(BytesIO((LOCALES / f"{language}.po").read_bytes()), locale=language)


def update(language: str) -> None:
    """Add what is new and drop what is gone; no translation is guessed."""
    path = LOCALES / f"{language}.po"
    catalogue = translated(language) if path.exists() else Catalog(locale=language, charset="utf-8")
    catalogue.update(extracted(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    store(language, catalogue)


def store(language: str, catalogue: Catalog) -> None:
    """Write a catalogue, without what changes at each writing or names a person."""
    catalogue.fuzzy = False
    catalogue.header_comment = "# Texts of PMI Bot. Terms, and where labels come from: docs/languages.md."
    written = BytesIO()
    write_po(written, catalogue, width=LINE_LENGTH, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(PASSING_HEADERS))
    (LOCALES / f"{language}.po").write_text(kept, encoding="utf-8")


def main() -> None:
    for path in sorted(LOCALES.glob("*.po")):
        update(path.stem)


if __name__ == "__main__":
    main()
