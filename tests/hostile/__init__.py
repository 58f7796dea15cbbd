"""Hostile origins: what strangers' servers really send, and the worst that they could."""
