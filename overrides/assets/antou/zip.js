/* A zip file of stored (not compressed) parts: what a .docx needs and no more, so no library is carried for it.
   Names and texts are UTF-8; times are fixed, so that the same parts give the same bytes. */
(function () {
  "use strict";
  var table = [];
  for (var n = 0; n < 256; n++) {
    var c = n;
    for (var k = 0; k < 8; k++) { c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; }
    table[n] = c >>> 0;
  }
  function crc(bytes) {
    var sum = 0xffffffff;
    for (var i = 0; i < bytes.length; i++) { sum = table[(sum ^ bytes[i]) & 0xff] ^ (sum >>> 8); }
    return (sum ^ 0xffffffff) >>> 0;
  }

  function numbers(list) {
    var bytes = [];
    list.forEach(function (pair) { for (var i = 0; i < pair[1]; i++) { bytes.push((pair[0] >>> (8 * i)) & 0xff); } });
    return new Uint8Array(bytes);
  }

  /* UTF-8, also where there is no TextEncoder. What the parts hold has no half pairs, so nothing here can fail. */
  function utf8(text) {
    if (window.TextEncoder) { return new TextEncoder().encode(text); }
    var raw = unescape(encodeURIComponent(text)), bytes = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) { bytes[i] = raw.charCodeAt(i); }
    return bytes;
  }

  /* parts: name -> text. Gives the file's pieces for a Blob. */
  function zip(parts) {
    var pieces = [], central = [], offset = 0, size = 0;
    var names = Object.keys(parts);
    names.forEach(function (name) {
      var title = utf8(name), bytes = utf8(parts[name]);
      /* version 20, UTF-8 flag, stored, 1980-01-01, sum, sizes, length of the name, no extra */
      var common = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc(bytes), 4], [bytes.length, 4], [bytes.length, 4], [title.length, 2], [0, 2]];
      var local = numbers([[0x04034b50, 4]].concat(common));
      central.push(numbers([[0x02014b50, 4], [20, 2]].concat(common, [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]])), title);
      pieces.push(local, title, bytes);
      offset += local.length + title.length + bytes.length;
    });
    central.forEach(function (piece) { size += piece.length; });
    return pieces.concat(central, [numbers([[0x06054b50, 4], [0, 2], [0, 2], [names.length, 2], [names.length, 2], [size, 4], [offset, 4], [0, 2]])]);
  }

  window.antou = window.antou || {};
  window.antou.zip = zip;
})();
