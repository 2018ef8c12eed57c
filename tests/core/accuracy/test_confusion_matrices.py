"""Confusion: which way round it is, against other libraries, and what an absent class gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, jaccard_score, precision_score, recall_score

from deepsat.accuracy import Confusion

pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=80)


def counted(pairs_of_ids: list[tuple[int, int]], class_count: int = 5) -> Confusion:
    """Confusion of (map, reference) pairs."""
    ids = np.array(pairs_of_ids, dtype=np.uint8).reshape(-1, 2)
    return Confusion.empty(class_count).add(ids[:, 0], ids[:, 1])


def test_a_constant_map_fills_one_row() -> None:
    reference = np.array([[0, 1, 1], [2, 2, 2]], dtype=np.uint8)
    confusion = Confusion.empty(3).add(np.full((2, 3), 1, np.uint8), reference)
    assert confusion.counts.tolist() == [[0, 0, 0], [1, 2, 3], [0, 0, 0]]
    assert confusion.map_totals.tolist() == [0, 6, 0]
    assert confusion.reference_totals.tolist() == [1, 2, 3]
    # Everything that is class 1 is found, and a third of what is called class 1 is it.
    assert confusion.producers.tolist() == [0, 1, 0]
    assert confusion.users[1] == pytest.approx(2 / 6)
    assert np.isnan(confusion.users[[0, 2]]).all()
    assert confusion.overall == pytest.approx(2 / 6)


def test_the_scores_of_a_matrix_worked_by_hand() -> None:
    confusion = Confusion(np.array([[6, 2], [1, 3]], dtype=np.int64))
    assert confusion.overall == pytest.approx(9 / 12)
    assert confusion.users == pytest.approx([6 / 8, 3 / 4])
    assert confusion.producers == pytest.approx([6 / 7, 3 / 5])
    assert confusion.iou == pytest.approx([6 / 9, 3 / 6])
    assert confusion.mean_iou == pytest.approx((6 / 9 + 3 / 6) / 2)
    assert confusion.total == 12


@given(pairs)
def test_counts_and_scores_agree_with_scikit_learn(ids: list[tuple[int, int]]) -> None:
    confusion = counted(ids)
    said, true = zip(*ids, strict=True)
    labels = list(range(5))
    assert confusion.counts.T.tolist() == confusion_matrix(true, said, labels=labels).tolist()
    assert confusion.overall == pytest.approx(accuracy_score(true, said))
    users = precision_score(true, said, labels=labels, average=None, zero_division=np.nan)
    producers = recall_score(true, said, labels=labels, average=None, zero_division=np.nan)
    assert confusion.users == pytest.approx(users, nan_ok=True)
    assert confusion.producers == pytest.approx(producers, nan_ok=True)


@given(pairs)
def test_iou_agrees_with_scikit_learn_where_a_class_occurs(ids: list[tuple[int, int]]) -> None:
    confusion = counted(ids)
    said, true = zip(*ids, strict=True)
    theirs = jaccard_score(true, said, labels=list(range(5)), average=None, zero_division=0)
    occurs = ~np.isnan(confusion.iou)
    assert confusion.iou[occurs] == pytest.approx(theirs[occurs])
    assert occurs.tolist() == [k in {*said, *true} for k in range(5)]


def test_the_mean_iou_is_over_the_classes_of_the_reference() -> None:
    # Class 2 is in the map only: it costs the others, and is no zero in the mean. Class 3 is nowhere.
    confusion = counted([(0, 0), (0, 0), (2, 0), (1, 1)], class_count=4)
    assert confusion.iou[:3] == pytest.approx([2 / 3, 1, 0])
    assert np.isnan(confusion.iou[3])
    assert confusion.mean_iou == pytest.approx((2 / 3 + 1) / 2)


def test_nothing_counted_gives_no_scores() -> None:
    empty = Confusion.empty(3)
    assert np.isnan([empty.overall, empty.mean_iou, *empty.users, *empty.producers, *empty.iou]).all()


def test_unlabelled_and_unmapped_pixels_do_not_count() -> None:
    confusion = Confusion.empty(2)
    confusion.add(np.array([0, 255, 1, 1], np.uint8), np.array([0, 0, 255, 0], np.uint8))
    assert confusion.counts.tolist() == [[1, 0], [1, 0]]


@given(pairs, st.integers(0, 80))
def test_tiles_add_up(ids: list[tuple[int, int]], cut: int) -> None:
    whole = counted(ids).counts
    parts = counted(ids[:cut])
    said = np.array([one for one, _ in ids[cut:]], np.int64)
    true = np.array([two for _, two in ids[cut:]], np.int64)
    assert parts.add(said, true) is parts
    assert parts.counts.tolist() == whole.tolist()


@pytest.mark.parametrize("bad", [3, 254, -1])
def test_ids_that_are_no_class_are_refused(bad: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 2"):
        Confusion.empty(3).add(np.array([0, bad]), np.array([0, 1]))
    with pytest.raises(ValueError, match="between 0 and 2"):
        Confusion.empty(3).add(np.array([0, 1]), np.array([0, bad]))


def test_shapes_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in shape"):
        Confusion.empty(3).add(np.zeros((2, 3), np.uint8), np.zeros((3, 2), np.uint8))
