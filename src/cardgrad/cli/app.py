"""The command tree. Commands are loaded when they are called, so that `study` starts without the others."""

import importlib
from contextlib import ExitStack
from typing import Any

import typer

from cardgrad.cli.group import WholeHelp
from cardgrad.errors import CardgradError

# in the order of the help
COMMANDS = ("study", "practice", "problem", "explain", "due", "undo", "notes", "card", "deck", "quiz", "data", "config")

AT_THE_END = ExitStack()  # what a command opened and is to be closed after it


class Commands(WholeHelp):
    """A group that imports `cardgrad.cli.NAME` when its command NAME is needed."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return a command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"cardgrad.cli.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command; its group of known names serves the suggestion for a misspelt one."""
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an expected failure is one sentence on stderr and its exit code."""
        try:
            with AT_THE_END:
                return super().invoke(ctx)
        except CardgradError as error:
            from cardgrad.cli.telling import tell

            tell(str(error))
            raise typer.Exit(error.exit_code) from error


app = typer.Typer(
    cls=Commands,
    name="cardgrad",
    help="Spaced-repetition flashcards and fresh problems for learning backpropagation.",
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def home(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Show the version and leave."),
    as_json: bool = typer.Option(False, "--json", help="What is due, as one JSON document."),
) -> None:
    """Spaced-repetition flashcards and fresh problems for learning backpropagation."""
    if version:
        from cardgrad import __version__

        print(f"cardgrad {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from cardgrad.cli import home as screen

        screen.show(as_json=as_json)
