from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.world import Zygote


@pytest.fixture(scope="package")
def zygote() -> Iterator[Zygote]:
    with Zygote() as running:
        yield running
