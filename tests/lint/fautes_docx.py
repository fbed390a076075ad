"""The corpus: faults of the document itself, of its parts and of its package."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from actes.rendu.garde import W
from tests.lint.corpus import APPEL, CERTIFICAT, ORDRE, PIED, PROCUREUR, SPIP, Copie, Faute, Lieu, line, lines, swap

ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def mark_under(copie: Copie) -> Lieu:
    """A condition opened before a whole paragraph that is a mark, and closed after it."""
    paragraph = copie.find('{% mention "obligations" %}')
    before = copie.add("{%p if condamne.mineur %}", paragraph)
    paragraph.addprevious(before)
    copie.add("{%p endif %}", paragraph)
    return copie.lieu(paragraph)


def deleted(copie: Copie) -> Lieu:
    """A tag struck out with the changes tracked."""
    paragraph = copie.add("Le dossier.")
    gone = etree.SubElement(paragraph, f"{W}del")
    gone.set(f"{W}author", "x")
    gone.set(f"{W}id", "7")
    etree.SubElement(etree.SubElement(gone, f"{W}r"), f"{W}delText").text = "{{ dossier }}"
    return copie.lieu(paragraph)


def endnote(copie: Copie) -> Lieu:
    """A tag in an end note."""
    copie.relate("endnotes", "endnotes.xml", "Internal")
    copie.override("word/endnotes.xml", ENDNOTES)
    note = '<w:endnote w:id="2"><w:p><w:r><w:t>{{ dossier }}</w:t></w:r></w:p></w:endnote>'
    copie.parts["word/endnotes.xml"] = f"<w:endnotes {NS}>{note}</w:endnotes>".encode()
    return "notes de fin", 1, ()


def chart(copie: Copie) -> None:
    """A tag in a chart."""
    copie.override("word/charts/chart1.xml", CHART)
    ns = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    copie.parts["word/charts/chart1.xml"] = f"<c:chart {ns}><c:v>{{{{ dossier }}}}</c:v></c:chart>".encode()


def style_gone(copie: Copie) -> Lieu:
    """A style that the letterhead needs, renamed in the host."""
    root = copie.root("word/styles.xml")
    style = next(s for s in root if s.get(f"{W}styleId") == "EnteteCour")
    style.find(f"{W}name").set(f"{W}val", "Autre")
    return copie.lieu(copie.find('fragment "entete"'))


def picture(copie: Copie) -> Lieu:
    """A picture in a fragment."""
    paragraph = copie.paragraphs()[0]
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}pict")
    return copie.lieu(paragraph)


def external(kind: str, target: str) -> Callable[[Copie], Lieu]:
    """Something linked from outside, named by a paragraph."""

    def gate(copie: Copie) -> Lieu:
        ident = copie.relate(kind, target)
        paragraph = copie.add("Lien")
        element = etree.SubElement(paragraph, f"{W}hyperlink" if kind == "hyperlink" else f"{W}r")
        element.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", ident)
        return copie.lieu(paragraph)

    return gate


def attached(copie: Copie) -> None:
    """A template attached from elsewhere."""
    copie.relate("attachedTemplate", "file:///C:/modele.dotm")


def fieldcode(code: str) -> Callable[[Copie], Lieu]:
    """A field, its code cut over two runs."""

    def gate(copie: Copie) -> Lieu:
        paragraph = copie.add("Champ ")
        for kind in ("begin", None, None, "end"):
            run = etree.SubElement(paragraph, f"{W}r")
            if kind:
                etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
            else:
                half = len(code) // 2
                done = next(paragraph.iter(f"{W}instrText"), None) is not None
                etree.SubElement(run, f"{W}instrText").text = code[half:] if done else code[:half]
        return copie.lieu(paragraph)

    return gate


def macros(copie: Copie) -> None:
    """Macros."""
    copie.parts["word/vbaProject.bin"] = b"\0"


def macro_type(copie: Copie) -> None:
    """A document that says that it has macros."""
    types = copie.parts["[Content_Types].xml"]
    copie.parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"document.macroEnabled.main+xml")


def entity(copie: Copie) -> None:
    """A document type in a part."""
    copie.parts["word/settings.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def broken(copie: Copie) -> None:
    """A part that is no XML."""
    copie.parts["word/numbering.xml"] = b"<w:numbering"


AUTRES = [
    Faute("prefixe-hors-tableau", ORDRE, lines(0, "{%tr if condamne.mineur %}", "x", "{%tr endif %}")),
    Faute("prefixe-hors-tableau", SPIP, line("{% colspan 2 %}")),
    Faute("marque-sous-condition", PROCUREUR, mark_under, "paragraphe"),
    Faute("balise-supprimee", ORDRE, deleted),
    Faute("balise-supprimee", APPEL, deleted),
    Faute("balise-non-remplie", ORDRE, endnote, "note"),
    Faute("balise-non-remplie", SPIP, chart, "graphique"),
    Faute("espace-en-trop", ORDRE, line("Vu {% if condamne.nom_usage %}le nom d’usage{% endif %} le dossier")),
    Faute(
        "espace-en-trop", APPEL, line("Vu {% if condamne.nom_usage %} le nom d’usage{% endif %}, le dossier"), "dedans"
    ),
    Faute("espace-en-trop", CERTIFICAT, line("Vu{% if condamne.nom_usage %} le nom {% endif %} le dossier"), "apres"),
    Faute("fragment-inconnu", ORDRE, swap('fragment "entete"', 'fragment "entetes"')),
    Faute("fragment-inconnu", SPIP, swap('fragment "destinataire-condamne"', 'fragment "destinataire-condamné"')),
    Faute("fragment-mal-place", ORDRE, swap('{%p fragment "entete" %}', '{% fragment "entete" %}')),
    Faute("fragment-mal-place", APPEL, swap("Dossier", '{% fragment "sceau" %} Dossier', PIED), "pied"),
    Faute("style-absent", ORDRE, style_gone),
    Faute("style-absent", SPIP, style_gone),
    Faute("fragment-inutilisable", "_communs/fragments", picture, "entete", "entete.docx"),
    Faute("fragment-inutilisable", "_communs/fragments", picture, "objet", "objet.docx"),
    Faute("lien-externe", ORDRE, external("image", "http://example.org/a.png")),
    Faute("lien-externe", APPEL, external("hyperlink", "file:///etc/passwd")),
    Faute("objet-interdit", ORDRE, external("oleObject", "file:///a.bin")),
    Faute("objet-interdit", SPIP, attached, "modele-attache"),
    Faute("macro-interdite", ORDRE, macros),
    Faute("macro-interdite", APPEL, macro_type, "type"),
    Faute("champ-interdit", ORDRE, fieldcode('DDEAUTO c:\\windows "calc"')),
    Faute("champ-interdit", APPEL, fieldcode("INCLUDETEXT a.docx")),
    Faute("document-refuse", ORDRE, entity, "dtd"),
    Faute("document-refuse", SPIP, broken, "xml"),
]
