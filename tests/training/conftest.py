"""Networks of a few thousand weights: a second thread costs more than it does."""

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> None:
    torch.set_num_threads(1)
