/* What a contribution's text must not hold, and what must agree (查一遍): the same rules as `make check` where a browser can judge, so that the file
   passes there. Each fault says what is wrong, what was expected and how to mend it. */
(function () {
  "use strict";
  var F = window.antou.contributeFile;
  var COUNTED = "(?:[元月日年局区市县镇村科处户亩件条个次项号]|万元|亿元|同志|公司|街道|社区|单位)";

  /* Rules over text: name, pattern, what is wrong, how to mend. No lookbehind: old browsers refuse it; group 1 is what stands before. */
  var SIGNS = [[/\{\{|\{%|\{#|[{}]/g, "有花括号“$”，会被当作代码", "填空项写成【名称】，其余用全角括号"], [/[<>]/g, "有“$”，会被当作标签", "删掉，或者改用全角的“＜”“＞”"]];
  var LINKS = [[/\]\(|\]\[/g, "写了链接", "只写文字"], [/(?:javascript|vbscript|data)\s*:/gi, "有“$”，会被当作程序", "删掉"], [/`/g, "有反引号“`”，会变成代码的样式", "删掉，或者改用引号“”"]];
  var MASKS = [
    [/[*＊]{2,}/g, "星号"], [new RegExp("[*＊](?=" + COUNTED + ")", "g"), "星号"],
    [/([A-Za-z]?)([XxＸｘ]{2,})(?![A-Za-z])/g, "字母"], [new RegExp("([A-Za-z]?)([XＸ])(?=" + COUNTED + ")", "g"), "字母"],
    [/×{2,}|×(?=[月日局区县市镇村省处科]|同志|公司)/g, "叉号"],
    [/某某+|某(?=局|单位|同志|公司|科室|街道|支部|县(?!级)|镇|村)/g, "“某”字"],
    [/([一二三四五六七八九十零〇○]?)([○〇◯]{2,})(?![一二三四五六七八九十])|[□■△▲◇◆●]{2,}/g, "圈、方框"]
  ];
  var PRIVATE = [
    [/(\d?)([1-8]\d{5}(?: ?\d){11} ?[\dXx])(?![\dA-Za-z])/g, "写了身份证号", "删去"],
    [/([\dA-Za-z.=_/]?)(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\dA-Za-z]| ?[元万亿])/g, "写了手机号", "删去，或者换成填空项【联系电话】"],
    [/(\d?)(\(?0(?:10|2\d|[3-9]\d{2})\)?[- ]{1,2}[2-9]\d{2,3}[- ]?\d{4})(?!\d)/g, "写了电话号码", "删去，或者换成填空项【联系电话】"],
    [/[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,12}/g, "写了电子邮箱", "删去，或者写“发至局机关党委邮箱”"]
  ];
  var FULL = { ",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。" };
  var STOPS = [
    /([\u4e00-\u9fff”’》）】%％])([,;:!?])(?=\s*[\u4e00-\u9fff“‘《（【A-Za-z\d]|\s*$)/gm, /(\d)([,;:])(?=[\u4e00-\u9fff“《（])/g, /([A-Za-z])([,;])(?=[\u4e00-\u9fff“《（])/g,
    /([\u4e00-\u9fff”’》）】%％])(\.)(?=\s*$|[ \u3000]*[\u4e00-\u9fff“《（])/gm
  ];
  var BRACKETS = /\([^()（）\n]*[\u4e00-\u9fff][^()（）\n]*\)|（[^()（）\n]{0,120}\)|\([^()（）\n]{0,120}）/g;

  function narrow(text) { return text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff20\uff0e]/g, function (one) { return String.fromCharCode(one.charCodeAt(0) - 0xfee0); }); }

  /* Every match of a pattern whose group 1, where it has one, is empty: [start, end, text]. */
  function spots(pattern, text, before_may_be) {
    var found = [], match;
    pattern.lastIndex = 0;
    while ((match = pattern.exec(text))) {
      if (!match[0]) { pattern.lastIndex += 1; continue; }
      var held = match[2] !== undefined;
      if (!held || before_may_be || !match[1]) { found.push([match.index + (held ? match[1].length : 0), match.index + match[0].length, held ? match[2] : match[0]]); }
    }
    return found;
  }

  function around(text, start, end) { return "“" + text.slice(Math.max(0, start - 8), end + 8).replace(/\n/g, " ") + "”"; }

  /* The faults of a text: {start, end, message}. `loose`: a quoted or discussed text, where masks and stops may be shown. */
  function faults(text, loose) {
    var told = [];
    function tell(spot, what, mend) { told.push({ start: spot[0], end: spot[1], message: around(text, spot[0], spot[1]) + what.replace("$", spot[2]) + "。" + mend + "。" }); }
    SIGNS.concat(LINKS).forEach(function (rule) { spots(rule[0], text).slice(0, 3).forEach(function (spot) { tell(spot, rule[1], rule[2]); }); });
    PRIVATE.forEach(function (rule) { spots(rule[0], narrow(text)).forEach(function (spot) { tell(spot, rule[1], rule[2]); }); });
    if (loose) { return told; }
    MASKS.forEach(function (rule) {
      spots(rule[0], text).forEach(function (spot) {
        if (told.some(function (one) { return one.start < spot[1] && spot[0] < one.end; })) { return; }
        tell(spot, "用" + rule[1] + "遮盖", "填上查实的内容，或者换一种说法，如“1名科室负责人”；要人填的写成【名称】");
      });
    });
    STOPS.forEach(function (pattern) { spots(pattern, text, true).forEach(function (spot) { tell(spot, "用了半角的“" + spot[2] + "”", "改成全角的“" + FULL[spot[2]] + "”"); }); });
    spots(BRACKETS, text).forEach(function (spot) { tell(spot, "用了半角括号", "改成全角的（）"); });
    (text.match(/"[^"\n]*[\u4e00-\u9fff][^"\n]*"/g) || []).forEach(function (found) { var at = text.indexOf(found); tell([at, at + found.length, found], "用了不分左右的引号", "改成“”"); });
    if ((text.match(/【/g) || []).length !== (text.match(/】/g) || []).length || /【[ \u3000]*】|【[^】\n]*【/.test(text)) { told.push({ start: 0, end: 0, message: "填空项的括号没有配成对，或者里面是空的。写成【收查本数】这样。" }); }
    return told;
  }

  /* A passage of a body: a line of it must not become a heading, a list's end or a ruler. */
  function body_faults(text) {
    var told = faults(text);
    F.clean(text).split("\n").forEach(function (one) {
      if (/^\s*(?:#{1,6}\s|>|[-+*]\s)/.test(one)) { told.push({ start: 0, end: 0, message: "“" + one.trim().slice(0, 12) + "”行首的符号会变成标题或者列表。删掉行首的符号。" }); }
      if (/^\s*(?:-{3,}|={3,}|~{3,})\s*$/.test(one)) { told.push({ start: 0, end: 0, message: "有一行只有“" + one.trim() + "”，会变成分隔线。删掉这一行。" }); }
    });
    return told;
  }

  /* A whole document as Markdown; a flaw that a note mends may stand. */
  function document_faults(text, notes) {
    var made = F.markdown(text);
    var allowed = notes.filter(function (one) { return one.mend && one.quote; }).map(function (one) { var at = made.indexOf(F.line(one.quote)); return [at, at + F.line(one.quote).length]; });
    var told = faults(made).filter(function (one) { return !allowed.some(function (spot) { return one.start <= spot[1] && spot[0] <= one.end && spot[0] >= 0; }); });
    F.clean(text).split("\n").forEach(function (one) { if (/^\s*(?:-{3,}|={3,}|~{3,})\s*$/.test(one)) { told.push({ message: "有一行只有“" + one.trim() + "”，会变成分隔线。删掉这一行。" }); } });
    if (made && !/^## /m.test(made)) { told.push({ message: "没有找到小标题。“一、”“（一）”这样的小标题要单独成行，不带句号。" }); }
    return told;
  }

  function quote_fault(quote, made) {
    var count = quote ? made.split(quote).length - 1 : 0;
    if (count === 1 || !made) { return ""; }
    return count ? "这句话在全文里出现了" + count + "次，不知道批的是哪一处。多抄几个字，抄到只出现一次为止。" : "全文里没有“" + quote.slice(0, 30) + "”。从上面的正文里照抄，一个字、一个标点都不改，不要跨段。";
  }

  window.antou.contributeCheck = { faults: faults, body: body_faults, document: document_faults, quote: quote_fault };
})();
