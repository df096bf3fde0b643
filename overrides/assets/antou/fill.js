/* Filling in: the form, the blanks in the text, and a small editor at a blank; every value goes through the store (values.js). */
(function () {
  "use strict";
  var store = window.antou.values;
  var fields = {};        /* name -> its fields in the forms */
  var blanks = {};        /* name -> its places in the text */
  var status = document.createElement("div");
  status.className = "copy-status fill-status";
  status.setAttribute("role", "status");
  document.body.appendChild(status);
  function say(text) { status.textContent = text; document.querySelectorAll("[data-fill-message]").forEach(function (place) { place.textContent = text; }); }

  /* ---- places ---- */
  function gather(root) {
    root.querySelectorAll(".blank[data-name]").forEach(function (blank) {
      if (blank.dataset.empty) { return; }
      blank.dataset.empty = blank.textContent;
      blank.tabIndex = -1;
      (blanks[blank.dataset.name] = blanks[blank.dataset.name] || []).push(blank);
      show_in(blank, store.get(blank.dataset.name));
    });
    root.querySelectorAll("[data-blank]").forEach(function (field) {
      if (field.dataset.known) { return; }
      field.dataset.known = "1";
      (fields[field.dataset.blank] = fields[field.dataset.blank] || []).push(field);
      field.value = store.get(field.dataset.blank);
      judge(field);
    });
  }

  function show_in(blank, value) {
    blank.textContent = value || blank.dataset.empty;
    blank.classList.toggle("filled", Boolean(value));
  }

  function show(name) {
    var value = store.get(name);
    blanks[name] = (blanks[name] || []).filter(function (blank) { return document.contains(blank); });
    blanks[name].forEach(function (blank) { show_in(blank, value); });
  }

  function count() {
    document.querySelectorAll("[data-draft]").forEach(function (draft) {
      var open = draft.querySelectorAll(".blank:not(.filled)").length;
      draft.querySelectorAll("[data-blank-count]").forEach(function (note) { note.textContent = open ? "还有" + open + "处未填" : draft.querySelector(".blank") ? "已填完" : ""; });
      draft.querySelectorAll("[data-action='next-blank']").forEach(function (button) { button.hidden = !open; });
    });
  }

  /* ---- fields ---- */
  function kind_of(field) { return field.dataset.kind || "文本"; }

  function judge(field) {
    var wrong = window.antou.typed(kind_of(field), field.value).wrong;
    field.setAttribute("aria-invalid", wrong ? "true" : "false");
    var note = field.parentNode.querySelector(".field-wrong");
    if (!note && wrong) {
      note = document.createElement("span");
      note.className = "field-wrong";
      field.parentNode.appendChild(note);
    }
    if (note) { note.textContent = wrong; }
  }

  function typed(field) {
    store.set(field.dataset.blank, window.antou.typed(kind_of(field), field.value).text, field);
    judge(field);
  }

  store.onChange(function (names, source) {
    names.forEach(function (name) {
      show(name);
      (fields[name] || []).forEach(function (field) {
        if (field !== source) { field.value = store.get(name); judge(field); }
      });
    });
    document.querySelectorAll("[data-keep]").forEach(function (box) { box.checked = store.keeping(); });
    count();
  });
  store.onComplaint(say);

  document.addEventListener("input", function (event) { if (event.target.matches("[data-blank]")) { typed(event.target); } });
  document.addEventListener("change", function (event) {
    var target = event.target;
    if (target.matches("[data-blank]")) { typed(target); target.value = store.get(target.dataset.blank); judge(target); }
    if (target.matches("[data-keep]")) {
      var wanted = target.checked;
      store.keep(wanted);
      if (store.keeping()) { say("已记在这台电脑上，别人用这台电脑也能看到。用完请按“全部清掉”。"); } else { say(wanted ? "浏览器不让记在这台电脑上：关掉窗口就没有了，请“存成文件”。" : "不再记：关掉窗口就没有了。"); }
    }
    if (target.matches("[data-load]")) { load(target); }
  });

  /* ---- to a file and back ---- */
  function load(input) {
    var file = input.files && input.files[0];
    if (!file) { return; }
    if (!window.FileReader) { say(NO_FILES); return; }
    if (file.size > 5000000) { say("这个文件太大，不像是这里存的。已填的没有动。"); input.value = ""; return; }
    var reader = new FileReader();
    reader.onload = function () { say(store.fromText(String(reader.result)) || "读进来了。"); input.value = ""; };
    reader.onerror = function () { say("这个文件打不开。已填的没有动。"); input.value = ""; };
    reader.readAsText(file);
  }

  var NO_FILES = "这个浏览器不能在网页里存、读文件，请复制文字，或者换新一些的浏览器。";
  /* Where a file can be made and given: by an address of its own, or where there is none, by one that holds the file itself. */
  function addresses() { return Boolean(window.URL && URL.createObjectURL); }
  window.antou.canSave = function () { return Boolean(window.Blob && "download" in document.createElement("a") && (addresses() || window.FileReader)); };

  function give(name, address) {
    var link = document.createElement("a");
    link.href = address;
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
  }

  /* Gives the user a file of these pieces; tells whether it could, and says so where it could not. */
  window.antou.save = function (name, pieces, type) {
    if (!window.antou.canSave()) { say(NO_FILES); return false; }
    var blob = new Blob(pieces, { type: type });
    if (addresses()) {
      var address = URL.createObjectURL(blob);
      give(name, address);
      setTimeout(function () { URL.revokeObjectURL(address); }, 10000);
    } else {
      var reader = new FileReader();
      reader.onload = function () { give(name, reader.result); };
      reader.readAsDataURL(blob);
    }
    return true;
  };

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action]");
    var action = button && button.dataset.action;
    if (action === "clear-values") {
      if (window.confirm("把填过的内容全部清掉？清掉就找不回来了。")) { store.clear(); say("已全部清掉。"); }
    } else if (action === "save-values") {
      if (window.antou.save("案头填写.json", [store.toText()], "application/json")) { say("已存成文件。里面有填的内容，照保密的规定保管。"); }
    } else if (action === "load-values") {
      button.parentNode.querySelector("[data-load]").click();
    } else if (action === "next-blank") {
      step(button.closest("[data-draft]"), null, 1);
    } else if (!button) {
      var blank = event.target.closest(".blank[data-name]");
      if (blank && !window.getSelection().toString()) { edit(blank); }
    }
  });

  /* ---- the editor at a blank ---- */
  var editor = null, at = null;

  function step(draft, from, way) {
    var all = Array.prototype.slice.call(draft.querySelectorAll(".blank"));
    var start = from ? all.indexOf(from) : way > 0 ? -1 : all.length;
    for (var n = 1; n <= all.length; n++) {
      var next = all[(start + way * n + all.length * 2) % all.length];
      if (!next.classList.contains("filled") && next !== from) { edit(next); return; }
    }
    close(true);
    say("没有未填的了。");
  }

  function element(tag, attributes, text) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (text) { made.textContent = text; }
    return made;
  }

  function edit(blank) {
    close(false);
    var name = blank.dataset.name;
    var source = (fields[name] || [])[0];
    at = blank;
    blank.classList.add("editing");
    editor = element("div", { "class": "blank-editor", role: "dialog", "aria-label": "填空：" + blank.dataset.empty, "data-nocopy": "" });
    var label = element("label", { "class": "field" });
    label.appendChild(element("span", {}, source ? source.closest("label").querySelector("span").textContent : blank.dataset.empty.replace(/[【】]/g, "")));
    var field = source ? source.cloneNode(true) : element("input", { type: "text", autocomplete: "off" });
    field.dataset.blank = name;
    delete field.dataset.known;
    label.appendChild(field);
    var hint = source && source.closest("label").querySelector("small");
    if (hint) { label.appendChild(hint.cloneNode(true)); }
    editor.appendChild(label);
    [["上一处", -1], ["下一处未填", 1], ["完成", 0]].forEach(function (pair) {
      var button = element("button", { type: "button", "class": "copy" }, pair[0]);
      button.addEventListener("click", function () { if (pair[1]) { step(blank.closest("[data-draft]") || document, blank, pair[1]); } else { close(true); } });
      editor.appendChild(button);
    });
    document.body.appendChild(editor);
    gather(editor);
    place();
    field.focus();
    if (field.select) { field.select(); }
    editor.addEventListener("keydown", function (event) {
      if (event.isComposing) { return; }
      if (event.key === "Escape") { close(true); }
      if (event.key === "Enter" && event.target === field) { event.preventDefault(); typed(field); step(blank.closest("[data-draft]") || document, blank, event.shiftKey ? -1 : 1); }
    });
  }

  /* Under the blank, inside the window; through the CSSOM, which the policy allows. */
  function place() {
    at.scrollIntoView({ block: "center" });
    var box = at.getBoundingClientRect();
    var width = Math.min(360, document.documentElement.clientWidth - 24);
    editor.style.width = width + "px";
    editor.style.left = Math.max(12, Math.min(box.left, document.documentElement.clientWidth - width - 12)) + window.pageXOffset + "px";
    editor.style.top = box.bottom + 8 + window.pageYOffset + "px";
  }

  function close(back) {
    if (!editor) { return; }
    var name = at.dataset.name;
    editor.remove();
    fields[name] = (fields[name] || []).filter(function (field) { return document.contains(field); });
    at.classList.remove("editing");
    if (back) { at.focus(); }
    editor = at = null;
  }
  document.addEventListener("mousedown", function (event) { if (editor && !editor.contains(event.target) && !event.target.closest(".blank, [data-action='next-blank']")) { close(false); } });

  window.antou.gather = function (root) { gather(root); count(); };
  window.antou.say = say;
  window.antou.gather(document);
  document.querySelectorAll("[data-keep]").forEach(function (box) { box.checked = store.keeping(); });
})();
