#!/usr/bin/env python3
"""Tries the search over PostgreSQL shards out: a coordinator, two shards and a standby on 127.0.0.1.

test_search.py [PASSAGES.jsonl QUERIES.tsv QRELS.tsv]     default: ../shared/bench/retrieval
Needs .build/release/tiaowen (or $TIAOWEN) and PostgreSQL's server programs. Prints a line for each thing
that must hold; exits with 1 at the first that does not. Leaves nothing behind.
"""
import collections, json, math, os, shutil, subprocess, sys, tempfile, threading, time

from postgres_cluster import Cluster

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOL = os.environ.get('TIAOWEN', f'{ROOT}/.build/release/tiaowen')
UNREACHABLE = 74     # its exit code


def tiaowen(*arguments, expect=0):
    """Runs the program; returns its output, what it said beside, and the seconds it took."""
    began = time.monotonic()
    done = subprocess.run([TOOL, *arguments], capture_output=True, text=True)
    if expect is not None and done.returncode != expect:
        fail(f'tiaowen {arguments[0]} ended in {done.returncode}, not {expect}: {done.stderr}')
    return done.stdout, done.stderr, time.monotonic() - began


def fail(message):
    print(f'FAILED  {message}')
    sys.exit(1)


def hold(condition, message):
    if not condition:
        fail(message)
    print(f'ok      {message}', flush=True)


def best(run, limit=10):
    """Of a run in TREC's form: each query's passages, best first."""
    found = collections.defaultdict(list)
    for line in run.splitlines():
        query, _, passage, rank, *_ = line.split()
        found[query].append((int(rank), passage))
    return {query: [p for _, p in sorted(hits)][:limit] for query, hits in found.items()}


def ndcg(run, qrels):
    wanted = collections.defaultdict(set)
    for line in open(qrels):
        query, passage = line.split()
        wanted[query].add(passage)
    total = 0
    for query, want in wanted.items():
        gain = sum(1 / math.log2(i + 2) for i, p in enumerate(run.get(query, [])) if p in want)
        total += gain / sum(1 / math.log2(i + 2) for i in range(min(10, len(want))))
    return total / len(wanted)


class Trial:
    def __init__(self, cluster, folder, passages, queries, qrels):
        self.cluster, self.folder = cluster, folder
        self.passages, self.queries, self.qrels = passages, queries, qrels
        with open(queries) as lines:
            self.question = lines.readline().rstrip('\n').split('\t')[1]

    def begin(self):
        self.coordinator = self.cluster.server('coordinator')
        self.shards = [self.cluster.server(f'shard-{i}') for i in range(2)]
        self.standby = self.shards[0].replica('shard-0-standby')
        self.store = self.cluster.url(self.coordinator)

    def load(self):
        _, _, file = tiaowen('index', '--passages', self.passages, '--output', self.folder)
        first = self.cluster.url(self.shards[0], self.standby, options='?target_session_attrs=any')
        _, _, took = tiaowen('index', '--passages', self.passages, '--store', self.store,
                             '--shard', first, '--shard', self.cluster.url(self.shards[1]))
        tiaowen('index', '--check', '--store', self.store)
        hold(True, f'loaded and checked: {took:.1f} s into PostgreSQL, {file:.1f} s into a file; '
             f'{sum(s.size() for s in self.shards) / 1e6:.0f} MB on the shards')

    def batch(self, *where):
        return tiaowen('search', '--batch', self.queries, '--limit', '10', '--timing', *where)

    def compare(self):
        file, said, _ = self.batch('--index', self.folder)
        print(f'        file:       {said.strip()}')
        out, said, _ = self.batch('--store', self.store)
        print(f'        two shards: {said.strip()}')
        self.expected, found = best(file), best(out)
        same = sum(found.get(q) == hits for q, hits in self.expected.items()) / len(self.expected)
        hold(same >= .99, f'top ten the same for {same:.2%} of {len(self.expected)} questions')
        a, b = ndcg(self.expected, self.qrels), ndcg(found, self.qrels)
        hold(abs(a - b) < .0005, f'nDCG@10 {a:.4f} of the file, {b:.4f} of the shards')
        answers = [json.loads(line) for where in (('--index', self.folder), ('--store', self.store))
                   for line in tiaowen('search', self.question, *where, '--json')[0].splitlines()]
        half = len(answers) // 2
        hold(answers[:half] == answers[half:], 'a single answer is the same to the letter')

    def change(self):
        """A law is replaced over and over while others read: each sees one wording of it, whole."""
        def write(wording):
            path = f'{self.folder}/changing.jsonl'
            with open(path, 'w') as lines:
                for law in ('甲法', '乙法', '丙法', '丁法'):      # some on either shard
                    for article in range(1, 9):
                        line = {'id': f'{law}{article}', 'law': law, 'label': f'第{article}条',
                                'text': f'变动标记 {wording} 第{article}项'}
                        print(json.dumps(line, ensure_ascii=False), file=lines)
            tiaowen('index', '--passages', path, '--store', self.store, '--quiet')

        write('初版')
        seen, faults, done = collections.Counter(), [], threading.Event()

        def read():
            while not done.is_set():
                out, said, _ = tiaowen('search', '"变动标记"', '--store', self.store, '--json',
                                       '--limit', '100', expect=None)
                snippets = [json.loads(line)['snippet'] for line in out.splitlines()]
                wordings = {s.split()[1] for s in snippets}
                seen[len(wordings)] += 1
                if len(snippets) != 32 or len(wordings) != 1:
                    faults.append(f'{len(snippets)} passages of {wordings} {said}')
        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers: reader.start()
        for n in range(8): write(f'改{n}')
        done.set()
        for reader in readers: reader.join()
        hold(not faults, f'{sum(seen.values())} readers of a changing index saw whole documents '
             f'of one moment{": " + faults[0] if faults else ""}')
        tiaowen('index', '--optimize', '--store', self.store)
        out, _, _ = self.batch('--store', self.store)
        hold(len(best(out)) == len(self.expected), 'made compact, the index still answers')

    def outage(self):
        self.shards[1].stop(mode='immediate')
        search = ('search', self.question, '--store', self.store, '--json')
        _, said, _ = tiaowen(*search, expect=UNREACHABLE)
        name = f'shard 1 (127.0.0.1:{self.shards[1].port}/'
        hold(name in said and self.cluster.password not in said, f'an error names {name}…)')
        out, said, _ = tiaowen(*search, '--partial')
        hits = [json.loads(line) for line in out.splitlines()]
        hold(hits and all(hit.get('partial') for hit in hits) and name in said,
             f'partial answers are marked: {said.strip()}')
        _, said, _ = tiaowen('index', '--passages', f'{self.folder}/changing.jsonl', '--store',
                             self.store, expect=UNREACHABLE)
        hold(name in said, 'nothing is written while a shard is down')
        self.shards[1].start()
        out, _, _ = tiaowen(*search)
        hold('partial' not in out, 'the shard is back: whole answers')

    def failover(self):
        reference = best(self.batch('--store', self.store)[0])
        self.shards[0].stop(mode='immediate')
        out, said, _ = self.batch('--store', self.store)
        hold(best(out) == reference, f'the standby of shard 0 answers the same: {said.strip()}')
        write = ('index', '--passages', f'{self.folder}/changing.jsonl', '--store', self.store)
        _, said, _ = tiaowen(*write, expect=UNREACHABLE)
        hold('shard 0' in said, f'a standby is not written to: {said.strip()}')
        self.standby.promote()
        tiaowen(*write)
        out, _, _ = tiaowen('search', '"变动标记"', '--store', self.store, '--json', '--limit', '100')
        hold(len(out.splitlines()) == 32, 'promoted, the standby is written to and read')


def main(passages, queries, qrels):
    began = time.monotonic()
    folder = tempfile.mkdtemp(prefix='tiaowen-scale-')
    try:
        with Cluster() as cluster:
            os.environ['PGPASSWORD'] = cluster.password
            trial = Trial(cluster, folder, passages, queries, qrels)
            for step in (trial.begin, trial.load, trial.compare, trial.change, trial.outage,
                         trial.failover):
                step()
    finally:
        shutil.rmtree(folder)
    print(f'search over PostgreSQL: all of it holds, {time.monotonic() - began:.0f} s')


if __name__ == '__main__':
    data = f'{ROOT}/../shared/bench/retrieval'
    defaults = [f'{data}/passages.jsonl', f'{data}/queries.dev.tsv', f'{data}/qrels.dev.tsv']
    main(*(sys.argv[1:4] if len(sys.argv) > 3 else defaults))
