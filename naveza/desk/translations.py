"""Catalogues of the screens: which texts there are, which lack a translation, and compiled files. No system package.

Each app has its own `locale/<language>/LC_MESSAGES/django.po`; English is in the source.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOREIGN = ROOT / "desk" / "data" / "foreign_messages.csv"
FOREIGN_HOME = ROOT / "design"
LANGUAGES = ("sl", "cs", "ro")
PLURALS = {
    "sl": "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    "cs": "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;",
    "ro": "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
}
FORMS = {"sl": 4, "cs": 3, "ro": 3}
_KINDS = {
    "gettext": "gettext",
    "gettext_lazy": "gettext",
    "gettext_noop": "gettext",
    "ngettext": "ngettext",
    "ngettext_lazy": "ngettext",
    "pgettext": "pgettext",
    "pgettext_lazy": "pgettext",
}


@dataclass(frozen=True, order=True)
class Message:
    """A text of the screens: `plural` is empty where there is one form, `context` where none is given."""

    text: str
    plural: str = ""
    context: str = ""


def _names(tree: ast.Module) -> dict[str, str]:
    """What each name of a module calls, whatever it was imported as."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    given = {
        alias.asname or alias.name: _KINDS[alias.name] for i in imports for alias in i.names if alias.name in _KINDS
    }
    return {"_": "gettext"} | _KINDS | given


def _calls(source: str) -> Iterator[Message]:
    tree = ast.parse(source)
    names = _names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        kind = names.get(name)
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if kind == "gettext" and texts:
            yield Message(texts[0])
        elif kind == "ngettext" and len(texts) >= 2:
            yield Message(texts[0], texts[1])
        elif kind == "pgettext" and len(texts) >= 2:
            yield Message(texts[1], context=texts[0])


_TEMPLATE_CALL = re.compile(r"\b_?[np]*gettext\(|(?<![\w.])_\(")


def _template_calls(source: str) -> Iterator[Message]:
    """Django turns a template into something like Python; each call in it is parsed by itself."""
    text = templatize(source)
    for match in _TEMPLATE_CALL.finditer(text):
        end = match.end()
        while end <= len(text):
            end = text.find(")", end) + 1
            if not end:
                break
            call = re.sub(r"\bcount\b(?=\s*\)$)", "0", text[match.start() : end])
            try:
                found = list(_calls(call.lstrip()))
            except SyntaxError:
                continue
            yield from found
            break


def messages_of(app: Path) -> set[Message]:
    """Every text of an app's Python files and templates."""
    found: set[Message] = set()
    for path in sorted(app.rglob("*.py")):
        if "migrations" not in path.parts:
            found |= set(_calls(path.read_text(encoding="utf-8")))
    for path in sorted([*app.rglob("templates/**/*.html"), *app.rglob("templates/**/*.txt")]):
        found |= set(_template_calls(path.read_text(encoding="utf-8")))
    return {message for message in found if message.text}


def foreign_messages(language: str) -> set[Message]:
    """Texts of the framework that people meet on our screens and that it does not say well in this language.

    They stand in the catalogue of `FOREIGN_HOME`; ours are asked before the framework's own.
    """
    with FOREIGN.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {Message(row["text"], row["plural"], row["context"]) for row in rows if language in row["languages"].split()}


def wanted_of(app: Path, language: str) -> set[Message]:
    """What the app's catalogue of a language has to have."""
    own = messages_of(app)
    return own | foreign_messages(language) if app == FOREIGN_HOME else own


def apps() -> list[Path]:
    """Folders of the apps that have screens or texts."""
    return sorted(path for path in ROOT.iterdir() if (path / "apps.py").is_file())


def catalogue_path(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def load_catalogue(app: Path, language: str) -> polib.POFile:
    """The app's catalogue, new and empty where there is none."""
    path = catalogue_path(app, language)
    if path.is_file():
        return polib.pofile(str(path), wrapwidth=110)
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "naveza",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def missing(app: Path, language: str) -> list[Message]:
    """Texts of the app that its catalogue does not have, or not in every grammatical number."""
    done = set()
    for entry in load_catalogue(app, language):
        forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        wanted = FORMS[language] if entry.msgid_plural else 1
        if len(forms) == wanted and all(forms) and "fuzzy" not in entry.flags:
            done.add(_key(entry))
    return sorted(wanted_of(app, language) - done)


def update_catalogue(app: Path, language: str) -> int:
    """Add the app's new texts to its catalogue, empty, and drop those that are gone. Returns how many are empty."""
    catalogue = load_catalogue(app, language)
    wanted = wanted_of(app, language)
    if not wanted and not catalogue:
        return 0
    kept = {_key(entry): entry for entry in catalogue}
    catalogue.clear()
    for message in sorted(wanted):
        entry = kept.get(message)
        if entry is None:
            entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
            if message.plural:
                entry.msgid_plural = message.plural
                entry.msgstr_plural = dict.fromkeys(range(FORMS[language]), "")
        catalogue.append(entry)
    path = catalogue_path(app, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(missing(app, language))


def compile_catalogues() -> int:
    """Write each catalogue's compiled twin. Returns how many."""
    count = 0
    for path in sorted(ROOT.glob("*/locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
        count += 1
    return count
