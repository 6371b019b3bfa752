// The review screen: rows folded to one line that says what each is, one open at a time.
(() => {
  const form = document.querySelector(".review");
  // What the line of a row says, by kind; of fields in one list the first that is filled in.
  const SAYS = {
    measure: [["level"], ["heading", "text"]],
    honor: [["level"], ["name"], ["recipients"], ["year"]],
    figure: [["name"], ["value"], ["unit"]],
    document: [["title"]],
    place: [["name"], ["region"]],
  };
  const ROWS = "[data-section] > .row";

  const valueOf = (row, name) => {
    const field = row.querySelector(`[name$="-${name}"]`);
    if (field.type === "radio") {
      const chosen = row.querySelector(`[name$="-${name}"]:checked`);
      return chosen?.value ? chosen.parentElement.textContent.trim() : "";
    }
    return (field.options ? field.value && field.selectedOptions[0].text : field.value).trim();
  };
  const say = (row) => {
    const says = SAYS[row.dataset.key.split("-")[0]].map((names) => (
      names.map((name) => valueOf(row, name)).find((value) => value)
    ));
    row.querySelector(".says").textContent = says.filter((value) => value).join(" ");
  };
  const fold = (row, folded) => {
    row.classList.toggle("folded", folded);
    row.querySelector(".unfold").setAttribute("aria-expanded", String(!folded));
  };
  const open = (row) => {
    prepare(row);
    form.querySelectorAll(`${ROWS}:not(.folded)`).forEach((each) => {
      if (each.querySelector(".unfold") && !each.querySelector(".error")) fold(each, each !== row);
    });
    fold(row, false);
  };
  // The name of a row becomes the button that opens it.
  const prepare = (row) => {
    if (row.querySelector(".unfold")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "unfold" });
    const says = Object.assign(document.createElement("span"), { className: "says" });
    const name = row.querySelector(".row-name");
    name.replaceWith(button);
    button.append(name, says);
    say(row);
  };

  form.querySelectorAll(ROWS).forEach((row) => {
    prepare(row);
    fold(row, !row.querySelector(".error"));
  });
  form.addEventListener("click", (event) => {
    const row = event.target.closest(".unfold")?.closest(".row");
    if (!row) return;
    if (row.classList.contains("folded")) open(row);
    else fold(row, true);
  });
  // A row is parted at the caret, or where the heading of the new row is selected.
  let caret = {};
  for (const event of ["select", "keyup", "pointerup", "focusout"]) {
    form.addEventListener(event, ({ target }) => {
      const name = target.name?.match(/^measures-\d+-(text|heading)$/)?.[1];
      if (!name) return;
      // The server counts characters, not the halves of one that JavaScript counts.
      const at = (end) => [...target.value.slice(0, end)].length;
      caret = { row: target.closest(".row"), at: `${name}:${at(target.selectionStart)}:${at(target.selectionEnd)}` };
    });
  }
  form.addEventListener("click", ({ target }) => {
    if (target.closest("[data-split]") && target.closest(".row") === caret.row) form.elements.caret.value = caret.at;
  });
  form.addEventListener("review:open", (event) => open(event.target));
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => {
      const row = event.target.closest?.(ROWS);
      if (row?.querySelector(".says")) say(row);
    });
  }
  // After an act on a row the page comes back to it.
  const entered = document.getElementById(location.hash.slice(1));
  if (entered?.matches(ROWS)) {
    open(entered);
    entered.scrollIntoView({ block: "center" });
    entered.querySelector(".unfold").focus({ preventScroll: true });
  }
})();
