"""The Galileo network: each formula against a slow one, each pixel at its place, and what happens to missing bands."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from deepsat.encoders import (
    Architecture,
    batch_norms,
    build_network,
    freeze_batch_norm,
    scene_features,
    scene_logits,
)
from deepsat.encoders.band_adaptation import adapt_bands
from deepsat.encoders.galileo_tokens import (
    GALILEO_SLOTS,
    kernel_resampling,
    month_encoding,
    place_encoding,
    slot_sources,
    wave_encoding,
)
from deepsat.imagery import Band
from deepsat.jobs import ErrorCode, UserError
from deepsat.jobs.band_slots import match_slots
from deepsat.jobs.wavelengths import wavelengths_from_names

NAMES = tuple(slot.name for slot in GALILEO_SLOTS)
WIDTH = 128


def architecture(in_channels: int = 10, classes: int = 3, patch_size: int = 2) -> Architecture:
    return Architecture(
        in_channels=in_channels,
        classes=classes,
        name="Galileo",
        encoder_name="galileo_nano",
        decoder_channels=(),
        input_scale=1,
        patch_size=patch_size,
    )


def network_of(seed: int = 1, **changes: int) -> torch.nn.Module:
    torch.manual_seed(seed)
    network = build_network(architecture(**changes))
    with torch.no_grad():
        network.encoder.group_encoding.normal_()
    return network.eval()


def named(*names: str) -> tuple[Band, ...]:
    return tuple(Band(name, nm) for name, nm in zip(names, wavelengths_from_names(names), strict=True))


def filled(*names: str) -> dict[str, str]:
    """For each of Galileo's bands that is fed, the scene's band that feeds it."""
    bands = named(*names)
    sources = slot_sources(match_slots(bands, GALILEO_SLOTS).slots)
    assert sources.shape == (10, len(bands))
    assert set(sources.unique().tolist()) <= {0.0, 1.0} and int(sources.sum(1).max()) == 1
    return {NAMES[slot]: names[int(band)] for slot, band in sources.nonzero().tolist()}


def test_ten_bands_are_galileo_s() -> None:
    assert NAMES == ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")


@pytest.mark.parametrize("patch_size", [1, 2, 4])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (37, 21), (16, 48)])
def test_any_size_of_image_gives_logits_for_each_pixel(patch_size: int, height: int, width: int) -> None:
    network = network_of(in_channels=7, classes=4, patch_size=patch_size)
    images = torch.randn(2, 7, height, width)
    with torch.no_grad():
        logits = scene_logits(network, images, 1)
        features = scene_features(network, images, 1)
    assert logits.shape == (2, 4, height, width) and features.shape == (2, WIDTH + 7, height, width)
    assert float(logits.std(dim=1).min()) > 1e-3 and bool(logits.isfinite().all())


@settings(max_examples=12)
@given(
    height=st.integers(17, 45),
    width=st.integers(17, 45),
    patch_size=st.sampled_from([1, 2, 4]),
    place=st.tuples(st.floats(0, 0.999), st.floats(0, 0.999)),
)
def test_a_pixel_is_seen_in_its_own_two_windows_and_nowhere_else(
    height: int, width: int, patch_size: int, place: tuple[float, float]
) -> None:
    network = network_of(patch_size=patch_size)
    # Not the last row or column: what windows reach beyond the image repeats those.
    row, column = 1 + int(place[0] * (height - 2)), 1 + int(place[1] * (width - 2))
    images = torch.randn(1, 10, height, width)
    changed = images.clone()
    changed[:, :, row, column] += 3
    with torch.no_grad():
        before, after = network.encoder(images)[1], network.encoder(changed)[1]
    # Windows of four patches, and others that begin two patches earlier.
    patch_row, patch_column = row // patch_size, column // patch_size
    expected = torch.zeros(before.shape[2:], dtype=torch.bool)
    for offset in (0, 2):
        top, left = (patch_row + offset) // 4 * 4 - offset, (patch_column + offset) // 4 * 4 - offset
        expected[max(top, 0) : top + 4, max(left, 0) : left + 4] = True
    assert torch.equal((before != after).any(dim=1)[0], expected)
    # It is its own patch that changes most.
    strongest = int((before - after).square().sum(dim=1)[0].argmax())
    assert divmod(strongest, before.shape[3]) == (patch_row, patch_column)


def test_windows_are_put_back_where_they_were_cut() -> None:
    network = network_of()
    images = torch.randn(2, 10, 16, 24)
    with torch.no_grad():
        whole, shifted = network.encoder._mesh(images, 0), network.encoder._mesh(images, 4)
        part = network.encoder._mesh(images[1:, :, 8:16, 16:24], 0)
        shifted_part = network.encoder._mesh(images[1:, :, 4:12, 12:20], 0)
        torch.testing.assert_close(network.encoder(images)[1], (whole + shifted) / 2)
    torch.testing.assert_close(whole[1:, :, 4:8, 8:12], part, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(shifted[1:, :, 2:6, 6:10], shifted_part, rtol=1e-4, atol=1e-5)
    assert float((whole[1:, :, :4, :4] - part).abs().max()) > 0.1


def test_features_lie_between_those_of_the_nearest_patches_and_the_bands_are_untouched() -> None:
    network = network_of(in_channels=4)
    images = torch.randn(1, 4, 13, 19)
    with torch.no_grad():
        patches = network.encoder(images)[1]
        pixels = scene_features(network, images, 1)
    assert torch.equal(pixels[:, WIDTH:], images)
    # Pixel 5 lies in patch 2, a quarter of a patch from its centre towards patch 3; pixel 8 a quarter before patch 4's.
    above, below = patches[0, :, 2], patches[0, :, 3]
    rows = 0.75 * above + 0.25 * below
    expected = 0.75 * rows[:, 4] + 0.25 * rows[:, 3]
    torch.testing.assert_close(pixels[0, :WIDTH, 5, 8], expected, rtol=1e-4, atol=1e-5)


def test_tokens_are_patches_times_kernels_and_their_encodings() -> None:
    network = network_of()
    images = torch.randn(1, 10, 8, 8)
    with torch.no_grad():
        tokens = network.encoder._tokens(images)
    assert tokens.shape == (1, 5, WIDTH, 4, 4)
    row, column = 1, 3
    red_edge = network.encoder.patches["S2_Red_Edge"]
    patch = images[0, 3:6, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2] / 4 + 0.5
    with torch.no_grad():
        expected = torch.einsum("dcuv,cuv->d", red_edge.kernels(), patch) + red_edge.bias
        expected[:32] += network.encoder.group_encoding[1]
    expected[48:64] += 1  # cosines of the first date's place, 0
    expected[64:80] += math.sin(2 * math.pi * 5 / 12)
    expected[80:96] += math.cos(2 * math.pi * 5 / 12)
    for index in range(8):
        frequency = 10_000 ** (-index / 32)
        for start, place in ((96, column), (112, row)):
            expected[start + index] += math.sin(2 * place * frequency)
            expected[start + 8 + index] += math.cos(2 * place * frequency)
    torch.testing.assert_close(tokens[0, 1, :, row, column], expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("patch_size", [1, 2, 4])
def test_a_resampled_kernel_answers_as_the_large_one_does_to_the_smoothest_enlargement(patch_size: int) -> None:
    torch.manual_seed(2)
    kernel, patch = torch.randn(64), torch.randn(patch_size, patch_size)
    units = torch.eye(64).view(64, 1, 8, 8)
    shrinking = F.interpolate(units, (patch_size, patch_size), mode="bicubic", antialias=True).flatten(1)
    # Of all images of 8 x 8 that shrink to the patch, the one with the least sum of squares.
    enlarged = shrinking @ torch.linalg.solve(shrinking.T @ shrinking, patch.flatten())
    again = F.interpolate(enlarged.view(1, 1, 8, 8), (patch_size, patch_size), mode="bicubic", antialias=True)
    torch.testing.assert_close(again[0, 0], patch, rtol=1e-3, atol=1e-4)
    resampled = kernel_resampling(patch_size) @ kernel
    torch.testing.assert_close(resampled @ patch.flatten(), kernel @ enlarged, rtol=1e-3, atol=1e-3)


def test_encodings_have_known_values() -> None:
    waves = wave_encoding(torch.tensor([0, 3]), 8)
    assert waves[0].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    frequencies = [1.0, 10_000 ** (-1 / 16), 10_000 ** (-2 / 16), 10_000 ** (-3 / 16)]
    assert waves[1, :4].tolist() == pytest.approx([math.sin(3 * f) for f in frequencies], abs=1e-6)
    # April is a quarter of the year from January.
    assert month_encoding(3, 4).tolist() == pytest.approx([1, 1, 0, 0], abs=1e-6)
    places = place_encoding(4, 2, 32)
    assert places.shape == (96, 4, 4)
    assert float(places[64, 0, 3]) == pytest.approx(math.sin(6)) and float(places[64, 3, 0]) == 0
    assert float(places[80, 3, 0]) == pytest.approx(math.sin(6)) and float(places[80, 0, 3]) == 0


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (NAMES, dict(zip(NAMES, NAMES, strict=True))),
        (("red", "green", "blue", "nir"), {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir"}),
        (("nir", "red", "green"), {"B02": "green", "B03": "green", "B04": "red", "B08": "nir"}),
        (("coastal", "blue", "green", "red", "nir", "swir1", "swir2"),
         {"B02": "blue", "B03": "green", "B04": "red", "B08": "nir", "B11": "swir1", "B12": "swir2"}),
        (("swir1", "nir"), {"B08": "nir", "B11": "swir1", "B12": "swir1"}),
        (("red", "nir"), {"B08": "nir"}),
        (("red",), {"B02": "red", "B03": "red", "B04": "red"}),
    ],
    ids=["sentinel-2", "rgbn", "colour infrared", "hls", "one short-wave", "red is too little of three", "only red"],
)  # fmt: skip
def test_groups_are_used_where_half_of_their_bands_are_there(names: tuple[str, ...], expected: dict[str, str]) -> None:
    assert filled(*names) == expected


def checkpoint_weights(network: torch.nn.Module) -> dict[str, Tensor]:
    return {key: value for key, value in network.state_dict().items() if not key.startswith("segmentation_head.")}


def adapted_to(network: torch.nn.Module, bands: tuple[Band, ...]) -> torch.nn.Module:
    weights, _ = adapt_bands(checkpoint_weights(network), GALILEO_SLOTS, bands)
    smaller = build_network(architecture(in_channels=len(bands))).eval()
    outcome = smaller.load_state_dict(weights, strict=False)
    assert all(key.startswith("segmentation_head.") for key in outcome.missing_keys) and not outcome.unexpected_keys
    return smaller


def test_a_scene_in_another_order_gives_the_same_features() -> None:
    network = network_of()
    order = torch.randperm(10, generator=torch.Generator().manual_seed(3))
    smaller = adapted_to(network, tuple(GALILEO_SLOTS[index] for index in order))
    images = torch.randn(1, 10, 16, 16)
    with torch.no_grad():
        torch.testing.assert_close(smaller.encoder(images[:, order])[1], network.encoder(images)[1])


def test_a_missing_group_is_left_out_and_an_unknown_band_reaches_only_the_head() -> None:
    network = network_of()
    bands = (*named("red", "green", "blue", "nir"), Band("height"))
    weights, adaptation = adapt_bands(checkpoint_weights(network), GALILEO_SLOTS, bands)
    assert adaptation.used == ("red", "green", "blue", "nir")
    assert adaptation.findings() == ("Band height is unknown to the checkpoint; only the head sees it.",)
    assert weights["encoder.slots"].sum(dim=1).tolist() == [1, 1, 1, 0, 0, 0, 1, 0, 0, 0]
    smaller = adapted_to(network, bands)
    images = torch.randn(1, 5, 16, 16)
    with torch.no_grad():
        assert smaller.encoder._tokens(images[..., :8, :8]).shape[1] == 2
        before = scene_features(smaller, images, 1)
        images[:, 4] += 5
        after = scene_features(smaller, images, 1)
    assert torch.equal(before[:, :WIDTH], after[:, :WIDTH])
    torch.testing.assert_close(after[:, -1] - before[:, -1], torch.full((1, 16, 16), 5.0))


def test_a_scene_without_any_known_band_is_refused() -> None:
    with pytest.raises(UserError, match="band_1") as caught:
        adapt_bands(checkpoint_weights(network_of()), GALILEO_SLOTS, (Band("band_1"),))
    assert caught.value.code is ErrorCode.BANDS_MISMATCH


def test_the_same_image_gives_the_same_bits_in_training_and_evaluation() -> None:
    network = network_of()
    images = torch.randn(1, 10, 20, 20)
    with torch.no_grad():
        first = network(images)
        again = network.train()(images)
    assert torch.equal(first, again) and torch.equal(first, network_of()(images))


def test_half_precision_does_not_reach_the_encoder() -> None:
    network = network_of()
    images = torch.randn(1, 10, 16, 16)
    with torch.no_grad():
        plain = scene_features(network, images, 1)
        with torch.autocast("cpu", torch.bfloat16):
            automatic, logits = scene_features(network, images, 1), network(images)
    assert logits.dtype == torch.bfloat16
    assert torch.equal(automatic, plain)


def test_all_weights_learn_and_there_is_no_batch_norm_to_freeze() -> None:
    network = network_of()
    freeze_batch_norm(network)
    assert batch_norms(network) == []
    network(torch.randn(1, 10, 16, 16)).square().sum().backward()
    assert all(float(weights.grad.abs().sum()) > 0 for weights in network.parameters())
    assert not network.encoder.slots.requires_grad


def test_the_description_survives_json_and_u_nets_are_described_as_before() -> None:
    galileo = architecture(patch_size=4)
    assert Architecture.from_json(galileo.to_json()) == galileo
    assert galileo.to_json()["patch_size"] == 4 and galileo.to_json()["decoder_channels"] == []
    assert (galileo.title, galileo.feature_channels, galileo.stride) == ("Galileo", 138, 16)
    assert architecture(patch_size=2).stride == 8
    assert galileo.smp_config() is None
    unet = Architecture(in_channels=3, classes=2)
    assert set(unet.to_json()) == {
        "in_channels", "classes", "name", "encoder_name", "decoder_channels", "input_scale",
    }  # fmt: skip
    assert Architecture.from_json(unet.to_json()) == unet
    assert (unet.title, unet.feature_channels, unet.stride) == ("U-Net", 32, 8)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"patch_size": 3}, "patch_size is one of 1, 2, 4, not 3"),
        ({"patch_size": None}, "patch_size is one of 1, 2, 4, not None"),
        ({"encoder_name": "resnet18"}, "encoder_name is one of galileo_nano, not resnet18"),
        ({"decoder_channels": (16,)}, "decoder_channels are empty"),
        ({"name": "Segformer"}, "name is one of Unet, Galileo, ChangeUnet, not Segformer"),
        ({"name": "Unet"}, "number of decoder_channels lies between 3 and 5, not 0"),
    ],
)
def test_settings_that_do_not_fit_are_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Architecture.from_json({**architecture().to_json(), **changes})  # type: ignore[dict-item]
