"""The names of courts, compared as people write them: without accents, case, hyphens nor « tribunal judiciaire de »."""

from __future__ import annotations

import re
import unicodedata

_TRIBUNAL = re.compile(
    r"^(?:(?:tribunal judiciaire|tribunal de grande instance|cour d appel|tj|tgi|ca)(?: de la| de| d| du)? )"
)


def sans_accents(texte: str) -> str:
    """« Évry », « L'Isle-d'Abeau » → « evry », « l isle d abeau »: letters and digits, single spaces."""
    words = texte.casefold().replace("œ", "oe").replace("’", " ")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def ville(juridiction: str) -> str:
    """« tribunal judiciaire de SAINT-OMER » → « saint omer », « Cour d'appel d'Orléans » → « orleans »."""
    return _TRIBUNAL.sub("", sans_accents(juridiction))
