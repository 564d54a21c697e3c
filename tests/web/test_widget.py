"""The widget in a real browser, on a page of another origin under a strict policy, with styles that hit everything."""

from __future__ import annotations

import gzip
import importlib.util
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from eval.bench import free_ports
from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.api.context import Context
from service.api.site import WEB
from service.app import create_app
from service.settings import Settings

ROOT = Path(__file__).parents[2]
DISCLOSURE = ROOT / "tests/service/small_disclosure.txt"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
QUESTION, FIGURE = "“三公”经费预算是多少", "10.00万元"
MOST_BYTES = 11 * 1024
"""on the wire"""
PATIENCE = 40_000
"""Milliseconds to wait for anything, on a machine that does other work."""

spec = importlib.util.spec_from_file_location("demo_host", ROOT / "docs/demo-host/serve.py")
assert spec
assert spec.loader
demo = importlib.util.module_from_spec(spec)
spec.loader.exec_module(demo)


@pytest.fixture(scope="module")
def host_port() -> int:
    return free_ports(1)[0]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory, host_port: int) -> Context:
    """A store with one disclosure; only the demo's origin by its number is allowed, not by its name."""
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path_factory.mktemp("widget"),
        allowed_origins=f"http://127.0.0.1:{host_port}",
    )
    with closing(Store.open(settings)) as store:
        store.add(parse_bytes(DISCLOSURE.read_bytes(), "临溪市气象局.txt"))
    return Context(settings)


@pytest.fixture(scope="module")
def service(context: Context) -> Iterator[str]:
    (port,) = free_ports(1)
    server = uvicorn.Server(uvicorn.Config(create_app(context=context), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service did not start"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def host(service: str, host_port: int) -> Iterator[str]:
    server = demo.host(service, host_port, 'data-title="问预算" data-color="#ff9900"')
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page; what the browser complains of, of the policy above all, fails the test unless it is expected."""
    complaints: list[str] = []
    opened: list[Any] = []

    def go(address: str, expect: str = "no complaint", **traits: Any) -> Any:
        page = browser.new_page(**{"viewport": DESK, "locale": "zh-CN", **traits})
        opened.append(page)
        page.set_default_timeout(PATIENCE)
        page.expose_function("violated", lambda directive: complaints.append(f"policy: {directive}"))
        page.add_init_script("addEventListener('securitypolicyviolation', (e) => violated(e.violatedDirective))")
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text) if said.type in {"error", "warning"} and expect not in said.text else None
            ),
        )
        page.goto(address)
        return page

    yield go
    for page in opened:
        page.close()
    assert complaints == []


def ask(page: Any, question: str) -> Any:
    page.locator("#box").fill(question)
    page.keyboard.press("Enter")
    page.locator(".send[aria-disabled=true]").wait_for()
    answer = page.locator(".turn").last.locator("div.answer")
    answer.wait_for()
    return answer


def focused(page: Any) -> str:
    """The class of the element in the widget that has the focus; empty where none has."""
    found = page.evaluate("document.querySelector('mingzhang-chat').shadowRoot.activeElement?.className ?? ''")
    return str(found)


def open_by_keyboard(page: Any) -> None:
    page.locator(".launch").wait_for()
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "launch"
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="问预算").wait_for()


@pytest.mark.browser
def test_the_bubble_opens_by_keyboard_and_answers_under_a_strict_policy(
    visit: Callable[..., Any], host: str, service: str, context: Context
) -> None:
    page = visit(host)
    open_by_keyboard(page)
    page.locator(".choice").first.wait_for()
    assert page.evaluate("document.querySelector('mingzhang-chat').shadowRoot.activeElement.id") == "box"

    answer = ask(page, QUESTION)
    assert answer.locator(".main .value").inner_text() == FIGURE
    assert FIGURE in page.locator(".panel > [role=status]").inner_text()
    source = answer.locator(".source").first
    kept = str(source.get_attribute("href")).removeprefix(f"{service}/?answer=")
    assert context.archive.get(kept)
    assert source.get_attribute("target") == "_blank"

    up = answer.get_by_role("button", name="有帮助", exact=True)
    up.click()
    answer.locator("[aria-pressed=true]").wait_for()
    assert answer.locator(".thumbs [role=status]").inner_text() == "谢谢您的评价。"

    answer.get_by_role("button", name="没有帮助", exact=True).click()
    answer.get_by_role("textbox", name="哪里不对？可以不填").fill("数字不对")
    page.keyboard.press("Enter")
    answer.get_by_role("textbox").wait_for(state="hidden")
    assert focused(page) == "quiet down"
    kept_now = context.archive.get(kept)
    assert kept_now
    assert (kept_now.vote, kept_now.comment) == (-1, "数字不对")

    page.locator("#box").focus()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert focused(page) == "launch"
    page.keyboard.press("Enter")
    assert answer.is_visible(), "the conversation is still there"
    assert ask(page, "那上年呢").locator("p").first.inner_text()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.browser
def test_a_calculation_shows_its_steps_and_rows_are_drawn(visit: Callable[..., Any], host: str) -> None:
    page = visit(host)
    open_by_keyboard(page)
    steps = ask(page, "项目支出占支出总计的百分之几").locator("details")
    steps.locator("summary").wait_for()
    shown = steps.locator("tbody tr").all_inner_texts()
    assert len(shown) >= 3
    assert shown[-1].rstrip().endswith("%")
    rows = ask(page, "金额最大的三个项目是哪些").locator("tbody tr")
    widths = rows.locator(".bar").evaluate_all("(bars) => bars.map((one) => one.getBoundingClientRect().width)")
    assert len(widths) == rows.count() > 1
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-1] > 0


@pytest.mark.browser
def test_an_english_page_is_offered_english(visit: Callable[..., Any], host: str) -> None:
    page = visit(f"{host}/inline.html")
    page.evaluate(
        """() => {
          const chat = document.createElement("mingzhang-chat");
          chat.dataset.lang = "en";
          document.querySelector("mingzhang-chat").replaceWith(chat);
        }"""
    )
    offered = page.locator(".choice")
    offered.first.wait_for()
    assert all(one.startswith(("What", "How")) for one in offered.all_inner_texts())
    page.get_by_role("textbox", name="Your question").wait_for()


@pytest.mark.browser
def test_styles_leak_neither_in_nor_out(visit: Callable[..., Any], host: str) -> None:
    page = visit(host)
    before = page.evaluate("getComputedStyle(document.querySelector('main button')).cssText")
    open_by_keyboard(page)
    answer = ask(page, QUESTION)
    style = "(node) => { const s = getComputedStyle(node); return [s.letterSpacing, s.textTransform, s.wordSpacing]; }"
    assert answer.locator(".words").evaluate(style) == ["normal", "none", "0px"]
    borders = page.locator(".turn").evaluate("(node) => getComputedStyle(node).borderTopStyle")
    assert borders == "none"
    assert page.locator(".unseen").first.evaluate("(node) => node.getBoundingClientRect().width") <= 1
    assert page.locator(".launch").is_hidden()
    # A root of 10 px is a way of counting, not a wish for small print.
    assert page.locator(".mz").evaluate("(node) => getComputedStyle(node).fontSize") == "16px"
    assert page.evaluate("getComputedStyle(document.querySelector('main button')).cssText") == before


@pytest.mark.browser
def test_text_grows_with_the_page(visit: Callable[..., Any], host: str) -> None:
    page = visit(host)
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    open_by_keyboard(page)
    assert page.locator("#box").evaluate("(node) => getComputedStyle(node).fontSize") == "24px"


CONTRAST = """(node) => {
  const light = (css) => css.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], .05);
  const { color, backgroundColor } = getComputedStyle(node);
  const [low, high] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
  return high / low;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sites_colour_stays_legible(visit: Callable[..., Any], host: str, scheme: str) -> None:
    page = visit(host, color_scheme=scheme)
    page.locator(".launch").wait_for()
    assert page.locator(".launch").evaluate(CONTRAST) >= 4.5


@pytest.mark.browser
def test_on_a_phone_it_is_a_sheet_that_keeps_the_focus(visit: Callable[..., Any], host: str) -> None:
    page = visit(host, viewport=PHONE, reduced_motion="reduce")
    open_by_keyboard(page)
    page.locator(".choice").first.wait_for()
    box = page.locator(".panel").bounding_box()
    assert (box["x"], box["width"]) == (0, 360)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert focused(page) or page.evaluate("document.activeElement.localName") == "mingzhang-chat"
    answer = ask(page, "支出总计由哪些构成")
    assert answer.locator("tbody tr, .value").count() >= 1
    overflow = page.locator(".log").evaluate("(node) => node.scrollWidth - node.clientWidth")
    assert overflow <= 0
    small = page.locator("button:visible, a:visible").evaluate_all(
        """(nodes) => nodes.filter((one) => one.getRootNode() !== document)
          .map((one) => [one.className, one.getBoundingClientRect()])
          .filter(([, box]) => box.width < 44 || box.height < 44).map(([name]) => name)"""
    )
    assert small == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(visit: Callable[..., Any], host: str, viewport: dict[str, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    page = visit(host, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    open_by_keyboard(page)
    ask(page, QUESTION)
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run({include: [['mingzhang-chat']]})")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.browser
def test_an_inline_element_stands_where_the_page_puts_it(visit: Callable[..., Any], host: str) -> None:
    page = visit(f"{host}/inline.html")
    page.get_by_role("region", name="问预算").wait_for()
    assert page.locator("mingzhang-chat").count() == 1
    assert page.locator(".launch").is_hidden()
    assert page.locator("mingzhang-chat").bounding_box()["height"] == 420
    assert ask(page, QUESTION).locator(".main .value").inner_text() == FIGURE


@pytest.mark.browser
def test_an_origin_that_is_not_allowed_is_told_so(visit: Callable[..., Any], host: str, service: str) -> None:
    other = host.replace("127.0.0.1", "localhost")
    page = visit(other, expect="")
    open_by_keyboard(page)
    told = page.locator(".failed p")
    told.wait_for()
    assert other in told.inner_text()
    assert "MINGZHANG_ALLOWED_ORIGINS" in told.inner_text()
    page.locator("#box").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".turn .failed").wait_for()
    assert page.locator("#box").input_value() == QUESTION
    assert str(page.locator(".turn .failed a").get_attribute("href")).startswith(f"{service}/?q=")


@pytest.mark.browser
def test_a_lost_connection_keeps_the_question(visit: Callable[..., Any], host: str) -> None:
    page = visit(host, expect="ERR_")
    open_by_keyboard(page)
    page.locator(".choice").first.wait_for()
    page.route("**/*", lambda route: route.abort("connectionrefused"))
    page.locator("#box").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".turn .failed").wait_for()
    assert "请检查网络" in page.locator(".turn .failed").inner_text()
    assert page.locator("#box").input_value() == QUESTION
    page.unroute("**/*")
    page.keyboard.press("Enter")
    page.locator(".turn .value").first.wait_for()


@pytest.fixture
def client(context: Context) -> TestClient:
    return TestClient(create_app(context=context))


def test_the_script_is_small_and_kept_by_browsers(client: TestClient) -> None:
    response = client.get("/widget.js")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "max-age=3600" in response.headers["cache-control"]
    assert response.content == (WEB / "widget.js").read_bytes()
    assert len(gzip.compress(response.content)) < MOST_BYTES
    again = client.get("/widget.js", headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/widget.js", headers={"Accept-Encoding": "identity"}).content == response.content


def test_the_script_writes_text_only_and_stores_nothing() -> None:
    text = (WEB / "widget.js").read_text("utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "localStorage", "cookie ="):
        assert word not in text, word


@pytest.mark.parametrize("method, path", [("POST", "/api/chat"), ("POST", "/api/feedback"), ("GET", "/api/examples")])
def test_an_allowed_origin_may_ask_first(client: TestClient, host_port: int, method: str, path: str) -> None:
    origin = f"http://127.0.0.1:{host_port}"
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type",
    }
    response = client.options(path, headers=asked)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == origin
    assert "access-control-allow-credentials" not in response.headers
    refused = client.options(path, headers={**asked, "Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in refused.headers
