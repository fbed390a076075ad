"""The door of the preview: this machine alone, the token of this run, nothing from another site, nothing kept."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLITIQUE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
ENTETES = {
    "Content-Security-Policy": POLITIQUE,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Gardien:
    """Lets in what comes from this machine, under the name it was opened with, with the token in its path."""

    def __init__(self, app: ASGIApp, jeton: str, hotes: Iterable[str]):
        self.app, self.jeton, self.hotes = app, jeton, frozenset(hotes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ENTETES.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal:
            await refusal(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if headers.get("host") not in self.hotes:  # a name of another site may lead to this machine
            return PlainTextResponse("Adresse refusée.\n", 403)
        if origin is not None and origin not in {f"http://{hote}" for hote in self.hotes}:
            return PlainTextResponse("Demande d’un autre site refusée.\n", 403)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return PlainTextResponse("Demande d’un autre site refusée.\n", 403)
        given = scope["path"].lstrip("/").partition("/")[0]
        if not hmac.compare_digest(given.encode(), self.jeton.encode()):
            return PlainTextResponse("Cette page n’existe pas.\n", 404)
        return None
