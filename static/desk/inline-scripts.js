// The desk's content policy runs no inline script that a page did not bring along. Wagtail's own
// scripts make some when a row, a window or a list is added to the page: those have this page's mark.
(() => {
  const { nonce } = document.currentScript;
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (name, options) {
    const element = create.call(this, name, options);
    if (element instanceof HTMLScriptElement) element.nonce = nonce;
    return element;
  };
})();
