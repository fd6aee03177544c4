#!/usr/bin/env python3
"""Makes a large set of passages out of a small one, to see how searching grows with it.

    Scripts/make-passages.py PASSAGES.jsonl COUNT > large.jsonl

Writes the passages themselves, then invented laws until there are COUNT: each takes the shape of a law of the
set (chapters, articles, their length) and fills it with sentences of a few others, so that words occur
together about as often as they really do. The same COUNT gives the same file.
"""
import json, random, re, sys


def main(path, count):
    count, rng = int(count), random.Random(7)
    laws, written = {}, 0
    for line in open(path, encoding='utf-8'):
        passage = json.loads(line)
        laws.setdefault(passage.get('law') or '', []).append(passage)
        if written < count: sys.stdout.write(line); written += 1
    names = list(laws)
    sentences = {name: [s for p in laws[name] for s in re.findall(r'[^。；\n]+[。；\n]?', p['text'])] for name in names}
    number = 0
    while written < count:
        number += 1
        shape, *topics = rng.choices(names, k=4)
        name = f'第{number}号{topics[0]}'
        for passage in laws[shape]:
            if written == count: break
            text, length = '', len(passage['text'])
            while len(text) < length * .8: text += rng.choice(sentences[rng.choice(topics)])
            written += 1
            print(json.dumps({**passage, 'id': f'{number}-{written}', 'law': name, 'text': text}, ensure_ascii=False))


if __name__ == '__main__': main(*sys.argv[1:])
