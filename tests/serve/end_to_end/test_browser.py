"""The pages in a real browser: found, read, sorted, decided and undone, by mouse and keyboard, large and small."""

from collections.abc import Callable
from typing import Any

import pytest

ROUTES = 1_500
pytestmark = pytest.mark.xdist_group("browser")  # one browser, which ends with these tests
Open = Callable[..., Any]
PLACES = (
    "/", "/ask/flows", "/ask/staying", "/people/Ada%20Brandt", "/organisations/Thornsea", "/documents", "/review",
    "/search?q=goes", "/stories", "/runs", "/alerts", "/sources",
)  # fmt: skip
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}


def test_from_the_front_page_to_the_words_that_prove_it(opened: Open) -> None:
    page = opened("/")
    page.get_by_role("link", name="Ada Brandt: Thornsea → Brumelune").first.click()
    page.wait_for_url("**/facts/*")
    assert "Ada Brandt goes from Thornsea to Brumelune" in page.locator("mark").first.inner_text()
    assert page.locator('a[href^="https://news.example/1"]').count() == 2
    page.locator("main dl").get_by_role("link", name="Brumelune", exact=True).click()
    page.wait_for_url("**/organisations/Brumelune*")
    assert page.locator("h1").inner_text() == "Brumelune"
    assert "Bo Linden" in page.locator("main").inner_text()


def test_everything_is_readable_without_scripts(opened: Open) -> None:
    page = opened("/ask/flows", java_script_enabled=False)
    assert page.locator("main table tbody tr").count() >= 10
    page.locator("main summary").first.click()  # details open without scripts
    page = opened("/", java_script_enabled=False)
    page.locator("#q").fill("goes from Thornsea")
    page.locator("form.find button").click()
    page.wait_for_url("**/search?q=goes+from+Thornsea*")
    assert page.locator("main").inner_text().count("Thornsea") > 3


def test_a_table_sorts_by_keyboard_and_filters(opened: Open) -> None:
    page = opened("/ask/flows?top=40")
    heads = page.locator("main table.sorts thead th")
    last = heads.filter(has=page.locator("xpath=self::th[contains(@class, 'number')]")).first
    last.focus()
    page.keyboard.press("Enter")  # the most first
    page.keyboard.press(" ")
    assert last.get_attribute("aria-sort") == "ascending"
    number = [heads.nth(at).get_attribute("aria-sort") for at in range(heads.count())].index("ascending")
    shown = page.locator(f"main table.sorts tbody tr td:nth-child({number + 1})").all_inner_texts()
    found = [float(one) for one in shown if one.isdecimal()]
    assert len(found) > 5
    assert found == sorted(found)
    page.locator("input.filter").first.fill("Vexholm")
    rows = page.locator("main table.sorts tbody tr:visible").all_inner_texts()
    assert rows
    assert all("Vexholm" in row for row in rows)


def test_a_page_of_very_many_rows(opened: Open) -> None:
    page = opened("/ask/flows?view=routes&top=5000")
    rows = page.locator("main table.sorts tbody tr")
    assert rows.count() >= ROUTES
    page.locator("input.filter").first.fill("House 49")
    assert 1 <= page.locator("main table.sorts tbody tr:visible").count() < ROUTES / 10


def test_search_by_key(opened: Open) -> None:
    page = opened("/documents")
    page.keyboard.press("/")
    page.keyboard.type("Ostrander")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Ostrander*")
    assert page.get_by_role("link", name="Cleo Ostrander").count() >= 1


def test_a_decision_undone_and_a_browser_that_goes_back(opened: Open) -> None:
    page = opened("/review")
    pair = page.locator("main section.card h2").first.inner_text()
    card = page.locator("main section.card form").first
    card.locator('input[name="by"]').fill("Ada")
    card.locator('button[value="different"]').click()
    page.wait_for_url("**/review?*done=*")
    assert pair not in page.locator("main").inner_text()
    with page.expect_response("**/review/undo*") as undone:
        page.locator('form[action*="/review/undo"] button').click()
    assert undone.value.status == 303
    page.wait_for_load_state()
    assert pair in page.locator("main").inner_text()
    page.go_back()
    again = page.locator('form[action*="/review/undo"] button')
    again.click()
    page.wait_for_load_state()
    assert page.locator("main [role=status], main [role=alert]").count() >= 1
    assert pair in opened("/review").locator("main").inner_text()


def test_names_of_strangers_are_only_text(opened: Open) -> None:
    page = opened("/organisations/Vexholm")
    page.on("dialog", lambda one: pytest.fail(f"a script ran: {one.message}"))
    assert page.locator("main b[onmouseover]").count() == 0
    assert "<b onmouseover=alert(1)>Finn</b> Hale" in page.locator("main").inner_text()
    page.get_by_role("link", name="תומר לביא").first.click()
    page.wait_for_load_state()
    assert "\u202e" not in page.locator("main").inner_text()


def test_a_phone_shows_each_page_without_scrolling_sideways(opened: Open) -> None:
    page, wide = opened(PLACES[0], **PHONE), {}
    for path in PLACES:
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        wide.update({path: width} if width > PHONE["viewport"]["width"] else {})
    assert wide == {}


def test_dark_where_the_reader_likes_it_dark(opened: Open) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light, dark = (opened("/", color_scheme=one).evaluate(colour) for one in ("light", "dark"))
    assert light != dark
    assert sum(map(int, dark[4:-1].split(","))) < 200 < sum(map(int, light[4:-1].split(",")))


@pytest.mark.parametrize("locale", ["de-DE", "fr-FR"])
def test_pages_in_the_language_of_the_reader(opened: Open, locale: str) -> None:
    page = opened("/", locale=locale)
    assert page.locator("html").get_attribute("lang") == locale[:2]
    page.get_by_role("link", name="en", exact=True).click()
    page.wait_for_url("**lang=en*")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_first_page_is_light(opened: Open) -> None:
    page = opened("/")
    sizes = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map(one => one.decodedBodySize)"
    )
    assert len(sizes) >= 3
    assert sum(sizes) < 200_000


@pytest.mark.parametrize(("scheme", "places"), [("light", PLACES), ("dark", PLACES[:4])])
def test_nothing_serious_stands_in_the_way_of_anybody(opened: Open, scheme: str, places: tuple[str, ...]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page, found = opened("/", color_scheme=scheme, bypass_csp=True), {}  # the checker is a script of its own
    for path in places:
        page.goto(path)
        results = axe.run(page).response["violations"]
        bad = {one["id"]: [n["html"][:200] for n in one["nodes"]][:3] for one in results if one["impact"] in _SERIOUS}
        found.update({path: bad} if bad else {})
    assert found == {}


_SERIOUS = ("serious", "critical")
