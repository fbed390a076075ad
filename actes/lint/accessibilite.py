"""Rules on what everyone must be able to read: language, title, headings, tables, images, contrast, size."""

from __future__ import annotations

from collections.abc import Iterator

from actes.errors import Constat
from actes.lint import tableaux, vue
from actes.lint.modele import Element, Paragraphe, Regle, Sujet
from actes.lint.motifs import BALISE, printed, read
from actes.lint.styles import styles_of
from actes.rendu.garde import W

DC = "{http://purl.org/dc/elements/1.1/}"
_DESSIN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIF = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}"
_FORMES = (f"{_VML}shape", f"{_VML}rect", f"{_VML}oval", f"{_VML}roundrect", f"{_VML}line")
_TRAIT = "{urn:schemas-microsoft-com:office:office}hr"
_TEXTE = f"{W}txbxContent"


def language(sujet: Sujet) -> Iterator[Constat]:
    """The language of the document, without which nothing reads it aloud rightly."""
    if sujet.est_fragment:
        return
    styles = styles_of(sujet.docx)
    root = sujet.docx.xml("word/styles.xml")
    holders = [root.find(f"{W}docDefaults/{W}rPrDefault")] if root is not None else []
    holders = [*styles.chain(styles.default), *holders]
    langs = [lang for holder in holders if holder is not None and (lang := holder.find(f"{W}rPr/{W}lang")) is not None]
    value = langs[0].get(f"{W}val", "") if langs else ""
    if not value:
        yield sujet.say(
            "langue-absente",
            "le document ne dit pas dans quelle langue il est écrit",
            sujet.docx.ou("styles"),
            "dans Word, Révision, Langue, « Définir la langue de vérification » : français, puis « Par défaut »",
        )
    elif not value.lower().startswith("fr"):
        yield sujet.say(
            "langue-differente", f"la langue du document est « {value} », et non le français", sujet.docx.ou("styles"),
            "dans Word, Révision, Langue, « Définir la langue de vérification » : français, puis « Par défaut »",
        )  # fmt: skip


def other_languages(sujet: Sujet) -> Iterator[Constat]:
    """Words that are said to be of another language."""
    for paragraphe in printed(sujet):
        texte = read(paragraphe)[0]
        for segment in paragraphe.segments:
            lang = None if segment.run is None else segment.run.find(f"{W}rPr/{W}lang")
            value = "" if lang is None else lang.get(f"{W}val", "")
            words = "" if segment.supprime else texte[segment.debut : segment.fin].strip(BALISE)
            if value and not value.lower().startswith("fr") and any(letter.isalpha() for letter in words):
                yield sujet.say(
                    "langue-differente",
                    f"ce texte est dit d'une autre langue que le français (« {value} »)",
                    paragraphe.ou(segment.debut, segment.fin),
                    "sélectionnez-le et dites-le français (Révision, Langue)",
                )
                break


def title(sujet: Sujet) -> Iterator[Constat]:
    """The title that a reader of screens says first, and that the PDF takes."""
    core = next((sujet.docx.xml(name) for name in sujet.docx.membres if name.endswith("core.xml")), None)
    found = None if core is None else core.find(f"{DC}title")
    if not sujet.est_fragment and not ("" if found is None else found.text or "").strip():
        yield sujet.say(
            "titre-absent", "le document n'a pas de titre", sujet.docx.ou("propriétés"),
            "dans Word, Fichier, Informations, Titre : écrivez le titre de l'acte",
        )  # fmt: skip


def headings(sujet: Sujet) -> Iterator[Constat]:
    """A first heading of level 1, and no level skipped on the way down."""
    body, styles = sujet.docx.corps, styles_of(sujet.docx)
    if body is None or sujet.est_fragment:
        return
    previous = 0
    for paragraphe in body.paragraphes:
        level = styles.level(paragraphe)
        if level is None or paragraphe.double or not paragraphe.texte.strip():
            continue
        if level > previous + 1:
            what = (
                f"le titre de niveau {level} suit un titre de niveau {previous}" if previous
                else f"le premier titre est de niveau {level}"
            )  # fmt: skip
            yield sujet.say(
                "titre-saute", what, paragraphe.ou(), f"donnez-lui un style de titre de niveau {previous + 1}"
            )
        previous = level
    if not previous:
        yield sujet.say(
            "titre-saute",
            "le document n'a aucun titre",
            sujet.docx.ou("corps"),
            "donnez au titre le style « Titre de l'acte »",
        )


def images(sujet: Sujet) -> Iterator[Constat]:
    """What is seen must be said: an image or a shape without words needs a text of its own."""
    for paragraphe in printed(sujet):
        for element in paragraphe.element.iter(_DESSIN, *_FORMES):
            if _owner(element) is paragraphe.element and not _is_said(element):
                yield sujet.say(
                    "image-sans-texte",
                    "l'image n'a pas de texte de remplacement",
                    paragraphe.ou(),
                    "clic droit, « Texte de remplacement » : dites ce qu'elle montre, ou marquez-la décorative",
                )


def _owner(element: Element) -> Element | None:
    """The nearest paragraph around."""
    return next(element.iterancestors(f"{W}p"), None)


def _is_said(element: Element) -> bool:
    if element.tag != _DESSIN:
        name = element.get("alt") or element.get("title")
        return bool(name) or element.get(_TRAIT) is not None or next(element.iter(_TEXTE), None) is not None
    if any(e.get("val", "1") not in ("0", "false") for e in element.iter(_DECORATIF)):
        return True
    holder = element.getparent()
    inside = holder is not None and next(holder.iter(_TEXTE), None) is not None
    return inside or bool((element.get("descr") or element.get("title") or "").strip())


def empty_paragraphs(sujet: Sujet) -> Iterator[Constat]:
    """Empty paragraphs that stand for a space before or after: read as « blank », and left over when a text goes."""
    for paragraphe in printed(sujet):
        if _is_empty(paragraphe) and not _is_needed(paragraphe.element):
            yield sujet.say(
                "paragraphe-vide",
                "un paragraphe vide tient lieu d'espacement",
                paragraphe.ou(),
                "supprimez-le, et donnez l'espace au style (Paragraphe, Espacement)",
            )


def _is_empty(paragraphe: Paragraphe) -> bool:
    # a tab, a break, an image, a field say something; bookmarks, proofing marks and properties do not
    said = {
        f"{W}{tag}"
        for tag in ("drawing", "pict", "object", "fldChar", "fldSimple", "sym", "instrText", "sectPr", "ptab")
    }
    return not paragraphe.texte.strip(" \u00a0") and not any(e.tag in said for e in paragraphe.element.iter())


def _is_needed(element: Element) -> bool:
    """Whether Word wants the paragraph: alone in its cell or part, after a table at its end, between two tables."""
    before, after = element.getprevious(), element.getnext()
    tables = {f"{W}tbl"}
    first = before is None or before.tag in (f"{W}tcPr", f"{W}sdtPr")
    last = after is None or after.tag == f"{W}sectPr"
    above = before is not None and before.tag in tables
    return (first and last) or (above and (last or (after is not None and after.tag in tables)))


REGLES: tuple[Regle, ...] = (
    language, other_languages, title, headings, images, empty_paragraphs, *tableaux.REGLES, *vue.REGLES,
)  # fmt: skip
