"""One server over the examples, for all tests of this folder that only ask."""

from collections.abc import Iterator

import pytest

from api_support import Api
from server_support import Served, running_server


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    words = ("--origin", "app://obsidian.md", "--alias", "gpt-4o", "localdocs")
    with running_server(tmp_path_factory.mktemp("server"), *words) as server:
        yield server


@pytest.fixture
def api(served: Served) -> Api:
    return Api(served)
