"""What the worker and the installer report is recognised, and said in German."""

from __future__ import annotations

from typing import Any

import pytest

from deepsat.jobs import Progress
from deepsat.jobs.phrasebook import Phrasebook
from deepsat.jobs.translation_file import REPORTED, read_translations
from deepsat_qgis.paths import RESOURCES_FOLDER


@pytest.fixture(scope="module")
def german() -> Phrasebook:
    return Phrasebook(read_translations(RESOURCES_FOLDER / "i18n" / "deepsat_de.ts", REPORTED), ".")


@pytest.mark.parametrize(
    ("said", "translated"),
    [
        ("Reading the labels.", "Die Labels werden gelesen."),
        ("Mapped 12 of 340 tiles.", "12 von 340 Kacheln kartiert."),
        (
            "Training all weights: step 3 of at most 200.",
            "Alle Gewichte werden trainiert: Schritt 3 von höchstens 200.",
        ),
        ("Downloading torch: 12 MB of 192 MB", "torch wird heruntergeladen: 12 MB von 192 MB"),
        ("75% random forest, 25% fitted head", "75% Random Forest, 25% angepasster Kopf"),
        # With what it quotes: a count, and a sentence about it.
        (
            "2 features are empty and were left out (feature ids 3, 7).",
            "2 Objekte sind leer und wurden weggelassen (Objekt-IDs 3, 7).",
        ),
        (
            "9 features are empty and were left out (feature ids 2, 3, 4, 5, 6 and 4 more).",
            "9 Objekte sind leer und wurden weggelassen (Objekt-IDs 2, 3, 4, 5, 6 und 4 weitere).",
        ),
        (
            "1,204 labelled pixels lie on NoData and were left out (feature ids 25, 29).",
            "1.204 gelabelte Pixel liegen auf NoData und wurden weggelassen (Objekt-IDs 25, 29).",
        ),
        (
            "1 polygon has no pixel with data and was left out (feature id 29).",
            "1 Polygon hat kein Pixel mit Daten und wurde weggelassen (Objekt-ID 29).",
        ),
        (
            "1,204 labelled pixels are claimed by two classes and were left out.",
            "1.204 gelabelte Pixel werden von zwei Klassen beansprucht und wurden weggelassen.",
        ),
        # The longest template is meant, not one that would take half of the sentence for a value.
        (
            "no polygon looks like this (12 % of the scene does), and the model wavers between forest and old wood",
            "kein Polygon sieht so aus (12 % der Szene schon), und das Modell schwankt zwischen forest und old wood",
        ),
        (
            "no environment for this version of DeepSat in /home/a b/environments",
            "keine Umgebung für diese Version von DeepSat in /home/a b/environments",
        ),
        (
            "it was ended by signal 9 (SIGKILL), as systems do when memory runs out; its last words were: tile 7",
            "er wurde durch Signal 9 (SIGKILL) beendet, wie es Systeme tun, wenn der Arbeitsspeicher ausgeht; "
            "zuletzt sagte er: tile 7",
        ),
        (
            "none: the polygons of “Training areas” cover x 500030 … 500250, y 4999550 … 4999950 in WGS 84",
            "keine: die Polygone von “Training areas” bedecken x 500030 … 500250, y 4999550 … 4999950 in WGS 84",
        ),
        ("it ended with exit status 3", "er endete mit Status 3"),
        (
            "/usr/bin/python3 lacks: it is Python 3.8.1, and DeepSat needs 3.9 or newer",
            "/usr/bin/python3 fehlt: es ist Python 3.8.1, und DeepSat braucht 3.9 oder neuer",
        ),
        # Values that another template would take for its own.
        ("a field named none in no folder.gpkg", "ein Feld namens none in no folder.gpkg"),
        (
            "Correct it, as https://mirror.example/weights/{file}.",
            "Berichtigen Sie sie, etwa so: https://mirror.example/weights/{file}.",
        ),
        ("The worker has never said this before.", "The worker has never said this before."),
        ("", ""),
    ],
)
def test_reports_are_translated(german: Phrasebook, said: str, translated: str) -> None:
    assert german.translated(said) == translated


def test_values_may_change_places_and_go() -> None:
    phrases = Phrasebook({"{0} of {1} {2}": "{1}: {0}", "{{a}} {0}": "{{b}} {0}", "{{c}}": "{{d}}"})
    assert phrases.translated("one of two three") == "two: one"
    assert phrases.translated("{a} one") == "{b} one"
    assert phrases.translated("{c}") == "{d}"
    assert phrases.translated("one of") == "one of"


def test_numbers_with_units_are_written_as_in_the_language() -> None:
    known = {"{0} of the scene": "{0} der Szene", "torch {0} needs {1} GB": "torch {0} braucht {1} GB"}
    phrases = Phrasebook(known, point=",")
    assert phrases.translated("2.7 % of the scene") == "2,7 % der Szene"
    assert phrases.translated("27.3% of the scene") == "27,3% der Szene"
    # A version is no number.
    assert phrases.translated("torch 2.13 needs 1.5 GB") == "torch 2.13 braucht 1,5 GB"
    assert phrases.translated("2.7 % of it") == "2.7 % of it"


def test_panel_and_errors_say_reports_in_german(speak: Any) -> None:
    from deepsat.jobs import ErrorCode, UserError
    from deepsat_qgis.failures import failure_of
    from deepsat_qgis.wording import training_text

    speak("de")
    refused = UserError(
        ErrorCode.CLASS_FIELD_MISSING,
        expected="a field named klasse in labels.gpkg",
        found="the fields fid, class",
        remedy="Choose the field that names the class of each polygon.",
    )
    assert failure_of(refused).text == (
        "Das Klassenfeld ist nicht im Label-Layer. Erwartet: ein Feld namens klasse in labels.gpkg. "
        "Gefunden: die Felder fid, class. Wählen Sie das Feld, das die Klasse jedes Polygons nennt."
    )
    progress = Progress("1", 0.5, "train", "Step 3 of 9, loss 0.512.", {"images_per_second": 12.34})
    assert training_text(progress) == "Schritt 3 von 9, Verlust 0.512 (12,3 Bilder/s)"


def test_english_hears_what_was_said(speak: Any) -> None:

    from deepsat_qgis.translation import reported

    speak("en")
    assert reported("Mapped 12 of 340 tiles.") == "Mapped 12 of 340 tiles."
