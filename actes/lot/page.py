"""`rapport.html`: what was made, what was not and what to do first, for who arrives at eight and for her head."""

from __future__ import annotations

import base64
import hashlib
import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape
from sqlalchemy import Connection, Row, select

from actes.catalogue import jour_en_lettres
from actes.lot import comptes
from actes.lot.bordereau import lists_of
from actes.lot.journal import ATTENTE, FAIT, REJETE, Journal, decode_constats, documents, unites
from actes.lot.motifs import kind_title
from actes.lot.rejets import NOM as REJETS
from actes.lot.rejets import reasons, visible
from actes.lot.remise import GROUPES, Groupe, count_documents
from actes.lot.sorties import whole
from actes.typographie import typographie

HTML = "rapport.html"
IMPRESSION = "impression"
ENTIER = 2000  # dossiers listed in full: beyond, a page no longer helps anybody
EXTRAIT = 100  # rejected dossiers shown for each reason then
PARTAGES, MESSAGES, CITES, RAISONS = 5, 30, 12, 12  # shared reasons, warnings, dossiers cited, findings of a dossier

_OPTION = re.compile(r"(--[a-z][a-z-]*)")
_JOINT = re.compile(r"(?<=[a-z])([._])(?=[a-z])")
_ETATS = {FAIT: "fait", REJETE: "rejeté", ATTENTE: "à faire"}
_REGLAGES = {
    "actes": "Actes demandés",
    "date": "Date demandée",
    "proposes": "Avec les actes dus",
    "brouillon": "Brouillons",
    "reglages": "Réglages de la juridiction",
    "modeles": "Modèles ajoutés",
    "correspondance": "Correspondance des exports",
    "registre": "Registre",
    "moteur": "Moteur",
    "pdf": "PDF",
    "recto_verso": "Impression recto verso",
}


def write_page(folder: Path, journal: Journal, execution: Mapping[str, Any], version: str) -> None:
    """Write `rapport.html`, little by little. Raises EnvironnementError."""
    with journal.read() as connection, whole(folder / HTML) as stream:
        comptes.prepare(connection)
        page = _Page(folder, journal, connection)
        for piece in _template().generate(page=page, execution=execution, version=version, **page.facts()):
            stream.write(piece)


def _template() -> Any:
    env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters |= {
        "nombre": number,
        "pluriel": plural,
        "instant": instant,
        "duree": duration,
        "lien": quote,
        "typo": typographie,
        "visible": visible,
        "texte": sentence,
        "chemin": file_path,
        "motif": lambda code: visible(kind_title(code)),
        "empreinte_csp": _csp_hash,
    }
    return env.from_string(Path(__file__).with_name("rapport.html.j2").read_text(encoding="utf-8"))


class _Page:
    """What the template asks for; lists that may be long are read as it goes through them."""

    def __init__(self, folder: Path, journal: Journal, connection: Connection):
        self.folder, self.journal, self.connection = folder, journal, connection
        self.racine = comptes.common_folder(journal)

    def facts(self) -> dict[str, Any]:
        """What is short enough to be known before the page is written."""
        totaux = comptes.totals(self.journal)
        values = self.journal.values()
        jour = values.get("jour")
        return {
            "titre": f"Rapport du lot du {_day(jour)}" if jour else "Rapport du lot",
            "juridiction": str(values.get("juridiction") or ""),
            "totaux": totaux,
            "limite": EXTRAIT if totaux["rejetes"] > ENTIER else ENTIER,
            "motifs": comptes.reject_kinds(self.connection),
            "avis": comptes.warning_kinds(self.connection),
            "avertis": comptes.count_warned(self.connection),
            "informations": comptes.informations(self.connection, MESSAGES),
            "actes": comptes.by_act(self.journal),
            "remises": list(self.deliveries()),
            "detail": 0 < totaux["dossiers"] <= ENTIER,
            "messages": MESSAGES,
            "racine": self.racine,
            "reglages": list(_settings(values.get("options") or {})),
            "commande": f"actes lot --seulement {shlex.quote(str((self.folder / REJETS).absolute()))}",
        }

    def deliveries(self) -> Iterator[dict[str, Any]]:
        """The delivery groups that hold something, with the files that are there."""
        for groupe in GROUPES:
            if number := count_documents(self.journal, groupe):
                docx, table = lists_of(self.folder, groupe)
                prints = print_files(self.folder, groupe)
                yield {"titre": groupe.titre, "documents": number, "docx": docx, "csv": table, "impression": prints}

    def shared(self, code: str) -> list[Row[Any]]:
        """The reasons that several dossiers share."""
        return comptes.common_reasons(self.connection, code, PARTAGES)

    def rejected(self, code: str, limit: int) -> Iterator[dict[str, Any]]:
        """The dossiers rejected for a reason, with all their reasons."""
        for row in comptes.rejected_for(self.connection, code, limit):
            found = reasons(decode_constats(row.constats))
            yield {
                "reference": row.reference,
                "fichier": self.named(row.fichier, row.place),
                "documents": row.documents,
                "constats": [{**constat, "ou": self.place(constat, row.fichier)} for constat in found[:RAISONS]],
                "autres": max(len(found) - RAISONS, 0),
            }

    def warnings(self, code: str) -> list[tuple[Row[Any], list[str]]]:
        """The warnings of a code, each with the first dossiers that it is about."""
        return [(one, self._warned(code, one)) for one in comptes.warnings(self.connection, code, MESSAGES)]

    def _warned(self, code: str, one: Row[Any]) -> list[str]:
        found = comptes.warned(self.connection, code, one, CITES)
        return [row.reference or self.named(row.fichier) for row in found]

    def dossiers(self) -> Iterator[dict[str, Any]]:
        """Every dossier of the lot with its documents."""
        query = select(unites.c.rang, unites.c.fichier, unites.c.place, unites.c.reference, unites.c.etat)
        with self.journal.read() as connection:
            for row in connection.execute(query.order_by(unites.c.rang)):
                made = select(documents.c.nom, documents.c.titre, documents.c.exemplaire, documents.c.numero)
                found = connection.execute(made.where(documents.c.unite == row.rang).order_by(documents.c.id)).all()
                yield {
                    "reference": row.reference,
                    "fichier": self.named(row.fichier, row.place),
                    "etat": _ETATS.get(row.etat, row.etat),
                    "documents": [(one, (self.folder / one.nom).is_file()) for one in found],
                }

    def named(self, fichier: str, place: int = 0) -> str:
        """A file as the page names it, and which of its dossiers when it is not the first."""
        return fichier.removeprefix(self.racine) + (f" (dossier n°\u00a0{place + 1})" if place else "")

    def place(self, constat: Mapping[str, Any], fichier: str) -> str:
        """« durand.yaml:6:5 »."""
        parts = [self.named(constat.get("fichier") or fichier), constat.get("ligne"), constat.get("colonne")]
        return ":".join(str(part) for part in parts if part is not None)


def print_files(folder: Path, groupe: Groupe) -> list[str]:
    """The print files of a group that are in the output folder, as relative paths."""
    name = re.compile(rf"{groupe.id}(-\d+)?\.pdf")
    found = sorted((folder / IMPRESSION).glob("*.pdf"), key=lambda path: (len(path.name), path.name))
    return [f"{IMPRESSION}/{path.name}" for path in found if name.fullmatch(path.name)]


def number(value: int) -> str:
    """« 6 000 »."""
    return f"{value:,}".replace(",", "\u00a0")


def plural(value: int, one: str, many: str = "") -> str:
    """« 1 dossier », « 6 000 dossiers »."""
    return f"{number(value)}\u00a0{one if value < 2 else many or one + 's'}"


def instant(text: str) -> str:
    """« 20 novembre 2026 à 20 h 04 », at the clock of this machine."""
    moment = datetime.fromisoformat(text).astimezone()
    return f"{jour_en_lettres(moment.date())} à {moment.hour}\u00a0h\u00a0{moment.minute:02}"


def duration(seconds: float) -> str:
    """« 5 h 08 min », « 3 min 20 s », « 12 s »."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}\u00a0h\u00a0{minutes:02}\u00a0min"
    return f"{minutes}\u00a0min\u00a0{rest:02}\u00a0s" if minutes else f"{rest}\u00a0s"


def sentence(text: str) -> Markup:
    """The text escaped; an option of the command line stays on one line, a path of the dossier breaks at its dots."""
    html = _OPTION.sub(r'<span class="fixe">\1</span>', str(escape(visible(text))))
    return Markup(_JOINT.sub(r"\1<wbr>", html))


def file_path(text: str) -> Markup:
    """A place escaped; it breaks where one would."""
    return Markup(re.sub(r"([/_]|:(?!\d+$))", r"\1<wbr>", str(escape(visible(text)))))


def _csp_hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(str(style).encode()).digest()).decode()


def _day(text: Any) -> str:
    try:
        return jour_en_lettres(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def _settings(options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The options of the lot, as one reads them."""
    for key, value in options.items():
        if value not in (None, "", [], False):
            one = value if isinstance(value, list) else ["oui" if value is True else _day(value)]
            yield _REGLAGES.get(key, key), ", ".join(map(str, one))
