"""Models from images of imaging spectrometers: of a made one, see `tests/made_cube.py`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import rasterio

from deepsat.checkpoints import read_card
from deepsat.finetune.recipe import Recipe
from deepsat.finetune.run import finetune
from deepsat.jobs import FinetuneJob, PredictJob
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter
from tests.core.finetune.conftest import TRANSFORM, SmallScene
from tests.made_cube import WAVELENGTHS_NM, hidden_bands, listed, spread, write_envi


def test_a_model_from_224_bands_maps_another_image_of_the_sensor(
    tmp_path: Path, small_scene: SmallScene, job_for: Callable[..., FinetuneJob], untrained: Recipe
) -> None:
    with rasterio.open(small_scene.raster) as dataset:
        values = spread(dataset.read(), (560, 665, 865)).round().astype(np.int16)
    hidden = hidden_bands()
    values[hidden] = 0
    lines = [
        "wavelength units = Micrometers",
        listed("wavelength", [f"{nm / 1000:.6f}" for nm in WAVELENGTHS_NM]),
        listed("bbl", [int(band not in hidden) for band in range(224)]),
    ]
    learnt = write_envi(tmp_path / "cube.bsq", values, (TRANSFORM.c, TRANSFORM.f), TRANSFORM.a, lines)
    job = job_for(input=(str(learnt),), checkpoint="auto", report=str(tmp_path / "report.html"))
    result = finetune(job, SilentReporter(), untrained)
    assert result["findings"][:2] == [
        "Left out, 24 of 224 bands, being marked as bad in the raster: 1353–1440 nm, 1800–1953 nm.",
        "Of 200 bands 187 are unknown to the checkpoint deepsat-v1, so training starts from random weights.",
    ]
    card = read_card(Path(job.model))
    assert len(card.bands) == card.architecture.in_channels == 200
    assert [*card.left_out] == hidden
    assert "200 bands from 420 to 2445 nm" in (tmp_path / "report.html").read_text(encoding="utf-8")

    other = tmp_path / "reversed.tif"
    height, width = values.shape[1:]
    with rasterio.open(
        other, "w", driver="GTiff", dtype="int16", count=224, height=height, width=width, crs="EPSG:32633",
        transform=TRANSFORM, interleave="pixel",
    ) as dataset:  # fmt: skip
        dataset.write(values[::-1])
        for number, nanometres in enumerate(reversed(WAVELENGTHS_NM), start=1):
            dataset.update_tags(number, wavelength=f"{nanometres} nm")
    output = tmp_path / "map.tif"
    predicted = predict(PredictJob((str(other),), job.model, str(output), device="cpu"), SilentReporter())
    assert predicted["findings"] == []
    with rasterio.open(output) as dataset:
        assert (dataset.read(1) == small_scene.truth).mean() > 0.9
