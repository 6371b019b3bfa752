// The review screen: a phrase that is selected in the original becomes a fact or the value of a field.
(() => {
  const form = document.querySelector(".review");
  const page = form.querySelector(".page");
  const raw = page.querySelector(".raw");
  const picked = page.querySelector(".picked");
  const unread = picked.querySelector(".unread");
  const marksOf = (key) => page.querySelectorAll(`[data-keys~="${key}"]`);
  const fieldOf = (row, field) => row.querySelector(`[name$="-${field}"]`);
  const setValue = (row, field, value) => {
    const chosen = row.querySelector(`[type="radio"][name$="-${field}"][value="${value}"]`);
    if (chosen) chosen.checked = true;
    else fieldOf(row, field).value = value;
  };
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

  // A browser drags a link instead of selecting its words: a mark is none while it is pressed.
  raw.addEventListener("pointerdown", (event) => {
    const mark = event.target.closest("a[href]");
    if (!mark) return;
    const { hash } = mark;
    mark.removeAttribute("href");
    const restore = () => setTimeout(() => { mark.href = hash; });
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, restore, { once: true });
  });

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
  // A phrase as one line: where the page breaks it between two signs that take no space, nothing is left.
  const UNSPACED = "[\\u2014\\u2018-\\u201d\\u3000-\\u9fff\\uf900-\\uffef]";
  const BROKEN = new RegExp(`(?<=${UNSPACED})\\s*\\n\\s*(?=${UNSPACED})`, "g");
  const runOn = (text) => text.trim().replace(BROKEN, "").replace(/\s+/g, " ");
  const LISTED = /\s*\u3001\s*/; // the sign between the names of a list
  const phraseOf = (pieces) => pieces.map(({ node, from, to }) => node.data.slice(from, to)).join("");

  // The rows that a phrase may be given to: the one in hand, and those read beside it.
  const NEAR = { honors: [2, 400], figures: [1, 80], documents: [1, 1], places: [1, 1] }; // how many, characters
  const ALL = ["honors", "figures"]; // offered whole when that is asked for
  const nearbyRows = (start, end, isWhole) => Object.entries(NEAR).flatMap(([section, [most, reach]]) => {
    const isAll = isWhole && ALL.includes(section);
    const rows = [...form.querySelectorAll(`[data-section="${section}"] > .row`)].map((row) => {
      const [quote, offset] = ["quote", "offset"].map((field) => fieldOf(row, field).value);
      const first = Number(offset);
      const gap = Math.max(first - end, start - first - quote.length, 0);
      const isInHand = row.classList.contains("current");
      return { row, section, isInHand, gap: offset === "" ? Infinity : gap };
    });
    return rows
      .filter(({ row, isInHand, gap }) => (isInHand || isAll || gap <= reach) && !fieldOf(row, "DELETE").checked)
      .sort((one, other) => other.isInHand - one.isInHand || one.gap - other.gap)
      .slice(0, isAll ? undefined : most);
  });
  const name = (group, row) => {
    const says = row.querySelector(".says").textContent;
    group.querySelector(".of").textContent = says;
    group.setAttribute("aria-label", says);
  };
  const offered = new Map(); // the rows that are offered, by their part of the toolbar
  const allRows = picked.querySelector(".all-rows");
  let asked = {}; // of the phrase that is selected: whether all rows are, and which were given it
  const offerRows = (pieces, isAll = asked.isAll) => {
    const last = pieces.at(-1);
    const [start, end] = [pieces[0].at, last.at + last.to - last.from];
    const isSame = asked.start === start && asked.end === end;
    asked = isSame ? { ...asked, isAll } : { start, end, isAll: false, given: new Set() };
    const rows = nearbyRows(start, end, asked.isAll);
    allRows.hidden = asked.isAll || !form.querySelector(ALL.map((section) => `[data-section="${section}"] > .row`).join());
    offered.clear();
    picked.querySelector(".nearby").replaceChildren(...rows.map(({ row, section }) => {
      const group = picked.querySelector(`[data-given="${section}"]`).content.firstElementChild.cloneNode(true);
      name(group, row);
      group.classList.toggle("given-to", asked.given.has(row));
      group.dataset.of = row.dataset.key;
      offered.set(group, row);
      return group;
    }));
  };

  const showPicked = () => {
    const pieces = selectedPieces();
    picked.hidden = phraseOf(pieces).trim() === "";
    unread.hidden = true;
    if (picked.hidden) return;
    offerRows(pieces);
    putBeside(getSelection().getRangeAt(0).getBoundingClientRect());
  };
  const putBeside = (phrase) => {
    const frame = page.getBoundingClientRect();
    const below = phrase.bottom + picked.offsetHeight + 12 < Math.min(frame.bottom, innerHeight);
    const top = below ? phrase.bottom + 6 : phrase.top - picked.offsetHeight - 6;
    picked.style.top = `${Math.max(top - frame.top, 0) + page.scrollTop}px`;
    const left = Math.min(phrase.left - frame.left, page.clientWidth - picked.offsetWidth - 6);
    picked.style.left = `${Math.max(left, 0)}px`;
  };
  document.addEventListener("selectionchange", showPicked);
  allRows.addEventListener("click", () => offerRows(selectedPieces(), true));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !picked.hidden) getSelection().removeAllRanges();
  });

  // A phrase becomes a fact --------------------------------------------------------------------

  // What the server reads in a phrase: a day, a year, an amount; or in the name of an honor.
  const read = async (address, phrase) => {
    const words = new URLSearchParams({ q: phrase, on: headField("published_on").value });
    const answer = await fetch(`${address}?${words}`);
    return answer.ok ? answer.json() : {};
  };
  const FIRST_NUMBER = /\d/;
  // The words that a phrase goes on from, which mostly say what its number counts.
  const wordsBefore = (at) => {
    const stretches = [...raw.querySelectorAll("[data-at]")].filter((each) => Number(each.dataset.at) < at);
    const text = stretches.map((each) => [...each.textContent].slice(0, at - Number(each.dataset.at)).join("")).join("");
    return text.match(/[^\s\d，。、；：！？,.;:!?（）()“”]{1,20}$/)?.[0] ?? "";
  };
  // What can be filled in from the phrase itself; the editor sees it and corrects it.
  const guesses = {
    measures: (phrase) => ({ heading: phrase }),
    honors: async (phrase) => ({ name: phrase, ...(await read(form.dataset.title, phrase)) }),
    figures: async (phrase, at) => {
      const { value, unit } = await read(form.dataset.phrase, phrase);
      return { name: phrase.split(FIRST_NUMBER)[0].trim() || wordsBefore(at), value, unit };
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

  // A heading divides the text that it stood in, whose lines may break it elsewhere than the page's: what
  // follows becomes the new row's.
  const divide = (row, heading) => {
    const others = [...row.parentElement.querySelectorAll(":scope > .row-measure")].filter((each) => each !== row);
    const texts = [headField("lead_text"), ...others.map((each) => fieldOf(each, "text")), headField("closing_text")];
    const letters = [...heading].filter((each) => each.trim());
    const pattern = new RegExp(letters.map((each) => each.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")).join("\\s*"));
    const text = texts.find((each) => pattern.test(each.value));
    if (text) {
      const { index, 0: found } = text.value.match(pattern);
      fieldOf(row, "text").value = text.value.slice(index + found.length).trim();
      text.value = text.value.slice(0, index).trim();
      const above = text.closest(".row-measure");
      if (above) {
        fieldOf(row, "level").value = fieldOf(above, "level").value;
        above.after(row);
      } else if (text === texts[0]) others[0]?.before(row);
    }
    const inOrder = [...row.parentElement.querySelectorAll(":scope > .row-measure")];
    inOrder.forEach((each, index) => { fieldOf(each, "ORDER").value = 10 * (index + 1); });
  };

  const addFact = async (name, pieces, phrase) => {
    const guessed = await guesses[name](phrase, pieces[0].at);
    const row = addRow(name);
    for (const [field, value] of Object.entries(guessed)) {
      if (value !== undefined) setValue(row, field, value);
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
    if (name === "published_on") {
      const { published_on: day, published_time: time } = await read(form.dataset.phrase, phrase);
      return { published_on: day, published_time: time }; // a day without a time leaves the time as it is
    }
    if (name === "views") return { views: readViews(phrase) };
    if (name !== "channel") return { [name]: phrase };
    const channel = readChoice(headField(name), phrase);
    return channel || !headField("new_channel") ? { channel } : { new_channel: phrase };
  };
  const headField = (name) => form.querySelector(`[name="head-${name}"]`);
  const fill = (field, value) => {
    field.value = value;
    announce(field, "change");
    announce(field, "review:reveal");
  };
  const fillHead = async (name, pieces, phrase) => {
    const said = Object.entries(await readHead(name, phrase)).filter(([, value]) => value);
    unread.hidden = said.length > 0;
    if (!said.length) return false;
    said.forEach(([field, value]) => fill(headField(field), value));
    markPieces(pieces, `head-${name}`, "head");
    return true;
  };

  // What a row is given of a phrase: numbers as they are read, several names a line each.
  const READ = ["year", "count", "value", "growth_percent"];
  const giveRow = async (row, name, phrase, isMore) => {
    const field = fieldOf(row, name);
    if (READ.includes(name)) {
      const { [name]: value, unit } = await read(form.dataset.phrase, phrase);
      unread.hidden = Boolean(value);
      if (!value) return false;
      fill(field, value);
      if (name === "value" && unit) fill(fieldOf(row, "unit"), unit);
      return true;
    }
    const isList = field.matches("textarea");
    const given = isList ? phrase.split(LISTED).filter(Boolean).join("\n") : phrase;
    const before = isMore ? field.value.trimEnd() : "";
    fill(field, before + (before && isList ? "\n" : "") + given);
    return true;
  };

  picked.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the selection
  picked.addEventListener("click", async (event) => {
    const { add, head, give, more } = event.target.dataset;
    const pieces = selectedPieces();
    if (!(add || head || give) || !pieces.length) return;
    const row = offered.get(event.target.closest(".given"));
    const phrase = runOn(phraseOf(pieces));
    if (head && !(await fillHead(head, pieces, phrase))) return;
    if (give) {
      // What is selected stays, for another row to be given it too.
      const { given } = asked;
      if (!(await giveRow(row, give, phrase, more !== undefined))) return;
      given.add(row);
      for (const [group, each] of offered) {
        name(group, each);
        group.classList.toggle("given-to", asked.given.has(each));
      }
      return;
    }
    getSelection().removeAllRanges();
    if (add) addFact(add, pieces, phrase);
  });
})();
