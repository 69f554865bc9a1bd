// Adding photos: several at once, one request for each, smaller than the camera made them. Without this the form does it.
{
  const LONGEST = 2560, THUMB = 96, WORTHWHILE = 1024 * 1024;
  const all = (selector, node = document) => [...node.querySelectorAll(selector)];
  const area = () => document.querySelector("[data-files]");
  const form = area().closest("form");
  const words = Object.fromEntries(all("[data-word]", form).map((word) => [word.dataset.word, word.textContent]));
  const say = (word, places = {}) => Object.entries(places).reduce((told, [name, value]) => told.replace(`{${name}}`, value), words[word]);
  const thumbs = new Map(); // of what was sent from here, by the name that the server gave it

  const drawn = (bitmap, longest) => {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // behind what is transparent
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  // What is sent, and what is shown of it: a photo drawn here holds no place and no camera. What the browser cannot
  // draw is sent as it is.
  const prepared = async (file) => {
    let bitmap;
    try {
      bitmap = await createImageBitmap(file);
    } catch {
      return { sent: file };
    }
    const thumb = drawn(bitmap, THUMB);
    const isSmall = file.type === "image/png" && Math.max(bitmap.width, bitmap.height) <= LONGEST && file.size < WORTHWHILE;
    const sent = isSmall ? null : await new Promise((done) => drawn(bitmap, LONGEST).toBlob(done, "image/jpeg", 0.85));
    bitmap.close();
    return { sent: sent || file, thumb };
  };

  const show = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.querySelector("[data-files]");
    if (!fresh) throw new Error("another page");
    const names = new Set(all("[data-file]").map((row) => row.dataset.file));
    const told = all(".notice, .error-summary", page.querySelector("main")).filter((one) => !fresh.contains(one));
    for (const now of all("[name=seen], [name=csrfmiddlewaretoken]", page)) {
      const old = form.elements[now.name];
      if (old && now.closest("form")?.id === form.id) old.value = now.value;
    }
    area().replaceWith(document.adoptNode(fresh));
    begin();
    const added = all("[data-file]").map((row) => row.dataset.file).find((name) => !names.has(name));
    return { added, told: told.map((one) => one.textContent.trim()) };
  };

  const withThumbs = () => all("[data-file]").forEach((row) => {
    const thumb = thumbs.get(row.dataset.file);
    if (thumb) row.prepend(thumb);
  });

  const request = (body, progress) => new Promise((done, fail) => {
    const asked = new XMLHttpRequest(); // it tells how far it has come
    asked.open("POST", location.href);
    asked.upload.onprogress = (event) => event.lengthComputable && progress(Math.floor(100 * event.loaded / event.total));
    asked.onload = () => (asked.status < 500 ? done(asked.responseText) : fail(asked.status));
    asked.onerror = asked.ontimeout = fail;
    asked.send(body);
  });

  const send = async (file) => {
    const told = document.querySelector("[data-files-told]");
    told.textContent = say("shrinking", { name: file.name });
    const { sent, thumb } = await prepared(file);
    if (sent.size > area().dataset.bytes) return say("large", { name: file.name });
    const bar = document.createElement("progress");
    bar.max = 100;
    told.textContent = say("sending", { name: file.name, percent: 0 });
    told.after(bar);
    const body = new FormData(form);
    body.set("file", sent, sent === file ? file.name : file.name.replace(/\.\w+$/, "") + ".jpg");
    body.set("upload", "yes");
    const html = await request(body, (percent) => {
      bar.value = percent;
      if (percent % 25 === 0) told.textContent = say("sending", { name: file.name, percent });
    }).finally(() => bar.remove());
    const { added, told: notes } = show(html);
    if (added && thumb) thumbs.set(added, thumb);
    withThumbs();
    return added ? "" : say("refused", { name: file.name, why: notes.join(" ") });
  };

  const sendAll = async (chosen) => {
    const files = chosen.slice(0, area().dataset.room), faults = [];
    if (files.length < chosen.length) faults.push(say("many"));
    for (const button of form.elements) if (button.type === "submit") button.disabled = true;
    for (const file of files) {
      const fault = await send(file).catch(() => say("broken", { name: file.name }));
      if (fault) faults.push(fault);
    }
    for (const button of form.elements) if (button.type === "submit") button.disabled = false;
    document.querySelector("[data-files-told]").textContent = faults.join(" ") || say("done");
    all("input[type=file]", form)[0]?.focus();
    look();
  };

  // What is still looked at is asked for again, for as long as that usually takes.
  let looks = 0;
  const look = () => {
    if (!document.querySelector("[data-waits]") || looks++ > 20) return;
    setTimeout(async () => {
      const [chooser] = all("input[type=file]", form);
      if (chooser?.value || document.querySelector("[data-files] progress")) return look();
      const told = document.querySelector("[data-files-told]").textContent;
      try {
        show(await (await fetch(location.href)).text());
        withThumbs();
        document.querySelector("[data-files-told]").textContent = told;
      } catch {
        return;
      }
      look();
    }, 3000);
  };

  const begin = () => {
    const [chooser] = all("input[type=file]", form), [press] = all("[data-upload]", form);
    if (!chooser) return;
    chooser.multiple = true;
    press.hidden = true; // what is chosen is sent at once
    chooser.onchange = () => {
      const chosen = [...chooser.files];
      chooser.value = "";
      sendAll(chosen);
    };
    if (chooser.files.length) chooser.onchange(); // chosen before this script came
  };

  begin();
  look();
}
