#!/usr/bin/env python3
"""Tunes the weights of `ranking:` in Grammar/zho/search.yaml on questions with known answers.

    Scripts/tune-search.py INDEX QUERIES.tsv QRELS.tsv [SECONDS]

Tries one weight after the other, a step up or down, and keeps what raises nDCG@10 + 0.4 × Recall@100 on
every second question; then prints the same figures for the others, which took no part, and the weights.
INDEX is a folder made by `tiaowen index --passages`. No question enters the program: only numbers do.
"""
import collections, math, os, random, re, shutil, subprocess, sys, tempfile, time

TOOL = os.environ.get('TIAOWEN', '.build/release/tiaowen')
KEYS = ['single', 'synonym', 'titleSingle', 'titlePair', 'headingSingle', 'headingPair', 'headingSynonym',
        'document', 'heading', 'coverage', 'cited', 'size', 'k1', 'b', 'headingB']


def measure(run, relevant, ids):
    ndcg = recall = 0
    for q in ids:
        want, got = relevant[q], run.get(q, [])
        ndcg += sum(1 / math.log2(i + 2) for i, p in enumerate(got[:10]) if p in want) \
            / sum(1 / math.log2(i + 2) for i in range(min(10, len(want))))
        recall += len(want & set(got[:100])) / len(want)
    return ndcg / len(ids), recall / len(ids)


def main(index, queries, qrels, seconds=300):
    relevant = collections.defaultdict(set)
    for line in open(qrels):
        q, p = line.split(); relevant[q].add(p)
    ids = [line.split('\t')[0] for line in open(queries)]
    source = open('Grammar/zho/search.yaml', encoding='utf-8').read()
    folder = tempfile.mkdtemp()
    os.makedirs(f'{folder}/zho')

    def ask(weights):
        text = source
        for key, value in weights.items():
            text = re.sub(rf'(?m)^  {key}: .*$', f'  {key}: {value:.4g}', text)
        open(f'{folder}/zho/search.yaml', 'w', encoding='utf-8').write(text)
        out = subprocess.run([TOOL, 'search', '--batch', queries, '--index', index, '--limit', '100',
                              '--grammar', folder], capture_output=True, text=True, check=True).stdout
        run = collections.defaultdict(list)
        for line in out.splitlines():
            q, _, p, *_ = line.split(); run[q].append(p)
        return run

    def worth(run): n, r = measure(run, relevant, ids[::2]); return n + .4 * r

    weights = {k: float(re.search(rf'(?m)^  {k}: (\S+)', source)[1]) for k in KEYS}
    try:
        best = ask(weights); top = worth(best)
        print('before: tuned on', measure(best, relevant, ids[::2]), 'others', measure(best, relevant, ids[1::2]))
        end = time.monotonic() + float(seconds)
        while time.monotonic() < end:
            key = random.choice(KEYS)
            tried = {**weights, key: weights[key] * math.exp(random.gauss(0, .3))}
            run = ask(tried)
            if worth(run) > top: best, top, weights = run, worth(run), tried
    finally:
        shutil.rmtree(folder)
    print('after: tuned on', measure(best, relevant, ids[::2]), 'others', measure(best, relevant, ids[1::2]))
    for key, value in weights.items(): print(f'  {key}: {value:.4g}')


if __name__ == '__main__': main(*sys.argv[1:])
