"""From a dossier to the table of its texts for the translator, and back: checked, then written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actes.catalogue import Acte
from actes.catalogue.chemins import champ_at
from actes.dossier import ChampActe, Lecture, load_flux
from actes.dossier.field_types import FORME_DATE
from actes.dossier.traductions import Passage, passages, text_fingerprint, translations
from actes.droit.langues import nom_de_langue
from actes.errors import Constat, DossierRefused, LectureError
from actes.place import Place
from actes.rendu.langues import LANGUES, SOURCE
from actes.rendu.tableau_bilingue import Ligne, Tableau, read_table, write_table
from actes.traductions.ecriture import Retour, Traduit, with_translations
from actes.typographie import typographie

TRADUCTEUR, DATE = "traducteur", "date"
_LONGEST = 20_000  # characters of one translation
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Integration:
    """A dossier file with the translations of a table in it."""

    contenu: bytes
    reference: str
    langue: str
    textes: int


def check_langue(langue: str | None) -> str:
    """A language that one translates into. Raises LectureError."""
    if langue is None or langue == SOURCE:
        message = "aucune traduction n'est due pour ce dossier : sa langue est le français"
        raise LectureError(typographie(message), conseil=typographie("pour une autre langue, ajoutez --langue"))
    if langue not in LANGUES:
        known = ", ".join(code for code in LANGUES if code != SOURCE)
        raise LectureError(typographie(f"langue inconnue « {langue} »"), conseil=typographie(f"l'une de : {known}"))
    return langue


def texts_to_translate(acte: Acte, lecture: Lecture) -> list[Passage]:
    """The texts of a dossier that an act prints and that only a translator translates, each once, in its order."""
    if acte.langue is None or lecture.dossier is None:
        return []
    found = [passage for libre in acte.langue.traduire for passage in passages(lecture.dossier, libre.pas)]
    return list({passage.chemin: passage for passage in found}.values())


def extract(acte: Acte, lecture: Lecture, langue: str) -> bytes:
    """The table of a dossier for the translator. Raises DossierRefused if there is nothing to translate."""
    dossier = lecture.dossier
    textes = texts_to_translate(acte, lecture)
    if dossier is None or not textes:
        nothing = _fault("rien-a-traduire", "ce dossier n'a aucun texte à traduire", lecture.place("sanction"))
        raise DossierRefused(constats=[*lecture.constats, nothing])
    held = translations(dossier, langue)
    made = next((each for each in dossier.traductions or () if each.langue == langue), None)
    rows = [
        Ligne(TRADUCTEUR, "Traducteur", "nom du traducteur", (made and made.traducteur) or ""),
        Ligne(DATE, "Date", "AAAA-MM-JJ", made.date.isoformat() if made and made.date else ""),
    ]
    for passage in textes:
        known = held.get(passage.chemin)
        fresh = known is not None and known.empreinte in (None, passage.empreinte)
        said = (known.texte if known and fresh else None) or ""
        rows.append(Ligne(passage.chemin, _title(acte, passage.chemin), passage.texte, said))
    facts = {"dossier": dossier.dossier, "langue": langue, "acte": acte.id}
    facts |= {f"empreinte.{passage.chemin}": passage.empreinte for passage in textes}
    consignes = [
        typographie(f"Dossier {dossier.dossier} – traduction en {nom_de_langue(langue)} ({langue})."),
        typographie(
            "Remplissez la colonne « Traduction ». Ne changez ni les deux premières colonnes, ni l'ordre des lignes ; "
            "rendez ce document au format docx."
        ),
    ]
    return write_table("Textes à traduire", consignes, rows, facts, langue)


def _title(acte: Acte, chemin: str) -> str:
    champ = champ_at(acte.racine, chemin)
    title = champ.titre.removesuffix("?").rstrip() if champ and champ.titre else chemin
    ranks = re.findall(r"\[(\d+)\]", chemin)
    return typographie(title + "".join(f" (n° {int(rank) + 1})" for rank in ranks))


def integrate(
    acte: Acte, tableau: bytes, nom: str, contenu: bytes, fichier: str, champs: Sequence[ChampActe] = ()
) -> Integration:
    """The dossier file with what the translator wrote.

    Checked first: the table is that of one of its dossiers, the French has not changed on either side, nothing is
    missing, nothing is too long or unprintable. Raises LectureError, DossierRefused with everything that is wrong.
    """
    table = read_table(tableau, nom)
    lectures = load_flux(contenu, fichier, champs)
    reference, langue = table.faits.get("dossier", ""), check_langue(table.faits.get("langue"))
    rang = next((r for r, each in enumerate(lectures) if each.dossier and each.dossier.dossier == reference), None)
    if rang is None:
        message = f"ce tableau est celui du dossier « {reference} », qui n'est pas dans ce fichier"
        raise DossierRefused(constats=[_fault("tableau-d-un-autre-dossier", message, Place(fichier))])
    textes = texts_to_translate(acte, lectures[rang])
    problems = list(_problems(table, textes, nom))
    if problems:
        raise DossierRefused(constats=problems)
    cells = {ligne.chemin: ligne.traduction.strip() for ligne in table.lignes}
    translated = tuple(Traduit(each.chemin, cells[each.chemin], each.empreinte) for each in textes)
    retour = Retour(langue, " ".join(cells[TRADUCTEUR].split()), cells[DATE], translated)
    written = with_translations(contenu, fichier, rang, retour)
    _check_written(load_flux(written, fichier, champs), rang, retour, lectures)
    return Integration(written, reference, langue, len(translated))


def _problems(table: Tableau, textes: Sequence[Passage], nom: str) -> Iterator[Constat]:
    place = Place(nom)
    rows: dict[str, Ligne] = {}
    for ligne in table.lignes:
        if ligne.chemin in rows:
            yield _fault("ligne-en-double", f"la ligne « {ligne.chemin} » est deux fois dans le tableau", place)
        rows[ligne.chemin] = ligne
    yield from _who_and_when(rows, place)
    for passage in textes:
        ligne_lue = rows.get(passage.chemin)
        if ligne_lue is None:
            what = f"il manque au tableau la ligne « {passage.chemin} »"
            yield _fault("ligne-absente", what, place, "extrayez de nouveau le tableau, le dossier a changé")
            continue
        yield from _row_problems(ligne_lue, passage, table.faits.get(f"empreinte.{passage.chemin}", ""), place)
    known = {passage.chemin for passage in textes} | {TRADUCTEUR, DATE}
    for chemin in rows.keys() - known:
        what = f"la ligne « {chemin} » ne répond à aucun texte du dossier"
        yield _fault("ligne-inconnue", what, place, "extrayez de nouveau le tableau, le dossier a changé")


def _who_and_when(rows: dict[str, Ligne], place: Place) -> Iterator[Constat]:
    who, when = (rows[name].traduction.strip() if name in rows else "" for name in (TRADUCTEUR, DATE))
    if not who:
        yield _fault("traduction-manquante", "le nom du traducteur n'est pas donné", place, "remplissez sa ligne")
    elif _FORBIDDEN.search(who) or len(who) > _LONGEST:
        yield _fault("traduction-refusee", "le nom du traducteur a des caractères qui ne s'impriment pas", place)
    if not when:
        yield _fault("traduction-manquante", "la date de la traduction n'est pas donnée", place, "écrivez AAAA-MM-JJ")
    elif not FORME_DATE.fullmatch(when):
        what = f"la date de la traduction, « {when[:40]} », n'est pas de la forme AAAA-MM-JJ"
        yield _fault("traduction-refusee", what, place, "écrivez l'année, le mois et le jour : 2026-10-12")


def _row_problems(ligne: Ligne, passage: Passage, extraite: str, place: Place) -> Iterator[Constat]:
    name = f"« {passage.chemin} »"
    if extraite != passage.empreinte:
        what = f"le texte français de {name} a changé dans le dossier depuis l'extraction"
        yield _fault("traduction-perimee", what, place, "extrayez de nouveau le tableau, et faites-le compléter")
    elif text_fingerprint(ligne.francais) != passage.empreinte:
        what = f"le texte français de {name} a été modifié dans le tableau"
        yield _fault("francais-modifie", what, place, "remettez-le comme il était : seule la traduction s'écrit")
    said = ligne.traduction.strip()
    if not said:
        yield _fault("traduction-manquante", f"{name} n'est pas traduit", place, "remplissez la colonne « Traduction »")
    elif len(said) > _LONGEST:
        yield _fault("traduction-refusee", f"la traduction de {name} dépasse {_LONGEST} caractères", place)
    elif found := _FORBIDDEN.search(said):
        what = f"la traduction de {name} a un caractère qui ne s'imprime pas (U+{ord(found[0]):04X})"
        yield _fault("traduction-refusee", what, place, "retirez ce caractère")


def _check_written(after: Sequence[Lecture], rang: int, retour: Retour, before: Sequence[Lecture]) -> None:
    """What was written reads back as it was meant, and the dossier is no worse than it was."""
    lecture = after[rang] if len(after) == len(before) else None
    held = translations(lecture.dossier, retour.langue) if lecture and lecture.dossier else {}
    said = {chemin: each.texte for chemin, each in held.items()}
    known = {(constat.code, constat.chemin) for constat in before[rang].constats}
    fresh = [c for c in (lecture.constats if lecture else ()) if (c.code, c.chemin) not in known]
    if fresh or any(said.get(each.chemin) != each.texte for each in retour.textes):
        message = "le dossier ne se relirait pas comme il doit : rien n'y est changé"
        raise DossierRefused(constats=[*fresh, _fault("ecriture-refusee", message, before[rang].place("dossier"))])


def _fault(code: str, message: str, place: Place, conseil: str = "") -> Constat:
    return Constat(code=code, message=typographie(message), place=place, conseil=typographie(conseil))
