"""The command line: the only place that prints, prompts or exits."""


def main() -> None:
    """Run `cardgrad`."""
    from cardgrad.cli.app import app

    app()
