"""The head, fitted on frozen features: a logistic regression, so that the best weights are found and not searched.

First the head, then everything (LP-FT): fine-tuning from a fitted head distorts the features less, and holds better
away from the labels. Kumar et al. 2022, Fine-tuning can distort pretrained features and underperform
out-of-distribution, arXiv 2202.10054.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepsat.encoders import Architecture, batch_norms, image_features, spectral_channels

NEVER = -20.0
"""Bias of a class without a labelled pixel, which the map shall not show."""

IMAGES_AT_ONCE = 4
"""While a network is calibrated: its statistics are the mean of those of so many images each."""

SILENT = 0.02
"""A channel with less than this share of its layer's mean variance counts as having that mean variance.

A constant band, or a channel that never fires, has none: divided by it, the faintest change would drown all others, the
more so as it passes from layer to layer.
"""


@torch.no_grad()
def calibrate_batch_norm(network: nn.Module, images: Tensor, input_scale: int) -> None:
    """Sets the statistics of batch normalisation to those of images; leaves the network in evaluation mode.

    Args:
        network: on the device of the images.
        images: float32 (B,C,H,W), what the network will see; dates of a series as images of their own.
        input_scale: `Architecture.input_scale`.
    """
    layers = batch_norms(network)
    if not layers:
        network.eval()
        return
    network.train()
    for layer in layers:
        layer.reset_running_stats()
        layer.momentum = None  # the plain mean over all batches
    for part in torch.split(images, IMAGES_AT_ONCE):
        image_features(network, part, input_scale)
    for layer in layers:
        layer.momentum = 0.1
        _raise_silent(layer.running_var)  # type: ignore[arg-type]
    network.eval()


def _raise_silent(variances: Tensor) -> None:
    """Gives silent channels the mean variance, in place: see `SILENT`."""
    typical = variances.mean()
    variances.copy_(torch.where(variances < SILENT * typical, typical, variances))


@torch.no_grad()
def calibrate_spectral_path(network: nn.Module, images: Tensor, architecture: Architecture, share: float) -> None:
    """Sets the statistics of the channels that carry the bands to those of images; others keep their own.

    Args:
        network: with a renewed spectral path, on the device of the images; left in evaluation mode.
        images: float32 (B,C,H,W), what the network will see; dates of a series as images of their own.
        architecture: the network's description.
        share: of the decoder's last channels that carry the bands.
    """
    carried = spectral_channels(network, architecture, share)
    rows = {
        key.removesuffix(".weight"): count
        for key, count in carried.items()
        if key.startswith("decoder.") and key.endswith(".1.weight")
    }
    layers: dict[str, nn.BatchNorm2d] = {key: network.get_submodule(key) for key in rows}  # type: ignore[misc]
    own = {key: (layer.running_mean.clone(), layer.running_var.clone()) for key, layer in layers.items()}  # type: ignore[union-attr]
    network.eval()
    # One after the other: each sees what those before it will give once they are calibrated.
    for (key, layer), runs in zip(
        layers.items(), _runs_of_layers(network, images, architecture.input_scale), strict=False
    ):
        layer.reset_running_stats()
        layer.momentum = None
        layer.train()
        for run in runs:
            run()
        layer.eval()
        layer.momentum = 0.1
        _raise_silent(layer.running_var[: rows[key]])  # type: ignore[index]
        layer.running_mean[rows[key] :] = own[key][0][rows[key] :]  # type: ignore[index]
        layer.running_var[rows[key] :] = own[key][1][rows[key] :]  # type: ignore[index]


def _runs_of_layers(network: nn.Module, images: Tensor, input_scale: int) -> Iterator[Sequence[Callable[[], Tensor]]]:
    """For each layer of the decoder's last two blocks, what to call so that it sees all images, some at a time.

    What reaches a block is computed once the layers before it are calibrated, and kept: some megabytes an image.
    """
    blocks = list(network.decoder.blocks)[-2:]  # type: ignore[union-attr, arg-type]
    given: dict[nn.Module, list[tuple[tuple[Any, ...], dict[str, Any]]]] = {block: [] for block in blocks}
    hooks = [
        # The last block is to get from the one before it what that gives once it is calibrated.
        blocks[0].register_forward_pre_hook(lambda block, *told: given[block].append(told), with_kwargs=True),
        blocks[1].register_forward_pre_hook(
            lambda block, told, by_name: given[block].append((told[1:], by_name)), with_kwargs=True
        ),
    ]
    for part in torch.split(images, IMAGES_AT_ONCE):
        image_features(network, part, input_scale)
    for hook in hooks:
        hook.remove()
    runs = [functools.partial(blocks[0], *told, **by_name) for told, by_name in given.pop(blocks[0])]
    yield from (runs, runs)
    runs = [
        functools.partial(blocks[1], run(), *told, **by_name)
        for run, (told, by_name) in zip(runs, given[blocks[1]], strict=True)
    ]
    yield from (runs, runs)


def fit_head(
    features: Tensor,
    targets: Tensor,
    class_weights: Tensor,
    penalty: float,
    trust: Tensor | None = None,
    begin: tuple[Tensor, Tensor] | None = None,
) -> tuple[Tensor, Tensor]:
    """Multinomial logistic regression with a penalty on the weights of the standardised features.

    Args:
        features: floating (N,F).
        targets: int64 (N,), 0 to K-1.
        class_weights: floating (K,), 0 for classes that have no pixel.
        penalty: of the sum of the squared weights.
        trust: floating (F,) above 0, what each standardised feature is multiplied with: a small one has to earn its
            weight; None for 1.
        begin: weights (K,F) and biases (K,) to begin at, as those of a model before; None for 0. There is one best
            head, so they save time and change next to nothing.

    Returns:
        Weights (K,F) and biases (K,), float32: logits are features @ weights.T + biases. A class without a pixel has
        weights 0 and a bias so low that it never wins.
    """
    present = torch.unique(targets)
    mean, deviation = features.double().mean(0), features.double().std(0, correction=0) + 1e-3
    if trust is not None:
        deviation = deviation / trust.to(deviation)
    standard = (features.double() - mean) / deviation
    positions = torch.searchsorted(present, targets)
    sample_weights = class_weights.double()[targets]
    sample_weights = sample_weights / sample_weights.sum()
    weights = torch.zeros(len(present), features.shape[1], dtype=torch.float64)
    biases = torch.zeros(len(present), dtype=torch.float64)
    if begin is not None:
        plain = begin[0][present].double()
        weights, biases = plain * deviation, begin[1][present].double() + plain @ mean
    weights.requires_grad_()
    biases.requires_grad_()
    solver = torch.optim.LBFGS([weights, biases], max_iter=200, tolerance_grad=1e-6, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        solver.zero_grad()
        entropies = F.cross_entropy(standard @ weights.T + biases, positions, reduction="none")
        total = (sample_weights * entropies).sum() + penalty * weights.square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    solver.step(loss)  # type: ignore[no-untyped-call]
    return _unstandardised(weights.detach(), biases.detach(), mean, deviation, present, len(class_weights))


@torch.no_grad()
def set_head(network: nn.Module, weights: Tensor, biases: Tensor) -> None:
    """Puts weights (K, D*k*k) and biases (K,) into the network's head."""
    convolution = head_convolution(network)
    convolution.weight.copy_(weights.view_as(convolution.weight))
    if convolution.bias is not None:
        convolution.bias.copy_(biases)


def head_of_network(network: nn.Module) -> tuple[Tensor, Tensor]:
    """Copies of the head's weights (K,D*k*k) and biases (K,), on the CPU, as `set_head` takes them."""
    convolution = head_convolution(network)
    weights = convolution.weight.detach().cpu().flatten(1).clone()
    if convolution.bias is None:
        return weights, torch.zeros(len(weights))
    return weights, convolution.bias.detach().cpu().clone()


def head_convolution(network: nn.Module) -> nn.Conv2d:
    """The head's convolution, which sees k x k pixels."""
    convolution: nn.Conv2d = network.segmentation_head[0]  # type: ignore[index, assignment]
    return convolution


def _unstandardised(
    weights: Tensor, biases: Tensor, mean: Tensor, deviation: Tensor, present: Tensor, class_count: int
) -> tuple[Tensor, Tensor]:
    """Weights for plain features, with rows for the classes that are absent."""
    plain = weights / deviation
    all_weights = torch.zeros(class_count, weights.shape[1])
    all_biases = torch.full((class_count,), NEVER)
    all_weights[present] = plain.float()
    all_biases[present] = (biases - plain @ mean).float()
    return all_weights, all_biases
