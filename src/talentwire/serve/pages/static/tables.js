// Tables that sort by a click on a heading and filter by typed words. Without this file they are plain tables.
"use strict";
for (const table of document.querySelectorAll("table.sorts")) {
  const body = table.tBodies[0];
  const first = [...body.rows];
  const value = (row, at) => row.cells[at]?.dataset.value ?? row.cells[at]?.textContent.trim() ?? "";
  const compare = (a, b) => {
    const [x, y] = [Number(a), Number(b)];
    if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
    return a.localeCompare(b, document.documentElement.lang, { numeric: true });
  };
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    head.tabIndex = 0;
    head.setAttribute("aria-sort", "none");
    const sort = () => {
      const down = head.getAttribute("aria-sort") === "descending";
      const up = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
      let rows = first;
      if (!up) {
        head.setAttribute("aria-sort", down ? "ascending" : "descending");
        rows = [...first].sort((a, b) => (down ? 1 : -1) * compare(value(a, at), value(b, at)));
      }
      body.append(...rows);
    };
    head.addEventListener("click", sort);
    head.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); }
    });
  });
  if (first.length > 6) {
    const field = document.createElement("input");
    field.type = "search";
    field.className = "filter";
    field.placeholder = table.dataset.filter;
    field.setAttribute("aria-label", table.dataset.filter);
    field.addEventListener("input", () => {
      const wanted = field.value.toLocaleLowerCase();
      for (const row of first) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
    });
    table.parentElement.before(field);
  }
}
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    document.querySelector("#q")?.focus();
  }
});
