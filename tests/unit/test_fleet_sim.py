"""The reckoning of a large fleet keeps the product's rules, whatever its size."""

from __future__ import annotations

from tests.bench.fleet_sim import Sim


def reckoned(**more: bool) -> dict[str, float]:
    return Sim(documents=1000, hosts=40, workers=2, **more).run(7200)


def test_a_host_is_never_asked_before_its_pace_and_every_document_is_looked_at() -> None:
    found = reckoned()
    assert found["sim_gap_s"] >= 1
    assert found["sim_checks"] > 1000
    assert found["sim_late_max_s"] < 600


def test_what_is_overdue_at_the_start_is_caught_up_with_at_the_same_pace() -> None:
    found = reckoned(overdue=True)
    assert found["sim_gap_s"] >= 1
    assert found["sim_checks"] > 2000


def test_two_runs_say_the_same() -> None:
    assert reckoned() == reckoned()
