"""Starts a fresh geth in a temporary directory and stops it again."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from .engine import Engine
from .jsonrpc import JsonRpc

START_TIMEOUT_SECONDS = 60
STOP_TIMEOUT_SECONDS = 30


class LocalGeth:
    """A geth with an empty chain of one genesis file; a context manager that gives its Engine."""

    def __init__(self, binary: str, genesis: Path, gas_limit: int):
        self._binary, self._genesis, self._gas_limit = binary, genesis, gas_limit
        self._directory = Path(tempfile.mkdtemp(prefix="candor-reexecute-"))

    def __enter__(self) -> Engine:
        data, secret = self._directory / "data", secrets.token_bytes(32)
        jwt = self._directory / "jwt.hex"
        jwt.write_text(secret.hex(), encoding="ascii")
        subprocess.run(
            [self._binary, "init", f"--datadir={data}", str(self._genesis)], check=True, capture_output=True
        )
        port, engine_port = free_port(), free_port()
        log = (self._directory / "geth.log").open("wb")
        self._process = subprocess.Popen(
            [
                self._binary, f"--datadir={data}", "--nodiscover", "--maxpeers=0", "--port=0", "--nat=none",
                "--ipcdisable", "--syncmode=full", "--history.state=0", f"--miner.gaslimit={self._gas_limit}",
                "--rpc.txfeecap=0", "--rpc.http-body-limit=128", "--http", "--http.addr=127.0.0.1", f"--http.port={port}",
                "--http.api=eth,net,web3,debug,testing", "--authrpc.addr=127.0.0.1",
                f"--authrpc.port={engine_port}", f"--authrpc.jwtsecret={jwt}",
            ],
            stdout=log,
            stderr=log,
        )
        log.close()
        rpc = JsonRpc(f"http://127.0.0.1:{port}")
        self._wait(rpc)
        return Engine(rpc, JsonRpc(f"http://127.0.0.1:{engine_port}", secret))

    def __exit__(self, *_) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _wait(self, rpc: JsonRpc) -> None:
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            try:
                rpc.call("eth_chainId")
                return
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    log = (self._directory / "geth.log").read_text(errors="replace")
                    self._process.kill()
                    raise RuntimeError(f"geth did not start:\n{log[-2000:]}") from None
                time.sleep(0.1)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
