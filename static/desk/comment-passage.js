// Takes the passage that is selected on a page, or in the draft it shows, along to the comment on it.
(() => {
  let passage = "";
  const follow = (shown) => shown.addEventListener("selectionchange", () => {
    passage = shown.getSelection().toString().trim() || passage;
  });
  follow(document);
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentDocument) follow(frame.contentDocument);
    frame.addEventListener("load", () => frame.contentDocument && follow(frame.contentDocument));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href*="/comments/"]');
    if (!link || !passage) return;
    const address = new URL(link.href);
    address.searchParams.set("quote", passage.slice(0, 500));
    link.href = address;
  }, true);
})();
