"""The language of an act: decided, and the texts of the case put in it; what nobody translated is said."""

from __future__ import annotations

from actes.catalogue import Inconnu
from actes.catalogue.langue import LangueActe, TexteLibre
from actes.catalogue.locales import languages_of
from actes.dossier.suggestion import nearest
from actes.dossier.traductions import FR, Passage, passages, replaced, translations
from actes.droit.langues import FRANCAIS, langues_offertes, nom_de_langue
from actes.errors import Gravite
from actes.validation.vue import Vue

_SENTENCE = 4  # words without a capital: no name nor address


def settle_langue(vue: Vue, demandee: str | None) -> None:
    """Decide the language of the act, and give `vue` the dossier in that language.

    `demandee` is what the command asks for; else the act's own expression. Source: CPP D48-10.
    """
    langue = vue.acte.langue
    if langue is None:
        if demandee is not None and demandee != FRANCAIS:
            message = f"cet acte s'écrit en français : l'option --langue {demandee} ne le change pas"
            vue.say("langue-sans-objet", message, Gravite.AVERTISSEMENT)
        return
    vue.langue = _decided(vue, langue, demandee)
    if vue.langue != FRANCAIS and not langue.dessous:
        _translate(vue, langue)


def language_of(vue: Vue, exemplaire: str) -> str:
    """The language of one copy of the act."""
    langue = vue.acte.langue
    return vue.langue if langue and (not langue.exemplaires or exemplaire in langue.exemplaires) else FRANCAIS


def _decided(vue: Vue, langue: LangueActe, demandee: str | None) -> str:
    if demandee is not None:
        return demandee
    valeurs = {name: getattr(vue.dossier, name) for name in vue.acte.racine.enfants}
    decided = langue.expression.value(valeurs)
    if isinstance(decided, Inconnu):
        vue.say_unknown(decided, "on ne peut pas savoir dans quelle langue écrire cet acte", langue.article)
        return FRANCAIS
    _say_others(vue, langue, str(decided))
    return str(decided)


def _say_others(vue: Vue, langue: LangueActe, decided: str) -> None:
    """The other languages that the State takes, when nobody chose: those of its own, and those it declared."""
    sanction = vue.dossier.sanction
    if langue.dessous or sanction is None or sanction.langue is not None or sanction.etat_execution is None:
        return
    known = languages_of(vue.acte.modeles[-1].fichier)
    others = [code for code in langues_offertes(sanction.etat_execution) if code != decided and code in known]
    if others and decided != FRANCAIS:
        named = ", ".join(f"{nom_de_langue(code)} ({code})" for code in others)
        message = f"langue retenue : {nom_de_langue(decided)} ({decided}) ; aussi recevables dans cet État : {named}"
        advice = "pour en choisir une autre, écrivez « sanction.langue »"
        vue.say("langue-retenue", message, Gravite.INFORMATION, article=langue.article, conseil=advice)


def _translate(vue: Vue, langue: LangueActe) -> None:
    """The dossier as the act prints it: each text in the language, or in French with a mark that says so."""
    held = translations(vue.dossier, vue.langue)
    said: dict[str, str] = {}
    for libre in langue.traduire:
        for passage in passages(vue.dossier, libre.pas):
            found = held.get(passage.chemin)
            if found is None or found.texte is None:
                _say_missing(vue, langue, libre, passage)
                said[passage.chemin] = FR + passage.texte
            else:
                said[passage.chemin] = found.texte
                if found.empreinte and found.empreinte != passage.empreinte:
                    _say_stale(vue, langue, libre, passage)
                elif _unchanged(passage.texte, found.texte):
                    _say_unchanged(vue, langue, passage)
    _say_useless(vue, held.keys() - said.keys(), list(said))
    vue.dossier = replaced(vue.dossier, said)


def _weight(vue: Vue, libre: TexteLibre) -> Gravite:
    return Gravite.AVERTISSEMENT if vue.brouillon and libre.gravite is Gravite.BLOQUANTE else libre.gravite


def _say_missing(vue: Vue, langue: LangueActe, libre: TexteLibre, passage: Passage) -> None:
    gravite = _weight(vue, libre)
    then = "" if gravite is Gravite.BLOQUANTE else " : il sera imprimé en français, précédé de « [FR] »"
    vue.say(
        "traduction-absente",
        f"{vue.title(passage.chemin)} n'est pas traduit en {nom_de_langue(vue.langue)}{then}",
        gravite,
        chemin=passage.chemin,
        article=langue.article,
        conseil=f"donnez le texte au traducteur : actes traductions extraire {_file(vue)} --langue {vue.langue}",
    )


def _say_stale(vue: Vue, langue: LangueActe, libre: TexteLibre, passage: Passage) -> None:
    vue.say(
        "traduction-perimee",
        f"{vue.title(passage.chemin)} a changé depuis sa traduction en {nom_de_langue(vue.langue)}",
        _weight(vue, libre),
        chemin=passage.chemin,
        article=langue.article,
        conseil=f"faites-le traduire de nouveau : actes traductions extraire {_file(vue)} --langue {vue.langue}",
    )


def _unchanged(francais: str, traduit: str) -> bool:
    """Whether a « translation » repeats a French sentence; a name, a number or an address may well be the same."""
    words = francais.split()
    return words == traduit.split() and sum(word[:1].islower() for word in words) >= _SENTENCE


def _say_unchanged(vue: Vue, langue: LangueActe, passage: Passage) -> None:
    vue.say(
        "traduction-identique",
        f"{vue.title(passage.chemin)} : la traduction en {nom_de_langue(vue.langue)} répète le français",
        Gravite.AVERTISSEMENT,
        chemin=passage.chemin,
        article=langue.article,
        conseil="faites-le traduire, ou laissez-le s'il se dit de même dans cette langue",
    )


def _say_useless(vue: Vue, useless: set[str], known: list[str]) -> None:
    for chemin in sorted(useless):
        near = nearest(chemin, known)
        vue.say(
            "traduction-inutile",
            f"la traduction de « {chemin} » en {nom_de_langue(vue.langue)} ne sert pas à cet acte",
            Gravite.AVERTISSEMENT,
            chemin="traductions",
            conseil=f"vouliez-vous dire « {near} » ?" if near else "vérifiez le chemin, ou retirez-la",
        )


def _file(vue: Vue) -> str:
    return vue.lecture.fichier or "DOSSIER"
