#!/usr/bin/env python3
"""Reads documents by the million on Apache Spark and writes typed Parquet tables.

    spark-submit --py-files Scale/pipe.py,Scale/tables.py --files tiaowen \\
        Scale/batch.py --output OUT laws.jsonl

Input is JSON Lines as `tiaowen parse --jsonl` reads them or, with --whole-files, files in any encoding
`tiaowen parse` reads. OUT holds a folder of Parquet files for each of documents, provisions,
references, diagnostics, obligations and errors (docs/scale.md tells the columns), and `_SUCCESS` when
all is there. Exit code 0: every document is in `documents` or in `errors`. 1: the job failed.
"""

import argparse
import base64
import functools
import gc
import itertools
import json
import os
import sys

import pipe
import tables

# Lines are turned into columns so many at once, and columns into files when they are so large.
CHUNK_LINES, CHUNK_BYTES = 256, 8 << 20
FILE_BYTES = 128 << 20


def run(arguments):
    from pyspark.sql import SparkSession

    settings = {
        # task attempts write apart from one another; the driver says which one commits
        "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": 1,
        "spark.sql.execution.arrow.maxRecordsPerBatch": 64,
        "spark.sql.files.maxPartitionBytes": arguments.split << 20,
        "spark.sql.files.openCostInBytes": 64 << 10,
        "spark.sql.maxConcurrentOutputFileWriters": 2 * len(tables.NAMES),
        # rows are only handed on: compiling Java for them costs more than it saves
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }
    builder = SparkSession.builder.appName("tiaowen batch")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    for module in pipe, tables:
        spark.sparkContext.addPyFile(module.__file__)
    if os.path.isfile(arguments.program):
        spark.sparkContext.addFile(os.path.abspath(arguments.program))

    output = Folder(spark, arguments.output)
    if arguments.overwrite:
        output.delete()
    elif output.exists():
        sys.exit(f"{arguments.output} exists (--overwrite replaces it)")
    if arguments.whole_files:
        reader = spark.read.format("binaryFile").option("recursiveFileLookup", True)
        lines = reader.load(arguments.input).select("path", "content")
    else:
        lines = spark.read.text(arguments.input, lineSep="\n")
    if lines.rdd.getNumPartitions() == 0:
        sys.exit("there is nothing to read")
    task = functools.partial(
        parquet_files, program=arguments.program,
        limits=pipe.Limits(arguments.seconds, arguments.megabytes))
    write(lines.mapInArrow(task, "table string, file binary"), output.path("_written"))
    output.publish("_written")
    errors = spark.read.schema("command string, code string").parquet(output.path("errors"))
    for row in errors.coalesce(1).groupBy("command", "code").count().collect():
        print(f"errors: {row['command']} {row['code']}: {row['count']}", file=sys.stderr)
    spark.stop()


# --- In a task ---------------------------------------------------------------------------------------


def parquet_files(batches, program, limits):
    """Lines in, rows `(name of a table, a Parquet file without its last four bytes)` out. Both commands
    run side by side."""
    from pyspark import SparkFiles, TaskContext

    beside = SparkFiles.get(os.path.basename(program))
    program = beside if os.path.exists(beside) else program
    lines = (line for batch in batches for line in lines_of(batch) if line.strip())
    lines, *each = itertools.tee(lines, 3)
    answered = [
        pipe.answers(copy, [program, command, "--jsonl"], limits)
        for copy, command in zip(each, ["parse", "extract"])]
    tabulator = tables.Tabulator()
    # nothing here makes cycles, and looking for them takes a tenth of the time
    gc.disable()
    # the first task writes every table, so that none is missing for want of rows
    gathered = [tabulator.tables([], [], [])] if TaskContext.get().partitionId() == 0 else []
    for chunk in chunks(zip(lines, *answered)):
        gathered.append(tabulator.tables(*zip(*chunk)))
        if sum(table.nbytes for found in gathered for table in found.values()) > FILE_BYTES:
            yield tables.parquet(gathered)
            gathered = []
    if gathered:
        yield tables.parquet(gathered)


def lines_of(batch):
    """The lines of a batch of rows: as they stand, or made of whole files."""
    if batch.num_columns == 1:
        yield from batch.column(0).cast("binary").to_pylist()
        return
    for path, content in zip(*(column.to_pylist() for column in batch.columns)):
        yield json.dumps({"id": path, "bytes": base64.b64encode(content).decode()}).encode()


def chunks(answered):
    """Lines with their answers, a bounded number at a time."""
    chunk, size = [], 0
    for item in answered:
        chunk.append(item)
        size += len(item[0])
        if len(chunk) == CHUNK_LINES or size > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


# --- On the driver -----------------------------------------------------------------------------------


def write(files, path):
    """Lets Spark write and commit Parquet files that the tasks have made.

    Spark's own Parquet writer takes rows apart in Java, value by value, and costs more than reading the
    documents does; Arrow's costs a tenth. But only Spark's committers make tasks that die, are tried
    again or run twice leave exactly one output. So the finished files go through Spark's plain text
    writer, which writes the bytes it is given: one row a file, each ended by the "line end" PAR1, which
    is how a Parquet file ends.
    """
    rows = files.selectExpr("table", "cast(file as string) as file")
    writer = rows.write.partitionBy("table").option("maxRecordsPerFile", 1)
    try:
        writer.text(path, lineSep=tables.PARQUET_END)
    except Exception as failure:
        # A machine lost in the instant of a commit makes Spark give up, to be safe: begin anew.
        if "Authorized committer" not in str(failure):
            raise
        writer.mode("overwrite").text(path, lineSep=tables.PARQUET_END)


class Folder:
    """The output folder, on whatever file system Spark knows it."""

    def __init__(self, spark, name):
        self.name = name.rstrip("/")
        self.Path = spark._jvm.org.apache.hadoop.fs.Path
        self.system = self.Path(name).getFileSystem(spark._jsc.hadoopConfiguration())

    def path(self, *parts):
        return "/".join([self.name, *parts])

    def exists(self):
        return self.system.exists(self.Path(self.name))

    def delete(self, *parts):
        self.system.delete(self.Path(self.path(*parts)), True)

    def publish(self, written):
        """Moves what Spark has committed to folders and names of Parquet; `_SUCCESS` comes last."""
        for table in tables.NAMES:
            self.system.mkdirs(self.Path(self.path(table)))
            for status in self.system.listStatus(self.Path(self.path(written, f"table={table}"))):
                name = status.getPath().getName().removesuffix(".txt") + ".parquet"
                if not self.system.rename(status.getPath(), self.Path(self.path(table, name))):
                    raise OSError(f"{status.getPath()} cannot be moved")
        self.delete(written)
        self.system.create(self.Path(self.path("_SUCCESS"))).close()


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input", nargs="+", help="JSON Lines, or files and folders with --whole-files")
    parser.add_argument("--output", required=True, help="a folder that does not exist")
    parser.add_argument("--overwrite", action="store_true", help="replace the folder")
    parser.add_argument("--whole-files", action="store_true", help="each file is a document, its path the id")
    parser.add_argument(
        "--program", default="tiaowen", help="the program, or its name if --files of spark-submit ships it")
    parser.add_argument("--seconds", type=float, default=60, help="time limit of a document (60)")
    parser.add_argument("--megabytes", type=int, default=2048, help="memory limit of the program (2048)")
    parser.add_argument("--split", type=int, default=32, help="megabytes of input a task (32)")
    return parser.parse_args()


if __name__ == "__main__":
    run(parse_arguments())
