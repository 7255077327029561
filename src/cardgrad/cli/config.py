"""`cardgrad config`: the settings."""

from typing import Annotated

import typer

from cardgrad.cli.context import data_folder
from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json, print_table
from cardgrad.cli.screen import Screen
from cardgrad.cli.settings import FILE_NAME, SETTINGS, stated_settings, write_setting

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, invoke_without_command=True, help="Show and change the settings."
)


@app.callback()
def config(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show and change the settings."""
    if ctx.invoked_subcommand is not None:
        return
    home = data_folder()
    stated = stated_settings(home)
    if as_json:
        print_json(stated)
        return
    screen = Screen()
    rows = [(name, value, SETTINGS[name].meaning) for name, value in stated.items()]
    print_table(screen, ("Setting", "Value", "Meaning"), rows)
    screen.say(f"\nKept in {home / FILE_NAME}; change one with: cardgrad config set NAME VALUE", "dim")


@app.command("set")
def change(
    name: Annotated[str, typer.Argument(help="The setting's name.")],
    value: Annotated[str, typer.Argument(help="What it shall be.")],
) -> None:
    """Change one setting."""
    write_setting(data_folder(), name, value)
    screen = Screen()
    screen.line(f"{name} is now {value}.")
    if name == "decks" and not (data_folder() / value).is_dir():
        screen.line(f"There is no folder {data_folder() / value} yet: make it, and put decks into it.")
