"""Labels for CSCL: rasters of classes and polygons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
import torch
from torch import Tensor

from deepsat.encoders import Architecture
from deepsat.imagery import Window
from deepsat.jobs import ErrorCode, PretrainJob, UserError
from deepsat.pretrain.catalogue import Place, find_places
from deepsat.pretrain.chips import Chips, ChipSettings
from deepsat.pretrain.label_sources import labelled_places
from deepsat.pretrain.methods import start_network
from deepsat.pretrain.run import build_method, chip_settings
from deepsat.pretrain.settings import PretrainSettings
from deepsat.pretrain.trainer import Plan
from deepsat.reporting import SilentReporter

Write = Callable[..., str]


def places_of(archive: Path) -> tuple[Place, ...]:
    return find_places([str(archive)], 0, SilentReporter()).places


def job(**changes: str) -> PretrainJob:
    return PretrainJob(("in",), "out", "cscl", **changes)  # type: ignore[arg-type]


def classes(height: int, width: int) -> np.ndarray:
    """uint8 (1,H,W) of 0, 1, 2 without symmetry."""
    return (np.arange(height * width).reshape(1, height, width) // 7 % 3).astype(np.uint8)


def polygons(path: Path, *boxes: tuple[str, float, float, float, float]) -> str:
    pyogrio.raw.write(
        str(path),
        geometry=np.array([shapely.to_wkb(shapely.box(*box[1:])) for box in boxes], dtype=object),
        field_data=[np.array([box[0] for box in boxes], dtype=object)],
        fields=["class"],
        geometry_type="Polygon",
        crs="EPSG:32633",
    )
    return str(path)


def test_a_raster_beside_the_scenes_labels_their_place(write_raster: Write, archive: Path) -> None:
    truth = classes(40, 52)
    write_raster(truth, name="archive/tirol/truth.tif", nodata=0)
    places, (source,), findings = labelled_places(job(), places_of(archive))
    assert [place.name for place in places] == ["tirol/image_2021-03-01"]
    assert findings == ("other/image was left out: no raster of labels lies beside it.",)
    expected = np.where(truth[0] == 0, 255, truth[0])
    np.testing.assert_array_equal(source.chip(Window(3, 5, 20, 11)), expected[3:23, 5:16])
    beyond = source.chip(Window(35, 48, 8, 8))
    np.testing.assert_array_equal(beyond[:5, :4], expected[35:, 48:])
    assert (beyond[5:] == 255).all()
    assert (beyond[:, 4:] == 255).all()


def test_chips_bring_labels_of_their_own_window(write_raster: Write, archive: Path) -> None:
    truth = classes(40, 52)
    write_raster(truth, name="archive/tirol/labels.tif")
    places, labels, _ = labelled_places(job(), places_of(archive))
    batch = Chips(places, ChipSettings(side=16, dates=1, samples=5, shards=1), 0, labels)[0]
    for (row, column), chip in zip(batch.origins.tolist(), batch.labels.numpy(), strict=True):
        np.testing.assert_array_equal(chip, truth[0, row : row + 16, column : column + 16])


def test_polygons_label_the_places_that_they_lie_on_and_draw_the_windows(archive: Path, tmp_path: Path) -> None:
    # Rows 2-5 and columns 3-6 are fields, one pixel in the last row and column is water.
    path = polygons(
        tmp_path / "l.gpkg",
        ("fields", 500_030, 4_999_940, 500_070, 4_999_980),
        ("water", 500_510, 4_999_600, 500_520, 4_999_610),
    )
    labelled = job(labels=path, class_field="class")
    places, labels, findings = labelled_places(labelled, places_of(archive))
    assert [place.name for place in places] == ["tirol/image_2021-03-01"]
    assert findings[0].startswith("other/image was left out: the class 'fields' only")
    batch = Chips(places, ChipSettings(side=16, dates=1, samples=40, shards=1), 0, labels)[0]
    counts = (batch.labels == 0).sum((1, 2)) + (batch.labels == 1).sum((1, 2))
    assert int(counts.min()) >= 1
    assert bool(((batch.labels == 1).sum((1, 2)) <= 1).all())


def test_every_view_that_cscl_learns_from_holds_a_label(archive: Path, tmp_path: Path) -> None:
    path = polygons(
        tmp_path / "l.gpkg",
        ("fields", 500_200, 4_999_780, 500_220, 4_999_800),
        ("water", 500_220, 4_999_780, 500_240, 4_999_800),
    )
    places, labels, _ = labelled_places(job(labels=path, class_field="class"), places_of(archive))
    settings = PretrainSettings(view_side=16, chip_side=32, decoder_channels=(16, 16, 8, 8, 8))
    architecture = Architecture(in_channels=13, classes=1, decoder_channels=settings.decoder_channels)
    method = build_method("cscl", start_network(architecture, 0), settings, 0)
    plan = Plan(5, 1, 8, "adamw", 1e-3, 0.01, 0, 60.0)
    chips = Chips(places, chip_settings(method, settings, plan), 0, labels)
    seen: list[Tensor] = []
    method.head.register_forward_hook(lambda _head, inputs, _output: seen.append(inputs[1]))
    with torch.no_grad():
        for number in range(plan.steps):
            method(chips[number])
    assert torch.cat(seen).shape == (40, 16, 16)
    # At least a corner of the 2 x 4 pixels.
    assert int((torch.cat(seen) != 255).sum((1, 2)).min()) >= 1


def test_a_label_raster_on_another_grid_labels_nothing(write_raster: Write, archive: Path) -> None:
    path = write_raster(classes(40, 51), name="classes.tif")
    with pytest.raises(UserError, match=r"classes\.tif lies on another grid") as caught:
        labelled_places(job(labels=path), places_of(archive))
    assert caught.value.code is ErrorCode.LABELS_UNUSABLE


def test_of_several_layers_one_is_named(archive: Path, tmp_path: Path) -> None:
    boxes = (("a", 500_030, 4_999_940, 500_070, 4_999_980), ("b", 500_130, 4_999_840, 500_170, 4_999_880))
    path = polygons(tmp_path / "l.gpkg", *boxes)
    _, _, geometries, columns = pyogrio.raw.read(path)
    pyogrio.raw.write(
        path, geometries, columns, np.array(["class"]), layer="other", geometry_type="Polygon", crs="EPSG:32633"
    )
    with pytest.raises(UserError) as caught:
        labelled_places(job(labels=path, class_field="class"), places_of(archive))
    assert caught.value.code is ErrorCode.LABELS_UNREADABLE
    assert labelled_places(job(labels=path, class_field="class", labels_layer="other"), places_of(archive))[0]


def test_a_class_field_that_is_not_there_is_told(archive: Path, tmp_path: Path) -> None:
    path = polygons(tmp_path / "l.gpkg", ("a", 500_030, 4_999_940, 500_070, 4_999_980))
    with pytest.raises(UserError) as caught:
        labelled_places(job(labels=path, class_field="kind"), places_of(archive))
    assert caught.value.code is ErrorCode.CLASS_FIELD_MISSING


def test_the_hash_of_labels_follows_their_content(write_raster: Write, archive: Path, tmp_path: Path) -> None:
    fields = ("fields", 500_030, 4_999_940, 500_070, 4_999_980)
    hashes = []
    for number, left in enumerate((500_510, 500_510, 500_500)):
        water = ("water", left, 4_999_600, left + 10, 4_999_610)
        path = polygons(tmp_path / f"{number}.gpkg", fields, water)
        _, (source,), _ = labelled_places(job(labels=path, class_field="class"), places_of(archive))
        hashes.append(source.content_hash())
    truth = classes(40, 52)
    for values, options in ((truth, {}), (truth, {"compress": "deflate"}), (truth, {"nodata": 2}), (truth.clip(1), {})):
        write_raster(values, name="archive/tirol/truth.tif", **options)
        _, (source,), _ = labelled_places(job(), places_of(archive))
        hashes.append(source.content_hash())
    same = [hashes[0] == hashes[1], hashes[3] == hashes[4]]
    assert same == [True, True]
    assert len(set(hashes)) == 5
