"""The page on prediction: every number on it was measured by `benchmarks/predict.py`."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks.page_parts import table

Rounds = Sequence[dict[str, Any]]


def page(results: dict[str, Any]) -> str:
    """The page as Markdown, of the parts that were measured."""
    machine = results["machine"]
    parts = [
        "# Prediction: how fast, in how much memory",
        "",
        "This page is written by `benchmarks/predict.py` (`make benchmark-predict`). The scene is real (Sentinel-2, 10 "
        "bands), repeated to size; the model tells ten clusters of its pixels apart, with a network, a forest of 120 "
        "trees and smoothing, as DeepSat makes them, or four with the network alone. Ratios are of processor "
        "time, all threads together, and medians over rounds in which everything ran once, one after the other, with "
        f"{machine['threads']} thread{'s' * (machine['threads'] != 1)} on a processor with "
        f"{', '.join(machine['flags']) or 'unknown extensions'}. {_missing(machine['flags'])}".strip(),
        "",
    ]
    sections = {"forest": _forest, "layouts": _layouts, "usual": _usual, "int8": _int8, "memory": _memory}
    for name, written in (sections | {"strips": _strips}).items():
        if name in results and results[name]["found"]:
            part = results[name] | {"name": name}
            parts += written(part["found"], part)
    return "\n".join(parts)


def _missing(flags: Sequence[str]) -> str:
    return "" if "amx_bf16" in flags else "How fast DeepSat is on one with AMX was not measured."


def _measured(part: dict[str, Any], options: str = "") -> str:
    options = options or f"--side {part['side']} --rounds {part['rounds']}"
    return f"Measured on {part['date']}: `python -m benchmarks.predict --only {part['name']} {options}`."


def _ratio(rounds: Rounds, above: str, below: str) -> float:
    return float(statistics.median(found[above] / found[below] for found in rounds))


def _forest(rounds: Rounds, part: dict[str, Any]) -> list[str]:
    options = f"--rounds {part['rounds']}"
    return [
        "## The forest",
        f"Compiled code walks the trees {_ratio(rounds, 'torch', 'compiled'):.1f} times as fast as torch, and gives "
        "the same bits. Beside the network of the same tile in float32, the forest takes "
        f"{_ratio(rounds, 'compiled', 'network'):.2f} of its time in compiled code and "
        f"{_ratio(rounds, 'torch', 'network'):.1f} in torch. {_measured(part, options)}",
        "",
    ]


def _layouts(rounds: Rounds, part: dict[str, Any]) -> list[str]:
    ratios = {name: [found[name]["whole"] / found[name]["engine"] for found in rounds] for name in rounds[0]}
    rows = [[name, f"{statistics.median(values):.3f}", _spread(values)] for name, values in ratios.items()]
    return [
        "## From end to end",
        "Opening, reading, computing, blending and writing, against the engine alone on the same tiles in memory "
        "(loading the model and starting the engine in both).",
        "",
        *table(["GeoTIFF", "times the engine alone", "lowest to highest round"], rows),
        _measured(part),
        "",
    ]


def _usual(rounds: Rounds, part: dict[str, Any]) -> list[str]:
    seconds = [{name: run["seconds"] for name, run in found.items()} for found in rounds]
    pairs = [("DeepSat", "ONNX Runtime"), ("DeepSat", "torch"), ("DeepSat held back", "torch held back")]
    pairs.append(("DeepSat held back", "ONNX Runtime"))
    rows = [
        [name, rounds[0][name]["engine"], usual, f"{_ratio(seconds, usual, name):.2f}"]
        for name, usual in pairs
        if usual in rounds[0]
    ]
    start = statistics.median(found["DeepSat"]["start"] / found["DeepSat"]["seconds"] for found in rounds)
    return [
        "## Against the usual way",
        "The usual way is a loop in float32: read a tile, predict it with ONNX Runtime, or with torch as it is, write "
        "it. Same network (without the forest), same tiles and overlap; the start of each counts, which takes "
        f"{start:.0%} of DeepSat's time here, and the less the larger the scene is. Higher is faster. Held back means "
        "that oneDNN and torch compute as on a processor without AVX-512, with AVX2 alone, to stand in for an older "
        "one. ONNX Runtime has no such setting and computes with all that this processor has: the last line "
        "compares an older processor with this one, and is shown only so that nothing is hidden.",
        "",
        *table(["DeepSat", "engine", "usual way", "times as fast"], rows),
        _measured(part),
        "",
    ]


def _int8(rounds: Rounds, part: dict[str, Any]) -> list[str]:
    models = {"whole": "network, forest and smoothing", "network": "network alone"}
    rows = []
    for model, title in models.items():
        for precision in ("auto", "int8"):
            runs = [(found[f"{model} {precision}"], found[f"{model} float32"]) for found in rounds]
            whole = statistics.median(exact["seconds"] / run["seconds"] for run, exact in runs)
            tile = statistics.median(_after_start(exact) / _after_start(run) for run, exact in runs)
            run, _ = runs[0]
            same, memory = f"{run['same']:.2%}", f"{run['memory'] / 1e9:.2f} GB"
            rows.append([title, f"`{precision}`: {run['engine']}", f"{whole:.2f}", f"{tile:.2f}", same, memory])
    return [
        "## In int8",
        "DeepSat from end to end in int8, and as it computes when nothing is asked for, against float32, which is 1; "
        "higher is faster. Int8 is fitted to parts of the scene first, and proven on some: that is in the first times, "
        f"and not in those after the start. {_won_back(rounds, part['side'])} The scene repeats itself, so that any "
        "part is like all others: where a scene differs from place to place, classes can agree less. Where less than "
        "98 % of them agree in the proof, int8 is not used.",
        "",
        *table(["model", "precision", "times as fast", "after the start", "classes of float32", "memory"], rows),
        _measured(part),
        "",
    ]


def _after_start(run: dict[str, Any]) -> float:
    return float(run["seconds"] - run["start"])


def _won_back(rounds: Rounds, side: int) -> str:
    """From how many tiles on int8 is faster than `auto`, of the model that has everything."""
    tiles = []
    for found in rounds:
        auto, int8 = found["whole auto"], found["whole int8"]
        gained = (_after_start(auto) - _after_start(int8)) / auto["tiles"]
        if gained <= 0:
            return "Here it is no faster than what is computed when nothing is asked, however large the scene."
        tiles.append((int8["start"] - auto["start"]) / gained)
    pixels = statistics.median(tiles) * side**2 / rounds[0]["whole auto"]["tiles"]
    return f"It wins back its start from about {pixels / 1e6:.0f} million pixels on."


def _memory(found: Rounds, part: dict[str, Any]) -> list[str]:
    rows = [[f"{run['width']} x {run['height']}", f"{run['memory'] / 1e9:.2f} GB", run["engine"]] for run in found]
    return [
        "## Memory",
        "The most that a process held (resident) which mapped a scene of 10 bands into 10 classes, libraries included. "
        "Only sums of what rows of tiles share, and the rows that are being written, grow, and with the width alone. "
        "Tiles lie at equal steps: in a scene that is little higher than a few of them they share more rows, which is "
        "why it can take more than a higher one.",
        "",
        *table(["pixels", "memory", "engine"], rows),
        _measured(part, "--memory " + " ".join(f"{run['width']}x{run['height']}" for run in found)),
        "",
    ]


def _strips(rounds: Rounds, part: dict[str, Any]) -> list[str]:
    seconds = [{layout: run["seconds"] for layout, run in found.items()} for found in rounds]
    rows = []
    for layout, run in rounds[0].items():
        memory = max(found[layout]["memory"] for found in rounds)
        times = _ratio(seconds, layout, "deflate, tiles")
        rows.append([layout, f"{memory / 1e9:.2f} GB", f"{run['cache'] / 1e6:.0f} MB", f"{times:.2f}"])
    return [
        "## Compressed strips",
        "A scene of 10980 x 1200 pixels whose rows are compressed one by one, against the same one in tiles, mapped by "
        "the network alone. A row has to be decoded as wide as it is, so GDAL may keep those of a row of tiles: that "
        "is the cache, which grows with the width alone, and what a run may take more.",
        "",
        *table(["GeoTIFF", "memory", "GDAL's cache", "time"], rows),
        _measured(part, f"--rounds {part['rounds']}"),
        "",
    ]


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.3f} to {max(values):.3f}"
