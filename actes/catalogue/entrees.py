"""The entries of acte.yaml, one reader for each kind: mention, règle, délai, émetteur, exemplaire, calcul…"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from actes.catalogue.acte import (
    Applicabilite,
    Calcul,
    Emetteur,
    Exemplaire,
    Mention,
    ModeleDate,
    Motif,
    Regle,
    Remise,
    Renvoi,
    Source,
    Titre,
)
from actes.catalogue.bloc import Bloc
from actes.catalogue.chemins import Chemin
from actes.catalogue.expressions import Expression, parse_expression
from actes.catalogue.lecteur import (
    FAULTY,
    read_boucle,
    read_chemins,
    read_condition,
    read_either,
    read_en_vigueur,
    read_id,
    require_condition,
    with_variable,
)
from actes.catalogue.portee import ACTE, Portee
from actes.dossier import ChampActe
from actes.dossier.complements import TYPES_CHAMP
from actes.errors import Gravite


def read_mention(bloc: Bloc, portee: Portee) -> Mention:
    """A mention. It must require something: paths, or a fixed wording."""
    pour = read_boucle(bloc, portee)
    inside = with_variable(portee, pour)
    mention = Mention(
        id=read_id(bloc),
        libelle=bloc.requis("libelle"),
        article=bloc.requis("article"),
        place=bloc.place,
        gravite=bloc.gravite(Gravite.BLOQUANTE),
        en_vigueur=read_en_vigueur(bloc),
        si=read_condition(bloc, inside),
        pour=pour,
        exige=read_chemins(bloc, "exige", inside),
        exige_un=read_chemins(bloc, "exige_un", inside),
        texte=tuple(text for text, _ in bloc.textes("texte")),
        exemplaires=tuple(text for text, _ in bloc.textes("exemplaires")),
    )
    if not any(bloc.has(key) for key in ("exige", "exige_un", "texte")):
        advice = "donnez « exige », « exige_un » ou « texte » ; sans rien à imprimer, c'est une règle"
        bloc.blame(f"la mention « {mention.id} » n'exige rien", conseil=advice)
    bloc.close()
    return _noting_copies(mention)


def read_inclusion(bloc: Bloc, portee: Portee) -> Callable[[Mention], Mention]:
    """What an act changes in a shared mention that it includes: a function that changes it so."""
    given: dict[str, Any] = {key: bloc.texte(key) for key in ("article", "libelle") if bloc.has(key)}
    if bloc.has("gravite"):
        given["gravite"] = bloc.gravite(Gravite.BLOQUANTE)
    if bloc.has("si"):
        given["si"] = read_condition(bloc, portee)
    if bloc.has("exemplaires"):
        given["exemplaires"] = tuple(text for text, _ in bloc.textes("exemplaires"))
    if bloc.has("en_vigueur"):
        given["en_vigueur"] = read_en_vigueur(bloc)
    for key in ("article", "libelle", "gravite", "si", "exemplaires", "en_vigueur"):
        bloc.node(key)
    bloc.close()
    return lambda mention: _noting_copies(replace(mention, **given))


def _noting_copies(mention: Mention) -> Mention:
    """The mention, knowing whether it reads what differs between copies."""
    return replace(mention, selon_copie=any(_differs_by_copy(chemin) for chemin in _read_by(mention)))


def _read_by(mention: Mention) -> Iterator[Chemin]:
    yield from (*mention.exige, *mention.exige_un)
    yield from mention.si.chemins if mention.si else ()


def _differs_by_copy(chemin: Chemin) -> bool:
    return chemin.racine == "acte" and chemin.suite not in ACTE


def read_regle(bloc: Bloc, portee: Portee, commune: bool = False) -> Regle:
    """A rule; one shared by the acts may be kept for a family of them."""
    pour = read_boucle(bloc, portee)
    inside = with_variable(portee, pour)
    concerned = read_chemins(bloc, "concerne", portee) if commune else ()
    regle = Regle(
        id=read_id(bloc),
        article=bloc.requis("article"),
        condition=require_condition(bloc, inside),
        message=bloc.requis("message"),
        place=bloc.place,
        code=bloc.texte("code"),
        gravite=bloc.gravite(Gravite.BLOQUANTE),
        en_vigueur=read_en_vigueur(bloc),
        si=read_condition(bloc, inside),
        pour=pour,
        derogation=bloc.oui_non("derogation"),
        famille=bloc.texte("famille") if commune else None,
        concerne=concerned[0] if concerned else None,
    )
    bloc.close()
    return regle


def read_motif(bloc: Bloc, portee: Portee) -> Motif:
    """A line of `motif`."""
    motif = Motif(
        texte=bloc.requis("texte"),
        place=bloc.place,
        article=bloc.texte("article"),
        en_vigueur=read_en_vigueur(bloc),
        si=read_either(bloc, portee),
    )
    bloc.close()
    return motif


def read_emetteur(bloc: Bloc, portee: Portee) -> Emetteur:
    """A line of `emetteur`."""
    emetteur = Emetteur(
        autorite=bloc.requis("autorite"),
        article=bloc.requis("article"),
        place=bloc.place,
        en_vigueur=read_en_vigueur(bloc),
        si=read_either(bloc, portee),
    )
    bloc.close()
    return emetteur


def read_exemplaire(bloc: Bloc, portee: Portee) -> Exemplaire:
    """A copy, and the lines of its delivery."""
    exemplaire = Exemplaire(
        id=read_id(bloc),
        place=bloc.place,
        destinataire=bloc.texte("destinataire"),
        en_vigueur=read_en_vigueur(bloc),
        si=read_condition(bloc, portee),
        remise=tuple(_read_remise(line, portee) for line in bloc.blocs("remise", "la remise")),
    )
    bloc.close()
    return exemplaire


def _read_remise(bloc: Bloc, portee: Portee) -> Remise:
    remise = Remise(
        mode=bloc.requis("mode"),
        article=bloc.requis("article"),
        place=bloc.place,
        en_vigueur=read_en_vigueur(bloc),
        si=read_either(bloc, portee),
    )
    bloc.close()
    return remise


def read_applicable(bloc: Bloc, portee: Portee) -> Applicabilite:
    """A line of `applicable`."""
    condition = read_either(bloc, portee)
    if not bloc.has("si"):
        bloc.requis("condition")
    line = Applicabilite(
        condition=condition or FAULTY,
        article=bloc.requis("article"),
        sinon=bloc.requis("sinon"),
        place=bloc.place,
        en_vigueur=read_en_vigueur(bloc),
    )
    bloc.close()
    return line


def read_calcul(nom: str, bloc: Bloc, portee: Portee) -> Calcul | None:
    """A named value; None when its expression is wrong, which is noted."""
    text = bloc.requis("valeur")
    place = bloc.place_of("valeur")
    expression: Expression | None = None
    if text:
        expression = bloc.reproches.tolerate(lambda: parse_expression(text, portee, place))
    article, en_vigueur = bloc.texte("article"), read_en_vigueur(bloc)
    bloc.node("nom")
    bloc.close()
    if expression is None:
        return None
    return Calcul(nom=nom, expression=expression, place=bloc.place, article=article, en_vigueur=en_vigueur)


def read_modele(bloc: Bloc, portee: Portee, folder: Path) -> ModeleDate:
    """A dated template; the file must be there."""
    fichier = bloc.requis("fichier")
    if fichier and (Path(fichier).name != fichier or not (folder / fichier).is_file()):
        bloc.blame(f"le modèle « {fichier} » n'est pas dans {folder}", bloc.place_of("fichier"))
    modele = ModeleDate(
        fichier=folder / fichier,
        place=bloc.place,
        en_vigueur=read_en_vigueur(bloc),
        exemplaires=tuple(text for text, _ in bloc.textes("exemplaires")),
        si=read_condition(bloc, portee),
    )
    bloc.close()
    return modele


def read_champ(nom: str, bloc: Bloc) -> ChampActe:
    """A field of the act's own, under the dossier's `complements:`."""
    kind = bloc.choix("type", TYPES_CHAMP, "texte")
    choix = tuple(text for text, _ in bloc.textes("choix"))
    simple = [name for name in TYPES_CHAMP if name != "liste"]
    element = bloc.choix("element", simple, "texte") if kind == "liste" else None
    if "choix" in (kind, element) and not choix:
        bloc.blame(f"le champ « {nom} » est un choix : il manque « choix »", conseil="choix: [un, deux]")
    champ = ChampActe(nom, kind, bloc.requis("libelle"), choix=choix, element=element)
    bloc.close()
    return champ


def read_titres(bloc: Bloc) -> Iterator[Titre]:
    """The title, or one title for each period."""
    for line in bloc.dated("titre", "le titre"):
        yield Titre(texte=line.requis("texte"), place=line.place, en_vigueur=read_en_vigueur(line))
        line.close()


def read_renvoi(bloc: Bloc, key: str) -> Renvoi | None:
    """What stood before the act, or replaced it."""
    inner = bloc.bloc(key, f"« {key} »")
    if inner is None:
        return None
    renvoi = Renvoi(inner.requis("texte"), inner.requis("article"))
    inner.close()
    return renvoi


def read_source(bloc: Bloc) -> Source:
    """Where the act was read."""
    inner = bloc.bloc("source", "la source")
    if inner is None:
        return Source()
    source = Source(
        inner.texte("fiche"), tuple(text for text, _ in inner.textes("articles")), inner.texte("verifie_le")
    )
    inner.close()
    return source
