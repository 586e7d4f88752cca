"""Whether people have to sign in, by what was said and by where the program listens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mkv2castui.project import env
from mkv2castui.project.start import CannotStart, settle_sign_in


@pytest.fixture(autouse=True)
def _nothing_chosen() -> Iterator[None]:
    before = dict(env._chosen)
    yield
    env._chosen.clear()
    env.choose(**before)


def chosen(host: str, **variables: str) -> bool | None:
    settle_sign_in(host, env.parse(variables))
    return env.current().accounts.require_auth


@pytest.mark.parametrize(
    ("host", "variables", "expected"),
    [
        pytest.param("127.0.0.1", {}, False, id="this computer alone"),
        pytest.param("::1", {}, False, id="this computer by IPv6"),
        pytest.param("0.0.0.0", {}, True, id="everybody"),
        pytest.param("192.168.1.5", {}, True, id="an address of the network"),
        pytest.param("127.0.0.1", {"TRUSTED_PROXIES": "127.0.0.1"}, True, id="a proxy in front lets others in"),
        pytest.param("127.0.0.1", {"REQUIRE_AUTH": "true"}, True, id="wanted on this computer"),
        pytest.param("0.0.0.0", {"REQUIRE_AUTH": "true", "ALLOW_OPEN_LAN": "true"}, True, id="wanted, whatever else"),
        pytest.param("0.0.0.0", {"ALLOW_OPEN_LAN": "true"}, False, id="everybody on purpose"),
        pytest.param("0.0.0.0", {"REQUIRE_AUTH": "false", "ALLOW_OPEN_LAN": "true"}, False, id="said twice"),
    ],
)
def test_people_sign_in_where_others_can_reach_the_program(
    host: str, variables: dict[str, str], expected: bool
) -> None:
    assert chosen(host, **variables) is expected


@pytest.mark.parametrize(
    ("host", "variables"),
    [
        pytest.param("0.0.0.0", {}, id="everybody"),
        pytest.param("127.0.0.1", {"TRUSTED_PROXIES": "127.0.0.1"}, id="whom a proxy lets in"),
    ],
)
def test_without_sign_in_others_are_let_in_only_when_that_is_said_twice(host: str, variables: dict[str, str]) -> None:
    with pytest.raises(CannotStart, match="ALLOW_OPEN_LAN=true"):
        chosen(host, REQUIRE_AUTH="false", **variables)
    assert chosen(host, REQUIRE_AUTH="false", ALLOW_OPEN_LAN="true", **variables) is False
