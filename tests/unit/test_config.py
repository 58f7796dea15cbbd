"""config.toml and the environment: what is wrong is said in one line that names key, file and line."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from monitor.config import ChannelSettings, Settings, line_of, load, parse_every, parse_network
from monitor.errors import ConfigError


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_file_at_the_top_level_is_valid_and_names_every_table() -> None:
    file = Path(__file__).parents[2] / "config.toml"
    settings = load(file)
    assert settings.fetch.respect_robots
    text = file.read_text("utf-8")
    for table in Settings.model_fields:
        assert f"[{table}]" in text or f"[[{table}]]" in text, f"config.toml does not teach [{table}]"


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Settings()
    assert load().fetch.per_host_concurrency == 1


def test_a_file_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: no such file"):
        load(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[fetch]\ntimeout = 3\n", 2, "fetch.timeout: unknown key; the keys here are allow_networks"),
        ('# a comment\n\n[fetch]\nmax_bytes = "many"\n', 4, "fetch.max_bytes: Input should be a valid integer"),
        ("colour = 1\n", 1, "colour: unknown key"),
        ('[[watch]]\nurl = "https://a.example/"\n\n[[watch]]\nurl = "nothing"\n', 5, "watch.1.url"),
        ('[[channel]]\nname = "a"\nkind = "log"\n[[channel]]\nname = "b"\nkind = "log"\nkinds = ["quote.neu"]\n', 7, "'quote.neu' is no alert kind"),
        ('[[channel]]\nname = "desk"\n', 1, "channel.0.kind: this key is missing"),
        ('[schedule]\nevery = "ten minutes"\n', 2, "schedule.every: 'ten minutes' is no interval"),
        ('[fetch]\nproxy = "socks5://proxy.test:1080"\n', 2, "fetch.proxy: a proxy is an address that begins with http://"),
        ('[fetch]\nallow_networks = ["127.0.0.0/8", "localhost"]\n', 2, "'localhost' is neither a network"),
        ('[web]\nhost = "0.0.0.0"\n', 2, "so they need a password"),
        ('[storage]\nurl = "mysql://x"\n', 2, "storage.url: write sqlite:///FILE"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_file_and_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(file)
    message = str(caught.value)
    assert message.startswith(f"{file}:{line}: ")
    assert says in message
    assert "\n" not in message


def test_two_channels_of_one_name_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path, '[[channel]]\nname = "desk"\nkind = "log"\n[[channel]]\nname = "desk"\nkind = "log"\n')
    with pytest.raises(ConfigError, match=r":5: channel\.name: 'desk' is taken"):
        load(file)


def test_broken_toml_is_one_line_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml: no valid TOML: .*line 1"):
        load(write(tmp_path, "[fetch\n"))


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_FETCH__TIMEOUT_S", "5")
    settings = load(write(tmp_path, "[fetch]\ntimeout_s = 7\nmax_bytes = 5000\n"))
    assert (settings.fetch.timeout_s, settings.fetch.max_bytes) == (5, 5000)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATELINE_FETCH__TIMEOUT_S", "soon", "DATELINE_FETCH__TIMEOUT_S (fetch.timeout_s)"),
        ("DATELINE_FETCH__TIMOUT", "3", "DATELINE_FETCH__TIMOUT names no key"),
        ("DATELINE_COLOUR", "red", "DATELINE_COLOUR names no key"),
        ("DATELINE_FETCH__ALLOW_NETWORKS", "127.0.0.0/8", "a list is written as JSON"),
    ],
)
def test_a_wrong_override_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, ""))
    assert says in str(caught.value)


def test_a_secret_never_shows_in_what_the_settings_print(tmp_path: Path) -> None:
    settings = load(write(tmp_path, '[storage]\nurl = "postgresql+psycopg://u:hunter2@h/d"\n'))
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("10m", 600), ("2h", 7200), ("1d", 86400), (600, 600), ("1.5h", 5400)])
def test_an_interval_is_a_number_with_a_unit(text: str | int, seconds: int) -> None:
    assert parse_every(text) == seconds


@pytest.mark.parametrize("text", ["", "10", "m", "0s", "-1m", "400d", "10 minutes"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"interval|range"):
        parse_every(text)


def test_a_network_or_one_address_with_its_port_can_be_opened() -> None:
    network, port = parse_network("10.1.2.3:8080")
    assert (str(network), port) == ("10.1.2.3/32", 8080)
    network, port = parse_network("[::1]:80")
    assert (str(network), port) == ("::1/128", 80)
    assert parse_network("127.0.0.0/8")[1] is None


def test_the_line_of_a_key_that_is_not_there_is_its_tables_line() -> None:
    assert line_of("[a]\nx = 1\n\n[b]\ny = 2\n", ("b", "z")) == 4


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ('quiet = "22"', "are no hours"),
        ('quiet = "22:00-7"', "no time of day"),
        ('digest = "soon"', "no interval"),
        ('digest = "25:00"', "no time of day"),
        ('zone = "Mars/Olympus"', "no time zone"),
        ('rate = "many"', "no rate"),
        ('rate = "0/h"', "no rate"),
        ('min_significance = "huge"', "no significance"),
        ('break_through = ["quote.nwe"]', "no alert kind"),
    ],
)
def test_a_wrong_channel_key_is_named_with_its_line(tmp_path: Path, key: str, says: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[[channel]]\nname = "desk"\nkind = "log"\n{key}\n', "utf-8")
    with pytest.raises(ConfigError, match=rf"config.toml:4: channel.0.{key.split(maxsplit=1)[0]}.*{says}"):
        load(file)


def test_a_channel_says_when_it_speaks(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[[channel]]\nname = "desk"\nkind = "log"\nquiet = "22:00-07:00"\ndigest = "30m"\nzone = "Europe/Berlin"\nrate = "6/h"\nspeakers = "Carney"\n', "utf-8")
    (channel,) = load(file).channel
    assert (channel.quiet, channel.digest, channel.rate, channel.speakers) == ((time(22), time(7)), 1800, (6, 3600), ("Carney",))
    file.write_text('[[channel]]\nname = "desk"\nkind = "log"\ndigest = "07:00"\nrate = "20/1d"\n', "utf-8")
    (channel,) = load(file).channel
    assert (channel.digest, channel.rate) == (time(7), (20, 86400))


def test_every_key_that_channels_share_is_taught_in_the_configuration() -> None:
    taught = (Path(__file__).parents[2] / "config.toml").read_text("utf-8")
    for key in ChannelSettings.model_fields:
        assert f"{key} = " in taught, key
