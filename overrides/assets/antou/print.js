/* Printing one draft as a 公文 page: the others and the site stay off the paper. Without script the page prints whole. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action='print']");
    var draft = button && button.closest("[data-draft]");
    if (!draft) { return; }
    if (!window.print) { window.antou.say("这个浏览器不能由网页打印，请下载Word文件打印。"); return; }
    document.body.classList.add("printing-one");
    for (var node = draft; node && node !== document.body; node = node.parentNode) { node.classList.add("printing-path"); }
    window.print();
  });
  window.addEventListener("afterprint", function () {
    document.body.classList.remove("printing-one");
    document.querySelectorAll(".printing-path").forEach(function (node) { node.classList.remove("printing-path"); });
  });
})();
