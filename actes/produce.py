"""One dossier → its documents: the table of contents of the whole, on one screen. Touches no disk, reads no clock.

lecture  = load_dossier(text, champs)              the case, typed, with its places         actes/dossier
examen   = check_dossier(acte, lecture, jour, …)   gate 1: what the law of that day asks    actes/validation
proved   = modeles.load(acte, modele)              gate 2: the template prints it, proved   actes/catalogue
document = produce(examen, modeles, …)             gate 3: marked and fingerprinted         here, actes/rendu
path     = write_whole(folder, …)                  a file, whole or not at all              actes/deliver.py
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from actes import __version__
from actes.catalogue import ModeleProuve, Modeles, Remise
from actes.dossier import Lecture
from actes.errors import Constat, Gravite, ModeleError
from actes.nommage import document_name
from actes.place import Place
from actes.rendu.fidelite import part_differences
from actes.rendu.langues import FRANCAIS, SOURCE, Textes
from actes.rendu.lecture import ACT, DOSSIER, DRAFT, MARKS, PROGRAM, TEMPLATE
from actes.rendu.marques import Marque, bookmark, fingerprint, property_name, read_marks
from actes.rendu.proprietes import CUSTOM_PART, custom_xml
from actes.rendu.reference import assemble, render_reference
from actes.typographie import typographie
from actes.validation import DocumentDu, Examen, MentionDue

REFERENCE = "reference"
BLANK = "[à compléter"  # opens the blank left for a mention that lacks something: it is no mention to be found again
BLANK_ELSEWHERE = "[…]"  # the same in another language than French


@dataclass(frozen=True, slots=True)
class MentionProuvee:
    """A mention found in the finished document, with the paths of the dossier that it prints."""

    id: str
    chemins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Langue:
    """The language of a document, and how far its labels are those of official texts."""

    code: str
    libelles: int
    non_verifies: int
    seconde: bool = False  # beneath the French


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
    langue: Langue | None = None  # None: French

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
        proved = modeles.load(examen.acte, du.modele, brouillon, du.langue)
        values = template_values(examen, du, brouillon)
        if moteur == REFERENCE:
            members = render_reference(proved.prepare, values, brouillon, proved.textes)
            texts = [
                xml.decode() for name, xml in members.items() if name.startswith("word/") and name.endswith(".xml")
            ]
        else:
            parts = proved.modele.render_parts(values)
            members, texts = {name: xml.encode() for name, xml in parts.items()}, list(parts.values())
        if _tongue(examen, du):
            french = modeles.load(examen.acte, du.modele, brouillon).modele.render_parts(values)
            _check_faithful(examen, du, french, members)
        marks = read_marks(texts)
        mentions = tuple(prove(examen, du, marks, proved.textes))
        facts = {ACT: examen.acte.id, DOSSIER: empreinte, TEMPLATE: proved.empreinte, PROGRAM: version}
        facts |= {DRAFT: "oui"} if brouillon else {}
        prints = {property_name(name): fingerprint(text) for name, text in marks.items() if not _blanked(text)}
        facts |= {MARKS: str(len(prints)), **prints}
        members[CUSTOM_PART] = custom_xml(facts)
        element = str(du.element.rang + 1) if du.element else ""
        copy = "__".join(filter(None, [du.exemplaire.id if several else "", _tongue(examen, du)]))
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
            langue=_language(examen, du, proved),
        )


def _tongue(examen: Examen, du: DocumentDu) -> str:
    """The language of a document, empty when it is in French, alone or first."""
    langue = examen.acte.langue
    return "" if langue is None or langue.dessous or du.langue == SOURCE else du.langue


def _language(examen: Examen, du: DocumentDu, proved: ModeleProuve) -> Langue | None:
    if du.langue == SOURCE:
        return None
    return Langue(du.langue, proved.libelles, proved.non_verifies, seconde=not _tongue(examen, du))


def _check_faithful(examen: Examen, du: DocumentDu, french: Mapping[str, str], members: Mapping[str, bytes]) -> None:
    """The same values in both languages leave the same boxes, figures and blanks. Raises ModeleError."""
    gaps = part_differences(french, {name: members[name].decode() for name in french})
    if gaps:
        place = Place(f"{du.modele.fichier if du.modele else ''}:{gaps[0].partie}", gaps[0].paragraphe)
        message = f"la traduction ({du.langue}) n'est pas remplie comme le français au paragraphe {gaps[0].paragraphe}"
        raise ModeleError(
            constats=[
                Constat(
                    code="traduction-infidele",
                    message=typographie(message),
                    place=place,
                    acte=examen.acte.id,
                    conseil=typographie("vérifiez ce libellé dans le catalogue de cette langue"),
                )
            ]
        )


def language_findings(documents: Iterable[Document]) -> list[Constat]:
    """What to say of the labels of these documents that no official text confirms."""
    found: dict[Constat, None] = {}
    for document in documents:
        langue = document.langue
        if langue is not None and langue.non_verifies:
            message = f"{langue.non_verifies} des {langue.libelles} libellés de cette langue ({langue.code}) "
            message += "ne sont vérifiés sur aucun texte officiel"
            constat = Constat(
                code="libelles-non-verifies",
                message=typographie(message),
                gravite=Gravite.INFORMATION,
                acte=document.acte,
                conseil=typographie("faites relire les libellés par le traducteur avant l'envoi"),
            )
            found[constat] = None
    return list(found)


def dossier_fingerprint(jour: date, lecture: Lecture) -> str:
    """SHA-256 of a dossier on a day, in hexadecimal: what it says, the court's settings included, not its layout."""
    return hashlib.sha256(f"{jour} {lecture.donnees}".encode()).hexdigest()


def template_values(examen: Examen, du: DocumentDu, brouillon: bool = False) -> dict[str, object]:
    """All that the prepared template reads: the dossier's root names, `acte`, the calculs, and `marques`."""
    return {**du.valeurs, "marques": dict(_marques(examen, du, brouillon))}


def _marques(
    examen: Examen, du: DocumentDu, brouillon: bool
) -> Iterator[tuple[str, Marque | tuple[Marque | None, ...] | None]]:
    """What the prepared template asks of each mention of the act: is it due here, under which number, what lacks."""
    elsewhere = bool(_tongue(examen, du)) and not brouillon  # a draft is for us, in French
    for mention in examen.acte.mentions:
        yield mention.id, None
    for due in du.mentions:
        if due.elements is None:
            yield due.mention.id, Marque(lacune=_blank(elsewhere, due, due.manquants))
        else:
            number, row = 0, []
            for element in due.elements:
                number += element.du
                suite = f"__{number}" if number > 1 else ""
                row.append(Marque(suite, _blank(elsewhere, due, element.manquants)) if element.du else None)
            yield due.mention.id, tuple(row)


def _blank(elsewhere: bool, due: MentionDue, missing: tuple[str, ...]) -> str:
    if not missing:
        return ""
    return BLANK_ELSEWHERE if elsewhere else f"{BLANK}\u00a0: {due.mention.libelle}]"


def _blanked(text: str) -> bool:
    return BLANK in text or BLANK_ELSEWHERE in text


def prove(examen: Examen, du: DocumentDu, marks: Mapping[str, str], textes: Textes) -> Iterator[MentionProuvee]:
    """The mentions that the finished document carries. Raises ModeleError if it owes one that it does not carry."""
    problems: list[Constat] = []
    for due in du.mentions:
        rows = [due.manquants] if due.elements is None else [e.manquants for e in due.elements if e.du]
        base = bookmark(due.mention.id)
        complete = [
            marks.get(f"{base}__{rank}" if rank > 1 else base) for rank, missing in enumerate(rows, 1) if not missing
        ]
        for text in complete:
            problems += [_unproved(examen, du, due, why) for why in _faults(due, text, textes)]
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


def _faults(due: MentionDue, text: str | None, textes: Textes) -> Iterator[str]:
    if not text:
        yield "elle est vide ou absente"
        return
    words = plain(text) if due.mention.texte else ""
    for phrase in due.mention.texte:
        if plain(_said(phrase, textes)) not in words:
            yield f"elle ne dit pas «\u00a0{phrase}\u00a0»"


def _said(phrase: str, textes: Textes) -> str:
    """A phrase that the law words, as the language of the document says it."""
    if textes is FRANCAIS or textes.bilingue:
        return phrase
    entree = textes.find(typographie(phrase).replace("\u00a0", " "))
    return entree.formes[0] if entree else phrase


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
