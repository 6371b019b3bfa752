// Shows names in use that resemble an indicator's, and adds the one that is clicked to the others.
(() => {
  const nameField = () => document.querySelector("[data-suggested-by]");
  const place = () => document.querySelector("[data-suggested-names] [data-names]");
  let asked = 0;
  const show = async () => {
    const field = nameField();
    if (!field || !place()) return;
    asked += 1;
    const mine = asked;
    const typed = encodeURIComponent(field.value.trim());
    const response = await fetch(`${field.dataset.suggestedBy}?name=${typed}`);
    if (!response.ok) return;
    const names = await response.text();
    if (mine === asked) place().innerHTML = names;
  };
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("change", ({ target }) => target === nameField() && show());
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-suggested-names] [data-name]");
    if (!button) return;
    const { name } = button.dataset;
    const field = nameField();
    if (field.value.trim() === "") {
      field.value = name;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    const list = document.querySelector("textarea[name=synonyms]");
    const lines = list.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines.includes(name)) lines.push(name);
    list.value = lines.join("\n");
    list.dispatchEvent(new Event("input", { bubbles: true }));
    button.closest("li").remove();
  });
})();
