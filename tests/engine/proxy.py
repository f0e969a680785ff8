#!/usr/bin/python3
"""Stand between a client and a daemon and write down what is asked.

    proxy.py SOCKET DAEMON LOG

LOG gets the first line of each request.  Requests must have no body, or the
body shows up in LOG as a line that is no request.
"""
import socket
import socketserver
import sys
import threading


def pass_on(source, sink, look=lambda data: None):
    while data := source.recv(65536):
        look(data)
        sink.sendall(data)
    sink.shutdown(socket.SHUT_WR)


class Connection(socketserver.BaseRequestHandler):
    def handle(self):
        daemon = socket.socket(socket.AF_UNIX)
        daemon.connect(sys.argv[2])
        answers = threading.Thread(target=pass_on,
                                   args=(daemon, self.request), daemon=True)
        answers.start()
        self.unread = b""
        pass_on(self.request, daemon, self.look)
        answers.join()
        if self.unread:
            self.log(self.unread)

    def look(self, data):
        *requests, self.unread = (self.unread + data).split(b"\r\n\r\n")
        for request in requests:
            self.log(request)

    def log(self, request):
        with open(sys.argv[3], "ab") as log:
            log.write(request.split(b"\r\n")[0] + b"\n")


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


Server(sys.argv[1], Connection).serve_forever()
