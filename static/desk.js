// The desk: keys, the list of excuses, the clock of the call, and half-typed words kept on the server.
"use strict";

const desk = document.querySelector("main.desk");
const inCall = Boolean(desk.dataset.call);
const one = (selector) => document.querySelector(selector);

// The clock of the call.
const timer = one(".timer");
if (timer) {
  const started = Date.parse(timer.dataset.started);
  const tick = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - started) / 1000));
    const two = (number) => String(number).padStart(2, "0");
    one("#clock").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };
  tick();
  setInterval(tick, 1000);
}

// The list of excuses: the box keeps the focus while ↓ and ↑ move the mark.
const options = () => [...document.querySelectorAll("#matches [role=option]")];
function mark(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  const box = one("#said");
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
}
function move(step) {
  const all = options();
  if (!all.length) return;
  const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  // With nothing marked, ↓ begins at the first and ↑ at the last.
  mark(all[at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length]);
}
// A list that answers fewer words than the box holds is not chosen from: the next one is on its way.
function take(option) {
  const asked = one('#found [name="said"]');
  if (option && asked && asked.value === one("#said").value) option.click();
}
function inBox(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !event.ctrlKey) {
    event.preventDefault();
    take(options().find((each) => each.getAttribute("aria-selected") === "true"));
  }
}
document.addEventListener("htmx:afterSwap", (event) => {
  const box = one("#said");
  if (!box || event.detail.target.id !== "found") return;
  const all = options();
  box.setAttribute("aria-expanded", String(all.length > 0));
  const marked = all.find((each) => each.getAttribute("aria-selected") === "true");
  if (marked) box.setAttribute("aria-activedescendant", marked.id);
  else box.removeAttribute("aria-activedescendant");
});

// One kind of commitment gives way to another; what is typed goes along, also past a kind that has no place for it.
const ALONG = ["day", "who", "note", "method"];
let typedSoFar = new Map();
let arriving = null;
function carry() {
  const form = one("#commitment-form");
  for (const name of form ? ["made", ...ALONG] : []) {
    if (form.elements[name]) typedSoFar.set(name, form.elements[name].value);
  }
  arriving = fillIn;
}
function fillIn(form) {
  // Another count of what is recorded means another commitment: its form begins empty.
  if (typedSoFar.get("made") !== form.elements.made.value) typedSoFar = new Map();
  for (const name of ALONG) {
    const field = form.elements[name];
    if (field && !field.value && typedSoFar.has(name)) field.value = typedSoFar.get(name);
  }
}
let toFirstField = false;
function openKind(kind) {
  if (!inCall) return;
  const chosen = one("#kind");
  if (chosen && chosen.value === kind) {
    firstField(kind).focus();
    return;
  }
  toFirstField = true;
  if (chosen) {
    chosen.value = kind;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    carry();
    htmx.ajax("GET", `/calls/${desk.dataset.call}/commitments/new?kind=${kind}`, { target: "#commitment", swap: "outerHTML" });
  }
}
function firstField(kind) {
  const order = kind === "dispute_details" ? ["#invoices input", "#day"] : kind === "stop_contact" || kind === "other_person" ? ["#who"] : ["#day", "#who", "#note"];
  return order.map(one).find(Boolean) || one("#note");
}
document.addEventListener("change", (event) => {
  if (["kind", "currency"].includes(event.target.id)) carry();
  if (event.target.id === "picked" && event.target.value) {
    one("#day").value = event.target.value;
    one("#day").dispatchEvent(new Event("input", { bubbles: true }));
  }
}, true);
document.addEventListener("htmx:afterSettle", (event) => {
  const panel = one("#commitment");
  if (!panel || (event.detail.target.id !== "commitment" && !panel.contains(event.detail.target))) return;
  const form = one("#commitment-form");
  const kind = one("#kind");
  // Chosen anew before htmx listened to the form that had just arrived: the form would be another kind's.
  if (kind && !kind.selectedOptions[0].defaultSelected) {
    kind.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  if (arriving && form) {
    arriving(form);
    if (toFirstField) firstField(kind.value).focus();
    arriving = null;
    toFirstField = false;
    typed();
    return;
  }
  const wrong = one("#commitment [aria-invalid], #ending [aria-invalid]");
  if (wrong) wrong.focus();
  else if (!panel.querySelector("[autofocus]") && !one("#commitment-form")) one("#save-next").focus();
});

// A day that is proposed fills the field.
document.addEventListener("click", (event) => {
  const proposed = event.target.closest("[data-day]");
  if (!proposed) return;
  one("#day").value = proposed.dataset.day;
  one("#day").dispatchEvent(new Event("input", { bubbles: true }));
  one("#day").focus();
});

// A question's answer fills a field.
document.addEventListener("click", (event) => {
  const to = event.target.closest("[data-field]");
  if (to) {
    const field = one(to.dataset.field === "invoices" ? "#invoices input" : `#${to.dataset.field}`);
    const kind = one("#kind");
    // What another kind of promise has no field for is written down beside it.
    if (field) field.focus();
    else if (kind && ["bill", "instalment_plan"].includes(kind.value)) one("#note").focus();
    else openKind("promise_to_pay");
  }
  const outcome = event.target.closest("[data-outcome]");
  if (outcome) {
    one("#outcome").value = outcome.dataset.outcome;
    one("#outcome").dispatchEvent(new Event("input", { bubbles: true }));
    one("#save-next").focus();
  }
  const key = event.target.closest("[data-kind]");
  if (key) openKind(key.dataset.kind);
  if (event.target.closest("[data-help]")) one("#help").showModal();
});

const KINDS = { p: "promise_to_pay", d: "dispute_details", c: "call_back", s: "stop_contact" };
function pressed(event) {
  if (event.key in KINDS) openKind(KINDS[event.key]);
  else if (event.key >= "1" && event.key <= "5") take(options()[event.key - 1]);
  else if (event.key === "n" && one(".insist")) {
    one(".insist").open = !one(".insist").open;
    if (one(".insist").open) one(".insist").scrollIntoView({ block: "nearest" });
  } else if (["a", "g"].includes(event.key) && one(`[data-key="${event.key}"]`)) one(`[data-key="${event.key}"]`).click();
  else if (event.key === "?") one("#help").showModal();
  else return;
  event.preventDefault();
}
document.addEventListener("keydown", (event) => {
  // While an input method composes, every key is its own.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    if (one("#ending")) one("#ending").requestSubmit(one("#save-next"));
  } else if (event.key === "Escape" && (isTyping(event.target) || event.target.closest("#commitment-form"))) event.target.blur();
  else if (event.target.id === "said") inBox(event);
  else if (!isTyping(event.target) && !event.target.closest("#commitment-form") && !event.ctrlKey && !event.altKey && !event.metaKey && !one("#help").open) pressed(event);
});

// Half-typed words: kept on the server; in the browser only while there is no connection.
const place = `rejoinder:${desk.dataset.person}:${desk.dataset.call}`;
let changes = 0;
let saved = 0;
let isOver = false;
let soon = 0;
// Why the server takes none of it, until it takes something again.
let refusal = "";
function words() {
  const fields = new URLSearchParams();
  for (const field of document.querySelectorAll("[data-kept]")) {
    if (field.type !== "checkbox" || field.checked) fields.append(field.name, field.value);
  }
  const sheet = sheetKept();
  if (sheet) fields.append("sheet", sheet);
  return fields;
}
function hold(body, shelf = localStorage) {
  if (!isOver) shelf.setItem(place, body.toString());
}
// Who signs out takes everything along: a draft still on its way must not be held when leaving cuts it off.
document.addEventListener("submit", (event) => {
  if (event.target.action && event.target.action.endsWith("/sign-out")) isOver = true;
}, true);
async function keep() {
  clearTimeout(soon);
  const upTo = changes;
  const body = words();
  // Without a line the browser holds them at once: a page that is being closed does not live to see it fail.
  if (cut || !navigator.onLine) hold(body);
  try {
    const answer = await fetch(desk.dataset.draft, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": csrf(), "HX-Request": "true" } });
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    const why = answer.ok ? "" : await refused(answer);
    saved = upTo;
    localStorage.removeItem(place);
    tell(why);
    return true;
  } catch (error) {
    hold(body);
    lose(["400", "401", "404"].includes(error.message) ? bar.dataset.ended : bar.dataset.lost);
    return false;
  }
}
// Refused, it would be refused again: it is neither held nor sent anew before something else is typed.
async function refused(answer) {
  const isSentence = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
  return isSentence ? answer.text() : bar.dataset.failed;
}
function tell(why) {
  if (refusal && !why && !cut) bar.hidden = true;
  refusal = why;
  remind();
}
function remind() {
  if (refusal && !cut && !isOver) show(refusal);
}
function preview() {
  const form = one("#commitment-form");
  if (form) form.dispatchEvent(new CustomEvent("typed"));
}
function typed() {
  changes += 1;
  clearTimeout(soon);
  soon = setTimeout(keep, 600);
  preview();
}
function restore() {
  forgetOtherCalls();
  const left = sessionStorage.getItem(place) || localStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (!left && desk.dataset.sheetKept) openSheet(desk.dataset.sheetKept);
  if (!left) return;
  const fields = new URLSearchParams(left);
  for (const field of document.querySelectorAll("[data-kept]")) {
    if (!field.closest("#commitment-form")) fillField(field, fields);
  }
  restoreForm(fields);
  if (fields.has("sheet")) openSheet(fields.get("sheet"));
  const box = one("#said");
  if (box && box.value) announce(box);
  typed();
}
// Nobody leads two calls: what another one left here is over.
function forgetOtherCalls() {
  const mine = `rejoinder:${desk.dataset.person}:`;
  for (const shelf of [localStorage, sessionStorage]) {
    for (const key of Object.keys(shelf)) if (key.startsWith(mine) && key !== place) shelf.removeItem(key);
  }
}
function fillField(field, fields) {
  if (field.type === "checkbox") field.checked = fields.getAll(field.name).includes(field.value);
  else if (fields.has(field.name) && field.type !== "hidden") field.value = fields.get(field.name);
}
function restoreForm(fields) {
  // A commitment that was recorded meanwhile is not typed again.
  if (!fields.has("kind") || fields.get("made") !== one("#commitment").dataset.made) return;
  const form = one("#commitment-form");
  const fill = (there) => {
    for (const field of there.querySelectorAll("[data-kept]")) fillField(field, fields);
  };
  if (form && form.elements.kind.value === fields.get("kind")) fill(form);
  else {
    openKind(fields.get("kind"));
    arriving = fill;
  }
}
const KEPT = "[data-kept], #file-body form[data-sheet] *";
if (inCall) {
  document.addEventListener("input", (event) => {
    if (!event.isComposing && event.target.matches(KEPT)) typed();
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.matches(KEPT)) typed();
  });
  window.addEventListener("pagehide", () => {
    if (saved === changes || isOver) return;
    // A reload may overtake what is sent now: the tab itself remembers until it is read again.
    hold(words(), sessionStorage);
    keep();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && saved !== changes) keep(); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, xhr } = event.detail;
    // Not `successful`: htmx leaves it unset where the answer leads to another page.
    if (!requestConfig || !(xhr.status >= 200 && xhr.status < 300)) return;
    remind();
    if (requestConfig.elt.matches("#commitment-form, #commitment-form button")) typedSoFar = new Map();
    if (requestConfig.elt.id === "ending") {
      clearTimeout(soon);
      isOver = true;
      localStorage.removeItem(place);
    }
  });
  // What was half-typed in the file is saved, or thrown away: it is not kept any longer.
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "file-body") typed(); });
  firstThings.push(async () => !localStorage.getItem(place) || keep());
  document.addEventListener("connected", preview);
  document.addEventListener("connected", remind);
  // htmx listens from this moment on, and answers what is restored.
  document.addEventListener("DOMContentLoaded", restore);
}
