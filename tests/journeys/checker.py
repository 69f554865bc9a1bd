"""The page that checks, driven by what a person puts in; and its rules, run in the browser without the page."""

from portal.ledger.checking import OWN, SCRIPT

RULES = SCRIPT.removesuffix((OWN / "page.js").read_text(encoding="utf-8"))
# What a browser may lack: it knows no Ed25519, or nothing at all, as on a page without HTTPS.
LACKS = {
    "nothing": "",
    "Ed25519": """
      const knows = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...more) {
        if ((algorithm.name ?? algorithm) === "Ed25519") throw new DOMException("no", "NotSupportedError");
        return knows.call(this, format, key, algorithm, ...more);
      };""",
    "WebCrypto": 'Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });',
}
ADDRESS = "/ledger/check/"


def lacking(page, what):
    if LACKS[what]:
        page.add_init_script(LACKS[what])


def run(page, expression, argument=None):
    """What the rules make of `argument`, in the page that is open."""
    return page.evaluate(f"async (argument) => {{ {RULES}; return {expression}; }}", argument)


def put_in(page, *, file=None, pasted="", key="", own="", name="2026-0001.tlog-proof"):
    """Fill the form and have it checked; returns the verdict once it stands there."""
    page.get_by_label("或者粘貼文字").fill(pasted)
    if not page.get_by_label("回執上的公鑰").is_visible():
        page.get_by_text("再與您手裡的公鑰、文字比較").click()
    page.get_by_label("回執上的公鑰").fill(key)
    page.get_by_label("您自己留的文字").fill(own)
    if file is not None:
        content = file if isinstance(file, bytes) else file.encode()
        page.get_by_label("要核對的文件").set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="核對", exact=True).click()
    page.locator(".check__result[aria-busy=false]").wait_for()
    return page.get_by_role("status").inner_text()


def lines(page):
    """{step: its state} as words."""
    return dict(
        zip(
            page.locator(".check__step").all_inner_texts(), page.locator(".check__state").all_inner_texts(), strict=True
        )
    )


def said(page, step):
    return page.locator(".check__line", has=page.get_by_text(step, exact=True)).locator(".check__said").inner_text()


def saved(page, folder):
    """The page as its link saves it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="保存到電腦").click()
    path = folder / "check.html"
    download.value.save_as(path)
    return path
