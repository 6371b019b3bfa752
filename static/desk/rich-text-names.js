// Names the rich texts of a form by their labels, for who hears it: Draftail has no names of its own.
(() => {
  const name = () => {
    for (const editor of document.querySelectorAll(".public-DraftEditor-content:not([aria-labelledby])")) {
      const label = editor.closest("[data-field-wrapper]")?.querySelector("label[id]")?.id
        ?? editor.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby");
      if (label) editor.setAttribute("aria-labelledby", label);
    }
  };
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  name();
})();
