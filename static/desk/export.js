// Orders the columns of an export without asking the server; without this the same buttons ask it.
(() => {
  const list = document.querySelector(".desk-columns");
  if (!list) return;
  document.querySelector(".desk-take-in").hidden = true;
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    if (button.value.startsWith("up:")) {
      row.previousElementSibling?.before(row);
    } else {
      row.nextElementSibling?.after(row);
    }
    button.focus();
  });
  for (const box of document.querySelectorAll(".desk-more-columns input")) {
    box.addEventListener("change", () => {
      const row = document.createElement("li");
      const label = box.closest("label");
      const words = label.textContent.trim();
      row.append(label);
      row.append(document.querySelector(".desk-column-moves").content.cloneNode(true));
      for (const button of row.querySelectorAll("button")) {
        button.value += box.value;
        button.ariaLabel += words;
      }
      list.append(row);
      box.focus();
    }, { once: true });
  }
})();
