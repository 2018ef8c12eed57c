"""Class spectra: means and deviations of labelled pixels, by band and by date."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from numpy.typing import NDArray

from deepsat.accuracy.charts import chart_svg
from deepsat.accuracy.class_spectra import ClassSpectra, bands_not_drawn, class_spectra, spectra_chart, spectra_json
from deepsat.accuracy.report_language import language_of
from deepsat.accuracy.report_translation import chart_in
from deepsat.jobs.bands import Band

NAN = float("nan")
RED, INFRARED, SHORTWAVE = Band("red", 665.0), Band("nir", 833.0), Band("swir1", 1614.0)


def spectra_of(
    values: list[list[float]], ids: list[int], bands: list[Band], moments: tuple[str, ...] = (), classes: int = 2
) -> ClassSpectra:
    return class_spectra(
        np.array(values, dtype=np.float32), np.array(ids, dtype=np.uint8), classes, bands, moments, dtype="float32"
    )


def course_of(found: ClassSpectra) -> NDArray[np.float64]:
    assert found.course is not None
    return found.course


def test_means_and_deviations_are_those_of_each_class_and_band() -> None:
    found = spectra_of([[1, 10], [3, 10], [5, 40], [NAN, 60]], [0, 0, 1, 1], [RED, INFRARED])
    np.testing.assert_allclose(found.mean[:, 0], [[2, 10], [5, 50]])
    np.testing.assert_allclose(found.deviation[:, 0], [[1, 0], [0, 10]])
    assert found.course is None
    assert found.pixels.tolist() == [2, 2]


def test_a_class_without_data_in_a_band_has_no_mean_there() -> None:
    found = spectra_of([[1, NAN], [3, NAN], [5, 40]], [0, 0, 1], [RED, INFRARED], classes=3)
    np.testing.assert_array_equal(found.mean[:, 0], [[2, NAN], [5, 40], [NAN, NAN]])
    assert found.pixels.tolist() == [2, 1, 0]


def test_a_series_is_told_date_by_date_with_the_vegetation_index_of_its_pixels() -> None:
    # Two dates of (swir1, red, nir); the index of a mean is not the mean of the indexes.
    first = [9, 0.1, 0.3, 8, 0.2, 0.2]
    second = [7, 0.2, 0.6, 6, NAN, 0.5]
    found = spectra_of([first, second], [0, 0], [SHORTWAVE, RED, INFRARED], ("2021-05-01", "2021-08-01"), classes=1)
    assert found.is_vegetation_index
    np.testing.assert_allclose(found.mean[0], [[8, 0.15, 0.45], [7, 0.2, 0.35]], rtol=1e-6)
    np.testing.assert_allclose(course_of(found)[0, 0], [0.5, 0.0], atol=1e-6)
    np.testing.assert_allclose(course_of(found)[1, 0], [0.0, 0.0], atol=1e-6)


def test_pixels_that_are_black_in_red_and_infrared_have_no_vegetation_index() -> None:
    found = spectra_of([[0, 0], [1, 3]], [0, 0], [RED, INFRARED], ("1",), classes=1)
    np.testing.assert_allclose(course_of(found)[0, 0], [0.5])


def test_without_an_infrared_band_a_series_is_told_by_the_mean_over_its_bands() -> None:
    found = spectra_of([[1, 3, 5, NAN]], [0], [RED, SHORTWAVE], ("1", "2"), classes=1)
    assert not found.is_vegetation_index
    np.testing.assert_allclose(course_of(found)[0, 0], [2, 5])
    chart = spectra_chart(found, ["a"], ["#112233"])
    assert (chart.x_label, chart.y_label, chart.x_names) == ("image", "mean over the bands", ("1", "2"))


def test_three_unnamed_bands_of_8_bits_are_colours_and_have_no_vegetation_index() -> None:
    values = np.ones((1, 6), dtype=np.float32)
    bands = [Band(f"band_{number}") for number in (1, 2, 3)]
    assert not class_spectra(values, np.zeros(1, np.uint8), 1, bands, ("1", "2"), dtype="uint8").is_vegetation_index


def test_bands_are_drawn_by_wavelength_each_class_in_its_colour() -> None:
    found = spectra_of([[30, 2, 1], [60, 4, 2]], [0, 1], [SHORTWAVE, INFRARED, RED])
    chart = spectra_chart(found, ["one", "two"], ["#aa0000", "#00bb00"])
    assert chart.x_names == ("red", "nir", "swir1")
    assert [(curve.name, curve.values, curve.colour) for curve in chart.curves] == [
        ("one", (1, 2, 30), "#aa0000"),
        ("two", (2, 4, 60), "#00bb00"),
    ]
    assert (chart.x_label, chart.y_label) == ("band", "value in the image")


def test_bands_keep_their_order_where_a_wavelength_is_not_known() -> None:
    found = spectra_of([[3, 2, 1]], [0], [SHORTWAVE, Band("texture"), RED], classes=1)
    assert spectra_chart(found, ["one"], ["#aa0000"]).x_names == ("swir1", "texture", "red")


def test_a_band_in_another_unit_is_not_drawn_and_is_named() -> None:
    found = spectra_of([[0.1, 0.4, 812.0], [0.2, 0.3, 905.0]], [0, 1], [RED, INFRARED, Band("elevation")])
    assert spectra_chart(found, ["a", "b"], ["#aa0000"] * 2).x_names == ("red", "nir")
    assert bands_not_drawn(found) == ["elevation"]
    assert len(spectra_json(found, ["a", "b"])["classes"]["a"]["mean"]) == 3


def test_a_single_band_and_bands_of_zeros_are_drawn() -> None:
    assert bands_not_drawn(spectra_of([[812.0]], [0], [Band("elevation")], classes=1)) == []
    assert bands_not_drawn(spectra_of([[0.0, 0.0]], [0], [RED, INFRARED], classes=1)) == []


def test_spectrometers_are_drawn_over_the_wavelength() -> None:
    bands = [Band(f"b{number}", 400.0 + 10 * number) for number in range(60)]
    found = spectra_of([list(range(60))], [0], bands, classes=1)
    chart = spectra_chart(found, ["one"], ["#aa0000"])
    assert (chart.x_label, chart.x_names) == ("wavelength (nm)", ())
    assert chart.curves[0].steps[:2] == (400.0, 410.0)


@pytest.mark.parametrize("moments", [(), ("2021-05-01",)])
def test_the_json_holds_every_band(moments: tuple[str, ...]) -> None:
    document = spectra_json(spectra_of([[1, 3], [2, 6]], [0, 1], [RED, INFRARED], moments), ["a", "b"])
    assert document["bands"] == ["red", "nir"]
    assert document["wavelengths_nm"] == [665.0, 833.0]
    mean = document["classes"]["b"]["mean"]
    assert mean == ([[2.0, 6.0]] if moments else [2.0, 6.0])
    assert document["classes"]["b"].get("ndvi") == ([0.5] if moments else None)
    json.dumps(document)


def drawn(names: list[str], values: NDArray[np.float32]) -> str:
    ids = np.arange(len(names), dtype=np.uint8)
    found = class_spectra(values, ids, len(names), [RED, INFRARED], ())
    return chart_svg(spectra_chart(found, names, ["#123456", "#654321"]))


def test_the_legend_names_every_class_in_its_colour() -> None:
    svg = drawn(["_fallow", "a name that is far too long for a legend"], np.array([[1, 2], [2, 1]], np.float32))
    assert "_fallow" in svg
    assert "a name that is far too …" in svg
    assert "#123456" in svg
    assert "#654321" in svg


def test_a_class_without_data_leaves_its_curve_out() -> None:
    svg = drawn(["there", "missing"], np.array([[1, 2], [NAN, NAN]], np.float32))
    assert "there" in svg
    assert "missing" in svg


def test_in_german_the_axes_are_german_and_classes_keep_their_names() -> None:
    found = spectra_of([[1, 3], [2, 6]], [0, 1], [RED, INFRARED], ("2021-05-01",))
    german = chart_in(spectra_chart(found, ["training", "band"], ["#aa0000", "#00bb00"]), language_of("de"))
    assert [curve.name for curve in german.curves] == ["training", "band"]
    assert german.curves[0].spread == (0.0,)
    assert (german.x_label, german.y_label) == ("Datum", "Vegetationsindex (NDVI)")


def test_principal_components_which_grow_smaller_step_by_step_are_all_drawn() -> None:
    bands = [Band(f"PC{number}") for number in range(1, 6)]
    assert bands_not_drawn(spectra_of([[9000, 800, 70, 6, 0.5]], [0], bands, classes=1)) == []


def test_bands_whose_classes_lie_on_both_sides_of_zero_are_not_small() -> None:
    found = spectra_of([[-10.0, 0.2, 0.3], [10.0, 0.1, 0.3]], [0, 1], [Band("VV"), RED, INFRARED])
    assert bands_not_drawn(found) == ["VV"]


def test_the_shade_of_a_single_band_is_a_bar() -> None:
    values, ids = [[3.0], [5.0]], [0, 0]
    one = spectra_of(values, ids, [Band("elevation")], classes=1)
    chart = spectra_chart(one, ["a"], ["#123456"])
    assert chart.curves[0].spread == (1.0,)
    without = dataclasses.replace(chart, curves=(dataclasses.replace(chart.curves[0], spread=()),))
    assert chart_svg(chart).count("<path") > chart_svg(without).count("<path")


def test_names_of_bands_and_classes_in_any_letters_leave_room_for_the_chart() -> None:
    bands = [Band("x" * 250 + str(number)) for number in range(6)]
    found = spectra_of([[1, 2, 3, 4, 5, 6]], [0], bands, classes=1)
    svg = chart_svg(spectra_chart(found, ["\N{CJK UNIFIED IDEOGRAPH-6C34}"], ["#123456"]))
    assert "x" * 30 not in svg
    assert "\N{CJK UNIFIED IDEOGRAPH-6C34}" in svg
