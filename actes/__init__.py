"""The written acts of the execution of criminal sentences: from a dossier to an act ready to sign."""

__version__ = "0.4.0"
