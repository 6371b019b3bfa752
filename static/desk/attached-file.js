// Sends a file as soon as it is chosen, so that a form that is refused loses none.
(() => {
  const send = async (box, file, token) => {
    const body = new FormData();
    body.append("file", file);
    const headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" };
    const response = await fetch(box.dataset.upload, { method: "POST", body, headers });
    const told = await response.json();
    return response.ok ? told : { error: told.error };
  };

  const show = (box, stored) => {
    const number = box.querySelector("input[type=hidden]");
    const [link, size] = box.querySelector(".attached-file__name").children;
    number.value = stored.number;
    link.textContent = stored.name;
    link.href = stored.address;
    size.textContent = stored.size;
    const title = document.getElementById(number.id.replace(/-file$/, "-title"));
    if (title && title.value === "") title.value = stored.title;
    number.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("change", async ({ target }) => {
    const box = target.closest?.("[data-upload]");
    if (!box || target.type !== "file" || !target.files.length) return;
    const [file] = target.files;
    const note = box.querySelector("[role=status]");
    const token = target.form.querySelector("[name=csrfmiddlewaretoken]").value;
    target.value = "";
    if (file.size > Number(box.dataset.most)) {
      note.textContent = box.dataset.tooLarge;
      return;
    }
    note.textContent = box.dataset.sending;
    box.setAttribute("aria-busy", "true");
    let stored;
    try {
      stored = await send(box, file, token);
    } catch {
      stored = { error: box.dataset.failed };
    }
    box.removeAttribute("aria-busy");
    note.textContent = stored.error || "";
    if (stored.number) show(box, stored);
  });
})();
