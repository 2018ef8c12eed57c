"""ResNets under torchvision's own names: files of torchgeo, timm and torchvision.

Three bands are red, green, blue; thirteen or twelve are Sentinel-2's, divided by 10,000 as torchgeo's weights expect.
"""

from __future__ import annotations

from deepsat.checkpoints.importing.band_orders import IMAGENET, RGB, bands_by_count
from deepsat.checkpoints.importing.imported import Imported, Published
from deepsat.checkpoints.importing.resnets import has_trunk, imported_resnet, trunk_at
from deepsat.checkpoints.importing.ssl4eo import divided_by_10_000

_PLACES = ("", "module.", "model.", "backbone.", "module.backbone.", "encoder.", "resnet.")
_HEAD = "the classifier of other classes"


def recognises(published: Published) -> bool:
    """Whether there is a ResNet under torchvision's names, and no decoder."""
    return _place(published) is not None and not any(".decoder." in f".{name}" for name in published.tensors)


def read(published: Published) -> Imported:
    """The encoder.

    Raises:
        UserError: `MODEL_INVALID` where something has no place, or the bands are not known.
    """
    place = _place(published) or ""
    trunk = trunk_at(published, place)
    bands = bands_by_count(trunk.channels)
    reasons = {f"{place}{head}": _HEAD for head in ("fc.", "head.", "classifier.")}
    if bands == RGB:
        values = "red, green, blue; where it is torchvision's or timm's, in 0-1 and standardised with these figures"
        return imported_resnet(
            trunk, kind="ResNet", bands=bands, contract={"values": values, **_figures(published)}, reasons=reasons
        )
    units, contract = divided_by_10_000(bands)
    return imported_resnet(
        trunk,
        kind="ResNet of torchgeo",
        bands=bands,
        contract=contract,
        reasons=reasons,
        units=units,
        adapted=[
            f"The file does not name its {len(bands)} bands: they are taken for Sentinel-2's in their order, fed with "
            "stored numbers divided by 10,000, as torchgeo's weights are."
        ],
    )


def _figures(published: Published) -> dict[str, list[float]]:
    """Mean and standard deviation that timm's config.json states, or ImageNet's."""
    stated = published.config.get("pretrained_cfg", {})
    if not isinstance(stated, dict) or not {"mean", "std"} <= set(stated):
        return IMAGENET
    return {name: [float(value) for value in stated[name]] for name in ("mean", "std")}


def _place(published: Published) -> str | None:
    return next((place for place in _PLACES if has_trunk(published, place)), None)
