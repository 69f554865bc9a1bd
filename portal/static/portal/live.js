// A talk as it goes on: asks for its live part again and again, and changes on the page what changed, and nothing else.
{
  const LONGEST = 60, STALE = 30; // seconds
  const page = document.querySelector("[data-live-page]");
  const part = (name) => page.querySelector(`[data-live-${name}]`);
  let live = page.querySelector("[data-live]"), tag, timer, failures = 0, seen = performance.now();
  const began = live.dataset.phase;
  const show = (name, isShown) => { if (part(name) && part(name).hidden === isShown) part(name).hidden = !isShown; };

  // The nodes that stay are the same ones: whoever reads or has the focus in one loses nothing.
  const become = (old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const coming = new Set([...fresh.children].map((node) => node.id));
    for (const node of [...old.children]) if (node.id && !coming.has(node.id)) node.remove();
    const known = new Map([...old.children].filter((node) => node.id).map((node) => [node.id, node]));
    let at = old.firstChild;
    for (const next of [...fresh.childNodes]) {
      const isAlike = at && !at.id && !next.id && at.nodeName === next.nodeName && at.className === next.className;
      const same = next.id ? known.get(next.id) : isAlike ? at : null;
      if (same && same === at) at = at.nextSibling;
      else old.insertBefore(same || next, at);
      if (same?.nodeType === 1) become(same, next);
      else if (same && same.data !== next.data) same.data = next.data;
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };

  // What stands before the eyes stays there, whatever grew above it.
  const update = (fresh) => {
    const focused = document.activeElement;
    const read = scrollY > 0 ? document.elementFromPoint(innerWidth / 2, innerHeight / 3) : null;
    const top = read?.getBoundingClientRect().top;
    become(live, fresh);
    if (read?.isConnected) scrollBy({ top: read.getBoundingClientRect().top - top, behavior: "instant" });
    if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
  };

  const ask = async () => {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(live.dataset.live, {
      headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(9000),
    });
    if (answer.status === 304) return 0;
    if (!answer.ok) return Number(answer.headers.get("Retry-After")) || 1; // not before
    const html = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = html.querySelector("[data-live]");
    tag = answer.headers.get("ETag");
    if (!fresh || !tag) return 1; // a page from before the database went away is no news
    update(document.adoptNode(fresh));
    return 0;
  };

  const look = async () => {
    let least;
    try {
      least = await ask();
    } catch {
      least = 1;
    }
    failures = least ? failures + 1 : 0;
    if (!least) seen = performance.now();
    show("stale", performance.now() - seen > STALE * 1000 && failures > 0);
    show("turned", live.dataset.phase !== began);
    wait(least);
  };

  const wait = (least = 0) => {
    clearTimeout(timer);
    const every = Number(live.dataset.every) || Number(page.dataset.livePage);
    if (!every || document.hidden) return;
    const seconds = failures ? Math.max(least, Math.min(LONGEST, every * 2 ** failures)) : every;
    timer = setTimeout(look, seconds * (failures ? 1 + Math.random() / 4 : 0.85 + 0.15 * Math.random()) * 1000);
  };

  // Hidden, it asks for nothing; seen again, it asks at once.
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : look()));
  show("reload", !Number(live.dataset.every));
  wait();
}
