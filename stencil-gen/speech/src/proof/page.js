"use strict";
// Rows of the list, the player, the sign-off. The sign-off belongs to the sound: it is kept under the
// clip's hash, so a clip that was made anew has to be heard again.
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const STORE = "tandau-speech-signoff/1 " + data.election;
const FORMAT = "speech-signoff/1";
const element = (id) => document.getElementById(id);
const list = element("clips");
const player = new Audio();
let kept = {};

const key = (clip) => clip.language + "/" + clip.id + "/" + clip.sha256;
const state = (clip) => (kept[key(clip)] || {}).state || "open";

function warn(text) {
  const warning = element("warning");
  warning.textContent = text;
  warning.hidden = false;
}

function read() {
  try {
    kept = JSON.parse(localStorage.getItem(STORE) || "{}");
    localStorage.setItem(STORE, JSON.stringify(kept));
    element("reviewer").value = localStorage.getItem(STORE + " reviewer") || "";
  } catch (error) {
    warn(words.not_kept);
  }
}

function keep() {
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
    localStorage.setItem(STORE + " reviewer", element("reviewer").value);
  } catch (error) {
    warn(words.not_kept);
  }
}

function add(parent, name, text, attributes) {
  const child = document.createElement(name);
  if (text !== undefined) child.textContent = text;
  for (const [attribute, value] of Object.entries(attributes || {})) child.setAttribute(attribute, value);
  parent.append(child);
  return child;
}

function row(clip, place) {
  const item = add(list, "li", undefined, { id: "clip-" + place });
  const facts = add(item, "dl");
  const fact = (name, text, attributes) => {
    add(facts, "dt", name);
    return add(facts, "dd", text, attributes);
  };
  fact(words.text, clip.text, { lang: clip.language, class: "text", id: "text-" + place });
  if (clip.said !== clip.text) fact(words.said, clip.said, { lang: clip.language });
  if (clip.doubts.length > 0) fact(words.doubt, clip.doubts.join("; "));
  fact(words.by, clip.by + " · " + clip.language + "/" + clip.id);
  const shown = fact(words.state, "", { class: "state" });
  const buttons = add(item, "p", undefined, { class: "buttons" });
  const button = (name, act) => {
    const made = add(buttons, "button", name, { type: "button", "aria-describedby": "text-" + place });
    made.addEventListener("click", act);
    return made;
  };
  const row = { clip, item, shown };
  row.play = button(words.play, () => play(row));
  row.good = button(words.good, () => sign(row, "good"));
  row.wrong = button(words.wrong, () => sign(row, "wrong"));
  item.addEventListener("keydown", (event) => press(row, event));
  return row;
}

function play(row) {
  player.pause();
  player.src = "data:audio/flac;base64," + row.clip.flac;
  player.dataset.clip = row.clip.language + "/" + row.clip.id;
  player.play().catch((error) => warn(String(error)));
}

function sign(row, wanted) {
  if (state(row.clip) === wanted) delete kept[key(row.clip)];
  else kept[key(row.clip)] = { state: wanted, by: element("reviewer").value, at: new Date().toISOString() };
  keep();
  draw(row);
  count();
}

function draw(row) {
  const now = state(row.clip);
  row.item.dataset.state = now;
  row.shown.textContent = { good: words.good, wrong: words.wrong, open: words.open }[now];
  row.good.setAttribute("aria-pressed", now === "good");
  row.wrong.setAttribute("aria-pressed", now === "wrong");
}

function count() {
  const counts = { good: 0, wrong: 0, open: 0 };
  for (const clip of data.clips) counts[state(clip)] += 1;
  element("count").textContent = words.count.replace(/\{(\w+)\}/g, (_, name) => counts[name]);
}

// Only what has the focus listens to keys: a screen reader's own keys stay free.
function press(row, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const act = {
    ArrowDown: () => step(row, 1),
    ArrowUp: () => step(row, -1),
    1: () => sign(row, "good"),
    0: () => sign(row, "wrong"),
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

function step(row, by) {
  const shown = rows.filter((other) => !other.item.hidden);
  const next = shown[shown.indexOf(row) + by];
  if (next) next.play.focus();
}

function show() {
  const wanted = element("show").value;
  for (const row of rows) {
    const doubtful = row.clip.doubts.length > 0;
    row.item.hidden = (wanted === "doubtful" && !doubtful) || (wanted === "open" && state(row.clip) !== "open");
  }
}

function save() {
  const clips = data.clips.map(({ language, id, sha256, text }, place) => {
    const { state = "open", by = "", at = "" } = kept[key(data.clips[place])] || {};
    return { language, id, sha256, text, state, by, at };
  });
  const file = { format: FORMAT, election: data.election, reviewer: element("reviewer").value, clips };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
  link.download = data.election + ".signoff.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function load(event) {
  try {
    const file = JSON.parse(await event.target.files[0].text());
    if (file.format !== FORMAT || file.election !== data.election) throw new Error(file.format);
    for (const clip of file.clips) {
      if (clip.state === "good" || clip.state === "wrong") kept[key(clip)] = { state: clip.state, by: clip.by, at: clip.at };
    }
    keep();
    rows.forEach(draw);
    count();
    show();
  } catch (error) {
    warn(words.other_file);
  }
}

const rows = data.clips.map(row);
read();
rows.forEach(draw);
count();
element("show").addEventListener("change", show);
element("reviewer").addEventListener("change", keep);
element("save").addEventListener("click", save);
element("load").addEventListener("change", load);
element("tools").addEventListener("submit", (event) => event.preventDefault());
