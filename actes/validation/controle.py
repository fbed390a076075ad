"""Gate 1: one dossier, one act, one day; everything that lacks or does not hold, and what there is to produce."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actes.catalogue import Acte, Emetteur, Exemplaire, Inconnu, Motif, Remise
from actes.dossier import Lecture
from actes.droit import etablir_faits
from actes.errors import DossierRefused, is_blocked
from actes.validation.applicabilite import first_reason, judge_lines, say_lines
from actes.validation.delais import check_delais
from actes.validation.entrees import first_true
from actes.validation.examen import ActeVu, DelaiDu, DelaiInconnu, DocumentDu, Element, Examen, LigneJugee
from actes.validation.langue import language_of, settle_langue
from actes.validation.mentions import Mentions
from actes.validation.periode import act_exists, decide_jour, say_two_dates
from actes.validation.politique import settle_politique
from actes.validation.regles import check_regles
from actes.validation.vue import Cadre, Vue


def check_dossier(
    acte: Acte,
    lecture: Lecture,
    jour: date,
    zone: str | None = None,
    *,
    demandee: date | None = None,
    brouillon: bool = False,
    langue: str | None = None,
) -> Examen:
    """Judge a dossier against the law of its date for one act.

    `jour` is today, used when neither the dossier (`date_acte`) nor the command (`demandee`) dates the act; `zone` is
    that of the public holidays, unless the dossier gives its own. With `brouillon`, what is missing only warns.
    `langue` is that of the command, for an act that is translated: its texts are then those of the dossier's
    translations.
    The constats of `lecture` are not repeated, but they count in `bloque`. Source: conception §1, §3 and §4.
    """
    if lecture.dossier is None:
        return Examen(acte=acte, titre=acte.titre, jour=demandee or jour, constats=(), bloque=True)
    decided = decide_jour(lecture.dossier, demandee, jour)
    dossier = lecture.dossier
    if zone is not None and dossier.zone is None:
        dossier = dossier.model_copy(update={"zone": zone})
    vue = Vue(acte, etablir_faits(dossier, decided), lecture, decided, brouillon)
    say_two_dates(vue, demandee)
    controle = _Controle(vue)
    try:
        settle_politique(vue)
        settle_langue(vue, langue)
        if not act_exists(vue):
            return controle.refuse()
        return controle.run()
    except DossierRefused as error:  # a fact of the dossier leads nowhere: a sentence of ten thousand years
        for c in error.constats:
            vue.say(c.code, c.message, chemin=c.chemin or "dossier", article=c.article, conseil=c.conseil)
        return Examen(acte=acte, titre=controle.titre, jour=decided, constats=vue.constats, bloque=True)


class _Controle:
    """The examination of a dossier for an act that exists on its dates."""

    def __init__(self, vue: Vue):
        self.vue, self.acte = vue, vue.acte
        self.titre = next((t.texte for t in self.acte.titres if vue.holds(t.en_vigueur)), self.acte.titre)
        self.lignes: list[tuple[LigneJugee, ...]] = []
        self.motif: Motif | None = None
        self.documents: list[DocumentDu] = []
        self.delais: dict[DelaiDu, None] = {}
        self.inconnus: dict[DelaiInconnu, None] = {}
        self.emetteur: Emetteur | None = None

    def refuse(self) -> Examen:
        """The outcome for an act that does not exist on these dates; its lines say whether one might expect it."""
        constats = self.vue.constats
        for _, cadre in self._elements(self._root()):
            self.lignes.append(judge_lines(self.vue, self._with_calculs(cadre)))
        return Examen(
            acte=self.acte,
            titre=self.titre,
            jour=self.vue.jour,
            constats=constats,
            bloque=True,
            existe=False,
            applicable=False,
            lignes=tuple(self.lignes),
        )

    def run(self) -> Examen:
        """Judge the act for each element of its `par`, once if it has none."""
        for element, cadre in self._elements(self._root()):
            self._judge(element, self._with_calculs(cadre))
        vue = self.vue
        if not self.documents:
            vue.say("sans-exemplaire", "aucun exemplaire de cet acte n'est à établir pour ce dossier")
        constats = vue.constats
        return Examen(
            acte=self.acte,
            titre=self.titre,
            jour=vue.jour,
            constats=constats,
            bloque=is_blocked((*vue.lecture.constats, *constats)),
            applicable=all(line.verdict is not False for lines in self.lignes for line in lines),
            lignes=tuple(self.lignes),
            motif=self.motif,
            emetteur=self.emetteur,
            documents=tuple(self.documents),
            delais=tuple(self.delais),
            delais_inconnus=tuple(self.inconnus),
            langue=vue.langue,
        )

    def _root(self) -> Cadre:
        valeurs = {name: getattr(self.vue.dossier, name) for name in self.acte.racine.enfants}
        return Cadre(valeurs | {"acte": self._seen()}, {})

    def _seen(self) -> ActeVu:
        return ActeVu(self.vue.jour, self.acte.id, self.titre, self.acte.base_legale, langue=self.vue.langue)

    def _elements(self, cadre: Cadre) -> Iterator[tuple[Element | None, Cadre]]:
        par = self.acte.par
        if par is None:
            yield None, cadre
            return
        frames = cadre.elements(par)
        if isinstance(frames, Inconnu):
            article = self.acte.base_legale[0] if self.acte.base_legale else None
            self.vue.say_unknown(frames, "on ne peut pas savoir combien de documents établir", article)
            yield Element(0, frames.chemins[0], None), cadre.without_element(par)
            return
        for rank, (frame, path, value) in enumerate(frames):
            yield Element(rank, path, value), frame

    def _with_calculs(self, cadre: Cadre) -> Cadre:
        """The frame with the act's named values; one that is a mere path names what it reads."""
        valeurs, prefixes = dict(cadre.valeurs), dict(cadre.prefixes)
        for calcul in self.acte.calculs:
            if self.vue.holds(calcul.en_vigueur) is False:
                valeurs.setdefault(calcul.nom, None)
                continue
            value = calcul.expression.value(valeurs, prefixes)
            alias = calcul.expression.alias
            if alias is not None:
                prefixes[calcul.nom] = alias.concrete(prefixes)
                if isinstance(value, Inconnu) and value.chemins == (prefixes[calcul.nom],):
                    value = None  # what is read below it is then named whole
            valeurs[calcul.nom] = value
        return Cadre(valeurs, prefixes)

    def _judge(self, element: Element | None, cadre: Cadre) -> None:
        vue = self.vue
        self._check_applicable(cadre)
        why = "on ne peut pas savoir quelle autorité émet l'acte"
        found = first_true(self.acte.emetteurs, vue, cadre, why)
        if found is None:
            vue.say("sans-emetteur", "aucune autorité n'a compétence pour émettre cet acte dans ce cas")
        self.emetteur = found if isinstance(found, Emetteur) else None
        mentions = Mentions(self.acte.mentions, vue)
        for exemplaire in self._copies(cadre):
            self.documents.append(self._document(exemplaire, element, cadre, mentions))
        check_regles(vue, cadre)
        for delai in check_delais(vue, cadre):
            if isinstance(delai, DelaiDu):
                self.delais[delai] = None
            else:
                self.inconnus[delai] = None

    def _check_applicable(self, cadre: Cadre) -> None:
        self.lignes.append(lines := judge_lines(self.vue, cadre))
        say_lines(self.vue, lines)
        if self.motif is None:
            self.motif = first_reason(self.vue, cadre)

    def _copies(self, cadre: Cadre) -> Iterator[Exemplaire]:
        """The copies to make; one whose condition is unknown counts, and the lack is said."""
        for exemplaire in self.acte.exemplaires:
            why = f"on ne peut pas savoir s'il faut l'exemplaire « {exemplaire.id} »"
            if first_true((exemplaire,), self.vue, cadre, why) is not None:
                yield exemplaire

    def _document(
        self, exemplaire: Exemplaire, element: Element | None, cadre: Cadre, mentions: Mentions
    ) -> DocumentDu:
        vue = self.vue
        remise = self._remise(exemplaire, cadre)
        langue = language_of(vue, exemplaire.id)
        seen = ActeVu(
            *(vue.jour, self.acte.id, self.titre, self.acte.base_legale),
            exemplaire=exemplaire.id,
            destinataire=exemplaire.destinataire,
            emetteur=self.emetteur.autorite if self.emetteur else None,
            emetteur_article=self.emetteur.article if self.emetteur else None,
            remise=remise.mode if remise else None,
            remise_article=remise.article if remise else None,
            langue=langue,
        )
        inside = Cadre({**cadre.valeurs, "acte": seen}, cadre.prefixes)
        due = mentions.due(exemplaire.id, inside)
        usable = [m for m in self.acte.modeles if not m.exemplaires or exemplaire.id in m.exemplaires]
        why = f"on ne peut pas savoir quel modèle suivre pour l'exemplaire « {exemplaire.id} »"
        modele = first_true(usable, vue, inside, why)
        if modele is None:
            vue.say("sans-modele", f"aucun modèle n'est prévu pour l'exemplaire « {exemplaire.id} » à cette date")
        return DocumentDu(
            exemplaire=exemplaire,
            element=element,
            modele=usable[-1] if isinstance(modele, Inconnu) else modele,
            remise=remise,
            mentions=due,
            valeurs=inside.printed(),
            langue=langue,
        )

    def _remise(self, exemplaire: Exemplaire, cadre: Cadre) -> Remise | None:
        if not exemplaire.remise:
            return None
        why = f"on ne peut pas savoir comment remettre l'exemplaire « {exemplaire.id} »"
        found = first_true(exemplaire.remise, self.vue, cadre, why)
        if found is None:
            self.vue.say("sans-remise", f"aucun mode de remise n'est prévu pour l'exemplaire « {exemplaire.id} »")
        return found if isinstance(found, Remise) else None
