/* An element made from a tag, its attributes and its children; text is text, never markup. */
(function () {
  "use strict";
  window.antou = window.antou || {};
  window.antou.el = function (tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (attributes[name] === true) { made.setAttribute(name, ""); } else if (attributes[name] !== false && attributes[name] !== undefined && attributes[name] !== null) { made.setAttribute(name, attributes[name]); }
    });
    (children || []).forEach(function (child) { if (child) { made.appendChild(typeof child === "string" ? document.createTextNode(child) : child); } });
    return made;
  };
})();
