/* Copying: plain text of what a button points at, also where navigator.clipboard does not exist (plain http, file://). */
(function () {
  "use strict";

  /* The text of a line without what must not be copied. */
  function lineText(line) {
    var copy = line.cloneNode(true);
    copy.querySelectorAll("[data-nocopy], button").forEach(function (node) { node.remove(); });
    if (copy.tagName === "TR") {
      return Array.prototype.map.call(copy.cells, function (cell) { return cell.textContent.trim(); }).join("\t");
    }
    return copy.textContent.replace(/\s*\n\s*/g, "").trim();
  }

  function textOf(target) {
    var lines = target.matches("[data-line]") ? [target] : Array.prototype.filter.call(target.querySelectorAll("[data-line]"), function (line) {
      var apart = line.closest("[data-nocopy]");
      return !apart || apart === target;
    });
    if (!lines.length) { return lineText(target); }
    return Array.prototype.map.call(lines, lineText).join("\n");
  }

  /* One shot: the copy event carries our text, whatever is selected. Works without a secure context. */
  function copyByEvent(text) {
    var done = false;
    function onCopy(event) {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      done = true;
    }
    document.addEventListener("copy", onCopy);
    try { document.execCommand("copy"); } catch (error) { done = false; }
    document.removeEventListener("copy", onCopy);
    return done;
  }

  function copy(text) {
    if (copyByEvent(text)) { return Promise.resolve(true); }
    if (!navigator.clipboard) { return Promise.resolve(false); }
    return navigator.clipboard.writeText(text).then(function () { return true; }, function () { return false; });
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

  function targetOf(button) {
    var selector = button.dataset.copyTarget;
    return selector ? document.querySelector(selector) : button.closest("[data-copyable]");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action='copy-text'], [data-action='copy-citation']");
    var target = button && targetOf(button);
    if (!target) { return; }
    copy(textOf(target)).then(function (done) {
      tell(button, done ? "已复制" : "没有复制成，请选中文字按Ctrl+C");
    });
  });
})();
