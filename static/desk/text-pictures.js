// Pictures in the texts of the desk: chosen or uploaded in Wagtail's own window, described in a
// window of their own, shown as a block (unityreports/site/text_pictures.py keeps them).
(() => {
  const { React, DraftJS } = window;
  const { AtomicBlockUtils, EditorState, Modifier } = DraftJS;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (text, kind = "") => make("button", { type: "button", className: `button ${kind}` }, text);
  const labelled = (text, field, ...more) => make(
    "label", { className: "text-picture-field" }, make("span", { className: "w-field__label" }, text), field, ...more);

  // Wagtail's window for choosing and uploading; calls back with what was chosen.
  const choose = (address, chosen, given) => {
    let taken = false;
    const modal = new window.ImageChooserModal(address);
    modal.open({}, (image) => {
      taken = true;
      chosen({ id: image.id, src: image.preview.url });
    });
    window.jQuery(document.body).one("hidden.bs.modal", () => { if (!taken) given(); });
  };

  // The window that asks for words ----------------------------------------------------------------
  const describe = (words, address, start, done) => {
    let { id, src } = start;
    const image = make("img", { src: src || "", alt: "" });
    const alt = make("textarea", { rows: 2, maxLength: 200, value: start.alt || "" });
    const decorative = make("input", { type: "checkbox", checked: Boolean(start.decorative) });
    const caption = make("textarea", { rows: 2, value: start.caption || "" });
    const problem = make("p", { className: "error-message", role: "alert", hidden: true }, words.missing);
    const save = button(words.save);
    const close = button(words.close, "button-secondary");
    const other = button(words.other, "button-small button-secondary");
    const box = make(
      "dialog",
      { className: "text-table-window text-picture-window" },
      make("h2", { className: "w-h3" }, words.title),
      make("div", { className: "text-picture-shown" }, image, other),
      labelled(words.alt, alt, make("span", { className: "help" }, words.altHelp)),
      problem,
      make("label", { className: "text-picture-check" }, decorative, words.decorative),
      labelled(words.caption, caption, make("span", { className: "help" }, words.captionHelp)),
      make("div", { className: "text-table-foot" }, save, close),
    );
    const leave = (data) => {
      box.close();
      box.remove();
      done(data);
    };
    const setAlt = () => { alt.disabled = decorative.checked; };
    decorative.addEventListener("change", setAlt);
    save.addEventListener("click", () => {
      const text = decorative.checked ? "" : alt.value.trim();
      if (!text && !decorative.checked && problem.hidden) { // may wait until publication, but is said
        problem.hidden = false;
        alt.focus();
        return;
      }
      leave({ id, src, alt: text, decorative: decorative.checked, caption: caption.value.trim() });
    });
    close.addEventListener("click", () => leave(null));
    box.addEventListener("cancel", (event) => {
      event.preventDefault();
      leave(null);
    });
    other.addEventListener("click", () => {
      box.close();
      const back = () => box.showModal();
      choose(address, (image_) => {
        ({ id, src } = image_);
        image.src = src;
        back();
      }, back);
    });
    document.body.append(box);
    setAlt();
    box.showModal();
    alt.focus();
  };

  // In the editor -----------------------------------------------------------------------------
  class Source extends React.Component {
    componentDidMount() {
      const { entity, entityType, onClose } = this.props;
      const address = entityType.chooserUrls.imageChooser;
      const open = (start) => describe(entityType.words, address, start, (data) => this.finish(data));
      if (entity) open(entity.getData());
      else choose(address, open, onClose);
    }

    finish(data) {
      const { editorState, entityKey, onClose, onComplete } = this.props;
      if (data === null) {
        onClose();
        return;
      }
      const made = editorState.getCurrentContent().createEntity("PICTURE", "IMMUTABLE", data);
      const key = made.getLastCreatedEntityKey();
      if (!entityKey) {
        onComplete(AtomicBlockUtils.insertAtomicBlock(editorState, key, " "));
        return;
      }
      const block = made.getBlocksAsArray().find((each) => each.getEntityAt(0) === entityKey);
      const whole = DraftJS.SelectionState.createEmpty(block.getKey()).merge({ focusOffset: block.getLength() });
      onComplete(EditorState.push(editorState, Modifier.applyEntity(made, whole, key), "apply-entity"));
    }

    render() {
      return null;
    }
  }
  const Block = ({ blockProps }) => {
    const { entity, entityType, onEditEntity, onRemoveEntity } = blockProps;
    const { src, alt, decorative, caption } = entity.getData();
    const { words } = entityType;
    const element = React.createElement;
    const act = (text, onClick) => element(
      "button", { type: "button", className: "button button-small button-secondary", onClick }, text);
    const said = decorative ? words.decorative : alt;
    return element(
      "figure",
      { className: "text-picture" },
      src ? element("img", { src, alt: "" }) : element("p", { className: "error-message" }, words.gone),
      element("figcaption", {},
        caption ? element("p", {}, caption) : null,
        element("p", { className: said ? "help" : "error-message" }, said || words.missing),
        act(words.edit, onEditEntity),
        act(words.remove, onRemoveEntity)),
    );
  };
  window.draftail.registerPlugin({ type: "PICTURE", source: Source, block: Block }, "entityTypes");
})();
