"""The parts of choosing: cells, uncertainty, coverage, spreading, reasons."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepsat.suggest import cells as cells_module
from deepsat.suggest.cells import CellCollector, Cells, grown
from deepsat.suggest.coverage import Space, covered, similarity
from deepsat.suggest.reasons import percent, reason_of
from deepsat.suggest.spreading import Choice, choose_places
from deepsat.suggest.uncertainty import two_likeliest, wavering


def collected(
    bands: np.ndarray, shares: np.ndarray, valid: np.ndarray, labelled: np.ndarray, cuts: list[int], seed: int = 0
) -> Cells:
    collector = CellCollector(*valid.shape, seed)
    for start, end in zip([0, *cuts], [*cuts, len(valid)], strict=True):
        rows = slice(start, end)
        collector.add(bands[:, rows], shares[:, rows], valid[rows], labelled[rows])
    return collector.cells()


@settings(max_examples=40)
@given(st.integers(1, 33), st.integers(1, 38), st.integers(0, 999), st.lists(st.integers(0, 33), max_size=4))
def test_cells_are_means_of_their_pixels_however_the_rows_come(
    height: int, width: int, seed: int, cuts: list[int]
) -> None:
    draw = np.random.default_rng(seed)
    bands = draw.normal(size=(3, height, width)).astype(np.float32)
    shares = draw.random((2, height, width)).astype(np.float32)
    valid, labelled = draw.random((height, width)) > 0.01, draw.random((height, width)) < 0.03
    cells = collected(bands, shares, valid, labelled, sorted(min(cut, height) for cut in cuts))
    expected = [
        (i, j)
        for i in range(height // 5)
        for j in range(width // 5)
        if valid[5 * i : 5 * i + 5, 5 * j : 5 * j + 5].all()
    ]
    assert list(zip(cells.rows.tolist(), cells.columns.tolist(), strict=True)) == expected
    known = []
    for index, (i, j) in enumerate(expected):
        square = (slice(None), *cells.window(index).slices)
        assert cells.bands[index] == pytest.approx(bands[square].mean(axis=(1, 2)), abs=1e-5)
        assert cells.probabilities[index] == pytest.approx(shares[square].mean(axis=(1, 2)), abs=1e-5)
        assert cells.spread[index] == pytest.approx(np.sqrt(bands[square].var(axis=(1, 2)).mean()), abs=1e-5)
        assert cells.filled[i, j]
    for i in range(height // 5):
        for j in range(width // 5):
            inside = (slice(5 * i, 5 * i + 5), slice(5 * j, 5 * j + 5))
            here = labelled[inside] & valid[inside]
            assert cells.labelled[i, j] == here.any()
            if here.any():
                known.append(bands[:, inside[0], inside[1]][:, here].mean(axis=1))
    assert np.allclose(cells.labelled_bands, known, atol=1e-5) if known else len(cells.labelled_bands) == 0


def test_of_a_large_scene_cells_all_over_it_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_module, "CELLS_KEPT", 100)
    bands = np.broadcast_to(np.arange(200, dtype=np.float32)[None, :, None], (1, 200, 300))
    everywhere, nowhere = np.ones((200, 300), bool), np.zeros((200, 300), bool)
    cells = collected(bands, np.ones((2, 200, 300), np.float32), everywhere, nowhere, [37, 90])
    squares = set(zip((cells.rows // 5).tolist(), (cells.columns // 5).tolist(), strict=True))
    assert squares == {(i, j) for i in range(8) for j in range(12)}, "one of each 5 x 5 cells"
    assert len(cells) == 96
    assert len(set((cells.columns % 5).tolist())) == 5, "at random places inside"
    assert np.allclose(cells.bands[:, 0], cells.rows * 5 + 2)


def test_neighbours_in_all_eight_directions() -> None:
    marked = np.zeros((4, 6), bool)
    marked[0, 4] = True
    expected = np.zeros((4, 6), bool)
    expected[:2, 3:] = True
    assert np.array_equal(grown(marked), expected)


def test_wavering_is_one_minus_the_margin() -> None:
    shares = np.array([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7], [0, 1, 0]], np.float32)
    assert wavering(shares) == pytest.approx([1.0, 0.5, 0.0])
    assert two_likeliest(shares).tolist() == [[0, 1], [2, 1], [1, 0]]
    assert wavering(np.ones((2, 1), np.float32)).tolist() == [0, 0]


def test_distances_do_not_depend_on_the_units_of_the_bands_alone() -> None:
    draw = np.random.default_rng(0)
    bands = draw.normal(size=(500, 4)).astype(np.float32) * [5, 1, 0.5, 1e-9]
    one, other = (Space.of((factor * bands + 7).astype(np.float32)) for factor in (1, 40))
    places = one.place((bands + 7).astype(np.float32))
    assert np.allclose(places, other.place((40 * bands + 7).astype(np.float32)), atol=1e-3)
    assert places.var(axis=0).sum() == pytest.approx(1, abs=1e-4)
    assert np.all(Space.of(np.ones((3, 2), np.float32)).place(np.ones((3, 2), np.float32)) == 0)


def test_half_of_the_whitening_leaves_the_square_root_of_how_unlike_components_are() -> None:
    # Variances 16 and 1; a full whitening would give both components the same one.
    bands = np.array([[4, 1], [4, -1], [-4, 1], [-4, -1]], np.float32)
    variances = Space.of(bands).place(bands).var(axis=0)
    assert sorted(variances.tolist()) == pytest.approx([0.2, 0.8], abs=1e-5)


def test_similarity_falls_as_a_bell_curve() -> None:
    places = np.array([[0, 0], [0.3, 0], [0, 3]], np.float32)
    expected = [1, np.exp(-0.5), 0]
    assert similarity(places[:1], places)[0] == pytest.approx(expected, abs=1e-5)
    assert covered(places, places[1:2]) == pytest.approx([np.exp(-0.5), 1, 0], abs=1e-5)
    assert covered(places, places[:0]).tolist() == [0, 0, 0]


def cells_of(looks: np.ndarray, shares: np.ndarray, labelled_looks: list[float]) -> Cells:
    """Cells in one band, from looks (I,J) and the probability of the first of two classes (I,J)."""
    rows, columns = (axis.ravel().astype(np.int32) for axis in np.indices(looks.shape))
    bands = looks.reshape(-1, 1).astype(np.float32)
    probabilities = np.stack([shares.ravel(), 1 - shares.ravel()], axis=1).astype(np.float32)
    known = np.array(labelled_looks, np.float32).reshape(-1, 1)
    filled = np.ones(looks.shape, bool)
    return Cells(rows, columns, bands, np.zeros(len(bands), np.float32), probabilities, known, filled, ~filled)


def chosen_looks(cells: Cells, count: int) -> list[float]:
    return [float(cells.bands[choice.cell, 0]) for choice in choose_places(cells, count, 0)]


def test_what_no_label_resembles_goes_before_what_one_does() -> None:
    looks = np.zeros((20, 30))
    looks[:, 20:] = 5
    looks[3, 3] = -40
    cells = cells_of(looks, np.full(looks.shape, 0.9), [0.0])
    first = choose_places(cells, 2, 0)[0]
    assert cells.bands[first.cell, 0] == 5, "and an outlier, though nothing is less alike, is worth little"
    assert first.share == pytest.approx(1 / 3, abs=0.01)
    assert first.labelled_alike < 0.3
    assert first.score > 0.9


def test_of_two_equally_common_looks_the_uncertain_one_goes_first() -> None:
    looks = np.repeat([[0.0, 5.0, 10.0]], 12, axis=0).repeat(8, axis=1)
    shares = np.where(looks == 10, 0.5, 1.0)
    assert chosen_looks(cells_of(looks, shares, [0.0]), 2) == [10, 5]
    shares = np.where(looks == 5, 0.5, 1.0)
    assert chosen_looks(cells_of(looks, shares, [0.0]), 2) == [5, 10]


def test_eligible_cells_are_the_only_ones() -> None:
    looks = np.arange(200.0).reshape(10, 20)
    cells = cells_of(looks, np.full(looks.shape, 0.5), [])
    eligible = np.zeros(200, bool)
    eligible[[5, 6, 100]] = True
    chosen = [choice.cell for choice in choose_places(cells, 5, 0, eligible)]
    assert sorted(chosen) in ([5, 100], [6, 100]), "5 and 6 are neighbours"
    assert choose_places(cells, 5, 0, np.zeros(200, bool)) == []


def test_reasons_in_words() -> None:
    unlike, alike = Choice(0, 0.5, 0.008, 0.1), Choice(0, 0.5, 0.12, 0.9)
    pair = ("forest", "crop")
    assert reason_of(unlike, 0.1, pair, has_labels=True) == "no polygon looks like this (0.8 % of the scene does)"
    assert reason_of(alike, 0.8, pair, has_labels=True) == (
        "the model wavers between forest and crop (12 % of the scene looks like this)"
    )
    assert reason_of(unlike, 0.8, pair, has_labels=True).endswith("does), and the model wavers between forest and crop")
    assert reason_of(unlike, 0.1, pair, has_labels=False) == "0.8 % of the scene looks like this"
    assert [percent(share) for share in (0.0004, 0.001, 0.0994, 0.0996, 1.0)] == [
        *("less than 0.1 %", "0.1 %", "9.9 %", "10 %", "100 %")
    ]
