/* The values filled in (填空的值): one store for every page and window. They go when the window closes, unless the user says keep.
   Values are text of one line; whatever cannot be read or written is said, and what is shown stays. */
(function () {
  "use strict";
  var KEY = "antou.values", KEEP = "antou.keep";
  var VERSION = 1, LONGEST = 5000, MOST = 5000;
  var listeners = [], complaints = [];
  var values = {}, keeping = false;
  var bus = null;

  function plain(value) { return String(value).replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim().slice(0, LONGEST); }

  /* Storage may be forbidden: reaching for it is enough to fail. */
  function storage(kept) { try { return kept ? window.localStorage : window.sessionStorage; } catch (error) { return null; } }
  function read(kept) {
    try { return clean(JSON.parse(storage(kept).getItem(KEY))).values; } catch (error) { return {}; }
  }
  function write() {
    try {
      storage(keeping).setItem(KEY, JSON.stringify(values));
      return true;
    } catch (error) {
      complain("浏览器没有让保存：填的内容还在这个页面上，关掉以前请“存成文件”。");
      return false;
    }
  }

  /* What of a thing read from outside are values: texts by name. */
  function clean(data) {
    var kept = {}, left = 0;
    if (!data || typeof data !== "object" || Array.isArray(data)) { return { values: kept, left: 0, none: true }; }
    Object.keys(data).forEach(function (name, number) {
      if (typeof data[name] === "string" && number < MOST && name.length < 200) {
        if (plain(data[name])) { kept[name] = plain(data[name]); }
      } else { left++; }
    });
    return { values: kept, left: left };
  }

  function tell(names, source) { listeners.forEach(function (listener) { listener(names, source); }); }
  function complain(text) { complaints.forEach(function (listener) { listener(text); }); }

  function send(message) { if (bus) { try { bus.postMessage(message); } catch (error) { bus = null; } } }

  function adopt(fresh, source) {
    var names = Object.keys(fresh).concat(Object.keys(values)).filter(function (name, at, all) { return all.indexOf(name) === at && fresh[name] !== values[name]; });
    values = fresh;
    tell(names, source);
  }

  function set(name, value, source) {
    var text = plain(value);
    if ((values[name] || "") === text) { return; }
    if (text) { values[name] = text; } else { delete values[name]; }
    write();
    send({ set: name, value: text });
    tell([name], source);
  }

  function keep(yes) {
    var old = storage(keeping);
    keeping = yes;
    try {
      if (old) { old.removeItem(KEY); }
      if (yes) { window.localStorage.setItem(KEEP, "1"); } else { window.localStorage.removeItem(KEEP); window.localStorage.removeItem(KEY); }
    } catch (error) { /* write() says so */ }
    if (!write()) { keeping = false; write(); }
    tell([], null);
  }

  function clear() {
    ["localStorage", "sessionStorage"].forEach(function (place) { try { window[place].removeItem(KEY); } catch (error) { /* nothing is there */ } });
    send({ clear: true });
    adopt({}, null);
  }

  function to_text() { return JSON.stringify({ antou: VERSION, values: values }, null, 1); }

  /* A saved file's text: what was wrong with it, or nothing. The values that are there stay unless the file replaces them. */
  function from_text(text) {
    var data;
    try { data = JSON.parse(text.replace(/^\ufeff/, "")); } catch (error) { return "这个文件读不出来，可能损坏了，或者不是这里存的。已填的没有动。"; }
    if (data && typeof data.antou === "number" && data.antou > VERSION) { return "这个文件是更新的版本存的，这里读不了。已填的没有动。"; }
    var found = clean(data && data.values ? data.values : data);
    if (found.none || (!Object.keys(found.values).length && !found.left)) { return "这个文件里没有填过的内容。已填的没有动。"; }
    var fresh = {};
    Object.keys(values).forEach(function (name) { fresh[name] = values[name]; });
    Object.keys(found.values).forEach(function (name) { fresh[name] = found.values[name]; });
    adopt(fresh, null);
    write();
    Object.keys(found.values).forEach(function (name) { send({ set: name, value: found.values[name] }); });
    return found.left ? "读进来了；其中" + found.left + "项不是文字，没有要。" : "";
  }

  /* Windows agree: through the kept storage, or by word of mouth where the browser has a channel. */
  window.addEventListener("storage", function (event) {
    if (event.key === KEEP) { keeping = event.newValue === "1"; tell([], null); }
    if (event.key === KEY && event.storageArea === storage(true) && keeping) { adopt(read(true), null); }
  });
  if (window.BroadcastChannel) {
    try {
      bus = new BroadcastChannel("antou");
      bus.onmessage = function (event) {
        var message = event.data || {};
        if (message.hello && Object.keys(values).length) { send({ all: values }); }
        if (message.all && !Object.keys(values).length) { adopt(clean(message.all).values, null); }
        if (typeof message.set === "string") {
          var fresh = clean(values).values;
          if (message.value) { fresh[message.set] = plain(message.value); } else { delete fresh[message.set]; }
          adopt(fresh, null);
        }
        if (message.clear) { adopt({}, null); }
      };
    } catch (error) { bus = null; }
  }

  try { keeping = window.localStorage.getItem(KEEP) === "1"; } catch (error) { keeping = false; }
  values = read(keeping);
  send({ hello: true });

  window.antou = window.antou || {};
  window.antou.values = {
    get: function (name) { return values[name] || ""; },
    set: set,
    names: function () { return Object.keys(values); },
    keeping: function () { return keeping; },
    keep: keep,
    clear: clear,
    toText: to_text,
    fromText: from_text,
    onChange: function (listener) { listeners.push(listener); },
    onComplaint: function (listener) { complaints.push(listener); }
  };
})();
