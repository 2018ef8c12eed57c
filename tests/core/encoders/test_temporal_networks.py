from __future__ import annotations

import dataclasses
import json

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from deepsat.encoders.temporal.biconvgru import BiConvGruSettings
from deepsat.encoders.temporal.date_attention import DateAttentionSettings
from deepsat.encoders.temporal.date_order import existing_first, take_dates, weights_for
from deepsat.encoders.temporal.day_table import DayTable
from deepsat.encoders.temporal.network import TemporalNetwork
from deepsat.encoders.temporal.tsvit import TSViTSettings
from deepsat.encoders.temporal.unet2d_clstm import UNet2DClstmSettings
from deepsat.encoders.temporal.unet3d import UNet3DSettings
from deepsat.encoders.temporal_networks import TEMPORAL_NETWORKS, TemporalArchitecture, build_temporal_network

SMALL = {
    "date_attention": DateAttentionSettings(decoder_channels=(16, 8, 8), heads=4, width=16),
    "unet3d": UNet3DSettings(dates=4, channels=8),
    "unet3df": UNet3DSettings(dates=4, channels=8),
    "unet2d_clstm": UNet2DClstmSettings(channels=16, hidden_channels=8),
    "biconvgru": BiConvGruSettings(channels=6, hidden_channels=8),
    "tsvit": TSViTSettings(window=8, width=16, heads=2, temporal_depth=1, spatial_depth=1),
}
ORDERLESS = ("date_attention", "tsvit")
BANDS, CLASSES = 3, 4
all_kinds = pytest.mark.parametrize("name", list(TEMPORAL_NETWORKS))


def network_of(name: str) -> TemporalNetwork:
    torch.manual_seed(7)
    return build_temporal_network(TemporalArchitecture(name, BANDS, CLASSES, SMALL[name])).eval()


def series(dates: int, height: int = 9, width: int = 14, count: int = 1) -> tuple[Tensor, Tensor, Tensor]:
    draw = torch.Generator().manual_seed(dates)
    images = torch.randn(count, dates, BANDS, height, width, generator=draw)
    days = torch.randint(1, 366, (count, dates), generator=draw).sort(dim=1).values
    return images, days, torch.ones(count, dates, dtype=torch.bool)


# --- the published sizes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "millions"), [("unet3d", 6.2), ("unet3df", 7.2), ("unet2d_clstm", 2.3), ("biconvgru", 4.5), ("tsvit", 1.7)]
)
def test_parameters_are_those_reported_for_germany(name: str, millions: float) -> None:
    network = build_temporal_network(TemporalArchitecture(name, bands=13, classes=18))
    found = sum(weights.numel() for weights in network.parameters()) / 1e6
    assert round(found, 1) == millions


def test_a_wider_lstm_has_the_parameters_of_the_released_configuration() -> None:
    wide = UNet2DClstmSettings(hidden_channels=128)
    network = build_temporal_network(TemporalArchitecture("unet2d_clstm", 13, 18, wide))
    assert round(sum(weights.numel() for weights in network.parameters()) / 1e6, 1) == 3.1


# --- shapes and places ----------------------------------------------------------------------------------------------


@all_kinds
@settings(max_examples=4, derandomize=True)
@given(height=st.integers(4, 19), width=st.integers(4, 19), dates=st.integers(1, 6))
def test_any_size_and_number_of_dates(name: str, height: int, width: int, dates: int) -> None:
    network = network_of(name)
    with torch.no_grad():
        logits = network(*series(dates, height, width, count=2))
        features = network.features(*series(dates, height, width, count=2))
    assert logits.shape == (2, CLASSES, height, width)
    assert features.shape == (2, network.feature_channels, height, width)
    assert torch.isfinite(logits).all()
    assert torch.equal(network.classifier(features), logits)


@all_kinds
def test_what_changes_at_a_pixel_shows_there(name: str) -> None:
    network = network_of(name)
    images, days, present = series(3, 24, 40)
    changed = images.clone()
    changed[:, :, :, 4:6, 30:32] += 3.0
    with torch.no_grad():
        difference = (network(changed, days, present) - network(images, days, present)).abs().sum(dim=(0, 1))
    row, column = divmod(int(difference.argmax()), 40)
    assert 1 <= row <= 9 and 26 <= column <= 36


@all_kinds
def test_series_in_a_batch_do_not_see_each_other(name: str) -> None:
    network = network_of(name)
    images, days, present = series(3, count=2)
    with torch.no_grad():
        together = network(images, days, present)
        alone = torch.cat([network(images[i : i + 1], days[i : i + 1], present[i : i + 1]) for i in range(2)])
    assert torch.allclose(together, alone, atol=1e-5)
    assert not torch.allclose(together[0], together[1], atol=1e-3)


# --- dates ----------------------------------------------------------------------------------------------------------


@all_kinds
def test_dates_that_do_not_exist_change_nothing(name: str) -> None:
    network = network_of(name)
    images, days, present = series(3)
    more = torch.full((1, 7, BANDS, *images.shape[-2:]), torch.nan)
    places = [0, 2, 5]
    more[:, places] = images
    more_present = torch.zeros(1, 7, dtype=torch.bool)
    more_present[:, places] = True
    with torch.no_grad():
        expected = network(images, days, present)
        for stand_in in (99.0, torch.nan):
            more_days = torch.full((1, 7), stand_in)
            more_days[:, places] = days.float()
            assert torch.allclose(network(more, more_days, more_present), expected, atol=2e-6), stand_in


@all_kinds
def test_each_date_matters(name: str) -> None:
    network = network_of(name)
    images, days, present = series(5)
    with torch.no_grad():
        whole = network(images, days, present)
        for date in range(5):
            fewer = present.clone()
            fewer[:, date] = False
            assert (network(images, days, fewer) - whole).abs().max() > 1e-4


@all_kinds
def test_the_day_of_the_year_matters(name: str) -> None:
    network = network_of(name)
    images, days, present = series(3)
    with torch.no_grad():
        moved = network(images, (days + 60).clamp(max=366), present) - network(images, days, present)
    assert moved.abs().max() > 1e-5


@all_kinds
def test_the_order_of_dates_matters_to_all_but_attention(name: str) -> None:
    network = network_of(name)
    images, days, present = series(4)
    order = [2, 0, 3, 1]
    with torch.no_grad():
        moved = network(images[:, order], days[:, order], present[:, order]) - network(images, days, present)
    assert (moved.abs().max() < 1e-5) == (name in ORDERLESS)


@all_kinds
def test_gradients_reach_all_parameters(name: str) -> None:
    network = network_of(name).train()
    images, days, present = series(4, 16, 16, count=2)
    present[0, 3] = False
    network(images, days, present).square().mean().backward()
    silent = [
        key
        for key, weights in network.named_parameters()
        if weights.requires_grad and (weights.grad is None or not bool(weights.grad.abs().sum() > 0))
    ]
    assert silent == []


@all_kinds
def test_padding_of_the_whole_batch_changes_no_gradient(name: str) -> None:
    images, days, present = series(4, 8, 8, count=2)
    found = []
    for extra in (0, 2):
        network = network_of(name).train()
        more = [torch.cat([part, part[:, :extra]], dim=1) for part in (images, days, present)]
        more[2][:, 4:] = False
        network(*more).square().mean().backward()
        found.append(torch.cat([w.grad.flatten() for w in network.parameters() if w.grad is not None]))
    assert torch.allclose(found[0], found[1], rtol=1e-3, atol=1e-5)


@all_kinds
def test_unfit_series_are_refused(name: str) -> None:
    network = network_of(name)
    images, days, present = series(3)
    with pytest.raises(ValueError, match="belong together"):
        network(images, days[:, :2], present)
    with pytest.raises(ValueError, match="at least one date"):
        network(images, days, torch.zeros_like(present))


# --- pieces ---------------------------------------------------------------------------------------------------------


def test_existing_dates_move_to_the_front_in_order() -> None:
    present = torch.tensor([[False, True, False, True], [True, True, True, False]])
    order, exists = existing_first(present, multiple=4)
    values = torch.tensor([[10, 11, 12, 13], [20, 21, 22, 23]])
    assert take_dates(values, order, exists).tolist() == [[11, 13, 0, 0], [20, 21, 22, 0]]
    assert exists.sum(dim=1).tolist() == [2, 3]
    longer, _ = existing_first(torch.ones(1, 3, dtype=torch.bool), multiple=4)
    assert longer.shape == (1, 4)


def test_weights_over_time_are_spread() -> None:
    weights = torch.tensor([1.0, 2.0, 3.0, 4.0])
    spread = weights_for(weights, torch.tensor([4, 2, 1, 8]), 8)
    assert spread[0].tolist() == [1, 2, 3, 4, 0, 0, 0, 0]
    assert spread[1].tolist() == [3, 7, 0, 0, 0, 0, 0, 0]
    assert spread[2].tolist() == [10, 0, 0, 0, 0, 0, 0, 0]
    assert spread[3].tolist() == [0.5, 0.5, 1, 1, 1.5, 1.5, 2, 2]
    assert torch.allclose(weights_for(weights, torch.tensor([3, 5, 7]), 7).sum(dim=1), torch.tensor(10.0))


def test_days_that_were_never_seen_lie_between_those_that_were() -> None:
    table = DayTable(2)
    days, present = torch.tensor([[100.0, 200.0, 300.0]]), torch.tensor([[True, True, False]])
    table.train()(days, present)
    table.eval()
    low, high = table.vectors[99], table.vectors[199]
    found = table(torch.tensor([[100, 125, 200, 300]]), torch.ones(1, 4, dtype=torch.bool))[0]
    # From day 200 over the turn of the year to day 100 are 266 days, 100 of which lead to day 300.
    expected = torch.stack([low, 0.75 * low + 0.25 * high, high, high + (low - high) * 100 / 266])
    assert torch.allclose(found, expected, atol=1e-6)


# --- descriptions ---------------------------------------------------------------------------------------------------


@all_kinds
def test_descriptions_survive_json(name: str) -> None:
    architecture = TemporalArchitecture(name, BANDS, CLASSES, SMALL[name])
    document = json.loads(json.dumps(architecture.to_json()))
    assert TemporalArchitecture.from_json(document) == architecture
    assert architecture.title == TEMPORAL_NETWORKS[name].title
    usual = TemporalArchitecture(name, BANDS, CLASSES)
    assert usual.settings == TEMPORAL_NETWORKS[name].settings() != SMALL[name]


def test_unfit_descriptions_are_refused() -> None:
    document = TemporalArchitecture("tsvit", 3, 4).to_json()
    with pytest.raises(ValueError, match="name is one of"):
        TemporalArchitecture("transformer", 3, 4)
    with pytest.raises(ValueError, match="bands lie in 1-512"):
        TemporalArchitecture("tsvit", 0, 4)
    with pytest.raises(ValueError, match="settings of tsvit are TSViTSettings"):
        TemporalArchitecture("tsvit", 3, 4, UNet3DSettings())
    with pytest.raises(ValueError, match="are needed, not"):
        TemporalArchitecture.from_json({**document, "depth": 3})
    with pytest.raises(ValueError, match="are needed, not"):
        TemporalArchitecture.from_json({**document, "settings": {"window": 24}})
    with pytest.raises(ValueError, match="window is a multiple of patch_size, not 25 of 2"):
        dataclasses.replace(TSViTSettings(), window=25)
    with pytest.raises(ValueError, match="not multiples of 24 heads"):
        build_temporal_network(TemporalArchitecture("date_attention", 3, 4, DateAttentionSettings(heads=24, width=48)))
