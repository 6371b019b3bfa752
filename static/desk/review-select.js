// The review screen: a phrase that is selected in the original becomes a fact or the value of a field.
(() => {
  const form = document.querySelector(".review");
  const page = form.querySelector(".page");
  const raw = page.querySelector(".raw");
  const picked = page.querySelector(".picked");
  const unread = picked.querySelector(".unread");
  const marksOf = (key) => page.querySelectorAll(`[data-keys~="${key}"]`);
  const announce = (element, type) => element.dispatchEvent(new Event(type, { bubbles: true }));

  // The row in hand: the one that was entered last, whose fields a selected name can be given to.
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest(".row");
    if (!row) return;
    form.querySelectorAll(".row.current").forEach((each) => each.classList.toggle("current", each === row));
    row.classList.add("current");
    showPicked(); // what is selected already may be given to this row
  });

  // What is selected, and what it may be -------------------------------------------------------

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
    unread.hidden = true;
    if (picked.hidden) return;
    const kind = form.querySelector(".row.current")?.dataset.key.split("-")[0];
    picked.querySelectorAll("[data-for]").forEach((each) => { each.hidden = each.dataset.for !== kind; });
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

  // A phrase becomes a fact --------------------------------------------------------------------

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
  const unmark = (key) => {
    document.getElementById(`source-${key}`)?.remove();
    for (const mark of marksOf(key)) {
      const others = mark.dataset.keys.split(" ").filter((each) => each !== key);
      mark.dataset.keys = others.join(" ");
      if (others.length) continue;
      mark.removeAttribute("data-keys");
      mark.removeAttribute("href");
      mark.className = "";
    }
  };
  const markPieces = (pieces, key, kind) => {
    unmark(key);
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

  const addFact = (name, pieces, phrase) => {
    const row = addRow(name);
    for (const [field, value] of Object.entries(guesses[name](phrase))) {
      if (value !== undefined) fieldOf(row, field).value = value;
    }
    if (name === "measures") {
      divide(row, phraseOf(pieces).trim());
    } else {
      fieldOf(row, "quote").value = phraseOf(pieces).trim();
      fieldOf(row, "offset").value = pieces[0].at;
    }
    markPieces(pieces, row.dataset.key, row.dataset.key.split("-")[0]);
    announce(row, "change");
    announce(row, "review:enter");
  };

  // A phrase becomes the value of a field ------------------------------------------------------

  // The date and time that the server reads in a phrase, however the page writes them.
  const readDate = async (phrase) => {
    const answer = await fetch(`${form.dataset.dates}?q=${encodeURIComponent(phrase)}`);
    return answer.ok ? answer.json() : {};
  };
  // The longest choice that stands in the phrase.
  const readChoice = (field, phrase) => {
    const standing = [...field.options].filter((each) => each.value && phrase.includes(each.text.trim()));
    return standing.sort((one, other) => other.text.length - one.text.length)[0]?.value;
  };
  // The signs for a thousand, ten thousand and a hundred million.
  const TIMES = { "\u5343": 1e3, "\u4e07": 1e4, "\u4ebf": 1e8 };
  // How often a page was read, in full where it is written with such a sign.
  const readViews = (phrase) => {
    const number = phrase.match(/(\d[\d,]*(?:\.\d+)?)\s*([\u5343\u4e07\u4ebf])?/);
    return number && String(Math.round(number[1].replaceAll(",", "") * (TIMES[number[2]] ?? 1)));
  };
  // What a phrase says of a field of the head: the values of it and its neighbours.
  const readHead = async (name, phrase) => {
    if (name === "published_on") return readDate(phrase);
    if (name === "views") return { views: readViews(phrase) };
    if (name === "channel") return { channel: readChoice(headField(name), phrase) };
    return { [name]: phrase };
  };
  const headField = (name) => form.querySelector(`[name="head-${name}"]`);
  const fill = (field, value) => {
    field.value = value;
    announce(field, "change");
    announce(field, "review:reveal");
  };
  const fillHead = async (name, pieces, phrase) => {
    const read = await readHead(name, phrase);
    if (!read[name]) {
      unread.hidden = false;
      return false;
    }
    for (const [field, value] of Object.entries(read)) {
      if (value) fill(headField(field), value); // a day without a time leaves the time as it is
    }
    markPieces(pieces, `head-${name}`, "head");
    return true;
  };

  picked.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
  picked.addEventListener("click", async (event) => {
    const { add, head, give } = event.target.dataset;
    const pieces = selectedPieces();
    if (!(add || head || give) || !pieces.length) return;
    const phrase = phraseOf(pieces).trim().replace(/\s+/g, " ");
    if (head && !(await fillHead(head, pieces, phrase))) return;
    getSelection().removeAllRanges();
    if (add) addFact(add, pieces, phrase);
    if (give) fill(fieldOf(form.querySelector(".row.current"), give), phrase);
  });
})();
