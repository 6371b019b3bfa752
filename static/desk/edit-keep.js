// The form of a report: what is typed is on the server within five seconds, or as soon as it can be.
// Wagtail saves it when somebody pauses, gives up for good where the log-in was lost and for want of a
// server after a minute, and takes for saved what was typed while it was saving.
(() => {
  const form = document.querySelector("form[data-controller~='w-autosave']");
  if (!form) return;
  const AT_MOST = 2500; // milliseconds from a letter to its saving, which waits for a pause of its own
  const AGAIN = 4000; // milliseconds between two attempts
  const SLOWEST = 60000; // milliseconds, where the server answers and cannot save
  const controller = (name) => window.wagtail?.app?.getControllerForElementAndIdentifier(form, name);
  const data = () => controller("w-unsaved")?.formData;
  let kept; // what the server has
  let sent; // what is on its way there, if anything is
  let timer, failures = 0, isWaiting = false;

  const save = (why) => controller("w-autosave")?.save(new Event(why));
  const isBehind = () => {
    kept ??= controller("w-unsaved")?.initialFormData; // not before Wagtail has looked at the form
    return kept !== undefined && data() !== kept;
  };
  const later = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (isBehind() && data() !== sent) save("typed");
    }, AT_MOST);
  };
  for (const kind of ["input", "change", "keyup"]) form.addEventListener(kind, later);

  form.addEventListener("w-autosave:save", () => { sent = data(); });
  // After Wagtail, which takes the form for saved as it stands now.
  form.addEventListener("w-autosave:success", () => setTimeout(() => {
    kept = sent;
    sent = undefined;
    failures = 0;
    if (!isBehind()) return;
    const unsaved = controller("w-unsaved");
    unsaved.initialFormData = unsaved.previousFormData = kept;
    unsaved.hasEditsValue = true;
    save("meanwhile");
  }));
  form.addEventListener("w-autosave:error", async ({ detail }) => {
    sent = undefined;
    if (isWaiting || !["network_error", "server_error"].includes(detail.type)) return;
    isWaiting = true;
    failures += 1;
    let state = await window.deskSession.ask();
    do {
      window.deskSession.tell(state);
      await new Promise((done) => { setTimeout(done, Math.min(AGAIN * failures, SLOWEST)); });
      state = await window.deskSession.ask();
    } while (state !== "in");
    window.deskSession.tell(state);
    isWaiting = false;
    save("again");
  });
  addEventListener("beforeunload", (event) => {
    if (controller("w-unsaved")?.confirmationValue && isBehind()) event.preventDefault();
  });
})();
