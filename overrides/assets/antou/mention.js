/* The card of a policy mention: name, status on the page's date, the citation to copy; on hover and on focus, Esc closes it. */
(function () {
  "use strict";
  var card = null;
  var owner = null;
  var timer = 0;

  function close() {
    clearTimeout(timer);
    if (card) { card.remove(); }
    if (owner) { owner.removeAttribute("aria-describedby"); }
    card = owner = null;
  }

  function line(name, text) {
    var element = document.createElement("span");
    element.className = "mention-" + name;
    element.textContent = text;
    return element;
  }

  function open(link) {
    if (owner === link) { clearTimeout(timer); return; }
    close();
    owner = link;
    card = document.createElement("span");
    card.className = "mention-card";
    card.id = "mention-card";
    card.setAttribute("data-nocopy", "");
    card.setAttribute("data-copyable", "");
    card.appendChild(line("name", link.dataset.name));
    card.appendChild(line("status", link.dataset.status));
    var cite = line("cite", link.dataset.cite);
    cite.setAttribute("data-line", "");
    card.appendChild(cite);
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.dataset.action = "copy-citation";
    button.dataset.form = "dated";
    button.textContent = "复制引用";
    card.appendChild(button);
    /* After the link, so that Tab goes from the link to the button. */
    link.insertAdjacentElement("afterend", card);
    link.setAttribute("aria-describedby", card.id);
    place(link);
  }

  /* Below the link, kept inside the window. Positions go through the CSSOM, which the policy allows. */
  function place(link) {
    var box = link.getBoundingClientRect();
    var width = Math.min(360, document.documentElement.clientWidth - 24);
    card.style.width = width + "px";
    card.style.left = Math.max(12, Math.min(box.left, document.documentElement.clientWidth - width - 12)) + "px";
    var below = box.bottom + 6;
    var height = card.offsetHeight;
    card.style.top = (below + height > window.innerHeight ? Math.max(6, box.top - height - 6) : below) + "px";
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(close, 250);
  }

  function within(node) {
    return node instanceof Element && (node.closest(".mention-card") || node.closest("a.policy-mention"));
  }

  document.addEventListener("mouseover", function (event) {
    var link = event.target.closest && event.target.closest("a.policy-mention");
    if (link) { open(link); } else if (card && within(event.target)) { clearTimeout(timer); } else if (card && !card.contains(document.activeElement) && document.activeElement !== owner) { later(); }
  });
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("a.policy-mention")) { open(event.target); } else if (card && !within(event.target)) { close(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && card) {
      var link = owner;
      var inside = card.contains(document.activeElement);
      close();
      if (inside) { link.focus(); close(); }
    }
  });
  document.addEventListener("scroll", function () { if (card) { place(owner); } }, { passive: true });
})();
