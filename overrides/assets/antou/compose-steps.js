/* The steps of a composition: what to choose, the aspects with their problems, the roots, the other parts. Each step is drawn from the work;
   a change goes through `act`, which marks a step to undo, changes the work and draws again. */
(function () {
  "use strict";
  var el = window.antou.composeDraft.el;

  function button(label, action, more) {
    var attributes = { type: "button", "class": "copy", "data-do": action };
    Object.keys(more || {}).forEach(function (name) { attributes[name] = more[name]; });
    return el("button", attributes, [label]);
  }

  function select(label, name, options, value, more) {
    var made = el("select", Object.assign({ "data-choose": name, "aria-label": label }, more || {}), options.map(function (option) {
      return option.group ? el("optgroup", { label: option.group }, option.list.map(single)) : single(option);
    }));
    function single(option) { return el("option", { value: option[0], selected: option[0] === value }, [option[1]]); }
    return made;
  }

  /* ---- 1: theme, document type, writer ---- */
  function first(work, index) {
    function themes(meeting) {
      return index.themes.filter(function (theme) { return theme.meeting === meeting; }).sort(function (a, b) { return (b.year || 9999) - (a.year || 9999); }).map(function (theme) { return [theme.id, theme.title]; });
    }
    var theme = find(index.themes, work.theme);
    var fitting = index.templates.filter(function (one) { return !theme || one.themes.indexOf(theme.id) >= 0; });
    var others = index.templates.filter(function (one) { return theme && one.themes.indexOf(theme.id) < 0 && one.meeting === theme.meeting; });
    var template = find(index.templates, work.template);
    function named(list) { return list.map(function (one) { return [one.id, one.title]; }); }
    var parts = [
      el("label", { "class": "field" }, [el("span", {}, ["主题（照通知）"]), select("主题", "theme", [["", "（请选）"], { group: "民主生活会", list: themes("民主生活会") }, { group: "组织生活会", list: themes("组织生活会") }], work.theme)]),
      el("label", { "class": "field" }, [el("span", {}, ["文种"]), select("文种", "template", [["", "（请选）"], { group: "适用这个主题", list: named(fitting) }, { group: "其他", list: named(others) }], work.template)]),
      el("label", { "class": "field" }, [el("span", {}, ["谁写"]), select("谁写", "writer", (template ? template.writers : []).map(function (name) { return [name, name]; }), work.writer)])
    ];
    if (theme && theme.example) { parts.push(el("p", { "class": "compose-note" }, ["这个主题的方面是本站拟的示例，换成通知上的。"])); }
    if (theme && !theme.aspects.length) { parts.push(el("p", { "class": "compose-note" }, ["这个主题的方面待核，照收到的通知自己写上。"])); }
    if (theme && theme.demands.length) { parts.push(el("p", { "class": "compose-note" }, ["通知还要求："]), el("ul", {}, theme.demands.map(function (text) { return el("li", {}, [text]); }))); }
    return parts;
  }

  function find(list, id) { return list.filter(function (one) { return one.id === id; })[0]; }

  /* ---- 2: aspects and problems ---- */
  function moves(kind, at, count, more) {
    return [
      button("↑", kind + "-up", Object.assign({ "aria-label": "上移", disabled: at === 0 }, more)),
      button("↓", kind + "-down", Object.assign({ "aria-label": "下移", disabled: at === count - 1 }, more))
    ];
  }

  var COLUMNS = [["appearance", "表现", "什么时候、什么事、几次几件，误了什么"], ["cause", "直接原因", "只解释这一条，换一条就说不通"], ["what", "做什么", "改哪一步，做到哪里"],
    ["who", "谁来做", "写职务或者科室"], ["by", "何时完成", "写到日"], ["check", "怎样检查", "谁拿什么记录查"], ["done", "算办到", "查得出来的一个结果"]];

  function own_form(own, writer, roots) {
    var side = own.sides[writer] || {};
    return el("div", { "class": "own-form" }, [
      el("label", { "class": "field" }, [el("span", {}, ["问题（看得见的一个毛病）"]), el("input", { type: "text", value: own.title, "data-own": own.id, "data-column": "title", maxlength: "200" })]),
      el("label", { "class": "field" }, [el("span", {}, ["根源"]), select("根源", "own-root", roots, own.root, { "data-own": own.id })]),
      el("label", { "class": "field" }, [el("span", {}, ["根源一句"]), el("input", { type: "text", value: own.note, "data-own": own.id, "data-column": "note", maxlength: "200" })])
    ].concat(COLUMNS.map(function (column) {
      return el("label", { "class": "field wide" }, [el("span", {}, [column[1] + "（" + writer + "）"]), el("textarea", { rows: "2", "data-own": own.id, "data-column": column[0] }, [side[column[0]] || ""]), el("small", {}, [column[2]])]);
    })));
  }

  function problem_row(work, data, aspect_at, id, at, count) {
    var own = work.own[id];
    var card = find(data.index.problems, id);
    var title = own ? own.title || "自拟的一条" : card.title;
    var where = { "data-aspect": aspect_at, "data-at": at, "data-id": id };
    var writer = data.index.writers.filter(function (one) { return one.name === work.writer; })[0];
    var owners = [["", "（没有人认领）"], ["me", "本人"], ["主要负责人", "主要负责人"], ["班子成员", "班子其他成员"]];
    return el("li", { id: "problem-" + id, "class": "compose-problem", draggable: "true", "data-aspect": aspect_at, "data-at": at }, [
      el("span", { "class": "problem-title" }, [title, own ? "（自拟）" : ""]),
      el("span", { "class": "problem-tools" }, moves("problem", at, count, where).concat([
        writer && writer.speaks !== "支部" ? el("label", {}, ["认领 ", select("谁认领：" + title, "owner", owners, work.owner[id] || "", { "data-id": id })]) : null,
        button("移出", "problem-out", where)
      ])),
      own ? own_form(own, work.writer, data.index.roots.map(function (root) { return [root.id, root.title]; })) : null
    ]);
  }

  function aspects(work, data) {
    return work.aspects.map(function (aspect, at) {
      var where = { "data-aspect": at };
      return el("div", { "class": "compose-aspect", id: "aspect-" + at }, [
        el("div", { "class": "aspect-head" }, [
          el("input", { type: "text", value: aspect.title, "aria-label": "第" + (at + 1) + "个方面", "data-aspect-title": at, maxlength: "200" })
        ].concat(moves("aspect", at, work.aspects.length, where), [button("删去", "aspect-out", where)])),
        el("ol", { "class": "compose-problems" }, aspect.problems.map(function (id, n) { return problem_row(work, data, at, id, n, aspect.problems.length); })),
        el("p", {}, [button("选问题", "pick", where), button("自拟一条", "own", where)]),
        el("div", { "data-picker": at })
      ]);
    }).concat([el("p", {}, [button("加一个方面", "aspect-add")])]);
  }

  /* ---- the picker: suggested by topic, searched in all; a card asks its question before it is taken ---- */
  function picker(place, at, work, data, query) {
    var aspect = work.aspects[at];
    var taken = {};
    work.aspects.forEach(function (one) { one.problems.forEach(function (id) { taken[id] = true; }); });
    var words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
    var listed = data.index.problems.filter(function (card) {
      if (taken[card.id] || card.writers.indexOf(work.writer) < 0) { return false; }
      if (!words.length) { return aspect.topics.indexOf(card.topic) >= 0; }
      var text = (card.title + card.names.join("") + card.screening).toLowerCase();
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    });
    var order = function (card) { var n = aspect.topics.indexOf(card.topic); return (work.answers[card.id] === "no" ? 100 : 0) + (n < 0 ? 50 : n); };
    listed.sort(function (a, b) { return order(a) - order(b); });
    var list = place.querySelector("ul") || el("ul", { "class": "picker-list" });
    list.textContent = "";
    listed.filter(function (card, n) { return n < 20 || work.answers[card.id] === "no"; }).forEach(function (card) {
      var topic = find(data.index.topics, card.topic);
      list.appendChild(el("li", { "class": work.answers[card.id] === "no" ? "answered-no" : "" }, [
        el("strong", {}, [card.title]), el("small", {}, [topic.title + (card.units.length ? "，" + card.units.join("、") : "")]),
        el("p", { "class": "screening-text" }, ["有没有这事：" + card.screening]),
        el("p", {}, [
          button("有这事，选上", "take", { "data-aspect": at, "data-id": card.id, "aria-label": "有这事，选上：" + card.title }),
          button("没有这事", "no", { "data-aspect": at, "data-id": card.id, "aria-label": "没有这事：" + card.title }),
          button("看写法", "preview", { "data-id": card.id, "aria-label": "看写法：" + card.title })
        ]),
        el("div", { "data-preview": card.id })
      ]));
    });
    if (listed.length > 20) { list.appendChild(el("li", {}, ["还有" + (listed.length - 20) + "条，写个词找。"])); }
    if (!listed.length) { list.appendChild(el("li", {}, ["没有合适的卡。换个词找，或者自拟一条。"])); }
    if (!list.parentNode) {
      place.appendChild(el("label", { "class": "field" }, [el("span", {}, ["在全部问题卡里找"]), el("input", { type: "search", "data-pick-query": at, autocomplete: "off" })]));
      place.appendChild(list);
    }
  }

  /* ---- 3: roots ---- */
  function roots(work, data, made) {
    var listed = data.index.roots.map(function (root) { return { id: root.id, title: root.title, note: root.note }; });
    Object.keys(work.roots).forEach(function (id) { if (!find(listed, id)) { listed.push({ id: id, title: work.roots[id].title, note: "" }); } });
    var options = listed.map(function (root) { return [root.id, (work.roots[root.id] && work.roots[root.id].title) || root.title]; });
    var groups = listed.filter(function (root) { return made.problems.some(function (one) { return one.root === root.id; }); }).map(function (root) {
      var told = work.roots[root.id] || {};
      return el("div", { "class": "compose-root" }, [
        el("label", { "class": "field" }, [el("span", {}, ["根源的名称"]), el("input", { type: "text", value: told.title || root.title, "data-root": root.id, maxlength: "100" })]),
        el("ul", {}, made.problems.filter(function (one) { return one.root === root.id; }).map(function (one) {
          return el("li", {}, [one.title.replace(/【.*?】/g, "自拟的一条"), " ", select("归到哪个根源：" + one.title, "root-of", options.concat([["new", "另起一个根源"]]), root.id, { "data-id": one.id })]);
        }))
      ]);
    });
    return groups.length ? groups : [el("p", { "class": "compose-note" }, ["选了问题，这里按根源归好；可以改名、重归。"])];
  }

  /* ---- 4: the other parts ---- */
  function parts(work, data) {
    var template = find(data.index.templates, work.template), rows = [];
    (function walk(nodes, path) {
      nodes.forEach(function (node, at) {
        var here = path + at;
        if (node.children) { walk(node.children, here + "."); }
        if (!node.snippets && !node.structured) { return; }
        var choices = node.snippets ? Object.keys(data.passages.snippets).filter(function (id) {
          var one = data.passages.snippets[id];
          return (one.part === node.part || node.snippets.indexOf(id) >= 0) && one.writers.indexOf(work.writer) >= 0;
        }).map(function (id) { return [id, data.passages.snippets[id].title]; }) : [];
        var now = work.parts[here] || (node.snippets || []).filter(function (id) { return data.passages.snippets[id] && data.passages.snippets[id].writers.indexOf(work.writer) >= 0; });
        var item = node.structured && data.passages.structured[node.structured];
        rows.push(el("div", { "class": "compose-part" }, [
          el("strong", {}, [node.heading || node.title]),
          node.snippets ? select("用哪一段：" + (node.heading || node.title), "part", [["", now.length > 1 ? "（照提纲的" + now.length + "段）" : "（照提纲）"]].concat(choices), work.parts[here] ? now[0] : "", { "data-path": here }) : null,
          el("label", {}, [el("input", { type: "checkbox", "data-left": here, checked: Boolean(work.left[here]) }), " 不要这一部分"]),
          item && item.none ? el("details", {}, [el("summary", {}, ["没有这类事怎么写"]), el("p", {}, [item.none])]) : null,
          el("label", { "class": "field wide" }, [el("span", {}, ["自己写（写了就用自己的）"]), el("textarea", { rows: "2", "data-written": here }, [work.written[here] || ""])])
        ]));
      });
    })(template.outline, "");
    return rows;
  }

  window.antou.composeSteps = { first: first, aspects: aspects, picker: picker, roots: roots, parts: parts, find: find, button: button };
})();
