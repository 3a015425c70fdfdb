"""A Postfix of a test's own: an instance in a directory that nothing else on the machine knows, which delivers to a maildir."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAM = shutil.which("postfix") or shutil.which("postfix", path="/usr/sbin:/sbin")
UNKNOWN = "n0b0dy00000000@marketplace.amazon.de"
"""The one recipient that it does not know."""
MAIN = """\
compatibility_level = 3.6
config_directory = {etc}
queue_directory = {root}/queue
data_directory = {root}/data
maillog_file_prefixes = {root}
maillog_file = {root}/mail.log
multi_instance_name = postfix-{root.name}
myhostname = relay.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
smtputf8_enable = yes
local_header_rewrite_clients =
virtual_mailbox_domains = marketplace.amazon.de, seller.example, xn--bcher-kva.example, bücher.example
virtual_mailbox_base = {root}
virtual_mailbox_maps = static:mail/
virtual_minimum_uid = 1
virtual_uid_maps = static:{owner.pw_uid}
virtual_gid_maps = static:{owner.pw_gid}
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ {unknown} = 550 5.1.1 No such buyer }} }},
    permit_mynetworks, reject
smtpd_authorized_xclient_hosts = 127.0.0.0/8
debugger_command =
"""
MASTER = """\
{port} inet n - n - - smtpd
{front} inet n - n - - smtpd -o smtpd_proxy_filter=127.0.0.1:{behind} -o smtpd_recipient_restrictions=reject_unauth_destination
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


def missing() -> str:
    """Why there can be no Postfix here; empty where there can."""
    if not PROGRAM:
        return "needs Postfix"
    return "" if os.geteuid() == 0 else "needs root for a Postfix of its own"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Postfix:
    """`port` takes mail for any recipient but `UNKNOWN`; `front` is for clients and passes to a filter at `behind`."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="postfix-test-"))
        self.port, self.front, self.behind = free_port(), free_port(), free_port()
        self._read: set[Path] = set()

    def __enter__(self) -> Postfix:
        owner = pwd.getpwnam("postfix")
        etc = self.root / "etc"
        for folder in (etc, self.root / "queue", self.root / "data", self.root / "mail"):
            folder.mkdir()
        self.root.chmod(0o755)
        for owned in (self.root / "data", self.root / "mail"):
            os.chown(owned, owner.pw_uid, owner.pw_gid)
        (etc / "main.cf").write_text(MAIN.format(etc=etc, root=self.root, owner=owner, unknown=UNKNOWN), "utf-8")
        (etc / "master.cf").write_text(MASTER.format(port=self.port, front=self.front, behind=self.behind))
        self._control("start")
        return self

    def __exit__(self, *_: object) -> None:
        self._control("abort")
        shutil.rmtree(self.root, ignore_errors=True)

    @property
    def log(self) -> str:
        return (self.root / "mail.log").read_text("utf-8", "replace")

    def next_mail(self, seconds: float = 20.0) -> bytes:
        """The next delivered message not given before, with CRLF line ends and Postfix' own fields on top."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for path in sorted((self.root / "mail").glob("new/*"), key=lambda path: path.stat().st_mtime_ns):
                if path not in self._read:
                    self._read.add(path)
                    return path.read_bytes().replace(b"\n", b"\r\n")
            time.sleep(0.02)
        raise AssertionError(f"nothing was delivered\n{self.log}")

    def _control(self, command: str) -> None:
        assert PROGRAM
        done = subprocess.run([PROGRAM, "-c", str(self.root / "etc"), command], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
