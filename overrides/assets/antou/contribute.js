/* The page of a contribution (投稿): everything is checked at once, said at its field and in one list; then the file is saved, copied, or taken to the
   code host's page for new files. */
(function () {
  "use strict";
  var root = document.querySelector("[data-contribute]");
  if (!root || !document.createElement("template").content) { return; }
  var F = window.antou.contributeFile, C = window.antou.contributeCheck, P = window.antou.contributeForm, el = window.antou.el;
  var form = P.open(root), spec = form.spec, kind = spec.kind;
  var panel = root.querySelector("[data-contribute-wrong]"), message = root.querySelector("[data-contribute-message]"), preview = root.querySelector("[data-contribute-file]");
  var setting = document.querySelector("meta[name=antou-new-file]"), pattern = setting ? setting.content : "";

  /* ---- checking ---- */
  function empty(value) { return value === "" || (Array.isArray(value) && !value.length); }

  function of_field(field, made, notes) {
    var name = field.dataset.field, shape = field.dataset.shape, hint = field.querySelector("small");
    if (shape === "facts") { return form.facts().length ? [] : ["一个自己的空也没有。“表现”里至少有一处要填的事实，写成【收查本数】这样。"]; }
    var value = P.value(field);
    if (empty(value)) {
      if (!field.hasAttribute("data-must") && (name !== "choices" || field.hidden)) { return []; }
      if (/^(?:word|words|date)$/.test(shape)) { return ["没有选。" + (shape === "date" ? "选材料落款的那一天。" : "从列出的里面选。")]; }
      return ["没有填。" + (shape === "document" ? "把材料的全文粘贴进来。" : hint && hint.textContent ? hint.textContent : "照实写上。")];
    }
    if (shape === "slug") { return slug_faults(value); }
    if (shape === "document") { return C.document(value, notes).map(said); }
    if (shape === "text") { return C.body(value).map(said); }
    if (shape === "quote") { return [C.quote(value, made)].filter(Boolean).concat(C.faults(value, true).map(said)); }
    if (shape === "quoted" || shape === "remark") { return C.faults(value, true).map(said); }
    if (shape === "list") { return [].concat.apply([], value.map(function (one) { return C.faults(one).map(said); })); }
    if (shape !== "line") { return []; }
    var told = C.faults(value).map(said);
    if (/【|】/.test(value) && kind === "problems") { told.push("这一栏不能有填空项“" + (F.blanks(value)[0] || "【】") + "”，它不在正文里。用一般的话写。"); }
    if (name === "title" && spec.titles.indexOf(value) >= 0) { told.push("库里已经有一篇叫“" + value + "”。换一个标题，或者去改那一篇。"); }
    return told;
  }
  function said(one) { return one.message; }

  function slug_faults(value) {
    if (!new RegExp("^(?:" + spec.pattern + ")$").test(value)) { return ["“" + value + "”不合用。只用小写拼音或英文、数字和连字符，中间不空格，如 xuexi-biji-bucao，不写 .md。"]; }
    var id = kind === "problems" ? form.get("folder") + "/" + value : value;
    return spec.taken.indexOf(id) >= 0 ? ["“" + id + "”已经有了。换一个文件名。"] : [];
  }

  /* What must agree between fields: [field, message]. */
  function agreements() {
    if (kind !== "examples") { return []; }
    var flawed = form.get("flawed"), rows = form.rows("annotations"), told = [];
    function mend(row) { return row.querySelector("[data-field=mend]"); }
    var mended = rows.filter(function (row) { return !empty(P.value(mend(row))); });
    if (flawed && !mended.length && rows.length) { told.push([mend(rows[0]), "勾了“有意留错”，没有一条批注写改法。留错的地方写上改成什么。"]); }
    if (!flawed && mended.length) { told.push([mend(mended[0]), "写了改法，没有勾“有意留错”。是练改错的就勾上；不是，就把正文改好，改法删掉。"]); }
    if (!rows.length) { told.push([form.field("document"), "一条批注也没有。至少写一条：好在哪里，或者错在哪里。"]); }
    return told;
  }

  /* Every fault of the form, in its order: {field, message}. */
  function check() {
    var told = [], notes = kind === "examples" ? form.told().notes : [], made = kind === "examples" ? F.markdown(form.get("document")) : "";
    P.all(root, "[data-field]").forEach(function (field) {
      if (field.closest("[hidden]") && field.closest("[hidden]") !== root) { return; }
      of_field(field, made, notes).forEach(function (text) { told.push({ field: field, message: text }); });
    });
    agreements().forEach(function (one) { told.push({ field: one[0], message: one[1] }); });
    return told;
  }

  var MOST = 40;
  function title_of(field) {
    var side = field.closest("[data-side], .row"), legend = side ? side.querySelector("legend").firstChild.textContent + (side.querySelector("legend b") ? side.querySelector("legend b").textContent : "") : "";
    return (side && side.matches("[data-fact]") ? "【" + side.dataset.fact + "】" : legend) + (side ? " · " : "") + field.dataset.title;
  }
  function target_of(field) { return P.control(field) && field.dataset.shape !== "facts" ? P.control(field) : field; }

  function show(told) {
    P.all(root, ".field-wrong").forEach(function (place) { place.textContent = ""; place.hidden = true; });
    P.all(root, "[aria-invalid]").forEach(function (one) { one.removeAttribute("aria-invalid"); });
    told.forEach(function (one) {
      var place = one.field.querySelector(".field-wrong");
      place.hidden = false;
      place.textContent += (place.textContent ? " " : "") + one.message;
      if (one.field.dataset.shape !== "facts") { target_of(one.field).setAttribute("aria-invalid", "true"); }
    });
    var list = panel.querySelector("ul");
    list.textContent = "";
    told.slice(0, MOST).forEach(function (one) {
      var link = el("a", { href: "#" + target_of(one.field).id }, [title_of(one.field)]);
      link.addEventListener("click", function (event) { event.preventDefault(); target_of(one.field).focus(); });
      list.appendChild(el("li", {}, [link, "：" + one.message]));
    });
    panel.querySelector("p").textContent = told.length ? "有" + told.length + "处要改，改好再存。填的都还在。" + (told.length > MOST ? "先列" + MOST + "处。" : "") : "";
    panel.hidden = !told.length;
  }

  function say(text) { message.textContent = text; }
  var checked = false;
  /* The file's text where nothing is wrong; else the list, with the focus on it. */
  function file() {
    var told = check();
    checked = true;
    show(told);
    preview.hidden = told.length > 0;
    if (told.length) { say(""); panel.focus(); return null; }
    var day = new Date(), today = day.getFullYear() + "-" + ("0" + (day.getMonth() + 1)).slice(-2) + "-" + ("0" + day.getDate()).slice(-2);
    var text = kind === "problems" ? F.problem(form.told(), spec.headings, today) : F.example(form.told(), today);
    preview.querySelector("pre").textContent = text;
    return text;
  }
  function where() { return "它在库里的位置是 " + form.path() + "。"; }

  /* ---- the buttons ---- */
  function copied(text, good, bad) {
    window.antou.copyText(text).then(function (taken) {
      say(taken ? good : bad);
      if (!taken) { preview.open = true; window.getSelection().selectAllChildren(preview.querySelector("pre")); }
    });
  }
  var BY_HAND = "没有复制成。下面是全文，已经选中，按Ctrl+C。";
  var actions = {
    check: function () { if (file() !== null) { say("没有要改的。" + where()); } },
    save: function () {
      var text = file(), name = form.get("slug") + ".md";
      if (text === null) { return; }
      if (window.antou.save(name, [text], "text/markdown;charset=utf-8")) { say("存成了 " + name + "。" + where() + "作为附件用邮件发给本站的维护人员，正文写一句这是新加的，和上面的位置。"); } else { copied(text, "这个浏览器存不了文件，全文已复制，粘贴到记事本里存成 " + name + "（编码选UTF-8）。" + where(), BY_HAND); }
    },
    copy: function () { var text = file(); if (text !== null) { copied(text, "全文已复制。" + where(), BY_HAND); } },
    open: function () {
      var text = file();
      if (text === null) { return; }
      var told = F.address(pattern, form.path(), text);
      copied(text, told.whole ? "打开了代码托管的新建页，文件名和内容都带过去了；没有带上的，内容也已复制，在打开的页面里粘贴。" + where() : "内容已复制，在打开的页面里粘贴。" + where(), BY_HAND);
      var link = el("a", { href: told.href, target: "_blank", rel: "noopener noreferrer" }, []);
      document.body.appendChild(link);
      link.click();
      link.remove();
    },
    add: function (button) { P.control(form.add(button.dataset.rowsOf)).focus(); form.keep(); },
    drop: function (button) {
      var holder = form.drop(button.closest(".row"));
      root.querySelector("[data-contribute-do=add][data-rows-of='" + holder.dataset.rows + "']").focus();
      form.keep();
    },
    annotate: function () {
      var area = P.control(form.field("document")), chosen = F.line(area.value.slice(area.selectionStart, area.selectionEnd));
      if (!chosen) { say("先在正文里选中一句话。"); area.focus(); return; }
      var free = form.rows("annotations").filter(function (row) { return !P.value(row.querySelector("[data-field=quote]")); })[0] || form.add("annotations");
      P.control(free.querySelector("[data-field=quote]")).value = chosen;
      P.control(free).focus();
      form.keep();
    },
    "keep-draft": function () {
      if (window.antou.save((form.get("slug") || "没写完的") + "-草稿.json", [form.snapshot()], "application/json")) { say("草稿存下来了，没有写完的也在里面。下次按“打开草稿”接着写；草稿不要当稿子发。"); }
    },
    "open-draft": function () { root.querySelector("[data-contribute-draft]").click(); },
    clear: function () {
      if (window.confirm("把这张表上填的全部清掉？清掉就找不回来了。")) { clearTimeout(timer); window.removeEventListener("pagehide", form.keep); form.forget(); location.reload(); }
    }
  };
  root.addEventListener("click", function (event) {
    var button = event.target.closest("[data-contribute-do]");
    if (button) { actions[button.dataset.contributeDo](button); }
  });

  function read_draft(input) {
    var chosen = input.files && input.files[0];
    if (!chosen) { return; }
    var reader = new FileReader();
    reader.onload = function () {
      say(chosen.size < 5000000 && form.putBack(String(reader.result)) ? "草稿打开了，接着写。" : "这个文件不是这张表存的草稿，原来填的没有动。选文件名带“草稿.json”的那一个。");
      input.value = "";
      form.keep();
    };
    reader.onerror = function () { say("这个文件打不开，原来填的没有动。"); input.value = ""; };
    reader.readAsText(chosen);
  }

  var timer = 0;
  root.addEventListener("input", function () {
    form.refresh();
    clearTimeout(timer);
    timer = setTimeout(form.keep, 300);
  });
  root.addEventListener("change", function (event) {
    if (event.target.matches("[data-contribute-draft]")) { read_draft(event.target); return; }
    if (event.target.id === "c-template_id") {       /* a template says its document type and, where none is chosen, its first theme */
      var option = event.target.selectedOptions[0], type = P.control(form.field("document_type")), theme = P.control(form.field("theme"));
      if (option.dataset.type && !type.value) { type.value = option.dataset.type; }
      if (option.dataset.theme && !theme.value) { theme.value = option.dataset.theme; }
    }
    form.refresh();
    if (checked) { show(check()); }
  });
  window.addEventListener("pagehide", form.keep);

  root.querySelector("[data-contribute-do=open]").hidden = !F.address(pattern, "x", "").href;
  root.hidden = false;
  root.setAttribute("data-ready", "");
})();
