"""A small server for a built site: this machine only, quiet, and plain about what is wrong."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    """Serves files, is quiet, and has a sentence for a page that is not there."""

    # A browser takes no worker and no manifest of another type, whatever the system's own table says.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".webmanifest": "application/manifest+json",
    }

    error_message_format = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>%(code)d %(message)s</title>'
        '<p>%(message)s. <a href="/">To the book</a></p></html>'
    )

    def send_error(self, code, message=None, explain=None):
        """The site's own page for an address that leads nowhere, where it has one."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body) if self.command != "HEAD" else None

    def log_message(self, *_):
        """Leave the terminal to the address."""

    def end_headers(self):
        # A page that was just built again must not come from the browser's cache.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class PortError(OSError):
    """Why there is no server, in a sentence."""


def bind(port, handler, again):
    """A server that this machine alone can reach; `again` is the command that a port is given to."""
    if not 0 < port < 65536:
        raise PortError(f"{port} is no port. Choose one from 1024 to 65535: {again}8001")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except PermissionError:
        raise PortError(f"Port {port} is not yours to use. Choose one from 1024: {again}8001") from None
    except OSError:
        raise PortError(f"Port {port} is taken. Choose another: {again}{next_port(port)}") from None


def serve(folder, port=8000):
    """Serve `folder` at http://localhost:`port` until Ctrl-C; the answer is an exit code."""
    folder = Path(folder)
    if not (folder / "index.html").is_file():
        return refuse(f"{folder} holds no built site. To build it: make site")
    try:
        server = bind(port, partial(Handler, directory=folder), "make book PORT=")
    except PortError as why:
        return refuse(why)
    return run(server, f"The book is at http://localhost:{port} (Ctrl-C ends this)")


def run(server, told):
    """Serve until Ctrl-C."""
    with server:
        print(told, flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def next_port(port):
    return port + 1 if port < 65535 else 8000


def refuse(why):
    print(why, file=sys.stderr)
    return 1
