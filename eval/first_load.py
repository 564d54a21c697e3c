"""How soon the chat page can be used on a slow phone: a throttled network and a throttled processor.

``python -m eval.first_load`` prints medians over a few loads with an empty cache. The phone is Lighthouse's:
1.6 Mbit/s down, 150 ms to the service and back, a processor a quarter as fast as this one.
"""

from __future__ import annotations

import statistics

from playwright.sync_api import sync_playwright

from eval.stage import browser_path, stage

LOADS = 5
DOWN = 1.6e6 / 8
UP = 750e3 / 8
LATENCY = 150
SLOWER = 4


def main() -> None:
    """Print the milliseconds until something is painted, and until the page's modules have run."""
    painted, ready, sent = [], [], []
    with stage() as on, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for _ in range(LOADS):
            context = opened.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
            page = context.new_page()
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            line.send(
                "Network.emulateNetworkConditions",
                {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP},
            )
            line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(on.url, wait_until="load")
            timing = page.evaluate(
                """() => ({
                    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
                    ready: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
                    sent: performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0),
                })"""
            )
            painted.append(timing["painted"])
            ready.append(timing["ready"])
            sent.append(timing["sent"])
            context.close()
    print(f"first paint {statistics.median(painted):.0f} ms, modules run {statistics.median(ready):.0f} ms")
    print(f"{statistics.median(sent) / 1024:.0f} KB beside the page itself; medians of {LOADS} loads")


if __name__ == "__main__":
    main()
