"""The command line's door in a checkout: `python cli.py …` does what the installed `actes` does."""

from actes.cli import main

if __name__ == "__main__":
    main()
