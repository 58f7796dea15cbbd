"""Quotes: who said exactly what (`find`), and what became of it over a story's versions (`life`)."""

from monitor.detect.quotes.finding import find

__all__ = ["find"]
