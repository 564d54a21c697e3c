"""A host page for the widget, on an origin of its own and under a strict Content-Security-Policy.

    python docs/demo-host/serve.py --service http://127.0.0.1:8000 --port 8080 [--options 'data-color="#7a1f1f"']

The service must allow it: MINGZHANG_ALLOWED_ORIGINS=http://127.0.0.1:8080
"""

from __future__ import annotations

import argparse
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
PAGES = {"/": "index.html", "/index.html": "index.html", "/inline.html": "inline.html", "/site.css": "site.css"}
POLICY = "default-src 'none'; script-src {service}; connect-src {service}; style-src 'self'; img-src 'self'"


class Host(BaseHTTPRequestHandler):
    """The demo's files, with the service's address and the widget's options filled in."""

    def __init__(self, *args: object, service: str, options: str) -> None:
        self.service, self.options = service, options
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        name = PAGES.get(self.path.split("?")[0])
        text = (HERE / name).read_text("utf-8") if name else ""
        if name and name.endswith(".html"):
            text = text.replace("{service}", self.service).replace("{options}", self.options)
        self.send_response(200 if name else 204)
        kind = "text/css" if name and name.endswith(".css") else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY.format(service=self.service))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Nothing: the browser shows what matters."""


def host(service: str, port: int = 0, options: str = "") -> ThreadingHTTPServer:
    """A server for the demo, not yet serving; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Host, service=service.rstrip("/"), options=options))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", default="http://127.0.0.1:8000")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--options", default="", help="data-… attributes of the widget")
    given = parser.parse_args()
    print(f"http://127.0.0.1:{given.port}/ and /inline.html")
    host(given.service, given.port, given.options).serve_forever()
