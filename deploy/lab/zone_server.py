"""A DNS server on a loopback port that answers from a zone written as text, faults included.

    server = ZoneServer()
    server.start()                    # server.address: "127.0.0.1@40123", for dns.forwarders
    server.zone = "kouwa-shoji.example TXT v=spf1 ip4:192.0.2.1 -all\\nslow.example TIMEOUT\\n"
    server.stop()

    zone_server.py --port 40123 --zone FILE      # as a program, until it is ended

The text is that of tests/support/zone_resolver.h: `name TYPE value`, or `name FAULT` and `name TYPE
FAULT` with TIMEOUT or SERVFAIL. The zone may be changed at any time; answers may be
kept for 300 seconds. Every name that is not there does not exist: it is the whole DNS of those
who forward to it. nsd.py is a real server.
"""

import argparse
import ipaddress
import re
import signal
import socketserver
import struct
import threading

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28}
SOA, TIMEOUT, SERVFAIL, NXDOMAIN = 6, "TIMEOUT", "SERVFAIL", 3
MAX_UDP, TTL = 1232, 300


class ZoneError(Exception):
    pass


class Zone:
    def __init__(self, text):
        self._records, self._faults = {}, {}
        for line in text.splitlines():
            words = line.split(None, 2)
            if words and not words[0].startswith("#"):
                self._add(line, *words)

    def _add(self, line, name, kind="", value=""):
        name = name.rstrip(".").lower()
        if kind in (TIMEOUT, SERVFAIL):
            self._faults[name, None] = kind
        elif kind not in TYPES or not value:
            raise ZoneError(f"cannot be read: {line}")
        elif value.strip() in (TIMEOUT, SERVFAIL):
            self._faults[name, TYPES[kind]] = value.strip()
        else:
            self._records.setdefault((name, TYPES[kind]), []).append(data_of(kind, value.strip()))

    def fault(self, name, kind):
        there = (name, kind) in self._records
        return self._faults.get((name, kind)) or (None if there else self._faults.get((name, None)))

    def records(self, name, kind):
        """(name, type, data) of each record of the answer, CNAMEs before what they lead to."""
        chain = []
        while (name, kind) not in self._records and (name, 5) in self._records and len(chain) < 12:
            alias = self._records[name, 5][0]
            chain.append((name, 5, alias))
            name = name_in(alias)
        return chain + [(name, kind, data) for data in self._records.get((name, kind), [])]

    def exists(self, name):
        return any(known == name or known.endswith("." + name) for known, _ in self._records)


def wire_name(name):
    labels = [label.encode() for label in name.rstrip(".").split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def name_in(wire):
    labels = []
    while wire[0]:
        labels.append(wire[1:1 + wire[0]].decode())
        wire = wire[1 + wire[0]:]
    return ".".join(labels).lower()


def data_of(kind, value):
    if kind in ("A", "AAAA"):
        return ipaddress.ip_address(value).packed
    if kind == "MX":
        preference, host = value.split()
        return struct.pack("!H", int(preference)) + wire_name(host)
    if kind != "TXT":
        return wire_name(value)
    text = "".join(re.findall(r'"([^"]*)"', value)) if value.startswith('"') else value
    text = text.encode()
    pieces = [text[at:at + 255] for at in range(0, len(text), 255)] or [b""]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


def reply(zone, query):
    """The whole answer to a query, or nothing at all."""
    name = name_in(query[12:])
    end = 12 + len(wire_name(name)) + 4
    [kind] = struct.unpack("!H", query[end - 4:end - 2])
    fault = zone.fault(name, kind)
    if fault == TIMEOUT:
        return b""
    records = [] if fault else zone.records(name, kind)
    code = 2 if fault else 0 if records or zone.exists(name) else NXDOMAIN
    answers = b"".join(wire_name(owner) + struct.pack("!HHIH", type_, 1, TTL, len(data)) + data
                       for owner, type_, data in records)
    soa = wire_name("ns.example") * 2 + struct.pack("!IIIII", 1, 3600, 600, 86400, TTL)
    authority = b"" if records else b"\0" + struct.pack("!HHIH", SOA, 1, TTL, len(soa)) + soa
    return (query[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, len(records), bool(authority), 0)
            + query[12:end] + answers + authority)


class _Udp(socketserver.BaseRequestHandler):
    def handle(self):
        query, connection = self.request
        answer = reply(self.server.zone, query)
        if len(answer) > MAX_UDP:   # truncated: to be asked again by TCP
            end = 12 + len(wire_name(name_in(query[12:]))) + 4
            answer = query[:2] + struct.pack("!HHHHH", 0x8780, 1, 0, 0, 0) + query[12:end]
        if answer:
            connection.sendto(answer, self.client_address)


class _Tcp(socketserver.StreamRequestHandler):
    def handle(self):
        while size := self.rfile.read(2):
            answer = reply(self.server.zone, self.rfile.read(struct.unpack("!H", size)[0]))
            if not answer:
                return
            self.wfile.write(struct.pack("!H", len(answer)) + answer)


class _TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True


class ZoneServer:
    def __init__(self, port=0, zone=""):
        self._tcp = _TcpServer(("127.0.0.1", port), _Tcp)
        self.port = self._tcp.server_address[1]
        self._udp = socketserver.UDPServer(("127.0.0.1", self.port), _Udp)
        self.address = f"127.0.0.1@{self.port}"
        self.zone = zone

    @property
    def zone(self):
        return self._text

    @zone.setter
    def zone(self, text):
        self._text = text
        self._tcp.zone = self._udp.zone = Zone(text)

    def start(self):
        for server in (self._tcp, self._udp):
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def stop(self):
        for server in (self._tcp, self._udp):
            server.shutdown()
            server.server_close()


def main():
    parser = argparse.ArgumentParser(description="DNS from a zone written as text")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--zone", required=True, metavar="FILE")
    arguments = parser.parse_args()
    with open(arguments.zone, encoding="ascii") as file:
        server = ZoneServer(arguments.port, file.read())
    server.start()
    signal.pause()


if __name__ == "__main__":
    main()
