"""Meetings: which claims a text makes (`find`), and what state a log of them amounts to (`life`)."""

from monitor.detect.meetings.finding import find

__all__ = ["find"]
