/* The work (一份组稿): what was chosen, ordered and written by oneself; undone step by step, saved to a file and read back, told in a link. */
(function () {
  "use strict";
  var VERSION = 1, KEY = "antou.work", STEPS = 100;

  function fresh() {
    return {
      theme: "", template: "", writer: "", aspects: [], own: {}, roots: {}, rootOf: {}, owner: {}, answers: {}, parts: {}, written: {}, left: {}, next: 1
    };
  }

  function text(value, most) { return typeof value === "string" ? value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").slice(0, most || 5000) : ""; }
  function is_map(value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value); }
  function texts(value) {
    var made = {};
    if (is_map(value)) { Object.keys(value).slice(0, 2000).forEach(function (name) { if (typeof value[name] === "string") { made[name] = text(value[name]); } }); }
    return made;
  }
  function flags(value) {
    var made = {};
    if (is_map(value)) { Object.keys(value).slice(0, 2000).forEach(function (name) { if (value[name] === true) { made[name] = true; } }); }
    return made;
  }

  /* A work read from outside, made whole: what no longer exists is left out and named. */
  function mend(given, index) {
    var work = fresh(), lost = [];
    if (!is_map(given)) { return null; }
    function known(list, id) { return list.some(function (one) { return one.id === id; }); }
    ["theme", "template", "writer"].forEach(function (name) { work[name] = text(given[name], 100); });
    if (work.theme && !known(index.themes, work.theme)) { lost.push("主题 " + work.theme); work.theme = ""; }
    if (work.template && !known(index.templates, work.template)) { lost.push("模板 " + work.template); work.template = ""; }
    if (work.writer && !index.writers.some(function (one) { return one.name === work.writer; })) { lost.push("主体 " + work.writer); work.writer = ""; }
    if (is_map(given.own)) {
      Object.keys(given.own).slice(0, 500).forEach(function (id) {
        var own = given.own[id];
        if (!is_map(own) || !/^own-\d+$/.test(id)) { return; }
        var sides = {};
        if (is_map(own.sides)) { Object.keys(own.sides).forEach(function (writer) { sides[writer] = texts(own.sides[writer]); }); }
        work.own[id] = { id: id, title: text(own.title, 200), note: text(own.note, 200), root: text(own.root, 60), sides: sides };
        work.next = Math.max(work.next, Number(id.slice(4)) + 1);
      });
    }
    (Array.isArray(given.aspects) ? given.aspects : []).slice(0, 60).forEach(function (aspect) {
      if (!is_map(aspect)) { return; }
      var problems = (Array.isArray(aspect.problems) ? aspect.problems : []).filter(function (id) {
        if (work.own[id] || known(index.problems, id)) { return true; }
        lost.push("问题卡 " + text(id, 100));
        return false;
      });
      work.aspects.push({
        title: text(aspect.title, 200), problems: problems,
        topics: (Array.isArray(aspect.topics) ? aspect.topics : []).filter(function (id) { return known(index.topics, id); })
      });
    });
    if (is_map(given.roots)) {
      Object.keys(given.roots).slice(0, 60).forEach(function (id) { work.roots[id] = { title: text(given.roots[id].title, 100), aim: text(given.roots[id].aim, 100) }; });
    }
    work.rootOf = texts(given.rootOf);
    work.owner = texts(given.owner);
    work.answers = texts(given.answers);
    work.written = texts(given.written);
    work.left = flags(given.left);
    if (is_map(given.parts)) {
      Object.keys(given.parts).slice(0, 200).forEach(function (path) {
        if (Array.isArray(given.parts[path])) { work.parts[path] = given.parts[path].filter(function (id) { return typeof id === "string"; }).slice(0, 20); }
      });
    }
    return { work: work, lost: lost };
  }

  /* ---- file: choices and values together; link: choices alone ---- */
  function to_file(work, store) {
    var values = {};
    store.names().forEach(function (name) { values[name] = store.get(name); });
    return JSON.stringify({ antou: VERSION, work: work, values: values }, null, 1);
  }

  /* The file's work, values and what was wrong: {work, lost, values} or {wrong}. */
  function from_file(read, index) {
    var data;
    try { data = JSON.parse(String(read).replace(/^\ufeff/, "")); } catch (error) { return { wrong: "这个文件读不出来，可能损坏了。现在的稿子没有动。" }; }
    if (!is_map(data) || !is_map(data.work)) { return { wrong: "这个文件不是组稿台存的。现在的稿子没有动。" }; }
    if (data.antou > VERSION) { return { wrong: "这个文件是更新的版本存的，这里读不了。现在的稿子没有动。" }; }
    var mended = mend(data.work, index);
    return { work: mended.work, lost: mended.lost, values: texts(data.values) };
  }

  function to_link(work) {
    var parts = ["theme=" + work.theme, "template=" + work.template, "writer=" + encodeURIComponent(work.writer)];
    var problems = work.aspects.map(function (aspect) { return aspect.problems.filter(function (id) { return !work.own[id]; }).join(","); });
    if (problems.join("")) { parts.push("problems=" + problems.join(";")); }
    return "#" + parts.join("&");
  }

  function from_link(hash, index) {
    var told = {};
    hash.replace(/^#/, "").split("&").forEach(function (pair) {
      var at = pair.indexOf("=");
      try { if (at > 0) { told[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1)); } } catch (error) { /* a broken piece says nothing */ }
    });
    if (!told.template && !told.theme) { return null; }
    var theme = index.themes.filter(function (one) { return one.id === told.theme; })[0];
    var lists = (told.problems || "").split(";");
    return mend({
      theme: told.theme, template: told.template, writer: told.writer,
      aspects: theme ? theme.aspects.map(function (aspect, n) { return { title: aspect.title, topics: aspect.topics, problems: (lists[n] || "").split(",").filter(Boolean) }; }) : []
    }, index);
  }

  /* ---- steps that can be undone ---- */
  function history() {
    var past = [], future = [];
    return {
      mark: function (work) { past.push(JSON.stringify(work)); if (past.length > STEPS) { past.shift(); } future = []; },
      undo: function (work) { if (!past.length) { return null; } future.push(JSON.stringify(work)); return JSON.parse(past.pop()); },
      redo: function (work) { if (!future.length) { return null; } past.push(JSON.stringify(work)); return JSON.parse(future.pop()); },
      can: function () { return { undo: past.length > 0, redo: future.length > 0 }; }
    };
  }

  /* ---- between visits: in the window, or on the machine if the user said keep ---- */
  function remember(work, kept) {
    try {
      window[kept ? "localStorage" : "sessionStorage"].setItem(KEY, JSON.stringify({ antou: VERSION, work: work }));
      window[kept ? "sessionStorage" : "localStorage"].removeItem(KEY);
      return true;
    } catch (error) { return false; }
  }
  function recall(kept, index) {
    try {
      var data = JSON.parse(window[kept ? "localStorage" : "sessionStorage"].getItem(KEY));
      return data && data.antou <= VERSION ? mend(data.work, index) : null;
    } catch (error) { return null; }
  }
  function forget() { ["localStorage", "sessionStorage"].forEach(function (place) { try { window[place].removeItem(KEY); } catch (error) { /* nothing there */ } }); }

  window.antou = window.antou || {};
  window.antou.work = { KEY: KEY, fresh: fresh, mend: mend, toFile: to_file, fromFile: from_file, toLink: to_link, fromLink: from_link, history: history, remember: remember, recall: recall, forget: forget };
})();
