// Topics: their terms by relevance, and the text units in which they have the largest share.
const W = DATA.words;
let chosen = DATA.topics[0].topic;
let lambda = 0.6;
const list = make("div", { class: "list" });
const terms = make("div", { class: "terms" });
const texts = make("div", { class: "texts" });
const slider = make("input", { type: "range", min: 0, max: 1, step: 0.05, value: lambda,
  id: "relevance", "aria-label": W.relevance,
  on: { input: () => { lambda = Number(slider.value); showTerms(); } } });
const shown = make("output", { for: "relevance" });

function relevance([, inTopic, overall]) {
  return lambda * Math.log(inTopic) + (1 - lambda) * Math.log(inTopic / overall);
}

function showList() {
  put(list, DATA.topics.map((one) => make("button", {
    class: one.topic === chosen ? "topic chosen" : "topic", "data-topic": one.topic,
    "aria-pressed": one.topic === chosen,
    on: { click: () => { chosen = one.topic; showAll(); } } },
    make("b", { text: `${one.topic}` }), make("span", { text: one.first.join("、") }),
    make("span", { class: "soft", text: one.label }),
    make("span", { class: one.stable ? "soft" : "soft weak",
      text: `${fixed(100 * one.share, 1)}% · ${W.stability} ${fixed(one.stability)}` +
        (one.stable ? "" : ` · ${W.unstable}`) }))));
}

function showTerms() {
  const rows = DATA.terms[chosen].slice().sort((a, b) => relevance(b) - relevance(a)
    || (a[0] < b[0] ? -1 : 1)).slice(0, 30);
  const most = Math.max(...rows.map((row) => Math.max(row[1], row[2])));
  shown.textContent = `λ = ${lambda.toFixed(2)}`;
  put(terms, rows.map(([term, inTopic, overall]) => make("div", { class: "row" },
    make("span", { class: "term", text: term }),
    make("span", { class: "bars", title: `${fixed(1000 * inTopic, 1)} / ${fixed(1000 * overall, 1)} ‰` },
      make("span", { class: "bar in", style: { width: `${100 * inTopic / most}%` } }),
      make("span", { class: "bar all", style: { width: `${100 * overall / most}%` } })))));
}

function showTexts() {
  put(texts, DATA.paragraphs[chosen].map(([share, unit, text]) => make("details", {},
    make("summary", {}, make("b", { text: `${fixed(100 * share, 0)}%` }), ` ${unit} `,
      make("span", { class: "soft", text: text.slice(0, 40) + (text.length > 40 ? "…" : "") })),
    make("p", { text }))));
}

function showAll() { showList(); showTerms(); showTexts(); }

put(document.getElementById("app"),
  make("header", {}, make("h1", { text: DATA.title }), make("span", { class: "soft", text: DATA.note })),
  make("main", {},
    make("section", {}, make("h2", { text: W.topics }), list),
    make("section", {}, make("h2", { text: W.terms }),
      make("label", { class: "soft" }, W.relevance, " ", slider, " ", shown),
      make("p", { class: "soft", text: W.bars }), terms),
    make("section", {}, make("h2", { text: W.paragraphs }), texts)));
showAll();
