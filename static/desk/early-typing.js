// Keeps what is typed while the form is still getting ready. Wagtail compares a form with how it was
// two seconds after its scripts began, and would take what was typed until then for the beginning.
(() => {
  const POLL = 100; // milliseconds
  const watched = new Set();
  const controllerOf = (form) => (
    window.wagtail?.app?.getControllerForElementAndIdentifier(form, "w-unsaved")
  );
  const watch = (event) => {
    const form = event.isTrusted && event.target.closest?.("form[data-controller~='w-unsaved']");
    if (!form || watched.has(form) || controllerOf(form)?.initialFormData) return;
    watched.add(form);
    const waiting = setInterval(() => {
      const controller = controllerOf(form);
      if (!controller?.initialFormData) return;
      clearInterval(waiting);
      // Unlike any form: the next look at it finds that it was changed, and saves it.
      controller.initialFormData = controller.previousFormData = "changed";
    }, POLL);
  };
  for (const kind of ["input", "change"]) document.addEventListener(kind, watch, true);
})();
