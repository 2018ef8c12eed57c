"""Places: real scenes with truth, apart for choosing settings and for the final scores.

The imagery is not part of the project; see README.md for what a place's folder holds.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray

DATA_VARIABLE = "DEEPSAT_DATA"
"""Environment variable that names the folder with the imagery."""

DEFAULT_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

SCORING = (
    "hls/scene00",
    "hls/scene06",
    "hls/scene07",
    "hls/scene20",
    "hls/scene46",
    "hls/scene59",
    "spain",
    "ethiopia",
    "kampala",
    "amazon/Amazon_122_33",
    "amazon/Amazon_124_36",
    "sparse/raleigh",
    "belgium_series",
)
"""For the final scores: never trained or tuned on."""

DEVELOPMENT = (
    "hls/scene04",
    "hls/scene12",
    "hls/scene27",
    "hls/scene54",
    "amazon/Amazon_1279_29",
    "amazon/Amazon_1712_26",
    "sparse/para",
    "sparse/trombetas",
)
"""For choosing settings by; the bundled checkpoint has not seen them either."""

SEEN = (
    "hls/scene01",
    "hls/scene03",
    "hls/scene09",
    "hls/scene10",
    "hls/scene14",
    "hls/scene21",
    "hls/scene26",
    "hls/scene31",
    "hls/scene44",
    "hls/scene56",
    "amazon/Amazon_1377_12",
    "amazon/Amazon_170_38",
    "slovenia",
    "sparse/chiapas",
)
"""Settings were chosen by these too, and the bundled checkpoint was trained on imagery of most of them."""

PLACES = {"scoring": SCORING, "development": DEVELOPMENT, "all": (*SCORING, *DEVELOPMENT, *SEEN)}

PLACES_IN_WORDS = {
    "scoring": "real places that were kept out of all pre-training and choosing",
    "development": "real places that settings are chosen by, so that these are no final scores",
    "all": "real places, those that settings were chosen by among them",
}

KINDS = {
    "30 m, single date": (
        "hls/scene03",
        "hls/scene06",
        "hls/scene10",
        "hls/scene31",
        "hls/scene46",
        "hls/scene54",
        "hls/scene56",
        "hls/scene59",
        "ethiopia",
    ),
    "several dates": (
        "hls/scene00",
        "hls/scene01",
        "hls/scene04",
        "hls/scene07",
        "hls/scene09",
        "hls/scene12",
        "hls/scene14",
        "hls/scene20",
        "hls/scene21",
        "hls/scene26",
        "hls/scene27",
        "hls/scene44",
        "slovenia",
    ),
    "10 m, single date": (
        "spain",
        "amazon/Amazon_122_33",
        "amazon/Amazon_124_36",
        "amazon/Amazon_1279_29",
        "amazon/Amazon_1377_12",
        "amazon/Amazon_1712_26",
        "amazon/Amazon_170_38",
    ),
    "high resolution": ("kampala",),
    "time series": ("belgium_series",),
    "polygons only": ("sparse/chiapas", "sparse/para", "sparse/raleigh", "sparse/trombetas"),
}
"""What is told apart when asking where a method pays."""
OTHER_KIND = "other"


@dataclasses.dataclass(frozen=True)
class Place:
    """One place: an image, and either dense truth with sets of polygons, or polygons alone."""

    name: str
    folder: Path
    every_date: bool = False
    """Whether all dates are used, or the first one only."""

    @property
    def kind(self) -> str:
        """See `kind_of`."""
        return kind_of(self.name)

    @property
    def image(self) -> Path:
        """The image; of a place with several dates the first."""
        return self._images[0]

    @property
    def images(self) -> tuple[Path, ...]:
        """The images that are used, in the order of time."""
        return tuple(self._images if self.every_date else self._images[:1])

    @property
    def is_first_of_many_dates(self) -> bool:
        """Whether there are more dates than are used."""
        return len(self._images) > len(self.images)

    @property
    def has_truth(self) -> bool:
        """Whether the class of every pixel is known; else only polygons are."""
        return self.truth_path.is_file()

    @property
    def truth_path(self) -> Path:
        """Raster of truth: 0 = not scored, else a class of `class_names`."""
        return self.folder / "truth.tif"

    @property
    def class_names(self) -> dict[int, str]:
        """Class of each value of the truth."""
        classes = json.loads((self.folder / "scene.json").read_text(encoding="utf-8"))["classes"]
        return {int(value): str(name) for value, name in classes.items()}

    def polygons(self, per_class: int) -> Path:
        """Vector file with so many polygons of each class, text field `class`."""
        return self.folder / f"labels_k{per_class}.gpkg"

    @property
    def all_polygons(self) -> Path:
        """Vector file of a place without dense truth."""
        return self.folder / "labels.gpkg"

    def truth(self) -> NDArray[np.uint8]:
        """uint8 (H, W): 0 = not scored, else a value of `class_names`."""
        with rasterio.open(self.truth_path) as dataset:
            return np.asarray(dataset.read(1), dtype=np.uint8)

    def data_hash(self) -> str:
        """Of images, truth and polygons in use, so that scores of other data are never taken for those of these."""
        digest = hashlib.sha256()
        for path in (*self.images, *sorted(self.folder.glob("labels*.gpkg")), self.truth_path):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()[:16]

    @property
    def _images(self) -> list[Path]:
        return sorted(self.folder.glob("image*.tif"))


def kind_of(name: str) -> str:
    """One of `KINDS`, or `OTHER_KIND` for a place of which nothing is known."""
    return next((kind for kind, names in KINDS.items() if name in names), OTHER_KIND)


def data_folder() -> Path:
    """The folder with the imagery: `DEEPSAT_DATA`, or `shared/data` beside the project."""
    return Path(os.environ.get(DATA_VARIABLE, DEFAULT_DATA))


def find_places(names: tuple[str, ...], folder: Path) -> list[Place]:
    """The places of these names.

    Raises:
        FileNotFoundError: one has no image.
    """
    places = [Place(name, folder / name) for name in names]
    missing = [place.name for place in places if not any(place.folder.glob("image*.tif"))]
    if missing:
        raise FileNotFoundError(f"no image of {', '.join(missing)} in {folder} ({DATA_VARIABLE} names another folder)")
    return places
