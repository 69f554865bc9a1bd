// How many characters a field holds of those it takes; without this file the hint says the limit, and the server counts.
{
  const { left, over } = document.currentScript.dataset;

  // As the server counts: composed, a line break as one, outer blanks not at all.
  const length = (field) => {
    const typed = field.value.normalize("NFC").trim();
    return [...(field.matches("textarea") ? typed : typed.replace(/\s+/g, " "))].length;
  };

  for (const field of document.querySelectorAll("[data-most]")) {
    const most = Number(field.dataset.most);
    const shown = document.createElement("p");
    const told = document.createElement("span"); // only this is read aloud, and only near the limit
    shown.className = "field__count";
    told.setAttribute("aria-live", "polite");
    const number = document.createElement("span");
    number.setAttribute("aria-hidden", "true");
    shown.append(number, " ", told);
    field.after(shown);

    let rest;
    const say = (count) => {
      const near = count < 0.9 * most ? "" : left.replace("{n}", most - count);
      const words = count > most ? over.replace("{n}", count - most) : near;
      if (told.textContent !== words) told.textContent = words;
    };
    const count = () => {
      const now = length(field);
      number.textContent = `${now}／${most}`;
      shown.classList.toggle("field__count--over", now > most);
      // A field of one line is seldom filled: its number comes when it matters.
      shown.hidden = !field.matches("textarea") && now < 0.8 * most;
      clearTimeout(rest);
      rest = setTimeout(say, 500, now); // when the typing rests
    };
    field.addEventListener("input", count);
    count();
  }
}
