"""Writing an appointment into a dossier without touching anything else of its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actes.creneaux.retouche import Heure, Jour, RetoucheImpossible, completed
from actes.dossier.creneaux import Creneau
from actes.dossier.lieux import RendezVous
from actes.dossier.texte import split_documents
from actes.errors import DossierRefused
from actes.place import Place
from actes.typographie import typographie

BOM = b"\xef\xbb\xbf"
SANS_ANCRE = "écrivez un créneau par ligne sous « {} », sans ancre ni alias"


def with_appointment(content: bytes, fichier: str, rang: int, name: str, creneau: Creneau) -> bytes:
    """The bytes of a dossier file whose `rang`-th document has this slot under `convocation.<name>`.

    What the document already says of the appointment is kept, and so is every other byte. Raises DossierRefused, and
    changes nothing, when that cannot be.
    """

    def change(text: str) -> str:
        document = split_documents(text)[rang]
        end = document.debut + len(document.texte)
        written = completed(document.texte, ("convocation", name), as_written(creneau))
        return text[: document.debut] + written + text[end:]

    advice = f"inscrivez vous-même le rendez-vous sous « convocation.{name} »"
    return changed(content, change, refusal(fichier, advice))


def as_written(creneau: Creneau) -> dict[str, Any]:
    """The slot as a dossier writes it, field by field."""
    written: dict[str, Any] = {}
    for key in RendezVous.model_fields:
        value = getattr(creneau, key)
        if key == "date" and value is not None:
            written[key] = Jour(value.isoformat())
        elif key == "heure" and value is not None:
            written[key] = Heure(value.strftime("%H:%M"))
        elif key == "adresse" and value is not None:
            written[key] = value.model_dump(exclude_none=True)
        elif value is not None:
            written[key] = value
    return written


def changed(content: bytes, change: Callable[[str], str], otherwise: DossierRefused) -> bytes:
    """The file after a change of its text; its mark of UTF-8 is kept."""
    try:
        text = change(content.removeprefix(BOM).decode())
    except RetoucheImpossible:
        raise otherwise from None
    return (BOM if content.startswith(BOM) else b"") + text.encode()


def refusal(fichier: str, advice: str) -> DossierRefused:
    """What to say of a file that is left alone, for nothing can be added to it safely."""
    message = "l'écriture de ce fichier ne permet pas de le compléter sans toucher au reste : rien n'y est changé"
    return DossierRefused(typographie(message), Place(fichier), conseil=typographie(advice))
