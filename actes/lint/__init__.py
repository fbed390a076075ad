"""What an author is told of a template: every mistake, at its place, in French (`actes modeles controler`)."""
