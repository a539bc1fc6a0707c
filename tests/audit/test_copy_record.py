"""The record is copied elsewhere as it is written: in order, at least once, and so that the receiver can check it."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from procrastinate.contrib.django.models import ProcrastinateJob

from guatu.audit import forwarding
from guatu.audit.copies import check_copies, copied_entry
from guatu.audit.forwarding import CannotCopy, Receiver, forward_record, receiver
from guatu.audit.models import ChainHead, CopyCursor, Entry
from guatu.audit.rules import entry_hash
from guatu.audit.tasks import copy_record
from guatu.cli.audit import command as audit
from guatu.cli.doctor import command as doctor
from guatu.core.clock import frozen_at, now
from guatu.core.walls import closed
from tests.builders import a_unit, a_zone
from tests.deployment.balancer import a_certificate

pytestmark = pytest.mark.django_db


class LogServer:
    """Takes messages framed by their length, over TCP or TLS, and keeps them."""

    def __init__(self, tls: ssl.SSLContext | None = None, *, hangs_up_after: int | None = None) -> None:
        self.messages: list[bytes] = []
        self._tls, self._patience = tls, hangs_up_after
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._listening.accept()
                with contextlib.suppress(OSError, ValueError), connection:
                    taken = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
                    with taken, taken.makefile("rb") as stream:
                        self._read(stream)

    def _read(self, stream: Any) -> None:
        while length := self._length(stream):
            if self._patience is not None and len(self.messages) >= self._patience:
                return
            self.messages.append(stream.read(length))

    def _length(self, stream: Any) -> int:
        digits = b""
        while (one := stream.read(1)) not in (b" ", b""):
            digits += one
        return int(digits or 0)

    def close(self) -> None:
        self._listening.close()

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        for _ in range(500):
            if len(self.messages) >= count:
                break
            threading.Event().wait(0.01)
        return [json.loads(m[m.index(b'{"entry"') :]) for m in self.messages]


@pytest.fixture
def server(settings: Any) -> Iterator[LogServer]:
    server = LogServer()
    settings.GUATU_RECORD_URL = f"tcp://127.0.0.1:{server.port}"
    yield server
    server.close()


def numbers(received: list[dict[str, Any]], zone: str) -> list[int]:
    return [line["entry"]["sequence"] for line in received if line["zone"] == zone]


def test_every_entry_of_every_zone_arrives_in_order_and_once(server: LogServer) -> None:
    zones = [a_zone("DY"), a_zone("ZJ")]
    for zone in zones:
        for number in range(3):
            a_unit(zone, f"第{number}科“室”")
    written = Entry.objects.count()
    with closed():
        assert forward_record() == written
        assert forward_record() == 0
    received = server.wait_for(written)
    assert len(received) == written
    for zone in zones:
        last = ChainHead.objects.get(zone=zone).sequence
        assert numbers(received, zone.code) == list(range(1, last + 1))
        assert CopyCursor.objects.get(zone=zone).sequence == last
    a_unit(zones[0], "后来的")
    with closed():
        copy_record()
    assert numbers(server.wait_for(written + 1), "DY")[-1] == ChainHead.objects.get(zone=zones[0]).sequence


def test_a_message_is_one_by_rfc_5424(server: LogServer) -> None:
    zone = a_zone("DY")
    a_unit(zone, "招商局")
    with closed():
        forward_record()
    server.wait_for(1)
    head, _bom, body = server.messages[0].partition("\ufeff".encode())
    assert re.fullmatch(rb"<110>1 \d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z \S+ guatu - record - ", head)
    assert json.loads(body)["zone"] == "DY"


def test_what_arrived_can_be_checked_without_the_database(server: LogServer, tmp_path: Path) -> None:
    zone = a_zone("DY")
    for number in range(4):
        a_unit(zone, f"第{number}科\n“室”\t💡")
    count = Entry.objects.count()
    with closed():
        forward_record()
    server.wait_for(count)
    log = tmp_path / "guatu.log"
    log.write_bytes(b"something else\n" + b"\n".join(server.messages + server.messages[-1:]) + b"\n")
    done = CliRunner().invoke(audit, ["check-copy", str(log), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["DY"] == {"first": 1, "last": count, "twice": 1, "faults": []}
    log.write_bytes(log.read_bytes().replace("第2科".encode(), "第9科".encode()))
    done = CliRunner().invoke(audit, ["check-copy", str(log)])
    assert done.exit_code == 2
    assert "is not what its hash says" in done.output
    log.write_bytes(b"\n".join([*server.messages[:1], *server.messages[2:]]))
    assert "entry 2 is missing before entry 3" in CliRunner().invoke(audit, ["check-copy", str(log)]).output
    log.write_bytes(b"nothing of ours\n")
    assert CliRunner().invoke(audit, ["check-copy", str(log)]).exit_code == 2


def test_a_record_that_was_written_anew_does_not_go_unseen() -> None:
    zone = a_zone("DY")
    a_unit(zone, "招商局")
    entries = [vars(e) for e in Entry.objects.order_by("sequence")]
    first = [copied_entry("DY", e) for e in entries]
    forged = {**entries[-1], "reason": "never"}
    forged["hash"] = entry_hash(bytes(forged["previous_hash"]), forged)
    (copy,) = check_copies([*first, copied_entry("DY", forged)]).values()
    assert copy.faults == [f"entry {entries[-1]['sequence']} came with two contents"]


def test_over_tls_to_whom_the_authority_vouches_for_and_to_nobody_else(settings: Any, tmp_path: Path) -> None:
    a_certificate(tmp_path, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "fullchain.pem", tmp_path / "key.pem")
    server = LogServer(context)
    settings.GUATU_RECORD_URL = f"tls://localhost:{server.port}"
    a_unit(a_zone("DY"), "招商局")
    with closed(), pytest.raises(CannotCopy, match=r"tls://localhost:\d+ takes no entries: .*certificate"):
        forward_record()
    assert server.messages == []
    settings.GUATU_RECORD_CA = str(tmp_path / "fullchain.pem")
    with closed():
        sent = forward_record()
    assert len(server.wait_for(sent)) == sent == Entry.objects.count()
    server.close()


def test_what_was_not_acknowledged_comes_again(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    zone = a_zone("DY")
    for number in range(6):
        a_unit(zone, f"第{number}科")
    count = Entry.objects.count()
    monkeypatch.setattr(forwarding, "_AT_ONCE", 2)
    faulty = LogServer(hangs_up_after=3)
    settings.GUATU_RECORD_URL = f"tcp://127.0.0.1:{faulty.port}"
    with closed(), contextlib.suppress(CannotCopy):
        for _ in range(count):
            forward_record()
    faulty.close()
    reached = CopyCursor.objects.get(zone=zone).sequence
    assert reached < count
    whole = LogServer()
    settings.GUATU_RECORD_URL = f"tcp://127.0.0.1:{whole.port}"
    with closed():
        forward_record()
    received = numbers(whole.wait_for(count - reached), "DY")
    assert received == list(range(reached + 1, count + 1))
    whole.close()


def test_to_the_output_of_the_worker(settings: Any, capfdbinary: Any) -> None:
    settings.GUATU_RECORD_URL = "stdout:"
    a_unit(a_zone("DY"), "招商局")
    capfdbinary.readouterr()
    with closed():
        sent = forward_record()
    lines = capfdbinary.readouterr().out.splitlines()
    assert len(lines) == sent
    assert check_copies(lines)["DY"].faults == []


def told(check: str) -> tuple[bool, str]:
    lines = json.loads(CliRunner().invoke(doctor, ["--json"]).output)
    (found,) = [(line["ok"], line["told"]) for line in lines if line["check"] == check]
    return found


@pytest.mark.forgets_zone  # the doctor tries the wall
def test_the_doctor_says_how_far_the_copy_is_behind(server: LogServer, settings: Any) -> None:
    a_unit(a_zone("DY"), "招商局")
    where = f"tcp://127.0.0.1:{server.port}"
    ok, said = told("copy of the record of DY")
    assert ok
    assert f"{Entry.objects.count()} entries have not reached {where}" in said
    with frozen_at(now() + timedelta(minutes=6)):
        assert not told("copy of the record of DY")[0]
    with closed():
        forward_record()
    assert told("copy of the record of DY") == (True, f"all of it is at {where}")
    settings.GUATU_RECORD_URL = ""
    assert told("copy of the record") == (True, "none; entries stay here alone (GUATU_RECORD_URL)")
    settings.GUATU_RECORD_URL = "udp://log:514"
    assert not told("copy of the record")[0]


def test_a_receiver_that_is_away_is_named_in_the_log(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.GUATU_RECORD_URL = f"tcp://127.0.0.1:{port}"
    a_unit(a_zone("DY"), "招商局")
    with closed():
        copy_record()
    assert f"The record is not copied: tcp://127.0.0.1:{port} takes no entries" in caplog.text
    assert not CopyCursor.objects.exists()


def test_it_is_asked_for_as_soon_as_something_is_committed(
    server: LogServer, django_capture_on_commit_callbacks: Any
) -> None:
    zone = a_zone("DY")
    with django_capture_on_commit_callbacks(execute=True):
        a_unit(zone, "招商局")
        a_unit(zone, "经发局")
    jobs = ProcrastinateJob.objects.filter(task_name="guatu.audit.tasks.copy_record", status="todo")
    assert jobs.count() == 1


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("", None),
        ("stdout", Receiver("stdout")),
        ("tcp://log.example", Receiver("tcp", "log.example", 601)),
        ("tls://log.example:7000", Receiver("tls", "log.example", 7000)),
    ],
)
def test_where_it_goes(url: str, found: Receiver | None, settings: Any) -> None:
    settings.GUATU_RECORD_URL = url
    assert receiver() == found
