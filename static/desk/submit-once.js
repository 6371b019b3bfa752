// Sends a form once when its button is pressed twice: the second press would stop the answer to the first.
(() => {
  const TWICE = 3000; // milliseconds: who presses after that means it, as the answer did not come
  const sent = new WeakMap();
  addEventListener("submit", (event) => {
    const form = event.target;
    // What a script sends by itself, or holds back, leaves the page as it is.
    if (event.defaultPrevented || form.method !== "post") return;
    const now = Date.now();
    if (now - (sent.get(form) ?? -TWICE) < TWICE) event.preventDefault();
    else sent.set(form, now);
  });
})();
