"""A Spark cluster of its own on 127.0.0.1: one master, workers of one core each, for tests."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

# Java only hands bytes on here: it need not optimise, and one core needs one collector of garbage.
JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"


class Cluster:
    """Processes of a standalone cluster. All memory together: about 2.1 GB with two workers and a job.

        with Cluster(folder) as cluster:
            cluster.add_worker(); cluster.add_worker()
            job = cluster.submit("Scale/batch.py", "--output", "OUT", "laws.jsonl")
            job.wait()
    """

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.workers, self.processes = [], []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"spark://127.0.0.1:{port}"
        self.start("master", "master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", 0)
        self.wait_for("master.log", "New state: ALIVE")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def environment(self):
        import pyspark

        return {
            **os.environ, "SPARK_HOME": pyspark.__path__[0], "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "192m", "PYSPARK_PYTHON": sys.executable,
            "SPARK_DAEMON_JAVA_OPTS": JAVA, "SPARK_NO_DAEMONIZE": "1"}

    def start(self, name, of, *arguments):
        environment = self.environment()
        with open(self.folder / f"{name}.log", "w") as log:
            process = subprocess.Popen(
                [environment["SPARK_HOME"] + "/bin/spark-class", "org.apache.spark.deploy." + of,
                 *map(str, arguments)],
                stdout=log, stderr=log, env=environment, start_new_session=True)
        self.processes.append(process)
        return process

    def add_worker(self):
        name = f"worker-{len(self.workers)}"
        worker = self.start(
            name, "worker.Worker", self.url, "--host", "127.0.0.1", "--webui-port", 0, "--cores", 1,
            "--memory", "640m", "--work-dir", self.folder / name)
        self.workers.append(worker)
        self.wait_for(f"{name}.log", "Successfully registered with master")
        return worker

    def wait_for(self, log, words, seconds=60):
        end = time.monotonic() + seconds
        while words not in (self.folder / log).read_text(errors="replace"):
            if time.monotonic() > end:
                raise TimeoutError(f"{self.folder / log} does not say: {words}")
            time.sleep(0.1)

    def executor_of(self, worker):
        """The process id of a worker's executor, if it has one."""
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            with contextlib.suppress(OSError):
                parent = next(l for l in status.read_text().splitlines() if l.startswith("PPid:"))
                command = (status.parent / "cmdline").read_bytes()
                if int(parent.split()[1]) == worker.pid and b"CoarseGrainedExecutorBackend" in command:
                    return int(status.parent.name)
        return None

    def submit(self, *arguments, settings={}):
        """Starts a job; its log is `job.log` in the cluster's folder."""
        settings = {
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false", "spark.driver.memory": "512m", "spark.executor.memory": "512m",
            "spark.executor.cores": 1, "spark.driver.extraJavaOptions": JAVA,
            "spark.executor.extraJavaOptions": JAVA, **settings}
        environment = self.environment()
        given = [word for item in settings.items() for word in ("--conf", "%s=%s" % item)]
        with open(self.folder / "job.log", "w") as log:
            job = subprocess.Popen(
                [environment["SPARK_HOME"] + "/bin/spark-submit", "--master", self.url, *given,
                 *map(str, arguments)],
                stdout=log, stderr=log, env=environment, start_new_session=True)
        self.processes.append(job)
        return job
