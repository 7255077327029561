"""`cardgrad quiz`: its subcommands, each the function NAME of `cli/quiz_NAME.py`, loaded when it is called."""

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

# in the order of the help
SUBCOMMANDS = ("new", "make", "show", "key", "report", "take", "enter", "mark", "export")


class Subcommands(TyperGroup):
    """A group that imports `cardgrad.cli.quiz_NAME` when its command NAME is needed."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the subcommands in the order of the help."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return a subcommand, or None for an unknown name."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module = importlib.import_module(f"cardgrad.cli.quiz_{cmd_name}")
        single = typer.Typer(rich_markup_mode=None, add_completion=False)
        single.command()(getattr(module, cmd_name))
        command = typer.main.get_command(single)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a subcommand; its group of known names serves the suggestion for a misspelt one."""
        self.commands = dict.fromkeys(SUBCOMMANDS)  # type: ignore[assignment]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Subcommands, rich_markup_mode=None, add_completion=False, help="Make, print, take and mark quizzes."
)


@app.callback()
def quiz() -> None:
    """Make, print, take and mark quizzes."""
