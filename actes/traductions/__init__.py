"""What translators work on: the catalogues of the templates, and the texts of a dossier as a table to fill."""
