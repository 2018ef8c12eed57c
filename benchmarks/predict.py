"""How fast a scene is mapped, and in how much memory; writes docs/prediction.md.

    python -m benchmarks.predict [--side PX] [--rounds N] [--memory WIDTHxHEIGHT ...] [--only PART ...]

Times are ratios of runs side by side: each round runs everything once, one after the other, and the page shows the
median over rounds. They are processor times of all threads, so that what else the machine does hardly matters, and
nothing is hidden by doing things at the same time: where all cores are busy, seconds on the clock have that ratio.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

import deepsat_qgis  # noqa: F401 (puts the package deepsat on the path)
from benchmarks.page_parts import write
from benchmarks.places import data_folder
from benchmarks.predict_page import page
from benchmarks.repeated_scene import LAYOUTS, make_models, repeat, share_of_same_classes
from benchmarks.usual_way import by_onnx_runtime, by_torch, export, map_as_usual
from deepsat.checkpoints import load_model
from deepsat.imagery import match_bands, open_scene
from deepsat.jobs import PredictJob
from deepsat.models.forest import PIXELS_AT_ONCE
from deepsat.predict.block_cache import bytes_needed
from deepsat.predict.engine import Engine
from deepsat.predict.pipeline import Source
from deepsat.predict.run import predict
from deepsat.reporting import SilentReporter

PARTS = ("forest", "layouts", "usual", "int8", "memory", "strips")
IMAGE = "unlabelled/aquileia_italy_s2/image.tif"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "prediction.md"
RESULTS = Path(__file__).resolve().parents[1] / "build" / "benchmarks" / "predict.json"
STRIPS_HEIGHT, STRIPS_WIDTH = 1200, 10_980
HELD_BACK = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}
"""Lets torch and OpenVINO compute as on a processor without AVX-512; ONNX Runtime knows no such limit."""
_RESULT = "RESULT "


def main() -> None:
    """Measures, keeps the results and writes the page."""
    options = _options()
    if options.child:
        sys.stdout.write(_RESULT + json.dumps(_child(json.loads(options.child))) + "\n")
        return
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    with tempfile.TemporaryDirectory(prefix="deepsat-predict-", dir=options.scratch) as name:
        bench = _Bench(Path(name), options.data / IMAGE, options.side, options.rounds)
        measured: dict[str, Callable[[], Any]] = {
            "forest": bench.forest,
            "layouts": bench.layouts,
            "usual": bench.usual,
            "int8": bench.precisions,
            "memory": lambda: [bench.memory(*size) for size in options.memory],
            "strips": bench.strips,
        }
        for part in options.only:
            found = {"side": options.side, "rounds": options.rounds, "date": options.date, "found": measured[part]()}
            results[part] = found
            sys.stdout.write(f"{part}: {json.dumps(found)}\n")
            sys.stdout.flush()
    results["machine"] = _machine()
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    write(json.dumps(results, indent=1), RESULTS)
    write(page(results), options.page)


@dataclasses.dataclass
class _Bench:
    """Scenes and models in a folder, made when they are first asked for."""

    folder: Path
    image: Path
    side: int
    rounds: int

    def __post_init__(self) -> None:
        small = self.folder / "small.tif"
        repeat(self.image, small, 689, 1200, "uncompressed, tiles")
        self.whole, self.network = make_models(small, self.folder)

    def scene(self, layout: str, height: int, width: int) -> Path:
        """The scene of that layout and size."""
        path = self.folder / f"{layout.replace(', ', '_')}_{height}x{width}.tif"
        if not path.exists():
            repeat(self.image, path, height, width, layout)
        return path

    def forest(self) -> list[dict[str, float]]:
        """Seconds of one tile's forest in compiled code and in torch, and of the network."""
        model, _, tiles = self._tiles(self.whole)
        images = torch.from_numpy(tiles[0])
        forest = model.forest
        if forest is None:
            raise RuntimeError("the model of this benchmark has a forest")

        def in_parts(features: torch.Tensor) -> None:
            for part in torch.split(features, PIXELS_AT_ONCE, dim=1):
                forest._by_torch(part, 1)

        features = torch.randn(3 * images.shape[1], images.shape[2] * images.shape[3])
        with torch.inference_mode():
            forest(images)
            return [
                {
                    "compiled": _seconds(lambda: forest.of_features(features)),
                    "torch": _seconds(lambda: in_parts(features)),
                    "network": _seconds(lambda: model._of_network(images, False)),
                }
                for _ in range(self.rounds)
            ]

    def layouts(self) -> list[dict[str, dict[str, float]]]:
        """Seconds from end to end of each layout, and of the engine alone on the same tiles in memory, one by one."""
        rounds = []
        for _ in range(self.rounds):
            found = {}
            for layout in LAYOUTS:
                job = self._job(self.scene(layout, self.side, self.side), self.whole)
                # Side by side: what else the machine does changes from minute to minute.
                engine = self._engine_alone()
                found[layout] = {"engine": engine, "whole": _seconds(lambda job=job: predict(job, SilentReporter()))}  # type: ignore[misc]
            rounds.append(found)
        return rounds

    def usual(self) -> list[dict[str, Any]]:
        """Seconds of the network alone from end to end: DeepSat, and usual ways; each in a process of its own."""
        asked = {"scene": str(self.scene("deflate, tiles", self.side, self.side)), "model": str(self.network)}
        runs = [("DeepSat", "predict", {}), ("DeepSat held back", "predict", HELD_BACK)]
        runs += [("torch", "torch", {}), ("torch held back", "torch", HELD_BACK)]
        if importlib.util.find_spec("onnxruntime") is not None:
            export(self.network, self.folder / "network.onnx")
            runs.append(("ONNX Runtime", "onnx", {}))
            asked["onnx"] = str(self.folder / "network.onnx")
        return [
            {name: self._in_child(asked | {"what": what}, limits) for name, what, limits in runs}
            for _ in range(self.rounds)
        ]

    def precisions(self) -> list[dict[str, dict[str, Any]]]:
        """Seconds from end to end in each precision, and the share of the pixels with the class of float32."""
        scene, rounds = self.scene("deflate, tiles", self.side, self.side), []
        for _ in range(self.rounds):
            found: dict[str, dict[str, Any]] = {}
            for model in (self.whole, self.network):
                maps = {}
                # Float32 first: the others are held against it.
                for precision in ("float32", "auto", "int8"):
                    maps[precision] = self.folder / f"{model.name}_{precision}.tif"
                    asked = {"what": "predict", "scene": str(scene), "model": str(model), "precision": precision}
                    run = self._in_child(asked | {"output": str(maps[precision])}, {})
                    same = share_of_same_classes(maps["float32"], maps[precision])
                    found[f"{model.name} {precision}"] = run | {"same": same}
            rounds.append(found)
        return rounds

    def memory(self, width: int, height: int) -> dict[str, Any]:
        """The most that a process held which maps a scene of this size."""
        scene = self.scene("zstd, tiles", height, width)
        found = self._in_child({"what": "predict", "scene": str(scene), "model": str(self.whole)}, {})
        scene.unlink()
        return {"width": width, "height": height, **found}

    def strips(self) -> list[dict[str, dict[str, Any]]]:
        """The most that a process held, and its seconds, of the same scene in tiles and in strips of one row each."""
        rounds = []
        for _ in range(self.rounds):
            found = {}
            for layout in ("deflate, tiles", "deflate, strips"):
                scene = self.scene(layout, STRIPS_HEIGHT, STRIPS_WIDTH)
                _, card = load_model(self.network)
                with open_scene((str(scene),)) as opened:
                    plan = Source(opened, match_bands(card.bands, opened.bands), card).plan(opened.grid.whole)
                    cache = bytes_needed(opened, plan)
                asked = {"what": "predict", "scene": str(scene), "model": str(self.network)}
                found[layout] = self._in_child(asked, {}) | {"cache": cache}
            rounds.append(found)
        return rounds

    def _engine_alone(self) -> float:
        _, plan, tiles = self._tiles(self.whole)

        def compute() -> None:
            fresh, _ = load_model(self.whole)
            engine = Engine(fresh, torch.device("cpu"), SilentReporter(), pixels=plan.pixel_count)
            for tile in tiles:
                engine.probabilities(tile)

        return _seconds(compute)

    def _tiles(self, folder: Path) -> tuple[Any, Any, list[Any]]:
        model, card = load_model(folder)
        with open_scene((str(self.scene("deflate, tiles", self.side, self.side)),)) as scene:
            source = Source(scene, match_bands(card.bands, scene.bands), card)
            plan = source.plan(scene.grid.whole)
            places = [(i, j) for i in range(len(plan.rows.starts)) for j in range(len(plan.columns.starts))]
            return model, plan, [source.read(plan.window(i, j))[0][None] for i, j in places]

    def _job(self, scene: Path, model: Path) -> PredictJob:
        return PredictJob((str(scene),), str(model), str(self.folder / "map.tif"), device="cpu")

    def _in_child(self, asked: dict[str, Any], limits: dict[str, str]) -> dict[str, Any]:
        environment = {**os.environ, **limits}
        asked = {"output": str(self.folder / "child.tif"), "threads": torch.get_num_threads(), **asked}
        command = [sys.executable, "-m", "benchmarks.predict", "--child", json.dumps(asked)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith(_RESULT)]
        if not lines:
            raise RuntimeError(f"a measurement failed:\n{done.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(lines[-1].removeprefix(_RESULT))
        return found


def _child(asked: dict[str, Any]) -> dict[str, Any]:
    """Carries out one measurement in this process."""
    torch.set_num_threads(asked["threads"])
    started, clock = time.process_time(), _Clock()
    result: dict[str, Any] = {}
    if asked["what"] == "predict":
        precision = asked.get("precision", "auto")
        job = PredictJob((asked["scene"],), asked["model"], asked["output"], device="cpu", precision=precision)
        result = predict(job, clock)
    else:
        onnx = asked["what"] == "onnx"
        by = by_onnx_runtime(Path(asked["onnx"]), asked["threads"]) if onnx else by_torch(Path(asked["model"]))
        map_as_usual(asked["scene"], Path(asked["model"]), asked["output"], by)
    seconds = time.process_time() - started
    return {
        "seconds": seconds,
        "start": clock.start - started,
        "tiles": clock.count,
        "memory": _most_memory(),
        "engine": result.get("engine"),
    }


class _Clock(SilentReporter):
    """Looks at the processor's time after each tile."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[float] = []

    def progress(self, fraction: float, stage: str, text: str, figures: Mapping[str, float] | None = None) -> None:
        if text.startswith("Mapped") and "tiles" in text:
            self._tiles.append(time.process_time())

    @property
    def count(self) -> int:
        """Tiles that there were."""
        return len(self._tiles)

    @property
    def start(self) -> float:
        """When the first tile would have begun, had it taken as long as the others."""
        first, *others = self._tiles or [0.0]
        return first - (others[-1] - first) / len(others) if others else first


def _seconds(action: Callable[[], Any]) -> float:
    started = time.process_time()
    action()
    return time.process_time() - started


def _most_memory() -> int:
    """Bytes that this process held at most; what `getrusage` tells a process on Linux is that of its parent too."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _machine() -> dict[str, Any]:
    flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    known = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16") if f" {flag}" in flags]
    return {"threads": torch.get_num_threads(), "flags": known}


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.predict", description="Speed and memory of prediction.")
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder with the imagery")
    parser.add_argument("--side", type=int, default=4000, help="of the square scene that times are measured on")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is run")
    sizes = [(10_980, 10_980), (21_960, 21_960)]
    parser.add_argument("--memory", type=_size, nargs="+", default=sizes, help="WIDTHxHEIGHT whose memory is measured")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    parser.add_argument("--scratch", type=Path, default=None, help="folder for scenes: gigabytes")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help=argparse.SUPPRESS)
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
