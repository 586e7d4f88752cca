"""Another website, open in the same browser, can do nothing to the program."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from testing.live_server import LiveServer

ATTACKS = {
    "read the jobs": "(url) => fetch(url + '/api/jobs/').then(r => r.json()).then(() => 'read')",
    "upload a film": """(url) => {
        const form = new FormData();
        form.append('file', new Blob(['x'.repeat(1000)]), 'evil.mkv');
        return fetch(url + '/api/upload/', {method: 'POST', body: form, mode: 'no-cors'}).then(() => 'sent');
    }""",
    "delete a job": "(url) => fetch(url + '/api/jobs/', {method: 'DELETE'}).then(r => 'sent ' + r.status)",
    "listen to the jobs": """(url) => new Promise((done) => {
        const socket = new WebSocket(url.replace('http', 'ws') + '/ws/jobs/');
        socket.onmessage = () => done('read');
        socket.onerror = socket.onclose = () => done('refused');
    })""",
}


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A website of somebody else's."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Free films</title>")

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_another_website_can_not(attack: str, program: LiveServer, page: Page, elsewhere: str) -> None:
    page.goto(elsewhere)
    outcome = page.evaluate(f"(url) => ({attack})(url).catch(() => 'refused')", program.url)
    assert not str(outcome).startswith("read")
    assert program.jobs() == []
