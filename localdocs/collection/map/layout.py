"""Places in the plane for documents whose middles are near each other: by numpy alone.

The two directions in which documents differ most (principal components) are quick to find and
always there; see `localdocs.collection.map.neighbourhoods` for a better map.
"""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""float32 [n, dim], unit length."""

Plane = NDArray[np.float64]
"""float64 [n, 2]; once it is ``fitted``, in [-1, 1]."""

FEWEST = 4
"""Documents that have two directions in which they differ; fewer lie on a circle."""

CIRCLE = 0.5
"""Its radius."""

EDGE = 0.75
"""So far from the middle all places are true to scale; what lies farther is drawn in."""

INSIDE = 90.0
"""Percent of the documents that lie within the edge."""

NEIGHBOURS = 5
"""A document that comes later lies in the midst of so many."""

_BATCH_ROWS = 64
"""Among 50,000 documents that holds 40 MB."""


def by_components(vectors: Vectors) -> Plane:
    """The places along the two principal components, with signs that are always the same."""
    if len(vectors) < FEWEST:
        return _on_a_circle(len(vectors))
    centred = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    two = directions[:, :-3:-1]  # the largest values stand last
    two = two * np.sign(two[np.abs(two).argmax(axis=0), [0, 1]])
    plane: Plane = (centred @ two.astype(np.float32)).astype(np.float64)
    return plane


def fitted(plane: Plane) -> Plane:
    """Moved and scaled into [-1, 1], alike in both directions; the few that lie far out are drawn
    in, so that they do not press all others together."""
    if not len(plane):
        return plane
    away = plane - np.median(plane, axis=0)
    radius = np.linalg.norm(away, axis=1)
    scale = float(np.percentile(radius, INSIDE))
    if scale < 1e-9:
        scale = max(float(radius.max(initial=0.0)), 1e-9)
    radius = radius / scale * EDGE
    rest = 1 - EDGE
    drawn_in = np.where(radius > EDGE, EDGE + rest * np.tanh((radius - EDGE) / rest), radius)
    inside: Plane = away / scale * EDGE * (drawn_in / np.maximum(radius, 1e-9))[:, None]
    return inside


def turned_as(plane: Plane, before: Plane) -> Plane:
    """Turned, and mirrored where needed, so that it looks most as it did (Procrustes).

    Row by row both are of the same documents; NaN where one had no place.
    """
    known = ~np.isnan(before[:, 0])
    if known.sum() < FEWEST:
        return plane
    left, _, right = np.linalg.svd(plane[known].T @ before[known])
    turned: Plane = plane @ (left @ right)
    return turned


def amid_neighbours(new: Vectors, vectors: Vectors, plane: Plane) -> Plane:
    """Places for documents that came later, each amid the nearest of those that have one."""
    found = np.empty((len(new), 2))
    for start in range(0, len(new), _BATCH_ROWS):
        cosines = new[start : start + _BATCH_ROWS] @ vectors.T
        count = min(NEIGHBOURS, len(vectors))
        nearest = np.argpartition(cosines, -count, axis=1)[:, -count:]
        weight = np.maximum(np.take_along_axis(cosines, nearest, axis=1), 1e-3) ** 8
        weight = weight / weight.sum(axis=1, keepdims=True)
        found[start : start + _BATCH_ROWS] = (plane[nearest] * weight[:, :, None]).sum(axis=1)
    return found


def _on_a_circle(count: int) -> Plane:
    angles = np.arange(count) * 2 * np.pi / max(count, 1)
    radius = CIRCLE if count > 1 else 0.0
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
