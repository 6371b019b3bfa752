// Tables in the texts of the desk: pasted or typed, shown as a block, edited in a window of their own.
// A table is a grid of places; a cell that spans several is the same object in each of them. What it
// is stored as is settled by the server (unityreports/site/text_tables.py).
(() => {
  const { React, DraftJS } = window;
  const { AtomicBlockUtils, CharacterMetadata, ContentBlock, ContentState, EditorState, Modifier } = DraftJS;
  const MOST = 100; // columns
  const BLOCKS = "p,div,li,h1,h2,h3,h4,h5,h6,tr,blockquote,pre";
  const STYLES = { B: "b", STRONG: "b", I: "i", EM: "i" };
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // What a cell may hold, taken from any element: words, bold, italic, links and line breaks.
  const content = (from) => {
    const kept = document.createDocumentFragment();
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        kept.append(node.textContent.replace(/[ \t\n\r\f]+/g, " "));
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches("style,script,template")) {
        const inside = content(node);
        const href = node.tagName === "A" ? node.getAttribute("href") || "" : "";
        if (node.tagName === "BR") kept.append(make("br"));
        else if (/^(https?:|mailto:)/i.test(href)) kept.append(make("a", { href }, inside));
        else if (STYLES[node.tagName]) kept.append(make(STYLES[node.tagName], {}, inside));
        else {
          if (node.matches(BLOCKS) && kept.textContent.trim()) kept.append(make("br"));
          kept.append(inside);
        }
      }
    }
    return kept;
  };
  const blank = (heading = false) => ({ heading, content: document.createDocumentFragment() });
  const htmlOf = (fragment) => make("p", {}, fragment.cloneNode(true)).innerHTML;
  const isBlank = (cell) => !cell.content.textContent.trim();
  const parsed = (html) => new DOMParser().parseFromString(html || "", "text/html");
  const spanOf = (cell, name) => Math.min(Math.max(parseInt(cell.getAttribute(name), 10) || 1, 1), MOST);

  // Grid from an element, and an element from a grid -------------------------------------------
  const rectangular = (grid) => {
    const width = Math.max(1, ...grid.map((row) => row.length));
    return grid.map((row) => Array.from({ length: width }, (_, at) => row[at] || blank()));
  };
  const read = (table) => {
    const rows = [...table.rows];
    const grid = rows.map(() => []);
    rows.forEach((row, top) => {
      let left = 0;
      for (const each of row.cells) {
        while (grid[top][left]) left += 1;
        const heading = each.tagName === "TH" || Boolean(each.closest("thead"));
        const cell = { heading, content: content(each) };
        const bottom = Math.min(top + spanOf(each, "rowspan"), rows.length);
        const right = left + spanOf(each, "colspan");
        for (let column = left; column < right && (column === left || !grid[top][column]); column += 1) {
          for (let at = top; at < bottom; at += 1) grid[at][column] = cell;
        }
      }
    });
    return { caption: table.caption ? content(table.caption) : blank().content, grid: rectangular(grid) };
  };
  const readText = (text) => {
    const lines = text.replace(/\r/g, "").split("\n").filter((line) => line.trim());
    const grid = lines.map((line) => line.split("\t").map((word) => ({ ...blank(), content: content(make("p", {}, word)) })));
    return { caption: blank().content, grid: rectangular(grid) };
  };
  const write = ({ caption, grid }) => {
    const table = make("table");
    if (caption.textContent.trim()) table.append(make("caption", {}, caption.cloneNode(true)));
    const written = new Set();
    for (const row of grid) {
      const line = make("tr");
      row.forEach((cell, left) => {
        if (written.has(cell)) return;
        written.add(cell);
        const colSpan = row.lastIndexOf(cell) - left + 1;
        const rowSpan = grid.filter((other) => other[left] === cell).length;
        const element = make(cell.heading ? "th" : "td", { colSpan, rowSpan }, cell.content.cloneNode(true));
        line.append(element);
      });
      table.append(line);
    }
    return table.outerHTML;
  };
  const ofHtml = (html) => {
    const table = parsed(html).querySelector("table");
    return table ? read(table) : null;
  };

  // A table of data, not one that lays out a page: several rows of several cells, no table inside.
  const isData = (table) => (
    !table.querySelector("table")
    && [...table.rows].filter((row) => row.cells.length > 1).length > 1
  );
  const isText = (text) => {
    const lines = (text || "").trimEnd().split("\n");
    const tabs = lines.map((line) => line.split("\t").length);
    return lines.length > 1 && tabs[0] > 1 && tabs.every((count) => count === tabs[0]);
  };
  const pastedTable = (html, text) => {
    const table = [...parsed(html).querySelectorAll("table")].find(isData);
    if (table) return read(table);
    return isText(text) ? readText(text) : null;
  };

  // What the window does with the cell in hand --------------------------------------------------
  const columnOf = (grid, at) => grid.map((row) => row[at]);
  const turned = (grid) => grid[0].map((_, at) => columnOf(grid, at));
  const place = (grid, cell) => {
    const top = grid.findIndex((row) => row.includes(cell));
    const left = grid[top].indexOf(cell);
    const bottom = grid.findLastIndex((row) => row.includes(cell)) + 1;
    return { top, left, bottom, right: grid[top].lastIndexOf(cell) + 1 };
  };
  const withRow = (grid, at) => {
    const goesOn = (cell, column) => (grid[at] && grid[at][column] === cell ? cell : blank());
    return grid.toSpliced(at, 0, grid[at - 1].map(goesOn));
  };
  const withoutRow = (grid, at) => (grid.length > 1 ? grid.toSpliced(at, 1) : grid);
  const merged = (grid, cell) => {
    const { top, left, bottom, right } = place(grid, cell);
    const others = new Set(grid.slice(top, bottom).map((row) => row[right]));
    if (others.has(undefined)) return grid;
    const far = Math.max(...[...others].map((other) => place(grid, other).right));
    for (const row of grid.slice(top, bottom)) row.slice(right, far).forEach((other) => others.add(other));
    const fit = [...others].every((other) => {
      const there = place(grid, other);
      return there.top >= top && there.bottom <= bottom && there.right <= far;
    });
    if (!fit) return grid;
    const whole = { ...cell, content: cell.content.cloneNode(true), replaces: [cell, ...others] };
    for (const other of others) {
      if (isBlank(other)) continue;
      if (!isBlank(whole)) whole.content.append(make("br"));
      whole.content.append(other.content.cloneNode(true));
    }
    return grid.map((row, at) => row.map((each, column) => (
      at >= top && at < bottom && column >= left && column < far ? whole : each)));
  };
  const divided = (grid, cell) => {
    const { top, left } = place(grid, cell);
    return grid.map((row, at) => row.map((each, column) => (
      each === cell && (at > top || column > left) ? blank(cell.heading) : each)));
  };
  const toggled = (grid, cells) => {
    const heading = !cells.every((cell) => cell.heading);
    const replaced = new Map(cells.map((cell) => [cell, { ...cell, heading, replaces: [cell] }]));
    return grid.map((row) => row.map((cell) => replaced.get(cell) || cell));
  };
  // What was typed into a cell since it took the place of others goes into the first of them.
  const carryBack = (grid, before, made) => {
    const there = new Set(before.flat());
    for (const cell of new Set(grid.flat())) {
      if (there.has(cell) || !cell.replaces || htmlOf(cell.content) === made.get(cell)) continue;
      cell.replaces.forEach((each, at) => { each.content = at ? blank().content : cell.content.cloneNode(true); });
    }
  };
  // Whether words were typed into cells that there were not before: nothing takes them up.
  const isTypedAnew = (grid, { state, made }) => {
    const there = new Set(state.grid.flat());
    return grid.flat().some((cell) => (
      !there.has(cell) && !cell.replaces && !isBlank(cell) && htmlOf(cell.content) !== made.get(cell)));
  };
  const ACTIONS = {
    row: (grid, cell) => withRow(grid, place(grid, cell).bottom),
    column: (grid, cell) => turned(withRow(turned(grid), place(grid, cell).right)),
    noRow: (grid, cell) => withoutRow(grid, place(grid, cell).top),
    noColumn: (grid, cell) => turned(withoutRow(turned(grid), place(grid, cell).left)),
    mergeRight: merged,
    mergeDown: (grid, cell) => turned(merged(turned(grid), cell)),
    divide: divided,
    headRow: (grid, cell) => toggled(grid, grid[place(grid, cell).top]),
    headColumn: (grid, cell) => toggled(grid, columnOf(grid, place(grid, cell).left)),
  };
  // A pasted table takes the place of an empty one, or stands below the row in hand: none is lost.
  const withPasted = (state, pasted, cell) => {
    if (state.grid.flat().every(isBlank)) {
      const heads = pasted.grid.flat().some((each) => each.heading);
      const caption = pasted.caption.textContent.trim() ? pasted.caption : state.caption;
      return { caption, grid: heads ? pasted.grid : toggled(pasted.grid, pasted.grid[0]) };
    }
    const at = place(state.grid, cell).bottom;
    let grid = state.grid;
    if (at < grid.length && grid[at].some((each, column) => each === grid[at - 1][column])) return null;
    grid = rectangular(grid.toSpliced(at, 0, ...pasted.grid));
    return { caption: state.caption, grid };
  };

  // The window ------------------------------------------------------------------------------------
  const openWindow = (words, start, done) => {
    let state = start;
    let inHand = state.grid[0][0];
    let changed = false;
    const past = [];
    const cells = new Map(); // element → cell
    const caption = make("div", { className: "text-table-caption", contentEditable: "true", role: "textbox" });
    caption.setAttribute("aria-label", words.caption);
    const board = make("div", { className: "text-table-board" });
    const undo = make("button", { type: "button", className: "button button-small button-secondary", disabled: true }, words.undo);
    const draw = (focus = false) => {
      caption.replaceChildren(state.caption.cloneNode(true));
      board.innerHTML = write({ caption: blank().content, grid: state.grid });
      cells.clear();
      const inOrder = [...new Set(state.grid.flat())];
      [...board.querySelectorAll("th,td")].forEach((element, at) => {
        cells.set(element, inOrder[at]);
        element.contentEditable = "true";
        if (focus && inOrder[at] === inHand) element.focus();
      });
      undo.disabled = !past.length;
    };
    const take = () => { // what was typed
      for (const [element, cell] of cells) cell.content = content(element);
      state = { caption: content(caption), grid: state.grid };
    };
    const step = (next) => {
      const made = new Map(next.grid.flat().map((cell) => [cell, htmlOf(cell.content)]));
      past.push({ state, made, caption: htmlOf(next.caption) });
      state = next;
      changed = true;
      if (!state.grid.flat().includes(inHand)) [[inHand]] = state.grid;
      draw(true);
    };
    const tools = make("div", { className: "text-table-tools", role: "toolbar" });
    for (const [name, act] of Object.entries(ACTIONS)) {
      const button = make("button", { type: "button", className: "button button-small button-secondary" }, words[name]);
      button.addEventListener("click", () => {
        take();
        step({ ...state, grid: act(state.grid, inHand) });
      });
      tools.append(button);
    }
    undo.addEventListener("click", () => {
      take();
      const last = past.at(-1);
      if (isTypedAnew(state.grid, last) && !window.confirm(words.lost)) return;
      past.pop();
      carryBack(state.grid, last.state.grid, last.made);
      const typedCaption = htmlOf(state.caption) !== last.caption;
      state = { grid: last.state.grid, caption: typedCaption ? state.caption : last.state.caption };
      if (!state.grid.flat().includes(inHand)) [[inHand]] = state.grid;
      draw(true);
    });
    tools.append(undo);
    board.addEventListener("focusin", (event) => {
      inHand = cells.get(event.target) || inHand;
    });
    board.addEventListener("paste", (event) => {
      event.preventDefault();
      const text = event.clipboardData.getData("text/plain");
      const pasted = pastedTable(event.clipboardData.getData("text/html"), text);
      take();
      const next = pasted && withPasted(state, pasted, inHand);
      if (next) step(next);
      else document.execCommand("insertText", false, text);
    });
    caption.addEventListener("paste", (event) => {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
    });
    const save = make("button", { type: "button", className: "button" }, words.save);
    const close = make("button", { type: "button", className: "button button-secondary" }, words.close);
    const box = make(
      "dialog",
      { className: "text-table-window" },
      make("h2", { className: "w-h3" }, words.title),
      make("p", { className: "help" }, words.help),
      make("div", { className: "w-field__label" }, words.caption),
      caption,
      tools,
      board,
      make("div", { className: "text-table-foot" }, save, close),
    );
    box.addEventListener("input", () => { changed = true; });
    const leave = (html) => {
      box.close();
      box.remove();
      done(html);
    };
    const giveUp = (event) => {
      event.preventDefault();
      if (!changed || window.confirm(words.discard)) leave(null);
    };
    save.addEventListener("click", () => {
      take();
      leave(write(state));
    });
    close.addEventListener("click", giveUp);
    box.addEventListener("cancel", giveUp);
    document.body.append(box);
    draw();
    box.showModal();
    board.querySelector("th,td").focus();
  };

  // In the editor -----------------------------------------------------------------------------
  const typed = () => ({
    caption: blank().content,
    grid: [0, 1, 2].map((row) => [0, 1, 2].map(() => blank(row === 0))),
  });
  class Source extends React.Component {
    componentDidMount() {
      const { entity, entityType } = this.props;
      const start = (entity && ofHtml(entity.getData().html)) || typed();
      openWindow(entityType.words, start, (html) => this.finish(html));
    }

    finish(html) {
      const { editorState, entityKey, onClose, onComplete } = this.props;
      if (html === null) {
        onClose();
        return;
      }
      const made = editorState.getCurrentContent().createEntity("TABLE", "IMMUTABLE", { html });
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
    const state = ofHtml(entity.getData().html) || typed();
    const button = (text, onClick) => React.createElement(
      "button",
      { type: "button", className: "button button-small button-secondary", onClick },
      text,
    );
    return React.createElement(
      "div",
      { className: "text-table" },
      React.createElement("div", { className: "text-table-board", dangerouslySetInnerHTML: { __html: write(state) } }),
      button(entityType.words.edit, onEditEntity),
      button(entityType.words.remove, onRemoveEntity),
    );
  };
  // Tables among pasted text become blocks; the rest goes the way of all pasted text.
  const onPaste = (text, html, editorState, { setEditorState }) => {
    const page = parsed(html);
    const tables = [...page.querySelectorAll("table")].filter(isData);
    const found = tables.map(read);
    tables.forEach((table, at) => table.replaceWith(make("p", {}, `\uE000${at}\uE000`)));
    if (!found.length && isText(text)) {
      found.push(readText(text));
      page.body.innerHTML = "<p>\uE0000\uE000</p>";
    }
    if (!found.length) return "not-handled";
    let current = editorState.getCurrentContent();
    const blocks = DraftJS.convertFromHTML(page.body.innerHTML).contentBlocks.map((block) => {
      const at = /^\s*\uE000(\d+)\uE000\s*$/.exec(block.getText());
      if (!at) return block;
      current = current.createEntity("TABLE", "IMMUTABLE", { html: write(found[at[1]]), pasted: true });
      const entity = current.getLastCreatedEntityKey();
      const characterList = block.getCharacterList().slice(0, 1).map(() => CharacterMetadata.create({ entity }));
      return block.merge({ type: "atomic", text: " ", characterList });
    });
    // The first and the last go into paragraphs that are there: a table cannot.
    const room = (block) => (block.getType() === "atomic"
      ? [new ContentBlock({ key: DraftJS.genKey(), type: "unstyled", text: "" })] : []);
    const whole = [...room(blocks[0]), ...blocks, ...room(blocks.at(-1))];
    const fragment = ContentState.createFromBlockArray(whole).getBlockMap();
    const next = Modifier.replaceWithFragment(current, editorState.getSelection(), fragment);
    setEditorState(EditorState.push(editorState, next, "insert-fragment"));
    return "handled";
  };
  window.draftail.registerPlugin({ type: "TABLE", source: Source, block: Block, onPaste }, "entityTypes");
})();
