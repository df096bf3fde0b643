/* Copying: plain text, or with the formatting of a 公文, of what a button points at; also where navigator.clipboard does not exist. */
(function () {
  "use strict";
  /* The style of each kind of line, written by the build from the layout numbers (one place). */
  var meta = document.querySelector("meta[name=antou-styles]");
  var styles = meta ? JSON.parse(meta.content) : {};

  /* A line without what must not be copied. */
  function bare(line) {
    var copy = line.cloneNode(true);
    copy.querySelectorAll("[data-nocopy], button").forEach(function (node) { node.remove(); });
    return copy;
  }
  function cells(row) { return Array.prototype.slice.call(row.cells); }
  function one_line(text) { return text.replace(/\s*\n\s*/g, "").trim(); }

  function line_text(line) {
    var copy = bare(line);
    return copy.tagName === "TR" ? cells(copy).map(function (cell) { return cell.textContent.trim(); }).join("\t") : one_line(copy.textContent);
  }

  /* The lines of a target, those of a nested apart place left out. */
  function lines_of(target) {
    var lines = target.matches("[data-line]") ? [target] : Array.prototype.filter.call(target.querySelectorAll("[data-line]"), function (line) {
      var apart = line.closest("[data-nocopy]");
      return !apart || apart === target;
    });
    return lines.length ? lines : [target];
  }

  function text_of(target) { return lines_of(target).map(line_text).join("\n"); }

  /* ---- with formatting: strings for the clipboard only, every piece of text escaped ---- */
  function escape(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  /* The kind of a line by its class: title, addressee, heading1 to 4, signature, else a paragraph. */
  function kind_of(line) {
    var level = /\bgw-([1-4])\b/.exec(line.className);
    if (level) { return "heading" + level[1]; }
    var named = /\bgw-(title|addressee|signature)\b/.exec(line.className);
    return named ? named[1] : "paragraph";
  }

  /* Text with its open blanks marked: [text, open] pairs, blanks filled in are text like any. */
  function runs_of(node) {
    var runs = [];
    (function walk(inside, open) {
      Array.prototype.forEach.call(inside.childNodes, function (child) {
        if (child.nodeType === 3) { runs.push([child.nodeValue.replace(/\s*\n\s*/g, ""), open]); }
        if (child.nodeType === 1) { walk(child, open || (child.matches(".blank") && !child.classList.contains("filled"))); }
      });
    })(node, false);
    return runs.filter(function (run) { return run[0]; });
  }

  function runs_html(node) {
    return runs_of(node).map(function (run) {
      return run[1] ? '<span style="background:#ffff00;mso-highlight:yellow">' + escape(run[0]) + "</span>" : escape(run[0]);
    }).join("");
  }

  var TAGS = { heading1: "h1", heading2: "h2", heading3: "h3", heading4: "h4" };
  function block_html(kind, inner) {
    var tag = TAGS[kind] || "p";
    return "<" + tag + ' style="' + escape(styles[kind] || "") + '">' + inner + "</" + tag + ">";
  }

  function row_html(row) {
    return "<tr>" + cells(row).map(function (cell) {
      var kind = cell.tagName === "TH" ? "header" : "cell";
      return '<td style="' + escape(styles[kind + "_box"] || "") + '"><p style="' + escape(styles[kind] || "") + '">' + runs_html(cell) + "</p></td>";
    }).join("") + "</tr>";
  }

  function html_of(target) {
    var parts = [], table = [];
    function end_table() {
      if (table.length) { parts.push('<table border="1" cellspacing="0" style="' + escape(styles.table || "") + '">' + table.join("") + "</table>"); }
      table = [];
    }
    lines_of(target).forEach(function (line) {
      var copy = bare(line);
      if (copy.tagName === "TR") { table.push(row_html(copy)); return; }
      end_table();
      parts.push(block_html(kind_of(line), runs_html(copy)));
    });
    end_table();
    return '<html><head><meta charset="utf-8"></head><body>' + parts.join("\n") + "</body></html>";
  }

  /* ---- to the clipboard ---- */
  /* One shot: the copy event carries our text, whatever is selected. Works without a secure context. What was taken: html, text or nothing. */
  function copy_by_event(text, html) {
    var taken = "";
    function on_copy(event) {
      if (!event.clipboardData) { return; }
      event.clipboardData.setData("text/plain", text);
      taken = "text";
      if (html) {
        event.clipboardData.setData("text/html", html);
        if (event.clipboardData.getData("text/html") === html) { taken = "html"; }
      }
      event.preventDefault();
    }
    document.addEventListener("copy", on_copy);
    try { if (!document.execCommand("copy")) { taken = ""; } } catch (error) { taken = ""; }
    document.removeEventListener("copy", on_copy);
    return taken;
  }

  function copy(text, html) {
    var taken = copy_by_event(text, html);
    if (taken === "html" || (taken && !html)) { return Promise.resolve(taken); }
    var board = navigator.clipboard;
    if (html && board && board.write && window.ClipboardItem && window.Blob) {
      try {
        var item = new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob([text], { type: "text/plain" }) });
        return board.write([item]).then(function () { return "html"; }, function () { return taken || by_text(board, text); });
      } catch (error) { /* it takes other things only: text, then */ }
    }
    return Promise.resolve(taken || by_text(board, text));
  }

  function by_text(board, text) {
    return board && board.writeText ? board.writeText(text).then(function () { return "text"; }, function () { return ""; }) : "";
  }

  var status = document.createElement("div");
  status.className = "copy-status";
  status.setAttribute("role", "status");
  document.body.appendChild(status);

  function tell(button, message) {
    var label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    button.textContent = message;
    status.textContent = message;
    clearTimeout(button.timer);
    button.timer = setTimeout(function () { button.textContent = label; status.textContent = ""; }, 2500);
  }

  function target_of(button) {
    var selector = button.dataset.copyTarget;
    return selector ? document.querySelector(selector) : button.closest("[data-copyable]");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action='copy-text'], [data-action='copy-citation'], [data-action='copy-rich']");
    var target = button && target_of(button);
    if (!target) { return; }
    var rich = button.dataset.action === "copy-rich";
    copy(text_of(target), rich ? html_of(target) : "").then(function (taken) {
      tell(button, !taken ? "没有复制成，请选中文字按Ctrl+C" : rich && taken !== "html" ? "只复制了文字，没有格式" : rich ? "已带格式复制" : "已复制");
    });
  });

  window.antou = window.antou || {};
  window.antou.copyText = function (text) { return copy(text, ""); };
  window.antou.lines = lines_of;
  window.antou.bare = bare;
  window.antou.kindOf = kind_of;
  window.antou.runsOf = runs_of;
})();
