"""The names of courts, compared as people write them: without accents, case, hyphens nor « tribunal judiciaire de »."""

from __future__ import annotations

import re
import unicodedata

_JURIDICTION = re.compile(r"^(?:tribunal judiciaire|tribunal de grande instance|cour d appel|tj|tgi|ca)(?: de| d)? ")
_CONTRACTE = {"du ": "le ", "des ": "les "}  # « tribunal judiciaire du Mans » is that of Le Mans


def sans_accents(texte: str) -> str:
    """« Évry », « L'Isle-d'Abeau » → « evry », « l isle d abeau »: letters and digits, single spaces."""
    words = texte.casefold().replace("œ", "oe").replace("’", " ")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def ville(juridiction: str) -> str:
    """« tribunal judiciaire de SAINT-OMER » → « saint omer », « Cour d'appel d'Orléans » → « orleans »."""
    words = sans_accents(juridiction)
    town = _JURIDICTION.sub("", words)
    contracted = next((short for short in _CONTRACTE if town != words and town.startswith(short)), "")
    return _CONTRACTE.get(contracted, "") + town.removeprefix(contracted)


def meme_ville(une: str, autre: str) -> bool:
    """Whether the first is the other, perhaps with a longer name: « Digne-les-Bains » is Digne."""
    longue, courte = ville(une), ville(autre)
    return longue == courte or longue.startswith(f"{courte} ")
