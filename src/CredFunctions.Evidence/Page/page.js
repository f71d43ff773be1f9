"use strict";
(() => {
  // The page says everything without this; it only sorts tables and leaves out accounts nobody looks for.
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.value ?? cell.textContent.trim();
    const plain = text.replace(/,/g, "");
    return /^-?\d{1,15}$/.test(plain) ? Number(plain) : text;
  };

  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });

  for (const table of document.querySelectorAll("table.sortable")) {
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => {
      if (header.dataset.sort === "none") return;
      // No button element: on paper, browsers leave those out of a header that is repeated on the next page.
      const button = document.createElement("span");
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      button.append(...header.childNodes);
      header.append(button);
      const sort = () => {
        const descending = header.getAttribute("aria-sort") === "ascending";
        headers.forEach((other) => other.removeAttribute("aria-sort"));
        header.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row, column), row]);
        rows.sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)));
        table.tBodies[0].append(...rows.map(([, row]) => row));
      };
      button.addEventListener("click", sort);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        sort();
      });
    });
  }

  // How old a report is depends on when the page is read.
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang);
  for (const time of document.querySelectorAll("time")) {
    const hours = Math.trunc((Date.parse(time.dateTime) - Date.now()) / 3600000);
    time.after(" · " + (Math.abs(hours) < 48 ? ago.format(hours, "hour") : ago.format(Math.trunc(hours / 24), "day")));
  }

  const accounts = document.getElementById("account-table");
  if (!accounts) return;
  const text = document.getElementById("filter-text");
  const severity = document.getElementById("filter-severity");
  const count = document.getElementById("filter-count");
  const rows = [...accounts.tBodies[0].rows].map((row) => [row, row.textContent.toLowerCase()]);
  const filter = () => {
    const wanted = text.value.trim().toLowerCase();
    let shown = 0;
    for (const [row, content] of rows) {
      row.hidden = !content.includes(wanted) || (severity.value !== "" && !row.querySelector(".badge." + severity.value));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = shown + " of " + rows.length + " accounts shown";
  };
  text.addEventListener("input", filter);
  severity.addEventListener("input", filter);
  document.getElementById("filter").hidden = false;
  filter();
})();
