// What somebody puts in: a file, and texts they pasted. Of line ends CR LF is taken for LF, and nothing else is changed.
const MOST_BYTES = 1024 * 1024;
const withLf = (text) => text.replaceAll("\r\n", "\n");
// Where something was copied, the end of its last line is often left behind.
const ended = (text) => (text.endsWith("\n") ? text : `${text}\n`);

// {proof, entries, openings, notes, papers, named}; `named` are the vkeys that a file says the receipt was given with.
async function found(pieces) {
  const all = { proof: null, entries: [], openings: [], checkpoints: [], promises: [], papers: [], named: [] };
  for (const text of pieces) take(all, text);
  all.named = await Promise.all(all.named.map(keyOf));
  return all;
}

function take(all, text) {
  if (text.startsWith("c2sp.org/")) return takeProof(all, text);
  if (text.startsWith("{")) return takeJson(all, text.trimEnd());
  const paper = /^([!-~]+)\n([0-9a-f]{64})\n(\S+)\n?$/.exec(text);
  if (paper) return takePaper(all, paper);
  return takeNote(all, text);
}

function takeProof(all, text) {
  require(!all.proof); // one at a time
  const proof = proofOf(text);
  const note = noteOf(proof.note);
  all.proof = { ...proof, checkpoint: checkpointOf(note) };
  all.checkpoints.unshift(note);
  const { entry, opening, salt, promise, keys = [], ...rest } = proof.extra;
  require(!Object.keys(rest).length && Array.isArray(keys));
  if (entry !== undefined) takeEntry(all, entry);
  if (opening !== undefined || salt !== undefined) takeOpening(all, opening, salt);
  if (promise !== undefined) takePromise(all, promise);
  all.named.push(...keys.map(textOnly));
}

// An entry, or what is served beside the log: {entry, index, salt, opening}, each as a text or as what it says. Where
// the entry stands is only a proof's to say.
function takeJson(all, text) {
  const { entry, opening, salt, index, ...rest } = fromJson(text);
  if (entry === undefined) return takeEntry(all, text);
  require(!Object.keys(rest).length);
  const asText = (value) => (typeof value === "string" ? value : canonical(value));
  takeEntry(all, asText(entry));
  if (opening !== undefined || salt !== undefined) takeOpening(all, asText(opening), salt);
}

function takeEntry(all, text) {
  const said = fromCanonical(textOnly(text));
  require(typeof said.subject === "string" && isHash(said.commitment));
  all.entries.push({ text, said });
}

function takeOpening(all, text, salt) {
  require(isHash(salt));
  all.openings.push({ text, salt, said: fromCanonical(textOnly(text)) });
}

function takePromise(all, text) {
  const note = noteOf(textOnly(text));
  all.promises.push({ ...note, ...promiseOf(note) });
}

function takePaper(all, [, subject, salt, encoded]) {
  const leaf = fromBase64(encoded);
  require(leaf.length === 32);
  all.papers.push({ subject, salt, leaf });
}

function takeNote(all, text) {
  const note = noteOf(text);
  if (note.text.split("\n")[0].endsWith(RECEIPT)) return takePromise(all, text);
  checkpointOf(note);
  return all.checkpoints.push(note);
}

const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
function textOnly(value) {
  require(typeof value === "string");
  return value;
}

// The key on a receipt, as it was typed: a vkey, or its name and id alone, as they stand on paper. None is an empty list.
async function pinned(typed) {
  if (!typed.trim()) return [];
  const [, name, id] = /^([^\s+,，]+)[\s+,，]+(?:編號|编号|id)?\s*([0-9a-f]{8})$/i.exec(typed.trim()) ?? [];
  if (!name) return [await keyOf(typed.trim())];
  return [{ name, id: id.toLowerCase(), told: `${name}+${id.toLowerCase()}` }];
}
