"""A JSON-RPC client over one kept-alive HTTP connection; with a JWT secret for engine APIs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import time
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 120
BATCH_SIZE = 200


class RpcError(RuntimeError):
    """The server answered with an error."""

    def __init__(self, method: str, error: dict):
        super().__init__(f"{method}: {error.get('message')} (code {error.get('code')})")
        self.code = error.get("code")


class JsonRpc:
    """`call` for one request, `call_many` for many of one method."""

    def __init__(self, url: str, jwt_secret: bytes | None = None):
        self._url = urlsplit(url)
        self._jwt_secret = jwt_secret
        self._connection: http.client.HTTPConnection | None = None

    def call(self, method: str, *params):
        answer = self._post({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)})
        return _result(method, answer)

    def call_many(self, method: str, params: list[list]) -> list:
        """Results in the order of `params`; sent in batches."""
        results = []
        for start in range(0, len(params), BATCH_SIZE):
            part = params[start : start + BATCH_SIZE]
            answers = self._post(
                [{"jsonrpc": "2.0", "id": i, "method": method, "params": item} for i, item in enumerate(part)]
            )
            by_id = {answer["id"]: answer for answer in answers}
            results += [_result(method, by_id[i]) for i in range(len(part))]
        return results

    def _post(self, body):
        headers = {"Content-Type": "application/json"}
        if self._jwt_secret is not None:
            headers["Authorization"] = "Bearer " + _jwt(self._jwt_secret)
        data = json.dumps(body).encode()
        for attempt in (1, 2):
            if self._connection is None:
                kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
                self._connection = kind(self._url.hostname, self._url.port, timeout=TIMEOUT_SECONDS)
            try:
                self._connection.request("POST", self._url.path or "/", data, headers)
                response = self._connection.getresponse()
                content = response.read()
                break
            except (http.client.HTTPException, ConnectionError):
                self._connection = None
                if attempt == 2:
                    raise
        if response.status != 200:
            raise RpcError("HTTP", {"code": response.status, "message": content[:200].decode(errors="replace")})
        return json.loads(content)


def _result(method: str, answer: dict):
    if "error" in answer:
        raise RpcError(method, answer["error"])
    return answer["result"]


def _jwt(secret: bytes) -> str:
    """HS256 over the issue time, as the engine API asks for."""
    parts = [{"alg": "HS256", "typ": "JWT"}, {"iat": int(time.time())}]
    text = ".".join(_base64url(json.dumps(part).encode()) for part in parts)
    return text + "." + _base64url(hmac.new(secret, text.encode(), hashlib.sha256).digest())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
