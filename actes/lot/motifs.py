"""What the kinds of findings are called in a report: pure data, in the words of a clerk."""

from __future__ import annotations

MOTIFS = {
    "champ-inconnu": "Un champ que le programme ne connaît pas",
    "champ-requis": "Un champ indispensable manque",
    "champ-calcule": "Un champ que le programme calcule lui-même",
    "choix-inconnu": "Une valeur qui n’est pas parmi les choix possibles",
    "type-invalide": "Une valeur qui n’a pas la forme attendue",
    "cle-en-double": "Un champ donné deux fois",
    "yaml-invalide": "Un fichier mal écrit (guillemets, retraits, deux-points)",
    "encodage-invalide": "Un fichier qui n’est pas en UTF-8",
    "caractere-interdit": "Un caractère qu’un acte ne peut pas porter",
    "document-vide": "Un fichier qui ne contient aucun dossier",
    "dossier-refuse": "Un dossier que le programme ne peut pas suivre",
    "mention-absente": "Une mention obligatoire manque",
    "fait-manquant": "Un fait manque pour décider",
    "regle-non-respectee": "Une règle n’est pas respectée",
    "delai-depasse": "Un délai est dépassé",
    "delai-a-venir": "Un délai court",
    "acte-hors-periode": "Un acte qui n’existe pas à cette date",
    "redaction-non-verifiee": "Une rédaction du texte qui n’est pas vérifiée à cette date",
    "acte-non-applicable": "Un acte qui ne s’applique pas à ce cas",
    "acte-non-demande": "Aucun acte n’est demandé",
    "acte-inconnu": "Un acte demandé n’existe pas",
    "reference-en-double": "Une référence partagée par plusieurs dossiers",
    "sans-emetteur": "Aucune autorité compétente pour émettre l’acte",
    "sans-remise": "Aucun mode de remise prévu",
    "sans-exemplaire": "Aucun exemplaire à établir",
    "sans-modele": "Aucun modèle à cette date",
    "fichier-existant": "Un fichier différent se trouve déjà à la place de l’acte",
    "acte-anterieur": "Un acte produit auparavant n’est plus demandé",
    "aucun-dossier": "Aucun dossier dans les sources",
    "fichier-ignore": "Un fichier n’a pas été lu",
    "dossier-change": "Un fichier qui a changé ou disparu pendant le lot",
    "dossier-fatal": "Un dossier qui fait échouer le programme",
    "defaut-du-programme": "Un défaut du programme",
    "cellule-illisible": "Une cellule de l’export illisible",
    "valeur-imprevue": "Une valeur de l’export que la correspondance ne prévoit pas",
    "ligne-mal-formee": "Une ligne de l’export mal formée",
    "nom-deja-pris": "Deux dossiers de même référence demandent le même acte",
    "lecture-impossible": "Un fichier illisible",
    "environnement": "Le système a refusé",
}


def kind_title(code: str) -> str:
    """The title of a kind of finding; a code that is not known here stands for itself."""
    return MOTIFS.get(code) or (f"Autre motif ({code})" if code else "Motif non noté")
