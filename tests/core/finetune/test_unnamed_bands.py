"""Bands without names are told by their places, also where some of them were left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.checkpoints import load_model, save_model
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.imagery import Band
from deepsat.jobs import ErrorCode, FinetuneJob, PreviewJob, UserError
from deepsat.preview.run import preview
from deepsat.reporting import SilentReporter
from tests.core.finetune.conftest import SmallScene

JobFor = Callable[..., FinetuneJob]


def four_bands(small_scene: SmallScene, path: Path, holes_in: int | None = None) -> str:
    """The small scene with a fourth band, none of them named; one band, from 1, lacks a tenth of its pixels."""
    with rasterio.open(small_scene.raster) as source:
        profile, values = dict(source.profile), source.read()
    values = np.concatenate([values, values[:1] // 2 + 100])
    if holes_in is not None:
        values[holes_in - 1, : values.shape[1] // 10] = 0
    with rasterio.open(path, "w", **{**profile, "count": 4, "nodata": 0}) as target:
        target.write(values)
    return str(path)


def test_a_band_does_not_take_the_place_of_one_that_lacks_data(
    small_scene: SmallScene, job_for: JobFor, head_alone: Recipe, tmp_path: Path
) -> None:
    """The model did without band 3; where band 4 lacks data instead, three bands are left, which are others."""
    first = job_for("first", input=(four_bands(small_scene, tmp_path / "one.tif", holes_in=3),))
    finetune(first, SilentReporter(), head_alone)
    _, card = load_model(Path(first.model))
    assert ([band.name for band in card.bands], [*card.left_out]) == (["band_1", "band_2", "band_4"], [2])
    other = four_bands(small_scene, tmp_path / "other.tif", holes_in=4)
    job = job_for("second", input=(other,), checkpoint=first.model)
    looked = PreviewJob((other,), job.labels, "class", str(tmp_path / "p.tif"), checkpoint=first.model, device="cpu")
    for refused in (lambda: finetune(job, SilentReporter(), head_alone), lambda: preview(looked, SilentReporter())):
        with pytest.raises(UserError) as error:
            refused()
        assert error.value.code is ErrorCode.BANDS_MISMATCH
        assert error.value.found.endswith("in band_4")
    assert not Path(job.model).exists()
    whole = four_bands(small_scene, tmp_path / "whole.tif")
    finetune(dataclasses.replace(job, input=(whole,)), SilentReporter(), head_alone)


def test_named_bands_are_told_by_their_names(
    small_scene: SmallScene, job_for: JobFor, head_alone: Recipe, tmp_path: Path
) -> None:
    first = job_for("first", input=(four_bands(small_scene, tmp_path / "one.tif", holes_in=3),))
    finetune(first, SilentReporter(), head_alone)
    model, card = load_model(Path(first.model))
    named = tuple(Band(name, wavelength) for name, wavelength in (("green", 560.0), ("red", 665.0), ("swir", 1610.0)))
    save_model(Path(first.model), model, dataclasses.replace(card, bands=named, left_out={2: Band("nir", 833.0)}))
    scene = four_bands(small_scene, tmp_path / "other.tif", holes_in=3)
    with rasterio.open(scene, "r+") as dataset:
        dataset.descriptions = ("red", "green", "nir", "swir")
    finetune(job_for("second", input=(scene,), checkpoint=first.model), SilentReporter(), head_alone)
    _, after = load_model(tmp_path / "second")
    assert [band.name for band in after.bands] == ["red", "green", "swir"]
