// The moderator's page of a talk: acts without a reload, the board made anew every second, one key for each act.
// Without it every button sends its form and the page comes again. Nothing here decides; the server does.
const root = document.querySelector("[data-board]");
const lists = root?.querySelector("[data-lists]"), editor = root?.querySelector("[data-editor]");
const form = root?.querySelector("[data-stage]"), told = root?.querySelector("[data-stage-told]");
const EVERY = 1500, HIDDEN = 5000, LONGEST = 15000, IDLE = 30 * 60 * 1000;
let at = "", pause = EVERY, timer, used = Date.now(), sending = 0, isPressed = false;

const board = () => lists.querySelector(".talk-board");
const cards = () => [...lists.querySelectorAll("[data-card]")].filter((card) => card.offsetParent);
const current = () => document.getElementById(at) ?? cards()[0];
const say = (words) => { if (told.textContent !== words) told.textContent = words; };
const isTyping = (place) => place.matches("input:not([type=hidden]), textarea, select");
const isChanged = () => [...editor.querySelectorAll("[data-typed] :is(input, textarea)")].some((field) =>
  /radio|checkbox/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);

function mark(card, isFocused) {
  lists.querySelectorAll(".is-current").forEach((one) => one.classList.remove("is-current"));
  if (!card) return;
  at = card.id;
  card.classList.add("is-current");
  if (isFocused) card.focus({ preventScroll: true }), card.scrollIntoView({ block: "nearest" });
}

// The lists anew: open folds, places of scrolling and the card in hand stay; the editor is not touched.
function show(html) {
  const columns = [...lists.querySelectorAll("[data-column]")].map((one) => [one.dataset.column, one.scrollTop]);
  const open = [...lists.querySelectorAll("details[open]")].map((one) => one.id);
  const has = lists.contains(document.activeElement), before = cards().findIndex((card) => card.id === at);
  lists.innerHTML = html;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const [name, top] of columns) lists.querySelector(`[data-column="${name}"]`).scrollTop = top;
  const card = document.getElementById(at) ?? cards()[Math.max(0, before)] ?? cards().at(-1);
  mark(card, has);
}

async function look() {
  clearTimeout(timer);
  if (Date.now() - used > IDLE) return say(root.dataset.idle); // a desk that nobody is at shall lock itself
  if (!sending) try {
    const state = board().dataset.state;
    const answer = await fetch(root.dataset.board, {
      headers: { "X-Fragment": "1", "If-None-Match": `"${state}"` }, redirect: "manual", cache: "no-store",
    });
    if (answer.type === "opaqueredirect") return isChanged() ? say(root.dataset.out) : location.reload(); // signed out
    if (answer.status === 200) {
      const html = await answer.text();
      if (!sending && !isPressed && board().dataset.state === state) show(html); // else at the next look
    } else if (answer.status !== 304) throw new Error(answer.status);
    if (told.textContent === root.dataset.off || told.textContent === root.dataset.idle) say("");
    pause = EVERY;
  } catch {
    say(root.dataset.off);
    pause = Math.min(pause * 2, LONGEST);
  }
  timer = setTimeout(look, document.hidden ? Math.max(pause, HIDDEN) : pause);
}

function close() {
  editor.replaceChildren();
  current()?.focus({ preventScroll: true });
}

// A piece came: the board, or the form with what is wrong in it.
function take(html) {
  const piece = new DOMParser().parseFromString(html, "text/html");
  if (piece.querySelector(".talk-editor")) {
    editor.innerHTML = html;
    const first = editor.querySelector(".errorlist ~ input, [autofocus], [data-typed] :is(input:not([type=hidden], [type=radio]), textarea)");
    return (first ?? editor.querySelector("button, h2")).focus();
  }
  const came = piece.querySelector(".talk-board");
  if (!came) throw new Error("neither board nor form");
  if (!(came.querySelector(".talk-board__warnings") && isChanged())) editor.replaceChildren();
  const hadFocus = !isTyping(document.activeElement);
  show(html);
  say(came.dataset.told);
  if (hadFocus) mark(current(), true);
}

async function send(address, body) {
  sending += 1;
  try {
    const answer = await fetch(address, {
      method: body ? "POST" : "GET", body, headers: { "X-Fragment": "1" }, redirect: "manual", cache: "no-store",
    });
    if (![200, 422].includes(answer.status)) return false;
    take(await answer.text());
    return true;
  } catch {
    say(root.dataset.off);
    return null;
  } finally {
    sending -= 1;
  }
}

// What the server takes only from a page (signed out, expired), is sent as one: it keeps the words. While the network
// is away nothing is sent, and what was typed stays.
async function submit(event) {
  const sent = event.target, button = event.submitter;
  if (!root.contains(sent) || sent.dataset.plain) return;
  event.preventDefault();
  if (sending) return;
  const address = button?.hasAttribute("formaction") ? button.formAction : sent.getAttribute("action");
  const done = await send(address, new FormData(sent, button));
  if (done !== false) return;
  sent.dataset.plain = "1";
  sent.requestSubmit(button);
}

function press(key) {
  const card = current();
  const hit = card?.querySelector(`[data-key="${key}"]`) ?? card?.querySelector(`[data-also="${key}"]`);
  if (hit) mark(card), hit.click();
  return Boolean(hit);
}

function step(by) {
  const all = cards(), place = all.indexOf(current());
  mark(all[Math.min(all.length - 1, Math.max(0, place + by))], true);
}

function aside(by) {
  const columns = [...lists.querySelectorAll("[data-column]")].filter((one) => one.querySelector("[data-card]"));
  const place = columns.indexOf(current()?.closest("[data-column]"));
  mark(columns[place + by]?.querySelector("[data-card]") ?? current(), true);
}

function keys(event) {
  used = Date.now();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editor.contains(event.target)) {
    event.preventDefault();
    return editor.querySelector("[data-typed]")?.requestSubmit();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && editor.firstElementChild) return isChanged() ? mark(current(), true) : close();
  if (isTyping(event.target) || editor.contains(event.target)) return;
  const way = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    h: () => aside(-1), ArrowLeft: () => aside(-1), ";": () => aside(1), ArrowRight: () => aside(1),
    "?": () => root.querySelector(".talk-stage__keys summary").click(),
  }[event.key];
  if (way) way(), event.preventDefault();
  else if (/^[a-z1-9]$/.test(event.key) && press(event.key)) event.preventDefault();
}

if (root) {
  root.classList.add("is-live");
  root.addEventListener("submit", submit);
  root.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const way = event.target.closest("[data-edit]"), shut = event.target.closest("[data-close]");
    if (shut) event.preventDefault(), close();
    if (!way) return;
    event.preventDefault();
    if (isChanged()) return editor.querySelector("[data-typed]").scrollIntoView(); // typed words are not thrown away
    send(way.href).then((done) => { if (done === false) location.assign(way.href); });
  });
  // A card unfolds when it is taken in hand: by the mouse only after the press, that nothing moves under it.
  lists.addEventListener("focusin", (event) => { if (!isPressed) mark(event.target.closest("[data-card]") ?? current()); });
  lists.addEventListener("click", (event) => mark(event.target.closest("[data-card]") ?? current()));
  document.addEventListener("keydown", keys);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { setTimeout(() => { isPressed = false; }); });
  document.addEventListener("pointerdown", () => {
    isPressed = true;
    const wasIdle = Date.now() - used > IDLE;
    used = Date.now();
    if (wasIdle) look();
  });
  document.addEventListener("keydown", () => { if (told.textContent === root.dataset.idle) look(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  if (location.hash) at = location.hash.slice(1);
  mark(current());
  timer = setTimeout(look, pause);
}
