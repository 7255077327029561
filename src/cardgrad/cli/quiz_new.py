"""`cardgrad quiz new`: a quiz file to begin with."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.screen import Screen
from cardgrad.errors import UsageError
from cardgrad.files import write_files
from cardgrad.quizzes.starter import starter


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The quiz's name; its file is NAME.yaml.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a quiz file with comments, which works as it is."""
    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    if not path.stem or not path.stem.replace("-", "").replace("_", "").isalnum():
        raise UsageError(f"{name!r} is no name for a quiz: write letters, digits and hyphens, as in week-3.")
    seed = 10_000 + secrets.randbelow(90_000)
    write_files({path: starter(path.stem, seed).encode()}, force=force)
    screen = Screen()
    screen.say(f"Wrote {path}: change what you like, then")
    screen.raw(f"  cardgrad quiz make {path}")
