"""How the code is laid out, in figures: `python scripts/measure_house.py [FOLDER]`.

Prints for the four packages: files and lines; the fullest folder and the mean one; modules named in
no layer; circles of imports; imports inside functions; patterns a thousand lines;
how many modules and folders a question and a document pass through, counted along the imports from
`localdocs.answering` and `localdocs.indexing`. Reads text alone; nothing is imported.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("localdocs", "ingest", "index", "prompts")
PATTERN = re.compile(r"\bre\.compile\(")


def modules(root: Path) -> dict[str, Path]:
    """Every module of the four packages, by its dotted name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(tree: ast.AST, known: dict[str, Path]) -> Iterator[str]:
    """The modules of ours that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                full = f"{node.module}.{name.name}"
                yield full if full in known else node.module


def inside_functions(tree: ast.AST) -> int:
    """How many import statements stand inside functions."""
    functions = [
        n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    inner = {
        node
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    return len(inner)


def room(module: str, paths: dict[str, Path]) -> str:
    """The folder that a module stands in."""
    is_package = paths[module].name == "__init__.py"
    return module if is_package else module.rpartition(".")[0]


def circles(edges: set[tuple[str, str]]) -> list[set[str]]:
    """The sets of modules that import one another, directly or not."""
    nodes = {node for edge in edges for node in edge}
    after: dict[str, set[str]] = {}
    for one, other in edges:
        after.setdefault(one, set()).add(other)

    def reached(start: str) -> set[str]:
        seen, waiting = {start}, [start]
        while waiting:
            for other in after.get(waiting.pop(), set()) - seen:
                seen.add(other)
                waiting.append(other)
        return seen

    reach = {node: reached(node) for node in nodes}
    sets = {frozenset(b for b in reach[a] if a in reach[b]) for a in nodes}
    return [set(found) for found in sets if len(found) > 1]


def reached_from(start: str, graph: dict[str, set[str]], paths: dict[str, Path]) -> str:
    """How many modules the imports of one lead to, and in how many folders."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in graph[waiting.pop()] - seen:
            seen.add(other)
            waiting.append(other)
    return f"{len(seen)} modules, {len({room(module, paths) for module in seen})} folders"


def without_a_layer(root: Path, names: dict[str, Path]) -> list[str]:
    """Modules that no layer of pyproject.toml names, neither themselves nor by a folder above."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    layers: set[str] = set()
    for contract in project["tool"]["importlinter"]["contracts"]:
        containers = contract.get("containers", [""])
        for line in contract.get("layers", []):
            for name in re.findall(r"[\w.]+", line):
                layers |= {f"{box}.{name}".strip(".") for box in containers}
    covered = layers | set(PACKAGES)
    return [
        name
        for name in names
        if name not in covered and not any(name.startswith(f"{layer}.") for layer in layers)
    ]


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    paths = modules(root)
    texts = {name: path.read_text(encoding="utf-8") for name, path in paths.items()}
    trees = {name: ast.parse(text) for name, text in texts.items()}
    graph = {
        name: {m for m in imports_of(tree, paths) if m in paths} for name, tree in trees.items()
    }
    lines = sum(text.count("\n") for text in texts.values())
    folders = Counter(path.parent for path in paths.values() if path.name != "__init__.py")
    fullest, most = folders.most_common(1)[0]
    edges = {(name, other) for name, others in graph.items() for other in others}
    patterns = sum(len(PATTERN.findall(text)) for text in texts.values())
    print(f"files                        {len(paths)}")
    print(f"lines                        {lines:,}")
    print(f"fullest folder               {most} ({fullest.relative_to(root)})")
    print(f"files a folder, mean         {sum(folders.values()) / len(folders):.1f}")
    print(f"modules without a layer      {len(without_a_layer(root, paths))}")
    print(f"circles of imports           {len(circles(edges))} {circles(edges) or ''}")
    print(f"imports inside functions     {sum(map(inside_functions, trees.values()))}")
    print(f"patterns a thousand lines    {1000 * patterns / lines:.1f}")
    for title, start in (("question", "localdocs.answering"), ("document", "localdocs.indexing")):
        print(f"a {title:<10} passes          {reached_from(start, graph, paths)}")


if __name__ == "__main__":
    main()
