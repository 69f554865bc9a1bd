// Calls by keyboard alone; without this file Tab, the arrow keys, Alt with a digit and the button do the same.
const [form] = document.querySelectorAll("form[data-calls]");
if (form) {
  let isSent = false;
  addEventListener("pageshow", () => { isSent = false; });
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
    setTimeout(() => { isSent = false; }, 10000);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
    const isWriting = event.target.matches("textarea, input:not([type=radio], [type=checkbox], [type=submit])");
    const choice = isWriting || event.ctrlKey || event.altKey || event.metaKey ? null : form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
