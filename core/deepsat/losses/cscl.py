"""CSCL, the context-self contrastive loss: every location against its own window, so that class boundaries stand out.

Tarasiou, Güler & Zafeiriou 2022, "Context-self contrastive pretraining for crop type semantic segmentation", IEEE TGRS
60, doi 10.1109/TGRS.2022.3198187, arXiv 2104.04310 (2021). It is supervised and dense: it needs labels, and gives an
embedding map whose neighbours are alike inside a class and opposed across a boundary. The head is thrown away after
pre-training.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Literal, get_args

import torch
from torch import Tensor, nn

from deepsat.jobs import ErrorCode, UserError
from deepsat.losses.info_nce import at_least_float32, unit_length

UNLABELLED = 255

Form = Literal["paper", "masked"]
"""Which cells count.

paper: all, as in the authors' configuration: unlabelled is a class of its own, padding cells are negatives, and the
    cell of the location itself is a positive.
masked: cells inside the map other than the location itself, where both the cell and the location are labelled.
"""

# Below the labels' range: outside the map there is no class, so no label may equal it.
_OUTSIDE = -1


@dataclasses.dataclass(frozen=True)
class ContextWindow:
    """The cells that a location is compared with: size x size, `dilation` pixels apart, a window every `stride` pixels.

    Location (r, c) of the output lies at pixel (r*stride, c*stride); its cell (u, v) lies (u - size//2)*dilation rows
    and (v - size//2)*dilation columns from there. Any stride goes with any dilation.

    Raises:
        UserError: the size is not an odd number from 3 on, or stride or dilation is less than 1.
    """

    size: int = 3
    stride: int = 1
    dilation: int = 1

    def __post_init__(self) -> None:
        if self.size < 3 or self.size % 2 == 0:
            raise _refusal("a window of 3, 5, 7, … cells a side", f"{self.size}", "Choose an odd window size.")
        if self.stride < 1 or self.dilation < 1:
            found = f"stride {self.stride} and dilation {self.dilation}"
            raise _refusal("a stride and a dilation of at least 1 pixel", found, "Choose whole numbers from 1 on.")

    @property
    def cells(self) -> int:
        """Number of cells, the location's own among them."""
        return self.size * self.size

    @property
    def positive_weight(self) -> float:
        """The authors' weight of a positive cell, 1 / (cells - 1)."""
        return 1.0 / (self.cells - 1)

    def around(self, maps: Tensor, *, fill: float) -> list[Tensor]:
        """Each cell's values for all locations at once, row by row of the window.

        Args:
            maps: (...,H,W).
            fill: value outside the map.

        Returns:
            `cells` tensors (...,ceil(H/stride),ceil(W/stride)), all of them views of one padded copy.
        """
        height, width = maps.shape[-2:]
        reach = self.size // 2 * self.dilation
        padded = nn.functional.pad(maps, (reach, reach, reach, reach), value=fill)
        starts = range(0, 2 * reach + 1, self.dilation)
        return [padded[..., r : r + height : self.stride, c : c + width : self.stride] for r in starts for c in starts]


class ContextSelfContrast(nn.Module):
    """CSCL with its head: embedding map and labels in, loss out.

    Args:
        channels: channels C of the embedding map.
        attention_channels: channels A of queries and keys, even: half of them carry the row, half the column offset.
        window: the cells that a location is compared with.
        form: which cells count; see `Form`.

    Raises:
        UserError: `attention_channels` is not even and positive, or the form is unknown.

    Example:
        >>> loss = ContextSelfContrast(16)
        >>> loss(torch.randn(2, 16, 8, 8), torch.randint(0, 3, (2, 8, 8))).shape
        torch.Size([])
    """

    def __init__(
        self,
        channels: int,
        attention_channels: int = 128,
        *,
        window: ContextWindow = ContextWindow(),
        form: Form = "masked",
    ) -> None:
        super().__init__()
        if attention_channels < 2 or attention_channels % 2:
            raise _refusal("an even number of attention channels", f"{attention_channels}", "Choose an even number.")
        if form not in get_args(Form):
            raise _refusal(f"one of the forms {', '.join(get_args(Form))}", f"'{form}'", "Choose one of these forms.")
        self.window, self.form = window, form
        self.query = nn.Conv2d(channels, attention_channels, kernel_size=1, bias=False)
        self.key = nn.Conv2d(channels, attention_channels, kernel_size=1, bias=False)
        self.rel_h = nn.Parameter(torch.randn(attention_channels // 2, window.size))
        self.rel_w = nn.Parameter(torch.randn(attention_channels // 2, window.size))

    def forward(self, embedding: Tensor, labels: Tensor) -> Tensor:
        """The loss of one batch.

        Args:
            embedding: (B,C,H,W) floating point, at the resolution of the labels; autocast is fine.
            labels: (B,H,W) of any integer dtype, classes from 0 on, 255 = unlabelled.

        Returns:
            Scalar float32 (float64 for float64 input) in [-1, 1]: mean over all cells that count, 0 with a gradient of
            0 where none does.

        Raises:
            UserError: embedding and labels do not lie on the same grid.
        """
        if embedding.dim() != 4 or labels.shape != (embedding.shape[0], *embedding.shape[2:]):
            found = f"embedding {tuple(embedding.shape)} and labels {tuple(labels.shape)}"
            remedy = "Rasterise the labels at the embedding's resolution."
            raise _refusal("embedding (B,C,H,W) and labels (B,H,W) on one grid", found, remedy)
        same = same_class(labels, self.window)
        countable = countable_cells(labels, self.window) if self.form == "masked" else None
        weight = self.window.positive_weight
        return context_self_contrast(self.similarity(embedding), same, countable, positive_weight=weight)

    def similarity(self, embedding: Tensor) -> Tensor:
        """Cosines between every location and its cells: (B,C,H,W) -> (B,H',W',k,k) in [-1, 1], H' = ceil(H/stride)."""
        # Pixels off this grid are met by no location and no cell.
        step = math.gcd(self.window.stride, self.window.dilation)
        embedding = embedding[..., ::step, ::step]
        window = ContextWindow(self.window.size, self.window.stride // step, self.window.dilation // step)
        queries = self.query(embedding[..., :: window.stride, :: window.stride])
        return context_similarity(queries, self.key(embedding), self.relative_position(), window)

    def relative_position(self) -> Tensor:
        """What is added to a key by its place in the window: (A,k,k), rows in the first half, columns in the second."""
        size = self.window.size
        rows = self.rel_h[:, :, None].expand(-1, size, size)
        columns = self.rel_w[:, None, :].expand(-1, size, size)
        return torch.cat([rows, columns])


def context_similarity(queries: Tensor, keys: Tensor, relative: Tensor, window: ContextWindow) -> Tensor:
    """Cosine between each query q and its window's keys k, each with the vector r of its place: q.(k + r) / |q||k + r|.

    Multiplied out, q.(k + r) = q.k + q.r and |k + r|^2 = |k|^2 + 2 k.r + |r|^2, so that no window of keys is ever
    copied: what is kept for the gradient is one map of keys and k*k maps of scalars, not k*k maps of A channels.

    Args:
        queries: (B,A,H',W'), one a location.
        keys: (B,A,H,W); outside the map they are 0.
        relative: (A,k,k).
        window: the k x k cells; H' = ceil(H / stride).

    Returns:
        (B,H',W',k,k) float32 (float64 for float64 input) in [-1, 1] up to rounding; 0, without gradient, where the
        query is zero or where k + r vanishes against k and r, as no angle is left there.
    """
    with torch.autocast(queries.device.type, enabled=False):
        queries, keys = unit_length(queries, 1), at_least_float32(keys)
        relative = relative.to(keys.dtype).flatten(1)
        products = torch.stack([(queries * cell).sum(1) for cell in window.around(keys, fill=0.0)], dim=-1)
        products = products + torch.einsum("bahw,an->bhwn", queries, relative)
        scales = _inverse_lengths(keys, relative, window)
        return _as_windows(products * scales, window)


def _inverse_lengths(keys: Tensor, relative: Tensor, window: ContextWindow) -> Tensor:
    """1 / |k + r| of every cell (B,H',W',cells), 0 where rounding leaves nothing of the difference."""
    squared_keys = keys.square().sum(1, keepdim=True)
    crossed = torch.einsum("bahw,an->bnhw", keys, relative)
    # Every place has its own r: of the cell n's shifted maps only channel n is its own.
    crossed_cells = [cell[:, n] for n, cell in enumerate(window.around(crossed, fill=0.0))]
    squared_cells = [cell[:, 0] for cell in window.around(squared_keys, fill=0.0)]
    parts = torch.stack(squared_cells, dim=-1) + relative.square().sum(0)
    squared = parts + 2 * torch.stack(crossed_cells, dim=-1)
    usable = squared > 64 * torch.finfo(squared.dtype).eps * parts.detach()
    return torch.where(usable, torch.where(usable, squared, 1.0).rsqrt(), 0.0)


def same_class(labels: Tensor, window: ContextWindow) -> Tensor:
    """Where a cell has the class of its location: labels (B,H,W) -> bool (B,H',W',k,k), False outside the map.

    Unlabelled (255) is like any other class here: two unlabelled pixels are the same.
    """
    labels = labels.long()
    cells = torch.stack(window.around(labels, fill=_OUTSIDE), dim=-1)
    own = labels[..., :: window.stride, :: window.stride, None]
    return _as_windows(cells == own, window)


def countable_cells(labels: Tensor, window: ContextWindow) -> Tensor:
    """Where a cell counts in the masked form: labels (B,H,W), 255 = unlabelled -> bool (B,H',W',k,k), True = counts.

    A cell counts if it lies in the map, is not the location itself, and cell and location are both labelled.
    """
    labelled = labels != UNLABELLED
    cells = torch.stack(window.around(labelled.long(), fill=0), dim=-1).bool()
    cells = cells & labelled[..., :: window.stride, :: window.stride, None]
    cells[..., window.cells // 2] = False
    return _as_windows(cells, window)


def cell_losses(similarity: Tensor, same: Tensor, *, positive_weight: float) -> Tensor:
    """The loss of every cell, l = -w*y*s + (1 - y)*s.

    Closed form: w = 0.125, y = [1, 0], s = [.5, .5] -> [-0.0625, +0.5].

    Args:
        similarity: s in [-1, 1], any shape.
        same: y, bool of the same shape, True = cell and location have the same class.
        positive_weight: w.

    Returns:
        The shape of `similarity`, in [-w, w] for positives and [-1, 1] for negatives.
    """
    return torch.where(same, -positive_weight * similarity, similarity)


def context_self_contrast(
    similarity: Tensor, same: Tensor, countable: Tensor | None = None, *, positive_weight: float
) -> Tensor:
    """CSCL as a function: the mean of `cell_losses` over the cells that count.

    Args:
        similarity: s in [-1, 1], any shape, such as (B,H',W',k,k).
        same: y, bool of the same shape, True = cell and location have the same class.
        countable: bool of the same shape, True = the cell counts; None lets all of them count, as the paper's code
            does.
        positive_weight: w; the authors use 1 / (k*k - 1).

    Returns:
        Scalar in [-1, 1] (for w <= 1); 0 with a gradient of 0 where no cell counts.

    Source: Tarasiou, Güler & Zafeiriou 2022, arXiv 2104.04310.
    """
    losses = cell_losses(similarity, same, positive_weight=positive_weight)
    if countable is None:
        return losses.mean()
    return torch.where(countable, losses, 0.0).sum() / countable.sum().clamp(min=1)


def _as_windows(cells: Tensor, window: ContextWindow) -> Tensor:
    """(...,k*k) -> (...,k,k)."""
    return cells.reshape(*cells.shape[:-1], window.size, window.size)


def _refusal(expected: str, found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
