"""The group of commands: found by name, imported late, their errors turned into one exit status."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Any

import click

from actes import __version__
from actes.cli import francais
from actes.errors import ActesError

# command → its one line of help; the command itself is imported only when it is called (a test compares the lines).
COMMANDES = {
    "apercu": "Montre l’acte tel qu’il sera, à chaque enregistrement du modèle.",
    "catalogue": "Présente les actes, leurs mentions, leurs articles et leurs dates.",
    "creneaux": "Propose les rendez-vous d’après les créneaux que donnent les services.",
    "delais": "Calcule les délais d’un dossier, les explique, et les met à l’agenda.",
    "evolutions": "Dit ce qui change dans les actes entre deux dates.",
    "generer": "Produit les actes que demandent les dossiers.",
    "lot": "Produit les actes de nombreux dossiers, la nuit, sans surveillance.",
    "modeles": "Crée, contrôle, compare et explique les modèles des actes.",
    "nouveau": "Écrit le canevas commenté d’un dossier pour un acte.",
    "proposer": "Dit quels actes sont dus, pourquoi et pour quand.",
    "registre": "Dit ce qui a été produit, ce que c’est devenu, et si le registre est entier.",
    "rejouer": "Refait un acte du registre et dit s’il est identique, ou ce qui a changé.",
    "schema": "Écrit le schéma JSON des dossiers, pour les éditeurs.",
    "traductions": "Fait traduire les textes d’un dossier, et suit les catalogues des langues.",
    "valider": "Vérifie les dossiers sans rien produire.",
    "verifier": "Dit quelles mentions portent encore des documents déjà produits.",
}

BUG = 70


class Commandes(click.Group):
    """The commands of the program; one place turns the error family into an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDES:
            return None
        module = importlib.import_module(f"actes.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commandes"):
            formatter.write_dl(list(COMMANDES.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ActesError as error:
            for constat in error.constats:
                click.echo(str(constat), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("Interrompu.", err=True)
            ctx.exit(130)


@click.group(
    cls=Commandes,
    subcommand_metavar="COMMANDE…",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(
    __version__, prog_name="actes", message="%(prog)s %(version)s", help="Affiche la version et s’arrête."
)
@click.option("--debug", is_flag=True, help="En cas de défaut du programme, affiche la trace complète.")
@click.pass_context
def actes(ctx: click.Context, debug: bool) -> None:
    """Produit les actes écrits de l’exécution des peines, vérifiés mention par mention.

    Un dossier (YAML) et un acte du catalogue donnent un document Word prêt à signer. Pour commencer\u00a0:
    « actes catalogue », puis « actes nouveau IDENTIFIANT > dossier.yaml ».
    """
    ctx.meta["debug"] = debug


def main() -> None:
    """Run the command line; a bug says so, without a traceback unless asked for."""
    francais.install()
    try:
        actes(prog_name="actes")
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()
        sys.exit(130)
    except OSError as error:
        from actes.deliver import trouble

        sys.stderr.write(f"{trouble(error)}\n")
        sys.exit(4)
    except MemoryError:
        sys.stderr.write("la mémoire manque — fermez d’autres programmes, puis relancez la même commande\n")
        sys.exit(4)
    except Exception as error:
        if "--debug" in sys.argv:
            traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}:{place.lineno}"
        click.echo(
            f"actes a rencontré un défaut de sa part ({type(error).__name__}, {where}). Rien n’a été écrit à moitié. "
            "Recommencez avec « actes --debug … » et transmettez la trace à l’équipe du programme.",
            err=True,
        )
        sys.exit(BUG)
