"""One file, one step; what has been released is never edited."""
