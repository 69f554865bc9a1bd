// Comfort only: every page works without this file.

// A form is sent once, however often its button is pressed.
function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
  setTimeout(release, 10000, form); // no answer, or a file: the page stays and may send again
});

// So may a page that comes back with the back button; the server knows what it has seen.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
