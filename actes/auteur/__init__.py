"""What helps a template author write: the tag of each field, the folder of a new act, the kit to copy from."""

from actes.auteur.ecrits import USUAL, Projet
from actes.auteur.nouvel_acte import check_id, create
from actes.auteur.trousse import Trousse, make_kit, write_kit

__all__ = ["USUAL", "Projet", "Trousse", "check_id", "create", "make_kit", "write_kit"]
