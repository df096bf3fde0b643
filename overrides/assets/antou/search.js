/* The search box: loads the engine and its data when first used, shows hits, moves among them by keyboard.
   The engine runs in a worker made from its own text; where there is none it runs here, a query at a time. */
(function () {
  "use strict";
  var place = document.querySelector("[data-search-place]");
  if (!place) { return; }
  var base = document.querySelector("meta[name=base]").content + "/";
  var folder = base + "assets/data/search/";
  var SHOWN = 8;
  var AHEAD = 400;         /* milliseconds without a question */

  /* ---- loading: names first, the rest behind ---- */
  var ask = null;          /* function (query, filters, most, answer) once the names are there */
  var waiting = [];
  var started = false, pieces = 0, received = 0, failed = false;
  var feed = null;
  var names = null, named = [];      /* who waits for the names */

  function script(path, done) {
    var element = document.createElement("script");
    element.src = path;
    element.async = false;     /* fetched together, run in order */
    element.onload = function () { done(true); };
    element.onerror = function () { done(false); };
    document.head.appendChild(element);
  }

  window.antouSearchData = function (part, data) {
    if (!feed) { return; }     /* the engine did not come */
    if (part === "names") { pieces = data.pieces; names = data; named.forEach(function (listener) { listener(data); }); }
    if (part === "bodies") { received++; }
    feed(part, data);
  };

  function local() {
    var engine = window.antouSearchEngine();
    feed = function (part, data) { engine[part](data); };
    ask = function (query, filters, most, answer) { setTimeout(function () { answer(engine.run(query, filters, most)); }, 0); };
  }

  /* A worker may also be refused after it was made, which only an error event tells: what it was given is kept until it has spoken. */
  function worker() {
    if (!window.Worker || !window.Blob || !window.URL || !URL.createObjectURL) { local(); return; }
    var text = "var engine=(" + window.antouSearchEngine + ")();onmessage=function(event){var m=event.data;" +
      "if(m.part){engine[m.part](m.data);}else{postMessage({id:m.id,result:engine.run(m.query,m.filters,m.most)});}};postMessage({});";
    var address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    var made = new Worker(address);
    var answers = {}, last = 0, given = [], open = null;
    made.onerror = function (event) {
      if (!given) { return; }
      event.preventDefault();
      local();
      given.forEach(function (piece) { feed(piece[0], piece[1]); });
      if (open) { ask.apply(null, open); }
    };
    made.onmessage = function (event) {
      given = open = null;
      var answer = answers[event.data.id];
      delete answers[event.data.id];
      if (answer) { answer(event.data.result); }
    };
    feed = function (part, data) { if (given) { given.push([part, data]); } made.postMessage({ part: part, data: data }); };
    ask = function (query, filters, most, answer) {
      if (given) { open = [query, filters, most, answer]; }
      answers = {};        /* only the newest question is answered */
      answers[++last] = answer;
      made.postMessage({ id: last, query: query, filters: filters, most: most });
    };
  }

  function start() {
    if (started) { return; }
    started = true;
    script(base + "assets/antou/search-engine.js", function (done) {
      if (!done) { failed = true; ready(); return; }
      try { worker(); } catch (error) { local(); }
    });
    script(folder + "names.js", function (there) {
      failed = !there || !pieces;
      ready();
      setTimeout(rest, AHEAD);
    });
  }

  /* Behind the first answer, so that nothing competes with it; or by and by, where nothing has been asked yet. */
  var resting = false;
  function rest() {
    if (resting || failed) { return; }
    resting = true;
    script(folder + "forms.js", function () { next(1); });
  }

  function next(number) {
    if (number > pieces) { refresh(); return; }
    script(folder + "bodies-" + number + ".js", function (there) {
      failed = !there || received < number;   /* a file cut short loads and says nothing */
      if (failed) { refresh(); } else { next(number + 1); }
    });
  }

  function ready() { waiting.splice(0).forEach(function (work) { work(); }); }
  function when_ready(work) { if (pieces || failed) { work(); } else { waiting.push(work); start(); } }

  /* ---- building what is shown: text only, never markup ---- */
  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) { element.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return element;
  }

  function marked(text, marks) {
    var parts = [], end = 0;
    marks.forEach(function (mark) {
      if (mark[0] < end) { return; }
      parts.push(text.slice(end, mark[0]), make("mark", {}, [text.slice(mark[0], mark[1])]));
      end = mark[1];
    });
    parts.push(text.slice(end));
    return parts;
  }

  function hit_element(hit) {
    var stands = [hit.kindTitle, hit.place, hit.head].filter(Boolean).join(" › ");
    var link = make("a", { href: base + hit.url }, [hit.title]);
    var lines = [link, make("span", { "class": "hit-place" }, [stands])];
    if (hit.note) { lines.push(make("span", { "class": "hit-note" }, [hit.note])); }
    if (hit.name) { lines.push(make("span", { "class": "hit-name" }, [(hit.wrong ? "错的写法：" + hit.name + "，应为" + hit.title : "也叫：" + hit.name)])); }
    if (hit.passage) { lines.push(make("p", { "class": "hit-passage" }, ["…"].concat(marked(hit.passage.text, hit.passage.marks), ["…"]))); }
    hit.copies.forEach(function (copy) {
      var text = make("span", { "data-copy-lines": "", hidden: "" }, copy[1].split("\n").map(function (line) { return make("span", { "data-line": "" }, [line]); }));
      var label = copy[0] ? "复制（" + copy[0] + "）" : "复制";
      lines.push(make("span", { "data-copyable": "", "class": "hit-copy" }, [text, make("button", { type: "button", "class": "copy", "data-action": "copy-text", "aria-label": label + "：" + hit.title }, [label])]));
    });
    return make("li", { "class": "hit hit-" + hit.match, "data-search-hit": "", "data-kind": hit.kind, "data-match": hit.match }, lines);
  }

  /* Results that come anew leave the focus on the hit where it was. */
  function show(view, query, result) {
    var held = view.list.contains(document.activeElement) && document.activeElement.href;
    fill_list(view, query, result);
    if (held) {
      var links = Array.prototype.slice.call(view.list.querySelectorAll("a"));
      (links.filter(function (link) { return link.href.split("#")[0] === held.split("#")[0]; })[0] || view.input).focus();
    }
  }

  function fill_list(view, query, result) {
    view.list.textContent = "";
    var near = result.hits.filter(function (hit) { return hit.match === "near"; }).length;
    var told = "";
    if (result.corrected) { told = "已按“" + result.corrected + "”查找。"; }
    if (!result.hits.length) {
      told += result.empty ? "请写要找的字、拼音或者拼音首字母。" : "没有找到。换个说法，或者只写两三个字；也可以查拼音索引。";
      view.list.appendChild(make("li", { "class": "hit-none" }, [
        make("a", { href: base + "suoyin.html" }, ["拼音索引"]), "　", make("a", { href: base + "contribute/index.html" }, ["没有的内容，提议补上"])
      ]));
    }
    var heading = false;
    result.hits.forEach(function (hit) {
      if (hit.match === "near" && !heading) {
        heading = true;
        view.list.appendChild(make("li", { "class": "hit-heading" }, ["接近的结果"]));
      }
      view.list.appendChild(hit_element(hit));
    });
    if (result.total > result.hits.length && view.more) { view.list.appendChild(view.more(query, result)); }
    view.count.textContent = String(result.exact);
    view.status.textContent = told;
    view.live.setAttribute("data-query", query);
    view.live.textContent = told + "准确的" + result.exact + "条" + (near ? "，接近的" + near + "条" : "") + (failed ? "。检索数据没有读全，结果可能不全" : received < pieces ? "。正文还在读入" : "");
  }

  function search(view) {
    var query = view.input.value;
    view.asked = query;
    if (!query.trim()) { view.close(); return; }
    when_ready(function () {
      if (!ask || !pieces) {
        view.open();
        view.list.textContent = "";
        view.count.textContent = "0";
        view.status.textContent = view.live.textContent = "检索数据没有读到，请用拼音索引，或者刷新再试。";
        view.list.appendChild(make("li", { "class": "hit-none" }, [make("a", { href: base + "suoyin.html" }, ["拼音索引"])]));
        return;
      }
      ask(query, view.filters(), view.most(), function (result) {
        if (view.asked !== query) { return; }
        view.open();
        show(view, query, result);
        rest();
      });
    });
  }

  var views = [];
  function refresh() { views.forEach(function (view) { if (view.input.value.trim() && view.asked !== undefined) { search(view); } }); }

  /* ---- keyboard: down and up move among the links, Esc goes back to the box ---- */
  function keys(view, root) {
    root.addEventListener("keydown", function (event) {
      if (event.isComposing) { return; }
      var links = Array.prototype.slice.call(view.list.querySelectorAll("a"));
      var at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && links.length && document.activeElement.tagName !== "SELECT") {
        links[Math.min(at + 1, links.length - 1)].focus();
        event.preventDefault();
      } else if (event.key === "ArrowUp" && at >= 0) {
        (at ? links[at - 1] : view.input).focus();
        event.preventDefault();
      } else if (event.key === "Escape") {
        view.asked = undefined;
        view.input.focus();
        view.close();
      }
    });
  }

  function view_of(input, list, count, status, live) {
    return { input: input, list: list, count: count, status: status, live: live, filters: function () { return {}; }, most: function () { return SHOWN; }, open: function () {}, close: function () {} };
  }

  function encode(text) { return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, "")); }
  function address(query) { return base + "search.html?q=" + encode(query); }

  /* ---- the box in the header ---- */
  function header() {
    var input = make("input", { type: "search", "data-search-input": "", "aria-label": "检索", "aria-controls": "search-panel", placeholder: "检索：字、拼音、首字母（按 / ）", autocomplete: "off", spellcheck: "false", maxlength: "10000" });
    var open = make("button", { type: "button", "class": "search-open", "aria-label": "检索", "aria-expanded": "false" }, [icon()]);
    var list = make("ul", { "class": "hits" });
    var count = make("span", { "data-search-count": "" }, ["0"]);
    var status = make("p", { "class": "search-status" });
    var live = make("div", { "class": "search-live", role: "status" });
    var panel = make("div", { id: "search-panel", "class": "search-panel", hidden: "" }, [make("p", { "class": "search-head" }, ["准确的结果 ", count, " 条"]), status, list]);
    var form = make("form", { role: "search", "class": "search-form" }, [input, panel]);
    place.textContent = "";
    [open, form, live].forEach(function (element) { place.appendChild(element); });
    var view = view_of(input, list, count, status, live);
    view.open = function () { panel.hidden = false; };
    view.close = function () { panel.hidden = true; fold(); };
    view.more = function (query, result) {
      return make("li", { "class": "hit-more" }, [make("a", { href: address(query) }, ["看全部" + result.total + "条"])]);
    };
    function unfold() { place.classList.add("searching"); open.setAttribute("aria-expanded", "true"); input.focus(); if (input.value.trim() && panel.hidden) { search(view); } }
    function fold() { if (!input.value) { place.classList.remove("searching"); open.setAttribute("aria-expanded", "false"); } }
    open.addEventListener("click", unfold);
    input.addEventListener("focus", function () { start(); if (input.value.trim() && panel.hidden) { search(view); } });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (input.value.trim()) { location.href = address(input.value); }
    });
    document.addEventListener("click", function (event) { if (!place.contains(event.target)) { panel.hidden = true; } });
    place.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !place.contains(event.relatedTarget)) { panel.hidden = true; }
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) || document.activeElement.isContentEditable;
      if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        unfold();
        input.select();
      }
    });
    return view;
  }

  function icon() {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M10 3a7 7 0 1 0 4.3 12.5l5.1 5.1 1.4-1.4-5.1-5.1A7 7 0 0 0 10 3zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10z");
    svg.appendChild(path);
    return svg;
  }

  function listen(view, root) {
    views.push(view);
    keys(view, root);
    view.input.addEventListener("input", function () {
      clearTimeout(view.timer);
      view.timer = setTimeout(function () { search(view); }, 30);
    });
  }

  listen(header(), place);

  /* What the results page is made of. */
  window.antou = window.antou || {};
  window.antou.searching = {
    make: make, encode: encode, viewOf: view_of, listen: listen, search: search, start: start,
    onNames: function (listener) { if (names) { listener(names); } else { named.push(listener); } }
  };
})();
