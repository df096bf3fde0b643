/* Outline and choices -> blocks (成稿): chooses, orders, numbers. What is said stands in the blocks that the build worded; how points are
   numbered is the same as in the build, and a test compares both block by block. No page here, so that it can be tested alone. */
(function () {
  "use strict";
  var DIGITS = "零一二三四五六七八九";

  function chinese(number) {
    var tens = Math.floor(number / 10), ones = number % 10;
    if (!tens) { return DIGITS[ones]; }
    return (tens === 1 ? "" : DIGITS[tens]) + "十" + (ones ? DIGITS[ones] : "");
  }
  function heading_number(level, number) {
    if (level === 1) { return chinese(number) + "、"; }
    if (level === 2) { return "（" + chinese(number) + "）"; }
    return level === 3 ? number + "." : "（" + number + "）";
  }
  function point_number(number) { return chinese(number) + "是"; }

  function quoted(text) { return "“" + text.replace(/“/g, "‘").replace(/”/g, "’") + "”"; }
  function put(pattern, parts) { return pattern.replace(/\{(\w+)\}/g, function (all, name) { return parts[name] || ""; }); }
  /* A sentence ends in a stop, whoever wrote it. */
  function sentence(text) { return /[。！？；]$/.test(text) ? text : text + "。"; }

  /* A problem of one's own, in the shape of a card's side. An empty column stands as a blank, so that it never reads as finished. */
  var ASKED = { title: "问题", appearance: "表现：时间、事项、数字", note: "根源一句", cause: "直接原因", what: "做什么", who: "谁来做", by: "何时完成", check: "怎样检查", done: "算办到" };
  function own_side(own, writer, patterns) {
    var side = own.sides[writer] || {};
    var told = {};
    Object.keys(ASKED).forEach(function (name) {
      var text = (name === "title" ? own.title : name === "note" ? own.note : side[name] || "").trim();
      told[name] = text || "【自拟/" + own.id + "/" + writer + "/" + ASKED[name] + "】";
    });
    told.quoted = quoted(told.title);
    ["appearance", "cause", "what", "who", "by", "check", "done"].forEach(function (name) { told[name] = sentence(told[name]); });
    var cells = {};
    ["what", "who", "by", "check", "done"].forEach(function (name) { cells[name] = told[name].replace(/。$/, ""); });
    return { problem: put(patterns.problem, told), cause: put(patterns.cause, told), measure: put(patterns.measure, told), cells: cells };
  }

  /* What a work says of one problem for a writer: {title, root, side}; none where the card has no such side. */
  function problem_of(data, work, id, writer) {
    var own = work.own[id];
    if (own) { return { id: id, title: own.title || "【自拟/" + id + "/问题】", root: own.root, side: own_side(own, writer, data.index.patterns) }; }
    var card = data.cards[id];
    if (!card || !card.sides[writer]) { return null; }
    return { id: id, title: card.title, root: work.rootOf[id] || card.root, side: card.sides[writer] };
  }

  /* Whose problems a draft takes: a group's all, a person's own. */
  function takes(data, work, id) {
    var writer = data.index.writers.filter(function (one) { return one.name === work.writer; })[0];
    return writer.speaks !== "我" || work.owner[id] === "me";
  }

  function chosen(data, work) {
    return work.aspects.map(function (aspect) {
      return {
        title: aspect.title,
        problems: aspect.problems.filter(function (id) { return takes(data, work, id); })
          .map(function (id) { return problem_of(data, work, id, work.writer); }).filter(Boolean)
      };
    });
  }

  function assemble(data, work) {
    var template = data.index.templates.filter(function (one) { return one.id === work.template; })[0];
    var aspects = chosen(data, work);
    var all = [];
    aspects.forEach(function (aspect) { aspect.problems.forEach(function (one) { all.push(one); }); });
    var blocks = [];

    function add(kind, text, more) {
      var block = { kind: kind, text: text, level: 0, number: "" };
      Object.keys(more || {}).forEach(function (name) { block[name] = more[name]; });
      blocks.push(block);
    }

    function by_root() {
      var roots = data.index.roots.map(function (root) {
        var told = work.roots[root.id] || {};
        return { id: root.id, title: told.title || root.title, aim: told.aim || root.aim };
      });
      Object.keys(work.roots).forEach(function (id) {
        if (!data.index.roots.some(function (root) { return root.id === id; })) { roots.push({ id: id, title: work.roots[id].title, aim: work.roots[id].aim || work.roots[id].title }); }
      });
      return roots.map(function (root) {
        return { title: root.title, aim: root.aim, problems: all.filter(function (one) { return one.root === root.id; }) };
      }).filter(function (group) { return group.problems.length; });
    }

    function groups(layout) {
      if (layout.by === "方面") { return aspects; }
      return layout.by === "根源" ? by_root() : [{ title: "", problems: all }];
    }

    function points(layout, name, level, aim) {
      var number = 0;
      groups(layout).forEach(function (group) {
        if (!group.problems.length) { return; }
        number++;
        if (layout.by !== "不分") { add("heading", aim && group.aim ? group.aim : group.title, { level: level, number: heading_number(level, number) }); }
        var texts = group.problems.map(function (one) { return one.side[name]; });
        if (layout.points === "段内") {
          add("paragraph", texts.length === 1 ? texts[0] : texts.map(function (text, n) { return point_number(n + 1) + text; }).join(""));
          return;
        }
        texts.forEach(function (text, n) {
          var inner = level + (layout.by !== "不分" ? 1 : 0);
          var mark = layout.points === "分段" ? point_number(n + 1) : heading_number(Math.max(inner, 3), n + 1);
          add("paragraph", texts.length === 1 ? text : mark + text);
        });
      });
    }

    function snippets(node, path) {
      var ids = (work.parts[path] || node.snippets).filter(function (id) {
        var snippet = data.passages.snippets[id];
        return snippet && (work.parts[path] || snippet.writers.indexOf(work.writer) >= 0);
      });
      if (!node.points) {
        ids.forEach(function (id) { data.passages.snippets[id].text.forEach(function (text) { add("paragraph", text); }); });
        return;
      }
      var texts = ids.map(function (id) { return data.passages.snippets[id].text.join(""); });
      if (node.points === "段内") {
        if (texts.length) { add("paragraph", texts.length === 1 ? texts[0] : texts.map(function (text, n) { return point_number(n + 1) + text; }).join("")); }
        return;
      }
      texts.forEach(function (text, n) { add("paragraph", point_number(n + 1) + text); });
    }

    function structured(node, path) {
      var item = data.passages.structured[node.structured];
      if (!item) { return; }
      (item.text[work.writer] || item.text[item.everyone] || []).forEach(function (text) { add("paragraph", text); });
      item.entries.forEach(function (texts) { texts.forEach(function (text) { add("paragraph", text); }); });
    }

    function ledger(columns) {
      var rows = [columns.slice()], number = 0;
      aspects.forEach(function (aspect) {
        aspect.problems.forEach(function (one) {
          number++;
          var root = by_root().filter(function (group) { return group.problems.indexOf(one) >= 0; })[0];
          var cells = {
            "序号": String(number), "方面": aspect.title, "问题": one.title, "根源": root ? root.title : "", "整改措施": one.side.cells.what,
            "责任人": one.side.cells.who, "完成时限": one.side.cells.by, "检查办法": one.side.cells.check, "办结标准": one.side.cells.done, "完成情况": ""
          };
          rows.push(columns.map(function (name) { return cells[name]; }));
        });
      });
      return rows;
    }

    var KINDS = { biaoti: "title", zhusong: "addressee", luokuan: "signature" };
    function walk(nodes, level, path) {
      var number = 0;
      nodes.forEach(function (node, at) {
        var here = path + at, inner = level, before = blocks.length;
        if (work.left[here]) { return; }
        if (node.heading) { add("heading", node.heading, { level: level, number: heading_number(level, number + 1) }); inner = level + 1; }
        if (node.children) { walk(node.children, inner, here + "."); }
        (node.text || []).forEach(function (text) { add(KINDS[node.part] || "paragraph", text); });
        if (work.written[here]) {
          work.written[here].split("\n").forEach(function (text) { if (text.trim()) { add("paragraph", text.trim()); } });
        } else {
          if (node.snippets) { snippets(node, here); }
          if (node.structured) { structured(node, here); }
        }
        if (node.table) { add("table", "", { rows: node.table }); }
        if (node.ledger) { add("table", "", { rows: ledger(node.ledger) }); }
        if (node.problems) { points(node.problems, "problem", inner); }
        if (node.causes) { points(node.causes, "cause", inner); }
        if (node.measures) { points(node.measures, "measure", inner, true); }
        /* A heading with nothing under it is no part of the draft; the panel says what is missing. */
        if (node.heading && blocks.length === before + 1) { blocks.pop(); } else if (node.heading) { number++; }
      });
    }
    walk(template.outline, 1, "");
    return { title: template.title, blocks: blocks, problems: all, aspects: aspects, ledger: ledger(data.index.ledger) };
  }

  window.antou = window.antou || {};
  window.antou.assemble = assemble;
  window.antou.chosen = chosen;
  window.antou.problemOf = problem_of;
  window.antou.takes = takes;
})();
