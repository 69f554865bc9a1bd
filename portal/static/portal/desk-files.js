// Rectangles drawn on a page that is to be covered. The numbers below the page are what is sent; this fills them in.
const NAMES = ["left", "top", "width", "height"];
const SVG = "http://www.w3.org/2000/svg";

for (const section of document.querySelectorAll("[data-page]")) {
  const svg = section.querySelector("svg"), rows = section.querySelector("[data-rows]");
  const total = section.querySelector("[name$='-TOTAL_FORMS']"), most = section.querySelector("[name$='-MAX_NUM_FORMS']");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const within = (value, end) => Math.max(0, Math.min(Math.round(value), end));

  const input = (row, name) => row.querySelector(`[name$='-${name}']`);
  const read = (row) => NAMES.map((name) => Number(input(row, name).value) || 0);
  const isGone = (row) => input(row, "DELETE")?.checked;
  const write = (row, values) => NAMES.forEach((name, at) => (input(row, name).value = values[at]));
  const all = () => [...rows.querySelectorAll("[data-cover]")];

  function added() {
    const number = Number(total.value);
    if (number > Number(most.value)) return null;
    const copy = section.querySelector("template").content.cloneNode(true);
    for (const node of copy.querySelectorAll("*"))
      for (const name of ["name", "id", "for"])
        if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).replace("__prefix__", number));
    rows.append(copy);
    total.value = number + 1;
    return all().at(-1);
  }
  const empty = () => all().find((row) => !isGone(row) && !read(row).some(Boolean)) ?? added();

  function place(row) {
    const [left, top, wide, high] = read(row);
    if (!row.rect) {
      row.rect = document.createElementNS(SVG, "rect");
      row.rect.row = row;
      svg.append(row.rect);
    }
    const isShown = wide && high && !isGone(row);
    row.rect.setAttribute("x", left);
    row.rect.setAttribute("y", top);
    row.rect.setAttribute("width", isShown ? wide : 0);
    row.rect.setAttribute("height", isShown ? high : 0);
    if (isShown) {
      row.rect.setAttribute("tabindex", 0);
      row.rect.setAttribute("role", "button");
      row.rect.setAttribute("aria-label", row.querySelector("legend").textContent);
    } else row.rect.removeAttribute("tabindex");
  }

  for (const rect of svg.querySelectorAll("rect")) rect.remove(); // those that the server drew
  svg.classList.add("is-drawable");
  svg.setAttribute("role", "group"); // it holds what is moved by keys
  all().forEach(place);
  rows.addEventListener("input", (event) => place(event.target.closest("[data-cover]")));

  const spot = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [within(at.x, width), within(at.y, height)];
  };
  let drawn = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    const row = event.target.row;
    drawn = row
      ? { row, from: spot(event), was: read(row) }
      : { row: null, from: spot(event) };
    row?.rect.focus();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drawn) return;
    const [x, y] = spot(event), [x0, y0] = drawn.from;
    if (drawn.was) {
      const [left, top, wide, high] = drawn.was;
      write(drawn.row, [within(left + x - x0, width - wide), within(top + y - y0, height - high), wide, high]);
    } else if (Math.abs(x - x0) > 3 && Math.abs(y - y0) > 3) {
      drawn.row ??= empty();
      if (!drawn.row) return;
      write(drawn.row, [Math.min(x, x0), Math.min(y, y0), Math.abs(x - x0), Math.abs(y - y0)]);
    }
    if (drawn.row) place(drawn.row);
  });
  const end = () => {
    drawn?.row?.rect?.focus();
    drawn = null;
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  svg.addEventListener("keydown", (event) => {
    const row = event.target.row;
    if (!row) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      if (input(row, "DELETE")) input(row, "DELETE").checked = true;
      else write(row, ["", "", "", ""]);
      place(row);
      return all().find((one) => one.rect?.hasAttribute("tabindex"))?.rect.focus();
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const by = Math.max(4, Math.round(width / 200)), [left, top, wide, high] = read(row);
    const [right, down] = [step[0] * by, step[1] * by];
    write(row, event.shiftKey
      ? [left, top, Math.max(by, within(wide + right, width - left)), Math.max(by, within(high + down, height - top))]
      : [within(left + right, width - wide), within(top + down, height - high), wide, high]);
    place(row);
  });
}
