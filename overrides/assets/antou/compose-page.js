/* The frame of the 组稿台: its bar, the steps, what is still missing and the draft beside; and drawing a step anew with the focus kept. */
(function () {
  "use strict";
  var el = window.antou.composeDraft.el, button = window.antou.composeSteps.button;

  function copy(label, action) { return el("button", { type: "button", "class": "copy", "data-action": action }, [label]); }

  /* The places to draw into, by name. */
  function frame(root) {
    var places = {};
    function section(number, title, name, note) {
      places[name] = el("div", { "data-step": name });
      return el("section", { "class": "compose-step", id: name, tabindex: "-1", "aria-label": title }, [el("h2", {}, [number + "　" + title]), note ? el("p", { "class": "compose-note" }, [note]) : null, places[name]]);
    }
    places.paper = el("div", { "class": "paper" });
    places.ledger = el("div", {});
    places.list = el("ul", { "class": "compose-missing" });
    root.textContent = "";
    root.appendChild(el("p", { "class": "form-secret" }, ["涉密材料不得在本机处理。"]));
    root.appendChild(el("div", { "class": "compose-bar" }, [
      button("撤销", "undo"), button("重做", "redo"), button("存成文件", "save-work"), button("打开存过的", "open-work"),
      el("input", { type: "file", accept: ".json,application/json", hidden: true, "data-open-work": true, "aria-label": "选择存过的稿子" }),
      button("复制链接（只带选择，不带填的内容）", "link"), button("从头来", "restart")
    ]));
    root.appendChild(el("p", { "class": "form-message", "data-fill-message": true }));
    root.appendChild(el("div", { "class": "compose" }, [
      el("div", { "class": "compose-steps" }, [
        section("一", "主题、文种、谁写", "first"),
        section("二", "方面和问题", "aspects", "方面照通知，可以改名、增减、换次序。选卡以前先问有没有这事。"),
        section("三", "根源", "roots", "几条问题归到三至五个根源；措施和台账一条对一条。"),
        section("四", "其他部分", "parts"),
        section("五", "填事实", "fill", "填一次，班子的和个人的材料都用。点一组打开，填完一组再开下一组。")
      ]),
      el("div", { "class": "compose-draft" }, [
        section("六", "还缺什么", "panel"),
        el("h2", {}, ["成稿"]),
        el("div", { "class": "gongwen", "data-draft": true, "data-copyable": true }, [
          el("div", { "class": "draft-bar" }, [
            copy("复制全文", "copy-text"), copy("带格式", "copy-rich"), el("a", { "class": "copy", role: "button", href: "#", "data-action": "download-docx", download: "组稿.docx" }, ["下载Word"]),
            copy("打印", "print"), el("span", { "class": "draft-note", "data-blank-count": true }), el("button", { type: "button", "class": "copy", "data-action": "next-blank", hidden: true }, ["填下一处"])
          ]),
          places.paper
        ]),
        el("h2", {}, ["整改台账"]), el("div", { "data-copyable": true }, [el("p", {}, [copy("复制台账", "copy-text"), copy("带格式", "copy-rich"), button("下载Excel", "xlsx")]), places.ledger])
      ])
    ]));
    places.fill.parentNode.insertBefore(el("p", { "class": "form-controls" }, [
      el("label", {}, [el("input", { type: "checkbox", "data-keep": true }), " 在这台电脑上记住稿子和填的内容"]), copy("全部清掉", "clear-values")
    ]), places.fill);
    places.fill.className = "fill";
    places.panel.appendChild(places.list);
    return places;
  }

  function fill(place, children) {
    var held = place.contains(document.activeElement) && signature(document.activeElement);
    place.textContent = "";
    children.forEach(function (child) { if (child) { place.appendChild(child); } });
    if (held) {
      var again = Array.prototype.filter.call(place.querySelectorAll("button, input, select, textarea"), function (one) { return signature(one) === held; })[0];
      if (again) { again.focus(); }
    }
  }
  /* By our own data attributes; Material's focus script adds one more. */
  function signature(node) {
    return [node.tagName].concat(Array.prototype.filter.call(node.attributes, function (one) { return /^data-(?!focus-visible)/.test(one.name); }).map(function (one) { return one.name + one.value; })).join("|");
  }

  window.antou.composePage = { frame: frame, fill: fill };
})();
