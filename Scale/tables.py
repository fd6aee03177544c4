"""Answers of `tiaowen parse --jsonl` and `extract --jsonl` as typed tables (Apache Arrow, Parquet).

The JSON is read by Arrow's own reader and flattened column by column: no Python object is made of a
provision or a record, which is what keeps the cost near that of the program itself.
"""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
import pyarrow.parquet

# In the order they are written.
NAMES = ["documents", "provisions", "references", "diagnostics", "obligations", "errors"]
PARQUET_END = "PAR1"  # the last four bytes of every Parquet file

# Provisions stand in at most so many others. The parser builds no deeper trees: divisions, articles,
# lists and annexes have fixed depths.
DEPTH = 20


class Shapes:
    """The answers of `parse` and `extract` (schemas tiaowen/document/1 and tiaowen/obligation/1) as Arrow
    types. Fields not named here are passed over."""

    def __init__(self):
        text, integer, real, truth, many = pa.string(), pa.int32(), pa.float64(), pa.bool_(), pa.list_
        span = many(integer)

        def record(names="", **fields):
            """A struct of texts, by name, and other fields."""
            return pa.struct([(name, text) for name in names.split()] + list(fields.items()))

        own = dict(span=span, confidence=real)
        node = record("eid", children=many(record("eid")))
        for _ in range(DEPTH):
            node = record("eid level number label heading", **own, children=many(node))
        words = record("text", span=span)
        self.parse = record(
            "lang kind title", source=record(scalars=integer), span=span,
            meta=record("adopted effective issuer docNumber", amended=many(text)), nodes=many(node),
            regions=many(record("kind note", span=span)),
            references=many(record(
                "text", span=span, target=record("work eid to"), resolved=truth)),
            repairs=many(record("kind as note", **own)),
            diagnostics=many(record("code severity message hint", span=span)))
        number = record(
            "comparator unit ucum raw scope reference", value=real, min=real, max=real,
            per=record("period", count=real))
        self.extract = record(records=many(record(
            "id norm pair lang eid kind counterparty consequence rule", span=span, clause=span,
            doc=record("title"), modality=record("kind text strength"),
            bearer=record("text source", span=span), action=words, condition=words, quantity=number,
            deadline=record("iso within lead after before dayType"),
            evidence=record(number=span, period=span, modality=span), confidence=real,
            flags=many(text))))


def columns(array, name=""):
    """A struct array as flat columns `(name, array)`: a.b is a_b, a span its start and end."""
    kind = array.type
    if pa.types.is_struct(kind):
        return [
            column for field, part in zip(kind, array.flatten())
            for column in columns(part, "_".join(filter(None, [name, field.name])))]
    name = "".join("_" + c.lower() if c.isupper() else c for c in name)
    if pa.types.is_list(kind) and pa.types.is_integer(kind.value_type):
        stem = name.removesuffix("span")
        stem += "_" if stem and not stem.endswith("_") else ""
        return [(stem + end, pc.list_element(array, k)) for k, end in enumerate(["start", "end"])]
    return [(name, array)]


class Tabulator:
    """Turns the answers to some lines into the rows of every table."""

    def __init__(self):
        self.shapes = Shapes()

    def tables(self, lines, parsed, extracted):
        """Arrow tables by name, of lines and the `Answer`s of both programs to each."""
        ids, errors = [None] * len(lines), []
        parsed = self.bodies(lines, "parse", parsed, ids, errors)
        extracted = self.bodies(lines, "extract", extracted, ids, errors)
        found = {**self.parsed(*parsed), **self.extracted(*extracted)}
        of, *error_columns = zip(*errors) if errors else [()] * 4
        found["errors"] = of, [
            (name, pa.array(column, pa.string()))
            for name, column in zip(["command", "code", "message"], error_columns)]
        return {
            name: pa.table({"document": names(np.array(of, np.int32), ids), **dict(named)})
            for name, (of, named) in found.items()}

    @staticmethod
    def bodies(lines, command, answered, ids, errors):
        """The answers that are no errors, and for each of their lines the input line it is for."""
        texts, owners = [], []
        for line, answer in enumerate(answered):
            text = answer.lines
            if answer.fault:
                ids[line] = ids[line] or id_of_line(lines[line])
                errors.append((line, command, *answer.fault))
            elif text:
                ids[line] = id_of_answer(text)
            # quotes inside strings are escaped: this is the key of an error and nothing else
            if b'"error":{' in text:
                for error in map(json.loads, text.splitlines()):
                    errors.append((line, command, error["error"]["code"], error["error"]["message"]))
            elif text:
                texts.append(text)
                owners += [line] * text.count(b"\n")
        return texts, owners

    def parsed(self, texts, owners):
        owners = np.array(owners, np.int32)
        part = 1 + np.arange(len(owners), dtype=np.int32) - np.searchsorted(owners, owners)
        answers = read(texts, self.shapes.parse)
        fields = dict(zip((field.name for field in answers.type), answers.flatten()))
        found = {"provisions": provisions(fields.pop("nodes"))}
        for name in "references", "diagnostics":
            found[name] = rows(fields.pop(name))
        own = pa.StructArray.from_arrays(list(fields.values()), list(fields))
        found["documents"] = np.arange(len(owners)), columns(own)
        return {
            name: (owners[of], [("part", pa.array(part[of], pa.int32())), *named])
            for name, (of, named) in found.items()}

    def extracted(self, texts, owners):
        of, named = rows(read(texts, self.shapes.extract).field("records"))
        return {"obligations": (np.array(owners, np.int32)[of], named)}


def names(of, ids):
    """The id of the line each row is of, every id once in memory; none where a line had none."""
    unknown = np.array([name is None for name in ids], bool)
    return pa.DictionaryArray.from_arrays(
        pa.array(of, mask=unknown[of]), pa.array([name or "" for name in ids], pa.string()))


def id_of_answer(text):
    """The id an answer bears, as text; nearly always found in its first bytes."""
    start = text.index(b'"id":') + 5
    for piece in text[start : start + 1024].decode(errors="ignore"), text[start:].decode():
        try:
            value, end = json.JSONDecoder().raw_decode(piece)
        except ValueError:
            continue
        if end < len(piece):
            return as_text(value)
    raise ValueError(f"an answer without an id: {text[:200]}")


def id_of_line(line):
    try:
        return as_text(json.loads(line).get("id"))
    except (ValueError, AttributeError):
        return None


def as_text(value):
    return value if value is None or isinstance(value, str) else json.dumps(value)


def read(texts, shape):
    """Lines of JSON, one or more a text, as a struct array."""
    if not texts:
        return pa.array([], shape)
    text = b"".join(texts)
    table = pyarrow.json.read_json(
        pa.BufferReader(text),
        read_options=pyarrow.json.ReadOptions(
            use_threads=False, block_size=len(text)),
        parse_options=pyarrow.json.ParseOptions(
            explicit_schema=pa.schema(list(shape)), unexpected_field_behavior="ignore"))
    return table.to_struct_array().combine_chunks()


def rows(lists):
    """A column of lists of structs as `(of, columns)`: the row each struct comes from, flat columns."""
    return pc.list_parent_indices(lists).to_numpy(), columns(pc.list_flatten(lists))


def provisions(nodes):
    """Trees of provisions as rows in the order of the text, each with the eId of its parent."""
    levels, of, parents = [], pc.list_parent_indices(nodes).to_numpy(), None
    nodes = pc.list_flatten(nodes)
    for depth in range(DEPTH + 1):
        fields = dict(zip((field.name for field in nodes.type), nodes.flatten()))
        children = fields.pop("children")
        own = pa.StructArray.from_arrays(list(fields.values()), list(fields))
        levels.append(pa.table({
            "of": of, "depth": np.full(len(of), depth, np.int8),
            "parent": pa.nulls(len(of), pa.string()) if parents is None else parents,
            **dict(columns(own))}))
        inside = pc.list_parent_indices(children)
        of, parents, nodes = of[inside.to_numpy()], fields["eid"].take(inside), pc.list_flatten(children)
        if not len(nodes):
            break
    else:
        raise ValueError(f"provisions inside one another more than {DEPTH} deep")
    table = pa.concat_tables(levels)
    table = table.take(pc.sort_indices(
        table, [("of", "ascending"), ("start", "ascending"), ("depth", "ascending")])).combine_chunks()
    names = [name for name in table.column_names if name not in ("of", "depth")]
    return table["of"].to_numpy(), [(name, whole(table[name])) for name in names]


def whole(column):

    return column.chunk(0) if column.num_chunks == 1 else pa.array([], column.type)


def parquet(gathered):
    """Tables of several chunks as rows `(table, file)`: each a Parquet file but for `PARQUET_END`."""
    written, files = [], []
    for name in NAMES:
        table = pa.concat_tables([tables[name] for tables in gathered]).unify_dictionaries()
        if len(table) or not len(gathered[0]["documents"]):
            file = pa.BufferOutputStream()
            pa.parquet.write_table(table, file, compression="zstd", store_schema=False)
            written.append(name)
            files.append(memoryview(file.getvalue())[: -len(PARQUET_END)].tobytes())
    return pa.record_batch([pa.array(written, pa.string()), pa.array(files, pa.binary())], ["table", "file"])
