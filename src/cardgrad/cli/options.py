"""Options that several commands share; light, since every command imports it."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")]
