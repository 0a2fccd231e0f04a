"""Lookups: what a question or a status needs to know from the catalogue. Nothing here writes."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from index.connection import Connection
from index.database.encoding import (
    EVERYTHING,
    THESE,
    as_these,
    encode_path,
    encode_text,
    under_path,
)
from index.database.passage_texts import passage_texts
from index.database.transactions import snapshot
from index.ranking.fusion import Ranked
from localdocs.types import Hit


def hits_for(
    connection: Connection, ranked: Sequence[Ranked], similarity: Mapping[int, float | None]
) -> list[Hit]:
    """Ranked passages as hits, in their order. One deleted since it was ranked is left out."""
    with snapshot(connection):  # a passage and the page that it is a span of
        rows = connection.execute(
            f"""SELECT passages.id, files.path, files.title, passages.page_number, pages.label,
                       pages.place,
                       passages.start, passages."end", passages.heading, passages.columns
                FROM passages
                JOIN files ON files.id = passages.file_id
                JOIN pages ON pages.file_id = files.id AND pages.number = passages.page_number
                WHERE passages.id IN {THESE}""",
            (as_these(item.passage_id for item in ranked),),
        ).fetchall()
        by_id = {row["id"]: row for row in rows}
        texts = passage_texts(connection, by_id)
    return [
        _hit(by_id[item.passage_id], texts[item.passage_id], item, similarity)
        for item in ranked
        if item.passage_id in texts
    ]


def passages_of_vectors(
    connection: Connection,
    vector_ids: Sequence[int],
    file_ids: Sequence[int] | None = None,
) -> dict[int, list[int]]:
    """Vector id to the ids of the passages that share it, lowest first."""
    narrowed = "" if file_ids is None else f" AND file_id IN {THESE}"
    rows = connection.execute(
        f"SELECT vector_id, id FROM passages WHERE vector_id IN {THESE}{narrowed} ORDER BY id",
        [as_these(ids) for ids in (vector_ids, file_ids) if ids is not None],
    ).fetchall()
    found: dict[int, list[int]] = {}
    for vector_id, passage_id in rows:
        found.setdefault(vector_id, []).append(passage_id)
    return found


def stored_vectors(connection: Connection, passage_ids: Sequence[int]) -> dict[int, bytes]:
    """Passage id to its float32 vector, for those passages that have one."""
    rows = connection.execute(
        "SELECT passages.id, vectors.vector FROM passages JOIN vectors ON vectors.id = vector_id "
        f"WHERE vector IS NOT NULL AND passages.id IN {THESE}",
        (as_these(passage_ids),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def places(connection: Connection, passage_ids: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """Passage id to file id, page number and start, for those that exist."""
    rows = connection.execute(
        f"SELECT id, file_id, page_number, start FROM passages WHERE id IN {THESE}",
        (as_these(passage_ids),),
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def passage_counts(connection: Connection, file_ids: Iterable[int]) -> dict[int, int]:
    """File id to how many passages it has."""
    rows = connection.execute(
        f"SELECT file_id, count(*) FROM passages WHERE file_id IN {THESE} GROUP BY file_id",
        (as_these(file_ids),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def page_text(connection: Connection, path: Path, page_number: int) -> str | None:
    """The stored text of one page, or None where there is no such page."""
    row = connection.execute(
        "SELECT pages.text FROM pages JOIN files ON files.id = pages.file_id "
        "WHERE files.path = CAST(? AS TEXT) AND pages.number = ?",
        (encode_path(path), page_number),
    ).fetchone()
    return None if row is None else str(row[0])


def page_place(connection: Connection, path: Path, page_number: int, position: int) -> str:
    """What a person calls the place of a character on a page that has no number, a sheet's with
    its row: "sheet Budget, row 12"; "" for other pages, and where there is none."""
    row = connection.execute(
        "SELECT pages.place, pages.rows, pages.text FROM pages "
        "JOIN files ON files.id = pages.file_id "
        "WHERE files.path = CAST(? AS TEXT) AND pages.number = ? AND pages.place > ''",
        (encode_path(path), page_number),
    ).fetchone()
    if row is None:
        return ""
    number = _row_at(json.loads(row["rows"] or "[]"), row["text"], position)
    return f"{row['place']}, row {number}" if number else str(row["place"])


def _row_at(rows: Sequence[tuple[int, int]], text: str, position: int) -> int:
    """The number of the row of a sheet in which a character stands; 0: in none."""
    place = bisect_right(rows, position, key=lambda run: run[0]) - 1
    if place < 0:
        return 0
    start, number = rows[place]
    return number and number + text.count("\n", start, position)


def page_texts(connection: Connection, path: Path) -> dict[int, str]:
    """The stored text of each page of a file, by its number; empty where it is not indexed."""
    rows = connection.execute(
        "SELECT pages.number, pages.text FROM pages JOIN files ON files.id = pages.file_id "
        "WHERE files.path = CAST(? AS TEXT) ORDER BY pages.number",
        (encode_path(path),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def with_neighbours(connection: Connection, hit: Hit, longest: int) -> Hit:
    """A hit together with the passages beside it that stand under the same heading of its page, as
    one stretch of at most ``longest`` characters."""
    rows = connection.execute(
        "SELECT start, end, heading FROM passages WHERE page_number = ? AND file_id = "
        "(SELECT file_id FROM passages WHERE id = ?) ORDER BY start",
        (hit.page_number, hit.passage_id),
    ).fetchall()
    places = [(row[0], row[1]) for row in rows if row[2] == hit.heading]
    if (hit.start, hit.end) not in places:
        return hit
    first = last = places.index((hit.start, hit.end))
    while True:
        after = last + 1 < len(places) and places[last + 1][1] - places[first][0] <= longest
        last += after
        before = first > 0 and places[last][1] - places[first - 1][0] <= longest
        first -= before
        if not (after or before):
            break
    start, end = places[first][0], places[last][1]
    page = page_text(connection, hit.path, hit.page_number) or ""
    text = page[start:end]
    is_as_found = text[hit.start - start : hit.end - start] == hit.text
    return replace(hit, start=start, end=end, text=text) if is_as_found else hit


def headings_of(connection: Connection, hit: Hit) -> list[str]:
    """The headings, each with those above it, under which the page of a hit has passages."""
    rows = connection.execute(
        "SELECT heading FROM passages WHERE page_number = ? AND file_id = "
        "(SELECT file_id FROM passages WHERE id = ?) ORDER BY start",
        (hit.page_number, hit.passage_id),
    ).fetchall()
    return list(dict.fromkeys(row[0] for row in rows if row[0]))


def file_ids(connection: Connection, paths: Iterable[Path]) -> list[int]:
    """The ids of those of these files that are indexed."""
    found = []
    for path in paths:
        query = "SELECT id FROM files WHERE path = CAST(? AS TEXT) AND skipped IS NULL"
        row = connection.execute(query, (encode_path(path),)).fetchone()
        found += [row[0]] if row else []
    return found


def indexed_files(connection: Connection) -> list[Path]:
    """The paths of all files that are indexed."""
    rows = connection.execute("SELECT path FROM files WHERE skipped IS NULL ORDER BY path")
    return [Path(row[0]) for row in rows.fetchall()]


_MOST_PLACES = 300
"""Of one query: SQLite allows expressions of a thousand parts, and a place takes three."""


def matching_files(
    connection: Connection,
    *,
    inside: Sequence[Path] = (),
    suffixes: Sequence[str] = (),
    modified_since_ns: int | None = None,
    modified_before_ns: int | None = None,
) -> list[int]:
    """The ids of the indexed files that meet every given condition, lowest first."""
    if len(inside) > _MOST_PLACES:
        parts = [
            inside[start : start + _MOST_PLACES] for start in range(0, len(inside), _MOST_PLACES)
        ]
        found = (
            matching_files(
                connection,
                inside=part,
                suffixes=suffixes,
                modified_since_ns=modified_since_ns,
                modified_before_ns=modified_before_ns,
            )
            for part in parts
        )
        return sorted(set(chain.from_iterable(found)))
    conditions = ["skipped IS NULL"]
    parameters: list[bytes | str | int] = []
    if inside:
        places = [under_path(path) for path in inside]
        conditions.append("(" + " OR ".join(condition for condition, _ in places) + ")")
        parameters += [value for _, values in places for value in values]
    if suffixes:
        conditions.append(f"suffix IN ({', '.join('CAST(? AS TEXT)' for _ in suffixes)})")
        parameters += [encode_text(suffix) for suffix in suffixes]
    if modified_since_ns is not None:
        conditions.append("modified_ns >= ?")
        parameters.append(modified_since_ns)
    if modified_before_ns is not None:
        conditions.append("modified_ns < ?")
        parameters.append(modified_before_ns)
    rows = connection.execute(
        f"SELECT id FROM files WHERE {' AND '.join(conditions)} ORDER BY id", parameters
    ).fetchall()
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is indexed; ``embedded`` counts passages whose vector is there."""

    documents: int
    passages: int
    embedded: int


def counts(connection: Connection, under: Path | None = None) -> Counts:
    """The counts of the whole index, or of what lies at or below ``under``."""
    condition, parameters = under_path(under) if under else (EVERYTHING, [])
    row = connection.execute(
        f"""SELECT
            (SELECT count(*) FROM files WHERE skipped IS NULL AND {condition}),
            count(*), count(vectors.vector IS NOT NULL OR NULL)
            FROM passages JOIN files ON files.id = file_id JOIN vectors ON vectors.id = vector_id
            WHERE {condition}""",
        parameters * 2,
    ).fetchone()
    return Counts(*row)


def file_notes(connection: Connection, under: Path) -> list[tuple[Path, str]]:
    """Indexed paths at or below ``under`` that their readers noted something about."""
    condition, parameters = under_path(under)
    rows = connection.execute(
        f"SELECT path, notes FROM files WHERE notes > '' AND {condition} ORDER BY path", parameters
    ).fetchall()
    return [(Path(row["path"]), row["notes"].replace("\n", "; ")) for row in rows]


def skipped_files(connection: Connection, under: Path) -> list[tuple[Path, str]]:
    """Paths at or below ``under`` that are not indexed, each with the reason."""
    condition, parameters = under_path(under)
    rows = connection.execute(
        f"SELECT path, skipped FROM files WHERE skipped IS NOT NULL AND {condition} ORDER BY path",
        parameters,
    ).fetchall()
    return [(Path(row["path"]), row["skipped"]) for row in rows]


def _hit(row: Any, text: str, item: Ranked, similarity: Mapping[int, float | None]) -> Hit:
    return Hit(
        passage_id=row["id"],
        path=Path(row["path"]),
        title=row["title"] or "",
        page_number=row["page_number"],
        page_label=row["label"],
        start=row["start"],
        end=row["end"],
        heading=row["heading"],
        columns=row["columns"],
        text=text,
        score=item.score,
        found_by=item.found_by,
        similarity=similarity.get(item.passage_id),
        place=row["place"],
    )
