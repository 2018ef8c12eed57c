"""The plugin speaks the language of QGIS."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("locale", ["de", "de_AT"])
def test_algorithms_speak_german(speak: Any, locale: str) -> None:
    from deepsat_qgis.algorithms.finetune import FinetuneAlgorithm

    speak(locale)
    algorithm = FinetuneAlgorithm().create()
    assert algorithm.displayName() == "Mit Labels trainieren"
    assert algorithm.group() == "Landbedeckung kartieren"
    assert algorithm.shortHelpString().startswith("Bringt einem Netz die Klassen")
    seed = algorithm.parameterDefinition("SEED")
    assert (seed.name(), seed.description()) == ("SEED", "Startwert")
    assert seed.help().startswith("Startwert aller Zufallszahlen")
    assert algorithm.id() == "finetune"


@pytest.mark.parametrize("locale", ["en", "en_GB", "sv"])
def test_other_languages_get_english(speak: Any, locale: str) -> None:
    from deepsat_qgis.algorithms.finetune import FinetuneAlgorithm
    from deepsat_qgis.wording import areas, metres, percent

    speak(locale)
    assert FinetuneAlgorithm().displayName() == "Fine-tune on labels"
    # In one unit, so that they can be compared.
    assert areas([1_234_500, 4_186, 0]) == ["12,345 km²", "41.9 km²", "0 km²"]
    assert areas([4_186, 1.26]) == ["4,186 ha", "1.3 ha"]
    assert areas([0.5, 0.0073]) == ["5,000 m²", "73.0 m²"]
    assert areas([]) == []
    # Neither all nor nothing unless it is.
    shares = (0.0, 0.0001, 0.004, 0.006, 0.94, 0.996, 0.9999, 1.0)
    assert " ".join(map(percent, shares)) == "0 % 0.1 % 0.4 % 1 % 94 % 99.6 % 99.9 % 100 %"
    assert [metres(length) for length in (0.0743939, 9.96488, 28.5, 1000.0)] == [
        "7.44 cm",
        "9.96 m",
        "28.5 m",
        "1000 m",
    ]


def test_numbers_are_written_as_the_language_does(speak: Any) -> None:
    from deepsat_qgis.translation import filled, tr
    from deepsat_qgis.wording import areas, duration, held_out_sentence

    speak("de")
    assert areas([1_234_500, 4_186]) == ["12.345 km²", "41,9 km²"]
    assert areas([1.26]) == ["1,3 ha"]
    assert duration(9000) == "2,5 h"
    sentence = held_out_sentence({"held_out": {"overall_accuracy": 0.912, "mean_iou": 0.845}})
    assert "bekamen 91 % der Pixel" in sentence
    assert "mittlere IoU 0,84" in sentence or "mittlere IoU 0,85" in sentence
    # What is no number, or has no format, stays: names of files have points too.
    assert filled(tr("Polygons of {}"), "map.tif") == "Polygone von map.tif"
    assert filled("{} {:.1f} {:>4}", 1.5, 1.5, "a.b") == "1.5 1,5  a.b"


def test_errors_say_in_german_what_happened(speak: Any) -> None:
    from deepsat.jobs import ErrorCode, UserError
    from deepsat_qgis.failures import failure_of

    speak("de")
    failure = failure_of(UserError(ErrorCode.DISK_FULL, expected="2 GB", found="1 GB", remedy=""))
    assert failure.text == "Der Datenträger ist zu voll. Erwartet: 2 GB. Gefunden: 1 GB."


def test_provider_and_plugin_speak_german(speak: Any) -> None:
    from deepsat_qgis.provider import DeepSatProvider

    speak("de")
    assert DeepSatProvider().longName() == "DeepSat: Landbedeckungskarten aus wenigen gelabelten Polygonen"
