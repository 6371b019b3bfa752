// Says in the panel of checks how long the report is, as the page in the preview tells it.
document.addEventListener("load", ({ target }) => {
  if (!target.matches?.("iframe.w-preview__iframe")) return;
  const report = target.contentDocument?.querySelector("[data-words]");
  const shown = document.querySelector("[data-report-words]");
  if (report && shown) shown.textContent = report.dataset.words;
}, true);
