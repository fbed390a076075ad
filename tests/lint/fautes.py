"""The corpus: at least two faults of each code, over the acts."""

from __future__ import annotations

from tests.lint.corpus import (
    APPEL,
    CERTIFICAT,
    ORDRE,
    PIED,
    PROCUREUR,
    SORTIR,
    SPIP,
    Faute,
    after_loss,
    line,
    lines,
    swap,
    without,
)
from tests.lint.fautes_docx import AUTRES, fieldcode

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
    Faute("signe-publipostage", ORDRE, swap("{{ condamne.nom_usage }}", "«condamne.nom_usage»"), "guillemets"),
    Faute("signe-publipostage", SORTIR, line("Le condamné : «\u00a0condamne.nom\u00a0»."), "insecables"),
    Faute("signe-publipostage", SPIP, line("Le condamné : <<condamne.nom>>."), "chevrons"),
    Faute("signe-publipostage", APPEL, line("Le condamné : ‹condamne.nom›."), "chevron"),
    Faute("signe-publipostage", PROCUREUR, line("Le condamné : [[nom_usage]]."), "crochets"),
    Faute("signe-publipostage", ORDRE, line("Le condamné : [[Nom]]."), "doute"),
    Faute("signe-publipostage", ORDRE, fieldcode(" MERGEFIELD condamne_nom \\* MERGEFORMAT "), "champ"),
    Faute("bloc-non-referme", ORDRE, swap("{{ condamne.nom_usage }}{% endif %}", "{{ condamne.nom_usage }}")),
    Faute("bloc-non-referme", PROCUREUR, without("{%p endif %}", "{%p if")),
    Faute("bloc-non-referme", CERTIFICAT, without("{%p endmention %}", "{%p mention"), "mention"),
    Faute("bloc-non-referme", APPEL, line("{% for p in condamnation.peines %}{{ p.libelle }}"), "boucle"),
    Faute("fin-sans-debut", ORDRE, swap("{% if condamne.nom_usage %}", "")),
    Faute("fin-sans-debut", APPEL, line("{%p endfor %}")),
    Faute("fin-sans-debut", "convocation-service-stage", after_loss("{%p for p in", "{%p endfor %}"), "boucle"),
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
    Faute("balise-mal-ecrite", SORTIR, line("{% if condamne.mineur %}mineur{% endif condamne %}"), "fin"),
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

__all__ = ["FAUTES", "RESAVED"]
