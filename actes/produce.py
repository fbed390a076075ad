"""One dossier → its documents: the table of contents of the whole, on one screen. Touches no disk, reads no clock.

lecture  = load_dossier(text, champs)              the case, typed, with its places         actes/dossier
examen   = check_dossier(acte, lecture, jour, …)   gate 1: what the law of that day asks    actes/validation
proved   = modeles.load(acte, modele)              gate 2: the template prints it, proved   actes/catalogue
document = produce(examen, modeles, …)             gate 3: marked and fingerprinted         here, actes/rendu
path     = write_whole(folder, …)                  a file, whole or not at all              actes/deliver.py
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from actes import __version__
from actes.catalogue import Modeles, Remise
from actes.dossier import Lecture
from actes.errors import Constat, ModeleError
from actes.nommage import document_name
from actes.place import Place
from actes.rendu.lecture import ACT, DOSSIER, DRAFT, MARKS, PROGRAM, TEMPLATE
from actes.rendu.marques import Marque, bookmark, fingerprint, property_name, read_marks
from actes.rendu.proprietes import CUSTOM_PART, custom_xml
from actes.rendu.reference import assemble, render_reference
from actes.validation import DocumentDu, Examen, MentionDue

REFERENCE = "reference"
BLANK = "[à compléter"  # opens the blank left for a mention that lacks something: it is no mention to be found again


@dataclass(frozen=True, slots=True)
class MentionProuvee:
    """A mention found in the finished document, with the paths of the dossier that it prints."""

    id: str
    chemins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One finished docx: its bytes, its file name, and what is proved of it."""

    acte: str
    dossier: str
    exemplaire: str
    nom: str
    contenu: bytes
    mentions: tuple[MentionProuvee, ...]
    brouillon: bool = False
    element: str = ""  # its rank in the list of `par`, from 1
    empreinte_dossier: str = ""
    empreinte_modele: str = ""
    remise: Remise | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.contenu).hexdigest()


def produce(
    examen: Examen,
    lecture: Lecture,
    modeles: Modeles,
    *,
    brouillon: bool = False,
    moteur: str = "compile",
    version: str = __version__,
) -> Iterator[Document]:
    """Every document of an act that gate 1 let through: one a copy, and one an element of `par`.

    The same dossier, templates and day give the same bytes. `moteur="reference"` renders with docxtpl itself; `version`
    is the one that the documents say they were made with: an older one only to make them again.
    Raises ModeleError when a template cannot be proved, or a document does not carry a mention that it owes.
    """
    assert lecture.dossier is not None, "gate 1 refuses what cannot be read"
    reference = lecture.dossier.dossier
    empreinte = dossier_fingerprint(examen.jour, lecture)
    several = len({du.exemplaire.id for du in examen.documents}) > 1
    for du in examen.documents:
        assert du.modele is not None, "gate 1 refuses a document without a template"
        proved = modeles.load(examen.acte, du.modele, brouillon)
        values = template_values(examen, du)
        if moteur == REFERENCE:
            members = render_reference(proved.prepare, values, brouillon)
            texts = [
                xml.decode() for name, xml in members.items() if name.startswith("word/") and name.endswith(".xml")
            ]
        else:
            parts = proved.modele.render_parts(values)
            members, texts = {name: xml.encode() for name, xml in parts.items()}, list(parts.values())
        marks = read_marks(texts)
        mentions = tuple(_prove(examen, du, marks))
        facts = {ACT: examen.acte.id, DOSSIER: empreinte, TEMPLATE: proved.empreinte, PROGRAM: version}
        facts |= {DRAFT: "oui"} if brouillon else {}
        prints = {property_name(name): fingerprint(text) for name, text in marks.items() if BLANK not in text}
        facts |= {MARKS: str(len(prints)), **prints}
        members[CUSTOM_PART] = custom_xml(facts)
        element = str(du.element.rang + 1) if du.element else ""
        copy = du.exemplaire.id if several else ""
        yield Document(
            acte=examen.acte.id,
            dossier=reference,
            exemplaire=du.exemplaire.id,
            nom=document_name(reference, examen.acte.id, element, copy, brouillon),
            contenu=assemble(members) if moteur == REFERENCE else proved.modele.assemble(members),
            mentions=mentions,
            brouillon=brouillon,
            element=element,
            empreinte_dossier=empreinte,
            empreinte_modele=proved.empreinte,
            remise=du.remise,
        )


def dossier_fingerprint(jour: date, lecture: Lecture) -> str:
    """SHA-256 of a dossier on a day, in hexadecimal: what it says, the court's settings included, not its layout."""
    return hashlib.sha256(f"{jour} {lecture.donnees}".encode()).hexdigest()


def template_values(examen: Examen, du: DocumentDu) -> dict[str, object]:
    """All that the prepared template reads: the dossier's root names, `acte`, the calculs, and `marques`."""
    return {**du.valeurs, "marques": dict(_marques(examen, du))}


def _marques(examen: Examen, du: DocumentDu) -> Iterator[tuple[str, Marque | tuple[Marque | None, ...] | None]]:
    """What the prepared template asks of each mention of the act: is it due here, under which number, what lacks."""
    for mention in examen.acte.mentions:
        yield mention.id, None
    for due in du.mentions:
        if due.elements is None:
            yield due.mention.id, Marque(lacune=_blank(due, due.manquants))
        else:
            number, row = 0, []
            for element in due.elements:
                number += element.du
                suite = f"__{number}" if number > 1 else ""
                row.append(Marque(suite, _blank(due, element.manquants)) if element.du else None)
            yield due.mention.id, tuple(row)


def _blank(due: MentionDue, missing: tuple[str, ...]) -> str:
    return f"{BLANK}\u00a0: {due.mention.libelle}]" if missing else ""


def _prove(examen: Examen, du: DocumentDu, marks: Mapping[str, str]) -> Iterator[MentionProuvee]:
    """The mentions that the finished document carries. Raises ModeleError if it owes one that it does not carry."""
    problems: list[Constat] = []
    for due in du.mentions:
        rows = [due.manquants] if due.elements is None else [e.manquants for e in due.elements if e.du]
        base = bookmark(due.mention.id)
        complete = [
            marks.get(f"{base}__{rank}" if rank > 1 else base) for rank, missing in enumerate(rows, 1) if not missing
        ]
        for text in complete:
            problems += [_unproved(examen, du, due, why) for why in _faults(due, text)]
        if rows and len(complete) == len(rows):
            yield MentionProuvee(due.mention.id, tuple(_paths(examen, du, due)))
    if problems:
        raise ModeleError(constats=problems)


def _paths(examen: Examen, du: DocumentDu, due: MentionDue) -> Iterator[str]:
    """The required paths as they are in this dossier: `sanction.personnes[0].nom`."""
    names = {examen.acte.par.variable: du.element.chemin} if examen.acte.par and du.element else {}
    turns = [{}] if due.elements is None else [_named(due, e.element.chemin) for e in due.elements if e.du]
    for turn in turns:
        yield from (chemin.concrete({**names, **turn}) for chemin in due.mention.exige)


def _named(due: MentionDue, chemin: str) -> dict[str, str]:
    return {due.mention.pour.variable: chemin} if due.mention.pour else {}


def _faults(due: MentionDue, text: str | None) -> Iterator[str]:
    if not text:
        yield "elle est vide ou absente"
        return
    words = plain(text) if due.mention.texte else ""
    for phrase in due.mention.texte:
        if plain(phrase) not in words:
            yield f"elle ne dit pas «\u00a0{phrase}\u00a0»"


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text as phrases are compared: case, spaces, apostrophes, quotation marks set aside. Source: conception §3."""
    text = text.casefold()
    for sign, common in (("’", "'"), ("‘", "'"), ("«", '"'), ("»", '"'), ("“", '"'), ("”", '"')):
        text = text.replace(sign, common)
    return " ".join(text.replace('" ', '"').replace(' "', '"').split())


def _unproved(examen: Examen, du: DocumentDu, due: MentionDue, why: str) -> Constat:
    fichier = str(du.modele.fichier) if du.modele else ""
    return Constat(
        code="modele-sans-mention",
        message=f"le document ne porte pas {due.mention.libelle} («\u00a0{due.mention.id}\u00a0»)\u00a0: {why}",
        place=Place(fichier),
        acte=examen.acte.id,
        mention=due.mention.id,
        article=due.mention.article,
        conseil="corrigez le modèle",
    )
