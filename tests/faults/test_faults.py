"""A few of the faults in every run of the tests; `make faults` runs all of them, many times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.faults import FAULTS, mail_down_for_an_hour
from tests.faults.world import Zygote, world


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as running:
        yield running


def test_a_service_that_is_killed_at_each_point_of_an_alerts_way_loses_nothing_and_doubles_nothing(tmp_path: Path, zygote: Zygote) -> None:
    with world(tmp_path, zygote) as desk:
        desk.baseline()
        for point in ("before_commit", "after_commit", "after_send"):
            desk.publish()
            desk.start(point)
            assert desk.wait() == -9
        tally = desk.finish(3)
        assert tally.clean, (tally, desk.log())
        assert len([hit for hit in desk.site.hits if hit.method == "POST"]) > len(desk.taken())  # one came twice, under one key


@pytest.mark.parametrize("name", ["two services on one database", "half a configuration at SIGHUP"])
def test_a_fault_costs_nothing(name: str, tmp_path: Path, zygote: Zygote) -> None:
    tally = FAULTS[name][0](tmp_path, zygote, 1)
    assert tally.clean, tally


def test_an_hour_without_a_mail_server_costs_nothing(tmp_path: Path, zygote: Zygote) -> None:
    assert mail_down_for_an_hour(tmp_path, zygote, 1).clean
