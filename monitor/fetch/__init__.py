"""Fetching: one gate for every request, polite to every host, safe against every answer.

    client    the one way out: robots.txt, the host's line and pace, redirects
    exchange  one request and its answer, bounded in time and size, complete or not at all
    gate      what we connect to: URL policy, address policy, the one look-up
    wire      the connection, to what the gate admitted and nothing else
    judge     what an answer comes to
    body manners robots   pure helpers, each a page of rules
    memory    hosts remembered without a database
"""
