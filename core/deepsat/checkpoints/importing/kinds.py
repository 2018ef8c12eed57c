"""The kinds of published weights that can be imported: one entry each.

A new kind is a module with two functions and an entry here. `recognises` looks at names only and says whether this is
its kind of file; `read` turns it into an `Imported`, or refuses it in words.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from deepsat.checkpoints.importing import galileo, seco, smp, ssl4eo, torchgeo
from deepsat.checkpoints.importing.imported import Imported, Published, listed, unfit


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of published weights."""

    file_kind: str
    """One of `deepsat.jobs.choices.FILE_KINDS`."""
    title: str
    """What a person calls it."""
    recognises: Callable[[Published], bool]
    read: Callable[[Published], Imported]
    """Raises `UserError` `MODEL_INVALID` where something of the file has no place, with the list."""


KINDS: tuple[Kind, ...] = (
    Kind("galileo", "Galileo", galileo.recognises, galileo.read),
    Kind("seco", "SeCo or CACo", seco.recognises, seco.read),
    Kind("ssl4eo", "SSL4EO-S12 or SeCo-Eco", ssl4eo.recognises, ssl4eo.read),
    Kind("smp", "a U-Net of segmentation-models-pytorch", smp.recognises, smp.read),
    Kind("torchgeo", "a ResNet of torchgeo, timm or torchvision", torchgeo.recognises, torchgeo.read),
)
"""In the order in which they are tried."""

AUTO = "auto"


def kind_of(published: Published, file_kind: str) -> Kind:
    """The kind of a file.

    Args:
        published: the file.
        file_kind: `auto`, or the kind that the person says it is.

    Raises:
        UserError: `MODEL_INVALID` where it is of no known kind, or of another than the person says.
    """
    fitting = [kind for kind in KINDS if kind.recognises(published)]
    chosen = [kind for kind in fitting if file_kind in (AUTO, kind.file_kind)]
    if chosen:
        return chosen[0]
    if fitting:
        said = next(kind.title for kind in KINDS if kind.file_kind == file_kind)
        raise unfit(
            f"weights of {said} ('{file_kind}')",
            f"{published.weights_file.name}, which is built as {fitting[0].title} ('{fitting[0].file_kind}')",
            f"Choose '{fitting[0].file_kind}', or '{AUTO}'.",
        )
    names = listed(list(published.tensors)) or "no tensors at all"
    raise unfit(
        f"weights of {', '.join(kind.title for kind in KINDS)}",
        f"{published.weights_file.name} with other names: {names}",
        "Choose weights of one of these kinds; of your own ResNets save the state_dict.",
    )
