"""SeCo, seasonal contrast: one embedding subspace for each way in which two images of a place may differ.

Mañas et al. 2021, "Seasonal Contrast: unsupervised pre-training from uncurated remote sensing data", ICCV, arXiv
2103.16607; built on MoCo-v2 (He et al. 2020, arXiv 1911.05722; Chen et al. 2020, arXiv 2003.04297). With t0, t1, t2
three seasons of one place and T an artificial augmentation, the query is t0 and the keys are

    key 0 = T(t1)   season and augmentation differ    positive in subspace 0, which learns to ignore both
    key 1 = t2      the season differs                positive in subspace 1, where keys 0 and 2 are negatives
    key 2 = T(t0)   the augmentation differs          positive in subspace 2, where keys 0 and 1 are negatives

so subspace 1 keeps what the augmentation changes, and subspace 2 what the season changes. With a single subspace this
is MoCo-v2: key 0 = T(t0) makes it the baseline 'moco', key 0 = T(t1) the baseline 'moco_tp'.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from deepsat.jobs import ErrorCode, UserError
from deepsat.losses.across_processes import gathered, require_equal_batches, shuffled, unshuffled
from deepsat.losses.info_nce import info_nce, unit_length
from deepsat.losses.momentum import follow, momentum_copy


@dataclasses.dataclass(frozen=True)
class SeasonalContrastSettings:
    """The paper's settings.

    Raises:
        UserError: a setting is out of its range; all that are, are named.
    """

    subspaces: int = 3
    """Embedding subspaces, and keys a query: 3, or 1 for MoCo-v2."""
    embedding_size: int = 128
    """Length E of an embedding."""
    queue_length: int = 16384
    """Keys Q that a subspace remembers as negatives."""
    momentum: float = 0.999
    """Share of the momentum networks that a step keeps."""
    temperature: float = 0.07
    """Divisor t of the similarities."""

    def __post_init__(self) -> None:
        wrong = [
            f"{name} {getattr(self, name)}"
            for name in ("subspaces", "embedding_size", "queue_length")
            if getattr(self, name) < 1
        ]
        wrong += [f"momentum {self.momentum}"] if not 0 <= self.momentum <= 1 else []
        wrong += [f"temperature {self.temperature}"] if not self.temperature > 0 else []
        if wrong:
            expected = "counts of at least 1, a momentum from 0 to 1 and a temperature above 0"
            raise _refusal(expected, ", ".join(wrong), "Correct these settings of the seasonal contrast.")


class SeasonalLoss(NamedTuple):
    """The loss of one batch."""

    total: Tensor
    """Scalar, l_0 + l_1 + l_2: what is minimised."""
    subspaces: Tensor
    """(S,) the l_i, detached, to be shown."""


class SeasonalViews(NamedTuple):
    """One query and its keys, each (B,C,H,W) or (C,H,W)."""

    query: Tensor
    keys: tuple[Tensor, ...]


class SeasonalContrast(nn.Module):
    """SeCo: query network, momentum network, heads and queues; images in, loss out.

    In training mode each call first moves the momentum network, and at last puts its keys into the queues; in
    evaluation mode neither happens. After training `encoder` is what is kept; heads, queues and momentum network are
    thrown away. Under torch.distributed keys are shuffled over the processes and the queues take the keys of all of
    them; every process must build the module with the same seed and hold batches of the same length.

    Args:
        encoder: images (B,C,H,W) -> pooled features (B,D).
        feature_size: D.
        settings: see `SeasonalContrastSettings`.
        seed: seed of the queues' first, random keys.
    """

    queues: Tensor
    pointer: Tensor

    def __init__(
        self,
        encoder: nn.Module,
        feature_size: int,
        *,
        settings: SeasonalContrastSettings = SeasonalContrastSettings(),
        seed: int = 0,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.encoder = encoder
        self.momentum_encoder = momentum_copy(encoder)
        heads = [_projection_head(feature_size, settings.embedding_size) for _ in range(settings.subspaces)]
        self.heads = nn.ModuleList(heads)
        self.momentum_heads = momentum_copy(self.heads)
        generator = torch.Generator().manual_seed(seed)
        keys = torch.randn(settings.subspaces, settings.embedding_size, settings.queue_length, generator=generator)
        self.register_buffer("queues", unit_length(keys, 1))
        self.register_buffer("pointer", torch.zeros((), dtype=torch.int64))

    def forward(
        self, query: Tensor, keys: Sequence[Tensor], *, generator: torch.Generator | None = None
    ) -> SeasonalLoss:
        """The loss of one batch.

        Args:
            query: (B,C,H,W).
            keys: S tensors (B,C,H,W); key i is the positive in subspace i.
            generator: CPU generator of the shuffle over processes (rank 0's counts); None takes torch's global one.

        Returns:
            Sum over subspaces of the batch means of InfoNCE, >= 0. A network that cannot tell anything apart scores
            log(Q + 1) in subspace 0 and log(Q + 2B + 1) in subspaces 1 and 2.

        Raises:
            UserError: there are not as many keys as subspaces.
            InternalError: the processes hold batches of different length.
        """
        if len(keys) != self.settings.subspaces:
            remedy = "Give one key for each subspace."
            raise _refusal(f"{self.settings.subspaces} keys a query", f"{len(keys)} keys", remedy)
        require_equal_batches(len(query), query.device)
        if self.training:
            follow(self.momentum_encoder, self.encoder, momentum=self.settings.momentum)
            follow(self.momentum_heads, self.heads, momentum=self.settings.momentum)
        query_embeddings = self.embed_query(query)
        key_embeddings = self.embed_keys(keys, generator=generator)
        losses = self._subspace_losses(query_embeddings, key_embeddings)
        if self.training:
            enqueue(self.queues, self.pointer, gathered_keys(key_embeddings))
        return SeasonalLoss(total=losses.sum(), subspaces=losses.detach())

    def embed_query(self, images: Tensor) -> Tensor:
        """Images (B,C,H,W) -> (S,B,E) unit vectors with gradient, [i] in subspace i."""
        features = self.encoder(images)
        return unit_length(torch.stack([head(features) for head in self.heads]), -1)

    @torch.no_grad()
    def embed_keys(self, keys: Sequence[Tensor], *, generator: torch.Generator | None = None) -> Tensor:
        """S key images (B,C,H,W) -> (S,S,B,E) unit vectors without gradient, [i, j] = key j in subspace i."""
        features = []
        for images in keys:
            dealt, order = shuffled(images, generator)
            features.append(unshuffled(self.momentum_encoder(dealt), order))
        heads = list(self.momentum_heads.children())
        embeddings = [torch.stack([head(of_key) for of_key in features]) for head in heads]
        return unit_length(torch.stack(embeddings), -1)

    def _subspace_losses(self, query_embeddings: Tensor, key_embeddings: Tensor) -> Tensor:
        temperature = self.settings.temperature
        losses = [
            info_nce(
                query_embeddings[i],
                key_embeddings[i, i],
                subspace_negatives(i, self.queues[i], key_embeddings[i]),
                temperature=temperature,
            ).mean()
            for i in range(self.settings.subspaces)
        ]
        return torch.stack(losses)


def subspace_negatives(subspace: int, queue: Tensor, key_embeddings: Tensor) -> Tensor:
    """The negatives of a subspace.

    Subspace 0 ignores season and augmentation alike, so its negatives are other places only: the queue. In subspaces 1
    and 2 the keys that differ in what the subspace keeps are negatives too, of the whole batch and the query's own
    place.

    Args:
        subspace: i.
        queue: (E,Q), the queue of subspace i.
        key_embeddings: (S,B,E), [j] = key j in subspace i.

    Returns:
        (Q,E) for i = 0, else (Q + (S-1)*B,E): the queue, then the keys j != i. A copy: the queue may change afterwards.
    """
    extra = [embeddings for j, embeddings in enumerate(key_embeddings) if j != subspace]
    return torch.cat([queue.T, *(extra if subspace > 0 else [])])


def gathered_keys(key_embeddings: Tensor) -> Tensor:
    """What enters the queues: (S,S,B,E) -> (S,P*B,E), [i] = key i in subspace i of all P processes in order of rank."""
    own = torch.stack([key_embeddings[i, i] for i in range(len(key_embeddings))], dim=1)
    return gathered(own).transpose(0, 1)


@torch.no_grad()
def enqueue(queues: Tensor, pointer: Tensor, keys: Tensor) -> None:
    """Overwrite the oldest keys by new ones, wrapping around at the end, and move the pointer behind the newest.

    Args:
        queues: (S,E,Q), changed in place.
        pointer: () int64, place of the oldest key, changed in place.
        keys: (S,N,E), oldest first; of more than Q only the last Q stay.
    """
    length, count = queues.shape[-1], keys.shape[1]
    kept = min(count, length)
    places = (pointer + torch.arange(count - kept, count, device=pointer.device)) % length
    queues[:, :, places] = keys[:, count - kept :].transpose(1, 2).to(queues.dtype)
    pointer.copy_((pointer + count) % length)


def seasonal_views(
    seasons: Sequence[Tensor], *, augment: Callable[[Tensor], Tensor], crop: Callable[[Tensor], Tensor]
) -> SeasonalViews:
    """The query and the three keys of SeCo from three seasons t0, t1, t2 of one place.

    Args:
        seasons: three images of one place.
        augment: the artificial augmentation T, drawn anew at each call.
        crop: the random resized crop that every view gets, drawn anew at each call.

    Returns:
        query t0, keys T(t1), t2, T(t0), each of them cropped.
    """
    first, second, third = seasons
    keys = (crop(augment(second)), crop(third), crop(augment(first)))
    return SeasonalViews(query=crop(first), keys=keys)


def _projection_head(feature_size: int, embedding_size: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(feature_size, feature_size), nn.ReLU(), nn.Linear(feature_size, embedding_size))


def _refusal(expected: str, found: str, remedy: str) -> UserError:
    return UserError(ErrorCode.INVALID_JOB, expected=expected, found=found, remedy=remedy)
