"""docx in, docx out: prepare, compile, render, read back. Knows no law and no dossier."""

from actes.rendu.compiled import Modele, compile_modele
from actes.rendu.environnement import environment
from actes.rendu.prepare import prepare_modele

__all__ = ["Modele", "compile_modele", "environment", "prepare_modele"]
