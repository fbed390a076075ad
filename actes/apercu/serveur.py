"""The server of the preview: a few addresses on this machine alone, and the saves told as they come."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from actes.apercu.description import describe
from actes.apercu.exact import Exact, Remplace
from actes.apercu.gardien import Gardien
from actes.apercu.projet import Choix, Projet
from actes.apercu.relecture import Epreuve
from actes.apercu.seance import Seance
from actes.apercu.veille import watch
from actes.apercu.vue import Vue
from actes.errors import ActesError, EnvironnementError
from actes.rendu.provenance import without_traces
from actes.typographie import typographie

PAGE = Path(__file__).parent / "page"
HOTE = "127.0.0.1"
VIVANT = 15.0  # seconds between two signs of life
PAUSE = 0.7  # seconds without a new asking before the template is read over
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(slots=True)
class Nouvelles:
    """The saves, told to every page that listens."""

    version: int = 1
    ecoutes: set[asyncio.Queue[tuple[str, dict[str, Any]]]] = field(default_factory=set)

    def tell(self, event: str, **facts: Any) -> None:
        for queue in self.ecoutes:
            queue.put_nowait((event, facts))


class Apercu:
    """What the addresses answer."""

    def __init__(self, projet: Projet):
        self.seance = Seance(projet)
        self.exact = Exact()
        self.nouvelles = Nouvelles()
        self.stop = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None
        self._epreuve: Epreuve | None = None  # the template being read over, or about to be

    async def index(self, _request: Request) -> Response:
        """The page itself."""
        return FileResponse(PAGE / "index.html", media_type="text/html; charset=utf-8")

    async def etat(self, request: Request) -> Response:
        """All that the page shows beside the act."""
        version = self.nouvelles.version
        vue = await self._look(request)
        facts = await run_in_threadpool(describe, self.seance, vue)
        if vue.epreuve is not None:
            self._proofread_soon(vue.epreuve)
        return JSONResponse({"version": version, "exact": self.exact.available(), **facts})

    async def document(self, request: Request) -> Response:
        """The act itself, or with its anchors."""
        vue = await self._look(request)
        if vue.page is None:
            return JSONResponse(self._nothing(vue), 409)
        if request.query_params.get("reperes"):
            contenu = vue.page.reperes
        else:
            contenu = await run_in_threadpool(self.seance.exact, vue)
        return Response(contenu, media_type=DOCX, headers={"ETag": f'"{vue.page.empreinte}"'})

    async def pages(self, request: Request) -> Response:
        """The act in pages by LibreOffice: how many, and under which key; or why there is none."""
        vue = await self._look(request)
        if vue.page is None:
            return JSONResponse(self._nothing(vue))
        try:
            rendu = await run_in_threadpool(self.exact.render, without_traces(vue.page.reperes))
        except Remplace:
            return JSONResponse({"erreur": "remplacé", "remplace": True})
        except EnvironnementError as error:
            return JSONResponse({"erreur": str(error), "constats": []})
        return JSONResponse({"pages": rendu.pages, "cle": rendu.cle, "perime": vue.perime})

    async def image(self, request: Request) -> Response:
        """One page as an image."""
        rendu, page = self.exact.find(request.path_params["cle"]), request.path_params["page"]
        if rendu is None or not 1 <= page <= rendu.pages:
            return JSONResponse({"erreur": typographie("cette page n'existe plus")}, 404)
        image = await run_in_threadpool(self.exact.image, rendu, page)
        return Response(image, media_type="image/png")

    async def pdf(self, request: Request) -> Response:
        """The pages themselves."""
        rendu = self.exact.find(request.path_params["cle"])
        if rendu is None:
            return JSONResponse({"erreur": typographie("cet acte n'est plus là")}, 404)
        return Response(rendu.pdf, media_type="application/pdf")

    async def evenements(self, _request: Request) -> Response:
        """The saves, as they come."""
        return StreamingResponse(self._events(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    async def _events(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
        self.nouvelles.ecoutes.add(queue)
        try:
            yield f"retry: 1000\n: version {self.nouvelles.version}\n\n"
            while not self.stop.is_set():
                try:
                    event, facts = await asyncio.wait_for(queue.get(), VIVANT)
                except TimeoutError:
                    yield ": vivant\n\n"
                    continue
                yield f"event: {event}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n"
                if event == "fin":
                    return
        finally:
            self.nouvelles.ecoutes.discard(queue)

    def _proofread_soon(self, epreuve: Epreuve) -> None:
        """Have the template read over once its author pauses; what is new is told as a save is."""
        if self._epreuve == epreuve and self._reading is not None and not self._reading.done():
            return
        if self._reading is not None:
            self._reading.cancel()
        self._epreuve = epreuve
        self._reading = asyncio.create_task(self._proofread(epreuve))

    async def _proofread(self, epreuve: Epreuve) -> None:
        await asyncio.sleep(PAUSE)
        if await run_in_threadpool(self.seance.proofread, epreuve):
            self.nouvelles.version += 1
            self.nouvelles.tell("change", version=self.nouvelles.version, fichiers=[])

    async def follow(self) -> None:
        """Tell each save, until the end."""
        async for names in watch(self.seance.projet, self.stop):
            self.nouvelles.version += 1
            self.nouvelles.tell("change", version=self.nouvelles.version, fichiers=names)

    def finish(self) -> None:
        """Say that it is over, and end LibreOffice."""
        self.stop.set()
        if self._reading is not None:
            self._reading.cancel()
        self.nouvelles.tell("fin")
        self.exact.close()

    async def _look(self, request: Request) -> Vue:
        return await run_in_threadpool(self.seance.look, Choix.of(request.query_params))

    def _nothing(self, vue: Vue) -> dict[str, Any]:
        facts = describe(self.seance, vue)
        return {"erreur": facts["erreur"], "constats": facts["constats"]}


def application(apercu: Apercu, jeton: str, hotes: list[str]) -> Starlette:
    """The addresses, behind the guard."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        following = asyncio.create_task(apercu.follow())
        try:
            yield
        finally:
            apercu.finish()
            await asyncio.gather(following, return_exceptions=True)

    inside = [
        Route("/", apercu.index),
        Route("/etat", apercu.etat),
        Route("/document.docx", apercu.document),
        Route("/exact", apercu.pages),
        Route("/exact/{cle:str}.pdf", apercu.pdf),
        Route("/exact/{cle:str}/{page:int}.png", apercu.image),
        Route("/evenements", apercu.evenements),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]
    routes = [Route(f"/{jeton}", lambda _: RedirectResponse(f"/{jeton}/")), Mount(f"/{jeton}", routes=inside)]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={ActesError: _refused, Exception: _bug},
        middleware=[Middleware(Gardien, jeton=jeton, hotes=hotes)],
    )


async def _refused(_request: Request, error: Exception) -> Response:
    """What an author may have done between two looks at the files."""
    assert isinstance(error, ActesError), "the handler of this family"
    return JSONResponse({"erreur": error.constats[0].message, "constats": [c.as_json() for c in error.constats]}, 409)


async def _bug(_request: Request, error: Exception) -> Response:
    """A mistake of ours: told as such to whoever looks at the page, without what it may hold of a dossier."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    name = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else ""
    message = f"défaut du programme ({type(error).__name__}, {name}) : dites-le à l'équipe du programme"
    return JSONResponse({"erreur": typographie(message), "constats": []}, 500)


def serve(projet: Projet, port: int, ready: Callable[[str], None]) -> None:
    """Serve the preview until Ctrl-C; `ready` is told its address. Port 0: any that is free.

    Raises EnvironnementError if the port is taken.
    """
    try:
        listening = socket.create_server((HOTE, port))
    except OSError:
        raise EnvironnementError(
            typographie(f"le port {port} est déjà pris"), conseil="choisissez-en un autre, ou aucun, par --port"
        ) from None
    port = listening.getsockname()[1]
    jeton = secrets.token_urlsafe(24)
    apercu = Apercu(projet)
    app = application(apercu, jeton, [f"{HOTE}:{port}", f"localhost:{port}"])
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, server_header=False, date_header=False,
        timeout_graceful_shutdown=2, lifespan="on",
    )  # fmt: skip
    server = _Serveur(config, apercu)
    threading.Thread(target=server.tell_when_ready, args=(ready, f"http://{HOTE}:{port}/{jeton}/"), daemon=True).start()
    with listening, contextlib.suppress(KeyboardInterrupt):  # it has ended in good order by then
        server.run(sockets=[listening])


class _Serveur(uvicorn.Server):
    """A server that says when it answers, and tells its pages that it ends."""

    def __init__(self, config: uvicorn.Config, apercu: Apercu):
        super().__init__(config)
        self.apercu, self.answers = apercu, threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.answers.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.apercu.finish()
        await super().shutdown(sockets)

    def tell_when_ready(self, ready: Callable[[str], None], address: str) -> None:
        self.answers.wait()
        ready(address)
