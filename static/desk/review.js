// The review screen: ties each fact to its phrase, and suggests places while they are typed.
(() => {
  const form = document.querySelector(".review");
  const page = form.querySelector(".page");
  const raw = page.querySelector(".raw");
  form.querySelectorAll(".with-script").forEach((element) => { element.hidden = false; });
  form.querySelectorAll(".with-script-gone").forEach((element) => { element.hidden = true; });

  // Pointing at a fact lights up its phrase, and the other way round ---------------------------

  const marksOf = (key) => page.querySelectorAll(`[data-keys~="${key}"]`);
  // A phrase is revealed inside the page's own frame, so that the row in hand stays where it is; a
  // row only where it stands beside that frame, as on wide screens.
  const reveal = (element) => {
    if (!element) return;
    if (!page.contains(element)) {
      const beside = getComputedStyle(page).position === "sticky";
      // Only where the page stays in its place: a phrase must not slip away from the pointer.
      if (beside && page.getBoundingClientRect().top <= 1) element.scrollIntoView({ block: "nearest", inline: "nearest" });
      return;
    }
    const [phrase, frame] = [element.getBoundingClientRect(), page.getBoundingClientRect()];
    if (phrase.top < frame.top || phrase.bottom > frame.bottom) {
      page.scrollBy({ top: (phrase.top + phrase.bottom - frame.top - frame.bottom) / 2 });
    }
  };
  const keysOf = (element) => (element.dataset.keys ?? element.dataset.key).split(" ");
  const counterpart = (element) => (
    element.dataset.key ? marksOf(element.dataset.key)[0] : document.getElementById(keysOf(element).at(-1))
  );
  const light = (element, on) => {
    for (const key of keysOf(element)) {
      marksOf(key).forEach((mark) => mark.classList.toggle("lit", on));
      document.getElementById(key)?.classList.toggle("lit", on);
    }
  };
  const pointed = (event) => event.target.closest?.("[data-key]:not([data-key='']), [data-keys]");
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    form.addEventListener(enter, (event) => {
      const element = pointed(event);
      if (!element || element.contains(event.relatedTarget)) return;
      light(element, true);
      // Nothing moves under the pointer of somebody who is selecting a phrase.
      if (getSelection().isCollapsed) reveal(counterpart(element));
    });
    form.addEventListener(leave, (event) => {
      const element = pointed(event);
      if (element && !element.contains(event.relatedTarget)) light(element, false);
    });
  }
  const enterRow = (row) => {
    row.closest("details")?.setAttribute("open", "");
    if (row.matches("[data-section] > .row")) row.dispatchEvent(new Event("review:open", { bubbles: true }));
    row.scrollIntoView({ block: "center" });
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
  };
  // What is unsure: the places that the warnings lead to, marked, and one after another by F8.
  const places = [...form.querySelectorAll(".mend")].map((link) => document.querySelector(link.hash)).filter(Boolean);
  places.forEach((place) => place.classList.add("unsure"));
  const unsure = [...new Set(places)];
  let shown = -1;
  const show = (at) => {
    shown = (at + unsure.length) % unsure.length;
    enterRow(unsure[shown]);
  };
  form.addEventListener("click", (event) => {
    const link = event.target.closest(".mend");
    const at = link ? unsure.indexOf(document.querySelector(link.hash)) : -1;
    if (at < 0) return;
    event.preventDefault();
    show(at);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || !unsure.length) return;
    event.preventDefault();
    show(event.shiftKey ? Math.max(shown, 0) - 1 : shown + 1);
  });
  // What review-select.js made of a phrase.
  form.addEventListener("review:enter", (event) => enterRow(event.target));
  form.addEventListener("review:reveal", (event) => reveal(event.target));
  raw.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-keys]");
    const row = mark && document.getElementById(keysOf(mark).at(-1));
    if (!row) return;
    event.preventDefault(); // also where a selection ends: it must not lead away
    if (getSelection().isCollapsed) enterRow(row);
  });

  // Places are suggested while they are typed --------------------------------------------------

  const suggested = document.getElementById("places");
  let latest = 0;
  form.addEventListener("input", async (event) => {
    if (event.target.getAttribute("list") !== "places") return;
    const asked = ++latest;
    const answer = await fetch(`${form.dataset.places}?q=${encodeURIComponent(event.target.value)}`);
    if (!answer.ok || asked !== latest) return;
    const found = (await answer.json()).places;
    suggested.replaceChildren(...found.map((place) => Object.assign(document.createElement("option"), { value: place })));
  });
})();
