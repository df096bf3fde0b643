/* 组稿台: the page. Loads the data, keeps the work, draws steps and draft, and carries out what is pressed. Nothing leaves the machine. */
(function () {
  "use strict";
  var root = document.querySelector("[data-compose]");
  if (!root) { return; }
  var base = document.querySelector("meta[name=base]").content + "/assets/data/compose/";
  var D = window.antou.composeDraft, S = window.antou.composeSteps, P = window.antou.composePage, W = window.antou.work, el = D.el, store = window.antou.values;
  var data = { index: null, passages: null, cards: {} };
  var work = W.fresh(), steps = W.history(), open_picker = -1, made = null;
  var places = null, fill = P.fill;
  window.antou.composing = { data: data };

  /* ---- data ---- */
  window.antouCompose = function (part, given) {
    if (part === "cards") { Object.keys(given).forEach(function (id) { data.cards[id] = given[id]; }); } else { data[part] = given; }
  };
  var asked = {};
  function load(name, done) {
    if (asked[name] === true) { done(); return; }
    if (asked[name]) { asked[name].push(done); return; }
    asked[name] = [done];
    var script = document.createElement("script");
    script.src = base + name + ".js";
    script.onload = script.onerror = function (event) {
      var waiting = asked[name];
      asked[name] = event.type === "load" ? true : undefined;
      if (event.type !== "load") { window.antou.say("组稿的数据没有读到，刷新再试。"); }
      waiting.forEach(function (one) { one(); });
    };
    document.head.appendChild(script);
  }
  /* The cards of the problems in the work, by topic, then on. */
  function with_cards(ids, done) {
    var topics = {};
    ids.forEach(function (id) { var card = S.find(data.index.problems, id); if (card && !data.cards[id]) { topics[card.topic] = true; } });
    var names = Object.keys(topics), left = names.length;
    if (!left) { done(); return; }
    names.forEach(function (topic) { load("cards-" + topic, function () { if (--left === 0) { done(); } }); });
  }
  function all_ids() { return work.aspects.reduce(function (ids, aspect) { return ids.concat(aspect.problems); }, []); }

  function draw_steps() {
    fill(places.first, S.first(work, data.index));
    var ready = work.template && work.writer;
    fill(places.aspects, ready ? S.aspects(work, data) : [el("p", { "class": "compose-note" }, ["先选主题、文种和谁写。"])]);
    fill(places.parts, ready ? S.parts(work, data) : []);
    if (ready && open_picker >= 0 && open_picker < work.aspects.length) { show_picker(); }
    draw_draft(true);
    var can = steps.can();
    root.querySelector("[data-do=undo]").disabled = !can.undo;
    root.querySelector("[data-do=redo]").disabled = !can.redo;
  }

  function counted() {
    var known = { aspects: work.aspects.length, problems: made.problems.length };
    Object.keys(data.index.counted).forEach(function (name) { if (known[data.index.counted[name]]) { store.set(name, String(known[data.index.counted[name]])); } });
  }

  function draw_draft(roots_too) {
    if (!work.template || !work.writer) { places.paper.textContent = "选好主题、文种和谁写，成稿就出在这里。"; return; }
    made = window.antou.assemble(data, work);
    counted();
    D.paper(places.paper, made);
    window.antou.gather(places.paper);
    roots_due = roots_due || roots_too;
    soon();
    if (!W.remember(work, store.keeping())) { window.antou.say("浏览器没有让保存：稿子还在这个页面上，关掉以前请“存成文件”。"); }
  }

  /* Steps and draft are shown at once; what stands below them follows when the browser has drawn those. */
  var roots_due = false, due = false;
  function soon() {
    if (due) { return; }
    due = true;
    window.requestAnimationFrame(function () { window.requestAnimationFrame(draw_rest); });
  }
  function draw_rest() {
    due = false;
    if (!work.template || !work.writer) { return; }
    places.ledger.textContent = "";
    if (made.problems.length) { places.ledger.appendChild(D.table(made.ledger)); }
    window.antou.gather(places.ledger);
    D.form(places.fill, made, data, S.find(data.index.templates, work.template));
    D.count(places.fill);
    D.panel(places.list, made, work, data);
    if (roots_due) { fill(places.roots, S.roots(work, data, made)); }
    roots_due = false;
  }

  function show_picker() {
    var place = places.aspects.querySelector('[data-picker="' + open_picker + '"]');
    if (place) { S.picker(place, open_picker, work, data, ""); }
  }

  /* ---- actions ---- */
  function act(change) {
    steps.mark(work);
    change();
    with_cards(all_ids(), draw_steps);
  }
  function swap(list, at, way) { var one = list.splice(at, 1)[0]; list.splice(at + way, 0, one); }

  var DO = {
    "aspect-up": function (d) { act(function () { swap(work.aspects, +d.aspect, -1); }); },
    "aspect-down": function (d) { act(function () { swap(work.aspects, +d.aspect, 1); }); },
    "aspect-out": function (d) { act(function () { work.aspects.splice(+d.aspect, 1); open_picker = -1; }); },
    "aspect-add": function () { act(function () { work.aspects.push({ title: "", topics: [], problems: [] }); }); root.querySelector('[data-aspect-title="' + (work.aspects.length - 1) + '"]').focus(); },
    "problem-up": function (d) { act(function () { swap(work.aspects[+d.aspect].problems, +d.at, -1); }); },
    "problem-down": function (d) { act(function () { swap(work.aspects[+d.aspect].problems, +d.at, 1); }); },
    "problem-out": function (d) { act(function () { work.aspects[+d.aspect].problems.splice(+d.at, 1); }); },
    pick: function (d) { open_picker = open_picker === +d.aspect ? -1 : +d.aspect; draw_steps(); var box = root.querySelector("[data-pick-query]"); if (box) { box.focus(); } },
    take: function (d) {
      act(function () {
        work.answers[d.id] = "yes";
        work.aspects[+d.aspect].problems.push(d.id);
        if (person()) { work.owner[d.id] = "me"; }
      });
    },
    no: function (d) { act(function () { work.answers[d.id] = "no"; }); },
    own: function (d) {
      act(function () {
        var id = "own-" + work.next++;
        work.own[id] = { id: id, title: "", note: "", root: data.index.roots[0].id, sides: {} };
        work.aspects[+d.aspect].problems.push(id);
        if (person()) { work.owner[id] = "me"; }
      });
      root.querySelector('[data-own="own-' + (work.next - 1) + '"]').focus();
    },
    preview: function (d) {
      var place = root.querySelector('[data-preview="' + d.id + '"]');
      if (place.firstChild) { place.textContent = ""; return; }
      with_cards([d.id], function () {
        var side = data.cards[d.id] && data.cards[d.id].sides[work.writer];
        if (side) { [side.problem, side.cause, side.measure].forEach(function (text) { place.appendChild(el("p", {}, D.spans(text))); }); }
      });
    },
    undo: function () { var old = steps.undo(work); if (old) { work = old; with_cards(all_ids(), draw_steps); } },
    redo: function () { var next = steps.redo(work); if (next) { work = next; with_cards(all_ids(), draw_steps); } },
    restart: function () { if (window.confirm("放下现在的选择，从头来？可以先存成文件。")) { act(function () { work = W.fresh(); open_picker = -1; }); } },
    "save-work": function () { if (window.antou.save("组稿.json", [W.toFile(work, store)], "application/json")) { window.antou.say("已存成文件。里面有填的内容，照保密的规定保管。"); } },
    "open-work": function () { root.querySelector("[data-open-work]").click(); },
    link: function () {
      var address = location.href.split("#")[0] + W.toLink(work);
      window.antou.copyText(address).then(function (taken) { window.antou.say(taken ? "链接已复制。自拟的问题和填的内容不在链接里。" : address); });
    },
    xlsx: function () { if (made && made.problems.length) { window.antou.ledgerFile(places.ledger.querySelector("table"), function (can) { if (!can) { window.antou.say("Excel文件没有做成，请用“复制台账”。"); } }); } else { window.antou.say("还没有问题，台账是空的。"); } }
  };
  function person() { var writer = data.index.writers.filter(function (one) { return one.name === work.writer; })[0]; return writer && writer.speaks === "我"; }

  function choose(target) {
    var name = target.dataset.choose, value = target.value;
    if (name === "theme") {
      act(function () {
        var theme = S.find(data.index.themes, value);
        work.theme = value;
        if (theme && (!all_ids().length || window.confirm("换主题以后，方面换成新主题的；已选的问题放到第一个方面，由你重新分。换吗？"))) {
          var ids = all_ids();
          work.aspects = theme.aspects.map(function (aspect) { return { title: aspect.title, topics: aspect.topics, problems: [] }; });
          if (ids.length) { if (!work.aspects.length) { work.aspects.push({ title: "", topics: [], problems: [] }); } work.aspects[0].problems = ids; }
        }
      });
    } else if (name === "template") {
      act(function () {
        var template = S.find(data.index.templates, value);
        work.template = value;
        work.parts = {};
        work.written = {};
        work.left = {};
        if (template && template.writers.indexOf(work.writer) < 0) { work.writer = template.writers[0]; }
        if (template && !work.theme) { work.theme = template.themes[0]; work.aspects = S.find(data.index.themes, work.theme).aspects.map(function (aspect) { return { title: aspect.title, topics: aspect.topics, problems: [] }; }); }
      });
    } else if (name === "writer") { act(function () { work.writer = value; }); }
    else if (name === "owner") { act(function () { work.owner[target.dataset.id] = value; }); }
    else if (name === "own-root") { act(function () { work.own[target.dataset.own].root = value; }); }
    else if (name === "part") { act(function () { if (value) { work.parts[target.dataset.path] = [value]; } else { delete work.parts[target.dataset.path]; } }); }
    else if (name === "root-of") {
      act(function () {
        var id = value;
        if (value === "new") { id = "root-" + (Object.keys(work.roots).length + 1) + "-" + work.next++; work.roots[id] = { title: "（给根源起个名称）", aim: "" }; }
        if (work.own[target.dataset.id]) { work.own[target.dataset.id].root = id; } else { work.rootOf[target.dataset.id] = id; }
      });
    }
  }

  /* Typing changes the work at once, the draft a moment later; a step to undo is marked when the typing begins. */
  var typing = null, later = 0;
  function typed(target) {
    var d = target.dataset;
    if (typing !== target) { steps.mark(work); typing = target; }
    if (d.aspectTitle !== undefined) { work.aspects[+d.aspectTitle].title = target.value; }
    if (d.column) {
      var own = work.own[d.own];
      if (d.column === "title" || d.column === "note") { own[d.column] = target.value; } else { (own.sides[work.writer] = own.sides[work.writer] || {})[d.column] = target.value; }
    }
    if (d.root) { (work.roots[d.root] = work.roots[d.root] || { aim: "" }).title = target.value; }
    if (d.written !== undefined) { if (target.value.trim()) { work.written[d.written] = target.value; } else { delete work.written[d.written]; } }
    clearTimeout(later);
    later = setTimeout(function () { draw_draft(!d.root); }, 30);
  }

  root.addEventListener("click", function (event) {
    var pressed = event.target.closest("[data-do]"), jump = event.target.closest("[data-goto]");
    if (pressed && DO[pressed.dataset.do]) { typing = null; DO[pressed.dataset.do](pressed.dataset); }
    if (jump) {
      event.preventDefault();
      var goal = document.getElementById(jump.dataset.goto) || places[jump.dataset.goto] || places.aspects;
      goal.scrollIntoView({ block: "start" });
      if (goal.tabIndex < 0) { goal.tabIndex = -1; }
      goal.focus();
    }
  });
  root.addEventListener("change", function (event) {
    var target = event.target;
    if (target.dataset.choose) { typing = null; choose(target); }
    if (target.dataset.left !== undefined) { act(function () { if (target.checked) { work.left[target.dataset.left] = true; } else { delete work.left[target.dataset.left]; } }); }
    if (target.matches("[data-open-work]")) { open_file(target); }
  });
  root.addEventListener("input", function (event) {
    var target = event.target, d = target.dataset;
    if (d.pickQuery !== undefined) { S.picker(target.closest("[data-picker]"), +d.pickQuery, work, data, target.value); } else if (d.aspectTitle !== undefined || d.column || d.root || d.written !== undefined) { typed(target); }
  });

  /* Dragging a problem with the mouse: before another, or to the end of another aspect. */
  var dragged = null;
  root.addEventListener("dragstart", function (event) { dragged = event.target.closest && event.target.closest(".compose-problem"); if (dragged) { event.dataTransfer.setData("text/plain", dragged.id); } });
  root.addEventListener("dragover", function (event) { if (dragged && event.target.closest(".compose-aspect")) { event.preventDefault(); } });
  root.addEventListener("drop", function (event) {
    var aspect = event.target.closest(".compose-aspect"), before = event.target.closest(".compose-problem");
    if (!dragged || !aspect) { return; }
    event.preventDefault();
    var from = dragged.dataset, to = Number(aspect.id.slice(7));
    act(function () {
      var id = work.aspects[+from.aspect].problems.splice(+from.at, 1)[0];
      var list = work.aspects[to].problems, place = before ? Number(before.dataset.at) : list.length;
      list.splice(to === +from.aspect && +from.at < place ? place - 1 : place, 0, id);
    });
    dragged = null;
  });

  function open_file(input) {
    var file = input.files && input.files[0];
    if (!file) { return; }
    if (!window.FileReader) { window.antou.say("这个浏览器不能在网页里读文件，请换新一些的浏览器。"); return; }
    var reader = new FileReader();
    reader.onload = function () { input.value = ""; adopt_file(W.fromFile(reader.result, data.index)); };
    reader.onerror = function () { input.value = ""; window.antou.say("这个文件打不开。现在的稿子没有动。"); };
    if (file.size > 20000000) { window.antou.say("这个文件太大，不像是组稿台存的。"); } else { reader.readAsText(file); }
  }
  function adopt_file(found) {
    if (found.wrong) { window.antou.say(found.wrong); return; }
    act(function () { work = found.work; });
    Object.keys(found.values).forEach(function (name) { store.set(name, found.values[name]); });
    window.antou.say("打开了。" + (found.lost.length ? "这些已经不在站里，没有放进来：" + found.lost.join("、") + "。" : ""));
  }

  /* Two windows with a kept work: the newer one is not written over in silence. */
  window.addEventListener("storage", function (event) {
    if (event.key === W.KEY && event.newValue && store.keeping()) { window.antou.say("另一个窗口改了稿子。这个窗口的没有动；要用那一份，刷新这一页。"); }
  });
  store.onChange(function () { if (made) { soon(); } });

  load("index", function () {
    if (!data.index) { root.textContent = "组稿的数据没有读到，刷新再试。"; return; }
    places = P.frame(root);
    var found = W.fromLink(location.hash, data.index) || W.recall(store.keeping(), data.index);
    if (found) {
      work = found.work;
      if (found.lost.length) { window.antou.say("这些已经不在站里，没有放进来：" + found.lost.join("、") + "。"); }
    }
    load("passages", function () { with_cards(all_ids(), function () { draw_steps(); root.setAttribute("data-ready", ""); }); });
  });
})();
