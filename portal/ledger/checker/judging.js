// What was found is checked step by step. A line is {step, state, said, values}: `state` is "right" where it was
// verified, "wrong" where it is not as it should be, and "open" where it could not be checked; `said` names the sentence.
const line = (step, state, said = state, values = {}) => ({ step, state, said: `${step}.${said}`, values });

// `input` is {pieces, keys, own}: texts, the key on the receipt as typed, the person's own text. `known` are vkeys.
async function judged(input, known) {
  const page = await Promise.all(known.map(keyOf));
  let all, pins;
  try {
    all = await found(input.pieces);
  } catch (error) {
    return { lines: [line("read", broken(error))], facts: {} };
  }
  try {
    pins = await pinned(input.keys);
  } catch (error) {
    return { lines: [line("pinned", broken(error) && "open", "unreadable")], facts: {} };
  }
  const lines = input.pieces.length ? [line("read", "right")] : [];
  const trusted = [...page, ...pins.filter((key) => key.publicKey)], signers = [];
  const { entry, leaf } = await theEntry(all, lines);
  const checkpoints = [];
  for (const note of all.checkpoints) {
    const checkpoint = checkpointOf(note);
    checkpoints.push(checkpoint);
    lines.push(await signed("checkpoint", note, checkpoint.origin, { page, trusted, signers }));
    lines.push(...await witnessed(note, checkpoint.origin, trusted));
  }
  if (all.proof) lines.push(await included(all.proof, leaf));
  else if (entry) lines.push(line("inclusion", "open", "absent"));
  lines.push(...split(checkpoints));
  for (const promise of all.promises) {
    lines.push(await signed("promise", promise, promise.name, { page, trusted, signers }));
    lines.push(kept(promise, entry, leaf, checkpoints[0]));
  }
  for (const opening of all.openings) lines.push(await opened(opening, entry));
  if (entry && !all.openings.length) lines.push(line("opening", "open"));
  for (const paper of all.papers) lines.push(onPaper(paper, entry, leaf, all.openings));
  if (all.checkpoints.length || all.promises.length || pins.length) lines.push(...samePins(all, pins, page, signers));
  if (input.own) lines.push(isOwn(input.own, all.openings));
  return { lines, facts: factsOf(all, entry, checkpoints[0]) };
}

// "wrong" for what is not as it should be written; a mistake of ours is no verdict.
function broken(error) {
  if (!(error instanceof Unreadable)) throw error;
  return "wrong";
}

// The one entry that everything is about, and the hash it has as a leaf.
async function theEntry(all, lines) {
  const [entry] = all.entries;
  if (all.entries.some((one) => one.text !== entry.text)) lines.push(line("entry", "wrong"));
  return { entry, leaf: entry ? await leafHash(entry.text) : null };
}

// Who signed a note: at least one key that this page or the receipt knows, and none of them wrongly.
async function signed(step, note, name, { page, trusted, signers }) {
  const own = [];
  for (const { name: signer, id, signature } of note.signatures) {
    const key = trusted.find((one) => one.name === signer && one.id === id && one.kind === ED25519);
    if (!key || signer !== name) continue;
    if (!await isSigned(key, note.text, signature)) return line(step, "wrong", "forged", { key: key.told });
    own.push(key);
  }
  signers.push(...own);
  const told = own.find((key) => page.includes(key)) ?? own[0];
  if (told && page.includes(told)) return line(step, "right", "right", { key: told.told });
  if (told) return line(step, "wrong", "elsewhere", { key: told.told });
  const ids = note.signatures.filter((one) => one.name === name).map((one) => `${one.name}+${one.id}`);
  return line(step, "wrong", "unknown", { key: ids.join(" ") || note.signatures[0].name });
}

// The others who signed a checkpoint: witnesses.
async function witnessed(note, origin, trusted) {
  const others = note.signatures.filter((one) => one.name !== origin);
  return Promise.all(others.map(async ({ name, id, signature }) => {
    const key = trusted.find((one) => one.name === name && one.id === id);
    const is = key ? await isSigned(key, note.text, signature) : null;
    return line("witness", is === null ? "open" : is ? "right" : "wrong", undefined, { key: `${name}+${id}` });
  }));
}

async function included({ index, hashes, checkpoint: { size, root } }, leaf) {
  if (!leaf) return line("inclusion", "open");
  const is = await isIncluded(leaf, index, size, hashes, root);
  return line("inclusion", is ? "right" : "wrong", undefined, { place: index + 1n, size });
}

// Two checkpoints of one log and one size have one root; of other sizes it takes the log itself to say.
function split([first, ...others]) {
  return others.map((other) => {
    if (other.origin !== first.origin) return line("split", "open", "elsewhere");
    if (other.size !== first.size) return line("split", "open", "open", { size: other.size });
    return line("split", isSame(other.root, first.root) ? "right" : "wrong", undefined, { size: other.size });
  });
}

// The log and those that followed it where it could not go on: `origin`, `origin/2`, …
const family = (origin) => origin.replace(/\/\d+$/, "");

function kept(promise, entry, leaf, checkpoint) {
  const values = { subject: promise.subject };
  if (!entry) return line("promised", "open", "open", values);
  const isOfLog = !checkpoint || family(checkpoint.origin) === family(promise.origin);
  const is = isOfLog && entry.said.subject === promise.subject && isSame(leaf, promise.leaf);
  return line("promised", is ? "right" : "wrong", undefined, values);
}

async function opened(opening, entry) {
  if (!entry) return line("opening", "open", "alone");
  const commitment = hex(await sha256(fromHex(opening.salt), utf8(opening.text)));
  return line("opening", commitment === entry.said.commitment ? "right" : "wrong");
}

function onPaper(paper, entry, leaf, openings) {
  const values = { subject: paper.subject };
  if (!entry) return line("paper", "open", "open", values);
  if (entry.said.subject !== paper.subject) return line("paper", "wrong", "number", values);
  if (!isSame(leaf, paper.leaf)) return line("paper", "wrong", "wrong", values);
  if (!openings.length) return line("paper", "right", "unopened", values);
  return line("paper", openings.every((one) => one.salt === paper.salt) ? "right" : "wrong", undefined, values);
}

// The key on the receipt, as somebody typed it, and as the file names it; each against the keys of this page.
function samePins(all, pins, page, signers) {
  const lines = [["pinned", pins], ["named", all.named]]
    .map(([step, keys]) => [step, keys.filter(({ kind = ED25519 }) => kind === ED25519)]) // the others are witnesses
    .filter(([, keys]) => keys.length)
    .map(([step, keys]) => samePin(step, keys, page, signers));
  return lines.length ? lines : [line("pinned", "open", "absent")];
}

// Log and receipt are signed under two names by one key: what is compared is the key itself.
function samePin(step, pins, page, signers) {
  const inPage = (pin) => page.find((key) => (pin.publicKey ? isSame(key.publicKey, pin.publicKey)
    : key.name === pin.name && key.id === pin.id));
  const same = pins.map(inPage).filter(Boolean), told = (keys) => ({ key: keys.map((one) => one.told) });
  if (!same.length) return line(step, "wrong", "wrong", told(pins));
  if (same.length < pins.length) return line("named", "open", "newer", told(pins.filter((pin) => !inPage(pin))));
  if (!signers.length) return line(step, "open", "unused", told(pins));
  const isSigner = same.some((key) => signers.some((signer) => isSame(signer.publicKey, key.publicKey)));
  return line(step, isSigner ? "right" : "open", isSigner ? "right" : "other", told(pins));
}

function isOwn(own, openings) {
  const texts = openings.flatMap(({ said }) => Object.values(said)).filter((value) => typeof value === "string");
  if (!texts.length) return line("own", "open");
  return line("own", texts.includes(own) ? "right" : "wrong");
}

// What all of it comes to: "wrong", "whole" (each step was verified), "part", or "nothing".
function verdictOf(lines) {
  const has = (state) => lines.some((one) => one.state === state);
  const verified = lines.some((one) => one.state === "right" && one.step !== "read");
  return has("wrong") ? "wrong" : !verified ? "nothing" : has("open") ? "part" : "whole";
}

// What the papers say, to be read by whoever put them in: nothing of it is verified by being shown.
function factsOf(all, entry, checkpoint) {
  const [promise] = all.promises, [paper] = all.papers, { said = {} } = entry ?? {};
  return {
    number: said.subject ?? promise?.subject ?? paper?.subject, sequence: said.sequence, kind: said.kind, at: said.at,
    campaign: said.campaign, stage: said.stage, main: said.main, place: all.proof && all.proof.index + 1n, promised: promise?.moment,
    origin: checkpoint?.origin ?? promise?.origin, size: checkpoint?.size,
    root: checkpoint && base64(checkpoint.root), opening: all.openings[0]?.said,
  };
}
