"""Rules on what a working file leaves behind: changes, comments, hidden text, protection, fonts, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actes.errors import Constat
from actes.lint import proprietes
from actes.lint.modele import Element, Paragraphe, Regle, Sujet
from actes.lint.motifs import printed
from actes.lint.styles import Styles, on, styles_of
from actes.rendu.anatomie import NOTRE_AUTEUR
from actes.rendu.garde import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAISON = frozenset({"arial", "liberation sans", "helvetica"})
SIGNES = frozenset({"symbol", "wingdings", "webdings", "segoe ui symbol", "ms gothic", "dejavu sans", "opensymbol"})
_SUPPRIME = (f"{W}del", f"{W}moveFrom")
_AJOUTE = (f"{W}ins", f"{W}moveTo", f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")
_FORME = tuple(
    f"{W}{tag}Change" for tag in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "tblPrEx", "numbering")
)
_BALISE = ("{{", "{%", "}}", "%}")
_LIEN = re.compile(r"\bHYPERLINK\s+(?!\\l)", re.I)  # but to a place of the document itself
_REVISION = "dans Word, Révision : acceptez ou refusez toutes les modifications"


def tracked_changes(sujet: Sujet) -> Iterator[Constat]:
    """Changes that someone has still to accept or refuse; a deletion that holds tags is told elsewhere."""
    for paragraphe in printed(sujet):
        kinds = _changes(paragraphe)
        if kinds:
            yield sujet.say(
                "modification-suivie",
                f"des modifications suivies restent dans ce paragraphe ({', '.join(kinds)})",
                paragraphe.ou(),
                _REVISION,
            )
    settings = sujet.docx.xml("word/settings.xml")
    if settings is not None and on(settings.find(f"{W}trackRevisions")):
        yield sujet.say(
            "modification-suivie", "le suivi des modifications est resté activé", sujet.docx.ou("réglages"),
            "dans Word, Révision, désactivez « Suivi des modifications »",
        )  # fmt: skip


def _changes(paragraphe: Paragraphe) -> list[str]:
    """What kinds of changes a paragraph has, and the row it begins."""
    cell = next(paragraphe.element.iterancestors(f"{W}tc"), None)
    row = next(paragraphe.element.iterancestors(f"{W}tr"), None)
    first = cell is not None and row is not None and next(row.iter(f"{W}p"), None) is paragraphe.element
    marks = row.find(f"{W}trPr") if first and row is not None else None
    elements = [*paragraphe.element.iter(*_SUPPRIME, *_AJOUTE, *_FORME)]
    elements += [] if marks is None else [*marks.iter(*_SUPPRIME, *_AJOUTE)]
    elements += list(paragraphe.element.iterancestors(*_AJOUTE))
    gone = [e for e in elements if e.tag in _SUPPRIME and not _holds_tags(e)]
    kinds = {"suppression": bool(gone), "ajout": any(e.tag in _AJOUTE for e in elements)}
    kinds["mise en forme"] = any(e.tag in _FORME for e in elements)
    return [kind for kind, there in kinds.items() if there]


def _holds_tags(element: Element) -> bool:
    text = "".join(str(piece) for piece in element.itertext())
    return any(sign in text for sign in _BALISE)


def comments(sujet: Sujet) -> Iterator[Constat]:
    """Comments left by someone; those of `--annoter` are ours."""
    anchors = {
        reference.get(f"{W}id"): paragraphe
        for paragraphe in sujet.docx.paragraphes()
        for reference in paragraphe.element.iter(f"{W}commentReference")
    }
    for piece in sujet.docx.pieces:
        for comment in piece.racine.iter(f"{W}comment"):
            place = anchors.get(comment.get(f"{W}id"))
            if comment.get(f"{W}author") != NOTRE_AUTEUR:
                yield sujet.say(
                    "commentaire-laisse",
                    "un commentaire de relecture est resté",
                    place.ou() if place is not None else sujet.docx.ou(piece.nom),
                    "supprimez-le (Révision, Supprimer, « Supprimer tous les commentaires »)",
                )


def hidden_text(sujet: Sujet) -> Iterator[Constat]:
    """Text that no page shows, but that the file holds."""
    styles = styles_of(sujet.docx)
    for paragraphe in printed(sujet):
        words = [s for s in paragraphe.segments if not s.supprime and s.texte.strip() and s.run is not None]
        hidden = [s for s in words if on(styles.run_property("vanish", paragraphe, s.run))]
        if hidden:
            yield sujet.say(
                "texte-masque",
                "du texte est masqué",
                paragraphe.ou(hidden[0].debut, hidden[-1].fin),
                "affichez-le (Accueil, Police, « Masqué ») ou supprimez-le ; pour une note à l'auteur, écrivez {# … #}",
            )


def protection(sujet: Sujet) -> Iterator[Constat]:
    """A document that asks for a password, or that opens read-only."""
    settings = sujet.docx.xml("word/settings.xml")
    found = (
        [] if settings is None else [settings.find(f"{W}{tag}") for tag in ("documentProtection", "writeProtection")]
    )
    if any(e is not None and e.get(f"{W}enforcement", "1") not in ("0", "false", "off") for e in found):
        yield sujet.say(
            "document-protege",
            "le modèle est protégé : les actes le seraient aussi",
            sujet.docx.ou("réglages"),
            "dans Word, Révision, Restreindre la modification, « Désactiver la protection »",
        )


def embedded_fonts(sujet: Sujet) -> Iterator[Constat]:
    """Fonts carried by the file: heavy, and under a licence of their own."""
    table = sujet.docx.xml("word/fontTable.xml")
    if any(name.endswith(".odttf") for name in sujet.docx.membres) or (
        table is not None and any(str(e.tag).startswith(f"{W}embed") for e in table.iter())
    ):
        yield sujet.say(
            "police-incorporee",
            "des polices sont incorporées au fichier",
            sujet.docx.ou("paquet"),
            "dans Word, Fichier, Options, Enregistrement : décochez « Incorporer les polices »",
        )


def other_fonts(sujet: Sujet) -> Iterator[Constat]:
    """Fonts that are not those of the house: another court's computer would show another page."""
    styles = styles_of(sujet.docx)
    root = sujet.docx.xml("word/styles.xml")
    default = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    own = styles.font(default)
    if not sujet.est_fragment and not _is_ours(own):
        yield sujet.say(
            "police-etrangere", f"la police du document est « {own} »", sujet.docx.ou("styles"),
            "la maison écrit en Arial : changez la police du style Normal",
        )  # fmt: skip
    for paragraphe in printed(sujet):
        for segment in paragraphe.segments:
            words = not segment.supprime and any(letter.isalnum() for letter in segment.texte)
            name = _font(styles, paragraphe, segment.run) if words else ""
            if name != own and not _is_ours(name):
                yield sujet.say(
                    "police-etrangere",
                    f"ce texte est en « {name} »",
                    paragraphe.ou(segment.debut, segment.fin),
                    "la maison écrit en Arial : ôtez la police (Ctrl+Espace), ou changez celle du style",
                )
                break


def _font(styles: Styles, paragraphe: Paragraphe, run: Element | None) -> str:
    """The font of a run, when something nearer than the document says it."""
    holders = [*styles.chain(paragraphe.style or styles.default)]
    style = None if run is None else run.find(f"{W}rPr/{W}rStyle")
    if style is not None:
        holders = [*styles.chain(style.get(f"{W}val", "")), *holders]
    for holder in [] if run is None else [run, *holders]:
        if name := styles.font(holder.find(f"{W}rPr/{W}rFonts")):
            return name
    return ""


def _is_ours(name: str) -> bool:
    return not name or name.lower() in MAISON | SIGNES


def external_links(sujet: Sujet) -> Iterator[Constat]:
    """Links to the outside: nobody clicks on paper, and the address behind is not seen."""
    for paragraphe in printed(sujet):
        links = [link for link in paragraphe.element.iter(f"{W}hyperlink") if link.get(f"{R}id")]
        fields = "".join(e.text or "" for e in paragraphe.element.iter(f"{W}instrText"))
        simple = " ".join(e.get(f"{W}instr", "") for e in paragraphe.element.iter(f"{W}fldSimple"))
        if links or _LIEN.search(f"{fields} {simple}"):
            yield sujet.say(
                "lien-hypertexte",
                "le texte porte un lien hors du document",
                paragraphe.ou(),
                "clic droit, « Supprimer le lien hypertexte » ; écrivez l'adresse si elle doit se lire",
            )


REGLES: tuple[Regle, ...] = (
    tracked_changes, comments, hidden_text, protection, embedded_fonts, other_fonts, external_links, *proprietes.REGLES,
)  # fmt: skip
