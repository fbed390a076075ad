"""The author's preview: the act as it will be, at each save, in a page served to this machine alone."""
