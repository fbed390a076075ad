"""Writing an appointment into a dossier, and a slot as taken, without losing the comments and the order of the file."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from actes.dossier.creneaux import Creneau
from actes.dossier.lieux import RendezVous
from actes.errors import DossierRefused
from actes.place import Place
from actes.typographie import typographie

BOM = b"\xef\xbb\xbf"
_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#.*$")
_INDENT = re.compile(r"(?m)^\w+:[ ]*(?:#.*)?\n([ ]+)\w")
_SEQUENCE = re.compile(r"(?m)^([ ]*)\w+:[ ]*(?:#.*)?\n([ ]*)- ")

Change = Callable[[list[Any]], None]


def with_appointment(content: bytes, fichier: str, rang: int, name: str, creneau: Creneau) -> bytes:
    """The bytes of a dossier file whose `rang`-th document has this slot under `convocation.<name>`.

    What the document already says of the appointment is kept. Raises DossierRefused, and changes nothing, when the
    result would not say exactly the same as before plus the appointment.
    """

    def change(documents: list[Any]) -> None:
        document = documents[rang]
        convocation = document["convocation"] = document.get("convocation") or {}
        appointment = convocation[name] = convocation.get(name) or {}
        for key, value in _as_written(creneau).items():
            if appointment.get(key) in (None, ""):
                appointment[key] = value

    return _changed(content, fichier, change)


def with_slot_taken(content: bytes, fichier: str, name: str, rang: int, reference: str) -> bytes:
    """The bytes of a file of slots whose `rang`-th slot is held by this case too."""

    def change(documents: list[Any]) -> None:
        documents[0][name][rang].setdefault("pris", []).append(reference)

    return _changed(content, fichier, change)


def merge_slots(content: bytes, fichier: str, name: str, fresh: Sequence[Creneau]) -> tuple[bytes, list[Creneau]]:
    """The bytes of a file of slots with those of a new calendar, and the taken slots that it no longer holds.

    The slots that cases hold stay, whatever the new calendar says; the free ones are replaced.
    """
    lost: list[Creneau] = []

    def change(documents: list[Any]) -> None:
        here = documents[0].get(name) or []
        taken = [entry for entry in here if entry.get("pris")]
        held = {(str(entry.get("date")), str(entry.get("heure"))) for entry in taken}
        new = [_as_written(slot) for slot in fresh]
        announced = {(entry["date"], entry["heure"]) for entry in new}
        lost.extend(
            Creneau(date=str(e.get("date")), heure=str(e.get("heure")), pris=tuple(e["pris"]))
            for e in taken
            if (str(e.get("date")), str(e.get("heure"))) not in announced
        )
        free = [entry for entry in new if (entry["date"], entry["heure"]) not in held]
        documents[0][name] = sorted([*taken, *free], key=lambda e: (str(e["date"]), str(e["heure"])))

    return _changed(content or b"{}\n", fichier, change, check=False), lost


def _as_written(creneau: Creneau) -> dict[str, Any]:
    """The slot as a dossier writes it: text only."""
    given = {key: getattr(creneau, key) for key in RendezVous.model_fields}
    written: dict[str, Any] = {key: value for key, value in given.items() if isinstance(value, str)}
    if creneau.date is not None:
        written["date"] = creneau.date.isoformat()
    if creneau.heure is not None:
        written["heure"] = _quoted(creneau.heure.strftime("%H:%M"))
    if creneau.adresse is not None:
        written["adresse"] = creneau.adresse.model_dump(exclude_none=True)
    return {key: written[key] for key in RendezVous.model_fields if key in written}


def _quoted(text: str) -> str:
    """A text that other readers of YAML would take for a number: 13:30."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    quoted: str = DoubleQuotedScalarString(text)
    return quoted


def _changed(content: bytes, fichier: str, change: Change, check: bool = True) -> bytes:
    """The file after a change made by ruamel.yaml, which keeps comments, order and quotes; its layout is kept too."""
    body = content.removeprefix(BOM)
    text = body.decode().replace("\r\n", "\n")
    writer = _writer(text)
    documents = list(writer.load_all(text))
    change([document for document in documents if document is not None])
    out = io.StringIO()
    writer.dump_all(documents, out)
    written = out.getvalue()
    if check and not _same_but_for(change, text, written):
        raise DossierRefused(
            "ce fichier ne peut pas être complété sans risque d'en perdre une partie",
            Place(fichier),
            conseil=typographie("inscrivez le rendez-vous vous-même ; rien n'a été changé"),
        )
    if b"\r\n" in body:
        written = written.replace("\n", "\r\n")
    return (BOM if content.startswith(BOM) else b"") + written.encode()


def _same_but_for(change: Change, before: str, after: str) -> bool:
    """Whether the new text says what the old one did, changed, with the same comments."""
    expected = [document for document in yaml.load_all(before, yaml.BaseLoader) if document is not None]
    change(expected)
    given = [document for document in yaml.load_all(after, yaml.BaseLoader) if document is not None]
    return given == expected and Counter(_COMMENT.findall(before)) == Counter(_COMMENT.findall(after))


def _writer(text: str) -> Any:
    """ruamel.yaml as this file is laid out; every plain value is text to it, so that none is rewritten."""
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    class TextOnly(VersionedResolver):
        @property
        def versioned_resolver(self) -> Any:
            return {}

    writer = YAML()
    writer.Resolver = TextOnly
    writer.preserve_quotes = True
    writer.width = 100_000
    mapping = _INDENT.search(text)
    sequence = _SEQUENCE.search(text)
    step = len(mapping[1]) if mapping else 2
    offset = len(sequence[2]) - len(sequence[1]) if sequence else 2
    writer.indent(mapping=step, sequence=offset + 2, offset=offset)
    writer.explicit_start = text.lstrip("\ufeff").startswith("---")
    return writer
