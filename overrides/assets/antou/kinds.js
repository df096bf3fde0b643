/* Kinds of blanks: what is typed becomes what stands in the text, and what is wrong with it is said. */
(function () {
  "use strict";

  function half(text) {
    return text.replace(/[\uff10-\uff19]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); });
  }

  /* 2026-1-20, 2026/01/20, 20260120, 2026.1.20 -> 2026年1月20日; whatever else stays as typed. */
  function date(text) {
    var match = /^(\d{4})\s*[-\/.年]\s*(\d{1,2})\s*[-\/.月]\s*(\d{1,2})日?$/.exec(text) || /^(\d{4})(\d\d)(\d\d)$/.exec(text);
    if (!match) { return { text: text, wrong: /^\d{4}年\d{1,2}月?$/.test(text) || !/\d/.test(text) ? "写成2026年1月20日这样。" : "" }; }
    var year = Number(match[1]), month = Number(match[2]), day = Number(match[3]);
    var real = new Date(year, month - 1, day);
    var is = real.getFullYear() === year && real.getMonth() === month - 1 && real.getDate() === day;
    return { text: is ? year + "年" + month + "月" + day + "日" : text, wrong: is ? "" : "没有这一天，核对年月日。" };
  }

  window.antou = window.antou || {};
  /* kind -> {text, wrong}: what stands in the text, and what is wrong, empty where nothing is. */
  window.antou.typed = function (kind, value) {
    var text = half(value.trim());
    if (!text) { return { text: "", wrong: "" }; }
    if (kind === "日期") { return date(text); }
    if (kind === "数字") { return { text: text, wrong: /^\d+(?:\.\d+)?$/.test(text) ? "" : "这里只写数字。" }; }
    return { text: value.trim(), wrong: "" };
  };
})();
