"""`python -m actes.cli`: the command line without its installed door."""

from actes.cli.groupe import main

if __name__ == "__main__":
    main()
