/* Filling in: a value typed in a field stands at once wherever its blank stands; kept for this window only. */
(function () {
  "use strict";
  var KEY = "antou.values";
  var values = {};
  try { values = JSON.parse(sessionStorage.getItem(KEY)) || {}; } catch (error) { values = {}; }

  var blanks = {};
  document.querySelectorAll(".blank[data-name]").forEach(function (blank) {
    blank.dataset.empty = blank.textContent;
    (blanks[blank.dataset.name] = blanks[blank.dataset.name] || []).push(blank);
  });

  function show(name) {
    var value = values[name] || "";
    (blanks[name] || []).forEach(function (blank) {
      blank.textContent = value || blank.dataset.empty;
      blank.classList.toggle("filled", Boolean(value));
    });
  }

  function count() {
    document.querySelectorAll("[data-draft]").forEach(function (draft) {
      var note = draft.querySelector("[data-blank-count]");
      var open = draft.querySelectorAll(".blank:not(.filled)").length;
      if (note) { note.textContent = open ? "还有" + open + "处未填" : "已填完"; }
    });
  }

  function keep() {
    try { sessionStorage.setItem(KEY, JSON.stringify(values)); } catch (error) { /* shown values stay on the page */ }
  }

  document.querySelectorAll("[data-blank]").forEach(function (field) {
    field.value = values[field.dataset.blank] || "";
    field.addEventListener("input", function () {
      values[field.dataset.blank] = field.value.trim();
      document.querySelectorAll("[data-blank]").forEach(function (other) {
        if (other !== field && other.dataset.blank === field.dataset.blank) { other.value = field.value; }
      });
      show(field.dataset.blank);
      count();
      keep();
    });
  });
  Object.keys(values).forEach(show);
  count();
})();
