"use strict";
// Everything stands in the page already: this hides what was not asked for and gathers quotes under a number.
(() => {
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const list = panel.querySelector("ol");
  const close = panel.querySelector("button");
  const all = Array.from(document.querySelectorAll("#quote-list li"));
  const groups = Array.from(document.querySelectorAll("#quote-list .group"));
  const byId = new Map(all.map((item) => [item.id, item]));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-quotes]");
    if (!link) return;
    event.preventDefault();
    title.textContent = link.dataset.title || link.textContent;
    list.textContent = "";
    for (const name of link.dataset.quotes.split(" ")) {
      const item = byId.get("q" + name);
      if (!item) continue;
      const copy = item.cloneNode(true);
      copy.removeAttribute("id");
      copy.hidden = false;
      list.append(copy);
    }
    panel.showModal();
    close.focus();
  });
  close.addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    // On to the note in context: the box must not stand before it.
    if (event.target.closest("a[href^='#']")) panel.close();
  });

  function chosen(form) {
    const wanted = [];
    for (const field of form.elements) {
      if (field.name && field.value) wanted.push([field.name, field.value]);
    }
    return wanted;
  }
  function fits(item, wanted) {
    return wanted.every(([name, value]) =>
      name === "words" ? item.textContent.toLowerCase().includes(value.toLowerCase())
        : (item.dataset[name] ?? "") === value);
  }
  function narrow(form, items, told) {
    const wanted = chosen(form);
    let count = 0;
    for (const item of items) {
      item.hidden = !fits(item, wanted);
      if (!item.hidden) count += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    told.textContent = told.dataset.words.replace("#", String(count));
  }
  const quotes = document.getElementById("quote-form");
  const told = document.getElementById("quote-count");
  quotes.addEventListener("input", () => narrow(quotes, all, told));
  quotes.addEventListener("submit", (event) => event.preventDefault());
  quotes.addEventListener("reset", () => setTimeout(() => narrow(quotes, all, told)));

  const grid = document.getElementById("matrix-form");
  const rows = Array.from(document.querySelectorAll("#matrix-table tbody tr"));
  const cells = Array.from(document.querySelectorAll("#matrix-table [data-code]"));
  const shown = document.getElementById("matrix-count");
  function narrowGrid() {
    const wanted = chosen(grid);
    const code = wanted.find(([name]) => name === "code");
    const about = wanted.filter(([name]) => name !== "code");
    let count = 0;
    for (const row of rows) {
      row.hidden = !fits(row, about);
      if (!row.hidden) count += 1;
    }
    for (const cell of cells) cell.hidden = Boolean(code) && cell.dataset.code !== code[1];
    shown.textContent = shown.dataset.words.replace("#", String(count));
  }
  grid.addEventListener("input", narrowGrid);
  grid.addEventListener("submit", (event) => event.preventDefault());
  grid.addEventListener("reset", () => setTimeout(narrowGrid));
})();
