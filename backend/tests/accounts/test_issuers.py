"""Which OpenID issuers are taken: by their address, their document, and where they stand."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
import requests
from allauth.socialaccount.adapter import get_adapter

from mkv2castui.accounts import discovery, outgoing, providers
from testing.issuer import Document, Sso
from testing.people import Browser

from .provider_page import add, firm


def refusal(issuer: str) -> str:
    with pytest.raises(discovery.Unfit) as refused:
        discovery.issuer_at(issuer)
    return refused.value.code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        pytest.param("sso.example.org", "not_an_address", id="no web address"),
        pytest.param("ftp://sso.example.org", "not_an_address", id="another kind of server"),
        pytest.param("file:///etc/passwd", "not_an_address", id="a file"),
        pytest.param("http://me:pw@sso.example.org", "not_an_address", id="a password in the address"),
        pytest.param("http://sso.example.org/?a=b", "not_an_address", id="an address that asks something"),
        pytest.param("http://sso.example.org:99999", "not_an_address", id="no port"),
        pytest.param("http://127.0.0.1:1", "unreachable", id="nobody answers"),
        pytest.param("http://sso.invalid", "unreachable", id="no such name"),
    ],
)
def test_what_is_no_issuers_address(address: str, code: str) -> None:
    assert refusal(address) == code


@pytest.mark.parametrize(
    ("document", "code"),
    [
        pytest.param("<html>", "no_document", id="a page of something else"),
        pytest.param("[]", "no_document", id="a list"),
        pytest.param({"issuer": "https://evil.example"}, "other_issuer", id="another issuer"),
        pytest.param({"issuer": None}, "other_issuer", id="no issuer"),
        pytest.param({"token_endpoint": ""}, "incomplete", id="no place for tokens"),
        pytest.param({"userinfo_endpoint": "file:///etc/passwd"}, "incomplete", id="a file as a place"),
        pytest.param(" " * 300_000, "no_document", id="a document without an end"),
    ],
)
def test_an_issuer_whose_document_is_not_fit_is_refused(sso: Sso, document: Document | str, code: str) -> None:
    sso.document = document if isinstance(document, str) else {**sso.good(), **document}
    assert refusal(sso.issuer) == code


@pytest.mark.parametrize("status", [301, 403, 500])
def test_an_issuer_that_sends_elsewhere_or_refuses_is_refused(sso: Sso, status: int) -> None:
    sso.status = status
    assert refusal(sso.issuer) == "no_document"


def test_what_must_not_be_asked_is_looked_at_on_the_open_connection(sso: Sso, monkeypatch: pytest.MonkeyPatch) -> None:
    assert discovery.issuer_at(sso.issuer) == sso.issuer
    monkeypatch.setattr(outgoing, "_METADATA", frozenset({ip_address("127.0.0.1")}))
    assert refusal(sso.issuer) == "unreachable"
    with pytest.raises(requests.ConnectionError), get_adapter().get_requests_session() as at_sign_in:
        at_sign_in.get(sso.issuer)


@pytest.mark.parametrize("ending", ["/", "/.well-known/openid-configuration"])
def test_the_issuer_is_kept_as_its_document_says_it(at_admin: Browser, sso: Sso, ending: str) -> None:
    sso.document = {**sso.good(), "issuer": f"{sso.issuer}/"}
    assert add(at_admin, firm(sso, issuer=f" {sso.issuer}{ending}"))["issuer"] == f"{sso.issuer}/"
    assert [app.settings["server_url"] for app in providers.apps()] == [sso.issuer]


@pytest.mark.parametrize(
    ("address", "forbidden"),
    [
        pytest.param("169.254.169.254", True, id="a cloud's metadata"),
        pytest.param("fe80::1%eth0", True, id="link-local"),
        pytest.param("::ffff:169.254.169.254", True, id="a cloud's metadata in the clothes of IPv6"),
        pytest.param("fd00:ec2::254", True, id="AWS's metadata by IPv6"),
        pytest.param("100.100.100.200", True, id="Alibaba's metadata"),
        pytest.param("239.1.2.3", True, id="multicast"),
        pytest.param("0.0.0.0", True, id="no address"),
        pytest.param("127.0.0.1", False, id="this computer"),
        pytest.param("192.168.1.20", False, id="a household's own"),
        pytest.param("100.100.1.1", False, id="a private network of Tailscale"),
        pytest.param("fd12::1", False, id="a household's own by IPv6"),
        pytest.param("93.184.216.34", False, id="the internet"),
    ],
)
def test_private_providers_are_asked_and_a_clouds_metadata_never(address: str, forbidden: bool) -> None:
    assert outgoing.is_forbidden(address) is forbidden
