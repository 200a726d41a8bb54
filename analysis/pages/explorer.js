// The explorer: a report with its marks, concordances, tables, and a second report beside it.
let language = DATA.language;
let left = 0;
let right = DATA.reports.length === 2 ? 1 : -1;  // two reports are side by side at once
let chosen = null;
let view = "text";
const shown = { terms: true, quantities: true, areas: false };
const panes = make("div", { class: "panes" });
const side = make("aside", {});
const head = make("header", {});
const W = () => DATA.words[language];
const areaName = (code) => (DATA.areas[code] ? DATA.areas[code][language] : "");
const hue = (code) => `hsl(${(Number(code) * 47) % 360} 65% 38%)`;

// Offsets count code points, but JavaScript strings count UTF-16 units.
for (const report of DATA.reports) {
  report.terms = new Map();
  for (const paragraph of report.paragraphs) {
    paragraph.points = Array.from(paragraph.text);
    for (const mark of paragraph.marks) {
      if (mark.kind !== "term") continue;
      if (!report.terms.has(mark.term)) report.terms.set(mark.term, []);
      report.terms.get(mark.term).push([paragraph, mark]);
    }
  }
}

function cut(paragraph, start, end) { return paragraph.points.slice(start, end).join(""); }

function marked(paragraph) {
  const nodes = [];
  const visible = paragraph.marks.filter((mark) =>
    mark.kind === "term" ? shown.terms : shown.quantities);
  let at = 0;
  for (const mark of visible) {
    if (mark.start < at) continue;
    if (mark.start > at) nodes.push(document.createTextNode(cut(paragraph, at, mark.start)));
    nodes.push(mark.kind === "term" ? term(paragraph, mark) : quantity(paragraph, mark));
    at = mark.end;
  }
  nodes.push(document.createTextNode(cut(paragraph, at, paragraph.points.length)));
  return nodes;
}

// Not a button element, which could not wrap: a term may run over two lines.
function term(paragraph, mark) {
  return make("span", { class: mark.term === chosen ? "term chosen" : "term", role: "button",
    tabindex: 0, "data-term": mark.term, title: areaName(mark.area),
    text: cut(paragraph, mark.start, mark.end),
    style: { "border-bottom-color": mark.area === null ? "#999" : hue(mark.area) },
    on: { click: () => choose(mark.term),
      keydown: (event) => { if (event.key === "Enter") choose(mark.term); } } });
}

function quantity(paragraph, mark) {
  return make("span", { class: `quantity ${mark.status}`, tabindex: 0, title: mark.says[language],
    text: cut(paragraph, mark.start, mark.end) });
}

function sentenceAreas(paragraph) {
  if (!shown.areas) return null;
  const codes = [...new Set(paragraph.areas)];
  return make("span", { class: "codes" }, codes.map((code) => make("span", { class: "code",
    title: areaName(code), text: areaName(code), style: { color: hue(code) } })));
}

function text(index) {
  const report = DATA.reports[index];
  return report.paragraphs.map((paragraph, place) => {
    const id = `p-${index}-${place}`;
    if (paragraph.level) return make(`h${Math.min(paragraph.level + 1, 4)}`, { id,
      class: paragraph.orientation }, marked(paragraph));
    return make("p", { id, class: paragraph.orientation, title: W()[paragraph.orientation] },
      sentenceAreas(paragraph), marked(paragraph));
  });
}

function outline(index) {
  const rows = DATA.reports[index].paragraphs.map((paragraph, place) => [paragraph, place]);
  return make("details", { class: "outline" }, make("summary", { text: W().outline }),
    rows.filter(([paragraph]) => paragraph.level).map(([paragraph, place]) => make("a", {
      class: paragraph.orientation, href: `#p-${index}-${place}`,
      style: { "padding-left": `${0.4 + paragraph.level * 0.9}em` }, text: paragraph.text })));
}

function termTable(index) {
  const report = DATA.reports[index];
  const rows = [...report.terms].map(([word, found]) => [word, found.length])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return table([W().term, W().english, W().n, W().rate], rows.map(([word, n]) => [
    make("button", { class: "link", type: "button", "data-term": word, text: word,
      on: { click: () => choose(word) } }), DATA.english[word] || "", n,
    fixed(1000 * n / report.words)]), [2, 3]);
}

function areaTable(index) {
  const report = DATA.reports[index];
  const nation = W().nation.replace("{year}", report.nation_year ?? "");
  return table([W().area, W().sentences, W().share, W().interval, nation],
    report.profile.map((row) => [areaName(row.code), row.n, fixed(row.share, 1),
      row.low === null ? "–" : `${fixed(row.low, 1)}–${fixed(row.high, 1)}`,
      fixed(row.nation, 1)]), [1, 2, 3, 4]);
}

// Of two reports: the first minus the second, with the limits of its interval where they are known.
function difference(kind, name, own, other) {
  const known = DATA.differences && DATA.differences[kind][name];
  if (!known) return [own - other, null, null];
  const [value, low, high] = known;
  if (left === 0) return known;
  return [-value, high === null ? null : -high, low === null ? null : -low];
}

function signed(value, digits) {
  const shown = fixed(Math.abs(value), digits);
  if (Number(shown) === 0) return shown;
  return (value > 0 ? "+" : "−") + shown;
}

function changes(kind, names, own, other, digits) {
  return names.map((name) => [name, own(name), other(name)])
    .map(([name, a, b]) => [name, a, b, ...difference(kind, name, a, b)])
    .sort((x, y) => y[3] - x[3] || (x[0] < y[0] ? -1 : 1))
    .map(([name, a, b, value, low, high]) => [name, fixed(a, digits), fixed(b, digits),
      signed(value, digits),
      low === null ? "–" : `${signed(low, digits)} … ${signed(high, digits)}`]);
}

function areaChanges() {
  const share = (index) => new Map(DATA.reports[index].profile.map((row) => [row.code, row.share]));
  const [own, other] = [share(left), share(right)];
  const codes = [...new Set([...own.keys(), ...other.keys()])]
    .filter((code) => code !== "99" && (own.get(code) || other.get(code)));
  return changes("areas", codes, (one) => own.get(one) || 0, (one) => other.get(one) || 0, 1);
}

function termChanges() {
  const rate = (index) => (word) => {
    const found = DATA.reports[index].terms.get(word);
    return found ? 1000 * found.length / DATA.reports[index].words : 0;
  };
  const words = [...new Set([left, right].flatMap((index) => [...DATA.reports[index].terms.keys()]))];
  return changes("terms", words, rate(left), rate(right), 2);
}

const title = (index) => DATA.reports[index].title[language];
const filled = (words, a, b) => words.replace("{a}", a).replace("{b}", b);
const pairTitle = () => filled(W().minus, title(left), title(right));

function pairTable() {
  const [a, b] = [title(left), title(right)];
  if (view === "areas") {
    return table([W().area, filled(W().percent, a), filled(W().percent, b), W().points,
      W().interval],
      areaChanges().map(([code, ...rest]) => [areaName(code), ...rest]), [1, 2, 3, 4]);
  }
  return table([W().term, W().english, filled(W().of, a, W().rate), filled(W().of, b, W().rate),
    W().perThousand, W().interval], termChanges().map(([word, ...rest]) => [make("button", { class: "link",
    type: "button", "data-term": word, text: word, on: { click: () => choose(word) } }),
  DATA.english[word] || "", ...rest]), [2, 3, 4, 5]);
}

function pairPane() {
  return make("article", { class: "pair" }, make("h2", { text: pairTitle() }), pairTable());
}

function quantityTable(index) {
  const rows = DATA.reports[index].paragraphs.flatMap((paragraph) =>
    paragraph.marks.filter((mark) => mark.kind === "quantity").map((mark) => [
      cut(paragraph, mark.start, mark.end) + mark.unit, mark.indicator, W()[mark.status],
      mark.period]));
  return table([W().number, W().indicator, W().status, W().period], rows, []);
}

function table(names, rows, numeric) {
  const kind = (place) => (numeric.includes(place) ? "n" : null);
  return make("table", {}, make("thead", {}, make("tr", {}, names.map((name, place) =>
    make("th", { class: kind(place), text: name })))),
  make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell, place) =>
    (cell instanceof Node ? make("td", { class: kind(place) }, cell)
      : make("td", { class: kind(place), text: cell })))))));
}

const VIEWS = { text, terms: termTable, areas: areaTable, quantities: quantityTable };

function pane(index) {
  const report = DATA.reports[index];
  const body = VIEWS[view](index);
  return make("article", {}, make("h2", { text: title(index) }),
    make("p", { class: "soft", text: report.note[language] }),
    view === "text" ? outline(index) : null, body);
}

const two = () => right >= 0 && right !== left;

function showPanes() {
  if (two() && (view === "areas" || view === "terms")) { put(panes, pairPane()); return; }
  put(panes, pane(left), two() ? pane(right) : null);
}

function choose(word) {
  chosen = word;
  for (const node of document.querySelectorAll(".term")) {
    node.classList.toggle("chosen", node.dataset.term === word);
  }
  showSide();
}

function line(index, paragraph, mark) {
  const place = DATA.reports[index].paragraphs.indexOf(paragraph);
  return make("a", { class: `line ${paragraph.orientation}`, href: `#p-${index}-${place}`,
    on: { click: () => { if (view !== "text") { view = "text"; showAll(); } } } },
  make("span", { text: cut(paragraph, Math.max(0, mark.start - 14), mark.start) }),
  make("b", { text: cut(paragraph, mark.start, mark.end) }),
  make("span", { text: cut(paragraph, mark.end, mark.end + 14) }));
}

function series(word) {
  const counts = DATA.nation.counts[word] || {};
  const { years, words } = DATA.nation;
  if (!years.length) return null;
  const rates = years.map((year, place) => 10000 * (counts[year] || 0) / words[place]);
  const most = Math.max(...rates, 1e-9);
  const [first, last] = [years[0], years[years.length - 1]];
  const x = (year) => 4 + 292 * (year - first) / Math.max(last - first, 1);
  return [make("h3", { text: W().nationSeries }),
    draw("svg", { viewBox: "0 0 300 84", role: "img", "aria-label": W().nationSeries },
      years.map((year, place) => draw("line", { x1: x(year), x2: x(year), y1: 66,
        y2: 66 - 50 * rates[place] / most, stroke: "#0072b2", "stroke-width": 3 },
      draw("title", { text: `${year}: ${counts[year] || 0}` }))),
      draw("line", { x1: 2, x2: 298, y1: 66, y2: 66, stroke: "#333" }),
      draw("text", { x: 2, y: 80, "font-size": 10, text: first }),
      draw("text", { x: 298, y: 80, "font-size": 10, "text-anchor": "end", text: last }),
      draw("text", { x: 298, y: 10, "font-size": 10, "text-anchor": "end", fill: "#666",
        text: `${W().most} ${fixed(most, 1)}` }))];
}

function showSide() {
  if (chosen === null && two() && view !== "areas" && view !== "terms") {
    put(side, make("h3", { text: pairTitle() }), make("p", { class: "soft", text: W().hint }),
      table([W().area, W().change, W().interval], areaChanges()
        .map(([code, , , value, limits]) => [areaName(code), value, limits]), [1, 2]));
    return;
  }
  if (chosen === null) { put(side, make("p", { class: "soft", text: W().click })); return; }
  const indices = [left, right].filter((index, at, all) => index >= 0 && all.indexOf(index) === at);
  put(side, make("h2", { id: "chosen", text: chosen }),
    make("p", { class: "soft", text: DATA.english[chosen] || "" }),
    indices.map((index) => {
      const found = DATA.reports[index].terms.get(chosen) || [];
      return [make("h3", { text: filled(W().of, title(index), found.length) }),
        make("div", { class: "lines" }, found.map(([paragraph, mark]) =>
          line(index, paragraph, mark)))];
    }), series(chosen));
}

function option(name, box) {
  const input = make("input", { type: "checkbox", id: `show-${name}`,
    on: { change: () => { shown[name] = input.checked; showPanes(); } } });
  input.checked = shown[name];
  return make("label", {}, input, ` ${box}`);
}

function picker(id, value, none, act) {
  const select = make("select", { id, "aria-label": W()[id],
    on: { change: () => { act(Number(select.value)); showAll(); } } },
  none ? make("option", { value: -1, text: W().none }) : null,
  DATA.reports.map((_, index) => make("option", { value: index, text: title(index) })));
  select.value = String(value);
  return select;
}

function showHead() {
  const tabs = ["text", "terms", "areas", "quantities"].map((name) => make("button", {
    type: "button", "data-view": name, "aria-pressed": view === name, text: W().views[name],
    on: { click: () => { view = name; showAll(); } } }));
  put(head, make("h1", { text: W().title }), make("nav", {}, tabs),
    picker("left", left, false, (index) => { left = index; }),
    DATA.reports.length > 1 ? picker("right", right, true, (index) => { right = index; }) : null,
    option("terms", W().showTerms), option("quantities", W().showQuantities),
    option("areas", W().showAreas),
    make("button", { type: "button", id: "language", text: language === "en" ? "中文" : "English",
      on: { click: () => { language = language === "en" ? "zh" : "en"; showAll(); } } }));
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
}

function legend() {
  return make("p", { class: "legend" }, ["review_past_year", "review_multi_year", "problems",
    "plan_multi_year", "plan_next_year"].map((name) =>
    make("span", { class: name, text: W()[name] })));
}

const key = make("div", {});
function showAll() { showHead(); put(key, legend()); showPanes(); showSide(); }

put(document.getElementById("app"), head, key, make("main", {}, panes, side));
showAll();
