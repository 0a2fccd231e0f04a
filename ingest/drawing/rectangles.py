"""Where something stands on a page, whatever its size."""

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, as fractions of the page as it is shown, from its upper left corner."""


def rectangle(left: float, top: float, right: float, bottom: float) -> Rectangle:
    """The part of it that lies on the page; all rounded."""
    return _bounded(left), _bounded(top), _bounded(right), _bounded(bottom)


def _bounded(fraction: float) -> float:
    return round(min(max(fraction, 0.0), 1.0), 5)
