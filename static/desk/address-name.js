// Fills in the address name that the server proposes for a new row, unless somebody typed one.
(() => {
  let proposed = "";
  const isOurs = (slug) => slug.value === "" || slug.value === proposed;
  document.addEventListener("change", async ({ target }) => {
    const slug = target.form?.querySelector("[data-proposed-by]");
    if (!slug || target.name !== "name" || !isOurs(slug)) return;
    const typed = target.value;
    const response = await fetch(`${slug.dataset.proposedBy}?name=${encodeURIComponent(typed)}`);
    if (!response.ok || !isOurs(slug) || target.value !== typed) return;
    proposed = await response.text();
    slug.value = proposed;
    slug.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
