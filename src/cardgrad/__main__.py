"""`python -m cardgrad`."""

from cardgrad.cli import main

main()
