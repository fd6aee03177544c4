"""What the batch's tables must hold, worked out a second way: from the program's own JSON, in plain
Python, record by record."""

import json
import re


def rows(parsed, extracted):
    """Rows of each table, as dicts by document, from lines of `parse --jsonl` and `extract --jsonl`."""
    found = {name: {} for name in ["documents", "provisions", "references", "diagnostics", "obligations"]}
    parts = {}
    for answer in map(json.loads, parsed):
        name = answer["id"]
        part = parts[name] = parts.get(name, 0) + 1

        def add(table, record):
            found[table].setdefault(name, []).append({"part": part, **record})

        for node, parent in nodes(answer.pop("nodes"), None):
            add("provisions", {"parent": parent, **flat(node)})
        for table in "references", "diagnostics":
            for record in answer.pop(table):
                add(table, flat(record))
        del answer["schema"], answer["id"], answer["source"]["path"]
        del answer["source"]["sha256"], answer["source"]["encoding"]
        add("documents", flat(answer))
    for answer in map(json.loads, extracted):
        for record in answer["records"]:
            del record["schema"], record["doc"]["id"]
            found["obligations"].setdefault(answer["id"], []).append(flat(record))
    return found


def nodes(tree, parent):
    for node in tree:
        children = node.pop("children")
        yield node, parent
        yield from nodes(children, node["eid"])


def flat(record, stem=""):
    """{"a":{"b":1},"span":[2,3]} is {"a_b":1,"start":2,"end":3}."""
    row = {}
    for name, value in record.items():
        name = stem + re.sub("[A-Z]", lambda c: "_" + c[0].lower(), name)
        if isinstance(value, dict):
            row |= flat(value, name + "_")
        elif isinstance(value, list) and value and all(isinstance(n, int) for n in value):
            stem_of_span = re.sub("span$", "", name)
            stem_of_span += "_" if stem_of_span and not stem_of_span.endswith("_") else ""
            row[stem_of_span + "start"], row[stem_of_span + "end"] = value
        else:
            row[name] = value
    return row


def same(found, expected):
    """Whether a value of Parquet is what is expected; a column that is not expected holds nothing."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return all(same(found.get(name), expected.get(name)) for name in found.keys() | expected.keys())
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    return found == expected
