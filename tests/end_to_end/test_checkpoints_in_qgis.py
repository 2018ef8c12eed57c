"""Checkpoints through the real `qgis_process`: pre-trained with a break, imported, and used to make a map."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Iterator

import numpy as np
import pytest
from osgeo import gdal

from tests.qgis_process import Answer, QgisProcess
from tests.qgis_profile import worker_python
from tests.synthetic_scene import SyntheticScene, write_scene

EPOCHS = 4
DATES = ("2021-06-17", "2021-09-25")

# Weights under the names that torchvision gives a ResNet-18, written without torchvision.
_WRITE_RESNET = """
import sys, torch
torch.manual_seed(3)
tensors = {"conv1.weight": torch.randn(64, 3, 7, 7) * 0.05}
def norm(name, channels):
    tensors.update({f"{name}.weight": torch.rand(channels) + 0.5, f"{name}.bias": torch.randn(channels) * 0.1,
                    f"{name}.running_mean": torch.zeros(channels), f"{name}.running_var": torch.ones(channels),
                    f"{name}.num_batches_tracked": torch.tensor(7)})
norm("bn1", 64)
channels = 64
for layer, wide in enumerate((64, 128, 256, 512), 1):
    for block in range(2):
        name, stride = f"layer{layer}.{block}", 2 if layer > 1 and block == 0 else 1
        tensors[f"{name}.conv1.weight"] = torch.randn(wide, channels, 3, 3) * 0.03
        norm(f"{name}.bn1", wide)
        tensors[f"{name}.conv2.weight"] = torch.randn(wide, wide, 3, 3) * 0.03
        norm(f"{name}.bn2", wide)
        if stride == 2:
            tensors[f"{name}.downsample.0.weight"] = torch.randn(wide, channels, 1, 1) * 0.05
            norm(f"{name}.downsample.1", wide)
        channels = wide
tensors.update({"fc.weight": torch.randn(1000, 512), "fc.bias": torch.zeros(1000)})
torch.save(tensors, sys.argv[1])
"""


@pytest.fixture(scope="module")
def own_checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the person's own checkpoints will lie; not there yet."""
    return tmp_path_factory.mktemp("person") / "eigene Prüfpunkte"


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory: pytest.TempPathFactory, own_checkpoints: Path) -> QgisProcess:
    """A profile with the plugin and a worker."""
    environment = {**os.environ, "DEEPSAT_PYTHON": worker_python(), "DEEPSAT_CHECKPOINTS": str(own_checkpoints)}
    return QgisProcess(tmp_path_factory.mktemp("profile"), environment)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> SyntheticScene:
    """The synthetic scene."""
    return write_scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture(scope="module")
def series(scene: SyntheticScene, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two dates of the scene; in the second everything is a little brighter."""
    folder = tmp_path_factory.mktemp("Zeitreihe ä")
    paths = [folder / f"{date}.tif" for date in DATES]
    for number, path in enumerate(paths):
        shutil.copy(scene.raster, path)
        dataset = gdal.Open(str(path), gdal.GA_Update)
        for band in range(1, dataset.RasterCount + 1):
            values = dataset.GetRasterBand(band).ReadAsArray()
            dataset.GetRasterBand(band).WriteArray((values * (1 + 0.2 * number)).astype(np.uint16))
        dataset.FlushCache()
    return paths


@pytest.fixture(scope="module")
def pretraining(series: list[Path], own_checkpoints: Path) -> tuple[str, ...]:
    """The command that is given twice."""
    return (
        "run",
        "deepsat:pretrain",
        *(f"--INPUT={path}" for path in series),
        "--METHOD=embedding_earth",
        f"--EPOCHS={EPOCHS}",
        "--SEED=5",
        "--DEVICE=cpu",
        f"--OUTPUT={own_checkpoints / 'inn valley'}",
    )


@pytest.fixture(scope="module")
def cancelled(qgis_process: QgisProcess, pretraining: tuple[str, ...]) -> Answer:
    """Pre-training, stopped after its first step."""
    return qgis_process.interrupted(*pretraining, after=r"Step 1 of \d+, loss \d")


@pytest.fixture(scope="module")
def finished(cancelled: Answer, qgis_process: QgisProcess, pretraining: tuple[str, ...]) -> Answer:
    """The same command once more, to its end."""
    return qgis_process(*pretraining)


def map_from(qgis_process: QgisProcess, scene: SyntheticScene, checkpoint: str, folder: Path) -> Answer:
    return qgis_process(
        "run",
        "deepsat:mapfromlabels",
        f"--INPUT={scene.raster}",
        f"--LABELS={scene.labels}",
        "--CLASS_FIELD=class",
        f"--CHECKPOINT={checkpoint}",
        "--MAX_MINUTES=0.5",
        "--DEVICE=cpu",
        f"--MODEL={folder / 'model'}",
        f"--OUTPUT={folder / 'map.tif'}",
        f"--REPORT={folder / 'report.html'}",
    )


def share_right(path: Path, scene: SyntheticScene) -> float:
    return float(np.mean(gdal.Open(str(path)).ReadAsArray() == scene.truth))


def test_a_cancelled_pretraining_leaves_only_what_it_needs_to_go_on(cancelled: Answer, own_checkpoints: Path) -> None:
    assert cancelled.status != 0
    assert "Cancelled" in cancelled.text
    assert "to go on where training stopped" in cancelled.text
    assert "effective rank" in cancelled.text
    assert "images/s" in cancelled.text
    assert cancelled.document["seconds_to_stop"] < 30
    assert {path.name for path in own_checkpoints.iterdir()} == {"inn valley.resume"}
    assert (own_checkpoints / "inn valley.resume" / "state.safetensors").stat().st_size > 1_000_000


def test_the_same_command_goes_on_and_finishes(finished: Answer, own_checkpoints: Path) -> None:
    assert finished.status == 0, finished.text
    results = finished.document["results"]
    # Two dates of 120 x 152 pixels hold 5 views of 64 x 64 each; a step takes 8.
    assert results["STEPS_PLANNED"] == 2 * EPOCHS
    assert 0 < results["RESUMED_AT"] < results["STEPS"]
    assert results["STEPS"] == results["STEPS_PLANNED"]
    assert 0 < results["LOSS"] < 20
    assert f"Training goes on after step {results['RESUMED_AT']:.0f} of" in finished.text
    assert {path.name for path in own_checkpoints.iterdir()} == {"inn valley"}
    card = json.loads((own_checkpoints / "inn valley" / "checkpoint.json").read_text(encoding="utf-8"))
    assert card["properties"]["deepsat:pretraining"]["rasters"] == 2
    assert card["properties"]["deepsat:pretraining"]["steps"] == results["STEPS"]


def test_a_map_starts_from_the_checkpoint_by_its_name(
    finished: Answer, qgis_process: QgisProcess, scene: SyntheticScene, tmp_path: Path
) -> None:
    answer = map_from(qgis_process, scene, "inn valley", tmp_path)
    assert answer.status == 0, answer.text
    assert share_right(tmp_path / "map.tif", scene) > 0.85
    model = json.loads((tmp_path / "model" / "model.json").read_text(encoding="utf-8"))
    assert model["properties"]["deepsat:training"]["checkpoint"] == "inn valley"
    assert model["properties"]["mlm:pretrained"] is True


def test_info_tells_what_a_checkpoint_was_trained_on(
    finished: Answer, qgis_process: QgisProcess, own_checkpoints: Path
) -> None:
    answer = qgis_process("run", "deepsat:modelinfo", f"--MODEL={own_checkpoints / 'inn valley'}")
    assert answer.status == 0, answer.text
    text = answer.document["results"]["TEXT"]
    assert "Method: embedding_earth" in text
    assert "B08: 833 nm" in text
    assert f"Steps: {2 * EPOCHS}" in text


def test_cscl_learns_from_polygons_and_leaves_no_copy_of_them(
    qgis_process: QgisProcess, scene: SyntheticScene, series: list[Path], tmp_path: Path
) -> None:
    answer = qgis_process(
        "run",
        "deepsat:pretrain",
        f"--INPUT={series[0].parent}",
        "--METHOD=cscl",
        f"--LABELS={scene.labels}|layername=labels",
        "--CLASS_FIELD=class",
        "--EPOCHS=1",
        "--DEVICE=cpu",
        f"--OUTPUT={tmp_path / 'borders'}",
    )
    assert answer.status == 0, answer.text
    assert answer.document["results"]["STEPS"] == 2
    assert {path.name for path in tmp_path.iterdir()} == {"borders"}


def test_published_weights_are_imported_and_used(
    qgis_process: QgisProcess, scene: SyntheticScene, own_checkpoints: Path, tmp_path: Path
) -> None:
    weights = tmp_path / "resnet18 ä.pth"
    subprocess.run([worker_python(), "-c", _WRITE_RESNET, str(weights)], check=True, timeout=120)
    answer = qgis_process("run", "deepsat:importcheckpoint", f"--INPUT={weights}", "--KIND=torchgeo")
    assert answer.status == 0, answer.text
    results = answer.document["results"]
    assert Path(results["OUTPUT"]) == own_checkpoints / "resnet18 ä"
    assert results["CHECKPOINT"] == "resnet18 ä"
    summary = json.loads(results["SUMMARY"])
    assert (summary["encoder"], summary["bands"]) == ("resnet18", ["B04", "B03", "B02"])
    # 20 convolutions and the 5 tensors of each of 20 normalisations; the two of `fc` classify photographs.
    assert summary["used"] == 20 + 5 * 20
    assert sum(group["count"] for group in summary["dropped"].values()) == 2
    again = qgis_process("run", "deepsat:importcheckpoint", f"--INPUT={weights}")
    assert again.status != 0
    assert "no checkpoint named “resnet18 ä” yet" in again.text
    mapped = map_from(qgis_process, scene, "resnet18 ä", tmp_path)
    assert mapped.status == 0, mapped.text
    assert share_right(tmp_path / "map.tif", scene) > 0.6


def test_a_file_that_is_no_network_is_refused(qgis_process: QgisProcess, scene: SyntheticScene) -> None:
    answer = qgis_process("run", "deepsat:importcheckpoint", f"--INPUT={scene.labels}")
    assert answer.status != 0
    assert "Traceback" not in answer.text
    assert scene.labels.name in answer.text


@pytest.fixture
def proxy() -> Iterator[tuple[int, list[str]]]:
    """A proxy on this computer that knows no address: its port, and what it was asked for."""
    asked: list[str] = []

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments: object) -> None:
            """Keeps the log of the tests clean."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def test_a_download_asks_the_proxy_of_qgis(proxy: tuple[int, list[str]], own_checkpoints: Path, tmp_path: Path) -> None:
    port, asked = proxy
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment |= {"DEEPSAT_PYTHON": worker_python(), "DEEPSAT_CHECKPOINTS": str(own_checkpoints)}
    qgis_process = QgisProcess(tmp_path, environment)
    with (tmp_path / "profiles" / "default" / "QGIS" / "QGIS3.ini").open("a") as settings:
        settings.write(f"[proxy]\nproxyEnabled=true\nproxyType=HttpProxy\nproxyHost=127.0.0.1\nproxyPort={port}\n")
    answer = qgis_process(
        "run",
        "deepsat:downloadcheckpoint",
        "--NAME=seco-resnet18-1m",
        "--URL_TEMPLATE=http://weights.invalid/{file}",
    )
    assert answer.status != 0
    assert asked[0] == "http://weights.invalid/seco_resnet18_1m.ckpt"
    assert "404" in answer.text
    assert "Traceback" not in answer.text
    assert not (own_checkpoints / "seco-resnet18-1m").exists()


def test_an_unknown_start_is_refused_before_a_worker_starts(
    qgis_process: QgisProcess, scene: SyntheticScene, tmp_path: Path
) -> None:
    answer = map_from(qgis_process, scene, "alpen", tmp_path)
    assert answer.status != 0
    assert "The checkpoint is not known." in answer.text
    assert "alpen" in answer.text
    assert "Device" not in answer.text
