"""What is said of victims: one document for each, none to the one who refused, and an address kept from the convict."""

from __future__ import annotations

from typing import Any

import pytest

from actes.produce import Document
from actes.rendu.garde import open_docx
from tests import exemples

RUES = ("1 rue de la Première", "2 rue de la Deuxième", "3 rue de la Troisième")
NOMS = ("Albaret", "Bonnefoy", "Castelnau")
CONFIDENTIELS = (  # the letters to victims, with whom the law lets refuse them (D49-68, D49-70 to D49-72)
    "avis-victime-interdiction",
    "information-victime-execution",
    "information-victime-liberation",
    "information-victime-observations",
)


def victim(rang: int, comme: dict[str, Any], **changes: str) -> dict[str, Any]:
    """A victim like this one, with a name and an address of their own."""
    adresse = {"voie": RUES[rang], "code_postal": "75001", "ville": "Paris"}
    return {**comme, "nom": NOMS[rang], "adresse": adresse, "adresse_confidentielle": "oui", **changes}


def words(document: Document) -> str:
    return "".join(part.decode() for part in open_docx(document.contenu).values() if part[:5] == b"<?xml")


@pytest.mark.parametrize("acte_id", CONFIDENTIELS)
def test_each_victim_has_a_letter_that_names_no_other(acte_id: str) -> None:
    acte = exemples.act(acte_id)
    data = exemples.example(acte)
    (first,) = data["victimes"]
    data["victimes"] = [victim(0, first), victim(1, first, refus_information="oui"), victim(2, first)]
    for document in exemples.documents(acte, exemples.read(data)):
        text = words(document)
        named = [nom for nom in NOMS if nom in text]
        assert len(named) == 1, document.nom
        assert named != ["Bonnefoy"], "a victim who refused to be informed (D49-72)"
        assert not [rue for nom, rue in zip(NOMS, RUES, strict=True) if rue in text and [nom] != named]


@pytest.mark.parametrize("acte_id", CONFIDENTIELS)
@pytest.mark.parametrize("confidentielle", ["oui", None])
def test_the_address_of_a_victim_stands_on_their_own_copy_alone(acte_id: str, confidentielle: str | None) -> None:
    acte = exemples.act(acte_id)
    data = exemples.example(acte)
    data["victimes"] = [victim(0, data["victimes"][0])]
    if confidentielle is None:
        del data["victimes"][0]["adresse_confidentielle"]
    for document in exemples.documents(acte, exemples.read(data)):
        assert (RUES[0] in words(document)) == (document.exemplaire == "victime"), document.nom


def for_the_convict(acte_id: str) -> bool:
    """Whether some copy of an act is for the convicted person."""
    return any("condamné" in (exemplaire.destinataire or "") for exemplaire in exemples.act(acte_id).exemplaires)


@pytest.mark.parametrize("acte_id", [acte_id for acte_id in exemples.act_ids() if for_the_convict(acte_id)])
def test_no_copy_for_the_convict_bears_the_address_of_a_victim(acte_id: str) -> None:
    """D49-67 al. 3."""
    acte = exemples.act(acte_id)
    data = exemples.example(acte)
    data["victimes"] = [victim(0, (data.get("victimes") or [{}])[0])]
    for document in exemples.documents(acte, exemples.read(data)):
        assert RUES[0] not in words(document), document.nom
