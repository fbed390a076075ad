"""From `templates/<id>/acte.yaml` and the mentions it includes to an Acte, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from actes.catalogue.acte import Acte, Calcul, Exemplaire, Mention, ModeleDate
from actes.catalogue.bloc import Bloc, Reproches
from actes.catalogue.controles import check_copies, check_ids
from actes.catalogue.delai import read_delai
from actes.catalogue.entrees import (
    read_applicable,
    read_calcul,
    read_champ,
    read_emetteur,
    read_exemplaire,
    read_inclusion,
    read_mention,
    read_modele,
    read_motif,
    read_regle,
    read_renvoi,
    read_source,
    read_titres,
)
from actes.catalogue.fichiers import compose_file, compose_list
from actes.catalogue.genres import ERREUR
from actes.catalogue.langue import read_langue
from actes.catalogue.lecteur import check_name, read_boucle, read_en_vigueur, read_id, with_variable
from actes.catalogue.portee import Portee, scope_of_act, scope_of_copy
from actes.catalogue.textes import suggestion
from actes.dossier import Champ, ChampActe, champ_racine

FICHIER = "acte.yaml"
MODELE = "modele.docx"
MAX_ACTE = 60  # the identifier of an act is part of file names


@dataclass(frozen=True, slots=True)
class Ailleurs:
    """What an act may need of the rest of the catalogue: found by name, read only when named."""

    mentions: Callable[[str], Path | None]  # the file of a shared mention
    mentions_connues: Callable[[], list[str]]
    modeles: Callable[[str], tuple[ModeleDate, ...] | None]  # the templates of another act
    actes_connus: Callable[[], list[str]]


def load_acte(acte_id: str, folder: Path, ailleurs: Ailleurs) -> Acte:
    """The act type of one folder. Raises ModeleError with all that is wrong, each at its place."""
    reproches = Reproches()
    fichier = folder / FICHIER
    node = compose_file(fichier)
    acte = _Lecture(Bloc(node, str(fichier), "l'acte", reproches), folder, ailleurs).read(acte_id)
    reproches.refuse()
    return acte


class _Lecture:
    """One acte.yaml being read: its block, and the scopes that grow as its own names are declared."""

    def __init__(self, bloc: Bloc, folder: Path, ailleurs: Ailleurs):
        self.bloc, self.folder, self.ailleurs = bloc, folder, ailleurs

    def read(self, acte_id: str) -> Acte:
        """The whole act. Reading order: what gives names first, then what reads them."""
        bloc = self.bloc
        if read_id(bloc, length=MAX_ACTE) != acte_id and bloc.has("id"):
            bloc.blame(f"« id » doit être le nom du dossier, « {acte_id} »", bloc.place_of("id"))
        champs = self._champs()
        racine = champ_racine(champs)
        portee: Portee = scope_of_act(racine)
        par = read_boucle(bloc, portee, "par")
        portee, calculs = self._calculs(with_variable(portee, par))
        exemplaires = self._exemplaires(portee)
        modes = [remise.mode for exemplaire in exemplaires for remise in exemplaire.remise]
        copie = scope_of_copy(portee, [e.id for e in exemplaires], modes)
        mentions = (*self._included(copie), *(read_mention(b, copie) for b in bloc.blocs("mentions", "la mention")))
        acte = Acte(
            id=acte_id,
            titres=tuple(read_titres(bloc)),
            famille=bloc.requis("famille"),
            base_legale=tuple(text for text, _ in bloc.textes("base_legale", requis=True)),
            en_vigueur=read_en_vigueur(bloc),
            place=bloc.place,
            dossier=self.folder,
            racine=racine,
            emetteurs=tuple(read_emetteur(b, portee) for b in bloc.blocs("emetteur", "l'émetteur")),
            exemplaires=exemplaires,
            mentions=mentions,
            modeles=self._modeles(copie),
            motifs=tuple(read_motif(b, portee) for b in bloc.dated("motif", "le motif", requis=False)),
            applicable=tuple(read_applicable(b, portee) for b in bloc.blocs("applicable", "l'applicabilité")),
            regles=tuple(read_regle(b, portee) for b in bloc.blocs("regles", "la règle")),
            delais=tuple(read_delai(b, portee) for b in bloc.blocs("delais", "le délai")),
            calculs=calculs,
            par=par,
            champs=champs,
            modele_de=bloc.texte("modele_de"),
            langue=read_langue(bloc, portee, par),
            remplace=read_renvoi(bloc, "remplace"),
            remplace_par=read_renvoi(bloc, "remplace_par"),
            source=read_source(bloc),
        )
        self._check(acte)
        return acte

    def _check(self, acte: Acte) -> None:
        bloc = self.bloc
        for key in ("en_vigueur", "emetteur"):
            if not bloc.has(key):
                bloc.blame(f"l'acte : il manque « {key} »", conseil=f"ajoutez « {key}: … »")
        if not acte.mentions:
            bloc.blame("l'acte n'a aucune mention", conseil="ajoutez « mentions: » ou « inclut: »")
        check_ids(acte, bloc.reproches)
        check_copies(acte, bloc.reproches)
        bloc.close()

    def _champs(self) -> tuple[ChampActe, ...]:
        champs: list[ChampActe] = []
        for nom, inner in self.bloc.named("champs", "le champ", "libelle"):
            check_name(nom, inner)
            if any(champ.nom == nom for champ in champs):
                inner.blame(f"le champ « {nom} » est donné deux fois")
            champs.append(read_champ(nom, inner))
        return tuple(champs)

    def _calculs(self, portee: Portee) -> tuple[dict[str, Champ], tuple[Calcul, ...]]:
        """The calculs, each reading those above it, and the scope that holds them all."""
        scope = dict(portee)
        calculs: list[Calcul] = []
        for nom, inner in self.bloc.named("calculs", "le calcul", "valeur"):
            check_name(nom, inner)
            declared = {calcul.nom for calcul in calculs}
            if nom in scope and nom not in declared:
                inner.blame(f"« {nom} » est déjà le nom d'autre chose", conseil="donnez au calcul un autre nom")
            calcul = read_calcul(nom, inner, scope)
            if calcul is not None:
                calculs.append(calcul)
            scope.setdefault(nom, calcul.expression.champ if calcul else ERREUR)
        return scope, tuple(calculs)

    def _exemplaires(self, portee: Portee) -> tuple[Exemplaire, ...]:
        found = tuple(read_exemplaire(b, portee) for b in self.bloc.blocs("exemplaires", "l'exemplaire"))
        return found or (Exemplaire(id="original", place=self.bloc.place),)

    def _included(self, portee: Portee) -> Iterator[Mention]:
        """The shared mentions: each name is a file of `_communs/mentions/`, which holds a list.

        `{id: …, article: …}` says what differs in this act: the article that requires it, its wording, its gravity, its
        condition, its copies, its period.
        """
        for item in self.bloc.items("inclut", "la mention incluse", "id"):
            name = item.requis("id")
            change = read_inclusion(item, portee)
            path = self.ailleurs.mentions(name)
            if path is None:
                advice = suggestion(name, self.ailleurs.mentions_connues())
                self.bloc.blame(f"« {name} » n'est pas une mention commune", item.place, advice)
                continue
            yield from (change(mention) for mention in self._shared(path, portee))

    def _shared(self, path: Path, portee: Portee) -> Iterator[Mention]:
        for item in self.bloc.reproches.tolerate(lambda: compose_list(path)) or ():
            yield read_mention(Bloc(item, str(path), "la mention", self.bloc.reproches), portee)

    def _modeles(self, portee: Portee) -> tuple[ModeleDate, ...]:
        bloc = self.bloc
        own = tuple(read_modele(b, portee, self.folder) for b in bloc.blocs("modeles", "le modèle"))
        other = bloc.texte("modele_de")
        if other is None:
            return own or (ModeleDate(fichier=self.folder / MODELE, place=bloc.place),)
        if own:
            bloc.blame("un acte a ses modèles ou ceux d'un autre : « modeles » ou « modele_de »")
        found = self.ailleurs.modeles(other)
        if found is None:
            advice = suggestion(other, self.ailleurs.actes_connus())
            bloc.blame(f"« modele_de » : l'acte « {other} » n'existe pas", bloc.place_of("modele_de"), advice)
        return found or own
