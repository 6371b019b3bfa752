// A form of the desk is sent only where it arrives: at a server that answers, and knows who sends it.
// Until then all that was filled in stays on the page, and the page says why.
window.deskSession = (() => {
  const READ = 5000; // milliseconds: after which nothing need be said any more
  let told = "in", closing;
  const boxOf = () => document.querySelector(".session-lost");

  // Whether the server knows the user: "in", and all forms bear a token that it takes; "away", where
  // it asks for the password again; "out"; "other", where somebody else logged in; "down".
  const ask = async () => {
    try {
      const answer = await fetch(boxOf().dataset.token, { redirect: "manual", cache: "no-store" });
      if (answer.status === 403) return "away";
      if (answer.type === "opaqueredirect") return "out";
      if (!answer.ok) return "down";
      const { token, user } = await answer.json();
      if (user !== boxOf().dataset.user) return "other";
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((each) => { each.value = token; });
      return "in";
    } catch {
      return "down";
    }
  };
  const tell = (state) => {
    if (state === "in" && told === "in") return; // nothing was amiss
    told = state;
    const box = boxOf();
    box.hidden = false;
    box.querySelectorAll("[data-when]").forEach((each) => { each.hidden = !each.dataset.when.split(" ").includes(state); });
    clearTimeout(closing);
    if (state === "in") closing = setTimeout(close, READ);
  };
  const close = () => {
    boxOf().hidden = true;
    told = "in";
  };

  // Sends a form by the button that was pressed, or by the one that took its place meanwhile.
  const sent = new WeakSet();
  const send = (form, submitter) => {
    let button = submitter;
    if (button && button.form !== form) {
      button = [...form.elements].find((each) => each.type === "submit" && each.name === button.name && each.value === button.value);
    }
    sent.add(form);
    const wasDisabled = button?.disabled; // while it says that it is at work: it would not be sent along
    if (wasDisabled) button.disabled = false;
    form.requestSubmit(button);
    if (wasDisabled) button.disabled = true;
  };
  const letGo = (submitter) => {
    const progress = window.wagtail?.app?.getControllerForElementAndIdentifier(submitter, "w-progress");
    if (progress) progress.loadingValue = false;
  };
  const holdsFiles = (form) => [...form.elements].some((each) => each.type === "file" && each.files.length);
  addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    const isToSend = boxOf() && form.method === "post" && !form.action.endsWith(boxOf().dataset.leave);
    if (sent.delete(form) || !isToSend) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const state = await ask();
    // Who was away is asked for the password in between; only files do not come through that.
    if (state === "in" || (state === "away" && !holdsFiles(form))) {
      send(form, submitter);
      return;
    }
    tell(state);
    letGo(submitter);
  }, true);
  // Back from the window in which the user logged in.
  const look = async () => { if (told !== "in" && !document.hidden) tell(await ask()); };
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("click", (event) => { if (event.target.closest(".session-lost [data-close]")) close(); });
  return { ask, tell };
})();
