"""What holds in every dossier from which an act is produced: its mentions, its rules, its copies, its vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actes.catalogue import Acte
from actes.catalogue.acte import Calcul, Emetteur, Mention, ModeleDate, Remise
from actes.catalogue.chemins import Chemin
from actes.catalogue.expressions import Boucle, Condition
from actes.catalogue.terme import parse
from actes.dossier import Champ
from actes.droit import EnVigueur
from actes.droit.periodes import Periode
from actes.errors import Gravite
from actes.lint.formules import Traduction
from actes.lint.logique import ABSENT, Atome, Compose, Contrainte, Formule, et, non, ou
from actes.lint.typage import Portee

_AXES = ("acte", "condamnation", "ecrou")


class Faits:
    """The facts of one act, as seen from one of its templates."""

    def __init__(self, acte: Acte, modele: ModeleDate, noms: dict[str, Champ]):
        self.acte, self.modele, self.noms = acte, modele, noms
        self.traduction = Traduction(_written_out(acte, modele))
        self.toujours = list(self._always())

    def of_mention(self, ident: str) -> Iterator[Contrainte]:
        """What holds where the mark of this mention is printed."""
        found = [mention for mention in self.acte.mentions if mention.id == ident]
        due = [self._due(mention) for mention in found]
        if due:
            formule = due[0] if len(due) == 1 else ou(*due)
            conditions = " ou ".join(dict.fromkeys(m.si.texte for m in found if m.si)) or "toujours"
            yield Contrainte(formule, raison=f"la mention « {ident} » n'est due que si « {conditions} »")

    def vocabulary(self) -> Iterator[Contrainte]:
        """What the vocabulary itself says of the paths now known: a field is in its group, and in its variant."""
        known = self.traduction.variables
        for name in list(known):
            above = name.rpartition(".")[0]
            while above and not name.startswith("?"):
                owner = above.removesuffix("[]")
                if owner in known:
                    yield Contrainte(ou(_absent(name), non(_absent(owner))))
                if f"{above}.type" in known and f"{above}.type" != name:
                    yield from self._variant(above, name[len(above) + 1 :].split(".")[0], name)
                above = above.rpartition(".")[0]

    def _variant(self, owner: str, field: str, name: str) -> Iterator[Contrainte]:
        champ = self._champ(owner)
        if champ is None or not champ.variantes:
            return
        types = tuple(key for key, variant in champ.variantes.items() if field in variant.enfants)
        if types and len(types) < len(champ.variantes):
            holds = Atome(f"{owner}.type", lambda value: value in types, str(types))
            raison = f"« {field} » n'existe que si « type » est {' ou '.join(types)}"
            yield Contrainte(ou(_absent(name), holds), raison=raison)

    def _champ(self, texte: str) -> Champ | None:
        steps = texte.replace("[]", ".[]").split(".")
        champ = self.noms.get(steps[0])
        for step in steps[1:]:
            if champ is None:
                return None
            champ = champ.element if step == "[]" else champ.enfants.get(step)
        return champ

    def _always(self) -> Iterator[Contrainte]:
        yield from self._copies()
        for mention in self.acte.mentions:
            blocking = mention.gravite is Gravite.BLOQUANTE and mention.pour is None
            if blocking and covers(mention.en_vigueur, self.acte, self.modele):
                yield from self._demanded(mention)
        for regle in self.acte.regles:
            blocking = regle.gravite is Gravite.BLOQUANTE and not regle.derogation and regle.pour is None
            if blocking and covers(regle.en_vigueur, self.acte, self.modele):
                formule = self._formula(regle.condition)
                if regle.si is not None:
                    formule = ou(non(self._formula(regle.si)), formule)
                yield Contrainte(formule, raison=f"la règle « {regle.id} » de l'acte ({regle.article})")

    def _demanded(self, mention: Mention) -> Iterator[Contrainte]:
        """A mention that blocks: its condition is known, and what it demands is there when it is due."""
        here = self._in_copies(mention.exemplaires)
        if mention.si is not None:
            known = Compose("connu", (self._formula(mention.si),))
            yield Contrainte(ou(non(here), known), raison=f"la condition de la mention « {mention.id} »", leve=True)
        if mention.selon_copie:
            return
        due = self._due(mention)
        for path in mention.exige:
            yield self._given(mention, due, [path])
        if mention.exige_un:
            yield self._given(mention, due, list(mention.exige_un))

    def _given(self, mention: Mention, due: Formule, paths: list[Chemin]) -> Contrainte:
        present = [self.traduction.present(path.texte, path.champ) for path in paths]
        words = " ou ".join(f"« {path.texte} »" for path in paths)
        formule = ou(non(Compose("vrai", (due,))), ou(*present))
        return Contrainte(formule, raison=f"la mention « {mention.id} » exige {words}", leve=True)

    def _due(self, mention: Mention) -> Formule:
        here = self._in_copies(mention.exemplaires)
        if mention.si is None:
            return here
        return et(here, self._formula(mention.si, mention.pour))

    def _in_copies(self, copies: tuple[str, ...]) -> Formule:
        return self.traduction.is_one_of("acte.exemplaire", self._champ("acte.exemplaire"), copies) if copies else True

    def _formula(self, condition: Condition, pour: Boucle | None = None) -> Formule:
        portee = Portee(self.noms)
        if pour is not None:
            portee = Portee(self.noms, {pour.variable: pour.element}, {pour.variable: f"{pour.chemin.texte}[]"})
        return self.traduction.condition(parse(condition.texte), portee, acte=True)

    def _copies(self) -> Iterator[Contrainte]:
        """The copies that this template prints, each with its condition, its delivery; the issuer."""
        copies = self.modele.exemplaires or tuple(copy.id for copy in self.acte.exemplaires)
        if copies:
            yield Contrainte(self._in_copies(copies), raison="ce modèle n'imprime que " + ", ".join(copies))
        for exemplaire in self.acte.exemplaires:
            here = self._in_copies((exemplaire.id,))
            if exemplaire.si is not None:
                formule = ou(non(here), self._formula(exemplaire.si))
                yield Contrainte(
                    formule, raison=f"l'exemplaire « {exemplaire.id} » n'est établi que si « {exemplaire.si.texte} »"
                )
            if exemplaire.remise:
                formule = ou(non(here), self._chosen("acte.remise", exemplaire.remise))
                yield Contrainte(formule, raison=f"la remise de l'exemplaire « {exemplaire.id} »")
        if self.acte.emetteurs:
            yield Contrainte(self._chosen("acte.emetteur", self.acte.emetteurs), raison="l'émetteur de l'acte")
        if self.modele.si is not None:
            yield Contrainte(self._formula(self.modele.si), raison="ce modèle n'est employé que si cela est vrai")

    def _chosen(self, path: str, lines: tuple[Remise, ...] | tuple[Emetteur, ...]) -> Formule:
        """A name given by the first true line: it is that of one line whose condition holds."""
        named = []
        for line in lines:
            name = line.mode if isinstance(line, Remise) else line.autorite
            is_it = self.traduction.is_one_of(path, self._champ(path), (name,))
            named.append(is_it if line.si is None else et(is_it, self._formula(line.si)))
        return ou(*named)


def _absent(name: str) -> Formule:
    return Atome(name, lambda value: value == ABSENT, "absent")


def _written_out(acte: Acte, modele: ModeleDate) -> dict[str, Calcul]:
    """The sums that have one wording for all the days of this template."""
    found: dict[str, list[Calcul]] = {}
    for calcul in acte.calculs:
        found.setdefault(calcul.nom, []).append(calcul)
    return {nom: each[0] for nom, each in found.items() if len(each) == 1 and covers(each[0].en_vigueur, acte, modele)}


def covers(wide: EnVigueur, acte: Acte, modele: ModeleDate) -> bool:
    """Whether an entry holds on every day on which this template may be printed."""
    if wide.plancher:
        return False
    for axis in _AXES:
        periode: Periode | None = getattr(wide, axis)
        if periode is None:
            continue
        narrow = [getattr(each, axis) for each in (acte.en_vigueur, modele.en_vigueur) if not each.plancher]
        if not any(each is not None and _within(each, periode) for each in narrow):
            return False
    return True


def _within(narrow: Periode, wide: Periode) -> bool:
    starts = (wide.du or date.min) <= (narrow.du or date.min)
    return starts and (narrow.au or date.max) <= (wide.au or date.max)
