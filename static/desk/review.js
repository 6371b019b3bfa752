// The review screen: ties each fact to its phrase, and makes a fact of a phrase that is selected.
(() => {
  const form = document.querySelector(".review");
  const page = form.querySelector(".page");
  const raw = page.querySelector(".raw");
  const picked = page.querySelector(".picked");
  page.querySelectorAll(".with-script").forEach((element) => { element.hidden = false; });

  // Pointing at a fact lights up its phrase, and the other way round ---------------------------

  const marksOf = (key) => page.querySelectorAll(`[data-keys~="${key}"]`);
  // A phrase is revealed inside the page's own frame, so that the row in hand stays where it is; a
  // row only where it stands beside that frame, as on wide screens.
  const reveal = (element) => {
    if (!element) return;
    if (!page.contains(element)) {
      const beside = getComputedStyle(page).position === "sticky";
      if (beside) element.scrollIntoView({ block: "nearest", inline: "nearest" });
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
    row.scrollIntoView({ block: "center" });
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
  };
  raw.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-keys]");
    const row = mark && document.getElementById(keysOf(mark).at(-1));
    if (!row || !getSelection().isCollapsed) return;
    event.preventDefault();
    enterRow(row);
  });

  // A selected phrase becomes a fact -----------------------------------------------------------

  // The text of the page under the selection: pieces of text nodes, buttons and notes left out.
  const selectedPieces = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    if (!raw.contains(range.commonAncestorContainer)) return [];
    const pieces = [];
    for (const element of raw.querySelectorAll("[data-at]")) {
      if (!range.intersectsNode(element)) continue;
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let at = Number(element.dataset.at);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.data.length;
        if (range.intersectsNode(node) && from < to) {
          // The server counts characters, not the halves of one that JavaScript counts.
          pieces.push({ node, from, to, at: at + [...node.data.slice(0, from)].length });
        }
        at += [...node.data].length;
      }
    }
    return pieces;
  };
  const phraseOf = (pieces) => pieces.map(({ node, from, to }) => node.data.slice(from, to)).join("");

  const showPicked = () => {
    const pieces = selectedPieces();
    picked.hidden = phraseOf(pieces).trim() === "";
    if (picked.hidden) return;
    const phrase = getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = page.getBoundingClientRect();
    const below = phrase.bottom + picked.offsetHeight + 12 < Math.min(frame.bottom, innerHeight);
    const top = below ? phrase.bottom + 6 : phrase.top - picked.offsetHeight - 6;
    picked.style.top = `${top - frame.top + page.scrollTop}px`;
    const left = Math.min(phrase.left - frame.left, page.clientWidth - picked.offsetWidth - 6);
    picked.style.left = `${Math.max(left, 0)}px`;
  };
  document.addEventListener("selectionchange", showPicked);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !picked.hidden) getSelection().removeAllRanges();
  });

  const FIRST_NUMBER = /(-?\d[\d,]*(?:\.\d+)?)\s*([^\d\s，。、；：,.;:（）()]{0,6})/;
  // What can be filled in from the phrase itself; the editor sees it and corrects it.
  const guesses = {
    measures: (phrase) => ({ heading: phrase }),
    honors: (phrase) => ({ name: phrase }),
    figures: (phrase) => {
      const number = phrase.match(FIRST_NUMBER);
      return {
        name: phrase.slice(0, number?.index).trim(),
        value: number?.[1].replaceAll(",", ""),
        unit: number?.[2],
      };
    },
    documents: (phrase) => ({ title: phrase.match(/《(.+?)》/)?.[1] ?? phrase }),
    places: (phrase) => ({ name: phrase, region: phrase }),
  };

  const addRow = (name) => {
    const section = form.querySelector(`[data-section="${name}"]`);
    const total = section.querySelector(`[name="${name}-TOTAL_FORMS"]`);
    const number = total.value;
    const template = section.querySelector("template").innerHTML.replaceAll("__prefix__", number);
    section.querySelector("details.supplement").insertAdjacentHTML("beforebegin", template);
    total.value = Number(number) + 1;
    section.querySelector(".none")?.remove();
    const count = section.querySelector(".row-count");
    count.textContent = Number(count.textContent) + 1;
    return section.querySelector("details.supplement").previousElementSibling;
  };
  const fieldOf = (row, field) => row.querySelector(`[name$="-${field}"]`);
  const markPieces = (pieces, key, kind) => {
    for (const { node, from, to } of pieces.reverse()) {
      const phrase = node.splitText(from);
      phrase.splitText(to - from);
      const mark = document.createElement("span");
      mark.className = `mark mark-${kind}`;
      mark.dataset.keys = key;
      phrase.replaceWith(mark);
      mark.append(phrase);
    }
    marksOf(key)[0].insertAdjacentHTML("afterbegin", `<span id="source-${key}"></span>`);
  };

  // A heading divides the text of the row that it stood in: what follows becomes the new row's.
  const divide = (row, heading) => {
    const rows = [...row.parentElement.querySelectorAll(".row-measure")].filter((each) => each !== row);
    for (const above of rows) {
      const text = fieldOf(above, "text");
      const position = text.value.indexOf(heading);
      if (position < 0) continue;
      fieldOf(row, "text").value = text.value.slice(position + heading.length).trim();
      text.value = text.value.slice(0, position).trim();
      fieldOf(row, "level").value = fieldOf(above, "level").value;
      above.after(row);
      break;
    }
    const inOrder = [...row.parentElement.querySelectorAll(":scope > .row-measure")];
    inOrder.forEach((each, index) => { fieldOf(each, "ORDER").value = 10 * (index + 1); });
  };

  picked.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
  picked.addEventListener("click", (event) => {
    const name = event.target.dataset.add;
    const pieces = selectedPieces();
    if (!name || !pieces.length) return;
    const phrase = phraseOf(pieces).trim();
    const row = addRow(name);
    for (const [field, value] of Object.entries(guesses[name](phrase.replace(/\s+/g, " ")))) {
      if (value !== undefined) fieldOf(row, field).value = value;
    }
    if (name === "measures") {
      divide(row, phrase);
    } else {
      fieldOf(row, "quote").value = phrase;
      fieldOf(row, "offset").value = pieces[0].at;
    }
    markPieces(pieces, row.dataset.key, row.dataset.key.split("-")[0]);
    getSelection().removeAllRanges();
    enterRow(row);
  });

  // Places are suggested while they are typed --------------------------------------------------

  const places = document.getElementById("places");
  let latest = 0;
  form.addEventListener("input", async (event) => {
    if (event.target.getAttribute("list") !== "places") return;
    const asked = ++latest;
    const answer = await fetch(`${form.dataset.places}?q=${encodeURIComponent(event.target.value)}`);
    if (!answer.ok || asked !== latest) return;
    const found = (await answer.json()).places;
    places.replaceChildren(...found.map((place) => Object.assign(document.createElement("option"), { value: place })));
  });
})();
