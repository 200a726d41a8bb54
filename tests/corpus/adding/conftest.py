"""What the tests of adding share: a server on this machine, and no way to any other."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

PAGE = "<html><body><p>政府工作报告</p></body></html>".encode()


class Server:
    """A server on loopback: what it answers is set by path, and what it was asked is kept."""

    def __init__(self, httpd: ThreadingHTTPServer) -> None:
        self.port = httpd.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}

    def says(self, path: str, body: bytes = PAGE, status: int = 200, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in ({"Content-Length": str(len(body)), **named}).items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = answer
        return self.url + path

    def leads(self, path: str, to: str, status: int = 302) -> str:
        return self.says(path, b"", status, Location=to)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            server.asked.append(self.path)
            server.headers.append(dict(self.headers))
            with suppress(OSError):  # the client hung up, as some tests want it to
                server.answers[path](self)

        def log_message(self, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            pass

    httpd = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        httpd.socket = tls.wrap_socket(httpd.socket, server_side=True)
    server = Server(httpd)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture(autouse=True)
def no_outside(monkeypatch):
    """Nothing leaves the machine, whatever a test gets wrong."""
    connect = socket.create_connection

    def local(address, *args, **kwargs):
        assert address[0].startswith("127."), f"a test goes to {address[0]}"
        return connect(address, *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", local)


def here(address) -> bool:
    return str(address) == "127.0.0.1"
