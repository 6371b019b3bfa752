// Leads from a note above a form to the field it tells of: opens its tab and its folded row.
(() => {
  const lead = (id) => {
    const field = document.getElementById(id);
    if (!field) return;
    const tab = field.closest('[role="tabpanel"]');
    if (tab) document.querySelector(`[role="tab"][href="#${tab.id}"]`)?.click();
    for (let panel = field.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
      const toggle = panel.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
    // The text of a rich field stands beside its input.
    const written = field.type === "hidden" || field.hidden
      ? field.parentElement.querySelector('[contenteditable="true"]') : field;
    // Tabs and rows open in a later turn, and look after the focus themselves.
    setTimeout(() => {
      (written ?? field).focus();
      (written ?? field).scrollIntoView({ block: "center" });
    }, 150);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-leads-to-field]");
    if (!link) return;
    event.preventDefault();
    lead(link.hash.slice(1));
  });
})();
