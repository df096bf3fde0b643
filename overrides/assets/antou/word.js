/* The Word file, filled in: the lines of a draft on the page put into the shapes that the build made (assets/data/docx.js), zipped here.
   Without script the link leads to the file as built, with its blanks open. */
(function () {
  "use strict";
  var base = document.querySelector("meta[name=base]").content + "/";
  var data = null, waiting = [];
  window.antouDocx = function (given) { data = given; };

  function when_ready(work) {
    if (data) { work(); return; }
    waiting.push(work);
    if (waiting.length > 1) { return; }
    var script = document.createElement("script");
    script.src = base + "assets/data/docx.js";
    script.onload = script.onerror = function () { waiting.splice(0).forEach(function (one) { one(); }); };
    document.head.appendChild(script);
  }

  /* What XML cannot hold is left out; what it would read is escaped. */
  function text_xml(text) {
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g, "")
      .replace(/(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1")
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function put(shape, parts) {
    return shape.replace(/\{(\w+)\}/g, function (all, name) { return parts[name]; });
  }

  function runs(node, shapes) {
    return window.antou.runsOf(node).map(function (run) { return put(shapes[run[1] ? "blank" : "run"], { text: text_xml(run[0]) }); }).join("");
  }

  /* ---- the same decisions as macros/render/layout.py, on the lines of the page; a test compares both files ---- */
  /* The kinds of the lines: a signature by hand has room behind its colon, what follows a signature may be an attachment. */
  function kinds(lines) {
    var signed = false;
    return lines.map(function (line) {
      if (line.tagName === "TR") { return "table"; }
      var kind = window.antou.kindOf(line), text = unfilled(line);
      if (kind === "signature") { signed = true; return /[：:]$/.test(text) ? "signature_by_hand" : kind; }
      return kind === "paragraph" && signed && /^附(?:件[0-9０-９一二三四五六七八九十]*)?[：:]?/.test(text) ? "attachment" : kind;
    });
  }

  /* The text with its blanks open, by which the build measured. */
  function unfilled(node) {
    var copy = window.antou.bare(node);
    copy.querySelectorAll(".blank").forEach(function (blank) { blank.textContent = blank.dataset.empty || blank.textContent; });
    return copy.textContent.replace(/\s*\n\s*/g, "").trim();
  }

  function widths(rows, numbers) {
    var columns = rows[0].map(function (cell, at) { return rows.map(function (row) { return (row[at] || "").length; }); });
    var longest = columns.map(function (lengths) {
      return lengths.slice(1).some(Boolean) ? Math.max.apply(null, lengths) : Math.max(12, lengths[0]);
    });
    var least = longest.map(function (length) { return Math.min(length, 4) * numbers.character + 2 * numbers.margin; });
    var total = columns.length >= numbers.wide ? numbers.landscape : numbers.portrait;
    var shares = longest.map(function (length) { return Math.min(length, 100); });
    var rest = total - least.reduce(add, 0), whole = shares.reduce(add, 0);
    var made = least.map(function (low, at) { return low + Math.floor(rest * shares[at] / whole); });
    made[made.length - 1] += total - made.reduce(add, 0);
    return made;
  }
  function add(a, b) { return a + b; }

  /* Blocks: a line with its kind, or the rows of a table together. */
  function blocks_of(draft) {
    var lines = window.antou.lines(draft), named = kinds(lines), blocks = [];
    lines.forEach(function (line, at) {
      var last = blocks[blocks.length - 1];
      if (named[at] !== "table") { blocks.push({ kind: named[at], line: line }); return; }
      var table = line.closest("table");
      if (last && last.table === table) { last.rows.push(line); } else { blocks.push({ kind: "table", table: table, rows: [line] }); }
    });
    return blocks;
  }

  /* Parts from a first-level heading or an attachment to the next; one with a wide table lies across. */
  function parts_by_paper(blocks, numbers) {
    var last = { blocks: [], lying: false }, parts = [last];
    var headed = false;     /* what stands before the first heading goes with the first part */
    blocks.forEach(function (block) {
      if (block.kind === "attachment" || (block.kind === "heading1" && headed)) { parts.push(last = { blocks: [], lying: false }); }
      headed = headed || block.kind === "heading1";
      last.blocks.push(block);
      if (block.kind === "table" && block.rows[0].cells.length >= numbers.wide) { last.lying = true; }
    });
    return parts;
  }

  function table_xml(block, shapes, numbers) {
    var cells = block.rows.map(function (row) { return Array.prototype.map.call(window.antou.bare(row).cells, unfilled); });
    var wide = widths(cells, numbers);
    var rows = block.rows.map(function (row, at) {
      var made = Array.prototype.map.call(window.antou.bare(row).cells, function (cell, number) {
        return put(shapes[at ? "cell" : "header_cell"], { runs: runs(cell, shapes), width: String(wide[number]) });
      });
      return put(shapes[at ? "row" : "header_row"], { cells: made.join("") });
    });
    var columns = wide.map(function (width) { return put(shapes.column, { width: String(width) }); }).join("");
    return put(shapes.table, { columns: columns, rows: rows.join("") }) + shapes.after_table;
  }

  function body(draft, shapes, numbers) {
    var made = [], lying = null;
    parts_by_paper(blocks_of(draft), numbers).forEach(function (part) {
      if (lying !== null && part.lying !== lying) { made.push(put(shapes.section_end, { section: shapes[lying ? "landscape" : "portrait"] })); }
      lying = part.lying;
      part.blocks.forEach(function (block) {
        made.push(block.table ? table_xml(block, shapes, numbers) : put(shapes[block.kind], { runs: runs(window.antou.bare(block.line), shapes) }));
      });
    });
    return made.join("") + shapes[lying ? "landscape" : "portrait"];
  }

  /* The parts of the file by name, filled from a draft. */
  function parts_of(draft) {
    var made = body(draft, data.shapes, data.numbers);
    var parts = {};
    Object.keys(data.package).forEach(function (name) {
      parts[name] = name === "word/document.xml"
        ? put(data.package[name], { body: made })
        : data.package[name];
    });
    return parts;
  }

  /* The file is called by the title as it stands, without what a file's name cannot bear. */
  window.antou.fileName = function (draft, otherwise) {
    var title = draft && draft.querySelector(".gw-title");
    var name = title ? window.antou.bare(title).textContent.replace(/【[^】]*】/g, "").replace(/[\\\/:*?"<>|\s\u0000-\u001f]+/g, "").slice(0, 60) : "";
    return name || otherwise;
  };
  window.antou.textXml = text_xml;
  window.antou.put = put;
  window.antou.wordParts = function (draft, done) { when_ready(function () { done(data && parts_of(draft)); }); };

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-action='download-docx']");
    var draft = link && link.closest("[data-draft]");
    if (!draft || link.dataset.plain) { return; }
    event.preventDefault();
    window.antou.wordParts(draft, function (parts) {
      if (!parts || !window.antou.canSave()) {    /* the data did not come, or no file can be made: the file as built is better than none */
        if (link.getAttribute("href") === "#") { window.antou.say("Word文件没有做成，请用“带格式”复制。"); return; }
        link.dataset.plain = "1";
        window.antou.say("填好的没有做成，下载的是没有填的文件。");
        link.click();
        return;
      }
      var name = window.antou.fileName(draft, "材料") + ".docx";
      var type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
      window.antou.save(name, window.antou.zip(parts), type);
      var open = draft.querySelectorAll(".blank:not(.filled)").length;
      window.antou.say("Word文件做好了" + (open ? "，还有" + open + "处未填，标成黄色" : "") + "。");
    });
  });
})();
