from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from deepsat.encoders.temporal.biconvgru import BiConvGruSettings
from deepsat.encoders.temporal.network import TemporalNetwork
from deepsat.encoders.temporal.tsvit import TSViTSettings
from deepsat.encoders.temporal_networks import TemporalArchitecture, build_temporal_network
from deepsat.jobs import Cancelled
from deepsat.reporting import SilentReporter
from deepsat.series.boundary_balance import boundary_balanced
from deepsat.series.mapping import interleaved, series_probabilities
from deepsat.series.training import SeriesCurve, SeriesRecipe, paper_recipe, train_on_series
from deepsat.series.windows import LabelledWindows, Series

CPU = torch.device("cpu")


def crossing_series(height: int = 26, width: int = 33) -> Series:
    """Two classes with the same mean over the dates: class 0 falls over the year, class 1 rises."""
    labels = np.zeros((height, width), np.uint8)
    labels[:, width // 3 :] = 1
    slope = np.linspace(-1.5, 1.5, 4, dtype=np.float32)[:, None, None]
    noise = np.random.default_rng(3).normal(0, 0.3, (4, 2, height, width)).astype(np.float32)
    images = noise + np.where(labels == 1, slope, -slope)[:, None]
    labels[: height // 4] = 255
    return Series(images.astype(np.float32), np.array([20, 110, 200, 290]), labels)


def small_network(seed: int = 1, classes: int = 2) -> TemporalNetwork:
    torch.manual_seed(seed)
    return build_temporal_network(TemporalArchitecture("biconvgru", 2, classes, BiConvGruSettings(8, 8)))


def marked_series(height: int, width: int, dates: int = 5) -> Series:
    """Every pixel's value tells its row and column, and every date's band its number."""
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    images = np.stack([np.stack([rows, columns, np.full_like(rows, date)]) for date in range(dates)])
    labels = ((rows * width + columns) % 251).astype(np.uint8)
    return Series(images, np.arange(1, dates + 1) * 50, labels)


# --- windows --------------------------------------------------------------------------------------------------------


@settings(max_examples=15, derandomize=True)
@given(height=st.integers(3, 20), width=st.integers(3, 20), side=st.integers(1, 24), dates=st.integers(1, 7))
def test_image_and_labels_are_cut_and_flipped_together(height: int, width: int, side: int, dates: int) -> None:
    series = marked_series(height, width)
    batch = LabelledWindows(series, side=side, dates=dates, count=4).draw(seed=5, step=2)
    assert batch.images.shape == (4, min(dates, 5), 3, min(side, height, width), min(side, height, width))
    expected = (batch.images[:, 0, 0] * width + batch.images[:, 0, 1]) % 251
    assert torch.equal(batch.labels, expected.to(torch.uint8))
    assert torch.equal(batch.days, (batch.images[:, :, 2, 0, 0].long() + 1) * 50)
    assert bool((batch.days.diff(dim=1) > 0).all()) and bool(batch.present.all())


def test_windows_are_flipped_both_ways_and_classes_drawn_alike() -> None:
    series = marked_series(30, 40)
    labels = np.full((30, 40), 255, np.uint8)
    labels[:, :20], labels[29, 39] = 3, 7
    windows = LabelledWindows(Series(series.images, series.days, labels), side=5, dates=2, count=200)
    batch = windows.draw(seed=1, step=0)
    down = (batch.images[:, 0, 0, 1, 0] - batch.images[:, 0, 0, 0, 0]).numpy()
    across = (batch.images[:, 0, 1, 0, 1] - batch.images[:, 0, 1, 0, 0]).numpy()
    assert {(int(d), int(a)) for d, a in zip(down, across, strict=True)} == {(1, 1), (1, -1), (-1, 1), (-1, -1)}
    rare = (batch.labels == 7).any(dim=(1, 2)).float().mean()
    assert 0.4 < rare < 0.6
    assert torch.equal(windows.draw(seed=1, step=0).images, batch.images)
    assert not torch.equal(windows.draw(seed=1, step=1).images, batch.images)


def test_unfit_series_are_refused() -> None:
    images, days = np.zeros((2, 3, 4, 5), np.float32), np.array([1, 2])
    with pytest.raises(ValueError, match="belong together"):
        Series(images, days, np.zeros((5, 4), np.uint8))
    with pytest.raises(ValueError, match="no pixel is labelled"):
        Series(images, days, np.full((4, 5), 255, np.uint8))


# --- boundaries -----------------------------------------------------------------------------------------------------


def test_as_many_boundary_pixels_as_interior_ones() -> None:
    labels = np.zeros((2, 12, 15), np.uint8)
    labels[0, :, 4:] = 1
    labels[1, :3] = 255
    kept = boundary_balanced(labels, np.random.default_rng(0))
    assert (kept[0, :, 3:5] != 255).sum() == 24
    assert (kept != 255).sum() == 48
    assert np.array_equal(kept[kept != 255], labels[kept != 255])


def test_without_a_boundary_all_pixels_remain() -> None:
    labels = np.full((1, 9, 9), 255, np.uint8)
    labels[0, :2], labels[0, 7:] = 0, 1
    assert np.array_equal(boundary_balanced(labels, np.random.default_rng(0)), labels)


# --- training -------------------------------------------------------------------------------------------------------


def accuracy_of(network: TemporalNetwork, series: Series) -> float:
    shares = series_probabilities(
        network, series.images, series.days, 2, side=16, dates=4, device=CPU, reporter=SilentReporter()
    )
    known = series.labels != 255
    return float((shares.argmax(axis=0) == series.labels)[known].mean())


@pytest.mark.parametrize(
    "recipe",
    [
        SeriesRecipe(steps=30, batch_size=4, side=12),
        SeriesRecipe(steps=30, contrast_steps=5, batch_size=4, side=12, attention_channels=8),
        SeriesRecipe(steps=30, contrast_weight=0.2, batch_size=4, side=12, attention_channels=8),
        SeriesRecipe(steps=30, balances_boundaries=True, batch_size=4, side=12),
    ],
    ids=["cross-entropy", "contrast first", "contrast beside", "balanced"],
)
def test_what_only_the_order_of_dates_tells_is_learnt(recipe: SeriesRecipe) -> None:
    series, network = crossing_series(), small_network()
    curve = train_on_series(network, series, recipe, seed=4, device=CPU, reporter=SilentReporter())
    assert len(curve.contrast) == recipe.contrast_steps and len(curve.cross_entropy) == recipe.steps
    assert accuracy_of(network, series) > 0.95 > 0.75 > accuracy_of(small_network(), series)
    assert not network.training


def test_contrast_alone_trains_the_features_and_not_the_classifier() -> None:
    series, network = crossing_series(), small_network()
    before = {key: weights.clone() for key, weights in network.state_dict().items()}
    recipe = SeriesRecipe(steps=1, contrast_steps=12, batch_size=4, side=12, attention_channels=8)
    curve = train_on_series(network, series, recipe, seed=4, device=CPU, reporter=SilentReporter())
    assert curve.contrast[-1] < curve.contrast[0]
    # Stage 2 has taken one step of the learning rate, as Adam's first step does.
    moved = {key: float((weights - before[key]).abs().max()) for key, weights in network.state_dict().items()}
    assert moved["classifier.weight"] == pytest.approx(recipe.learning_rate, rel=1e-3)
    assert moved["ahead.gates.weight"] > 3 * recipe.learning_rate


def test_the_same_seed_gives_the_same_weights() -> None:
    recipe = SeriesRecipe(steps=3, contrast_steps=2, contrast_weight=0.1, batch_size=2, side=8, attention_channels=8)
    weights = []
    for seed in (1, 1, 2):
        network = small_network()
        train_on_series(network, crossing_series(), recipe, seed=seed, device=CPU, reporter=SilentReporter())
        weights.append(torch.cat([part.flatten() for part in network.state_dict().values()]))
    assert torch.equal(weights[0], weights[1])
    assert not torch.allclose(weights[0], weights[2])


def test_training_can_be_cancelled_and_tells_its_progress() -> None:
    reporter = SilentReporter()
    recipe = SeriesRecipe(steps=3, contrast_steps=2, batch_size=2, side=8, attention_channels=8)
    train_on_series(small_network(), crossing_series(), recipe, seed=1, device=CPU, reporter=reporter)
    assert [(round(fraction, 3), stage) for fraction, stage, *_ in reporter.progressed] == [
        (0.2, "contrast"), (0.4, "contrast"), (0.6, "network"), (0.8, "network"), (1.0, "network"),
    ]  # fmt: skip
    with pytest.raises(Cancelled):
        train_on_series(
            small_network(), crossing_series(), recipe, seed=1, device=CPU, reporter=SilentReporter(cancelled=True)
        )


def test_the_papers_settings() -> None:
    recipe = paper_recipe(epoch_steps=100)
    assert (recipe.contrast_steps, recipe.steps, recipe.batch_size, recipe.dates) == (5000, 5000, 32, 16)
    assert (recipe.learning_rate, recipe.decay, recipe.contrast_form) == (1e-4, 0.975, "paper")
    assert (recipe.contrast_epoch_steps, recipe.epoch_steps) == (100, 200)
    with pytest.raises(ValueError, match="steps is at least 1; learning_rate is above 0"):
        SeriesRecipe(steps=0, learning_rate=0.0)


def test_whether_the_loss_still_falls() -> None:
    assert SeriesCurve((), (9, 8, 7, 6, 5, 4, 3, 2, 1, 0.5)).still_falling
    assert not SeriesCurve((), (9, 2, 1, 1, 1, 1, 1, 1, 1, 1)).still_falling
    assert SeriesCurve((), (9, 8)).still_falling


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("losses", [(), (9.0,)])
def test_of_fewer_than_two_steps_nothing_falls(losses: tuple[float, ...]) -> None:
    assert SeriesCurve((), losses).still_falling is False


# --- maps -----------------------------------------------------------------------------------------------------------


def test_every_date_is_in_one_run() -> None:
    assert interleaved(3, 16) == [[0, 1, 2]]
    assert interleaved(7, 3) == [[0, 3, 6], [1, 4], [2, 5]]
    assert sorted(date for run in interleaved(53, 16) for date in run) == list(range(53))
    assert max(map(len, interleaved(53, 16))) <= 16


@settings(max_examples=6, derandomize=True)
@given(height=st.integers(5, 37), width=st.integers(5, 37))
def test_tiles_lie_where_they_belong(height: int, width: int) -> None:
    """A network that repeats a band shows the band again, whatever the tiles."""

    class Repeats(TemporalNetwork):
        def features(self, images: torch.Tensor, days: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
            return images.mean(dim=1)

    network = Repeats(2)
    network.classifier = torch.nn.Identity()
    images = np.random.default_rng(1).normal(size=(3, 2, height, width)).astype(np.float32)
    shares = series_probabilities(
        network, images, np.array([1, 2, 3]), 2, side=12, dates=16, device=CPU, reporter=SilentReporter()
    )
    expected = torch.softmax(torch.from_numpy(images).mean(dim=0), dim=0).numpy()
    assert np.allclose(shares, expected, atol=1e-5)


def test_a_transformer_maps_a_whole_scene() -> None:
    torch.manual_seed(0)
    settings = TSViTSettings(window=8, width=16, heads=2, temporal_depth=1, spatial_depth=1)
    network = build_temporal_network(TemporalArchitecture("tsvit", 2, 2, settings)).eval()
    series = crossing_series()
    shares = series_probabilities(
        network, series.images, series.days, 2, side=8, dates=2, device=CPU, reporter=SilentReporter()
    )
    assert shares.shape == (2, *series.labels.shape)
    assert np.allclose(shares.sum(axis=0), 1, atol=1e-5)
