"""Every text that people see has its translation, in every language that there is a file for."""

from __future__ import annotations

import ast
import configparser
import re
from pathlib import Path

import pytest

from build_tools.page_texts import texts_of_code, texts_of_template
from build_tools.reported_texts import progress_and_remedies, templates_of_source
from build_tools.translated_texts import (
    PLUGIN,
    ROOT,
    collected_page,
    collected_reports,
    collected_texts,
    report_needs,
    texts_of_source,
)
from build_tools.translation_checks import difference, findings, report_findings
from build_tools.translations import FOLDER, write_translations
from deepsat.jobs import MapJob
from deepsat.jobs.choices import LANGUAGES as LANGUAGES_OF_JOBS
from deepsat.jobs.translation_file import ON_THE_PAGE, REPORTED, TEXTS, read_translations, translation_file

LANGUAGES = sorted(FOLDER.glob("*.ts"))
# Texts that are collected from elsewhere, and so need not stand where they are translated.
COLLECTED_ELSEWHERE = {"self._fields[field].metadata['help']", "SUMMARIES[error.code]"}


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_nothing_is_left_untranslated(path: Path) -> None:
    """`make translations` adds what is new to the files; then translate it there, by hand or in Qt Linguist."""
    found = [
        *findings(collected_texts(), read_translations(path)),
        *findings(collected_page(), read_translations(path, ON_THE_PAGE)),
    ]
    assert not found, "\n".join([f"{len(found)} findings in {path.name}; `make translations` adds new texts:", *found])


def test_german_is_there() -> None:
    assert [path.stem for path in LANGUAGES] == ["deepsat_de"]
    german = read_translations(LANGUAGES[0])
    assert german["Undo"] == "Rückgängig"
    assert german["Longest time to fine-tune for, in minutes."].endswith("in Minuten.")


def test_texts_are_collected_from_code_jobs_and_errors() -> None:
    texts = collected_texts()
    assert texts["Finetune on my labels"] == ["deepsat_qgis/dock/runs/run_panel.py"]
    help_of_seed = MapJob.__dataclass_fields__["seed"].metadata["help"]
    assert "core/deepsat/jobs/finetune_jobs.py" in texts[help_of_seed]
    assert texts["The disk is too full."] == ["core/deepsat/jobs/errors.py"]
    assert not [text for text in texts if not text.strip() and text != " "]


def test_texts_are_read_from_calls_as_they_stand() -> None:
    source = 'a = tr("one " "text")\nb = self.tr("two").format(tr("three"))\nc = other("four"), tr(five)\n'
    assert [*texts_of_source(source)] == ["one text", "two", "three"]


def test_every_text_stands_where_it_is_translated() -> None:
    """`tr(f"…")`, or `tr` of a variable, would never find its translation."""
    for path in sorted(PLUGIN.rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "tr" and not isinstance(call.args[0], ast.Constant):
                assert ast.unparse(call.args[0]) in COLLECTED_ELSEWHERE, f"{path.name}, line {call.lineno}"


def test_numbers_with_a_format_are_written_as_the_language_does() -> None:
    """`filled(tr("{:.1f} ha"), area)`: what `format` writes has the point of English."""
    for path in sorted(PLUGIN.rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            formatted = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "format" else None
            text = formatted.args[0].value if isinstance(formatted, ast.Call) and formatted.args else ""
            assert not re.search(r"\{\w*:[^}]*[fgd,]\}", str(text)), f"{path.name}, line {call.lineno}"


@pytest.mark.parametrize(
    ("text", "translation", "problem"),
    [
        ("{} of {}", "{} von {}", ""),
        ("{done} of {all}", "von {all} sind {done} da", ""),
        ("{done} of {all}", "{fertig} von {all}", "other placeholders"),
        ("{:.2f} m", "{:.1f} m", "other placeholders"),
        ("{} of {}", "{} von", "other placeholders"),
        (" px", "px", "other blanks at the ends"),
        ("&Layer", "Layer", "a mnemonic in one of them only"),
        ("Land & sea", "Land & Meer", ""),
    ],
)
def test_translations_share_placeholders_edges_and_mnemonics(text: str, translation: str, problem: str) -> None:
    assert difference(text, translation) == problem


def test_findings_name_texts_without_translation_and_doubled_keys() -> None:
    texts = {
        "&Seed": ["deepsat_qgis/dock/start/start_panel.py"],
        "&Imagery": ["deepsat_qgis/dock/imagery/imagery_section.py"],
        "&Files": ["deepsat_qgis/dock/models/apply_dialog.py"],
        "Undo": ["deepsat_qgis/dock/dock.py"],
    }
    found = [*findings(texts, {"&Seed": "&Startwert", "&Imagery": "Bild&schirm", "&Files": "Da&teien"})]
    assert found == [
        "no translation: 'Undo'",
        "Alt+S stands for several in the panel: &Startwert, Bild&schirm",
    ]
    assert [*findings({"&Seed": texts["&Seed"], "&Files": texts["&Files"]}, {"&Seed": "&x", "&Files": "&x"})] == []


def test_findings_name_texts_that_call_another_by_another_name() -> None:
    told = {"Map": "Karte", "See “Map”, “field”.": "Siehe „Kartieren“, „field“."}
    (found,) = findings({text: ["x.py"] for text in told}, told)
    assert found.startswith("“Map” is called “Karte”: 'See “Map”, “field”.'")
    assert [
        *findings({text: ["x.py"] for text in told}, {**told, "See “Map”, “field”.": "Siehe „Karte“, „field“."})
    ] == []


def test_files_keep_translations_and_mark_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "deepsat_fr.ts"
    texts = {"“a” <b> & {}\n\nc": ["deepsat_qgis/plugin.py"], "new": ["deepsat_qgis/dock/dock.py"], " px": ["x.py"]}
    told = {"“a” <b> & {}\n\nc": "« a » <b> & {}\n\nd", " px": " px", "gone": "parti"}
    reports, reported = {"Mapped {0}.": ["y.py"], "Drew {0}.": ["y.py"]}, {"Mapped {0}.": "{0} cartographiés."}
    write_translations(path, {TEXTS: texts, REPORTED: reports}, {TEXTS: told, REPORTED: reported})
    assert read_translations(path) == {"“a” <b> & {}\n\nc": "« a » <b> & {}\n\nd", " px": " px"}
    assert read_translations(path, REPORTED) == reported
    written = path.read_text(encoding="utf-8")
    assert written.count('type="unfinished"') == 2
    assert 'language="fr"' in written
    again = {kind: read_translations(path, kind) for kind in (TEXTS, REPORTED)}
    write_translations(path, {TEXTS: texts, REPORTED: reports}, again)
    assert path.read_text(encoding="utf-8") == written


def test_a_locale_takes_its_own_file_or_that_of_its_language(tmp_path: Path) -> None:
    for name in ("deepsat_de.ts", "deepsat_pt_BR.ts"):
        (tmp_path / name).touch()
    assert translation_file(tmp_path, "de") == tmp_path / "deepsat_de.ts"
    assert translation_file(tmp_path, "de_AT") == tmp_path / "deepsat_de.ts"
    assert translation_file(tmp_path, "pt_BR") == tmp_path / "deepsat_pt_BR.ts"
    assert translation_file(tmp_path, "pt") is None
    assert translation_file(tmp_path, "en") is None


SAYING = '''
def run(done, count, names):
    """A docstring is no text."""
    reporter.progress(0.5, "stage", f"Mapped {done} of {count} tiles.")
    many = f"{count} bands" if count > 1 else "one band"
    log(f"Found {many} in {names}, {{braces}} and all" + (", and more" if names else ""))
    raise UserError(expected=f"the {'file' if done else 'folder'} of {names}", remedy="Choose another file.")
'''


def test_templates_are_read_from_what_the_worker_says() -> None:
    found = set(templates_of_source(SAYING))
    assert "Mapped {0} of {1} tiles." in found
    assert {
        "Found {0} bands in {1}, {{braces}} and all",
        "Found one band in {0}, {{braces}} and all, and more",
    } <= found
    assert {"the file of {0}", "the folder of {0}"} <= found
    assert not any("docstring" in template for template in found)
    assert [*progress_and_remedies(SAYING)] == ["Mapped {0} of {1} tiles.", "Choose another file."]


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_translated_reports_are_still_said(path: Path) -> None:
    """And what a report needs has its translation.

    `make translations` removes those that are gone, and lists what is reported in English.
    """
    translations = read_translations(path, REPORTED)
    reports = collected_reports(translations)
    said = {**translations, **read_translations(path, ON_THE_PAGE)}
    assert [*report_findings(reports, said, sorted(set(report_needs())))] == []


PAGE_CODE = """
class SkillWording:
    title: str = "Skill"

def grid_facts(grid):
    return {"Size": f"{grid.width} x {grid.height} pixels", "CRS": crs, "Seed": str(job.seed)}

content = ReportContent(title=f"Training on {name}", settings={**({"Field": a} if a else {})}, labels=call("no text"))
chart = Chart("Loss", "step", unit, (Curve("all", *points(run, "held_out_loss")),))
points = dataclasses.replace(MAP_POLYGONS, units="points")
method = language.filled("over {} of it", other("no text"))
"""


def test_texts_of_the_report_are_read_from_template_and_code() -> None:
    template = (
        """<h2>{{ tr("Map accuracy") }}</h2>{{ tr("User's\\naccuracy") }} {{ tr("{} of", one) }} {{ tr(name) }}"""
    )
    assert [*texts_of_template(template)] == ["Map accuracy", "User's\naccuracy", "{} of"]
    found = [*texts_of_code(PAGE_CODE)]
    expected = ["Skill", "Size", "{0} x {1} pixels", "CRS", "Seed", "Training on {0}", "Field", "Loss", "step", "all"]
    assert {*found} == {*expected, "points", "over {} of it"}


def test_what_a_report_needs_are_its_sentences_and_what_they_count() -> None:
    needed = set(report_needs())
    assert {"Fine-tuning on {0}", "feature is empty and was left out", "{0} (feature ids {1})."} <= needed
    assert "Longest time to fine-tune for, in minutes." not in needed
    assert [*report_findings({}, {"a.": "b."}, ["a.", "c."])] == ["no translation: 'c.'"]


def test_jobs_know_the_languages_that_there_are_files_for() -> None:
    there = {"en", *(path.stem.partition("_")[2] for path in LANGUAGES)}
    assert there == {*LANGUAGES_OF_JOBS}


def test_reports_may_leave_values_out_but_not_make_them_up() -> None:
    reports = {"{0} of {1}": ["x.py"]}
    assert [*report_findings(reports, {"{0} of {1}": "{1}"})] == []
    assert [*report_findings(reports, {})] == []
    assert [*report_findings(reports, {"{0} of {1}": "{2}"})] == ["other placeholders: '{0} of {1}' is '{2}'"]


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_the_plugin_manager_says_the_same_in_each_language(path: Path) -> None:
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    general, language = metadata["general"], path.stem.partition("_")[2]
    for name in ("description", "about", "tags"):
        said = general[f"{name}[{language}]"]
        assert said != general[name]
        assert re.findall(r"\d+(?:\.\d+)?", said.replace(",", ".")) == re.findall(r"\d+(?:\.\d+)?", general[name])
