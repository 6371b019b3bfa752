// Closes a calendar whose field was left before it opened. Wagtail's picker opens a tenth of a second
// after its field is entered, also when the field was left meanwhile, and then nothing closes it: it
// lies over the form until the field is entered again.
(() => {
  const OPENS = 100; // milliseconds
  document.addEventListener("focusout", ({ target }) => {
    const calendar = window.jQuery?.(target).data("xdsoft_datetimepicker");
    if (!calendar) return;
    setTimeout(() => {
      if (document.activeElement !== target) calendar.trigger("close.xdsoft");
    }, 2 * OPENS);
  });
})();
