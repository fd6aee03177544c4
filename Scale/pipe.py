"""A pipe through a program that answers JSON Lines, made to survive the documents it is given.

Standard library only, Linux only (poll, RLIMIT_AS, PR_SET_PDEATHSIG).
"""

import collections
import contextlib
import ctypes
import fcntl
import os
import resource
import secrets
import select
import signal
import subprocess
import tempfile
import time
from typing import NamedTuple


class Limits(NamedTuple):
    """What one document may cost."""

    seconds: float = 60.0
    megabytes: int = 2048  # of address space


class Answer(NamedTuple):
    """What came of one line: the program's lines, or why there are none."""

    lines: bytes
    fault: tuple[str, str] | None = None  # code and message


class ProgramUnusable(Exception):
    """The program does not start or does not keep the contract: the job's failure, no document's."""


# Sent and not yet answered: enough to keep the program busy, little enough to be sent again singly.
WINDOW_LINES = 64
WINDOW_BYTES = 1 << 20
PIPE_BYTES = 1 << 18
# For the program to load; never less than a document's time.
START_SECONDS = 60.0
LIBC = ctypes.CDLL(None)


def answers(lines, command, limits=Limits()):
    """Yields an `Answer` to each line (bytes without line end), in order, from a running program.

        list(answers([b'{"id":1,"text":""}'], ["tiaowen", "parse", "--jsonl"]))

    When the program dies or answers nothing for `limits.seconds`, the lines not yet answered are sent
    to a new one singly: the one at fault is answered by the fault, the others as if nothing had been.
    """
    lines = iter(lines)
    flying = collections.deque()  # sent and not answered
    suspects = collections.deque()  # not answered by a program that failed
    program = None
    try:
        while True:
            program = program or Program(command, limits)
            alone = bool(suspects)
            if alone:
                flying.append(suspects.popleft())
                program.send(flying[0])
            else:
                while len(flying) < WINDOW_LINES and program.unsent < WINDOW_BYTES:
                    line = next(lines, None)
                    if line is None:
                        break
                    flying.append(line)
                    program.send(line)
            if not flying:
                return
            try:
                for answer in program.receive():
                    flying.popleft()
                    yield Answer(answer)
            except ProgramFailed as failure:
                program = None
                if alone:
                    yield Answer(b"", failure.args)
                else:
                    suspects.extend(flying)
                flying.clear()
    finally:
        if program:
            program.end()


class ProgramFailed(Exception):
    """A code and a message."""


class Program:
    """One run of the program. Behind each line goes a mark: a line without text, whose answer, an
    error known in advance, shows that all answers to the line have come."""

    def __init__(self, command, limits):
        self.limits = limits
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
            preexec_fn=lambda: self.confine(limits), env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
        self.input, self.output = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.input, False)
        for end in self.input, self.output:
            with contextlib.suppress(PermissionError):  # the user has many pipes: small ones will do
                fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self.poll = select.poll()
        self.poll.register(self.output, select.POLLIN)
        self.unsent_bytes, self.received = bytearray(), bytearray()
        self.mark = b'{"id":{"end":"%s"}}\n' % secrets.token_hex(8).encode()
        self.end_of_answer = b"\n"
        self.unsent_bytes += self.mark
        try:
            (answer,) = self.receive(max(START_SECONDS, limits.seconds))
        except ProgramFailed as failure:
            raise ProgramUnusable(f"{command[0]}: {failure.args[1]}") from None
        if not answer.startswith(self.mark[:-2] + b',"error":'):
            self.end()
            raise ProgramUnusable(f"{command[0]} answers {answer[:200]!r}")
        self.end_of_answer = answer + b"\n"

    @staticmethod
    def confine(limits):
        """In the child: dies with its parent; memory is limited."""
        LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limits.megabytes << 20,) * 2)

    @property
    def unsent(self):
        return len(self.unsent_bytes)

    def send(self, line):
        self.unsent_bytes += line + b"\n" + self.mark

    def receive(self, seconds=None):
        """Waits until an answer is whole and gives all that are. Only waiting counts as time, at most
        `seconds`, the limit of a document unless told."""
        seconds = seconds or self.limits.seconds
        waited = 0.0
        searched = 0
        while True:
            end = self.received.rfind(self.end_of_answer, searched)
            if end >= 0:
                whole = bytes(self.received[:end])
                del self.received[: end + len(self.end_of_answer)]
                return whole.split(self.end_of_answer)
            searched = max(0, len(self.received) - len(self.end_of_answer))
            if searched > self.limits.megabytes << 20:
                self.fail("too-large", f"the answer is above {self.limits.megabytes} MB")
            if waited > seconds:
                self.fail("stalled", f"no answer in {seconds:g} s")
            started = time.monotonic()
            if self.unsent_bytes:
                self.poll.register(self.input, select.POLLOUT)
            events = dict(self.poll.poll(max(0, seconds - waited) * 1000 + 1))
            waited += time.monotonic() - started
            if self.input in events:
                self.write()
            if self.output in events:
                chunk = os.read(self.output, 1 << 20)
                self.received += chunk
                if not chunk:
                    self.fail("crashed", self.last_words())

    def write(self):
        try:
            sent = os.write(self.input, memoryview(self.unsent_bytes)[: 1 << 20])
            del self.unsent_bytes[:sent]
        except BlockingIOError:
            return
        except BrokenPipeError:  # its end shows when reading
            self.unsent_bytes.clear()
        if not self.unsent_bytes:
            self.poll.unregister(self.input)

    def last_words(self):
        """How the program ended, and the first line it said about it."""
        status = self.process.wait()
        how = f"by {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
        self.errors.seek(0)
        words = self.errors.read(500).decode(errors="replace").strip().split("\n")[0]
        return f"ended {how}: {words}" if words else f"ended {how}"

    def fail(self, code, message):
        self.process.kill()
        self.end()
        raise ProgramFailed(code, message)

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.errors.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
