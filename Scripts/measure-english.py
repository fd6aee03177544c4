#!/usr/bin/env python3
"""Known-item search in English: can an article be found by some of its own words, a law by its title?

    Scripts/measure-english.py BILINGUAL.jsonl     lines {"en":{"title","text"}}

Cuts the texts at "Article N", indexes the articles, and asks for 600 of them by six words drawn from twelve
in a row, and for every law by its title. Beside it the same with SQLite's FTS5 (Porter stems, bm25).
"""
import json, os, random, re, sqlite3, subprocess, sys, tempfile

TOOL = os.environ.get('TIAOWEN', '.build/release/tiaowen')


def main(path):
    rng, passages = random.Random(3), []
    for line in open(path, encoding='utf-8'):
        english = json.loads(line)['en']
        for number, text in re.findall(r'(?ms)^Article (\S+)\s*\n(.*?)(?=^Article \S+\s*\n|\Z)', english['text']):
            passages.append({'id': f'p{len(passages)}', 'law': english['title'], 'label': f'Article {number}', 'text': text.strip()})
    queries, wanted = [], []
    for p in rng.sample(passages, 600):
        words = re.findall(r"[A-Za-z]{3,}", p['text'])
        if len(words) < 20: continue
        at = rng.randrange(len(words) - 12)
        queries.append(' '.join(rng.sample(words[at:at + 12], 6)) + ' ?'); wanted.append({p['id']})
    known = len(queries)
    for law in sorted({p['law'] for p in passages}):
        queries.append(law); wanted.append({p['id'] for p in passages if p['law'] == law})
    with tempfile.TemporaryDirectory() as folder:
        with open(f'{folder}/p.jsonl', 'w', encoding='utf-8') as out:
            for p in passages: out.write(json.dumps(p) + '\n')
        with open(f'{folder}/q.tsv', 'w', encoding='utf-8') as out:
            for i, q in enumerate(queries): out.write(f'{i}\t{q}\n')
        subprocess.run([TOOL, 'index', '--passages', f'{folder}/p.jsonl', '--output', folder, '--quiet'], check=True)
        answer = subprocess.run([TOOL, 'search', '--batch', f'{folder}/q.tsv', '--index', folder, '--limit', '10'],
                                capture_output=True, text=True, check=True).stdout
    ours = [[] for _ in queries]
    for line in answer.splitlines():
        q, _, p, *_ = line.split(); ours[int(q)].append(p)
    db = sqlite3.connect(':memory:')
    db.execute("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, law, text, tokenize = 'porter unicode61')")
    db.executemany('INSERT INTO t VALUES (?, ?, ?)', [(p['id'], p['law'], p['text']) for p in passages])
    fts = [[row[0] for row in db.execute('SELECT id FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10',
            (' OR '.join(f'"{w}"' for w in re.findall(r'\w+', q)),))] for q in queries]
    for name, run in (('tiaowen', ours), ('FTS5', fts)):
        rank = lambda got, want: next((1 / (i + 1) for i, p in enumerate(got) if p in want), 0)
        words = [rank(g, w) for g, w in zip(run[:known], wanted)]
        titles = [rank(g, w) for g, w in zip(run[known:], wanted[known:])]
        print(f'{name}: {len(passages)} articles; by words MRR@10 {sum(words) / len(words):.3f} on {known}; '
              f'by title first {sum(t == 1 for t in titles) / len(titles):.3f} on {len(titles)}')


if __name__ == '__main__': main(*sys.argv[1:])
