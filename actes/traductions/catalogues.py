"""The catalogues of a template: written from it, brought up to it, and what is wrong or unverified in each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from actes.catalogue import Acte, ModeleDate, Modeles
from actes.catalogue.libelles import Libelle
from actes.catalogue.locales import languages_of, po_path, pot_path
from actes.errors import Constat, Gravite
from actes.place import Place
from actes.rendu.langues import LANGUES, NON_VERIFIE, PLACEHOLDER, SOURCE, est_verifie
from actes.typographie import typographie

_HEADER = "# Textes du modèle « PROJECT ».\n# Chaque entrée porte « # vérifié : source » ou « # non vérifié »."
_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Bilan:
    """One catalogue: how many entries it must have, how many it lacks, how many no official text confirms."""

    langue: str
    fichier: Path
    libelles: int
    manquants: int
    non_verifies: int
    constats: tuple[Constat, ...]


def template_of(acte: Acte) -> ModeleDate:
    """The template whose texts are translated: the latest of the act."""
    return acte.modeles[-1]


def _labels(acte: Acte, modeles: Modeles) -> list[Libelle]:
    """The texts of every template of the act of which some copy is translated: one catalogue serves them all."""
    copies = set(acte.langue.exemplaires or ()) if acte.langue else set()
    used = [m for m in acte.modeles if not copies or not m.exemplaires or copies & set(m.exemplaires)]
    return [label for modele in used or acte.modeles[-1:] for label in modeles.labels(acte, modele)[0]]


def update_catalogues(acte: Acte, modeles: Modeles, langues: Sequence[str] = ()) -> list[Path]:
    """Write the .pot of an act's template anew and bring its .po up to it; `langues`: those to begin.

    Translations and comments are kept; what is no longer in the template is kept as obsolete. The files written.
    """
    modele = template_of(acte)
    labels = _labels(acte, modeles)
    pot = pot_path(modele.fichier)
    old = _read(pot, None)
    template = _template(pot.stem, _with_contexts(labels, old))
    written = [_write(pot, template)]
    for langue in dict.fromkeys((*languages_of(modele.fichier), *langues)):
        path = po_path(modele.fichier, langue)
        catalogue = _read(path, langue) or Catalog(locale=langue, fuzzy=False)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        for message in catalogue:
            if message.id and message.string and not _is_marked(message):
                message.user_comments.insert(0, NON_VERIFIE)
        _settle(catalogue, path.stem)
        written.append(_write(path, catalogue))
    return written


def review(acte: Acte, modeles: Modeles, langues: Sequence[str] = ()) -> Iterator[Bilan]:
    """The state of each catalogue of an act's template, in every language or in these."""
    modele, labels = template_of(acte), _labels(acte, modeles)
    for langue in langues or languages_of(modele.fichier):
        path = po_path(modele.fichier, langue)
        catalogue = _read(path, langue) or Catalog(locale=langue)
        faults = list(dict.fromkeys(_faults(catalogue, labels, path)))
        found = {label.texte + "\0" + str(_context(catalogue, label)): _find(catalogue, label) for label in labels}
        messages = list(found.values())
        missing = sum(message is None or not _said(message) for message in messages)
        unverified = sum(message is not None and _said(message) and not est_verifie(message) for message in messages)
        yield Bilan(langue, path, len(messages), missing, unverified, tuple(faults))


def _faults(catalogue: Catalog, labels: Iterable[Libelle], path: Path) -> Iterator[Constat]:
    place = Place(str(path))
    wanted = set()
    for label in labels:
        message = _find(catalogue, label)
        wanted |= {(label.contexte, label.texte), ("", label.texte)}
        if message is None or not _said(message):
            yield _fault("libelle-sans-traduction", f"« {label.texte} » n'a pas de traduction", place)
            continue
        forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        held = sorted(PLACEHOLDER.findall(label.texte))
        if any(sorted(PLACEHOLDER.findall(form)) != held for form in forms):
            why = f"la traduction de « {label.texte} » n'a pas les mêmes valeurs entre accolades"
            yield _fault("libelle-mal-traduit", why, place, "gardez chaque {…} tel quel, une fois")
    for message in catalogue:
        one = message.id if isinstance(message.id, str) else message.id[0]
        if one and (message.context or "", one) not in wanted:
            why = f"« {one} » n'est plus dans le modèle"
            yield _fault("libelle-inutile", why, place, "lancez --mettre-a-jour", Gravite.AVERTISSEMENT)


def _fault(code: str, message: str, place: Place, conseil: str = "", gravite: Gravite = Gravite.BLOQUANTE) -> Constat:
    return Constat(code=code, message=typographie(message), place=place, conseil=typographie(conseil), gravite=gravite)


def _find(catalogue: Catalog, label: Libelle) -> Any:
    """The entry of a label: in its context, else anywhere; None when there is none, or a fuzzy one."""
    key = (label.texte, label.pluriel) if label.pluriel else label.texte
    found = (label.contexte and catalogue.get(key, label.contexte)) or catalogue.get(key)
    return found if found is not None and not found.fuzzy else None


def _context(catalogue: Catalog, label: Libelle) -> str:
    """The context of a label, if the catalogue tells it from the others."""
    key = (label.texte, label.pluriel) if label.pluriel else label.texte
    return label.contexte if label.contexte and catalogue.get(key, label.contexte) is not None else ""


def _said(message: Any) -> bool:
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(forms)


def _is_marked(message: Any) -> bool:
    return est_verifie(message) or any(comment.strip().startswith(NON_VERIFIE) for comment in message.user_comments)


def _with_contexts(labels: Iterable[Libelle], old: Catalog | None) -> list[Libelle]:
    """The labels as the .pot holds them: without context, save for those that a person gave one there."""
    kept = {(m.context, m.id) for m in old or () if m.id and m.context}
    merged: dict[tuple[str, str], Libelle] = {}
    for label in labels:
        context = label.contexte if (label.contexte, label.texte) in kept else ""
        known = merged.get((context, label.texte))
        places = (known.endroits if known else ()) + label.endroits
        merged[context, label.texte] = Libelle(
            label.texte, context, label.pluriel, label.genre, label.precision, places
        )
    return list(merged.values())


def _template(domain: str, labels: Iterable[Libelle]) -> Catalog:
    template = Catalog(header_comment=_HEADER.replace("PROJECT", domain), fuzzy=False)
    _settle(template, domain)
    for label in labels:
        comments = [" ".join(part for part in (label.genre, label.precision) if part)] if label.genre else []
        key: Any = (label.texte, label.pluriel) if label.pluriel else label.texte
        places = sorted(set(label.endroits))[:3]
        template.add(key, auto_comments=comments, locations=places, context=label.contexte or None)
        template[key].flags.clear()  # what is between braces is ours, not a format of Python
    return template


def _settle(catalogue: Catalog, domain: str) -> None:
    """No clock and no person in what we write."""
    import datetime

    catalogue.project, catalogue.version = domain, "1"
    catalogue.copyright_holder = catalogue.last_translator = catalogue.language_team = "actes"
    catalogue.msgid_bugs_address = "actes"
    catalogue.creation_date = catalogue.revision_date = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    catalogue.header_comment = _HEADER.replace("PROJECT", domain)
    catalogue.fuzzy = False
    for message in catalogue:
        message.flags -= {flag for flag in message.flags if flag.startswith("python")}


def _read(path: Path, langue: str | None) -> Catalog | None:
    if not path.is_file():
        return None
    return read_po(io.BytesIO(path.read_bytes()), locale=langue)


def _write(path: Path, catalogue: Catalog) -> Path:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=_WIDTH, omit_header=False, sort_output=False, include_previous=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())
    return path


TRADUITES = tuple(langue for langue in LANGUES if langue != SOURCE)
