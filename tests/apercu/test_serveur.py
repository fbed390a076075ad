"""The door of the preview and its addresses, asked as a program would, without a browser."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests.apercu.atelier import ACTE, Apercu, copy_acte, edit, previewed
from tests.conftest import needs


@pytest.fixture(scope="module")
def apercu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apercu]:
    """A preview that runs."""
    with previewed(copy_acte(tmp_path_factory.mktemp("modeles")), ACTE) as running:
        yield running


def ask(
    apercu: Apercu, path: str, headers: dict[str, str] | None = None, method: str = "GET", root: bool = False
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers, body of an address below the token's, sent as it is written."""
    parts = urlsplit(apercu.url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    connection.putrequest(method, path if root else parts.path + path, skip_host=bool(headers and "Host" in headers))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    connection.close()
    return found


@contextmanager
def listening(apercu: Apercu) -> Iterator[Iterator[tuple[str, dict]]]:
    """The events, as they come."""
    parts = urlsplit(apercu.url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", f"{parts.path}evenements")
    answer = connection.getresponse()
    answer.readline()

    def events() -> Iterator[tuple[str, dict]]:
        name = ""
        while line := answer.readline().decode().strip("\r\n") or " ":
            if line.startswith("event:"):
                name = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                yield name, json.loads(line.removeprefix("data:"))

    yield events()
    connection.close()


REFUSED = {
    "another name for this machine": ({"Host": "pirate.example"}, 403),
    "another port": ({"Host": "127.0.0.1:1"}, 403),
    "a page of another site": ({"Origin": "https://pirate.example"}, 403),
    "a page without an origin": ({"Origin": "null"}, 403),
    "a link of another site": ({"Sec-Fetch-Site": "cross-site"}, 403),
    "another server of this machine": ({"Sec-Fetch-Site": "same-site"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("path", ["", "etat", "document.docx", "evenements", "page/index.html"])
def test_nobody_else_is_let_in(apercu, headers, status, path):
    assert ask(apercu, path, headers)[0] == status


@pytest.mark.parametrize("path", ["/", "/etat", "/document.docx", "/autre-jeton/etat", "/autre-jeton/page/index.html"])
def test_without_its_token_nothing_exists(apercu, path):
    status, _, body = ask(apercu, path, root=True)
    assert status == 404
    assert ACTE.encode() not in body


@pytest.mark.parametrize(
    "path", ["page/../../__init__.py", "page/%2e%2e/%2e%2e/__init__.py", "page//etc/passwd", "exact/../etat/1.png"]
)
def test_no_path_leads_out_of_the_page(apercu, path):
    assert ask(apercu, path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(apercu, method):
    assert ask(apercu, "etat", method=method)[0] in (403, 405)


@pytest.mark.parametrize("path", ["", "etat", "document.docx", "page/index.html", "absent"])
def test_every_answer_forbids_what_it_does_not_need(apercu, path):
    headers = ask(apercu, path)[1]
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_the_state_and_the_document_go_together(apercu):
    etat = json.loads(ask(apercu, "etat?exemplaire=copie")[2])
    assert (etat["choix"]["exemplaire"], etat["erreur"], etat["perime"]) == ("copie", None, False)
    status, headers, body = ask(apercu, "document.docx?exemplaire=copie&reperes=1")
    assert (status, headers["etag"]) == (200, f'"{etat["document"]}"')
    assert body.startswith(b"PK")
    assert body != ask(apercu, "document.docx?exemplaire=copie")[2]


def test_what_cannot_be_shown_says_why(apercu):
    dossiers = json.loads(ask(apercu, "etat")[2])["dossiers"]
    before_the_law = next(d["cle"] for d in dossiers if "la veille de l" in d["libelle"])
    status, _, body = ask(apercu, f"document.docx?dossier={before_the_law}")
    assert status == 409
    assert json.loads(body)["erreur"]
    assert json.loads(body)["constats"]


def test_a_save_is_told_at_once_with_the_name_of_the_file(apercu):
    with listening(apercu) as events:
        edit(apercu.modele, "Vu le mandat", "Vu le mandat")
        start = time.monotonic()
        name, facts = next(events)
        assert (name, facts["fichiers"]) == ("change", ["modele.docx"])
        assert time.monotonic() - start < 2
    version = json.loads(ask(apercu, "etat")[2])["version"]
    assert version == facts["version"]


def test_what_an_editor_leaves_beside_is_not_told(apercu):
    with listening(apercu) as events:
        for name in ("~$modele.docx", ".~lock.modele.docx#", "notes.txt", "modele.docx.tmp"):
            (apercu.dossier / name).write_bytes(b"x")
        edit(apercu.modele, "Avertissement", "Avertissement")
        assert next(events)[1]["fichiers"] == ["modele.docx"]


def test_the_exact_pages_of_nothing_say_why_without_an_error_of_the_server(apercu):
    dossiers = json.loads(ask(apercu, "etat")[2])["dossiers"]
    before_the_law = next(d["cle"] for d in dossiers if "la veille de l" in d["libelle"])
    status, _, body = ask(apercu, f"exact?dossier={before_the_law}")
    assert (status, bool(json.loads(body)["erreur"])) == (200, True)


def test_the_exact_pages_come_as_images_and_as_a_pdf(apercu):
    needs("soffice")
    status, _, body = ask(apercu, "exact")
    facts = json.loads(body)
    assert (status, facts["pages"], facts["perime"]) == (200, 1, False)
    status, headers, image = ask(apercu, f"exact/{facts['cle']}/1.png")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20]) == pytest.approx(1190, abs=2)  # A4 at 144 dots an inch
    assert ask(apercu, f"exact/{facts['cle']}/2.png")[0] == 404
    assert ask(apercu, f"exact/{facts['cle']}.pdf")[2].startswith(b"%PDF")
    assert json.loads(ask(apercu, "exact")[2])["cle"] == facts["cle"]


def test_the_end_is_told(tmp_path):
    with previewed(copy_acte(tmp_path / "modeles"), ACTE) as running, listening(running) as events:
        running.process.terminate()
        assert next(events) == ("fin", {})


def test_a_port_already_taken_is_told(apercu, tmp_path):
    port = str(urlsplit(apercu.url).port)
    with pytest.raises(AssertionError, match="déjà pris"), previewed(apercu.racine, ACTE, "--port", port):
        pass
