#!/usr/bin/python3
"""An authorization plugin that allows everything: plugin.py SOCKET"""
import http.server
import json
import socketserver
import sys


class Plugin(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        if "Content-Length" in self.headers:
            self.rfile.read(int(self.headers["Content-Length"]))
        elif "Transfer-Encoding" in self.headers:
            while self.rfile.readline() != b"0\r\n":
                pass
        activate = self.path == "/Plugin.Activate"
        answer = json.dumps({"Implements": ["authz"]} if activate
                            else {"Allow": True}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def address_string(self):
        return "dockerd"

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


Server(sys.argv[1], Plugin).serve_forever()
