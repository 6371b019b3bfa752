// The review screen: keeps what is typed, a few seconds after it was typed at the latest.
(() => {
  const form = document.querySelector(".review");
  const EVERY = 4000; // milliseconds: with the time that the way takes, no more than five seconds
  const REST = 1000; // after the first letter, so that a word goes at once
  let timer, lastSent = 0, last = Promise.resolve();
  let underWay = 0; // how many that were sent, or are to be, are not answered yet
  let isTyped = false; // and not kept yet
  let isBehind = false; // because what was sent last did not arrive
  let isElsewhere = false; // where another window keeps on

  const tell = (state) => {
    form.querySelectorAll("[data-kept]").forEach((each) => { each.hidden = each.dataset.kept !== state; });
  };
  const send = () => fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
  // The answer to what was sent, asked once more with a new token when the user has logged in again.
  const answered = async () => {
    const answer = await send();
    return answer.status === 403 && (await window.deskSession.ask()) === "in" ? send() : answer;
  };
  const attempt = async () => {
    clearTimeout(timer);
    timer = undefined;
    lastSent = Date.now();
    try {
      const answer = await answered();
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const { kept, version } = await answer.json();
      isBehind = false;
      isElsewhere = !kept;
      if (kept) form.elements.version.value = version;
      tell(kept ? "yes" : "elsewhere");
      if (kept && !timer) isTyped = false;
    } catch {
      isBehind = true;
      tell("no");
      later();
    }
  };
  // One after another: each says which version of what was kept it goes on from.
  const keep = () => {
    underWay += 1;
    return (last = last.then(attempt).finally(() => { underWay -= 1; }));
  };
  const later = () => {
    isTyped = true;
    if (timer || isElsewhere) return;
    timer = setTimeout(keep, Math.max(REST, lastSent + EVERY - Date.now()));
  };
  for (const kind of ["input", "change"]) form.addEventListener(kind, later);
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) keep(); });
  addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });
  // A page that the browser shows again as it was left may be behind what was kept.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  // What could not be kept is not sent either before it can: the answer would be the log-in. Nor is
  // a button's before the answer that says which version it goes on from.
  form.addEventListener("submit", async (event) => {
    if (!underWay && (!isBehind || isElsewhere)) {
      clearTimeout(timer);
      timer = undefined;
      isTyped = false; // it is on its way
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await (underWay ? last : keep());
    if (!isBehind) form.requestSubmit(event.submitter);
  }, true);
})();
