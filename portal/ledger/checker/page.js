// The page: what is put in is checked here, by this browser, and sent nowhere; the policy of the page lets nothing out.
const [form] = document.forms, { file, pasted, key, own } = form.elements;
const known = JSON.parse(document.getElementById("keys").textContent);
const meanings = JSON.parse(document.getElementById("meanings").textContent);
const words = document.getElementById("words").content;
const place = (name) => document.querySelector(`[data-place="${name}"]`);
const sentence = (name, values = {}) => words.querySelector(`[data-word="${name}"]`).textContent.trim()
  .replace(/\{(\w+)\}/g, (_, value) => [values[value]].flat().join(words.querySelector('[data-word="and"]').textContent));
let asked = 0;

async function check() {
  const mine = ++asked;
  place("result").ariaBusy = "true";
  const result = await resultOf(file.files[0]);
  if (mine !== asked) return; // something else was put in meanwhile
  const verdict = verdictOf(result.lines), isUnread = result.lines.some((one) => one.said === "read.wrong"), count = (state) => result.lines.filter((one) => one.state === state).length;
  place("result").hidden = false;
  place("result").ariaBusy = "false";
  place("verdict").className = `notice check__verdict check__verdict--${verdict}`;
  place("verdict").textContent = sentence(`verdict.${isUnread ? "unread" : verdict}`, { wrong: count("wrong"), open: count("open") });
  place("lines").replaceChildren(...result.lines.map(shownLine));
  place("verdict").scrollIntoView({ block: "nearest" });
  place("facts").replaceChildren(...Object.entries(result.facts).flatMap(([name, value]) => shownFact(name, value)));
  place("told").hidden = !place("facts").childElementCount;
}

async function resultOf(chosen) {
  const pieces = [];
  try {
    if (chosen) {
      require(chosen.size <= MOST_BYTES);
      pieces.push(withLf(strictText(new Uint8Array(await chosen.arrayBuffer()))));
    }
  } catch (error) {
    return { lines: [line("read", broken(error))], facts: {} };
  }
  if (pasted.value.trim()) pieces.push(ended(withLf(pasted.value)));
  return judged({ pieces, keys: key.value, own: withLf(own.value) }, known);
}

function made(tag, properties, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

function shownLine({ step, state, said, values }) {
  return made("li", { className: `check__line check__line--${state}` },
    made("strong", { className: "check__step" }, sentence(step)),
    made("span", { className: "check__state" }, sentence(`state.${state}`)),
    made("p", { className: "check__said" }, sentence(said, values)));
}

// What a code means, where this page knows it, before the code itself.
function withMeaning(fact, value) {
  const known = Object.hasOwn(meanings, fact) && Object.hasOwn(meanings[fact], value);
  return known ? [meanings[fact][value], " ", made("code", {}, value)] : [value];
}

function shownFact(name, value) {
  if (value === undefined || value === null) return [];
  const label = words.querySelector(`[data-word="fact.${name}"]`)?.textContent ?? name;
  if (name !== "opening") return [made("div", {}, made("dt", {}, label), made("dd", {}, ...withMeaning(name, String(value))))];
  return Object.entries(value).map(([field, text]) => made("div", {},
    made("dt", {}, label, " ", words.querySelector(`[data-word="field.${field}"]`)?.textContent ?? made("code", {}, field)),
    made("dd", { className: "check__text", lang: "zh" }, ...withMeaning(`opening.${field}`, typeof text === "string" ? text : canonical(text)))));
}

place("unchecked").hidden = true;
form.hidden = false;
place("save").hidden = location.protocol === "file:"; // it was saved already
form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
file.addEventListener("change", check);

// A file may also be dropped anywhere on the page; texts go where they are dropped, as ever.
const hasFile = (event) => event.dataTransfer.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  document.body.classList.add("check--over");
});
for (const end of ["dragleave", "drop"]) addEventListener(end, () => document.body.classList.remove("check--over"));
addEventListener("drop", (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  file.files = event.dataTransfer.files;
  check();
});
