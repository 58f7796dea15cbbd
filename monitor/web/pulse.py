"""/healthz, /readyz and /metrics: for service managers and for Prometheus. They show numbers and host names, no words of a story."""

from __future__ import annotations

import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from monitor.errors import StoreError
from monitor.ports import Clock, Store
from monitor.vitals import Vitals


@dataclass(frozen=True, slots=True)
class Pulse:
    store: Store
    clock: Clock
    vitals: Vitals

    def healthz(self, request: Request) -> Response:
        """200 while the service does its work, else 503; {"status", "problems"} says which."""
        del request
        return self._told(self.vitals.problems(self.clock.now()))

    def readyz(self, request: Request) -> Response:
        """200 once the service has claimed what was due and its database answers."""
        del request
        problems = [] if self.vitals.ticked is not None else ["the service has not begun its rounds yet"]
        try:
            self.store.next_due()
        except StoreError as error:
            problems.append(str(error))
        return self._told(problems)

    def metrics(self, request: Request) -> Response:
        del request
        now = self.clock.now()
        return PlainTextResponse(self.vitals.text(self.store.gauges(now), now), media_type="text/plain; version=0.0.4")

    def _told(self, problems: list[str]) -> Response:
        body = json.dumps({"status": "failing" if problems else "ok", "problems": problems})
        return Response(body + "\n", status_code=503 if problems else 200, media_type="application/json")
