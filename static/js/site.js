// Display settings, kept in the reader's own browser; copy and print buttons; the view beacon.
// Runs in the head, before anything is drawn, so that remembered settings never make the page jump.
(() => {
  const root = document.documentElement;
  const names = ["size", "theme", "elder"];
  const read = (name) => {
    try {
      return localStorage.getItem(name) || "";
    } catch {
      return "";
    }
  };
  const show = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  const mark = () => {
    for (const button of document.querySelectorAll("[data-set]")) {
      const now = root.dataset[button.dataset.set] || "";
      button.setAttribute("aria-pressed", String(now === button.dataset.value));
    }
    for (const button of document.querySelectorAll("[data-toggle]")) {
      button.setAttribute("aria-pressed", String(Boolean(root.dataset[button.dataset.toggle])));
    }
  };
  const set = (name, value) => {
    show(name, value);
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      // A browser that stores nothing still shows the choice on this page.
    }
    mark();
  };

  root.classList.add("js");
  for (const name of names) show(name, read(name));

  document.addEventListener("DOMContentLoaded", () => {
    mark();
    const contents = document.querySelector(".contents details");
    if (contents && matchMedia("(max-width: 60rem)").matches) contents.open = false;
    const report = document.querySelector("[data-view]");
    if (report?.dataset.view && navigator.sendBeacon) {
      const tell = () => navigator.sendBeacon(report.dataset.view);
      if (document.prerendering) {
        document.addEventListener("prerenderingchange", tell, { once: true });
      } else tell();
    }
  });

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const { set: name, value, toggle, copy } = button.dataset;
    if (name) set(name, value);
    else if (toggle) set(toggle, root.dataset[toggle] ? "" : "on");
    else if (button.matches(".print")) window.print();
    else if (copy) {
      const label = button.textContent;
      try {
        await navigator.clipboard.writeText(copy);
        button.textContent = "已复制";
      } catch {
        button.textContent = "请手动复制地址栏网址";
      }
      setTimeout(() => (button.textContent = label), 2500);
    }
  });

  document.addEventListener("keydown", ({ key }) => {
    const open = document.querySelector(".settings[open]");
    if (key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
})();
