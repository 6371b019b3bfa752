// The review screen: the buttons beside a warning, which fill in what mends it or show its words.
(() => {
  const form = document.querySelector(".review");
  const problems = form.querySelector(".problems");
  if (!problems) return;
  const raw = form.querySelector(".raw");
  const fieldOf = (name) => {
    const found = form.elements[name];
    return found instanceof RadioNodeList ? found : form.querySelector(`[name="${name}"]`);
  };
  const announce = (name) => {
    form.querySelector(`[name="${name}"]`).dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Fills in, and takes back at the second press what was not changed since.
  const before = new WeakMap();
  const fill = (button) => {
    const values = Object.entries(JSON.parse(button.dataset.fill)).filter(([name]) => fieldOf(name));
    const isPressed = button.getAttribute("aria-pressed") === "true";
    const had = isPressed ? before.get(button) : {};
    for (const [name, value] of values) {
      const field = fieldOf(name);
      if (isPressed) {
        if (field.value === value) field.value = had[name];
      } else {
        had[name] = field.value;
        // What somebody filled in meanwhile stays, where many rows are filled at once.
        if (values.length === 1 || field.value === "") field.value = value;
      }
      announce(name);
    }
    before.set(button, had);
    button.setAttribute("aria-pressed", String(!isPressed));
    button.closest("li").classList.toggle("mended", !isPressed);
  };

  // Selects words of the original, for which it is then offered what they may be.
  const point = (at) => {
    for (const element of raw.querySelectorAll("[data-at]")) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let start = Number(element.dataset.at);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        // The server counts characters, not the halves of one that JavaScript counts.
        const letters = [...node.data];
        if (at >= start && at < start + letters.length) return [node, letters.slice(0, at - start).join("").length];
        start += letters.length;
      }
    }
    return null;
  };
  const find = (button) => {
    const [start, length] = button.dataset.find.split(":").map(Number);
    const [first, last] = [point(start), point(start + length - 1)];
    if (!first || !last) return;
    first[0].parentElement.closest("details")?.setAttribute("open", "");
    first[0].parentElement.scrollIntoView({ block: "center" });
    const width = [...last[0].data.slice(last[1])][0].length;
    getSelection().setBaseAndExtent(...first, last[0], last[1] + width);
  };
  problems.addEventListener("click", ({ target }) => {
    if (target.matches("[data-fill]")) fill(target);
    if (target.matches("[data-find]")) find(target);
  });
})();
