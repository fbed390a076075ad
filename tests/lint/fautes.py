"""The corpus: at least two faults of each code, over the acts."""

from __future__ import annotations

from lxml import etree

from actes.rendu.garde import W
from tests.lint.corpus import CORPS, Copie, Faute, Lieu, line, lines, swap, without

PIED = "word/footer1.xml"
ORDRE, PROCUREUR, SPIP = "ordre-mise-a-execution", "convocation-procureur-mandat-differe", "convocation-spip"
CERTIFICAT, APPEL, SORTIR = "certificat-sanction-pecuniaire", "declaration-appel", "ordonnance-permission-sortir"
ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

BALISES = [
    Faute("balise-non-refermee", ORDRE, swap("{{ condamne.nom_usage }}", "{{ condamne.nom_usage }")),
    Faute("balise-non-refermee", PROCUREUR, swap("{{ condamne | naissance }}", "{{ condamne | naissance")),
    Faute("balise-non-refermee", APPEL, swap("{{ appel.acte_attaque | insecable }}", "{{ appel.acte_attaque")),
    Faute("balise-non-refermee", SPIP, swap("{{ dossier }}", "{{ dossier", PIED), "pied"),
    Faute("balise-non-refermee", SORTIR, swap("{%p if requete.date_depot %}", "{%p if requete.date_depot"), "bloc"),
    Faute("balise-sur-deux-paragraphes", ORDRE, lines(0, "Le dossier {{ dossier", "}} est clos.")),
    Faute("balise-sur-deux-paragraphes", APPEL, lines(0, "{{ condamne", "| identite }}", after="Déclaration d’appel")),
    Faute("fermeture-seule", ORDRE, swap("{% if condamne.nom_usage %}", "{ % if condamne.nom_usage %}")),
    Faute("fermeture-seule", SORTIR, line("Le dossier dossier }} est clos.")),
    Faute("accolade-isolee", ORDRE, line("Dossier {dossier}.")),
    Faute("accolade-isolee", SPIP, line("Dossier { { dossier } }.")),
    Faute("bloc-non-referme", ORDRE, swap("{{ condamne.nom_usage }}{% endif %}", "{{ condamne.nom_usage }}")),
    Faute("bloc-non-referme", PROCUREUR, without("{%p endif %}", "{%p if")),
    Faute("bloc-non-referme", CERTIFICAT, without("{%p endmention %}", "{%p mention"), "mention"),
    Faute("bloc-non-referme", APPEL, line("{% for p in condamnation.peines %}{{ p.libelle }}"), "boucle"),
    Faute("fin-sans-debut", ORDRE, swap("{% if condamne.nom_usage %}", "")),
    Faute("fin-sans-debut", APPEL, line("{%p endfor %}")),
    Faute("fin-sans-debut", SPIP, line("Monsieur{% else %}Madame"), "sinon"),
    Faute(
        "balises-croisees",
        ORDRE,
        line("{% if condamnation.peines %}{% for p in condamnation.peines %}x{% endif %}{% endfor %}"),
    ),
    Faute(
        "balises-croisees",
        APPEL,
        lines(2, "{%p for i in condamnation.infractions %}", "{%p if i.lieu %}", "{%p endfor %}", "{%p endif %}"),
    ),
    Faute("ordre-inconnu", ORDRE, swap("{{ condamne.nom_usage }}{% endif %}", "{{ condamne.nom_usage }}{% endfi %}")),
    Faute("ordre-inconnu", SORTIR, line("{% si condamne.mineur %}mineur{% endif %}")),
    Faute("ordre-inconnu", SPIP, line("{% imprime dossier %}")),
    Faute("balise-mal-ecrite", ORDRE, swap('acte.exemplaire == "original"', 'acte.exemplaire = "original"')),
    Faute("balise-mal-ecrite", PROCUREUR, swap("| naissance", "| | naissance")),
    Faute("balise-mal-ecrite", APPEL, swap('{%p mention "decision-attaquee" %}', "{%p mention %}"), "sans-nom"),
    Faute("balise-mal-ecrite", SPIP, line("{% for p de condamnation.peines %}x{% endfor %}"), "boucle"),
]

PREFIXES = [
    Faute(
        "texte-perdu",
        ORDRE,
        swap('{%p if acte.exemplaire == "original" %}', 'Voir {%p if acte.exemplaire == "original" %}'),
    ),
    Faute("texte-perdu", SORTIR, swap("{%tr if mesure.modalites %}", "Voir {%tr if mesure.modalites %}"), "ligne"),
    Faute("texte-perdu", APPEL, swap("{%tr endif %}", "{%tr endif %} et la suite"), "ligne"),
    Faute("prefixes-ensemble", ORDRE, line("{%p if condamne.mineur %}{%p endif %}")),
    Faute("prefixes-ensemble", SPIP, line("{%p if condamne.mineur %} {%p endif %}")),
    Faute("prefixe-de-valeur", ORDRE, line("{{r dossier }}")),
    Faute("prefixe-de-valeur", APPEL, swap("{{ dossier }}", "{{r dossier }}", PIED), "pied"),
    Faute("prefixes-differents", ORDRE, lines(1, "{%p if condamne.mineur %}", "{% endif %}")),
    Faute("prefixes-differents", SORTIR, swap("{%tr endif %}", "{%p endif %}"), "ligne"),
    Faute("bloc-a-cheval", ORDRE, lines(2, "{% if condamne.mineur %}Il est", "mineur", "le jour.{% endif %}")),
    Faute("bloc-a-cheval", SPIP, lines(1, "{% if condamne.mineur %}a{% else %}b", "c{% endif %}")),
    Faute("signe-dans-prefixe", ORDRE, lines(0, "{%p if dossier == '%' %}", "x", "{%p endif %}")),
    Faute("signe-dans-prefixe", CERTIFICAT, lines(0, "{%p if dossier == '5 %' %}", "x", "{%p endif %}")),
]


VALEURS = [
    Faute("chemin-inconnu", ORDRE, swap("{{ condamne.nom_usage }}", "{{ condamne.nom_usag }}")),
    Faute("chemin-inconnu", PROCUREUR, swap("| length > 1", "| length > nombre_de_peines"), "condition"),
    Faute("chemin-inconnu", APPEL, line("{{ condamnation.peines.type }}"), "liste"),
    Faute("variable-hors-boucle", ORDRE, line("{% for p in condamnation.peines %}x{% endfor %}{{ p.libelle }}")),
    Faute("variable-hors-boucle", CERTIFICAT, line("{{ c.autorite }}", "e) Autorité")),
    Faute("boucle-sans-liste", ORDRE, line("{% for p in condamne.nom %}{{ p }}{% endfor %}")),
    Faute("boucle-sans-liste", SPIP, line("{% for p in condamne.adresse %}x{% endfor %}")),
    Faute("filtre-mal-employe", ORDRE, swap("{{ condamne.nom_usage }}", "{{ condamne.nom_usage | date_longue }}")),
    Faute("filtre-mal-employe", PROCUREUR, swap("condamnation.date | date_longue", "condamnation.date | heure")),
    Faute("filtre-mal-employe", APPEL, line("{{ condamne.nom | join }}"), "liste"),
    Faute("filtre-inconnu", ORDRE, swap("condamnation.date | date_longue", "condamnation.date | date_long")),
    Faute("filtre-inconnu", SORTIR, line("{% if condamne.nom is rempli %}x{% endif %}"), "test"),
    Faute("valeur-brute", ORDRE, line("Rendue le {{ condamnation.date }}."), "date"),
    Faute("valeur-brute", SPIP, line("Mineur\u00a0: {{ condamne.mineur }}."), "oui-non"),
    Faute("valeur-brute", APPEL, line("Peines\u00a0: {{ condamnation.peines }}."), "liste"),
    Faute("valeur-brute", SORTIR, line("Demeurant {{ condamne.adresse }}."), "groupe"),
    Faute("comparaison-impossible", ORDRE, line('{% if condamnation.date == "2026-01-01" %}x{% endif %}')),
    Faute("comparaison-impossible", APPEL, line("{% if condamne.nom > 3 %}x{% endif %}")),
    Faute("valeur-impossible", ORDRE, swap('acte.exemplaire == "original"', 'acte.exemplaire == "orignal"')),
    Faute(
        "valeur-impossible", PROCUREUR, line('{% if condamnation.mandat.type in ["depot", "differe"] %}x{% endif %}')
    ),
    Faute("code-interdit", ORDRE, swap("{{ condamne.nom_usage }}", "{{ condamne.nom_usage.upper() }}"), "appel"),
    Faute("code-interdit", SPIP, line("{{ condamne.__class__ }}"), "prive"),
    Faute("code-interdit", APPEL, line('{% include "autre.docx" %}'), "ordre"),
]

MARQUES = [
    Faute(
        "modele-sans-mention", ORDRE, swap("{{ incarceration.etablissement | majuscule }}", "l’établissement"), "champ"
    ),
    Faute("modele-sans-mention", PROCUREUR, swap("{{ condamnation.mandat.date | date_longue }}", "jour dit"), "champ"),
    Faute(
        "modele-sans-mention",
        APPEL,
        swap("{{ appel.date | date_longue }}", "{% if condamne.mineur %}{{ appel.date | date_longue }}{% endif %}"),
        "condition",
    ),
    Faute("marque-inconnue", ORDRE, line('{% mention "visa" %}Vu le code{% endmention %}')),
    Faute("marque-inconnue", SPIP, line('{% mention "identite" %}{{ condamne | identite }}{% endmention %}')),
    Faute(
        "marque-mal-placee",
        ORDRE,
        line('{% for p in condamnation.peines %}{% mention "sceau" %}sceau{% endmention %}{% endfor %}'),
    ),
    Faute(
        "marque-mal-placee",
        APPEL,
        lines(
            1,
            "{%p for p in condamnation.peines %}",
            '{% mention "date-appel" %}Le {{ appel.date | date_longue }}{% endmention %}',
            "{%p endfor %}",
        ),
    ),
    Faute(
        "marque-sous-condition",
        ORDRE,
        swap(
            '{% mention "sceau" %}Sceau du magistrat{% endmention %}',
            '{% if condamne.mineur %}{% mention "sceau" %}Sceau du magistrat{% endmention %}{% endif %}',
        ),
    ),
]


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


def external(kind: str, target: str):  # type: ignore[no-untyped-def]
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


def fieldcode(code: str):  # type: ignore[no-untyped-def]
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

ATTEINTE = [
    Faute(
        "branche-inatteignable",
        ORDRE,
        line("{% if condamne.mineur %}a{% if not condamne.mineur %}b{% endif %}{% endif %}"),
        "contraire",
    ),
    Faute(
        "branche-inatteignable",
        ORDRE,
        line('{% if acte.exemplaire == "copie" %}a{% elif acte.exemplaire == "copie" %}b{% endif %}'),
        "redite",
    ),
    Faute(
        "branche-inatteignable", ORDRE, line("{% if incarceration.date %}a{% else %}sans date{% endif %}"), "mention"
    ),
    Faute("branche-inatteignable", SORTIR, line("{% if mesure.lieu %}a{% else %}b{% endif %}"), "mention"),
    Faute(
        "branche-inatteignable",
        PROCUREUR,
        line('{% for p in condamnation.peines %}{% if p.type == "amende" and p.quantum %}b{% endif %}{% endfor %}'),
        "variante",
    ),
    Faute(
        "branche-inatteignable",
        SORTIR,
        line("{% if par_le_chef %}a{% if not par_le_chef %}b{% endif %}{% endif %}"),
        "calcul",
    ),
    Faute("condition-inutile", ORDRE, line("{% if condamne.mineur %}a{% if condamne.mineur %}b{% endif %}{% endif %}")),
    Faute("condition-inutile", SPIP, line("{% if acte.date %}b{% endif %}"), "date"),
    Faute(
        "condition-inutile", APPEL, line("{% if condamne.alias %}a{% elif not condamne.alias %}b{% endif %}"), "elif"
    ),
]

FAUTES = [*BALISES, *PREFIXES, *VALEURS, *MARQUES, *AUTRES, *ATTEINTE]
RESAVED = [  # faults that Word or LibreOffice must not hide: those of the text itself
    each for each in (*BALISES, *PREFIXES, *VALEURS, *MARQUES, *ATTEINTE) if "pied" not in each.nom
]

__all__ = ["CORPS", "FAUTES", "RESAVED"]
