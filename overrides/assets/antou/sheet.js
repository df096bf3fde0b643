/* The ledger as an Excel file, filled in: the rows of the table on the page put into the workbook that the build made (assets/data/xlsx.js).
   Every cell is text, whatever it begins with; a full date in a column of dates becomes a date. */
(function () {
  "use strict";
  var base = document.querySelector("meta[name=base]").content + "/";
  var data = null;
  window.antouXlsx = function (given) { data = given; };

  function when_ready(work) {
    if (data) { work(); return; }
    var script = document.createElement("script");
    script.src = base + "assets/data/xlsx.js";
    script.onload = script.onerror = work;
    document.head.appendChild(script);
  }

  /* Days since 1899-12-30, as Excel counts; nothing for what is no full date. */
  function serial(text) {
    var match = /^\s*(\d{4})年(\d{1,2})月(\d{1,2})日\s*$/.exec(text);
    if (!match) { return null; }
    var day = new Date(Date.UTC(+match[1], +match[2] - 1, +match[3]));
    if (day.getUTCMonth() !== +match[2] - 1 || day.getUTCDate() !== +match[3]) { return null; }
    return Math.round((day.getTime() - Date.UTC(1899, 11, 30)) / 86400000);
  }

  function letter(column) { return String.fromCharCode(65 + column); }

  function cell_xml(cell, row, column, name) {
    var text = cell.textContent.trim().slice(0, 32767), place = letter(column) + (row + 1);
    var look = !row ? "header" : cell.querySelector(".blank:not(.filled)") ? "blank" : data.dates.indexOf(name) >= 0 ? "date" : "cell";
    var day = row && data.dates.indexOf(name) >= 0 ? serial(text) : null;
    if (day !== null) { return '<c r="' + place + '" s="' + data.looks.date + '"><v>' + day + "</v></c>"; }
    return '<c r="' + place + '" s="' + data.looks[look] + '" t="inlineStr"><is><t xml:space="preserve">' + window.antou.textXml(text) + "</t></is></c>";
  }

  function parts_of(table) {
    var rows = Array.prototype.map.call(table.querySelectorAll("tr"), window.antou.bare);
    var names = Array.prototype.map.call(rows[0].cells, function (cell) { return cell.textContent.trim(); });
    var columns = names.map(function (name, at) { return '<col width="' + (data.widths[name] || data.other) + '" customWidth="1" min="' + (at + 1) + '" max="' + (at + 1) + '"/>'; });
    var xml = rows.map(function (row, number) {
      return '<row r="' + (number + 1) + '">' + Array.prototype.map.call(row.cells, function (cell, column) { return cell_xml(cell, number, column, names[column]); }).join("") + "</row>";
    });
    var parts = {};
    Object.keys(data.package).forEach(function (name) {
      parts[name] = /sheet1\.xml$/.test(name) ? window.antou.put(data.package[name], { columns: columns.join(""), rows: xml.join("") }) : data.package[name];
    });
    return parts;
  }

  /* Makes and saves the file; tells whether it could. */
  window.antou.ledgerFile = function (table, done) {
    when_ready(function () {
      if (!data || !window.antou.canSave()) { if (done) { done(false); } return; }
      var draft = document.querySelector("[data-draft]");
      var type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      window.antou.save(window.antou.fileName(draft, "") + "整改台账.xlsx", window.antou.zip(parts_of(table)), type);
      window.antou.say("Excel文件做好了。");
      if (done) { done(true); }
    });
  };

  /* A ledger is known by its columns. */
  function ledger_in(place) {
    return Array.prototype.filter.call(place ? place.querySelectorAll("table") : [], function (table) {
      var header = table.rows[0] ? table.rows[0].textContent : "";
      return header.indexOf("问题") >= 0 && header.indexOf("整改措施") >= 0;
    })[0];
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-action='download-xlsx']");
    if (!link || link.dataset.plain) { return; }
    var table = ledger_in(link.closest("[data-copyable]")) || ledger_in(document);
    if (!table) { return; }
    event.preventDefault();
    window.antou.ledgerFile(table, function (made) {
      if (!made) { link.dataset.plain = "1"; window.antou.say("填好的没有做成，下载的是没有填的文件。"); link.click(); }
    });
  });
})();
