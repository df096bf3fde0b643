/* The results page of the search: its own box, filters made of what the names bring, an address that can be kept and passed on. */
(function () {
  "use strict";
  var root = document.querySelector("[data-search-page]"), A = window.antou && window.antou.searching;
  if (!root || !A) { return; }
  var PAGE = 20, make = A.make;

  /* What there is to filter by. */
  function facets_of(data) {
    var values = { kind: {}, topic: {}, type: {}, year: {}, writer: {} };
    data.rows.forEach(function (row) {
      values.kind[data.kinds[row[0]][0]] = data.kinds[row[0]][1];
      if (row[7]) { values.topic[row[7]] = data.topics[row[7]]; }
      if (row[8]) { values.type[row[8]] = row[8]; }
      if (row[9]) { values.year[row[9]] = row[9]; }
      (row[10] || "").split("、").forEach(function (writer) { if (writer) { values.writer[writer] = writer; } });
    });
    return values;
  }

  var parameters = {};
  location.search.slice(1).split("&").forEach(function (pair) {
    var parts = pair.split("=");
    try { parameters[parts[0]] = decodeURIComponent((parts[1] || "").replace(/\+/g, " ")); } catch (error) { parameters[parts[0]] = parts[1] || ""; }
  });
  var input = make("input", { type: "search", "data-search-input": "", id: "search-page-input", autocomplete: "off", spellcheck: "false", maxlength: "10000" });
  var list = make("ol", { "class": "hits" });
  var count = make("strong", { "data-search-count": "" }, ["0"]);
  var status = make("p", { "class": "search-status" });
  var live = make("div", { "class": "search-live", role: "status" });
  var filters = make("div", { "class": "search-filters" });
  var form = make("form", { role: "search", "class": "search-page-form", "aria-label": "检索全站" }, [make("label", { "for": "search-page-input" }, ["找什么"]), input, filters]);
  var head = make("p", { "class": "search-head", hidden: "" }, ["准确的结果 ", count, " 条"]);     /* shown with the filters above it */
  [form, head, status, list, live].forEach(function (element) { root.appendChild(element); });
  input.value = parameters.q || "";
  var chosen = {}, all = parameters.all === "1";
  ["kind", "topic", "type", "year", "writer"].forEach(function (name) { if (parameters[name]) { chosen[name] = parameters[name]; } });
  var view = A.viewOf(input, list, count, status, live);
  view.filters = function () { return chosen; };
  view.most = function () { return all ? 100000 : PAGE; };
  view.close = function () { list.textContent = ""; count.textContent = "0"; status.textContent = ""; };
  view.more = function (query, result) {
    var button = make("button", { type: "button", "class": "copy" }, ["全部列出（" + result.total + "条）"]);
    button.addEventListener("click", function () { all = true; remember(); A.search(view); });
    return make("li", { "class": "hit-more" }, [button]);
  };
  var TITLES = { kind: "类别", topic: "主题词", type: "文种", year: "年度", writer: "主体" };
  function facets(values) {
    filters.textContent = "";
    head.hidden = false;
    Object.keys(TITLES).forEach(function (name) {
      var select = make("select", { "data-search-filter": name, id: "search-" + name }, [make("option", { value: "" }, ["不限"])]);
      Object.keys(values[name]).sort().forEach(function (value) { select.appendChild(make("option", { value: value }, [values[name][value]])); });
      select.value = chosen[name] || "";
      select.addEventListener("change", function () { if (select.value) { chosen[name] = select.value; } else { delete chosen[name]; } remember(); A.search(view); });
      filters.appendChild(make("label", { "for": "search-" + name }, [TITLES[name], select]));
    });
  }
  function remember() {
    var parts = ["q=" + A.encode(input.value)];
    Object.keys(chosen).forEach(function (name) { parts.push(name + "=" + encodeURIComponent(chosen[name])); });
    if (all) { parts.push("all=1"); }
    try { history.replaceState(null, "", location.pathname + "?" + parts.join("&")); } catch (error) { /* an address that cannot change is no loss */ }
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); A.search(view); });
  input.addEventListener("input", function () { all = false; remember(); });

  A.listen(view, root);
  A.onNames(function (data) { facets(facets_of(data)); });
  A.start();
  if (input.value.trim()) { A.search(view); } else { input.focus(); }
})();
