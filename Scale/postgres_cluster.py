"""PostgreSQL servers on 127.0.0.1 in a folder of their own, for trying the search over shards out.

    with Cluster() as cluster:
        coordinator = cluster.server('coordinator')      # initdb, start, role, database
        replica = coordinator.replica('coordinator-b')   # a streaming standby
        coordinator.stop(); replica.promote()

Servers run as the user `postgres` where this runs as root: PostgreSQL refuses to be root. On leaving,
servers are stopped and the folder goes.
"""
import os, secrets, shutil, socket, subprocess, tempfile


def binaries():
    """The folder of initdb and pg_ctl, the newest version first; None where there is no server."""
    found = []
    root = '/usr/lib/postgresql'
    for version in os.listdir(root) if os.path.isdir(root) else []:
        if os.path.exists(f'{root}/{version}/bin/initdb'):
            found.append((int(version) if version.isdigit() else 0, f'{root}/{version}/bin'))
    if found:
        return max(found)[1]
    initdb = shutil.which('initdb')
    return os.path.dirname(initdb) if initdb else None


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Cluster:
    user, database = 'tiaowen', 'law'

    def __init__(self):
        self.binaries = binaries()
        if not self.binaries:
            raise SystemExit('no PostgreSQL server here: apt-get install postgresql')
        self.folder = tempfile.mkdtemp(prefix='tiaowen-postgres-')
        self.password = secrets.token_hex(16)
        self.servers = []
        self.as_postgres = ['runuser', '-u', 'postgres', '--'] if os.getuid() == 0 else []
        if self.as_postgres:
            shutil.chown(self.folder, 'postgres', 'postgres')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.stop(mode='immediate')
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *command, stdin=None):
        done = subprocess.run(
            self.as_postgres + list(command), input=stdin, text=True, capture_output=True,
            cwd=self.folder, env={**os.environ, 'PGPASSWORD': self.password})
        if done.returncode:
            raise SystemExit(f'{command[0]} failed: {done.stderr or done.stdout}')
        return done.stdout

    def server(self, name):
        """A new server with an empty database that the role owns."""
        server = Server(self, name)
        secret = f'{self.folder}/{name}.password'
        self.run('sh', '-c', f'umask 077; cat > {secret}', stdin=self.password)
        self.run(f'{self.binaries}/initdb', '-D', server.folder, '-U', 'postgres', '-A',
                 'scram-sha-256', f'--pwfile={secret}', '-E', 'UTF8', '--locale=C', '-N')
        os.remove(secret)
        server.start()
        server.sql(f"CREATE ROLE {self.user} LOGIN PASSWORD '{self.password}';\n"
                   f'CREATE DATABASE {self.database} OWNER {self.user};')
        server.sql('CREATE EXTENSION postgres_fdw;\n'
                   f'GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO {self.user};',
                   self.database)
        return server

    def url(self, *servers, options=''):
        """An address of ours for one server, or for a primary and its standbys."""
        hosts = ','.join(f'127.0.0.1:{s.port}' for s in servers)
        return f'postgres://{self.user}@{hosts}/{self.database}{options}'


class Server:
    def __init__(self, cluster, name):
        self.cluster, self.name, self.port = cluster, name, free_port()
        self.folder = f'{cluster.folder}/{name}'
        cluster.servers.append(self)

    def start(self):
        self.cluster.run(
            f'{self.cluster.binaries}/pg_ctl', '-D', self.folder, '-w', '-l', self.folder + '.log',
            '-o', f'-p {self.port} -c listen_addresses=127.0.0.1 -k {self.cluster.folder} '
            '-c max_connections=30 -c max_wal_size=4GB -c hot_standby_feedback=on', 'start')

    def stop(self, mode='fast'):
        if os.path.exists(self.folder + '/postmaster.pid'):
            self.cluster.run(f'{self.cluster.binaries}/pg_ctl', '-D', self.folder, '-w', '-m', mode,
                             'stop')

    def promote(self):
        self.cluster.run(f'{self.cluster.binaries}/pg_ctl', '-D', self.folder, '-w', 'promote')

    def sql(self, statements, database='postgres'):
        """As the superuser; returns unaligned rows."""
        return self.cluster.run(
            'psql', '-h', '127.0.0.1', '-p', str(self.port), '-U', 'postgres', '-d', database, '-qAt',
            '-v', 'ON_ERROR_STOP=1', '-f', '-', stdin=statements)

    def replica(self, name):
        """A standby that streams from this server, started and caught up."""
        standby = Server(self.cluster, name)
        self.cluster.run(
            f'{self.cluster.binaries}/pg_basebackup', '-h', '127.0.0.1', '-p', str(self.port), '-U',
            'postgres', '-D', standby.folder, '-R', '-X', 'stream', '-c', 'fast')
        standby.start()
        return standby

    def size(self):
        """Bytes of the database."""
        return int(self.sql(f"SELECT pg_database_size('{self.cluster.database}')"))
