// Display settings, kept in the reader's own browser; search suggestions; copy and print buttons;
// the view beacon.
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

  // Suggestions under a search box: arrow keys choose, Enter goes there, Escape closes.
  const suggest = (input) => {
    const box = document.createElement("span");
    const list = document.createElement("ul");
    let chosen = -1;
    let waiting;
    let asked = "";
    box.className = "suggested";
    input.replaceWith(box);
    box.append(input, list);
    list.className = "suggestions";
    list.id = `${input.id}-suggestions`;
    list.hidden = true;
    for (const [name, value] of Object.entries({ role: "listbox", "aria-label": "搜索建议" })) {
      list.setAttribute(name, value);
    }
    const state = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(state)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", list.id);
    const open = (yes) => {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
      if (!yes) choose(-1);
    };
    const choose = (index) => {
      chosen = index;
      for (const [at, item] of [...list.children].entries()) {
        item.setAttribute("aria-selected", String(at === index));
      }
      if (index < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[index].id);
    };
    const item = ({ kind, label, url }, index) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      const what = document.createElement("span");
      row.id = `${list.id}-${index}`;
      row.setAttribute("role", "option");
      what.className = "kind";
      what.textContent = kind;
      link.href = url;
      link.tabIndex = -1;
      link.append(what, label);
      row.append(link);
      return row;
    };
    const ask = async () => {
      const text = input.value.trim();
      asked = text;
      if (!text) return open(false);
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`);
        const { suggestions } = await answer.json();
        if (asked !== text) return;
        list.replaceChildren(...suggestions.map(item));
        open(suggestions.length > 0);
      } catch {
        open(false);
      }
    };
    open(false);
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 180);
    });
    input.addEventListener("blur", () => setTimeout(() => open(false), 150));
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const { key } = event;
      const last = list.children.length - 1;
      if (key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
      else if (key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
      else if (key === "Enter" && chosen >= 0) location.href = list.children[chosen].firstChild.href;
      else if (key === "Escape") open(false);
      else return;
      event.preventDefault();
    });
  };

  root.classList.add("js");
  for (const name of names) show(name, read(name));

  // On a narrow screen, and in elder mode, what stands before the matter (contents, filters) is
  // folded as soon as it is read, before it is drawn.
  const fold = () => {
    for (const part of document.querySelectorAll("[data-fold]")) {
      const { fold: narrow } = part.dataset;
      if (root.dataset.elder || matchMedia(`(max-width: ${narrow})`).matches) part.open = false;
      delete part.dataset.fold;
    }
  };
  const reading = new MutationObserver(fold);
  reading.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    fold(); // a page read in one go has not told of anything yet
    reading.disconnect();
  });

  document.addEventListener("DOMContentLoaded", () => {
    mark();
    document.querySelectorAll("[data-suggest]").forEach(suggest);
    // The number of views changes with every reader, the page only with what it says.
    const views = document.querySelector("[data-views]");
    if (views) {
      fetch(views.dataset.views)
        .then((answer) => answer.json())
        .then(({ total }) => {
          views.lastElementChild.textContent = total;
          views.classList.toggle("awaited", !total);
        })
        .catch(() => {});
    }
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
