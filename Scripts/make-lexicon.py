#!/usr/bin/env python3
"""Writes Grammar/mul/lexicon.tsv: which English word stands for which Chinese characters, learnt from
laws printed in both languages.

    Scripts/make-lexicon.py official-tw.jsonl PAIRS-FOLDER Grammar/mul/lexicon.tsv [--without N]

official-tw.jsonl holds `{"zh":{"text","articles"},"en":{"text","articles"}}` a line (articles: number →
[start, end)), the folder further pairs as zh.txt and en.txt with a source.json. Needs numpy, scipy.

1. Segments: line i beside line i where an article has as many lines in both, whole articles else.
2. Chinese: single characters and pairs of neighbours, folded by Grammar/zho/variants.tsv. English:
   words in lower case, plural s off, first six letters; those of Grammar/eng/alignment.yaml's
   `function` list off.
3. Candidates: for each Chinese key the English keys with the highest log-likelihood ratio (Dunning
   1993) of standing in the same segments.
4. IBM model 1 (Brown et al. 1993) over the candidates, eight rounds, both ways; the product's root is
   the strength that is written, as one letter a (0.04) … z (1), where it is 0.04 or more.

--without N leaves every N-th law of official-tw.jsonl out, for measuring on texts it has not seen.
"""
import json, os, re, sys
import numpy as np
from scipy import sparse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LETTERS = 6
LEAST_SEGMENTS = 4
CANDIDATES = 10
KEPT = 5
FLOOR = 0.04


def variants():
    table = {0x3000: ' '}
    for line in open(f'{ROOT}/Grammar/zho/variants.tsv', encoding='utf-8'):
        if not line.startswith('#'):
            a, b = line.rstrip('\n').split('\t')
            table.update({ord(x): y for x, y in zip(a, b)})
    return table


def function_words():
    """The list `function:` of Grammar/eng/alignment.yaml, read without a YAML library."""
    text = open(f'{ROOT}/Grammar/eng/alignment.yaml', encoding='utf-8').read()
    block = re.search(r'^function:.*?\n((?:  .*\n)+)', text, re.M).group(1)
    return {english(w) for w in re.findall(r'[a-z]+', re.sub(r'#.*', '', block))}


def english(word):
    word = word.lower()
    if len(word) > 3 and word[-1] == 's' and word[-2] != 's': word = word[:-1]
    return word[:LETTERS]


def han(c): return '\u4e00' <= c <= '\u9fff' or '\u3400' <= c < '\u4dc0'


def chinese_keys(text):
    keys = set()
    for run in re.findall('[\u3400-\u4dbf\u4e00-\u9fff]+', text):
        keys.update(run)
        keys.update(run[i:i + 2] for i in range(len(run) - 1))
    return keys


def segments(path, folder, without):
    for i, line in enumerate(open(path, encoding='utf-8')):
        d = json.loads(line)
        if without and i % without == 0: continue
        yield d['zh']['title'], d['en']['title']
        for n, (s, e) in d['zh']['articles'].items():
            if n not in d['en']['articles']: continue
            a, b = d['en']['articles'][n]
            zh = [l for l in d['zh']['text'][s:e].split('\n')[1:] if l.strip()]
            en = [l for l in d['en']['text'][a:b].split('\n')[1:] if l.strip()]
            if len(zh) == len(en): yield from zip(zh, en)
            else: yield ' '.join(zh), ' '.join(en)
    for name in sorted(os.listdir(folder)):
        about = json.load(open(f'{folder}/{name}/source.json', encoding='utf-8'))
        if about.get('version_match', '').startswith('DIFFERENT'): continue
        zh, en = (open(f'{folder}/{name}/{s}.txt', encoding='utf-8').read() for s in ('zh', 'en'))
        digits = {c: i for i, c in enumerate('〇一二三四五六七八九')}
        def number(t):
            if t.isdigit(): return int(t)
            total = digit = 0
            for c in t:
                if c in '十百千': total += (digit or 1) * {'十': 10, '百': 100, '千': 1000}[c]; digit = 0
                else: digit = digits.get(c, 0)
            return total + digit
        def articles(text, pattern, value):
            found = list(re.finditer(pattern, text, re.M))
            ends = [m.start() for m in found[1:]] + [len(text)]
            out = {}
            for m, end in zip(found, ends): out.setdefault(value(m.group(1)), text[m.end():end])
            return out
        z = articles(zh, r'^\W*第\s*([一二三四五六七八九十百千〇\d]+)\s*[条條](?!之)', number)
        e = articles(en, r'^\W*Article\s+(\d+)(?!-)', int)
        for n in z:
            if n in e and 2 < len(e[n]) / max(1, len(z[n])) < 9: yield z[n], e[n]


def matrix(rows, index):
    data = [(r, index[k]) for r, keys in enumerate(rows) for k in keys if k in index]
    r, c = np.array(data, dtype=np.int64).T
    return sparse.csr_matrix((np.ones(len(r), np.int32), (r, c)), (len(rows), len(index)))


def main(path, folder, target, without):
    fold, stop = variants(), function_words()
    zrows, erows = [], []
    for zh, en in segments(path, folder, without):
        zrows.append(chinese_keys(zh.translate(fold)))
        erows.append({w for w in map(english, re.findall('[A-Za-z]{2,}', en)) if w not in stop})
    def vocabulary(rows):
        count = {}
        for keys in rows:
            for k in keys: count[k] = count.get(k, 0) + 1
        kept = sorted(k for k, n in count.items() if n >= LEAST_SEGMENTS)
        return {k: i for i, k in enumerate(kept)}, kept
    (zi, zs), (ei, es) = vocabulary(zrows), vocabulary(erows)
    Z, E = matrix(zrows, zi), matrix(erows, ei)
    print(f'{len(zrows)} segments, {len(zs)} Chinese keys, {len(es)} English keys', file=sys.stderr)
    n = len(zrows); zf = np.asarray(Z.sum(0)).ravel(); ef = np.asarray(E.sum(0)).ravel()
    zc, ec = [], []
    for start in range(0, len(zs), 4000):
        block = (Z[:, start:start + 4000].T @ E).tocoo()
        a = block.data.astype(float); i = block.row + start; j = block.col
        keep = (a >= 2) & (a * n > 1.5 * zf[i] * ef[j]); a, i, j = a[keep], i[keep], j[keep]
        b, c = zf[i] - a, ef[j] - a; d = n - a - b - c
        def h(x): return np.where(x > 0, x * np.log(np.maximum(x, 1e-12)), 0)
        llr = 2 * (h(a) + h(b) + h(c) + h(d) + h(np.full_like(a, n)) - h(a + b) - h(c + d) - h(a + c) - h(b + d))
        keep = llr > 10; a, i, j, llr = a[keep], i[keep], j[keep], llr[keep]
        order = np.lexsort((-llr, i)); i, j = i[order], j[order]
        first = np.r_[True, i[1:] != i[:-1]]; rank = np.arange(len(i)) - np.maximum.accumulate(np.where(first, np.arange(len(i)), 0))
        zc.append(i[rank < CANDIDATES]); ec.append(j[rank < CANDIDATES])
    zc, ec = np.concatenate(zc), np.concatenate(ec)
    print(f'{len(zc)} candidates', file=sys.stderr)
    pair = {}
    for p, (i, j) in enumerate(zip(zc.tolist(), ec.tolist())): pair.setdefault(i, []).append((j, p))
    seg, pid = [], []
    Zi, Zp, Ei, Ep = Z.indices, Z.indptr, E.indices, E.indptr
    for s in range(n):
        there = set(Ei[Ep[s]:Ep[s + 1]].tolist())
        for i in Zi[Zp[s]:Zp[s + 1]].tolist():
            for j, p in pair.get(i, ()):
                if j in there: seg.append(s); pid.append(p)
    seg, pid = np.array(seg), np.array(pid)
    print(f'{len(pid)} places', file=sys.stderr)

    def model(given, made, ngiven):
        """P(made | given): every `made` of a segment is explained by the segment's `given`s."""
        t = np.full(len(zc), 1 / CANDIDATES)
        slot = seg.astype(np.int64) * (max(len(zs), len(es)) + 1) + made[pid]
        _, slot = np.unique(slot, return_inverse=True)
        freq = zf if given is zc else ef
        for _ in range(8):
            w = t[pid]; total = np.bincount(slot, w) + 0.02
            count = np.bincount(pid, w / total[slot], minlength=len(zc))
            t = count / np.maximum(freq[given], 1)
        return np.minimum(t, 1)
    forward = model(zc, ec, len(zs)); back = model(ec, zc, len(es))
    strength = np.sqrt(forward * back)
    out = {}
    for i, j, w in zip(zc.tolist(), ec.tolist(), strength.tolist()):
        if w >= FLOOR: out.setdefault(i, []).append((w, j))
    lines = []
    for i, list_ in out.items():
        words = ''.join(f' {es[j]}{chr(97 + min(25, int(26 * np.log(w / FLOOR) / np.log(1 / FLOOR))))}'
                        for w, j in sorted(list_, reverse=True)[:KEPT])
        lines.append(f'{zs[i]}{words}')
    head = [l[2:].rstrip() for l in HEADER.strip('\n').split('\n')]
    with open(target, 'w', encoding='utf-8') as f:
        f.write(HEADER.format(segments=n, lines=len(lines)))
        f.write('\n'.join(sorted(lines)) + '\n')
    print(f'{len(lines)} lines, {os.path.getsize(target)} bytes', file=sys.stderr)


HEADER = '''# Which English words stand for which Chinese characters in legal texts (词对). Each line: one or two
# characters, folded as by Grammar/zho/variants.tsv, then English keys, strongest first. A key is the
# first six letters of a word in lower case without plural s; the letter glued to its end is its
# strength, a = 0.04 … z = 1, on a logarithmic scale.
# Made by Scripts/make-lexicon.py from {segments} lines and articles of statutes of Taiwan and the PRC
# that are published in both languages (statutes are public documents; no dictionary went into it):
# candidates by log-likelihood ratio, then IBM model 1 both ways, the root of the product kept.
'''

if __name__ == '__main__':
    args = sys.argv[1:]
    without = 0
    if '--without' in args:
        at = args.index('--without'); without = int(args[at + 1]); del args[at:at + 2]
    if len(args) != 3: sys.exit(__doc__)
    main(*args, without)
