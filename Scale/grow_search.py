#!/usr/bin/env python3
"""Measures how the search over PostgreSQL grows: a coordinator and two shards on 127.0.0.1.

grow_search.py [COUNT…]       default: 60379 250000 1000000 1500000; passages are made by Scripts/make-passages.py
Prints a row for each count: seconds and memory of loading, sizes of the databases, milliseconds a question
(each alone, its lists fetched anew) and memory of searching. Needs about 6 GB of disk for 1.5 million.
"""
import os, shutil, subprocess, sys, tempfile, time

from postgres_cluster import Cluster
from test_search import ROOT, TOOL

DATA = f'{ROOT}/../shared/bench/retrieval'


def measured(*arguments):
    """Runs the program; returns what it said, seconds, and megabytes it took at most."""
    began = time.monotonic()
    process = subprocess.Popen([TOOL, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               text=True)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(said)
    return said.strip(), time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(count, folder):
    passages = f'{folder}/passages.jsonl'
    with open(passages, 'w') as out:
        subprocess.run([f'{ROOT}/Scripts/make-passages.py', f'{DATA}/passages.jsonl', str(count)],
                       stdout=out, check=True)
    with Cluster() as cluster:
        os.environ['PGPASSWORD'] = cluster.password
        coordinator = cluster.server('coordinator')
        shards = [cluster.server(f'shard-{i}') for i in range(2)]
        store = cluster.url(coordinator)
        _, load, load_cpu, load_memory = measured(
            'index', '--passages', passages, '--store', store, '--quiet',
            *(a for s in shards for a in ('--shard', cluster.url(s))))
        for _ in range(2):      # the second time, the servers have read their tables once
            said, _, cpu, memory = measured(
                'search', '--batch', f'{DATA}/queries.dev.tsv', '--store', store, '--limit', '10',
                '--timing')
        _, once, _, _ = measured('search', '民间借贷的利率上限是多少', '--store', store)
        catalog, held = coordinator.size(), sum(s.size() for s in shards)
        pages = sum(int(s.sql('SELECT pg_total_relation_size((SELECT oid FROM pg_class WHERE relname ='
                              f" 'segment_page_{i}'))", 'law')) for i, s in enumerate(shards))
    print(f'{count:>9} passages {os.path.getsize(passages) / 1e6:.0f} MB: loaded in {load:.0f} s '
          f'({load_cpu:.0f} s CPU, {load_memory:.0f} MB); shards {held / 1e6:.0f} MB '
          f'(lists {pages / 1e6:.0f}), coordinator {catalog / 1e6:.1f}; {said}; {cpu:.0f} s CPU, '
          f'{memory:.0f} MB; one cold query {once * 1000:.0f} ms', flush=True)


if __name__ == '__main__':
    for count in sys.argv[1:] or [60379, 250000, 1000000, 1500000]:
        folder = tempfile.mkdtemp(prefix='tiaowen-growth-')
        try:
            row(int(count), folder)
        finally:
            shutil.rmtree(folder)
