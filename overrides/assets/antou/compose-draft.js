/* The draft beside (成稿), its form and what is still missing: shown from the blocks that compose-assemble.js made. */
(function () {
  "use strict";
  var el = window.antou.el;
  var TAGS = { heading1: "h3", heading2: "h4", heading3: "h5", heading4: "h6" };

  /* Text with its blanks 【key】 as places to fill. */
  function spans(text) {
    var parts = [], end = 0, pattern = /【([^【】\n]*)】/g, match;
    while ((match = pattern.exec(text))) {
      if (match.index > end) { parts.push(text.slice(end, match.index)); }
      parts.push(el("span", { "class": "blank", "data-name": match[1] }, ["【" + match[1].split("/").pop() + "】"]));
      end = match.index + match[0].length;
    }
    if (end < text.length) { parts.push(text.slice(end)); }
    return parts;
  }

  function table(rows) {
    function row(cells, tag) { return el("tr", { "data-line": true }, cells.map(function (cell) { return el(tag, tag === "th" ? { scope: "col" } : {}, spans(cell)); })); }
    return el("div", { "class": "table-scroll", tabindex: "0" }, [el("table", { "class": "table" }, [
      el("thead", {}, [row(rows[0], "th")]), el("tbody", {}, rows.slice(1).map(function (cells) { return row(cells, "td"); }))
    ])]);
  }

  function block(one) {
    if (one.kind === "table") { return table(one.rows); }
    if (one.kind === "heading") { return el(TAGS["heading" + Math.min(one.level, 4)], { "class": "gw-" + Math.min(one.level, 4), "data-line": true }, [one.number].concat(spans(one.text))); }
    var name = { title: "gw-title", addressee: "gw-addressee", signature: "gw-signature" }[one.kind] || "gw-body";
    return el("p", { "class": name, "data-line": true }, spans(one.text));
  }

  /* The draft on the page. A block that is as it was keeps its node, so that a change costs what changed. */
  function paper(place, made) {
    var old = {};
    Array.prototype.forEach.call(place.childNodes, function (node) { (old[node.antouKey] = old[node.antouKey] || []).push(node); });
    var nodes = made.blocks.map(function (one) {
      var key = JSON.stringify(one), node = (old[key] && old[key].shift()) || block(one);
      node.antouKey = key;
      return node;
    });
    Object.keys(old).forEach(function (key) { old[key].forEach(function (node) { place.removeChild(node); }); });
    nodes.forEach(function (node, at) { if (place.childNodes[at] !== node) { place.insertBefore(node, place.childNodes[at] || null); } });
  }

  /* Every blank of the draft, once, in the order of the text. */
  function keys_of(made) {
    var seen = {}, keys = [];
    function look(text) {
      (text.match(/【[^【】\n]*】/g) || []).forEach(function (mark) {
        var key = mark.slice(1, -1);
        if (!seen["$" + key]) { seen["$" + key] = true; keys.push(key); }
      });
    }
    made.blocks.forEach(function (one) { look(one.text); (one.rows || []).forEach(function (row) { row.forEach(look); }); });
    return keys;
  }

  /* What is known of a blank: label, where to look it up, an example, its kind. */
  function facts_by_key(data, template) {
    var facts = {};
    Object.keys(data.index.blanks).forEach(function (name) { facts[name] = data.index.blanks[name]; });
    function take(list) { (list || []).forEach(function (fact) { facts[fact.key] = fact; }); }
    Object.keys(data.cards).forEach(function (id) { take(data.cards[id].facts); });
    Object.keys(data.passages.snippets).forEach(function (id) { take(data.passages.snippets[id].facts); });
    Object.keys(data.passages.structured).forEach(function (id) { take(data.passages.structured[id].facts); });
    take(template.facts);
    return facts;
  }

  function field(key, fact) {
    var told = fact || { label: key.split("/").pop(), look: "", example: "", kind: "文本", choices: [] };
    var control = told.kind === "选择"
      ? el("select", { "data-blank": key, "data-kind": told.kind }, [el("option", { value: "" }, ["（未选）"])].concat(told.choices.map(function (choice) { return el("option", {}, [choice]); })))
      : el("input", { type: "text", "data-blank": key, "data-kind": told.kind, autocomplete: "off", inputmode: told.kind === "数字" ? "numeric" : null });
    var hint = [told.look ? "查：" + told.look + "。" : "", told.example ? "例：" + told.example : ""].join("");
    return el("label", { "class": "field" }, [el("span", {}, [told.label]), control, hint ? el("small", {}, [hint]) : null]);
  }

  /* The form: shared blanks first, then by the item that asks. Built again only where the set of blanks changed. */
  function form(place, made, data, template) {
    var keys = keys_of(made).filter(function (key) { return key.indexOf("自拟/") !== 0; });
    var stamp = keys.join("\n");
    if (place.dataset.keys === stamp) { return; }
    place.dataset.keys = stamp;
    var facts = facts_by_key(data, template), groups = {}, order = [], old = {}, first = !place.firstChild;
    keys.forEach(function (key) {
      var owner = key.indexOf("/") < 0 ? "" : key.slice(0, key.lastIndexOf("/"));
      if (!groups[owner]) { groups[owner] = []; order.push(owner); }
      groups[owner].push(key);
    });
    Array.prototype.forEach.call(place.children, function (group) { old[group.dataset.group] = group; });
    place.textContent = "";
    order.sort(function (a, b) { return (a ? 1 : 0) - (b ? 1 : 0); }).forEach(function (owner) {
      var card = data.cards[owner], snippet = data.passages.snippets[owner], item = data.passages.structured[owner];
      var title = !owner ? "全站共用" : (card || snippet || item || template).title;
      var held = old[owner], group = held;
      if (!held || held.antouKey !== groups[owner].join("\n")) {
        group = el("details", { "class": "form-group", "data-group": owner, open: held ? held.open : first && !owner }, [
          el("summary", {}, [title, el("small", { "data-group-count": true })]),
          el("div", { "class": "form-fields" }, groups[owner].map(function (key) { return field(key, facts[key]); }))
        ]);
        group.antouKey = groups[owner].join("\n");
      }
      place.appendChild(group);
    });
    window.antou.gather(place);
    count(place);
  }

  /* How many of each group are still to be filled. */
  function count(place) {
    place.querySelectorAll("details[data-group]").forEach(function (group) {
      var fields = Array.prototype.slice.call(group.querySelectorAll("[data-blank]"));
      var empty = fields.filter(function (field) { return !window.antou.values.get(field.dataset.blank); }).length;
      group.querySelector("[data-group-count]").textContent = empty ? "还有" + empty + "项" : fields.length + "项，填完了";
    });
  }

  /* ---- what is missing ---- */
  function missing(made, work, data) {
    var told = [];
    var template = data.index.templates.filter(function (one) { return one.id === work.template; })[0];
    var writer = data.index.writers.filter(function (one) { return one.name === work.writer; })[0];
    var uses = JSON.stringify(template.outline).match(/"(?:problems|causes|measures|ledger)":/);
    if (uses) {
      if (!made.aspects.length) { told.push(["aspect", "还没有对照方面：照通知写上。"]); }
      made.aspects.forEach(function (aspect, at) {
        if (!aspect.problems.length) { told.push(["aspect-" + at, "“" + (aspect.title || "没有名称的方面") + "”还没有问题。"]); }
        work.aspects[at].problems.forEach(function (id) {
          if (window.antou.takes(data, work, id) && !window.antou.problemOf(data, work, id, work.writer)) { told.push(["aspect-" + at, "“" + data.cards[id].title + "”这张卡没有" + work.writer + "这一面，稿子里没有它。"]); }
        });
      });
      var roots = {};
      made.problems.forEach(function (one) { roots[one.root] = true; });
      var count = Object.keys(roots).length;
      if (made.problems.length > 3 && (count < 3 || count > 5)) { told.push(["roots", "原因归成了" + count + "个根源，通常归成三至五个。"]); }
      made.problems.forEach(function (one) {
        if (one.side.cells.who.indexOf("【自拟/") >= 0) { told.push(["problem-" + one.id, "“" + one.title.replace(/【.*?】/g, "自拟的一条") + "”的措施没有写谁来做。"]); }
        if (one.side.cells.by.indexOf("【自拟/") >= 0) { told.push(["problem-" + one.id, "“" + one.title.replace(/【.*?】/g, "自拟的一条") + "”的措施没有写何时完成。"]); }
        if (writer.speaks === "班子" && !work.owner[one.id]) { told.push(["problem-" + one.id, "“" + one.title.replace(/【.*?】/g, "自拟的一条") + "”没有人认领。"]); }
      });
    }
    var open = keys_of(made).filter(function (key) { return !window.antou.values.get(key); });
    var own = open.filter(function (key) { return key.indexOf("自拟/") === 0; });
    if (own.length) { told.push(["own", "自拟的问题还有" + own.length + "处空着。"]); }
    if (open.length > own.length) { told.push(["fill", "还有" + (open.length - own.length) + "项事实没有填。"]); }
    var letters = made.blocks.reduce(function (sum, one) { return sum + one.text.length + (one.rows || []).reduce(function (all, row) { return all + row.join("").length; }, 0); }, 0);
    told.push(["", "全文约" + letters + "字。通知对篇幅有规定的照通知；没有规定的，班子材料通常三四千字，个人材料通常两三千字（这是通常的写法，不是规定）。"]);
    return told;
  }

  function panel(place, made, work, data) {
    place.textContent = "";
    missing(made, work, data).forEach(function (pair) {
      place.appendChild(el("li", {}, [pair[0] ? el("a", { href: "#" + pair[0], "data-goto": pair[0] }, [pair[1]]) : pair[1]]));
    });
  }

  window.antou = window.antou || {};
  window.antou.composeDraft = { el: el, spans: spans, paper: paper, form: form, count: count, panel: panel, table: table, keysOf: keys_of };
})();
