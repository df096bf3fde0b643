/* The form of a contribution: its rows, its blanks that ask for themselves, what stands in it, and what is kept in this window. */
(function () {
  "use strict";
  var F = window.antou.contributeFile;
  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }
  function control(field) { return field.querySelector("input, select, textarea"); }
  function split(text) { return F.clean(text).split(/[、，,；;\n]/).map(F.line).filter(Boolean); }

  /* The value of a field by its shape. */
  function value(field) {
    if (field.dataset.shape === "words") { return all(field, "input:checked").map(function (box) { return box.value; }); }
    var own = control(field);
    if (field.dataset.shape === "flag") { return own.checked; }
    if (field.dataset.shape === "list") { return split(own.value); }
    if (field.dataset.shape === "text" || field.dataset.shape === "document") { return F.clean(own.value); }
    return F.line(own.value);
  }

  function form(root) {
    var spec = JSON.parse(root.dataset.spec), serial = 0, known = {};

    function field(name) { return root.querySelector("[data-field='" + name + "']"); }
    function get(name) { var found = field(name); return found ? value(found) : ""; }
    function template(name) { return root.querySelector("template[data-row='" + name + "']"); }

    /* A copy of a row's template, its ids made its own. */
    function row(name) {
      var made = template(name).content.cloneNode(true).firstElementChild;
      serial += 1;
      all(made, "[id], [for], [aria-describedby]").forEach(function (node) {
        ["id", "for", "aria-describedby"].forEach(function (attribute) {
          if (node.hasAttribute(attribute)) { node.setAttribute(attribute, node.getAttribute(attribute).split(" ").map(function (id) { return id + "-" + serial; }).join(" ")); }
        });
      });
      return made;
    }

    /* ---- rows that are added and taken away ---- */
    function rows(name) { return all(root, "[data-rows='" + name + "'] > .row"); }
    function number(name) { rows(name).forEach(function (one, at) { one.querySelector("legend b").textContent = at + 1; }); }
    function add(name) {
      var made = row(name);
      root.querySelector("[data-rows='" + name + "']").appendChild(made);
      number(name);
      return made;
    }
    function drop(one) {
      var holder = one.parentNode;
      one.remove();
      number(holder.dataset.rows);
      return holder;
    }

    /* ---- the sides of the chosen writers ---- */
    function sides() {
      var chosen = spec.kind === "problems" ? get("writers") : [];
      return all(root, "[data-side]").filter(function (side) { return chosen.indexOf(side.dataset.side) >= 0; }).map(function (side) {
        var id = side.dataset.sideId, measures = [];
        all(side, "[data-field^='measures-']").forEach(function (one) { measures.push({ title: one.dataset.title.split("：").pop(), text: value(one) }); });
        var told = { writer: side.dataset.side, appearance: get("appearance-" + id), causes: get("causes-" + id), measures: measures };
        told.text = told.appearance + told.causes + measures.map(function (one) { return one.text; }).join("");
        return told;
      });
    }
    function show_sides() {
      if (spec.kind !== "problems") { return; }
      var chosen = get("writers");
      all(root, "[data-side]").forEach(function (side) { side.hidden = chosen.indexOf(side.dataset.side) < 0; });
      root.querySelector("[data-no-writers]").hidden = chosen.length > 0;
    }

    /* ---- the facts: one row a blank of the text that is the card's own; what was typed for a blank is kept when its name changes ---- */
    function fact_rows() { return all(root, "[data-fact]"); }
    function read_fact(one) {
      var told = { blank: one.dataset.fact };
      all(one, "[data-field]").forEach(function (inner) { told[inner.dataset.field] = value(inner); });
      return told;
    }
    function write_row(one, told) {
      all(one, "[data-field]").forEach(function (inner) {
        var given = told[inner.dataset.field];
        if (given !== undefined && given !== "") { control(inner).value = Array.isArray(given) ? given.join("、") : given; }
      });
    }
    function fill_fact(one, told) { write_row(one, told); one.querySelector("[data-field=choices]").hidden = control(one.querySelector("[data-field=kind]")).value !== "选择"; }
    function update_facts() {
      if (spec.kind !== "problems") { return; }
      var holder = root.querySelector("[data-facts]"), written = sides();
      var texts = written.map(function (side) { return side.text; }).concat([get("avoid-quote"), get("avoid-why")]);
      var names = F.blanks(texts.join("\n")).filter(function (name) { return spec.shared.indexOf(name) < 0; });
      var old = {};
      fact_rows().forEach(function (one) { old["$" + one.dataset.fact] = one; known["$" + one.dataset.fact] = read_fact(one); });
      var gone = Object.keys(old).filter(function (key) { return names.indexOf(key.slice(1)) < 0; });
      var fresh = names.filter(function (name) { return !old["$" + name]; });
      if (gone.length === 1 && fresh.length === 1 && !known["$" + fresh[0]]) { known["$" + fresh[0]] = known[gone[0]]; }
      gone.forEach(function (key) { old[key].remove(); });
      names.forEach(function (name, at) {
        var one = old["$" + name];
        if (!one) {
          one = row("fact");
          one.dataset.fact = name;
          one.querySelector("[data-fact-name]").textContent = name;
          fill_fact(one, known["$" + name] || {});
        }
        var whose = F.owners(name, written);
        one.querySelector("[data-fact-for]").textContent = written.length > 1 ? "　用在：" + (typeof whose === "string" ? whose : whose.join("、")) : "";
        if (holder.children[at] !== one) { holder.insertBefore(one, holder.children[at] || null); }
      });
    }
    function facts() {
      var written = sides();
      return fact_rows().map(function (one) { var told = read_fact(one); told.for = F.owners(told.blank, written); return told; });
    }

    function read_rows(name) {
      return rows(name).map(function (one) { var told = {}; all(one, "[data-field]").forEach(function (inner) { told[inner.dataset.field] = value(inner); }); return told; });
    }

    /* Everything, as the file wants it. */
    function told() {
      var front = all(root, ".field[data-front]").filter(function (one) { return !one.closest(".row"); }).map(function (one) { return { name: one.dataset.field, shape: one.dataset.shape, value: value(one) }; });
      if (spec.kind === "examples") { return { front: front, notes: read_rows("annotations"), document: get("document") }; }
      var policies = read_rows("policies").map(function (one) { return one.policy; }).filter(Boolean);
      return { front: front, policies: policies, sides: sides(), facts: facts(), avoid: get("avoid-quote"), why: get("avoid-why") };
    }

    function path() {
      return "docs/" + spec.kind + "/" + (spec.kind === "problems" ? get("folder") + "/" : "") + get("slug") + ".md";
    }

    /* ---- kept in this window only, where the browser lets us ---- */
    var KEY = "antou.contribute." + spec.kind;
    function snapshot() {
      var kept = { form: KEY, fields: {}, rows: {}, facts: facts() };
      all(root, ".field").forEach(function (one) {
        if (one.closest(".row") || one.dataset.shape === "facts") { return; }
        kept.fields[one.dataset.field] = /^(?:words|flag)$/.test(one.dataset.shape) ? value(one) : control(one).value;
      });
      all(root, "[data-rows]").forEach(function (one) { kept.rows[one.dataset.rows] = read_rows(one.dataset.rows); });
      return JSON.stringify(kept);
    }
    function keep() { try { sessionStorage.setItem(KEY, snapshot()); } catch (error) { /* the form itself still holds it */ } }

    /* Puts back what a snapshot holds, in place of what stands there; tells whether it was one of this form. */
    function put_back(text) {
      var kept = null;
      try { kept = JSON.parse(text); } catch (error) { /* no snapshot at all */ }
      if (!kept || kept.form !== KEY || !kept.fields || !kept.rows || !Array.isArray(kept.facts)) { return false; }
      all(root, ".field").forEach(function (one) {
        var given = kept.fields[one.dataset.field];
        if (given === undefined || given === null || one.closest(".row")) { return; }
        if (one.dataset.shape === "words") { all(one, "input").forEach(function (box) { box.checked = given.indexOf(box.value) >= 0; }); } else if (one.dataset.shape === "flag") { control(one).checked = given === true; } else { control(one).value = String(given); }
      });
      Object.keys(kept.rows).forEach(function (name) {
        if (!template(name) || !Array.isArray(kept.rows[name])) { return; }
        rows(name).forEach(drop);
        kept.rows[name].forEach(function (one) { write_row(add(name), one); });
      });
      known = {};
      fact_rows().forEach(function (one) { one.remove(); });
      kept.facts.forEach(function (one) { known["$" + one.blank] = one; });
      complete();
      return true;
    }
    function restore() {
      var kept = null;
      try { kept = sessionStorage.getItem(KEY); } catch (error) { /* nothing kept */ }
      if (!kept || !put_back(kept)) { complete(); }
    }
    /* As many rows as there must be, and what follows from the fields. */
    function complete() {
      all(root, "[data-rows]").forEach(function (one) { while (one.children.length < Number(one.dataset.least)) { add(one.dataset.rows); } });
      refresh();
    }
    function forget() { try { sessionStorage.removeItem(KEY); } catch (error) { /* nothing was kept */ } }

    function refresh() {
      show_sides();
      update_facts();
      fact_rows().forEach(function (one) { one.querySelector("[data-field=choices]").hidden = control(one.querySelector("[data-field=kind]")).value !== "选择"; });
    }

    restore();
    return { spec: spec, field: field, get: get, add: add, drop: drop, rows: rows, told: told, path: path, facts: facts, factRows: fact_rows, keep: keep, snapshot: snapshot, putBack: put_back, forget: forget, refresh: refresh };
  }

  window.antou.contributeForm = { open: form, value: value, control: control, all: all };
})();
