"""Who is let in: tokens with scopes, sessions of people, forms that are ours, and nobody else."""

import base64
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import anyio
import httpx
import pytest
from entered import Clock, access_of, app_of, bearer, make_ledger, token
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from talentwire.api.access import PREFIX, Access, Hours, Scope, looks_like_token
from talentwire.config import Config
from talentwire.errors import BadValueError, NotFoundError
from talentwire.serve.web.access import seals
from talentwire.serve.web.access.kept import Kept, home
from talentwire.serve.web.access.limits import Limits, Sort, limits_of, place
from talentwire.serve.web.access.needed import NEEDED, OPEN, READING, listed, needed

PEOPLE = {"accept": "text/html"}
PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/static/{name}"),
    ("GET", "/log-in"),
    ("POST", "/log-in"),
    ("POST", "/log-out"),
    ("GET", "/alerts.rss"),
    ("GET", "/alerts/{name}.rss"),
}  # which need a key in their address


class House(NamedTuple):
    """A server with log-in, whoever asks it, and the tokens of three people."""

    client: TestClient
    app: FastAPI
    access: Access
    config: Config
    reader: str
    writer: str
    reviewer: str


@pytest.fixture(scope="module")
def housed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    config = make_ledger(str(tmp_path_factory.mktemp("access") / "access.db"))
    access = access_of(config)
    secrets = (
        token(access, "Rhea", Scope.READ), token(access, "Will", Scope.WRITE), token(access, "Vera", Scope.REVIEW)
    )  # fmt: skip
    app = app_of(config, access)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield House(client, app, access, config, *secrets)


@pytest.fixture
def house(housed: House) -> House:
    housed.client.cookies.clear()
    return housed


def log_in(house: House, secret: str, **more: str) -> Any:
    return house.client.post("/log-in", data={"token": secret, "next": "/runs", **more}, headers=PEOPLE)


def kept(house: House) -> bytes:
    """All that is on the disk of the ledger."""
    return b"".join(one.read_bytes() for one in Path(house.config.ledger).parent.iterdir())


def seal(page: str) -> str:
    return re.findall(r'name="seal" value="([^"]+)"', page)[-1]


def claim_of(house: House, person: str) -> str:
    found = house.client.get("/api/v1/claims", params={"person": person}, headers=bearer(house.reader)).json()
    return str(found["items"][0]["id"])


def routes(app: FastAPI) -> list[tuple[str, str]]:
    found = []
    for one in iter_route_contexts(app.router.routes):
        methods = one.methods or {"GET", "POST", "DELETE"}
        found += [(method, str(one.path)) for method in methods if method != "HEAD"]
    return found


# ---- the table


def test_every_address_turns_strangers_away_but_those_that_are_public(house: House) -> None:
    found = routes(house.app)
    assert len(found) > 40
    for method, path in found:
        address = re.sub(r"{[^}]+}", "x", path)
        answer = house.client.request(method, address)
        if (method, path) in PUBLIC:
            assert answer.status_code != 401 or path == "/log-in", path
        else:
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="talentwire"'), path
            assert answer.json()["detail"].startswith("this server answers who has a token")


def test_whatever_changes_something_is_in_the_table(house: House) -> None:
    assert [one for one in routes(house.app) if one[0] not in READING and not listed(*one)] == []
    assert {place for place, scopes in NEEDED.items() if scopes == OPEN} == PUBLIC


def test_what_was_forgotten_in_the_table_needs_everything() -> None:
    assert needed("POST", "/something/new") == {Scope.WRITE, Scope.REVIEW}
    assert needed("PURGE", "/healthz") == {Scope.WRITE, Scope.REVIEW}
    assert needed("GET", "/something/new") == needed("HEAD", "/") == {Scope.READ}
    assert needed("HEAD", "/healthz") == OPEN


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere", "/static/../", "/static/..%2f..%2freview", "//healthz", "/healthz/", "/log-in/x", "/metrics",
        "/mcp", "/log-in%2f..%2freview", "/static/x/../../review", "/%2e%2e/review", "/api/v1/claims;/healthz",
        "/api/v1/openapi.json",
    ],
)  # fmt: skip
def test_no_trick_with_the_path_gets_a_stranger_in(house: House, path: str) -> None:
    assert house.client.get(path, follow_redirects=False).status_code in (401, 404)
    assert "openapi" not in house.client.get(path).text


# ---- tokens


@pytest.mark.parametrize(
    ("who", "statuses"), [("reader", (200, 403, 403)), ("writer", (200, 200, 403)), ("reviewer", (200, 403, 404))]
)
def test_a_token_does_what_its_scopes_say(house: House, who: str, statuses: tuple[int, int, int]) -> None:
    headers = bearer(getattr(house, who))
    read = house.client.get("/api/v1/claims", headers=headers)
    written = house.client.post("/api/v1/documents", json={"id": "w", "text": "Nothing is told here."}, headers=headers)
    decided = house.client.post("/api/v1/decisions/deny", json={"claim": "f" * 32, "reason": "x"}, headers=headers)
    assert (read.status_code, written.status_code, decided.status_code) == statuses
    if who == "reader":
        said = written.json()["detail"]
        assert said == "this needs the scope write, and the token 'Rhea' has read"
        assert 'error="insufficient_scope", scope="write"' in written.headers["www-authenticate"]
        assert written.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic Uk9PVDo=", "Bearer x", "bearer talentwire_" + "a" * 49, "Bearer \xff\x00"],
)
def test_what_is_no_token_is_refused(house: House, header: str) -> None:
    answer = house.client.get("/api/v1/claims", headers=[(b"authorization", header.encode("latin-1"))])
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_token_says_what_it_is_and_where_it_was_mistyped(house: House) -> None:
    assert looks_like_token(house.reader)
    assert house.reader.startswith(PREFIX)
    assert not looks_like_token(house.reader[:-1] + ("a" if house.reader[-1] != "a" else "b"))
    assert not looks_like_token(PREFIX + house.reader)
    assert house.reader not in repr(house.access.add("Shown", [Scope.READ]))
    house.access.revoke("Shown")


def test_of_a_token_only_its_hash_is_kept(house: House) -> None:
    held = kept(house)
    assert house.reader.encode() not in held
    assert house.reader[:-4].encode() not in held
    assert b"Rhea" in held


def test_a_revoked_token_ends_at_once_and_so_does_its_session(house: House) -> None:
    secret = token(house.access, "Gone", Scope.READ)
    assert log_in(house, secret).status_code == 200
    assert house.client.get("/runs").status_code == 200
    assert house.client.get("/api/v1/claims", headers=bearer(secret)).status_code == 200
    house.access.revoke("Gone")
    assert house.client.get("/runs").status_code == 401
    answer = house.client.get("/api/v1/claims", headers=bearer(secret))
    assert (answer.status_code, answer.json()["detail"][:31]) == (401, "the token 'Gone' was revoked on")
    with pytest.raises(NotFoundError, match="no valid token 'Gone'"):
        house.access.revoke("Gone")
    assert (
        "zurückgezogen"
        in house.client.post("/log-in", data={"token": secret}, headers={**PEOPLE, "accept-language": "de"}).text
    )


def test_tokens_end_by_themselves(house: House) -> None:
    clock = Clock()
    access = access_of(house.config, clock)
    secret = token(access, "Brief", Scope.READ, expires="1d")
    assert access.look(secret)[1] == "valid"
    clock.ahead = timedelta(days=1, minutes=1)
    found, state = access.look(secret)
    assert (found and found.name, state) == ("Brief", "expired")
    again = token(access, "Brief", Scope.READ, expires="never")  # a name is free again when its token is over
    clock.ahead = timedelta(days=9_999)
    assert access.look(again)[1] == "valid"
    access.revoke("Brief")
    access.close()


@pytest.mark.parametrize("expires", ["", "0d", "soon", "90", "-1d", "1h", "99999d"])
def test_a_term_that_is_none(house: House, expires: str) -> None:
    with pytest.raises(BadValueError, match="a term looks like"):
        house.access.add("Nobody", [Scope.READ], expires)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b", "a\x1b[2J"])
def test_a_name_that_is_none(house: House, name: str) -> None:
    with pytest.raises(BadValueError, match="name of a token"):
        house.access.add(name, [Scope.READ])


def test_the_day_of_the_last_use_is_noted(house: House) -> None:
    house.client.get("/api/v1/claims?limit=1", headers=bearer(house.reader))
    house.access.note()
    (rhea,) = (one for one, _ in house.access.all() if one.name == "Rhea")
    assert rhea.used_on == house.access._tokens().now()[:10]


# ---- people


def test_people_log_in_go_on_where_they_were_and_log_out(house: House) -> None:
    page = house.client.get("/runs?lang=de", headers=PEOPLE)
    assert (page.status_code, page.headers["cache-control"]) == (401, "no-store")
    assert 'value="/runs?lang=de"' in page.text
    assert "Anmelden" in page.text
    assert "Register enthält" not in page.text
    inside = log_in(house, house.reviewer, next="/runs?lang=de")
    assert inside.url.path == "/runs"
    assert ("Läufe" in inside.text, inside.headers["cache-control"]) == (True, "no-store")
    assert "Vera" in inside.text
    out = house.client.post("/log-out", data={"seal": seal(inside.text)}, headers=PEOPLE)
    assert out.url.path == "/log-in"
    assert not house.client.cookies
    assert house.client.get("/runs").status_code == 401


def test_the_cookie_of_a_session(house: House) -> None:
    (given,) = log_in(house, house.reader).history[0].headers.get_list("set-cookie")
    parts = {one.strip().lower() for one in given.split(";")[1:]}
    assert {"httponly", "path=/", "samesite=lax"} <= parts
    assert not {one for one in parts if one.startswith(("domain", "max-age", "expires"))}
    first = house.client.cookies["talentwire"]
    log_in(house, house.reader)
    second = house.client.cookies["talentwire"]
    assert first != second
    assert house.access.session(first)[1] == "ended"  # a new id at each log-in, and the one before is over
    assert second.encode() not in kept(house)


def test_under_tls_the_cookie_is_bound_to_this_server(house: House) -> None:
    app = app_of(house.config, house.access, secure=True)
    client = TestClient(app, base_url="https://testserver")
    answer = client.post("/log-in", data={"token": house.reader}, follow_redirects=False)
    assert answer.headers["set-cookie"].startswith("__Host-talentwire=")
    assert "secure" in answer.headers["set-cookie"].lower()
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert client.get("/runs").status_code == 200
    bare = TestClient(app, base_url="https://testserver")
    assert bare.get("/runs", headers={"cookie": f"talentwire={client.cookies['__Host-talentwire']}"}).status_code == 401


def test_sessions_end_when_nobody_uses_them_and_in_any_case(house: House) -> None:
    clock = Clock()
    access = access_of(house.config, clock, Hours(idle=1, longest=3))
    _, _, session = access.log_in(token(access, "Sitter", Scope.READ, expires="never"))
    for hours in (0.9, 1.8, 2.7):
        clock.ahead = timedelta(hours=hours)
        assert access.session(session)[1] == "valid"
    access.note()
    clock.ahead = timedelta(hours=3.1)
    assert access.session(session)[1] == "ended"
    _, _, other = access.log_in(access.add("Idler", [Scope.READ], "never").secret)
    clock.ahead += timedelta(hours=1.1)
    assert access.session(other)[1] == "ended"
    for name in ("Sitter", "Idler"):
        access.revoke(name)
    access.close()


@pytest.mark.parametrize(
    "to",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nX: y", "", "http:/x"],
)
def test_nobody_is_sent_elsewhere_after_logging_in(house: House, to: str) -> None:
    answer = house.client.post("/log-in", data={"token": house.reader, "next": to}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "x" not in answer.headers
    assert home(to) == "/"


def test_a_wrong_token_is_not_shown_back(house: House) -> None:
    answer = log_in(house, "hunter2-hunter2")
    assert (answer.status_code, "hunter2" in answer.text) == (401, False)
    assert "No token is like this one" in answer.text


def test_decisions_carry_the_name_of_the_token(house: House) -> None:
    headers = bearer(house.reviewer)
    claim = claim_of(house, "Bo Linden")
    body = {"claim": claim, "reason": "she told us"}
    made = house.client.post("/api/v1/decisions/confirm", json=body, headers=headers)
    assert (made.status_code, made.json()["decision"]["by"]) == (201, "Vera")
    other = house.client.post("/api/v1/decisions/confirm", json={**body, "by": "Mara"}, headers=headers)
    assert (other.status_code, "leave `by` out" in other.json()["detail"]) == (422, True)
    log_in(house, house.reviewer)
    page = house.client.get(f"/claims/{claim}", headers=PEOPLE).text
    assert "Kept under the name Vera" in page
    assert 'name="by"' not in page
    fields = {"by": "Somebody Else", "reason": "misread", "seal": seal(page)}
    assert house.client.post(f"/claims/{claim}/deny", data=fields, headers=PEOPLE).status_code == 200
    said = house.client.get("/api/v1/decisions", headers=headers).json()["items"]
    assert {(one["verb"], one["by"]) for one in said} >= {("confirm", "Vera"), ("deny", "Vera")}


def test_who_may_only_read_sees_no_forms(house: House) -> None:
    log_in(house, house.reader)
    page = house.client.get(f"/claims/{claim_of(house, 'Bo Linden')}", headers=PEOPLE).text
    assert "/deny" not in page
    answer = house.client.post("/review/undo", data={"number": 1, "seal": seal(page)}, headers=PEOPLE)
    assert (answer.status_code, "needs the scope review" in unescape(answer.text)) == (403, True)


# ---- forms


def test_a_form_without_our_seal_changes_nothing_and_is_shown_back(house: House) -> None:
    log_in(house, house.reviewer)
    claim = claim_of(house, "Ada Brandt")
    before = house.client.get("/api/v1/decisions", headers=bearer(house.reader)).json()["items"]
    for wrong in ({}, {"seal": "x"}, {"seal": seals.masked(b"\1" * 32)}, {"seal": "é"}):
        answer = house.client.post(f"/claims/{claim}/deny", data={"reason": "not <so>", **wrong}, headers=PEOPLE)
        assert answer.status_code == 403
        assert "not &lt;so&gt;" in answer.text
    assert house.client.get("/api/v1/decisions", headers=bearer(house.reader)).json()["items"] == before
    fields = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text.partition("<main")[2])
    )
    assert fields["reason"] == "not &lt;so&gt;"
    sent = house.client.post(
        f"/claims/{claim}/deny", data={name: unescape(v) for name, v in fields.items()}, headers=PEOPLE
    )
    assert sent.status_code == 200


def test_a_program_with_a_session_needs_the_seal_too(house: House) -> None:
    log_in(house, house.reviewer)
    body = {"claim": "f" * 32, "reason": "x"}
    assert house.client.post("/api/v1/decisions/deny", json=body).status_code == 403
    mine = seals.masked(seals.seal_of(house.client.cookies["talentwire"]))
    assert house.client.post("/api/v1/decisions/deny", json=body, headers={seals.HEADER: mine}).status_code == 404
    large = {"seal": mine, "reason": "x" * 70_000}
    assert house.client.post(f"/claims/{'f' * 32}/deny", data=large).status_code == 403


def test_seals_are_another_text_on_each_page_and_belong_to_one_session() -> None:
    one, other = seals.seal_of("one"), seals.seal_of("other")
    assert seals.masked(one) != seals.masked(one)
    assert seals.matches(seals.masked(one), one)
    assert not seals.matches(seals.masked(other), one)
    assert not any(seals.matches(given, one) for given in ("", "=", "A" * 86, "\ud800", "A" * 100_000))


def test_a_form_sent_after_the_session_ended_is_not_lost(house: House) -> None:
    claim = claim_of(house, "Bo Linden")
    late = house.client.post(f"/claims/{claim}/confirm?lang=fr", data={"reason": "vu « hier »"}, headers=PEOPLE)
    assert late.status_code == 401
    assert "conservé" in late.text
    carried = unescape(re.findall(r'name="form" value="([^"]+)"', late.text)[0])
    wrong = house.client.post("/log-in", data={"token": "x", "form": carried}, headers=PEOPLE)
    assert unescape(re.findall(r'name="form" value="([^"]+)"', wrong.text)[0]) == carried
    shown = house.client.post("/log-in?lang=fr", data={"token": house.reviewer, "form": carried}, headers=PEOPLE)
    assert (shown.status_code, "vu « hier »" in shown.text, "Vera" in shown.text) == (200, True, True)
    inner = shown.text.partition("<main")[2]
    assert f'action="/claims/{claim}/confirm?lang=fr"' in inner
    fields = {n: unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', inner)}
    assert house.client.post(f"/claims/{claim}/confirm?lang=fr", data=fields, headers=PEOPLE).status_code == 200
    last = house.client.get("/api/v1/decisions", headers=bearer(house.reader)).json()["items"][0]
    assert (last["verb"], last["by"], last["reason"]) == ("confirm", "Vera", "vu « hier »")


@pytest.mark.parametrize(
    "text", ["", "[", "7", "[]", '["//evil.example", []]', '["/x", 5]', "[" * 9_999, '["/x", [["a"]]]']
)
def test_a_kept_form_that_is_none_of_ours(text: str) -> None:
    assert Kept.parse(text) is None


def test_undoing_again_is_no_error(house: House) -> None:
    headers = bearer(house.reviewer)
    claim = claim_of(house, "Ada Brandt")
    made = house.client.post("/api/v1/decisions/confirm", json={"claim": claim, "reason": "so"}, headers=headers).json()
    log_in(house, house.reviewer)
    page = house.client.get("/review", headers=PEOPLE)
    fields = {"number": made["decision"]["id"], "seal": seal(page.text)}
    assert "Decided" in house.client.post("/review/undo", data=fields, headers=PEOPLE).text
    again = house.client.post("/review/undo", data=fields, headers=PEOPLE)  # went back in the browser
    assert (again.status_code, "was undone before" in again.text) == (200, True)
    pair = house.client.post(
        "/review/names", data={"pair": "gone", "verdict": "same", "seal": fields["seal"]}, headers=PEOPLE
    )
    assert (pair.status_code, "decided before" in pair.text) == (200, True)
    assert "before=" in str(pair.url)
    assert "undone before" not in house.client.get("/review?before=%3Cb%3E", headers=PEOPLE).text


def test_a_decision_that_is_sent_again_is_made_once(house: House) -> None:
    claim = claim_of(house, "Bo Linden")
    log_in(house, house.reviewer)
    page = house.client.get(f"/claims/{claim}", headers=PEOPLE).text
    fields = {"reason": "twice", "seal": seal(page)}

    def number() -> int:
        items = house.client.get("/api/v1/decisions", headers=bearer(house.reader)).json()["items"]
        return len([one for one in items if one["reason"] == "twice"])

    for verb in ("confirm", "retract", "deny"):
        for _ in range(2):
            assert house.client.post(f"/claims/{claim}/{verb}", data=fields, headers=PEOPLE).status_code == 200
    assert number() == 2  # what is retracted is not denied as well
    made = house.client.get("/api/v1/decisions", headers=bearer(house.reader)).json()["items"][0]
    undone = {"number": made["id"], "reason": "for the others"}
    assert house.client.post("/api/v1/decisions/undo", json=undone, headers=bearer(house.reviewer)).status_code == 201


# ---- what is told


def test_strangers_learn_nothing_of_the_inside(house: House) -> None:
    assert house.client.get("/healthz").json() == {"status": "ok"}
    assert "version" in house.client.get("/healthz", headers=bearer(house.reader)).json()
    assert "talentwire_requests" in house.client.get("/metrics", headers=bearer(house.reader)).text


def test_answers_stay_with_who_asked(house: House) -> None:
    first = house.client.get("/api/v1/claims", headers=bearer(house.reader))
    assert first.headers["cache-control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= {one.strip() for one in first.headers["vary"].split(",")}
    other = house.client.get("/api/v1/claims", headers={**bearer(house.writer), "if-none-match": first.headers["etag"]})
    assert other.status_code == 200  # another asks
    known = house.client.get("/api/v1/claims", headers={**bearer(house.reader), "if-none-match": first.headers["etag"]})
    assert known.status_code == 304
    stranger = house.client.get("/api/v1/claims", headers={"if-none-match": first.headers["etag"]})
    assert stranger.status_code == 401


def test_what_is_kept_for_one_is_not_given_to_another(house: House) -> None:
    secrets = {name: token(house.access, name, Scope.REVIEW) for name in ("Nora", "Otis")}
    client = TestClient(app_of(house.config, house.access, stale=60), headers=PEOPLE)
    jars, pages = {}, {}
    for _ in range(2):
        for name, secret in secrets.items():
            client.cookies.clear()
            client.post("/log-in", data={"token": secret, "next": "/search?q=joins"}, headers=PEOPLE)
            jars[name] = client.cookies["talentwire"]
            pages[name] = client.get("/search?q=joins", headers=PEOPLE).text
            assert name in pages[name]
            assert seals.matches(seal(pages[name]), seals.seal_of(jars[name]))
    assert "Otis" not in pages["Nora"]
    house.access.revoke("Otis")
    assert client.get("/search?q=joins", headers=PEOPLE).status_code == 401  # though the page is kept
    client.cookies.clear()
    assert client.get("/search?q=joins", headers=PEOPLE).status_code == 401
    house.access.revoke("Nora")


def test_the_description_says_how_to_send_a_token(house: House) -> None:
    made = house.client.get("/api/v1/openapi.json", headers=bearer(house.reader)).json()
    assert made["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert made["paths"]["/api/v1/documents"]["post"]["security"] == [{"token": ["write"]}]
    assert made["paths"]["/api/v1/decisions/undo"]["post"]["security"] == [{"token": ["review"]}]
    assert all(
        one["security"] == [{"token": ["read"]}]
        for verbs in made["paths"].values() for verb, one in verbs.items() if verb == "get"
    )  # fmt: skip
    assert {"401", "403", "429"} <= made["paths"]["/api/v1/claims"]["get"]["responses"].keys()


def test_every_form_that_changes_something_bears_the_seal() -> None:
    folder = files("talentwire.serve.pages") / "templates"
    for page in folder.iterdir():
        for form in re.findall(r"<form.*?</form>", page.read_text("utf-8"), re.DOTALL):
            public = "look.own('/log-in')" in form
            assert 'method="post"' not in form or public or "look.seal()" in form, (page.name, form[:90])


def test_who_follows_a_feed_may_send_the_token_as_a_password(house: House) -> None:
    plain = base64.b64encode(f"anybody:{house.reviewer}".encode()).decode()
    headers = {"Authorization": f"Basic {plain}"}
    read = house.client.get("/api/v1/claims", headers=headers)
    assert (read.status_code, "basic" in str(read.headers).lower()) == (200, False)
    assert house.client.post("/api/v1/decisions/undo", json={"number": 1}, headers=headers).status_code == 401


def test_an_agent_asks_with_a_token(house: House) -> None:
    address = "http://testserver/mcp"

    async def run(secret: str) -> str:
        app = app_of(house.config, house.access)
        transport = httpx.ASGITransport(app)
        async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport) as web:
            web.headers.update(bearer(secret))
            if not looks_like_token(secret):
                return str((await web.post(address, json={})).status_code)
            async with Client(streamable_http_client(address, http_client=web)) as client:
                found = await client.call_tool("person", {"name": "Ada Brandt"})
                return str(found.content[0].text)  # type: ignore[union-attr]

    assert "Brumelune" in anyio.run(run, house.reader)
    assert anyio.run(run, "nothing") == "401"


def test_who_comes_in_and_who_does_not_is_noted(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "talentwire.access")
    log_in(house, house.reader)
    log_in(house, "x")
    house.client.cookies.clear()
    house.client.post("/api/v1/documents", json={}, headers=bearer(house.reader))
    house.client.get("/runs")
    told = [(one.outcome, one.token) for one in caplog.records if one.name == "talentwire.access"]  # type: ignore[attr-defined]
    assert told == [("in", 1), ("unknown", None), ("lacks write", 1)]


# ---- limits


def test_too_much_is_too_much_for_each_alone(house: House) -> None:
    limits = Limits({Sort.READ: "3/minute", Sort.CHANGE: "1/minute", Sort.LOG_IN: "2/minute"})
    client = TestClient(app_of(house.config, house.access, limits=limits), raise_server_exceptions=False)
    reader, writer = bearer(house.reader), bearer(house.writer)
    asked = [client.get("/api/v1/claims?limit=1", headers=reader) for _ in range(4)]
    assert [one.status_code for one in asked] == [200, 200, 200, 429]
    assert 1 <= int(asked[-1].headers["retry-after"]) <= 60
    assert asked[-1].headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/claims?limit=1", headers=writer).status_code == 200
    handed = [client.post("/api/v1/documents", json={"id": "w", "text": "Nothing."}, headers=writer) for _ in range(2)]
    assert [one.status_code for one in handed] == [200, 429]
    tried = [client.post("/log-in", data={"token": "x"}, headers=PEOPLE) for _ in range(3)]
    assert [one.status_code for one in tried] == [401, 401, 429]
    assert "wait" in tried[-1].text


def test_limits_are_given_or_usual_or_off() -> None:
    assert limits_of([], {}).hit(Sort.READ, "x") == 0
    assert [limits_of(["read=1/hour"], {}).hit(Sort.CHANGE, "x") for _ in range(9)] == [0] * 9
    one = limits_of(["read=1/hour"], {Sort.READ: "9/second"})
    assert one.hit(Sort.READ, "x") == 0
    assert one.hit(Sort.READ, "x") > 3_000
    assert one.hit(Sort.READ, "y") == 0


def test_neighbours_count_as_one() -> None:
    assert place("192.0.2.7") == place("::ffff:192.0.2.7") == "192.0.2.7"
    assert place("2001:db8:1:2::1") == place("2001:db8:1:2:ffff::9") != place("2001:db8:1:3::1")
    assert place("") == place("x") == "nowhere"


# ---- without log-in


def test_without_log_in_nothing_is_asked_for(house: House) -> None:
    with TestClient(app_of(house.config, None), raise_server_exceptions=False) as client:
        assert client.get("/runs", headers=PEOPLE).status_code == 200
        assert "Log out" not in client.get("/", headers=PEOPLE).text
        assert client.get("/log-in", headers=PEOPLE).status_code == 404
        nobody = client.post("/api/v1/decisions/confirm", json={"claim": "f" * 32, "reason": "x"})
        assert (nobody.status_code, "say who decides" in nobody.json()["detail"]) == (422, True)
        proxied = client.get("/runs", headers={"X-Forwarded-For": "203.0.113.9"})
        assert (proxied.status_code, "--behind-proxy" in proxied.json()["detail"]) == (403, True)
