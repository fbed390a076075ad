"""One preview, without a server: what is chosen, the files as they stand → the act, and why there is none."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actes.apercu.dossiers import DossierLu
from actes.apercu.faits import Faits
from actes.apercu.lignes import Provenance
from actes.apercu.magasin import Magasin, Prevu, Traceur
from actes.apercu.projet import Choix, Projet
from actes.apercu.relecture import Epreuve, Relecture
from actes.apercu.seul import values_alone
from actes.apercu.vue import Page, Vue
from actes.catalogue import Acte
from actes.errors import ActesError, DossierRefused, LectureError, is_blocked
from actes.generate import Demande
from actes.produce import produce, prove, template_values
from actes.rendu.provenance import without_traces
from actes.validation import DocumentDu, Examen

GARDEES = 24  # acts kept ready, and last good ones


class Seance:
    """A preview open on a project; safe to ask from several threads."""

    def __init__(self, projet: Projet):
        self.projet = projet
        self.magasin = Magasin(projet)
        self.relecture = Relecture()
        self._lock = threading.Lock()
        self._good: OrderedDict[Choix, Vue] = OrderedDict()

    def look(self, choix: Choix) -> Vue:
        """The act for this choice, as the files stand now; never raises for what an author may have done."""
        with self._lock:
            return _Regard(self, choix).run()

    def exact(self, vue: Vue) -> bytes:
        """The document itself, as `generer` writes it; of one that is out of date, the same pages.

        Raises ModeleError, LectureError if the files have changed for worse meanwhile.
        """
        page = vue.page
        assert page is not None, "asked of a view that shows something"
        if vue.perime:
            return without_traces(page.reperes)
        with self._lock:
            if page.examen is None or page.du is None or page.du.modele is None:
                assert vue.modele is not None, "a document of no act has a file"
                return self.magasin.compile(vue.modele, page.brouillon).render(page.faits.valeurs)
            loader = self.magasin.modeles(page.examen.acte, page.du.modele.fichier)
            alone = replace(page.examen, documents=(page.du,))
            documents = produce(alone, page.faits.dossier.lecture, loader, brouillon=page.brouillon)
            return next(documents).contenu

    def proofread(self, epreuve: Epreuve) -> bool:
        """Have a template read over by the linter, at length; whether there is something new to say."""
        with self._lock:
            atelier = self.magasin.atelier()
        return self.relecture.read(epreuve, self.magasin.fragment, atelier)

    def keep(self, asked: Choix, vue: Vue) -> None:
        """Remember the last good view of a choice, as it was asked for and as it was understood."""
        for choix in (asked, vue.choix):
            self._good[choix] = vue
            self._good.move_to_end(choix)
        while len(self._good) > GARDEES:
            self._good.popitem(last=False)

    def last_good(self, *choices: Choix) -> Vue | None:
        """The last good view of the first of these choices that had one."""
        return next((self._good[choix] for choix in choices if choix in self._good), None)


class _Regard:
    """One look at the project."""

    def __init__(self, seance: Seance, choix: Choix):
        self.seance, self.projet, self.magasin = seance, seance.projet, seance.magasin
        self.asked, self.vue = choix, Vue(choix)

    def run(self) -> Vue:
        vue = self.vue
        try:
            self._read()
            self._examine()
            self._make()
        except ActesError as error:
            vue.blame(error)
            vue.erreur = _first_line(error)
        self._proofread()
        if vue.page is not None:
            self.seance.keep(self.asked, vue)
        elif good := self.seance.last_good(vue.choix, self.asked):
            vue.take_over(good)
        else:
            self._make_draft()
        return vue

    def _timed(self, name: str, start: float) -> None:
        self.vue.temps[name] = round((time.perf_counter() - start) * 1000, 1)

    def _read(self) -> None:
        """The act and the dossier."""
        start, vue = time.perf_counter(), self.vue
        atelier = self.magasin.atelier()
        if not self.projet.seul:
            vue.choix = replace(vue.choix, acte=self._acte_id(vue.choix.acte, atelier.catalogue.ids))
            vue.acte = atelier.catalogue.acte(vue.choix.acte)
        vue.origines = self.magasin.origines(vue.acte)
        chosen = next((o for o in vue.origines if o.cle == vue.choix.dossier), None)
        chosen = chosen or next((o for o in vue.origines if o.pour_acte), None) or next(iter(vue.origines), None)
        if chosen is None:
            raise LectureError(
                "aucun dossier à montrer",
                vue.acte.place if vue.acte else None,
                conseil="ajoutez exemple.yaml à l’acte, ou donnez un dossier par --dossier",
            )
        vue.choix = replace(vue.choix, dossier=chosen.cle)
        vue.lu = self.magasin.dossier(chosen)
        vue.constats += [vue.lu.placed(constat) for constat in vue.lu.lecture.constats]
        self._timed("lecture_ms", start)

    def _acte_id(self, wanted: str, known: Sequence[str]) -> str:
        wanted = wanted or self.projet.acte or next(iter(known), "")
        return wanted if wanted in known or wanted == self.projet.acte else next(iter(known), wanted)

    def _examine(self) -> None:
        """Gate 1, on the day chosen; then the copy and the element."""
        vue = self.vue
        if vue.acte is None or vue.lu is None or vue.lu.lecture.dossier is None:
            return
        lecture = vue.lu.lecture
        vue.date_dossier = vue.lu.lecture.dossier.date_acte
        if vue.choix.date is None:
            vue.choix = replace(vue.choix, date=self._day_of_template(vue.acte, vue.date_dossier))
        if vue.choix.date is not None:
            lecture = replace(lecture, dossier=vue.lu.lecture.dossier.model_copy(update={"date_acte": vue.choix.date}))
        demande = self._demande(vue.choix.brouillon)
        vue.examen = examen = self.magasin.atelier().examine(lecture, vue.acte.id, demande)
        vue.lu = replace(vue.lu, lecture=lecture)
        vue.constats += [vue.lu.placed(constat) for constat in examen.constats]
        vue.du = self._chosen(examen.documents)
        if vue.du is not None:
            element = str(vue.du.element.rang + 1) if vue.du.element else ""
            vue.choix = replace(vue.choix, exemplaire=vue.du.exemplaire.id, element=element)
            vue.modele = vue.du.modele.fichier if vue.du.modele else None

    def _day_of_template(self, acte: Acte, jour: date | None) -> date | None:
        """A day on which the template asked for is in use, when it is not on the day of the dossier."""
        asked = [m for m in acte.modeles if self.projet.modele and m.fichier.resolve() == self.projet.modele]
        periods = [modele.en_vigueur.acte for modele in asked]
        if not periods or any(p is None or (jour or self.projet.aujourdhui) in p for p in periods):
            return None
        return next(p.au or p.du for p in periods if p)

    def _demande(self, brouillon: bool) -> Demande:
        return Demande(aujourdhui=self.projet.aujourdhui, brouillon=brouillon, langue=self.vue.choix.langue or None)

    def _proofread(self) -> None:
        """Add what the linter knows of the template; what gate 2 said without a place gives way to it."""
        vue = self.vue
        if vue.modele is None:
            return
        dated = vue.du.modele if vue.du else None
        epreuve = Epreuve(vue.modele, self.magasin.state_of_template(vue.modele), vue.acte, dated)
        known = self.seance.relecture.known(epreuve)
        if known is None:
            vue.epreuve = epreuve
        elif is_blocked(known):
            ours = str(vue.modele)
            kept = [c for c in vue.constats if not (c.place and c.place.fichier.startswith(ours))]
            vue.constats = [*kept, *known]
        else:
            vue.constats += known
        vue.situes = frozenset(known or ())

    def _chosen(self, documents: Sequence[DocumentDu]) -> DocumentDu | None:
        """The document of the copy and the element asked for; by default, one of the template asked for."""
        wanted = self.vue.choix
        asked = self.projet.modele
        ours = [d for d in documents if d.modele and asked and d.modele.fichier.resolve() == asked]
        found = [d for d in documents if d.exemplaire.id == wanted.exemplaire] or ours or documents
        ranked = [d for d in found if d.element and str(d.element.rang + 1) == wanted.element]
        return next(iter(ranked or found), None)

    def _make(self) -> None:
        """The document, if gate 1 lets it through."""
        start, vue = time.perf_counter(), self.vue
        if self.projet.seul:
            self._make_alone()
        elif vue.examen is None or vue.lu is None or vue.lu.lecture.dossier is None:
            vue.erreur = "le dossier ne peut pas être lu"
        elif vue.du is None:
            vue.erreur = "l’acte n’est pas à établir"
        else:
            if vue.du.modele is not None:  # gate 2 speaks even when gate 1 refuses
                self._traceur(vue.examen, vue.du, vue.choix.brouillon)
            self._timed("modele_ms", start)
            if vue.examen.bloque:
                vue.erreur = "l’acte est refusé"
            else:
                vue.page = self._page(vue.examen, vue.du, vue.lu, vue.choix.brouillon)
        self._timed("rendu_ms", start)

    def _make_draft(self) -> None:
        """What the refused act would look like: a draft, for want of a good one."""
        vue = self.vue
        if self.projet.seul:
            self._draft_alone()
            return
        if vue.du is None or vue.du.modele is None or vue.examen is None or vue.lu is None or not vue.examen.bloque:
            return
        try:
            examen = self.magasin.atelier().examine(vue.lu.lecture, vue.examen.acte.id, self._demande(brouillon=True))
            du = self._chosen(examen.documents)
            if du is not None and du.modele is not None:
                vue.page, vue.perime = self._page(examen, du, vue.lu, brouillon=True), True
                vue.repli = "refus" if examen.bloque else "brouillon"
        except ActesError as error:
            vue.blame(error)

    def _traceur(self, examen: Examen, du: DocumentDu, brouillon: bool) -> Traceur:
        assert du.modele is not None, "asked for a document that has a template"
        return self.magasin.traceur(du.modele.fichier, brouillon, Prevu(examen.acte, du.modele, du.langue))

    def _page(self, examen: Examen, du: DocumentDu, lu: DossierLu, brouillon: bool) -> Page:
        """The document that says where its texts come from, with the proof that it carries what it owes."""
        traceur = self._traceur(examen, du, brouillon)
        prefixes = prefixes_of(examen.acte, du)
        traced = traceur.modele.run(template_values(examen, du), prefixes)
        for _ in prove(examen, du, traced.marques, traceur.textes):
            pass
        provenance = Provenance(traced, traceur.ancrage.endroits, traceur.modele.fichier)
        return Page(traced.contenu, provenance, Faits(examen.acte, lu, du.valeurs, prefixes), brouillon, examen, du)

    def _make_alone(self) -> None:
        """A document of no act, with the first dossier that has what it prints, unless one was chosen."""
        vue = self.vue
        vue.modele = self.projet.modele
        refusals: list[ActesError] = []
        for origine in [] if self.asked.dossier else vue.origines:
            try:
                self._fill_alone(self.magasin.dossier(origine), vue.choix.brouillon)
            except ActesError as error:
                refusals.append(error)
            else:
                vue.choix = replace(vue.choix, dossier=origine.cle)
                return
        if refusals:
            raise refusals[0]
        assert vue.lu is not None, "without a dossier one stops before"
        self._fill_alone(vue.lu, vue.choix.brouillon)

    def _draft_alone(self) -> None:
        """A template taken out of its act reads what its `acte.yaml` computes: shown with blanks in their place."""
        vue = self.vue
        if vue.lu is None or vue.modele is None:
            return
        with contextlib.suppress(ActesError):  # told already, as it is without a draft
            self._fill_alone(vue.lu, brouillon=True)
            vue.perime, vue.repli = True, "brouillon"

    def _fill_alone(self, lu: DossierLu, brouillon: bool) -> None:
        vue, path, dossier = self.vue, self.projet.modele, lu.lecture.dossier
        assert path is not None, "a document alone is asked for by its path"
        if dossier is None:
            raise DossierRefused(constats=[lu.placed(constat) for constat in lu.lecture.constats])
        values = values_alone(dossier, vue.choix.date or dossier.date_acte or self.projet.aujourdhui)
        traceur = self.magasin.traceur(path, brouillon)
        unknown = dict.fromkeys(traceur.modele.noms - values.keys()) if brouillon else {}
        provenance = Provenance(traceur.modele.run(values | unknown, {}), traceur.ancrage.endroits, str(path))
        faits = Faits(None, lu, values, {})
        vue.lu, vue.page = lu, Page(provenance.acte.contenu, provenance, faits, brouillon)


def prefixes_of(acte: Acte, du: DocumentDu) -> dict[str, str]:
    """What the names of a document stand for in the dossier."""
    prefixes = {acte.par.variable: du.element.chemin} if acte.par and du.element else {}
    for calcul in acte.calculs:
        if calcul.expression.alias:
            prefixes[calcul.nom] = calcul.expression.alias.concrete(prefixes)
    return prefixes


def _first_line(error: ActesError) -> str:
    return error.constats[0].message if error.constats else str(error)
