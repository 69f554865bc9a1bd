"""The pictures of the README, taken anew from a portal that `make serve` runs: `make screenshots`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys import citizen
from tests.journeys.chromium import FLAGS, program

FOLDER = Path(__file__).parent.parent / "docs"
WORDS = {
    "title": "小學門口的斑馬線被停車擋住",
    "body": "早上七點半，延吉路小學東門的斑馬線上停滿了送孩子的車，老人和孩子只能繞到車道上走。請派人疏導。",
}


def main(site):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        page = browser.new_page(base_url=site, viewport={"width": 1120, "height": 840}, locale="zh-TW")

        def take(name):
            page.screenshot(path=FOLDER / f"{name}.png")

        for name, address in {
            "home": "/",
            "report": "/reports/2021/",
            "wall": "/campaigns/sanmin-2020/wall/",
            "statistics": "/data/",
            "ballot": "/campaigns/sanmin-2020/ballots/",
        }.items():
            page.goto(address)
            take(name)
        page.goto("/suggest/")
        take("form")
        receipt = citizen.suggest(page, **WORDS, category="道路交通管理")
        take("receipt")
        citizen.look_up(page, receipt)
        take("status")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
