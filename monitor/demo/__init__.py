"""`dateline demo`: the whole product on a bundled replay of a developing story, over real HTTP on loopback."""
