#!/usr/bin/env python3
"""What the pipe promises: a document that stalls or kills the program costs that document alone.

A small program that does as its documents tell it stands in for the real one; at the end the real one,
if it has been built. Standard library only, a few seconds.
"""

import json
import os
import pathlib
import subprocess
import sys
import time
import unittest

import pipe

OBEDIENT = r"""
import json, os, signal, sys, time
for line in sys.stdin.buffer:
    line = json.loads(line)
    if "text" not in line:
        print(json.dumps({"id": line["id"], "error": {"code": "missing-field"}}, separators=(",", ":")), flush=True)
        continue
    what, _, count = line["text"].partition(" ")
    if what == "stall": time.sleep(1000)
    if what == "die": os.kill(os.getpid(), signal.SIGSEGV)
    if what == "leave": sys.exit(3)
    if what == "eat": bytearray(1 << 30)
    while what == "endless": print("x" * 1000000, end="")
    if what == "wait": time.sleep(float(count))
    for k in range(int(count) if what == "times" else 1):
        print(json.dumps({"id": line["id"], "answer": k, "of": "x" * int(count) if what == "long" else what}))
    if what == "halfway": print('{"id":', end="", flush=True); os.kill(os.getpid(), signal.SIGKILL)
    sys.stdout.flush()
"""
PROGRAM = [sys.executable, "-c", OBEDIENT]
LIMITS = pipe.Limits(seconds=1.5, megabytes=512)
ROOT = pathlib.Path(__file__).resolve().parent.parent
REAL = ROOT / os.environ.get("TIAOWEN", ".build/testing/release/tiaowen")


def lines(*texts):
    return [json.dumps({"id": k, "text": text}).encode() for k, text in enumerate(texts)]


def told(answers):
    """For each line the ids of its answers, or its fault's code."""
    return [
        answer.fault[0] if answer.fault else [json.loads(l)["id"] for l in answer.lines.splitlines()]
        for answer in answers]


class PipeTests(unittest.TestCase):
    def expect(self, texts, expected, limits=LIMITS):
        self.assertEqual(told(pipe.answers(lines(*texts), PROGRAM, limits)), expected)

    def test_answers_come_in_order_several_or_none_to_a_line(self):
        texts = [f"times {k % 4}" for k in range(500)]
        self.expect(texts, [[k] * (k % 4) for k in range(500)])

    def test_nothing_gives_nothing(self):
        self.expect([], [])

    def test_a_document_that_kills_the_program_costs_itself(self):
        self.expect(["a", "b", "die", "c", "d"], [[0], [1], "crashed", [3], [4]])

    def test_a_document_that_stalls_the_program_costs_itself(self):
        self.expect(["a", "stall", "b"], [[0], "stalled", [2]])

    def test_a_document_that_takes_all_memory_costs_itself(self):
        self.expect(["a", "eat", "b"], [[0], "crashed", [2]])

    def test_a_program_that_leaves_has_not_answered(self):
        self.expect(["leave", "a", "leave"], ["crashed", [1], "crashed"])

    def test_half_an_answer_is_none(self):
        self.expect(["a", "halfway", "b"], [[0], "crashed", [2]])

    def test_many_at_fault_among_many(self):
        texts = ["die" if k % 50 == 7 else "ok" for k in range(200)]
        self.expect(texts, ["crashed" if k % 50 == 7 else [k] for k in range(200)])

    def test_the_time_is_each_documents_own(self):
        self.expect(["wait 0.6"] * 4, [[0], [1], [2], [3]])

    def test_time_the_reader_takes_is_nobodys(self):
        answers = pipe.answers(lines(*["ok"] * 200), PROGRAM, LIMITS._replace(seconds=0.5))
        found = [next(answers)]
        time.sleep(1)
        self.assertEqual(told(found + list(answers)), [[k] for k in range(200)])

    def test_lines_and_answers_of_any_length(self):
        long = "long 20000000" + " " * 5_000_000
        (first, second) = pipe.answers(lines(long, "b"), PROGRAM, LIMITS._replace(seconds=30))
        self.assertGreater(len(first.lines), 20_000_000)
        self.assertEqual(json.loads(second.lines)["id"], 1)

    def test_an_answer_without_end_is_a_fault(self):
        self.expect(["a", "endless", "b"], [[0], "too-large", [2]], pipe.Limits(30, megabytes=200))

    def test_reads_ahead_a_bounded_number(self):
        read = []
        source = (read.append(line) or line for line in lines(*["ok"] * 10_000))
        answers = pipe.answers(source, PROGRAM, LIMITS)
        next(answers)
        self.assertLessEqual(len(read), 2 * pipe.WINDOW_LINES)
        answers.close()

    def test_a_program_that_is_none_fails_the_job(self):
        for program in (["false"], [sys.executable, "-c", "print('hello')"], ["cat"]):
            with self.assertRaises(pipe.ProgramUnusable):
                list(pipe.answers(lines("a"), program, LIMITS))

    def test_no_process_is_left(self):
        list(pipe.answers(lines("a", "die", "b"), PROGRAM, LIMITS))
        with self.assertRaises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)


@unittest.skipUnless(REAL.exists(), f"{REAL} has not been built")
class ProgramTests(unittest.TestCase):
    """`tiaowen parse|extract --jsonl` keeps the contract the pipe builds on."""

    specimens = [
        json.dumps({"id": path.name, "text": path.read_bytes().decode(errors="replace")}).encode()
        for path in sorted(ROOT.glob("Corpus/*.txt"))]

    def test_answers_are_those_of_a_plain_run(self):
        for command in "parse", "extract":
            plain = subprocess.run(
                [REAL, command, "--jsonl"], input=b"\n".join(self.specimens), capture_output=True).stdout
            piped = list(pipe.answers(self.specimens, [REAL, command, "--jsonl"]))
            self.assertEqual(b"".join(answer.lines for answer in piped), plain)
            self.assertTrue(all(answer.lines for answer in piped))

    def test_bad_lines_are_answered_and_cost_themselves(self):
        bad = [b"no JSON", b'{"id":"x"}', b'{"id":"y","text":"\xff"}', b'{"id":"z","text":7}']
        piped = list(pipe.answers([*bad, *self.specimens], [REAL, "parse", "--jsonl"]))
        codes = [json.loads(answer.lines)["error"]["code"] for answer in piped[: len(bad)]]
        self.assertEqual(codes, ["bad-json", "missing-field", "bad-utf8", "bad-field"])
        self.assertTrue(all(answer.lines.startswith(b'{"schema"') for answer in piped[len(bad) :]))

    def test_a_document_beyond_its_memory_costs_itself(self):
        huge = json.dumps({"id": "huge", "text": "第一条 甲。\n" * 300_000}).encode()
        given = [*self.specimens[:3], huge, *self.specimens[3:]]
        piped = list(pipe.answers(given, [REAL, "parse", "--jsonl"], pipe.Limits(megabytes=300)))
        self.assertEqual([k for k, answer in enumerate(piped) if answer.fault], [3])
        self.assertRegex(piped[3].fault[1], "ended by SIG.*: .*allocate")


if __name__ == "__main__":
    unittest.main()
