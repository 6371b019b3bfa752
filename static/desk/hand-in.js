// Keeps the structure of a paste from a browser or Word, and lets files be dropped anywhere on the zone.
(() => {
  const text = document.getElementById("id_text");
  const markup = document.getElementById("id_markup");
  const kept = document.querySelector(".kept-structure");
  text.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    // A paste into text that is already there has no structure of its own to keep.
    if (html && text.value.trim() === "") {
      markup.value = html;
      kept.hidden = false;
      setTimeout(() => text.addEventListener("input", () => {
        markup.value = "";
        kept.hidden = true;
      }, { once: true }));
    }
  });
  const zone = document.querySelector(".drop-zone");
  const files = document.getElementById("id_files");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    files.files = event.dataTransfer.files;
  });
})();
