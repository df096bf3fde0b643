/* The file of a contribution (投稿的文件): front matter whose values are quoted, a body as the library reads it, and the address of a new page.
   Pure functions over text; nothing here touches the page. */
(function () {
  "use strict";

  /* What no file bears: control characters, marks that cannot be seen, halves of a pair. Line breaks become one kind. */
  function clean(text) {
    return String(text).replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g, "")
      .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, function (found) { return found.length === 2 ? found : ""; });
  }

  /* One line: Chinese lines run on, without a space where a line was broken. */
  function line(text) {
    return clean(text).split("\n").map(function (one) { return one.replace(/\t/g, " ").replace(/^[ \u3000\u00a0]+|[ \u3000\u00a0]+$/g, ""); }).join("");
  }

  /* ---- YAML: every text in single quotes, in which only the quote itself is special; words of our own lists stand plain ---- */
  function quoted(text) { return "'" + line(text).replace(/'/g, "''") + "'"; }
  function word(text) { return /^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff\/-]*$/.test(text) && !/^(?:\d+|true|false|null)$/.test(text) ? text : quoted(text); }
  function list(values, one) { return "[" + values.map(one).join(", ") + "]"; }

  /* A value of the front matter by its shape; nothing for one that is left out. */
  function entry(name, shape, value) {
    if (shape === "flag") { return value ? name + ": true\n" : ""; }
    if (shape === "words") { return value.length ? name + ": " + list(value, word) + "\n" : ""; }
    if (shape === "list") { return value.length ? name + ": " + list(value, quoted) + "\n" : ""; }
    if (shape === "word" || shape === "date") { return value ? name + ": " + word(value) + "\n" : ""; }
    return value ? name + ": " + quoted(value) + "\n" : "";
  }

  function fact(one) {
    var parts = ["blank: " + quoted(one.blank), "look: " + quoted(one.look), "example: " + quoted(one.example), "for: " + (typeof one.for === "string" ? word(one.for) : list(one.for, word))];
    if (one.kind && one.kind !== "文本") { parts.push("kind: " + word(one.kind)); }
    if (one.kind === "选择") { parts.push("choices: " + list(one.choices, quoted)); }
    return "  - {" + parts.join(", ") + "}\n";
  }

  function note(one) {
    return "  - type: " + word(one.type) + "\n    quote: " + quoted(one.quote) + "\n    note: " + quoted(one.note) + "\n" + (line(one.mend) ? "    mend: " + quoted(one.mend) + "\n" : "");
  }

  function front(entries, today) { return "---\n" + entries.join("") + "reviewed_on: " + today + "\n---\n\n"; }

  /* A card: `told` has its fields, the sides by writer, the facts; `headings` the names of its sections. */
  function problem(told, headings, today) {
    var entries = told.front.map(function (one) { return entry(one.name, one.shape, one.value); });
    if (told.policies.length) { entries.push("policies: " + list(told.policies, word) + "\n"); }
    entries.push("facts:\n" + told.facts.map(fact).join(""));
    function by_writer(name) { return "## " + headings[name] + "\n\n" + told.sides.map(function (side) { return "### " + side.writer + "\n\n" + line(side[name]) + "\n\n"; }).join(""); }
    var measures = told.sides.map(function (side) {
      return "### " + side.writer + "\n\n" + side.measures.map(function (one) { return "- " + one.title + "：" + line(one.text) + "\n"; }).join("") + "\n";
    }).join("");
    return front(entries, today) + by_writer("appearance") + by_writer("causes") + "## " + headings.measures + "\n\n" + measures +
      "## " + headings.avoid + "\n\n> " + line(told.avoid) + "\n\n" + line(told.why) + "\n";
  }

  function example(told, today) {
    var entries = told.front.map(function (one) { return entry(one.name, one.shape, one.value); });
    entries.push("annotations:\n" + told.notes.map(note).join(""));
    return front(entries, today) + markdown(told.document) + "\n";
  }

  /* ---- the pasted text of a document as Markdown: title, headings of two levels, paragraphs, tables ---- */
  var HEADING = /^([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；！？\n]{1,60}$/;
  function markdown(text) {
    var blocks = [], rows = [];
    function end_table() {
      if (rows.length) { blocks.push(rows.map(function (row) { return row; }).join("\n")); }
      rows = [];
    }
    clean(text).split("\n").forEach(function (raw) {
      if (/\S\t|\t\S/.test(raw)) {                 /* a row copied from a table in Word or a sheet */
        var cells = raw.split("\t").map(function (cell) { return line(cell).replace(/\|/g, "｜"); });
        if (!rows.length) { rows.push(table_row(cells), table_row(cells.map(function () { return "---"; }))); } else { rows.push(table_row(cells)); }
        return;
      }
      var one = line(raw);
      if (/^\|.*\|$/.test(one)) { rows.push(one); return; }
      end_table();
      if (!one) { return; }
      if (/^#{1,4} /.test(one)) { blocks.push(one); return; }
      if (!blocks.length) { blocks.push("# " + one); return; }
      blocks.push((HEADING.test(one) ? (/^[（(]/.test(one) ? "### " : "## ") : "") + one);
    });
    end_table();
    return blocks.join("\n\n");
  }
  function table_row(cells) { return "| " + cells.join(" | ") + " |"; }

  /* ---- blanks ---- */
  function blanks(text) {
    var found = [];
    (text.match(/【[^【】\n]+】/g) || []).forEach(function (mark) { if (found.indexOf(mark.slice(1, -1)) < 0) { found.push(mark.slice(1, -1)); } });
    return found;
  }

  /* Whose passages use a blank: all, one kind of writer, or some of them. `texts` is one a side. */
  function owners(name, texts) {
    var used = texts.filter(function (side) { return side.text.indexOf("【" + name + "】") >= 0; }).map(function (side) { return side.writer; });
    if (texts.length > 1 && used.length === 1) { return used[0]; }
    return !used.length || used.length === texts.length ? "共用" : used;
  }

  /* ---- the code host's page for a new file; its text too where the address stays short enough ---- */
  var LONGEST = 7000;
  function address(pattern, path, text) {
    if (!/^https?:\/\//.test(pattern)) { return { href: "", whole: false }; }
    var at = pattern.replace("{path}", encodeURIComponent(path));
    var whole = at.replace("{text}", encodeURIComponent(text));
    if (at.indexOf("{text}") >= 0 && whole.length <= LONGEST) { return { href: whole, whole: true }; }
    return { href: at.replace(/[?&][A-Za-z_]+=\{text\}/, ""), whole: false };
  }

  window.antou.contributeFile = {
    clean: clean, line: line, quoted: quoted, word: word, problem: problem, example: example, markdown: markdown, blanks: blanks, owners: owners, address: address
  };
})();
