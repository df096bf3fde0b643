/* The search's engine: a plain scan. One function without anything outside it, so that a worker can be made of its text. */
function antouSearchEngine() {
  "use strict";
  var KIND = 0, URL = 1, TITLE = 2, NAMES = 3, WRONG = 4, PLACE = 5, NOTE = 6, TOPIC = 7, TYPE = 8, YEAR = 9, WRITERS = 10;
  var LONGEST = 120;      /* characters of a query that count */
  var MOST_WORDS = 12;
  var NEAR = 20;          /* near results at the most */
  var rows = [], kinds = [], slips = [], sounds = {}, forms = {}, entries = [];
  var bodies = [], heads = [], copies = [];

  /* ---- data ---- */
  function names(data) {
    kinds = data.kinds;
    slips = data.slips;
    addSounds(data.sounds);
    rows = data.rows;
    entries = rows.map(function (row) {
      var listed = [{ text: row[TITLE], is: "title" }];
      (row[NAMES] || "").split("|").forEach(function (name) { if (name) { listed.push({ text: name, is: "alias" }); } });
      (row[WRONG] || "").split("|").forEach(function (name) { if (name) { listed.push({ text: name, is: "wrong" }); } });
      listed.forEach(function (name) {
        name.plain = strip(fold(name.text));
        name.first = Array.prototype.map.call(name.plain, letters);
      });
      return listed;
    });
  }

  /* The letters with which a character may begin in pinyin, as bits. */
  function letters(c) {
    if (c >= "a" && c <= "z") { return 1 << (c.charCodeAt(0) - 97); }
    return (sounds[c] || []).reduce(function (bits, sound) { return bits | 1 << (sound.charCodeAt(0) - 97); }, 0);
  }

  function addSounds(text) {
    text.split(";").forEach(function (pair) {
      var parts = pair.split(" ");
      for (var i = 1; i < parts.length; i++) {
        Array.prototype.forEach.call(parts[i], function (c) { (sounds[c] = sounds[c] || []).push(parts[0]); });
      }
    });
  }

  /* What is typed but stands in no name: traditional characters, and the sounds of the common ones, for a slip of one character. */
  function addForms(data) {
    addSounds(data.sounds);
    for (var i = 0; i + 1 < data.forms.length; i += 2) { forms[data.forms[i]] = data.forms[i + 1]; }
  }

  function addBodies(piece) {
    piece.forEach(function (record) {
      bodies[record[0]] = { text: record[1], folded: fold(record[1]) };
      heads[record[0]] = record[2];
      copies[record[0]] = record[3];
    });
  }

  /* ---- characters: one for one, so that places stay places ---- */
  function fold(text) {
    var lower = text.toLowerCase();
    if (lower.length !== text.length) { lower = text; }
    return lower.replace(/[\uff01-\uff5e\u3000]/g, function (c) {
      return c === "\u3000" ? " " : String.fromCharCode(c.charCodeAt(0) - 0xfee0).toLowerCase();
    });
  }
  function simplify(text) { return text.replace(/[\u4e00-\u9fff]/g, function (c) { return forms[c] || c; }); }
  function strip(text) { return text.replace(/[^0-9a-z\u3400-\u9fff\u3007]+/g, ""); }

  var DIGITS = "〇一二三四五六七八九";
  function chinese(number) {
    if (number < 10) { return DIGITS[number].replace("〇", "零"); }
    if (number < 20) { return "十" + (number % 10 ? DIGITS[number % 10] : ""); }
    if (number < 100) { return DIGITS[Math.floor(number / 10)] + "十" + (number % 10 ? DIGITS[number % 10] : ""); }
    var rest = number % 100;
    var tail = !rest ? "" : rest < 10 ? "零" + DIGITS[rest] : (rest < 20 ? "一" : "") + chinese(rest);
    return DIGITS[Math.floor(number / 100)] + "百" + tail;
  }
  /* 二〇二四 -> 2024, 25年 -> 2025年, 第132条 -> 第一百三十二条 */
  function numbers(text) {
    return text
      .replace(/二[〇零○o0][一二三四五六七八九〇零○][一二三四五六七八九〇零○]/g, function (year) {
        return year.replace(/./g, function (c) { var n = DIGITS.indexOf(c); return n < 0 ? "0" : String(n); });
      })
      .replace(/(^|[^0-9])(\d\d)(?=年)/g, function (all, before, year) { return before + "20" + year; })
      .replace(/第(\d{1,3})条/g, function (all, number) { return "第" + chinese(Number(number)) + "条"; });
  }

  /* ---- the query ---- */
  function parse(query) {
    var text = numbers(simplify(fold(String(query).slice(0, LONGEST)))).replace(/^\d\d$/, "20$&");
    var corrected = "";
    slips.forEach(function (slip) {
      if (text.indexOf(slip[0]) >= 0) { corrected = text = text.split(slip[0]).join(slip[1]); }
    });
    var seen = {};
    var words = text.split(/[^0-9a-z\u3400-\u9fff\u3007]+/).filter(function (word) {
      if (!word || seen["$" + word]) { return false; }
      seen["$" + word] = true;
      return true;
    }).slice(0, MOST_WORDS);
    var wanted = {};
    var required = words.filter(function (word) {
      var asks = false;
      kinds.forEach(function (kind, number) { if (kind[2].indexOf(word) >= 0) { wanted[number] = asks = true; } });
      return !asks;
    });
    return { words: required.length ? required : words, asked: wanted, whole: words.join(""), corrected: corrected, only: !required.length };
  }

  /* ---- sounds: full, initials, mixtures, any reading ---- */
  function initial(sound) { return /^[zcs]h/.test(sound) ? sound.slice(0, 2) : sound[0]; }
  function sounding(name, at, word, from) {
    if (from >= word.length) { return at; }
    if (at >= name.length) { return -1; }
    var c = word[from];
    if (name[at] === c) {
      var direct = sounding(name, at + 1, word, from + 1);
      if (direct >= 0) { return direct; }
    }
    if (c < "a" || c > "z") { return -1; }
    var readings = sounds[name[at]];
    for (var i = 0; readings && i < readings.length; i++) {
      var sound = readings[i];
      if (sound[0] !== c) { continue; }
      var end = -1;
      if (word.startsWith(sound, from)) { end = sounding(name, at + 1, word, from + sound.length); }
      if (end < 0 && word.length - from < sound.length && sound.startsWith(word.slice(from))) { end = at + 1; }
      var first = initial(sound);
      if (end < 0 && first.length === 2 && word.startsWith(first, from)) { end = sounding(name, at + 1, word, from + 2); }
      if (end < 0) { end = sounding(name, at + 1, word, from + 1); }
      if (end >= 0) { return end; }
    }
    return -1;
  }
  /* How well a name sounds like the word, from 0 to 0.75: whole, from its beginning, inside. */
  function sounds_like(entry, word) {
    var name = entry.plain, c = word[0], latin = c >= "a" && c <= "z", bit = 1 << (c.charCodeAt(0) - 97);
    for (var at = 0; at < name.length; at++) {
      if (latin ? !(entry.first[at] & bit) : name[at] !== c) { continue; }
      var end = sounding(name, at, word, 0);
      if (end >= 0) { return end - at === name.length ? 0.75 : (at ? 0.35 : 0.6) + 0.1 * (end - at) / name.length; }
    }
    return 0;
  }
  function same_sound(a, b) {
    var one = sounds[a], two = sounds[b];
    return Boolean(one && two && one.some(function (sound) { return two.indexOf(sound) >= 0; }));
  }
  /* One wrong character of the same sound: the place of the right text in the name, or -1. */
  function misheard(name, word) {
    if (word.length < 2) { return -1; }
    for (var at = 0; at + word.length <= name.length; at++) {
      var wrong = -1;
      for (var i = 0; i < word.length; i++) {
        if (name.charCodeAt(at + i) === word.charCodeAt(i)) { continue; }
        if (wrong >= 0) { wrong = -2; break; }
        wrong = i;
      }
      if (wrong >= 0 && same_sound(name[at + wrong], word[wrong])) { return at; }
    }
    return -1;
  }

  /* ---- exact: every word occurs ---- */
  var VALUE = { title: 100, alias: 82, wrong: 78 };
  function in_names(listed, word, latin) {
    var best = null;
    for (var i = 0; i < listed.length; i++) {
      var name = listed[i].plain;
      var at = name.indexOf(word);
      var edge = at && at + word.length < name.length ? 0.45 : 0.6; /* at either end a word weighs more than inside */
      var fit = at < 0 ? 0 : name.length === word.length ? 1 : edge + 0.2 * word.length / name.length;
      if (!fit && latin) { fit = sounds_like(listed[i], word); }
      var score = fit * VALUE[listed[i].is];
      if (score && (!best || score > best.score)) { best = { score: score, name: listed[i], literal: at >= 0 }; }
    }
    return best;
  }

  function exact(number, query) {
    var row = rows[number], listed = entries[number], body = bodies[number];
    var score = 0, name = null, anchor = "";
    for (var w = 0; w < query.words.length; w++) {
      var word = query.words[w];
      var found = in_names(listed, word, /[a-z]/.test(word));
      if (found) {
        score += found.score;
        if (!name || found.score > name.score) { name = found; }
        continue;
      }
      if (body && body.folded.indexOf(word) >= 0) {
        score += 10 + Math.min(6, word.length);
        if (heads[number].some(function (head) { return fold(head[1]).indexOf(word) >= 0; })) { score += 12; }
        continue;
      }
      if (row[YEAR] && row[YEAR] === word.replace(/年度?$/, "")) { score += 20; continue; }
      return null;
    }
    if (query.words.length > 1 && query.whole) {
      if (listed.some(function (n) { return n.plain.indexOf(query.whole) >= 0; })) { score += 60; }
      else if (body && body.folded.indexOf(query.whole) >= 0) { score += 12; }
    }
    return { number: number, match: "exact", score: score / query.words.length + asked(number, query), name: name && name.name };
  }

  /* What people come for stands before the pages that only list it. */
  var PRIOR = { policy: 8, template: 12, theme: 5, guide: 4, example: 3, problem: 3, structured: 1, snippet: 0, rule: 0, page: -12, topic: -40 };
  function asked(number, query) {
    var kind = rows[number][KIND];
    var typed = query.words.some(function (word) { return word === rows[number][TYPE]; });
    return PRIOR[kinds[kind][0]] + (query.asked[kind] ? 45 : 0) + (typed ? 15 : 0);
  }

  /* ---- near: the same sound, pieces of two characters, punctuation between ---- */
  function pairs(text) {
    var result = [];
    for (var i = 0; i + 1 < text.length; i++) {
      var pair = text.substr(i, 2);
      if (result.indexOf(pair) < 0) { result.push(pair); }
    }
    return result.slice(0, 24);
  }
  /* Which of the pairs a text has, as bits. */
  function held(text, listed) {
    var bits = 0;
    for (var p = 0; p < listed.length; p++) { if (text.indexOf(listed[p]) >= 0) { bits |= 1 << p; } }
    return bits;
  }
  function weight(bits, weights) {
    var sum = 0;
    for (var p = 0; bits; p++, bits >>>= 1) { if (bits & 1) { sum += weights[p]; } }
    return sum;
  }

  /* Topics that a word names, whole or as part of a longer word: their cards are near. */
  function asked_topics(words) {
    var found = {};
    rows.forEach(function (row, number) {
      if (kinds[row[KIND]][0] !== "topic") { return; }
      found[row[TOPIC]] = found[row[TOPIC]] || entries[number].some(function (name) {
        return words.some(function (word) { return word.length > 1 && name.plain.length > 1 && (word.indexOf(name.plain) >= 0 || name.plain === word); });
      });
    });
    return found;
  }

  function near(query, taken) {
    var listed = pairs(query.words.join(""));
    if (!listed.length) { return []; }
    var topics = asked_topics(query.words);
    var bits = entries.map(function (names) { return names.map(function (name) { return held(name.plain, listed); }); });
    var weights = listed.map(function (pair, p) {
      var count = 0;
      bits.forEach(function (own) { if (own.some(function (one) { return one & (1 << p); })) { count++; } });
      return Math.log(1 + rows.length / (1 + count));
    });
    var sum = weights.reduce(function (a, b) { return a + b; }, 0);
    var hits = [];
    function look(inside) {
      hits = [];
      for (var number = 0; number < rows.length; number++) {
        if (taken[number]) { continue; }
        var best = topics[rows[number][TOPIC]] ? 0.45 : 0, called = null;
        for (var i = 0; i < entries[number].length; i++) {
          var name = entries[number][i];
          var score = weight(bits[number][i], weights) / sum * (name.is === "title" ? 1 : 0.95);
          if (score < 0.9 && query.words.some(function (word) { return misheard(name.plain, word) >= 0; })) { score = 0.9; }
          if (score > best) { best = score; called = name; }
        }
        if (inside && bodies[number] && best < 0.45) {
          best = best * 0.75 + weight(held(bodies[number].folded, listed), weights) / sum * 0.4;
        }
        if (best >= 0.3) { hits.push({ number: number, match: "near", score: best * 50 + asked(number, query) / 3, name: called }); }
      }
    }
    look(false);
    if (hits.length < 5) { look(true); }
    return hits.sort(order).slice(0, NEAR);
  }

  /* ---- the answer ---- */
  function order(a, b) { return b.score - a.score || a.number - b.number; }

  function fits(row, filters) {
    return (!filters.kind || kinds[row[KIND]][0] === filters.kind) && (!filters.topic || row[TOPIC] === filters.topic) &&
      (!filters.type || row[TYPE] === filters.type) && (!filters.year || row[YEAR] === filters.year) &&
      (!filters.writer || (row[WRITERS] || "").split("、").indexOf(filters.writer) >= 0);
  }

  /* The first place within a sentence: lines without a full stop are names, wrong ones among them. */
  function telling(text, word, first) {
    for (var place = first; place >= 0; place = text.indexOf(word, place + word.length)) {
      var stop = text.indexOf("\n", place);
      if (text.slice(text.lastIndexOf("\n", place) + 1, stop < 0 ? text.length : stop).indexOf("。") >= 0) { return place; }
    }
    return first;
  }

  /* Where in the body the words stand best: the stretch of text with the words marked, and the heading above it. */
  function passage(number, words) {
    var body = bodies[number];
    if (!body) { return null; }
    var at = -1, long = "";
    words.forEach(function (word) {
      var place = body.folded.indexOf(word, rows[number][TITLE].length);
      if (place >= 0 && word.length > long.length) { at = place; long = word; }
    });
    if (at < 0) { return null; }
    var said = telling(body.folded, long, at);
    var start = Math.max(body.text.lastIndexOf("\n", said) + 1, said - 36);
    var stop = body.text.indexOf("\n", said);
    stop = Math.min(stop < 0 ? body.text.length : stop, said + 64);
    var shown = body.folded.slice(start, stop), marks = [];
    words.forEach(function (word) {
      for (var place = shown.indexOf(word); place >= 0; place = shown.indexOf(word, place + word.length)) { marks.push([place, place + word.length]); }
    });
    marks.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return { at: at, word: long, text: body.text.slice(start, stop), marks: marks };
  }

  function heading(number, words, at) {
    var listed = heads[number] || [], body = bodies[number];
    var named = listed.filter(function (head) { return words.some(function (word) { return fold(head[1]).indexOf(word) >= 0; }); })
      .sort(function (a, b) { return matched(b) - matched(a); });
    function matched(head) { return words.filter(function (word) { return fold(head[1]).indexOf(word) >= 0; }).length; }
    if (named.length) { return named[0]; }
    if (!body || at < 0) { return null; }
    return listed.filter(function (head) { return head[0] <= at; }).pop() || null;
  }

  function told(hit, query) {
    var row = rows[hit.number], kind = kinds[row[KIND]];
    var found = passage(hit.number, query.words);
    var head = heading(hit.number, query.words, found ? found.at : -1);
    return {
      match: hit.match, kind: kind[0], kindTitle: kind[1], title: row[TITLE], place: row[PLACE] || "", note: row[NOTE] || "",
      url: row[URL].indexOf("#") < 0 ? row[URL] + ".html" + (head ? "#" + head[2] : "") : row[URL].replace("#", ".html#"),
      head: head ? head[1] : "", name: hit.name && hit.name.is !== "title" ? hit.name.text : "", wrong: Boolean(hit.name && hit.name.is === "wrong"),
      passage: found && found.text.length > found.word.length ? { text: found.text, marks: found.marks } : null,
      copies: (copies[hit.number] || []).map(function (copy) { return [copy[0], bodies[hit.number].text.slice(copy[1], copy[2])]; })
    };
  }

  /* query, filters {kind topic type year writer}, most: how many hits are told in full. */
  function run(text, filters, most) {
    var query = parse(text);
    var all = [], taken = {};
    if (query.words.length) {
      for (var number = 0; number < rows.length; number++) {
        if (!fits(rows[number], filters)) { continue; }
        var hit = exact(number, query);
        if (hit) { all.push(hit); taken[number] = true; }
      }
    }
    all.sort(order);
    var found = all.length;
    if (query.words.length && found < 10) {
      all = all.concat(near(query, taken).filter(function (other) { return fits(rows[other.number], filters); }));
    }
    if (query.corrected) { all.forEach(function (other) { other.match = "near"; }); }
    return {
      exact: query.corrected ? 0 : found, total: all.length, corrected: query.corrected, empty: !query.words.length, words: query.words,
      hits: all.slice(0, most).map(function (other) { return told(other, query); })
    };
  }

  return { names: names, forms: addForms, bodies: addBodies, run: run };
}
