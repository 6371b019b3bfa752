// Ties each recognised fact to its phrase: pointing at one lights up the other.
(() => {
  const form = document.querySelector(".review");
  const page = document.querySelector(".review .page");
  const marksOf = (key) => page.querySelectorAll(`[data-keys~="${key}"]`);
  const light = (keys, on) => {
    for (const key of keys) {
      marksOf(key).forEach((mark) => mark.classList.toggle("lit", on));
      document.getElementById(key)?.classList.toggle("lit", on);
    }
  };
  const reveal = (element) => element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const watch = (element, keys, other) => {
    for (const [enter, leave] of [["mouseenter", "mouseleave"], ["focusin", "focusout"]]) {
      element.addEventListener(enter, () => { light(keys, true); reveal(other()); });
      element.addEventListener(leave, () => light(keys, false));
    }
  };
  form.querySelectorAll("[data-key]").forEach((row) => {
    watch(row, [row.dataset.key], () => marksOf(row.dataset.key)[0]);
  });
  page.querySelectorAll("[data-keys]").forEach((mark) => {
    const keys = mark.dataset.keys.split(" ");
    watch(mark, keys, () => document.getElementById(keys.at(-1)));
    mark.addEventListener("click", (event) => {
      const row = document.getElementById(keys.at(-1));
      if (row) {
        event.preventDefault();
        row.scrollIntoView({ block: "center" });
        row.querySelector("input:not([type=hidden]), textarea, select")?.focus({ preventScroll: true });
      }
    });
  });

  const places = document.getElementById("places");
  let latest = 0;
  form.addEventListener("input", async (event) => {
    if (event.target.getAttribute("list") !== "places") return;
    const asked = ++latest;
    const answer = await fetch(`${form.dataset.places}?q=${encodeURIComponent(event.target.value)}`);
    if (!answer.ok || asked !== latest) return;
    const found = (await answer.json()).places;
    places.replaceChildren(...found.map((place) => Object.assign(document.createElement("option"), { value: place })));
  });
})();
