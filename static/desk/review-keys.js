// The review screen: words of the original are selected by keyboard alone.
(() => {
  const page = document.querySelector(".review .page");
  const raw = page.querySelector(".raw");
  const picked = page.querySelector(".picked");
  const begin = page.querySelector(".by-keys");
  // Browsers show a caret, and move it, only where a text can be edited: here nothing can be.
  const refuse = (event) => event.preventDefault();
  for (const change of ["beforeinput", "paste", "cut", "drop"]) raw.addEventListener(change, refuse);

  let last; // where the caret stood
  const isOn = () => raw.isContentEditable;
  const enter = () => {
    raw.contentEditable = "true";
    raw.focus({ preventScroll: true });
    const range = last ?? document.createRange();
    if (!last) range.setStart(raw.querySelector(".stretch [data-at]") ?? raw, 0);
    range.collapse(!last);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  const leave = () => { raw.contentEditable = "false"; };
  begin.addEventListener("click", enter);
  raw.addEventListener("pointerdown", leave);
  raw.addEventListener("compositionstart", leave); // what an input method writes cannot be refused
  // From what is selected to what it may be, and back; out of the text again.
  raw.addEventListener("keydown", (event) => {
    if (!isOn()) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!picked.hidden) picked.querySelector("button").focus();
    } else if (event.key === "Escape" && picked.hidden) {
      leave();
      begin.focus();
    }
  });
  picked.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOn()) return;
    event.stopPropagation(); // what is selected stays a while longer: its end is where the caret goes
    last = getSelection().rangeCount ? getSelection().getRangeAt(0).cloneRange() : last;
    enter();
  });
  // What was chosen is done: the reader goes on in the text, from the end of what was selected, which is
  // looked up before it is let go.
  picked.addEventListener("click", (event) => {
    if (!isOn() || !("head" in event.target.dataset)) return;
    const range = getSelection().getRangeAt(0).cloneRange();
    new MutationObserver((_, observer) => {
      if (!picked.hidden) return;
      observer.disconnect();
      last = range;
      enter();
    }).observe(picked, { attributes: true, attributeFilter: ["hidden"] });
  }, true);
})();
