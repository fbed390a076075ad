"""What the coded choices of a dossier are called in French."""

from __future__ import annotations

from actes.rendu.filtres.declaration import filtre, texte

LIBELLES = {
    # courts, judges and services
    "tribunal_correctionnel": "tribunal correctionnel",
    "tribunal_police": "tribunal de police",
    "tribunal_enfants": "tribunal pour enfants",
    "cour_assises": "cour d’assises",
    "chambre_appels_correctionnels": "chambre des appels correctionnels",
    "jap": "juge de l’application des peines",
    "tap": "tribunal de l’application des peines",
    "chap": "chambre de l’application des peines",
    "president_tj": "président du tribunal judiciaire",
    "dspip": "directeur du service pénitentiaire d’insertion et de probation",
    "procureur": "procureur de la République",
    "procureur_general": "procureur général",
    "chef_etablissement": "chef de l’établissement pénitentiaire",
    "condamne": "condamné",
    "etablissement": "établissement pénitentiaire",
    "hopital": "hôpital",
    "tribunal": "tribunal judiciaire",
    # decisions and warrants
    "contradictoire_a_signifier": "contradictoire à signifier",
    "defaut": "défaut",
    "arret": "arrêt",
    "depot": "dépôt",
    "depot_differe": "dépôt à effet différé",
    "revocation": "révocation",
    "irrecevabilite": "irrecevabilité",
    "defavorable": "défavorable",
    "s_en_rapporte": "s’en rapporte",
    "delit": "délit",
    # measures and suspended sentences
    "ddse": "détention à domicile sous surveillance électronique",
    "semi_liberte": "semi-liberté",
    "placement_exterieur": "placement à l’extérieur",
    "liberation_conditionnelle": "libération conditionnelle",
    "liberation_sous_contrainte": "libération sous contrainte",
    "permission_sortir": "permission de sortir",
    "travail_interet_general": "travail d’intérêt général",
    "probatoire_renforce": "probatoire renforcé",
    "mise_epreuve": "mise à l’épreuve",
    "tig": "travail d’intérêt général",
    # ways of handing over, of asking, of saying
    "mains_propres": "remise en mains propres",
    "emargement": "remise contre émargement",
    "recommandee": "lettre recommandée",
    "lrar": "lettre recommandée avec avis de réception",
    "lettre_simple": "lettre simple",
    "telecopie": "télécopie",
    "electronique": "voie électronique",
    "huissier": "commissaire de justice",
    "tout_moyen": "tout moyen",
    "depot_greffe": "dépôt au greffe",
    "declaration_detention": "déclaration en détention",
    "reception": "réception",
    "visioconference": "visioconférence",
    "feminin": "féminin",
    "copie_certifiee_conforme": "copie certifiée conforme",
    "elargie": "élargie",
    "execution": "exécution",
    "quatre_mois": "quatre mois sans décision",
    "non_comparution": "non-comparution",
    "defaut_presentation": "défaut de présentation",
    "autre_procedure": "incarcération dans une autre procédure",
    "non_contestee": "non contestée",
    "delai_passe": "délai passé",
    "non_reconnue": "non-reconnaissance",
    "non_appliquee": "non-application",
    "inexecutee": "non-exécution",
    "executee_en_partie": "non-exécution partielle",
    "executee": "exécutée",
    "retiree": "retirée",
    "non_executable": "ne pouvant plus être exécutée",
    "a_executer": "à exécuter",
    "a_transmettre": "à transmettre",
    "refusee": "refusée",
    "terminee": "terminée",
    "residence": "résidence",
    "siege": "siège",
    "traitement_automatise": "lieu du traitement automatisé",
    "impossibilite": "impossibilité d’exécuter",
    "amnistie_grace": "amnistie ou grâce",
    "budget_francais": "budget de l’État français",
}


@filtre(
    "libelle",
    imprime=None,
    exemple=(
        "juridiction.type|libelle → tribunal correctionnel",
        "mandat.type|libelle → dépôt à effet différé",
        "'avis_favorable'|libelle → avis favorable",
        "'ddse'|libelle('placement sous surveillance électronique') → placement sous surveillance électronique",
        "'semi_liberte'|libelle('placement sous surveillance électronique') → semi-liberté",
    ),
    aide="le nom français d’un choix codé du dossier\u00a0; un code inconnu est écrit sans ses tirets bas. "
    "Un texte entre parenthèses est le nom de la surveillance électronique à l’époque (T-03)",
)
def libelle(valeur: object, surveillance: str | None = None) -> str:
    """« dépôt à effet différé » for depot_differe; `surveillance` is what ddse was called then."""
    code = texte("libelle", valeur)
    if code == "ddse" and surveillance is not None:
        return texte("libelle", surveillance)
    return LIBELLES.get(code) or code.replace("_", " ")
