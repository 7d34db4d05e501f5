"""The back-end process: started with the Jupyter server, ends with it."""

from __future__ import annotations

import asyncio
import collections
import json
import logging
import os
import secrets
import socket
import subprocess
import threading
import time
from pathlib import Path

from .connection import PASSWORD_VARIABLE, URL_VARIABLE, USER_VARIABLE
from .errors import InsarError
from .node import find_node

SCRIPT = Path(__file__).parent / "bundle" / "backend.mjs"
USER = "jupyter"
RESTARTS_AT_MOST = 5
"""After more crashes in a row the back-end is left down, with its last words in the status."""
STEADY_S = 60.0
"""A process that has lived this long is well: its crash counts as the first."""
GRACE_S = 5.0


class Backend:
    """One Node.js process that listens on a socket which this process has bound.

    The port is bound, and address and secret are in ``os.environ``, before any kernel starts:
    every kernel inherits them. The socket outlives a crash of the process, so that requests
    wait for its restart.

    Parameters
    ----------
    data_dir: folder of stacks and jobs
    log: where the process' own lines go
    remotes: the other back-ends that users may choose from; None leaves the list to them
    burst_catalogue: address of the catalogue of bursts; empty leaves it to the environment
    fetch_missing: whether jobs fetch what is missing, with the user's login
    """

    def __init__(
        self,
        data_dir: Path,
        log: logging.Logger,
        remotes: list | None = None,
        burst_catalogue: str = "",
        fetch_missing: bool = True,
    ):
        self.data_dir = data_dir
        self.log = log
        self.remotes = remotes
        self.burst_catalogue = burst_catalogue
        self.fetch_missing = fetch_missing
        self.user = USER
        self.password = secrets.token_urlsafe(32)
        self.origin = ""
        self.message = ""
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._last_lines: collections.deque[str] = collections.deque(maxlen=20)
        self._crashes = 0
        self._started = 0.0
        self._watch: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def bind(self) -> None:
        """Take a free port of the loopback and tell the kernels to come."""
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        listening.set_inheritable(True)
        self._socket = listening
        self.origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
        os.environ[URL_VARIABLE] = f"{self.origin}/openeo/1.2"
        os.environ[USER_VARIABLE] = self.user
        os.environ[PASSWORD_VARIABLE] = self.password

    def start(self) -> None:
        """Start the process; a failure is kept in ``message`` and does not stop Jupyter."""
        try:
            self._spawn()
            self.message = ""
        except (InsarError, OSError) as error:
            self.message = str(error)
            self.log.error("InSAR back-end not started: %s", error)

    def _spawn(self) -> None:
        if not SCRIPT.is_file():
            raise InsarError(f"{SCRIPT.name} is missing from the package: install it again")
        if self._socket is None:
            raise InsarError("The back-end has no socket to listen on: bind() comes first")
        self.data_dir.mkdir(parents=True, exist_ok=True)
        arguments = [find_node(), str(SCRIPT), "--data", str(self.data_dir)]
        arguments += ["--sample-scene", "--exit-with-stdin"]
        environment = dict(os.environ)
        if self.remotes is not None:
            environment["INSAR_REMOTES"] = json.dumps(self.remotes)
        if self.burst_catalogue:
            environment["INSAR_BURST_CATALOGUE"] = self.burst_catalogue
        if not self.fetch_missing:
            environment["INSAR_FETCH"] = "off"
        handed_over: tuple[int, ...] = ()
        if os.name == "posix":
            environment["INSAR_BACKEND_FD"] = str(self._socket.fileno())
            handed_over = (self._socket.fileno(),)
        else:
            # Windows cannot hand a socket over: the port is given up and taken again at once.
            arguments += ["--port", self.origin.rpartition(":")[2]]
            self._socket.close()
        self._process = subprocess.Popen(  # noqa: S603 - our own script
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            pass_fds=handed_over,
            start_new_session=os.name == "posix",
        )
        self._started = time.monotonic()
        threading.Thread(target=self._drain, args=(self._process,), daemon=True).start()

    def _drain(self, process: subprocess.Popen[bytes]) -> None:
        for raw in process.stdout or ():
            line = raw.decode("utf-8", "replace").rstrip()
            self._last_lines.append(line)
            self.log.debug("InSAR back-end: %s", line)

    def watch(self) -> None:
        """Restart the process when it ends by itself; call from the running event loop."""
        if self._watch is None:
            self._watch = asyncio.get_running_loop().create_task(self._keep_alive())

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            if self._process is None or self._process.poll() is None:
                continue
            last = next((line for line in reversed(self._last_lines) if line), "no output")
            code = self._process.returncode
            self._process = None
            if time.monotonic() - self._started > STEADY_S:
                self._crashes = 0
            self._crashes += 1
            self.message = f"The InSAR back-end ended with code {code}: {last}"
            self.log.error(self.message)
            if self._crashes > RESTARTS_AT_MOST:
                self.message += ". Restart the Jupyter server to start it again"
                return
            await asyncio.sleep(min(2.0 ** (self._crashes - 1), 30.0))
            self.start()

    def stop(self) -> None:
        """End the process: its standard input closes, and after a grace time it is killed."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(GRACE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
