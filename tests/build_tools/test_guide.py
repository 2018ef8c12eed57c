"""The guide stays true: what it tells people to type or to press exists."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from deepsat.cli import COMMANDS, build_parser
from deepsat.jobs import ErrorCode
from deepsat.jobs.checkpoint_names import RESERVED
from deepsat.jobs.choices import DESIGNS, FILE_KINDS, METHODS
from deepsat.jobs.errors import SUMMARIES
from deepsat.jobs.published_weights import PUBLISHED_BY_NAME
from deepsat_qgis.worker import environment

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "docs" / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md")))
ALGORITHMS = ROOT / "deepsat_qgis" / "algorithms"
OPTIONS_OF_THE_INSTALLER = {"--base", "--cpu", "--cuda", "--offline", "--existing"}
OTHERS_VARIABLES = {"QT_QPA_PLATFORM", "PIP_CERT"}
PLACEHOLDERS = {"HOST", "PORT", "FILE", "PYTHON", "NAME"}
CHOICES = {"NAME": tuple(PUBLISHED_BY_NAME), "METHOD": METHODS, "KIND": FILE_KINDS, "DESIGN": DESIGNS}
"""Values of parameters that are one of a list."""
EXAMPLE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """A page without its examples, with line breaks as spaces."""
    return re.sub(r"\s+", " ", EXAMPLE.sub("", page.read_text(encoding="utf-8")))


def command_lines(program: str) -> list[list[str]]:
    """The words after `program` of every example that calls it, in all pages."""
    texts = (block for page in PAGES for block in EXAMPLE.findall(page.read_text(encoding="utf-8")))
    joined = (line.strip() for text in texts for line in text.replace("\\\n", " ").splitlines())
    lines = [line.removesuffix("|| break").strip() for line in joined]
    return [shlex.split(line)[len(program.split()) :] for line in lines if line.startswith(program + " ")]


def plugin_trees() -> Iterator[ast.Module]:
    for file in sorted((ROOT / "deepsat_qgis").rglob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


def interface_texts() -> set[str]:
    """Every text that the plugin shows, without the marks of its keys."""
    calls = (node for tree in plugin_trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    translated = (call.args[0] for call in calls if getattr(call.func, "id", "") == "tr" and call.args)
    texts = (node.value for node in translated if isinstance(node, ast.Constant))
    return {text.replace("&", "").split("\t")[0] for text in texts}


def report_titles() -> set[str]:
    template = (ROOT / "resources" / "report" / "report.html.jinja").read_text(encoding="utf-8")
    return {*re.findall(r'<h[23]>\{\{ tr\("([^"]+)"\) \}\}</h[23]>', template), "Skill on held-out polygons"}


def parameters_by_method() -> dict[str, str]:
    """What each method that makes a parameter names it: `class_field` is `CLASS_FIELD`."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in ALGORITHMS.glob("*_parameters.py")]
    makers = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    found = {}
    for method in (n for maker in makers for n in maker.body if isinstance(n, ast.FunctionDef)):
        calls = (node for node in ast.walk(method) if isinstance(node, ast.Call) and node.args)
        firsts = (call.args[0] for call in calls)
        names = {first.attr for first in firsts if isinstance(first, ast.Attribute) and first.attr.isupper()}
        if not method.name.startswith("_") and method.name != "checkValueIsAcceptable":
            assert len(names) == 1, method.name
            found[method.name] = names.pop()
    return found


def algorithm_parameters() -> dict[str, set[str]]:
    """The parameters of each algorithm by its id, read from the text of the plugin."""
    named = parameters_by_method()
    shared = {"add_training_inputs": "training.py", "add_map_outputs": "mapping.py"}
    found = {}
    for file in ALGORITHMS.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        identity = re.search(r'^    ID = "(\w+)"$', text, re.MULTILINE)
        if identity:
            more = [(ALGORITHMS / name).read_text(encoding="utf-8") for call, name in shared.items() if call in text]
            methods = re.findall(r"\bmake\.(\w+)\(", "".join([text, *more]))
            found[identity[1]] = {named[method] for method in methods}
    return found


def test_algorithms_are_read_from_the_plugin() -> None:
    found = algorithm_parameters()
    assert {"mapfromlabels", "predict", "changemap", "checkenvironment"} <= found.keys()
    assert found["mappolygons"] == {"MAP", "MIN_AREA", "SIMPLIFY", "OUTPUT"}
    assert {"INPUT", "SCALE", "POLYGONS", "REPORT"} <= found["mapfromlabels"]
    assert found["checkenvironment"] == set()


def test_examples_of_qgis_process_exist() -> None:
    known = algorithm_parameters()
    lines = [words for words in command_lines("qgis_process") if words[0] == "run"]
    assert len(lines) >= 10
    for _, algorithm, *options in lines:
        provider, name = algorithm.split(":")
        assert provider == "deepsat"
        for option in options:
            parameter, value = option.removeprefix("--").split("=", 1)
            assert parameter in known[name], f"{algorithm} {option}"
            assert value in CHOICES.get(parameter, (value,)), option


def test_every_algorithm_is_in_the_guide() -> None:
    listed = set(re.findall(r"`deepsat:(\w+)`", prose(ROOT / "docs" / "guide" / "headless.md")))
    assert listed == set(algorithm_parameters())


def test_examples_of_the_command_line_are_understood(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [words for words in command_lines("deepsat") if "--help" not in words]
    assert {words[0] for words in lines} >= {"map", "predict", "evaluate", "undo", "probe", "change-map"}
    for words in lines:
        assert build_parser().parse_args(words).command == words[0]
    for words in command_lines("python3 -m deepsat_qgis.worker.environment"):
        environment._parser().parse_args([word.rstrip(")") for word in words])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_quoted_as_code_exists(page: Path) -> None:
    files = (file for folder in ("deepsat_qgis", "core") for file in (ROOT / folder).rglob("*.py"))
    sources = "".join(file.read_text(encoding="utf-8") for file in files)
    for code in re.findall(r"`([^`]+)`", prose(page)):
        for option in re.findall(r"(?<![\w-])--[a-z-]+", code):
            assert option in OPTIONS_OF_THE_INSTALLER or any(option in known for known in _commands().values()), code
        for name in set(re.findall(r"\b[A-Z][A-Z_]{3,}\b", code)) - PLACEHOLDERS - OTHERS_VARIABLES:
            assert f'"{name}"' in sources, code
        if re.fullmatch(r"deepsat [a-z-]+", code):
            assert code.split()[1] in COMMANDS, code


def _commands() -> dict[str, set[str]]:
    """The options of each command."""
    actions = next(action for action in build_parser()._actions if action.dest == "command")
    return {name: set(parser._option_string_actions) for name, parser in actions.choices.items()}  # type: ignore[union-attr]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_to_be_pressed_is_there(page: Path) -> None:
    known = interface_texts() | report_titles()
    for text in re.findall(r"\*\*([^*]+)\*\*", prose(page)):
        assert text in known, text


def test_every_failure_has_its_paragraph() -> None:
    text = (ROOT / "docs" / "guide" / "troubleshooting.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^### (.+)\n`(\w+)`:", text, re.MULTILINE))
    assert told == {SUMMARIES[code]: code.value for code in ErrorCode}


def test_starts_of_training_are_known() -> None:
    text = (ROOT / "docs" / "guide" / "models.md").read_text(encoding="utf-8")
    assert set(RESERVED) <= set(re.findall(r"`(\w+)`", text))
