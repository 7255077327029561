"""`cardgrad deck schema`: what editors complete and check decks by."""

from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.screen import Screen
from cardgrad.files import write_files


def schema(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it into a file instead.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Print the JSON Schema of deck files, by which editors complete and check them."""
    from cardgrad.decks.schema import schema_text  # pydantic and the table of operations: a fifth of a second

    if output is None:
        print(schema_text(), end="")
    else:
        write_files({output: schema_text().encode()}, force=force)
        Screen().say(f"Wrote {output}: a deck beside it begins with the line")
        Screen().raw(f"  # yaml-language-server: $schema={output.name}")
