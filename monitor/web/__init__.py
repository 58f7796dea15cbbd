"""The newsroom's pages over HTTP: read only, on loopback, under a strict content policy."""
