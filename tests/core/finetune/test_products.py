"""Models from products as providers deliver them, and other products mapped with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from deepsat.checkpoints import read_card
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import ErrorCode, FinetuneJob, PredictJob, UserError
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from tests.core.finetune.conftest import TRANSFORM, SmallScene
from tests.core.imagery.delivered import write_safe_of

BANDS = ("B03", "B04", "B8A")


def product(folder: Path, scene: SmallScene, day: str, baseline: str, bands: tuple[str, ...] = BANDS) -> str:
    """The small scene as a product of some day; its near infrared in pixels of 20 m."""
    with rasterio.open(scene.raster) as dataset:
        values = dict(zip(BANDS, dataset.read(), strict=True))
    height, width = values["B8A"].shape
    coarse = values["B8A"].reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)).astype(np.uint16)
    held = {"B03": (10, values["B03"]), "B04": (10, values["B04"]), "B8A": (20, coarse)}
    corner = (TRANSFORM.c, TRANSFORM.f)
    return str(write_safe_of(folder, day, baseline, {name: held[name] for name in bands}, corner=corner))


def test_a_model_from_one_product_maps_another_one(
    tmp_path: Path, small_scene: SmallScene, job_for: Callable[..., FinetuneJob], untrained: Recipe
) -> None:
    learnt = product(tmp_path, small_scene, "20210617", "N0300")
    job = job_for(input=(learnt,))
    finetune(job, SilentReporter(), untrained)
    card = read_card(Path(job.model))
    expected = [("B03", 560.0, 1e-4, 0.0, 0.0), ("B04", 665.0, 1e-4, 0.0, 0.0), ("B8A", 865.0, 1e-4, 0.0, 0.0)]
    assert [(b.name, b.wavelength_nm, b.scale, b.offset, b.nodata) for b in card.bands] == expected
    maps = []
    for number, seen in enumerate((learnt, product(tmp_path, small_scene, "20220622", "N0400"))):
        output = tmp_path / f"map{number}.tif"
        result = predict(PredictJob((seen,), job.model, str(output), device="cpu"), SilentReporter())
        assert not [sentence for sentence in result["findings"] if "far from those" in sentence]
        with rasterio.open(output) as dataset:
            maps.append(dataset.read(1))
            assert dataset.tags()["DEEPSAT_SOURCE"] == Path(seen).name
            assert dataset.transform == TRANSFORM
    # Numbers of the second lie 1000 higher, and its metadata take them off again.
    assert np.array_equal(*maps)
    assert (maps[0] == small_scene.truth).mean() > 0.9
    with pytest.raises(UserError) as error:
        lacking = product(tmp_path, small_scene, "20220702", "N0400", BANDS[:2])
        predict(PredictJob((lacking,), job.model, str(tmp_path / "map.tif"), device="cpu"), SilentReporter())
    assert error.value.code is ErrorCode.BANDS_MISMATCH
    assert error.value.found == "2 bands B03 (560 nm), B04 (665 nm), without B8A (865 nm)"
    assert not (tmp_path / "map.tif").exists()
