"""Takes the pictures of the guide: the real plugin in a real QGIS, on the sample scene.

    python -m build_tools.screenshots BUILD_FOLDER PICTURES_FOLDER

The pictures of the guide go to PICTURES_FOLDER, with few colours, so that they stay small; the same in other sizes and
in a dark theme, to be looked at, to BUILD_FOLDER/screenshots.

Two pictures need more than QGIS, and stay as they are where it is absent: the report is drawn by Chromium, as a browser
shows it, and the time series is two Sentinel-2 dates in ../shared/data/austria (contains modified Copernicus Sentinel
data 2021).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from build_tools.qgis_window import play_in_qgis

STORY = Path(__file__).with_name("screenshot_story.py")
GUIDE_SIZE = (1400, 900)
LOOKS = {"light": (GUIDE_SIZE, "default"), "large": ((1920, 1080), "default"), "dark": (GUIDE_SIZE, "Night Mapping")}
SERIES = Path(__file__).resolve().parents[2] / "shared" / "data" / "austria"
REPORT_SIZE, SPECTRA_SIZE = (1000, 1240), (1000, 540)
MOST_BYTES = 150_000
"""Of one picture in the guide."""
_OFTEN = 80
"""Pixels: the swatch of a class is larger, in the panel and in the report."""
_VIVID, _MOST_VIVID = 60, 32
"""Between the largest and the smallest part of a colour, 0-255; and how many such colours are kept exactly."""


def main(build: Path, pictures: Path) -> None:
    """Takes all pictures."""
    looked_at = (build / "screenshots").absolute()
    looked_at.mkdir(parents=True, exist_ok=True)
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deepsat-pictures-") as temporary:
        folder = Path(temporary)
        place = folder / "project"
        place.mkdir()
        taken = folder / "taken"
        taken.mkdir()
        notes = _play("first_map", folder / "first", taken, place, GUIDE_SIZE, "default", "")
        _draw_report(Path(notes["report"]), taken / "report.png", folder, REPORT_SIZE)
        _draw_report(Path(notes["report"]), taken / "spectra.png", folder, SPECTRA_SIZE, only="spectra")
        if SERIES.is_dir():
            _play("series", folder / "series", taken, place, GUIDE_SIZE, "default", "")
        else:
            print(f"No picture of a time series: {SERIES} is not there")
        for picture in sorted(taken.glob("*.png")):
            size = compress(picture, pictures / picture.name)
            print(f"{pictures / picture.name}  {size / 1000:.0f} kB")
        for look, (size_of_screen, theme) in LOOKS.items():
            _play("looks", folder / look, looked_at, place, size_of_screen, theme, look)
    print(f"{looked_at}  {', '.join(LOOKS)}")


def compress(picture: Path, target: Path) -> int:
    """Writes a picture with as many colours as fit into `MOST_BYTES`, and returns its size in bytes.

    Colours that many pixels have, such as those of classes, stay exactly as they are.

    Raises:
        ValueError: it is too large even with few colours.
    """
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    for frequent, others in ((128, 96), (64, 32), (48, 24), (40, 16), (24, 8)):
        kept = _kept_colours(image, frequent)
        mixed = image.quantize(others, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).getpalette() or []
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for colour in kept for part in colour] + mixed[: 3 * others])
        image.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            return target.stat().st_size
    raise ValueError(f"{target} has {target.stat().st_size} bytes with few colours")


def _kept_colours(image: Image.Image, frequent: int) -> list[tuple[int, int, int]]:
    """Vivid colours that at least `_OFTEN` pixels have, and the `frequent` ones that most pixels have."""
    counted = sorted(image.getcolors(image.width * image.height) or [], reverse=True)
    colours = [(count, colour) for count, colour in counted if isinstance(colour, tuple)]
    vivid = [colour for count, colour in colours if count >= _OFTEN and max(colour) - min(colour) >= _VIVID]
    return list(dict.fromkeys([*vivid[:_MOST_VIVID], *(colour for _, colour in colours[:frequent])]))


def _draw_report(page: Path, picture: Path, folder: Path, size: tuple[int, int], only: str = "") -> None:
    """The upper part of a report, or `only` one section of it, as Chromium shows it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("No picture of the report: Chromium is missing (apt-get install chromium)")
        return
    if only:
        style = f"<style>header, footer, section:not(#{only}) {{ display: none }} h2 {{ margin-top: 0 }}</style>"
        (folder / "section.html").write_text(page.read_text(encoding="utf-8") + style, encoding="utf-8")
        page = folder / "section.html"
    width, height = size
    command = [
        *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        f"--user-data-dir={folder / 'browser'}",
        *(f"--window-size={width},{height}", f"--screenshot={picture}", page.as_uri()),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _play(
    story: str, folder: Path, pictures: Path, place: Path, size: tuple[int, int], theme: str, look: str
) -> dict[str, Any]:
    folder.mkdir()
    told = {
        # The project that is opened again finds the sample where the first story has put it.
        "XDG_DATA_HOME": str(place / "data"),
        "DEEPSAT_STORY": story,
        "DEEPSAT_STORY_PICTURES": str(pictures),
        "DEEPSAT_STORY_PROJECT": str(place / "raleigh.qgz"),
        "DEEPSAT_STORY_SIZE": f"{size[0]}x{size[1]}",
        "DEEPSAT_STORY_LOOK": look,
        "DEEPSAT_STORY_SERIES": str(SERIES),
    }
    return play_in_qgis(STORY, folder, size=size, theme=theme, told=told)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
