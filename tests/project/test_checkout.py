"""What holds for the checkout itself: imports, start-up, help, sizes, and that it stands alone."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from cardgrad.cli.app import app

ROOT = Path(__file__).parents[2]
HEAVY = ["pydantic", "yaml", "sympy", "typst", "numpy", "rich.markdown", "markdown_it", "platformdirs"]
LONGEST = 400


def sources() -> list[Path]:
    return [path for folder in ("src", "quizgen", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]


def texts() -> list[Path]:
    """Every file of the project but what tools have made."""
    folders = [ROOT / name for name in ("src", "quizgen", "cards", "tests", "benchmarks", "docs", ".ci")]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return [*found, *(path for path in ROOT.iterdir() if path.suffix in (".md", ".toml"))]


def test_imports_point_one_way() -> None:
    program = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("command", "keys"), [("study", "\n4\n1\n\n2\n\n1\n\n"), ("due", ""), ("", "")])
def test_a_start_with_unchanged_decks_loads_nothing_heavy(command: str, keys: str) -> None:
    program = [sys.executable, "-m", "cardgrad", "due"]
    subprocess.run(program, capture_output=True, check=True)  # now the index knows the decks
    code = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print(*[name for name in {HEAVY} if name in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['cardgrad', *{command.split()}]\n"
        "from cardgrad.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], input=keys, capture_output=True, text=True, check=True)
    assert done.stdout
    assert done.stderr == "\n"


DRILL = "{id: a, graph: f = x * y, given: {x: int 2..9, y: int 2..9}, ask: df/dx, prompt: 'At {x} and {y}?'}"


@pytest.mark.parametrize(
    ("card", "shown", "left_alone"),
    [
        ("{id: a, front: Is it so?, back: A}", "Is it so?", ["quizgen.problem"]),
        (DRILL, "∂f/∂x:", ["quizgen.answers", "quizgen.judging", "quizgen.diagnosis"]),
    ],
)
def test_a_question_is_asked_without_what_comes_after_it(
    card: str, shown: str, left_alone: list[str], tmp_path: Path
) -> None:
    (tmp_path / "my.yaml").write_text(f"deck: my\ncards:\n  - {card}\n")
    study = "sys.argv = ['cardgrad', 'study', 'my.yaml']; from cardgrad.cli import main; main()"
    loaded = f"[name for name in {left_alone} if name in sys.modules]"
    code = f"import sys, atexit; atexit.register(lambda: print({loaded}, file=sys.stderr)); {study}"
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=tmp_path, input="\n", capture_output=True, text=True)
        for _ in range(2)
    ]
    assert shown in runs[1].stdout
    assert runs[1].stderr.splitlines()[-1] == "[]"


def commands() -> list[tuple[str, Any]]:
    """Every command with its path, such as `card show`."""
    group: Any = typer.main.get_command(app)
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[tuple[str, ...], Any]] = [((), group)]
    while waiting:
        path, command = waiting.pop()
        found.append((" ".join(path), command))
        if hasattr(command, "list_commands"):
            context = typer.Context(command)
            waiting += [((*path, name), command.get_command(context, name)) for name in command.list_commands(context)]
    return sorted(found, key=lambda pair: pair[0])


@pytest.mark.parametrize(("path", "command"), commands())
def test_every_command_and_option_has_help(path: str, command: Any) -> None:
    assert command.help
    for parameter in command.params:
        if parameter.name not in ("install_completion", "show_completion", "help"):
            assert getattr(parameter, "help", None), f"{path} {parameter.name}"


@pytest.mark.parametrize(("path", "command"), commands())
def test_every_command_is_named_in_the_readme(path: str, command: Any) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert path.split()[-1:] == [] or re.search(rf"`[^`\n]*\b{re.escape(path.split()[-1])}\b", readme), path


def test_the_readmes_first_two_commands_start_the_program_and_its_tests() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert [len(block.strip().splitlines()) for block in blocks[:2]] == [1, 1]
    assert blocks[0].strip().endswith("cardgrad study")
    assert "pytest" in blocks[1]


def test_the_cards_and_problems_that_the_readme_asks_for_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = re.findall(r"`cardgrad practice ([a-z][^`]*)`", readme)
    named = re.findall(r"`([a-z-]+/[a-z-]+@\d+)`", readme)
    assert asked
    assert named
    for words in [*(f"practice {words}" for words in asked), *(f"problem {name}" for name in named)]:
        done = subprocess.run(
            [sys.executable, "-m", "cardgrad", *words.split()], input="", capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_the_readmes_session_is_what_the_program_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)[0]
    question = [line for line in shown.split("Try once more.")[0].splitlines()[1:] if line]
    reference = "computation-graphs/mul-swap@8201"
    program = [sys.executable, "-m", "cardgrad", "problem", reference, "--answer", "20 | 8"]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.split("Answer:")[0].splitlines()[1:] if line] == question


def test_the_readmes_example_deck_has_no_fault(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    decks = re.findall(r"^```yaml\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert decks
    for place, deck in enumerate(decks):
        path = tmp_path / f"{place}.yaml"
        path.write_text(deck, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "cardgrad", "deck", "check", path, "--json"], capture_output=True, text=True
        )
        assert done.returncode == 0
        faults = json.loads(done.stdout)["faults"]
        assert [fault for fault in faults if fault["rule"] != "near-duplicate"] == []  # shipped decks teach the same


def test_no_module_is_longer_than_a_reader_bears() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: size for name, size in sizes.items() if size > LONGEST} == {}


def test_nothing_below_the_command_line_prints() -> None:
    printing = re.compile(r"^\s*(print\(|sys\.std(out|err)|input\()", re.MULTILINE)
    below = [path for path in sources() if not {"cli", "benchmarks"} & set(path.relative_to(ROOT).parts)]
    assert [path for path in below if printing.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_is_run_as_code_and_no_exception_is_swallowed_whole() -> None:
    forbidden = re.compile(r"\b(eval|exec|sympify|parse_expr)\(|except Exception|except:|yaml\.(safe_)?load\(")
    found = [path.name for path in sources() if forbidden.search(path.read_text(encoding="utf-8"))]
    assert found == ["compiled.py"]  # it runs straight-line code that it writes itself, from a graph and never a text


def test_the_project_stands_alone() -> None:
    workplace = re.compile("|".join(("/" + "work/", r"\.\./" + "shared", r"\bissue" + r" [0-9]", "/" + "tmp/briefs")))
    assert [path for path in texts() if workplace.search(path.read_bytes().decode("utf-8", "replace"))] == []


def test_the_tests_are_away_from_this_machines_learner(tmp_path: Path) -> None:
    assert os.environ["CARDGRAD_HOME"].startswith(str(tmp_path))
