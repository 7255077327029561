"""A group of subcommands, each loaded when it is called: NAME of the group `deck` is in `cli/deck_NAME.py`."""

import importlib
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

_LONGEST = 400  # characters of a sentence


class WholeHelp(TyperGroup):
    """A group whose help says of each command the whole of its first sentence, over as many lines as that takes."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(_LONGEST)) for name, command in found if command])


def group(name: str, subcommands: Sequence[str], about: str) -> typer.Typer:
    """Return a group of subcommands in the order of its help.

    The function of `deck show` is `deck_show.show`; of one whose name Python has taken, `deck_list.list_`.
    """

    class Subcommands(WholeHelp):
        """The group."""

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
            """Return the subcommands in the order of the help."""
            return list(subcommands)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
            """Return a subcommand, or None for an unknown name."""
            if cmd_name not in subcommands:
                return None
            module = importlib.import_module(f"cardgrad.cli.{name}_{cmd_name}")
            single = typer.Typer(rich_markup_mode=None, add_completion=False)
            single.command()(getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_"))
            command = typer.main.get_command(single)
            command.name = cmd_name
            return command

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            """Find a subcommand; its group of known names serves the suggestion for a misspelt one."""
            self.commands = dict.fromkeys(subcommands)  # type: ignore[assignment]
            return super().resolve_command(ctx, args)

    app = typer.Typer(cls=Subcommands, rich_markup_mode=None, add_completion=False, help=about)
    app.callback(help=about)(lambda: None)
    return app
