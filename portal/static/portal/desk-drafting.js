// The editor of a report: every act without a reload, one key for each. Without it every button sends its form and
// every link opens its page. Nothing here decides; the server does.
let root = document.querySelector("[data-draft]");
let at = "", section = "", queue = Promise.resolve();

const all = (query) => [...root.querySelectorAll(query)];
const entries = () => all("[data-figure]");
const sections = () => all("[data-section]:has(h3)");
const entry = () => document.getElementById(at) ?? entries()[0];
const block = () => sections().find((one) => one.dataset.section === section) ?? sections()[0];
const form = () => root.querySelector("[data-typed]");
const isTyping = (place) => place.matches("input:not([type=hidden], [type=submit]), textarea, select");
const isChanged = (place) => [...(place?.elements ?? [])].some((field) =>
  /radio|checkbox/.test(field.type) ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((one) => one.selected !== one.defaultSelected)
      : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue);

function markFigure(one, isFocused) {
  for (const old of all(".draft__entry.is-current, .draft__number.is-current")) old.classList.remove("is-current");
  if (!one) return;
  at = one.id;
  one.classList.add("is-current");
  const number = document.getElementById(`f-${one.dataset.figure}`);
  number?.classList.add("is-current");
  if (isFocused) number?.scrollIntoView({ block: "nearest" }), one.focus({ preventScroll: true }), one.scrollIntoView({ block: "nearest" });
}

function markSection(one, isFocused) {
  for (const old of all(".draft__section.is-current")) old.classList.remove("is-current");
  if (!one) return;
  section = one.dataset.section;
  one.classList.add("is-current");
  const head = one.querySelector("h3");
  if (isFocused) head.focus({ preventScroll: true }), head.scrollIntoView({ block: "nearest" });
}

// What is typed beside the form that was sent stays: the title and the year.
function take(page) {
  const came = page.querySelector("[data-draft]");
  const typed = all("[data-save] input:not([type=hidden])").filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]);
  const place = entries().findIndex((one) => one.id === at), tops = [root.querySelector("#list").scrollTop, scrollY];
  const back = document.activeElement.closest?.("[data-section]") ? "section" : "figure";
  root.replaceWith(document.adoptNode(came));
  root = came;
  root.classList.add("is-live");
  for (const [name, value] of typed) root.querySelector(`[data-save] [name=${name}]`).value = value;
  root.querySelector("#list").scrollTop = tops[0];
  scrollTo({ top: tops[1], behavior: "instant" });
  if (!document.getElementById(at)) at = entries()[Math.min(Math.max(0, place), entries().length - 1)]?.id ?? "";
  open();
  if (form()) return;
  markFigure(entry(), back === "figure");
  markSection(block(), back === "section");
}

// The form that is open has the keyboard: its marking, what is wrong, or its first field.
function open() {
  if (!form()) return;
  const mark = form().querySelector("[data-mark]");
  if (mark) mark.hidden = false;
  const first = mark?.querySelector("textarea") ?? form().querySelector(".errorlist ~ :is(input, textarea, select)") ?? form().querySelector(".desk-field :is(input:not([type=hidden], [type=radio]), textarea, select)") ?? form().querySelector("[type=radio], [type=submit]");
  form().scrollIntoView({ block: "nearest" });
  first.focus();
  if (mark) first.setSelectionRange(0, 0);
}

async function send(address, body) {
  try {
    const answer = await fetch(address, { method: body ? "POST" : "GET", body, cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.querySelector("[data-draft]")) return false;
    take(page);
    return true;
  } catch {
    root.querySelector("[data-told]").textContent = root.dataset.off;
    return null;
  }
}

// One after another: what is pressed while something is on its way is about what the page shows then. What the server
// takes only from a page (signed out, expired) is sent as one: it keeps the words.
const soon = (act) => { queue = queue.then(act).catch(() => location.reload()); };

async function submit(event) {
  const sent = event.target, button = event.submitter;
  if (!sent.matches("[data-act]") || sent.dataset.plain || !root.contains(sent)) return;
  event.preventDefault();
  if (sent !== form() && isChanged(form())) return form().scrollIntoView(); // typed words are not thrown away
  const address = button?.hasAttribute("formaction") ? button.formAction : sent.action;
  const body = new FormData(sent, button);
  soon(async () => {
    if (!sent.hasAttribute("data-typed")) body.set("revision", root.querySelector("#draft-act [name=revision]").value);
    if (await send(address, body) !== false) return;
    sent.dataset.plain = "1";
    sent.requestSubmit(button);
  });
}

const show = (address) => soon(async () => {
  if (isChanged(form())) return form().scrollIntoView();
  if (await send(address) === false) location.assign(address);
});

// The words that are selected in the text, and which of their places it is in the section.
function selected() {
  const words = String(getSelection()).trim(), range = words && getSelection().getRangeAt(0);
  const paragraph = range && range.startContainer.parentElement.closest("[data-paragraph]");
  if (!paragraph || !root.contains(paragraph)) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0), before.setEnd(range.startContainer, range.startOffset);
  const place = String(before).length + String(range).length - String(range).trimStart().length;
  const own = paragraph.closest("[data-section]").dataset.section;
  const texts = all(`[data-section="${own}"] [data-paragraph]`).map((one) => one.textContent);
  const number = all(`[data-section="${own}"] [data-paragraph]`).indexOf(paragraph);
  return { own, words, nth: count(texts.slice(0, number), words) + count([texts[number].slice(0, place + words.length)], words) };
}

const count = (texts, words) => texts.reduce((sum, text) => {
  for (let place = text.indexOf(words); place >= 0; place = text.indexOf(words, place + 1)) sum += 1;
  return sum;
}, 0);

function marked(address, words, nth) {
  const way = new URL(address, location.href);
  way.searchParams.set("words", words);
  way.searchParams.set("nth", nth);
  show(way.href);
}

function add() {
  const mine = selected();
  if (form()) return;
  if (!mine) return show(block().querySelector('[data-key="a"]').href);
  section = mine.own;
  marked(block().querySelector('[data-key="a"]').href, mine.words, mine.nth);
}

function step(list, one, by, mark, ends) {
  const place = list.indexOf(one) + by;
  if (list[place]) return mark(list[place], true);
  const more = ends && root.querySelector(`[data-go="${by > 0 ? "next" : "prev"}"]`);
  if (more) show(more.href), soon(() => markFigure(entries().at(by > 0 ? 0 : -1), true));
}

// After a figure is settled or gone, the next one is in hand.
function settle(key) {
  const list = entries(), place = list.indexOf(entry());
  const hit = entry()?.querySelector(`[data-key="${key}"]`);
  if (!hit) return;
  const next = list[place + 1] ?? list[place - 1];
  hit.click();
  if (next) at = next.id;
}

const PRESS = {
  j: () => step(entries(), entry(), 1, markFigure, true), k: () => step(entries(), entry(), -1, markFigure, true),
  n: () => step(sections(), block(), 1, markSection), p: () => step(sections(), block(), -1, markSection),
  c: () => settle("c"), x: () => settle("x"), a: add,
  u: () => root.querySelector('[data-key="u"]')?.click(), o: () => show(root.querySelector('[data-go="o"]').href),
  "?": () => root.querySelector(".draft__keys summary").click(),
};
for (const key of ["h", "t", "m", "s", "d", "[", "]"]) PRESS[key] = () => block()?.querySelector(`[data-key="${key}"]`)?.click();

function keys(event) {
  const place = event.target;
  if (event.key === "Enter" && place.matches("[data-mark-in]")) {
    event.preventDefault();
    const words = place.value.slice(place.selectionStart, place.selectionEnd).trim();
    const start = place.value.indexOf(words, place.selectionStart);
    if (words && !words.includes("\n")) marked(place.dataset.markIn, words, count([place.value.slice(0, start + words.length)], words));
    return;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form()?.contains(place)) {
    event.preventDefault();
    return form().requestSubmit();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && form()) return isChanged(form()) ? form().scrollIntoView() : form().querySelector("[data-close]").click();
  if (isTyping(place) || form()?.contains(place)) return;
  if (event.key === "Enter" && (place.matches("[data-figure], body"))) return event.preventDefault(), soon(() => entry()?.querySelector('[data-key="Enter"]')?.click());
  if (PRESS[event.key]) event.preventDefault(), soon(PRESS[event.key]);
}

if (root) {
  root.classList.add("is-live");
  document.addEventListener("submit", submit);
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const way = event.target.closest("[data-open], [data-close], [data-go]");
    if (!way || !root.contains(way)) return;
    event.preventDefault();
    if (way.matches("[data-close]")) form()?.reset();
    show(way.href);
  });
  document.addEventListener("focusin", (event) => {
    const one = event.target.closest("[data-figure]"), own = event.target.closest("[data-section]:has(h3)");
    if (one) markFigure(one);
    if (own) markSection(own);
  });
  document.addEventListener("keydown", keys);
  // Not "readonly": there the arrow keys move nothing.
  document.addEventListener("beforeinput", (event) => { if (event.target.matches("[data-mark-in]")) event.preventDefault(); });
  open();
  if (!form()) markFigure(entry());
  markSection(block());
}
