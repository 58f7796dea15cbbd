"""robots.txt as RFC 9309 has it read."""

from __future__ import annotations

import pytest

from monitor.fetch import robots


def _allows(text: str, path: str, agent: str = "dateline") -> bool:
    return robots.parse(text, agent).allows(path)


def _group(*rules: str) -> str:
    return "\n".join(("User-agent: dateline", *rules, ""))


@pytest.mark.parametrize(
    ("rules", "allowed", "closed"),
    [
        ((), ["/", "/news"], []),
        (("Disallow:",), ["/", "/news"], []),
        (("Disallow: /",), [], ["/", "/news", "/?q"]),
        (("Disallow: /desk",), ["/", "/Desk", "/de/sk"], ["/desk", "/desk/", "/desktop", "/desk?x"]),
        (("Disallow: /desk/",), ["/desk"], ["/desk/", "/desk/a"]),
        (("Disallow: /desk*",), ["/a/desk"], ["/desk", "/desk/1"]),
        (("Disallow: /*.pdf",), ["/pdf", "/a.PDF"], ["/a.pdf", "/a.pdf?x", "/b/c.pdf/d"]),
        (("Disallow: /*.pdf$",), ["/a.pdf?x", "/a.pdf/"], ["/a.pdf", "/a.pdf.pdf"]),
        (("Disallow: /$",), ["/a"], ["/"]),
        (("Disallow: /a*b*c$",), ["/abcd", "/acb", "/ab"], ["/abc", "/axbxc", "/abcc", "/acbc"]),
        (("Disallow: /a$b",), ["/a", "/ab"], ["/a$b", "/a$bc"]),
        (("Disallow: *draft",), ["/final"], ["/draft", "/a/draft"]),
        (("Disallow: /a**b",), ["/a"], ["/ab", "/axb"]),
        (("Disallow: /x*x$",), ["/x"], ["/xx", "/xyx"]),
        (("Disallow: /news", "Allow: /news/open"), ["/news/open", "/news/open/1"], ["/news", "/news/closed"]),
        (("Allow: /news/open", "Disallow: /news"), ["/news/open"], ["/news/closed"]),
        (("Disallow: /page", "Allow: /page"), ["/page"], []),
        (("Allow: /page", "Disallow: /*.html"), ["/page"], ["/page.html"]),
        (("Allow: /", "Disallow: /a # inside", "# Disallow: /"), ["/", "/b"], ["/a"]),
        (("Disallow: /café",), ["/cafe"], ["/caf%C3%A9", "/caf%c3%a9"]),
        (("Disallow: /caf%c3%a9",), [], ["/caf%C3%A9"]),
        (("Disallow: /%64raft",), [], ["/draft", "/%64raft", "/dr%61ft"]),
        (("Disallow: /~desk",), [], ["/%7Edesk", "/%7edesk", "/~desk"]),
        (("Disallow: /", "Allow: /~desk"), ["/%7edesk", "/~desk"], ["/desk"]),
        (("Disallow: /", "Allow: /%64raft"), ["/%64raft"], ["/draft"]),
        (("Disallow: /a%2Fb", "Disallow: /c%2fd"), ["/a/b", "/c/d"], ["/a%2fb", "/c%2Fd"]),
        (("Disallow: /a%2Ab", "Disallow: /c%24"), ["/axb", "/c"], ["/a*b", "/a%2ab", "/c$", "/c$d", "/c%24"]),
        (("Disallow: /a*b$",), ["/a*bc"], ["/a*b", "/a%2Ab"]),
        (("Disallow: /", "Allow: /desk/index.html"), ["/desk/", "/desk/index.html"], ["/desk/index.htm", "/desk/a"]),
        (("Disallow: /a?b=c&d",), ["/a", "/a?b"], ["/a?b=c&d=1"]),
        (("Disallow: /robots.txt", "Disallow: /"), ["/robots.txt"], ["/other"]),
    ],
)
def test_the_longest_matching_rule_decides_and_allow_wins_a_tie(rules: tuple[str, ...], allowed: list[str], closed: list[str]) -> None:
    text = _group(*rules)
    assert [path for path in allowed if not _allows(text, path)] == []
    assert [path for path in closed if _allows(text, path)] == []


def test_a_group_that_names_us_counts_alone_and_its_parts_are_one() -> None:
    text = """
        User-agent: *
        Disallow: /

        User-agent: other
        User-agent: DateLine/2.0 beta
        Disallow: /a

        User-agent: third
        Disallow: /c

        user-agent: dateline
        Disallow: /b
    """
    assert not _allows(text, "/a")
    assert not _allows(text, "/b")
    assert _allows(text, "/c")
    assert not _allows(text, "/c", agent="fourth")
    assert _allows(text, "/b", agent="other")


def test_a_group_that_only_begins_with_our_name_is_not_ours() -> None:
    assert _allows("User-agent: dateline-news\nDisallow: /", "/")
    assert _allows("User-agent: date\nDisallow: /", "/")


def test_rules_outside_every_group_say_nothing() -> None:
    assert _allows("Disallow: /\nUser-agent: other\nDisallow: /", "/")


def test_other_lines_neither_open_nor_close_a_group() -> None:
    text = "User-agent: dateline\nSitemap: https://example.org/s.xml\nCrawl-delay: 2\nNonsense: 1\n\nUser-agent: *\nDisallow: /\n"
    assert not _allows(text, "/")
    assert robots.parse(text, "dateline").crawl_delay_s == 2


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\n\r\n"])
def test_lines_end_in_any_way(ending: str) -> None:
    assert not _allows(ending.join(("User-agent: dateline", "Disallow: /a", "Allow: /b")), "/a")


@pytest.mark.parametrize(
    "text",
    [
        "user-agent dateline\ndisallow /",
        "USERAGENT: dateline\nDISALOW: /",
        "User agent:dateline\ndissallow:/",
        "  User-Agent :  dateline  \n\tDisallow\t:\t/\t",
        "\ufeffUser-agent: dateline\nDisallow: /",
        "User-agent: * some words\nDisallow: /",
        "User-agent: dateline # us\nDisallow: / # all",
    ],
)
def test_common_mistakes_are_read_as_they_were_meant(text: str) -> None:
    assert not _allows(text, "/")


def test_a_line_of_prose_is_no_rule() -> None:
    assert _allows("User-agent: dateline\nplease disallow / everything\n<html><body>Disallow</body></html>", "/a")


def test_an_agent_without_a_name_obeys_the_group_of_everyone() -> None:
    assert not _allows("User-agent: *\nDisallow: /", "/", agent="")
    assert _allows("User-agent: dateline\nDisallow: /", "/", agent="")


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("dateline/0.1 (news monitor; +mailto:desk@example.org)", "dateline"),
        ("Mozilla/5.0 (compatible; Desk-Bot/1.0; +https://example.org)", "Desk-Bot"),
        ("desk_monitor", "desk_monitor"),
        ("1up", ""),
        ("", ""),
    ],
)
def test_we_go_by_the_name_in_our_user_agent(user_agent: str, token: str) -> None:
    assert robots.product_token(user_agent) == token


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.org", "/"),
        ("https://example.org/a/b?c=https://d.example/", "/a/b?c=https://d.example/"),
        ("https://example.org?a#b", "/?a"),
        ("https://example.org/a;b#c", "/a;b"),
        ("example.org/a", "/a"),
        ("//example.org/a", "/a"),
        ("", "/"),
        ("a", "/"),
    ],
)
def test_patterns_are_compared_with_path_and_query(url: str, path: str) -> None:
    assert robots.path_of(url) == path


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5), ("0.5", 0.5), ("1e2", 100), ("-1", None), ("nan", None), ("inf", None), ("soon", None), ("", None)],
)
def test_a_crawl_delay_is_a_number_of_seconds_or_nothing(value: str, seconds: float | None) -> None:
    assert robots.parse(_group(f"Crawl-delay: {value}"), "dateline").crawl_delay_s == seconds


def test_the_longest_crawl_delay_of_our_group_counts_and_that_of_others_does_not() -> None:
    text = "User-agent: *\nCrawl-delay: 50\n\nUser-agent: dateline\nCrawl-delay: 3\nDisallow: /a\nCrawl-delay: 7\n"
    assert robots.parse(text, "dateline").crawl_delay_s == 7
    assert robots.parse(text, "other").crawl_delay_s == 50


def test_octets_are_kept_as_escapes_so_that_any_database_takes_them() -> None:
    text = robots.text_of(b"\xef\xbb\xbfUser-agent: dateline\nDisallow: /caf\xe9\nDisallow: /\xe3\x83\x84\n\0")
    assert text.isascii()
    assert "\0" not in text
    assert not _allows(text, "/caf%E9")
    assert not _allows(text, "/%E3%83%84/1")
    assert _allows(text, "/caf%C3%A9")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"])
def test_what_is_left_of_a_byte_order_mark_hides_nothing(mark: bytes) -> None:
    assert not _allows(robots.text_of(mark + b"User-agent: dateline\nDisallow: /\n"), "/")


def test_the_first_500_kib_count() -> None:
    early = b"User-agent: dateline\nDisallow: /early\n"
    text = robots.text_of(early + b"#" * robots.LARGEST + b"\nDisallow: /late\n")
    assert not _allows(text, "/early")
    assert _allows(text, "/late")


def test_a_line_is_read_up_to_a_bound() -> None:
    pattern = "/x" * robots.LONGEST_LINE
    assert not _allows(_group(f"Disallow: {pattern}"), pattern[: robots.LONGEST_LINE])


def test_the_nastiest_file_is_read_in_linear_time() -> None:
    """25,000 rules full of stars against a path of 4,000 letters: a matcher that backtracks would not come back."""
    text = "User-agent: *\n" + "Disallow: /*a*a*b$\n" * 25_000
    assert _allows(text, "/" + "a" * 4_000)
    assert _allows("User-agent: *\nDisallow: /" + "*a" * 8_000 + "b$", "/" + "a" * 4_000)
