"""The expressions of acte.yaml: parsed by Jinja's parser, checked against the vocabulary, evaluated in three values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from actes.catalogue.analyse import Analyse
from actes.catalogue.calcul import Lecteur
from actes.catalogue.chemins import AUCUN_PREFIXE, Chemin, CheminFautif, Prefixes, Valeurs, find_chemin
from actes.catalogue.verdict import Inconnu, Verdict
from actes.dossier import Champ
from actes.errors import Constat, DossierRefused, ModeleError
from actes.place import Place
from actes.typographie import typographie


def located(error: DossierRefused, chemins: Iterable[Chemin], prefixes: Prefixes) -> DossierRefused:
    """The same refusal, saying which path of the dossier led to it: the first that the user wrote."""
    chemin = next((chemin.concrete(prefixes) for chemin in chemins if chemin.racine != "acte"), None)
    return DossierRefused(constats=[replace(c, chemin=c.chemin or chemin) for c in error.constats])


@dataclass(frozen=True, slots=True)
class Expression:
    """A value computed from the dossier; `alias` when it is a mere path, which names what it reads."""

    texte: str
    place: Place | None = field(compare=False)
    champ: Champ = field(compare=False, repr=False)
    chemins: tuple[Chemin, ...] = field(compare=False, repr=False)
    lit: Lecteur = field(compare=False, repr=False)
    alias: Chemin | None = field(compare=False, repr=False, default=None)

    def value(self, valeurs: Valeurs, prefixes: Prefixes = AUCUN_PREFIXE) -> object:
        """The value, or the Inconnu that names what is missing."""
        try:
            return self.lit(valeurs, prefixes)
        except DossierRefused as error:
            raise located(error, self.chemins, prefixes) from None


@dataclass(frozen=True, slots=True)
class Condition:
    """A yes/no question put to the dossier. Never called on an untyped text: a typo is an error when it is parsed."""

    texte: str
    place: Place | None = field(compare=False)
    chemins: tuple[Chemin, ...] = field(compare=False, repr=False)
    lit: Lecteur = field(compare=False, repr=False)

    def evaluate(self, valeurs: Valeurs, prefixes: Prefixes = AUCUN_PREFIXE) -> Verdict:
        """True, False, or the Inconnu that names the concrete paths that would settle it."""
        try:
            verdict: Verdict = self.lit(valeurs, prefixes)
        except DossierRefused as error:
            raise located(error, self.chemins, prefixes) from None
        return verdict

    def reads(self, name: str) -> bool:
        """Whether the condition reads this variable."""
        return any(chemin.racine == name for chemin in self.chemins)


@dataclass(frozen=True, slots=True)
class Boucle:
    """`p in sanction.personnes`: a name for each element of a list in turn."""

    variable: str
    chemin: Chemin
    place: Place | None = field(compare=False)

    @property
    def element(self) -> Champ:
        """What the variable is."""
        element = self.chemin.champ.element
        assert element is not None, "checked by parse_boucle"
        return element


def parse_condition(texte: str, portee: Mapping[str, Champ], place: Place | None = None) -> Condition:
    """The condition `texte` over the names of `portee`. Raises ModeleError with everything that is wrong in it."""
    analyse = Analyse(texte, portee)
    terme = analyse.run()
    analyse.require_condition(terme)
    _refuse_faults(analyse, place)
    return Condition(texte, place, terme.chemins, terme.lit)


def parse_expression(texte: str, portee: Mapping[str, Champ], place: Place | None = None) -> Expression:
    """The expression `texte` over the names of `portee`. Raises ModeleError with everything that is wrong in it."""
    analyse = Analyse(texte, portee)
    terme = analyse.run()
    _refuse_faults(analyse, place)
    return Expression(texte, place, terme.champ, terme.chemins, terme.lit, terme.chemin)


def parse_chemin(texte: str, portee: Mapping[str, Champ], place: Place | None = None) -> Chemin:
    """The path `texte`, which must be declared. Raises ModeleError with the nearest one."""
    try:
        return find_chemin(texte, portee)
    except CheminFautif as fault:
        raise _error(fault.message, fault.conseil, place, code="chemin-inconnu") from None


_BOUCLE = re.compile(r"\s*([a-z_][a-z0-9_]*)\s+in\s+(\S+)\s*")


def parse_boucle(texte: str, portee: Mapping[str, Champ], place: Place | None = None) -> Boucle:
    """The loop `variable in chemin`. Raises ModeleError."""
    match = _BOUCLE.fullmatch(texte)
    if not match:
        raise _error(f"« {texte} » n'est pas une boucle", "écrivez « p in sanction.personnes »", place)
    if match[1] in portee:
        raise _error(f"« {match[1]} » est déjà le nom d'autre chose", "choisissez un autre nom de variable", place)
    chemin = parse_chemin(match[2], portee, place)
    if chemin.champ.genre != "liste" or chemin.champ.element is None:
        raise _error(f"« {match[2]} » n'est pas une liste", "on ne parcourt qu'une liste", place)
    return Boucle(match[1], chemin, place)


def _refuse_faults(analyse: Analyse, place: Place | None) -> None:
    if analyse.reproches:
        raise ModeleError(
            constats=[
                Constat(
                    code="chemin-inconnu" if reproche.message.startswith("chemin inconnu") else "expression-invalide",
                    message=typographie(reproche.message),
                    conseil=typographie(reproche.conseil),
                    place=place,
                )
                for reproche in analyse.reproches
            ]
        )


def _error(message: str, conseil: str, place: Place | None, code: str = "expression-invalide") -> ModeleError:
    constat = Constat(code=code, message=typographie(message), conseil=typographie(conseil), place=place)
    return ModeleError(constats=[constat])


__all__ = [
    "Boucle",
    "Condition",
    "Expression",
    "Inconnu",
    "Verdict",
    "parse_boucle",
    "parse_chemin",
    "parse_condition",
    "parse_expression",
]
