/* By date: leaves the rows that held on the chosen day, marks what changed in the year before; the address carries the date. */
(function () {
  "use strict";
  var form = document.querySelector("[data-by-date]");
  if (!form) { return; }
  var input = form.querySelector("[data-by-date-input]");
  var status = form.querySelector("output");
  var rows = document.querySelectorAll(".by-date tr[data-from]");

  function yearBefore(day) { return String(Number(day.slice(0, 4)) - 1) + day.slice(4); }

  function show() {
    var day = input.value;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) { status.textContent = "日期写成2024-03-01这样。"; return; }
    var kept = 0;
    var fresh = 0;
    rows.forEach(function (row) {
      var holds = row.dataset.from <= day && (!row.dataset.until || day < row.dataset.until);
      var recent = holds && row.dataset.from > yearBefore(day);
      row.hidden = !holds;
      row.classList.toggle("recent", recent);
      kept += holds ? 1 : 0;
      fresh += recent ? 1 : 0;
    });
    status.textContent = day + "：有效和已有的" + kept + "项，其中一年之内刚变过的" + fresh + "项。";
  }

  function fromAddress() {
    var match = /date=(\d{4}-\d{2}-\d{2})/.exec(location.hash + location.search);
    if (match) { input.value = match[1]; }
    show();
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.addEventListener("input", function () {
    show();
    try { history.replaceState(null, "", "#date=" + input.value); } catch (error) { /* an address that cannot change is no loss */ }
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
