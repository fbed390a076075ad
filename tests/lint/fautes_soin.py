"""The corpus of care: faults of language, of accessibility, and what a working file leaves, put in our templates."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from actes.rendu.garde import W
from tests.lint.corpus import Copie, Faute, Lieu, line, swap

PIED, STYLES, CORE, APP = "word/footer1.xml", "word/styles.xml", "docProps/core.xml", "docProps/app.xml"
REGLAGES, POLICES = "word/settings.xml", "word/fontTable.xml"
ORDRE, PROCUREUR, SPIP = "ordre-mise-a-execution", "convocation-procureur-mandat-differe", "convocation-spip"
CERTIFICAT, APPEL, SORTIR = "certificat-sanction-pecuniaire", "declaration-appel", "ordonnance-permission-sortir"
DEBAT, NOTICE, VICTIME = "convocation-debat-condamne", "notice-individuelle", "avis-victime-interdiction"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Gate = Callable[[Copie], Lieu | None]


def part(name: str, old: str, new: str) -> Gate:
    """A fault in a part that is no text: told of the file."""

    def gate(copie: Copie) -> None:
        text = copie.parts[name].decode()
        assert old in text, name
        copie.parts[name] = text.replace(old, new, 1).encode()

    return gate


def added(name: str, content: bytes = b"x", kind: str = "") -> Gate:
    """A fault that is a part too many."""

    def gate(copie: Copie) -> None:
        copie.parts[name] = content
        if kind:
            copie.override(name, kind)

    return gate


def run_of(near: str, properties: str) -> Gate:
    """A fault that is the look of the words of the paragraph that holds `near`."""

    def gate(copie: Copie) -> Lieu:
        paragraph = copie.find(near)
        run = next(t.getparent() for t in paragraph.iter(f"{W}t") if near in (t.text or ""))
        own = run.find(f"{W}rPr")
        if own is None:
            own = etree.Element(f"{W}rPr")
            run.insert(0, own)
        own.extend(etree.fromstring(f"<x {NS}>{properties}</x>"))
        return copie.lieu(paragraph)

    return gate


def with_xml(near: str, xml: str) -> Gate:
    """A fault that is an element more, at the end of the paragraph that holds `near`."""

    def gate(copie: Copie) -> Lieu:
        paragraph = copie.find(near)
        paragraph.append(etree.fromstring(xml.replace(">", f" {NS}>", 1)))
        return copie.lieu(paragraph)

    return gate


def headless(near: str) -> Gate:
    """A table whose row of headers is one of cells like the others."""

    def gate(copie: Copie) -> Lieu:
        table = next(copie.find(near).iterancestors(f"{W}tbl"))
        mark = next(table.iter(f"{W}tblHeader"))
        mark.getparent().remove(mark)
        return copie.lieu(next(table.iter(f"{W}p")))

    return gate


def merged(near: str) -> Gate:
    """A table whose first two headers are one."""

    def gate(copie: Copie) -> Lieu:
        row = next(copie.find(near).iterancestors(f"{W}tr"))
        first, second = row.findall(f"{W}tc")[:2]
        row.remove(second)
        etree.SubElement(first.find(f"{W}tcPr"), f"{W}gridSpan").set(f"{W}val", "2")
        return copie.lieu(next(first.iter(f"{W}p")))

    return gate


def commented(near: str) -> Gate:
    """A comment of a reader."""

    def gate(copie: Copie) -> Lieu:
        paragraph = copie.find(near)
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}commentReference").set(f"{W}id", "3")
        copie.relate("comments", "comments.xml", "Internal")
        copie.override(
            "word/comments.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        )
        copie.parts["word/comments.xml"] = (
            f'<w:comments {NS}><w:comment w:id="3" w:author="C. Martin" w:initials="C">'
            "<w:p><w:r><w:t>À revoir</w:t></w:r></w:p></w:comment></w:comments>"
        ).encode()
        return copie.lieu(paragraph)

    return gate


def linked(near: str) -> Gate:
    """A link on the words of a paragraph."""

    def gate(copie: Copie) -> Lieu:
        copie.relate("hyperlink", "https://exemple.fr/")
        paragraph = copie.find(near)
        link = etree.SubElement(paragraph, f"{W}hyperlink")
        link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rIdX")
        etree.SubElement(etree.SubElement(link, f"{W}r"), f"{W}t").text = "ici"
        return copie.lieu(paragraph)

    return gate


def untitled(copie: Copie) -> None:
    """A document that its properties do not name."""
    copie.parts[CORE] = re.sub(b"<dc:title>.*?</dc:title>", b"<dc:title/>", copie.parts[CORE])


def restyled(near: str, style: str) -> Gate:
    """A heading of another level."""

    def gate(copie: Copie) -> Lieu:
        paragraph = copie.find(near)
        paragraph.find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)
        return copie.lieu(paragraph)

    return gate


def image(near: str) -> Gate:
    """An image that nothing says."""
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    return with_xml(
        near,
        f'<w:r><w:drawing><wp:inline xmlns:wp="{wp}"><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="sceau.png"/>'
        "</wp:inline></w:drawing></w:r>",
    )


LANGUE = [
    Faute("espace-insecable", ORDRE, swap("à l’encontre de\u00a0:", "à l’encontre de :")),
    Faute("espace-insecable", SPIP, line("Vos droits: voir ci-dessous.")),
    Faute("apostrophe-droite", ORDRE, swap("d’en informer", "d'en informer")),
    Faute("apostrophe-droite", NOTICE, swap('"d’arrêt"', '"d\'arrêt"'), "dans une balise"),
    Faute("guillemets-droits", APPEL, line('Le terme "appel incident" est employé.')),
    Faute("guillemets-droits", SORTIR, line('Dite "permission de sortir".')),
    Faute("points-de-suspension", ORDRE, swap("………………………", ".........")),
    Faute("points-de-suspension", PROCUREUR, line("Et toutes pièces utiles...")),
    Faute("trait-d-union", ORDRE, swap("parquet mandant –", "parquet mandant -")),
    Faute("trait-d-union", DEBAT, line("- une pièce d’identité")),
    Faute("espace-double", ORDRE, swap("Donnons ordre", "Donnons  ordre")),
    Faute("espace-double", SPIP, swap("page\u00a0", "page  ", PIED), "pied"),
    Faute("espace-mal-placee", APPEL, line("Le dossier , complet, est joint.")),
    Faute("espace-mal-placee", CERTIFICAT, line("Le texte ( en français) est joint.")),
    Faute("numero-insecable", ORDRE, swap("n°\u00a0minute", "n° minute")),
    Faute("numero-insecable", SORTIR, line("Dossier n°{{ dossier }}")),
    Faute("abreviation-fautive", PROCUREUR, line("La 2ème page est à signer.")),
    Faute("abreviation-fautive", VICTIME, line("Pièces, photographies, etc...")),
    Faute("masculin-en-dur", ORDRE, swap("{{ condamne | accord('au condamné', 'à la condamnée') }}", "au condamné")),
    Faute("masculin-en-dur", DEBAT, swap("{{ condamne | accord('convoqué') }}", "convoqué")),
    Faute("masculin-en-dur", SPIP, line("Personne née ou {{ condamne | identite }}, né le jour dit"), "né"),
    Faute("terme-date-en-dur", ORDRE, line("Vu la décision du tribunal de grande instance\u00a0;")),
    Faute("terme-date-en-dur", APPEL, line("Vu le sursis avec mise à l’épreuve\u00a0;")),
    Faute("valeur-en-dur", ORDRE, line("Vu le jugement du 12 mars 2026\u00a0;")),
    Faute("valeur-en-dur", SPIP, line("Présentez-vous à la maison d’arrêt de Sequedin."), "lieu"),
    Faute("valeur-en-dur", ORDRE, line("Vu la situation de Durand\u00a0;"), "nom"),
    Faute("texte-provisoire", APPEL, line("Vu l’ordonnance n°\u00a0XXX\u00a0;")),
    Faute("texte-provisoire", SORTIR, line("TODO")),
]  # fmt: skip

ACCES = [
    Faute("langue-absente", ORDRE, part(STYLES, '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>', "")),
    Faute("langue-absente", SPIP, part(STYLES, 'w:lang w:val="fr-FR"', "w:lang")),
    Faute("langue-differente", APPEL, part(STYLES, 'w:lang w:val="fr-FR"', 'w:lang w:val="en-US"')),
    Faute("langue-differente", ORDRE, run_of("Donnons ordre", '<w:lang w:val="en-GB"/>'), "mot"),
    Faute("titre-absent", ORDRE, untitled),
    Faute("titre-absent", CERTIFICAT, untitled),
    Faute("titre-saute", ORDRE, restyled("Donnons ordre", "SousRubrique")),
    Faute("titre-saute", DEBAT, restyled("Convocation au débat contradictoire", "Rubrique")),
    Faute("tableau-sans-entete", ORDRE, headless("Date de présentation")),
    Faute("tableau-sans-entete", DEBAT, headless("Objet du débat")),
    Faute("entete-fusionnee", ORDRE, merged("Date de présentation")),
    Faute("entete-fusionnee", DEBAT, merged("Objet du débat")),
    Faute("image-sans-texte", ORDRE, image("Donnons ordre")),
    Faute("image-sans-texte", CERTIFICAT, image("Trafic de stupéfiants")),
    Faute("contraste-insuffisant", ORDRE, run_of("Donnons ordre", '<w:color w:val="BFBFBF"/>')),
    Faute("contraste-insuffisant", DEBAT, run_of("Objet du débat", '<w:color w:val="999999"/>'), "sur gris"),
    Faute("texte-trop-petit", ORDRE, run_of("Donnons ordre", '<w:sz w:val="12"/>')),
    Faute("texte-trop-petit", DEBAT, run_of("Objet du débat", '<w:sz w:val="14"/>')),
    Faute("paragraphe-vide", ORDRE, line("", after="Donnons ordre")),
    Faute("paragraphe-vide", APPEL, line(" ")),
]  # fmt: skip

INSERE = '<w:ins w:id="9" w:author="C. Martin"><w:r><w:t>ajouté</w:t></w:r></w:ins>'
OTE = '<w:del w:id="9" w:author="C. Martin"><w:r><w:delText>ôté</w:delText></w:r></w:del>'
FORMULAIRE, TABS = '<w:documentProtection w:edit="forms" w:enforcement="1"/>', "<w:defaultTabStop"
POLICE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
HYGIENE = [
    Faute("modification-suivie", ORDRE, with_xml("Donnons ordre", INSERE)),
    Faute("modification-suivie", CERTIFICAT, with_xml("Trafic de stupéfiants", OTE), "cellule"),
    Faute("modification-suivie", SPIP, part(REGLAGES, TABS, f"<w:trackRevisions/>{TABS}"), "suivi"),
    Faute("commentaire-laisse", ORDRE, commented("Donnons ordre")),
    Faute("commentaire-laisse", DEBAT, commented("Objet du débat")),
    Faute("texte-masque", ORDRE, run_of("Donnons ordre", "<w:vanish/>")),
    Faute("texte-masque", APPEL, run_of("{{ appel.acte_attaque", "<w:vanish/>"), "balise"),
    Faute("document-protege", ORDRE, part(REGLAGES, TABS, f"{FORMULAIRE}{TABS}")),
    Faute("document-protege", SORTIR, part(REGLAGES, "<w:zoom", '<w:writeProtection w:recommended="1"/><w:zoom')),
    Faute("police-incorporee", ORDRE, part(POLICES, "</w:font>", "<w:embedRegular/></w:font>")),
    Faute("police-incorporee", SPIP, added("word/fonts/font1.odttf", kind=POLICE)),
    Faute("police-etrangere", ORDRE, run_of("Donnons ordre", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>')),
    Faute("police-etrangere", APPEL, part(STYLES, 'w:ascii="Arial"', 'w:ascii="Papyrus"'), "styles"),
    Faute("lien-hypertexte", ORDRE, linked("Donnons ordre")),
    Faute("lien-hypertexte", DEBAT, linked("Objet du débat")),
    Faute("donnee-personnelle", ORDRE, part(CORE, "<dc:creator>actes", "<dc:creator>Claire Martin")),
    Faute("donnee-personnelle", SPIP, part(CORE, "<cp:lastModifiedBy>actes", "<cp:lastModifiedBy>c.martin")),
    Faute("metadonnee-laissee", ORDRE, part(APP, "<Application>", "<Company>Étude Martin</Company><Application>")),
    Faute("metadonnee-laissee", APPEL, part(APP, "<Application>", "<Template>martin.dotx</Template><Application>")),
]  # fmt: skip

SOIN = [*LANGUE, *ACCES, *HYGIENE]
TEXTES = [each for each in LANGUE if each.nom not in ("pied", "dans une balise")]  # those of the words of the body
