"""Takes the pictures of the guide: the real plugin in a real QGIS, on the sample scene.

    python -m build_tools.screenshots BUILD_FOLDER PICTURES_FOLDER

The pictures of the guide go to PICTURES_FOLDER, with few colours, so that they stay small; the same in other sizes and
in a dark theme, to be looked at, to BUILD_FOLDER/screenshots.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from build_tools.qgis_window import play_in_qgis

STORY = Path(__file__).with_name("screenshot_story.py")
GUIDE_SIZE = (1400, 900)
LOOKS = {"light": (GUIDE_SIZE, "default"), "large": ((1920, 1080), "default"), "dark": (GUIDE_SIZE, "Night Mapping")}
MOST_BYTES = 150_000
"""Of one picture in the guide."""


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
        _play("first_map", folder / "first", taken, place, GUIDE_SIZE, "default", "")
        for picture in sorted(taken.glob("*.png")):
            size = compress(picture, pictures / picture.name)
            print(f"{pictures / picture.name}  {size / 1000:.0f} kB")
        for look, (size_of_screen, theme) in LOOKS.items():
            _play("looks", folder / look, looked_at, place, size_of_screen, theme, look)
    print(f"{looked_at}  {', '.join(LOOKS)}")


def compress(picture: Path, target: Path) -> int:
    """Writes a picture with as many colours as fit into `MOST_BYTES`, and returns its size in bytes.

    Raises:
        ValueError: it is too large even with few colours.
    """
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    for colours in (256, 128, 64, 32):
        image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            return target.stat().st_size
    raise ValueError(f"{target} has {target.stat().st_size} bytes with {colours} colours")


def _play(story: str, folder: Path, pictures: Path, place: Path, size: tuple[int, int], theme: str, look: str) -> None:
    folder.mkdir()
    told = {
        # The project that is opened again finds the sample where the first story has put it.
        "XDG_DATA_HOME": str(place / "data"),
        "DEEPSAT_STORY": story,
        "DEEPSAT_STORY_PICTURES": str(pictures),
        "DEEPSAT_STORY_PROJECT": str(place / "raleigh.qgz"),
        "DEEPSAT_STORY_SIZE": f"{size[0]}x{size[1]}",
        "DEEPSAT_STORY_LOOK": look,
    }
    play_in_qgis(STORY, folder, size=size, theme=theme, told=told)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
