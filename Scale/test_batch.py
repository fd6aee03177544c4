#!/usr/bin/env python3
"""The batch job on a cluster of 127.0.0.1 that loses a worker and an executor on the way.

    Scale/.venv/bin/python Scale/test_batch.py            # the test
    Scale/.venv/bin/python Scale/test_batch.py --measure  # nothing is killed, costs are compared

The laws of ../shared/corpus/laws twenty times over, ids distinct (without ../shared: the specimens of
Corpus/), and three lines that must fail. Checked: every document is there exactly once, every record
is one a single process gives, and what failed is in `errors` and nowhere else.
"""

import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

import batch
import expected
import pipe
import tables
from spark_cluster import Cluster

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "Scale/.run/batch"
PROGRAM = ROOT / ".build-scale/release/tiaowen"
COMMANDS = "parse", "extract"
# 600,000 articles need more memory than the test allows the program
HOSTILE = [
    ("hostile/articles", json.dumps({"id": "hostile/articles", "text": "第一条 甲。\n" * 600_000})),
    ("hostile/empty", '{"id":"hostile/empty"}'),
    (None, "no JSON"),
]
MEGABYTES = 400


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", action="store_true", help="kill nothing, compare the costs")
    parser.add_argument("--copies", type=int, help="how often the documents are repeated")
    arguments = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "input").mkdir(parents=True)
    documents, copies = corpus()
    copies = arguments.copies or copies
    for copy in range(copies):
        write_lines(FOLDER / f"input/{copy:03}.jsonl", documents, f"{copy:03}/")
    say(f"{len(documents) * copies:,} documents ({len(documents):,}, {copies} times), "
        f"{sum(f.stat().st_size for f in FOLDER.glob('input/*')) / 1e6:,.0f} MB")
    if arguments.measure:
        measure(len(documents), copies)
    else:
        one_process(1)
        (FOLDER / "input/hostile.jsonl").write_text("\n".join(line for _, line in HOSTILE) + "\n")
        with new_cluster() as cluster:
            run_job(cluster, kill=True)
        check_errors()
    check_documents(documents, copies)
    check_records(copies)
    shutil.rmtree(FOLDER)
    say("passed")


def measure(documents, copies):
    watch = Stopwatch()
    measures = {
        "one process": watch.time(lambda: one_process(copies)),
        "one process, Parquet by Arrow": watch.time(one_process_to_parquet)}
    with new_cluster() as cluster:
        measures["Spark"] = watch.time(lambda: run_job(cluster))
    watch.close()
    wall, processor = measures["one process"]
    for name, (seconds, used) in measures.items():
        say(f"{name:<30} {seconds:4.0f} s {seconds / wall:5.2f} ×  processor {used:4.0f} s "
            f"{1000 * used / documents / copies:.2f} ms a document {used / processor:5.2f} ×")


def say(*words):
    print("scale-test:", *words, flush=True)


def corpus():
    """Documents as `(name, text)` and how often to take them."""
    folder, copies = ROOT.parent / "shared/corpus/laws", 20
    if not folder.is_dir():
        say("no ../shared beside this checkout: the specimens of Corpus/ stand in for its laws")
        folder, copies = ROOT / "Corpus", 200
    names = sorted(p for p in folder.rglob("*") if p.suffix in (".md", ".txt", ".html"))
    return [(str(p.relative_to(folder)), p.read_bytes().decode(errors="replace")) for p in names], copies


def write_lines(path, documents, prefix):
    with open(path, "w") as file:
        for name, text in documents:
            file.write(json.dumps({"id": prefix + name, "text": text}, ensure_ascii=False) + "\n")


def one_process(copies):
    """The work without Spark: each command once over all lines, its answers in a file."""
    for command in COMMANDS:
        with open(FOLDER / f"{command}.jsonl", "wb") as answers:
            lines = subprocess.Popen(
                ["cat", *sorted(map(str, FOLDER.glob("input/*.jsonl")))[:copies]], stdout=subprocess.PIPE)
            subprocess.run([PROGRAM, command, "--jsonl"], stdin=lines.stdout, stdout=answers, check=True)
            lines.wait()


def one_process_to_parquet():
    """The same, with the same Parquet files written by one Python process."""
    lines = [line.rstrip(b"\n") for file in sorted(FOLDER.glob("input/*")) for line in open(file, "rb")]
    each = [pipe.answers(lines, [PROGRAM, command, "--jsonl"]) for command in COMMANDS]
    tabulator, gathered = tables.Tabulator(), []
    for chunk in batch.chunks(zip(lines, *each)):
        gathered.append(tabulator.tables(*zip(*chunk)))
        if len(gathered) == 8:
            (FOLDER / "parquet").write_bytes(b"".join(tables.parquet(gathered)["file"].to_pylist()))
            gathered = []


def new_cluster():
    cluster = Cluster(FOLDER / "cluster")
    cluster.add_worker()
    cluster.add_worker()
    return cluster


def run_job(cluster, kill=False):
    started = time.monotonic()
    split = []
    if kill:  # some fifty tasks, so that there is a middle to kill in
        size = sum(file.stat().st_size for file in FOLDER.glob("input/*"))
        split = "--split", max(1, (size >> 20) // 50)
    job = cluster.submit(
        "--py-files", "Scale/pipe.py,Scale/tables.py", "--files", PROGRAM, ROOT / "Scale/batch.py",
        "--output", FOLDER / "output", "--program", PROGRAM.name, *split,
        "--megabytes", MEGABYTES, FOLDER / "input", settings={"spark.speculation": "true"})
    if kill:
        wait_for_tasks(job, 4)
        executor = cluster.executor_of(cluster.workers[0])
        os.kill(executor, signal.SIGKILL)
        say(f"killed executor {executor}")
        wait_for_tasks(job, 10)
        worker = cluster.workers[1]
        worker.kill()
        say(f"killed worker {worker.pid}; another takes its place")
        cluster.add_worker()
    log = FOLDER / "cluster/job.log"
    if job.wait():
        sys.exit(f"the job failed: {log}")
    say(f"the job took {time.monotonic() - started:.0f} s")
    if kill:
        lost = log.read_text().count("Lost executor")
        must(lost >= 2, f"executors lost on the way: {lost}")


def wait_for_tasks(job, count):
    """Until so many tasks have been committed."""
    committed = FOLDER / "output/_written/_temporary/0"
    while len(list(committed.glob("task_*"))) < count:
        if job.poll() is not None:
            sys.exit(f"the job ended early: {FOLDER / 'cluster/job.log'}")
        time.sleep(0.05)


def must(truth, what):
    say(("  " if truth else "NOT ") + what)
    if not truth:
        sys.exit(1)


def check_documents(documents, copies):
    found = table("documents", ["document", "part"])
    names = found["document"].to_pylist()
    wanted = {f"{copy:03}/{name}" for copy in range(copies) for name, _ in documents}
    must(set(names) == wanted, f"{len(wanted):,} documents, none lost, none added")
    must(len(set(zip(names, found["part"].to_pylist()))) == len(names), "none doubled")


def check_records(copies):
    """The first copy against a single process, record by record; the others against the first."""
    def lines(command):
        with open(FOLDER / f"{command}.jsonl") as answers:
            yield from (line for line in answers if b'"id":"000/' in line[:64].encode())

    wanted = expected.rows(lines("parse"), lines("extract"))
    for name in tables.NAMES[:-1]:
        sorted_copies = by_copy(table(name), copies)
        first = next(sorted_copies)
        by_document = {}
        for row in first.to_pylist():
            by_document.setdefault(row.pop("document"), []).append(row)
        wanted_here = {key.removeprefix("000/"): value for key, value in wanted[name].items()}
        wanted_here = {key: [without_prefix(row) for row in value] for key, value in wanted_here.items()}
        must(expected.same(by_document, wanted_here), f"{len(first):,} {name} as a single process gives them")
        must(all(other.equals(first) for other in sorted_copies), f"the same {name} in every copy")


def without_prefix(row):
    return {k: v[4:] if k in ("id", "norm", "pair") and v else v for k, v in row.items()}


def by_copy(found, copies):
    """The rows of each copy, by document and in their order, without the copy's prefix."""
    found = found.combine_chunks().unify_dictionaries()
    for name in "id", "norm", "pair":
        if name in found.column_names:
            at = found.column_names.index(name)
            found = found.set_column(at, name, pc.utf8_slice_codeunits(found[name], 4))
    column = found["document"].combine_chunks()
    names = column.dictionary.to_pylist()
    ranks = {name: rank for rank, name in enumerate(sorted({name[4:] for name in names}))}
    keys = np.array([
        int(name[:3]) * len(ranks) + ranks[name[4:]] if name[:3].isdigit() else -1 for name in names], int)
    keys = keys[column.indices.to_numpy()]
    must(len(keys) and keys.min() >= 0, f"{len(keys):,} rows, none of a document that failed")
    order = np.argsort(keys, kind="stable")
    found = found.drop_columns("document").append_column(
        "document", pc.utf8_slice_codeunits(column.cast("string"), 4)).take(order)
    ends = np.searchsorted(keys[order], np.arange(copies + 1) * len(ranks))
    for start, end in zip(ends, ends[1:]):
        yield found.slice(start, end - start).combine_chunks()


def check_errors():
    errors = table("errors").to_pylist()
    found = {(e["command"], e["document"], e["code"]) for e in errors}
    codes = ["crashed", "missing-field", "bad-json"]
    wanted = {(command, name, code) for (name, _), code in zip(HOSTILE, codes) for command in COMMANDS}
    must(found == wanted and len(errors) == len(wanted), f"{len(errors)} errors, those expected")


def table(name, columns=None):
    return pq.read_table(FOLDER / "output" / name, columns=columns, read_dictionary=["document"])


class Stopwatch:
    """Seconds, and processor seconds of this process and all that come of it, ended or not: those of a
    control group, since Spark's Python throws its children's away. It takes root."""

    def __init__(self):
        self.usage = None
        for parent, name in ("/sys/fs/cgroup/cpuacct", "cpuacct.usage"), ("/sys/fs/cgroup", "cpu.stat"):
            group = pathlib.Path(parent, f"tiaowen-{os.getpid()}")
            if pathlib.Path(parent, "cgroup.procs").exists():
                group.mkdir()
                (group / "cgroup.procs").write_text(str(os.getpid()))
                self.usage = group / name
                break

    def processor(self):
        if not self.usage:
            return float("nan")
        found = self.usage.read_text().split()
        return int(found[0]) / 1e9 if len(found) == 1 else int(found[1]) / 1e6

    def time(self, work):
        started, used = time.monotonic(), self.processor()
        work()
        return time.monotonic() - started, self.processor() - used

    def close(self):
        if self.usage:
            (self.usage.parent.parent / "cgroup.procs").write_text(str(os.getpid()))
            self.usage.parent.rmdir()


if __name__ == "__main__":
    main()
