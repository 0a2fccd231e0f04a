"""An index that looks only at a part of the vectors: for more of them than can all be compared.

Vectors are sorted into cells by their nearest centre and kept as one byte a number (FAISS:
inverted file, scalar quantizer). A search compares the cells nearest to the question; how many
("probes") is not assumed but measured when the index is built, so that enough of the ten truly
nearest vectors are among the candidates. The caller orders the candidates by their exact vectors.
Figures and what else was tried: docs/decisions/0006-vectors-at-scale.md.
"""

import logging
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger("localdocs.index")

AIM = 0.995
"""Recall of the ten nearest on questions made up from vectors; on real ones it is a little less."""

QUESTIONS = 200
NEAREST = 10
CANDIDATES = 100

_SAMPLE_PER_CELL = 48
_ROUNDS = 8
_FEWEST_PROBES = 8


def cells_for(rows: int) -> int:
    """About the square root, so that finding the cells costs as much as looking into a few."""
    return int(2 ** max(2, round(math.log2(max(rows, 1)) / 2)))


def sample_rows(rows: int) -> int:
    """How many vectors it takes to place the centres."""
    return min(rows, cells_for(rows) * _SAMPLE_PER_CELL)


def trained(sample: NDArray[np.float32], rows: int) -> Any:
    """An empty index for about ``rows`` vectors like those of ``sample`` (float32 [n, dim])."""
    import faiss

    dimension = sample.shape[1]
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        cells_for(rows),
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
        False,
    )
    index.cp.niter = _ROUNDS
    index.cp.min_points_per_centroid = 1
    index.train(sample)
    return index


def questions_like(sample: NDArray[np.float32]) -> NDArray[np.float32]:
    """Made-up questions, unit length: each the mean of three vectors taken by chance.

    A question lies between passages rather than on one: real ones are at a cosine of about 0.6 from
    their nearest passage, and so are these. A vector with noise added is much too easy, as the
    noise points nowhere where there are passages.
    """
    chance = np.random.default_rng(0)
    chosen = chance.integers(0, len(sample), (QUESTIONS, 3))
    questions = sample[chosen].sum(axis=1)
    questions /= np.linalg.norm(questions, axis=1, keepdims=True) + 1e-12
    return np.ascontiguousarray(questions, dtype=np.float32)


class Truth:
    """The truly nearest vectors of some questions, gathered while all vectors go by."""

    def __init__(self, questions: NDArray[np.float32]) -> None:
        import faiss

        self._questions = questions
        self._heap: Any = faiss.ResultHeap(len(questions), NEAREST, keep_max=True)

    def see(self, ids: NDArray[np.int64], matrix: NDArray[np.float32]) -> None:
        """Take a batch into account."""
        import faiss

        nearest = min(NEAREST, len(ids))
        cosines, rows = faiss.knn(
            self._questions, matrix, nearest, metric=faiss.METRIC_INNER_PRODUCT
        )
        self._heap.add_result(cosines, ids[rows])

    def ids(self) -> NDArray[np.int64]:
        """Vector ids [questions, NEAREST]; call once, when all have been seen."""
        self._heap.finalize()
        found: NDArray[np.int64] = self._heap.I
        return found


def set_probes(index: Any, questions: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """Choose the fewest probes that reach AIM, and keep them in the index; the recall reached."""
    probes, recall = _FEWEST_PROBES, 0.0
    while True:
        index.nprobe = min(probes, index.nlist)
        _, found = index.search(questions, CANDIDATES)
        recall = _recall(found, truth)
        if recall >= AIM or index.nprobe == index.nlist:
            logger.info("%d of %d cells: recall %.4f", index.nprobe, index.nlist, recall)
            return recall
        probes += probes // 2


def _recall(found: NDArray[np.int64], truth: NDArray[np.int64]) -> float:
    right = [np.isin(true, near).sum() for near, true in zip(found, truth, strict=True)]
    return float(np.sum(right)) / truth.size
