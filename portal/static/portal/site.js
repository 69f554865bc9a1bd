// Comfort only: every page works without this file.
const all = (selector, node = document) => [...node.querySelectorAll(selector)];

// A form is sent once, however often its button is pressed.
function release(form) {
  delete form.dataset.sent;
  for (const button of form.elements) button.removeAttribute("aria-disabled"); // some stand outside of it
}
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.closest("#container")) return; // not at the desk: files come without a new page
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(release, 10000, form); // no answer, or a file: the page stays and may send again
});

// So may a page that comes back with the back button; the server knows what it has seen.
addEventListener("pageshow", () => all("form[data-sent]").forEach(release));

for (const button of all("[data-print]")) {
  button.hidden = false;
  button.onclick = () => print();
}

// What one press says: the page of its form is fetched and sent; where that fails, it opens.
for (const place of all("[data-press]")) {
  const [link] = all("a", place), buttons = all("button", place);
  const isIn = (button) => /undo|true/.test(button.name + button.ariaPressed);
  const read = async (sent) => {
    const answer = await fetch(link.href, { ...sent, signal: AbortSignal.timeout(9000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [form] = all("[data-pressed]", page), theirs = all("button", form);
    theirs.forEach(({ name, ariaPressed, textContent }, i) => Object.assign(buttons[i], { name, ariaPressed, textContent }));
    all("[role=status]", place).forEach((told, i) => { told.textContent = all("[data-told]", page)[i].textContent; });
    history.replaceState({ ...history.state, [link.href]: buttons.some(isIn) }, "");
    return [new FormData(form), theirs];
  };
  const turn = async (button, i) => {
    const wanted = !isIn(button), [body, theirs] = await read();
    body.append(theirs[i].name, theirs[i].value);
    if (isIn(button) !== wanted) await read({ method: "POST", body });
    if (isIn(button) !== wanted) throw wanted;
  };
  let last = Promise.resolve();
  buttons.forEach((button, i) => button.onclick = (event) => {
    if (button.ariaDisabled || event.detail > 1) return; // a double tap is one
    button.ariaDisabled = "true";
    last = last.then(() => turn(button, i)).catch(() => link.click()).finally(() => { button.ariaDisabled = null; });
  });
  for (const each of [link, ...all("[hidden]", place)]) each.hidden = each === link;
  if (history.state?.[link.href]) read().catch(() => {});
}

// What is typed is kept as the draft it already is: when the typing rests, not too often, and when the page is left.
const [typed] = all("form[data-save]");
if (typed) {
  const REST = 5000, APART = 20000;
  const [told] = all("[data-kept]", typed);
  let rest, last = -APART;
  const written = (form) => new URLSearchParams(new FormData(form)).toString();
  const untouched = typed.cloneNode(true);
  untouched.reset();
  let saved = written(untouched);
  const save = async () => {
    clearTimeout(rest);
    const now = written(typed);
    if (typed.dataset.sent || now === saved) return;
    last = performance.now();
    const answer = await fetch(location.href, {
      method: "POST", body: new URLSearchParams(`${now}&save=yes`), keepalive: now.length < 60000,
    });
    if (!answer.ok) return;
    const { kept } = await answer.json();
    if (kept) saved = now;
    told.textContent = kept ? told.dataset.kept : told.dataset.newer;
  };
  const trySave = () => save().catch(() => {}); // without an answer the page goes on as it is
  const saveSoon = () => {
    told.textContent = "";
    clearTimeout(rest);
    rest = setTimeout(trySave, Math.max(REST, last + APART - performance.now()));
  };
  typed.addEventListener("input", saveSoon);
  if (written(typed) !== saved) saveSoon(); // typed before
  document.addEventListener("visibilitychange", () => document.hidden && trySave());
}

// How many characters a field holds of those it takes, counted as the server does: composed, without outer blanks.
for (const field of all("[data-most]")) {
  const { most, left, over } = field.dataset;
  const isLong = field.matches("textarea");
  const [shown, number, told] = ["p", "span", "span"].map((name) => document.createElement(name));
  shown.className = "field__count";
  number.setAttribute("aria-hidden", "true");
  told.setAttribute("aria-live", "polite"); // only this is read aloud, near the limit, when the typing rests
  shown.append(number, " ", told);
  field.after(shown);
  let rest;
  const count = () => {
    const typed = field.value.normalize("NFC").trim();
    const now = [...(isLong ? typed : typed.replace(/\s+/g, " "))].length;
    number.textContent = `${now}／${most}`;
    shown.classList.toggle("field__count--over", now > most);
    shown.hidden = !isLong && now < 0.8 * most; // a field of one line is seldom filled
    const words = (now > most ? over : now < 0.9 * most ? "" : left).replace("{n}", Math.abs(most - now));
    clearTimeout(rest);
    rest = setTimeout(() => { if (told.textContent !== words) told.textContent = words; }, 500);
  };
  field.addEventListener("input", count);
  count();
}

// What is like the title that is being typed, asked when the typing rests.
const [like] = all("[data-similar]"), [title] = all("#id_title");
if (like && title) {
  let rest;
  const ask = async () => {
    const { value } = title;
    if ([...value.trim()].length < 4) return like.replaceChildren();
    const answer = await fetch(`${like.dataset.similar}?title=${encodeURIComponent(value)}`, { credentials: "omit" });
    if (answer.ok && value === title.value) like.innerHTML = await answer.text();
  };
  const askSoon = () => {
    clearTimeout(rest);
    rest = setTimeout(() => ask().catch(() => {}), 600);
  };
  title.addEventListener("input", askSoon);
  if (title.value) askSoon(); // typed before
}

// Reports: the contents mark the section that is being read, and fold again once one was chosen.
const entries = all("[data-contents] a");
const headings = [...new Set(entries.map((entry) => document.getElementById(entry.hash.slice(1))))];
function follow() {
  const read = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 4) || headings[0];
  for (const entry of entries) {
    if (entry.hash !== `#${read.id}`) entry.removeAttribute("aria-current");
    else if (!entry.hasAttribute("aria-current")) {
      entry.setAttribute("aria-current", "true");
      const contents = entry.closest("nav");
      if (contents) contents.scrollTop = entry.offsetTop - contents.clientHeight / 2;
    }
  }
}
const line = new IntersectionObserver(follow, { rootMargin: "999999px 0px -75% 0px" });
for (const heading of headings) line.observe(heading);
for (const folded of all("[data-folds]")) {
  folded.classList.add("contents--follows");
  folded.addEventListener("click", (event) => event.target.closest("a") && (folded.open = false));
}

// A link to a section is copied as it is followed.
addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copied]");
  const [told] = all("[data-copy-status]");
  if (!link || !told || !navigator.clipboard) return;
  await navigator.clipboard.writeText(link.href);
  told.textContent = link.dataset.copied;
  link.dataset.done = "yes";
  setTimeout(() => { told.textContent = ""; delete link.dataset.done; }, 3000);
});

// Sharing, where the browser can.
for (const button of all("[data-share]")) {
  button.hidden = !navigator.share;
  button.onclick = () => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {});
}
for (const button of all("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.onclick = async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.nextElementSibling.textContent = button.dataset.done;
  };
}

// Reading aloud, where the browser has a voice for the page's language.
const [speak] = all("[data-speak]"), speech = window.speechSynthesis;
if (speak && speech) {
  const label = speak.textContent;
  const voiceFor = (language) => {
    const voices = speech.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(language));
    return voices.find((voice) => /CN|TW|cmn/.test(voice.lang)) || voices[0];
  };
  const show = () => { speak.hidden = !voiceFor(document.documentElement.lang.slice(0, 2)); };
  const turn = (isOn) => {
    speak.textContent = isOn ? speak.dataset.speak : label;
    speak.setAttribute("aria-pressed", isOn);
  };
  const stop = () => { speech.cancel(); turn(false); };
  // What was marked, or else all from the heading on; in sentences, for long ones are cut off.
  const read = () => {
    const [main] = all("main"), [heading] = all("h1", main), text = main.innerText;
    const rest = text.slice(text.indexOf(heading.innerText));
    const asides = all("nav, [data-press], button:not([data-press] *)", main);
    const words = `${getSelection()}`.trim() || asides.reduce((left, aside) => left.replace(aside.innerText, ""), rest);
    const spoken = (words.match(/[^\n。！？；]+[。！？；]?/g) || []).filter((one) => one.trim()).map((sentence) => {
      const utterance = new SpeechSynthesisUtterance(sentence);
      const voice = voiceFor(/[\u3400-\u9fff]/.test(sentence) ? "zh" : "en");
      if (voice) Object.assign(utterance, { voice, lang: voice.lang });
      return utterance;
    });
    if (!spoken.length) return;
    spoken.at(-1).onend = () => turn(false);
    turn(true);
    spoken.forEach((one) => speech.speak(one));
  };
  speak.onclick = () => (speak.textContent === label ? read() : stop());
  speech.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", stop);
  show();
}
