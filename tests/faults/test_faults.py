"""The kill at each point of an alert's way, in every run of the tests; `make faults` runs all the faults, many times."""

from __future__ import annotations

from pathlib import Path

from tests.faults.world import Zygote, world


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
