"""Pictures of the pages for the README and the docs: ``python -m eval.screenshots``, run by ``make screenshots``."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from eval.stage import BROWSERS, Stage, browser_path, stage

IMAGES = Path(__file__).parent.parent / "docs" / "images"
MOST_BYTES = 200_000
PHONE, DESK, LOW = (390, 844), (1280, 860), (1280, 560)
UNIT = "山西省政务服务中心2025年"

Scene = Callable[[Page, Stage], None]


def ask(page: Page, question: str) -> None:
    """Put a question and wait for the whole answer."""
    box = page.locator("#question")
    box.fill(question)
    box.press("Enter")
    page.locator("#turns article:not([aria-busy]) .turn-actions").last.wait_for()


def welcome(page: Page, site: Stage) -> None:
    page.goto(site.url)
    page.locator("#examples button").first.wait_for()
    page.evaluate("document.activeElement.blur()")


def answer(page: Page, site: Stage) -> None:
    welcome(page, site)
    ask(page, f"{UNIT}项目支出占总支出的百分之几？")


def ranking(page: Page, site: Stage) -> None:
    welcome(page, site)
    ask(page, f"{UNIT}花钱最多的五个项目是什么？")


def cell(page: Page, site: Stage) -> None:
    answer(page, site)
    page.locator("article .source").first.click()
    page.locator("td.lit").wait_for()


def original(page: Page, site: Stage) -> None:
    welcome(page, site)
    ask(page, "平川县人民医院2024年一般公共预算财政拨款收入是多少？")
    page.locator("article .source").first.click()
    page.locator("dialog[open], [role=dialog]").get_by_role("button", name="原件页面").click()
    page.locator("img[src*='/pages/']").first.wait_for()
    page.wait_for_load_state("networkidle")


def documents(page: Page, site: Stage) -> None:
    page.goto(f"{site.url}/documents")
    page.get_by_role("link", name="山西省政务服务中心").first.wait_for()


def staff(page: Page, site: Stage) -> None:
    page.goto(f"{site.url}/staff")
    page.get_by_label("工作人员密钥", exact=True).fill(site.key)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_text("平川县人民医院").first.wait_for()


def widget(page: Page, site: Stage) -> None:
    page.goto(site.host)
    page.get_by_role("button", name="预算决算问答").click()
    box = page.get_by_role("textbox", name="您的问题")
    box.fill(f"{UNIT}公务接待费是多少？")
    box.press("Enter")
    page.get_by_text("1.50").first.wait_for()


SCENES: tuple[tuple[str, Scene, tuple[int, int], str], ...] = (
    ("welcome-phone", welcome, PHONE, "light"),
    ("chat-phone", answer, PHONE, "light"),
    ("chat-phone-dark", answer, PHONE, "dark"),
    ("chat-desktop", answer, DESK, "light"),
    ("chat-desktop-dark", answer, DESK, "dark"),
    ("ranking", ranking, DESK, "light"),
    ("cell", cell, DESK, "light"),
    ("cell-phone", cell, PHONE, "light"),
    ("original", original, DESK, "light"),
    ("documents", documents, LOW, "light"),
    ("staff", staff, LOW, "light"),
    ("widget", widget, DESK, "light"),
)
"""File name, what is shown, size in CSS pixels, light."""


def main() -> int:
    """Take every picture; returns 1 where there is no browser, or a scene couldn't be shown."""
    executable = browser_path()
    if executable is None:
        print(f"no browser on this machine: looked for {', '.join(BROWSERS)}", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[1:])
    failed = 0
    with stage() as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name, scene, size, light in SCENES:
            if (only and name not in only) or (scene is original and not site.has_pdf):
                continue
            try:
                taken = small(picture(browser, site, scene, size, light))
            except Exception as error:
                failed += 1
                print(f"{name}: {str(error).splitlines()[0]}", file=sys.stderr)
                continue
            (IMAGES / f"{name}.png").write_bytes(taken)
            print(f"docs/images/{name}.png  {len(taken) / 1000:.0f} KB")
        browser.close()
    return 1 if failed else 0


def picture(browser: Browser, site: Stage, scene: Scene, size: tuple[int, int], light: str) -> bytes:
    """One scene as PNG, phones at twice their pixels."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if size == PHONE else 1,
        color_scheme="dark" if light == "dark" else "light",
        locale="zh-CN",
        reduced_motion="reduce",
    )
    try:
        page = context.new_page()
        page.set_default_timeout(30_000)
        scene(page, site)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        return page.screenshot()
    finally:
        context.close()


def small(png: bytes) -> bytes:
    """The same picture in at most 256 colours, fewer where it would still be too large."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    packed = png
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        packed = min(packed, out.getvalue(), key=len)
        if len(packed) < MOST_BYTES:
            break
    return packed


if __name__ == "__main__":
    sys.exit(main())
