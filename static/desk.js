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
  mark(all[(at + step + all.length) % all.length]);
}
function inBox(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !event.ctrlKey) {
    event.preventDefault();
    const chosen = options().find((each) => each.getAttribute("aria-selected") === "true");
    if (chosen) chosen.click();
  }
}
document.addEventListener("htmx:afterSwap", (event) => {
  const box = one("#said");
  if (!box || event.detail.target.id !== "found") return;
  const all = options();
  box.setAttribute("aria-expanded", String(all.length > 0));
  if (all.length) box.setAttribute("aria-activedescendant", all[0].id);
  else box.removeAttribute("aria-activedescendant");
});

// One kind of commitment gives way to another; what is typed goes along.
let carried = null;
function carry() {
  carried = {};
  for (const name of ["day", "who", "note", "method"]) {
    const field = one(`#commitment-form [name="${name}"]`);
    if (field) carried[name] = field.value;
  }
}
function openKind(kind) {
  if (!inCall) return;
  const chosen = one("#kind");
  if (chosen && chosen.value === kind) {
    firstField(kind).focus();
    return;
  }
  carry();
  htmx.ajax("GET", `/calls/${desk.dataset.call}/commitments/new?kind=${kind}`, { target: "#commitment", swap: "outerHTML" });
}
function firstField(kind) {
  const order = kind === "dispute_details" ? ["#invoices input", "#day"] : kind === "stop_contact" || kind === "other_person" ? ["#who"] : ["#day", "#who", "#note"];
  return order.map(one).find(Boolean) || one("#note");
}
document.addEventListener("change", (event) => {
  if (event.target.id === "kind") carry();
  if (event.target.id === "picked" && event.target.value) {
    one("#day").value = event.target.value;
    one("#day").dispatchEvent(new Event("input", { bubbles: true }));
  }
}, true);
document.addEventListener("htmx:afterSettle", (event) => {
  const panel = one("#commitment");
  if (!panel || (event.detail.target.id !== "commitment" && !panel.contains(event.detail.target))) return;
  const kind = one("#kind");
  if (carried && kind) {
    for (const [name, value] of Object.entries(carried)) {
      const field = one(`#commitment-form [name="${name}"]`);
      if (field && !field.value) field.value = value;
    }
    carried = null;
    firstField(kind.value).focus();
    typed();
    return;
  }
  const wrong = one("#commitment [aria-invalid], #ending [aria-invalid]");
  if (wrong) wrong.focus();
  else if (!panel.querySelector("[autofocus]") && !one("#commitment-form")) one("#save-next").focus();
});

// A question's answer fills a field.
document.addEventListener("click", (event) => {
  const to = event.target.closest("[data-field]");
  if (to) {
    const field = one(to.dataset.field === "invoices" ? "#invoices input" : `#${to.dataset.field}`);
    if (field) field.focus();
    else openKind("promise_to_pay");
  }
  const key = event.target.closest("[data-kind]");
  if (key) openKind(key.dataset.kind);
  if (event.target.closest("[data-help]")) one("#help").showModal();
});

const KINDS = { p: "promise_to_pay", d: "dispute_details", c: "call_back", s: "stop_contact" };
function pressed(event) {
  if (event.key in KINDS) openKind(KINDS[event.key]);
  else if (event.key >= "1" && event.key <= "5" && options()[event.key - 1]) options()[event.key - 1].click();
  else if (event.key === "n" && one(".insist")) {
    one(".insist").open = !one(".insist").open;
    if (one(".insist").open) one(".insist").scrollIntoView({ block: "nearest" });
  } else if (event.key === "a" && one('[data-key="a"]')) one('[data-key="a"]').click();
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
  } else if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  else if (event.target.id === "said") inBox(event);
  else if (!isTyping(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey && !one("#help").open) pressed(event);
});

// Half-typed words: kept on the server; in the browser only while there is no connection.
const place = `rejoinder:${desk.dataset.person}:${desk.dataset.call}`;
let unsaved = false;
let soon = 0;
function words() {
  const fields = new URLSearchParams();
  for (const field of document.querySelectorAll("[data-kept]")) {
    if (field.type !== "checkbox" || field.checked) fields.append(field.name, field.value);
  }
  return fields;
}
async function keep() {
  clearTimeout(soon);
  unsaved = false;
  const body = words();
  try {
    const answer = await fetch(desk.dataset.draft, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": csrf() } });
    if (!answer.ok) throw new Error(String(answer.status));
    if (localStorage.getItem(place) && !waiting) clear();
    localStorage.removeItem(place);
  } catch (error) {
    localStorage.setItem(place, body.toString());
    show(["401", "400"].includes(error.message) ? bar.dataset.ended : bar.dataset.lost);
    soon = setTimeout(keepLater, 3000);
  }
}
async function keepLater() {
  try {
    await renewToken();
  } catch {
    // Still no connection: keep() says so and tries again.
  }
  keep();
}
function typed() {
  unsaved = true;
  clearTimeout(soon);
  soon = setTimeout(keep, 600);
  const form = one("#commitment-form");
  if (form) form.dispatchEvent(new CustomEvent("typed"));
}
function restore() {
  const left = localStorage.getItem(place);
  if (!left) return;
  const fields = new URLSearchParams(left);
  for (const field of document.querySelectorAll("[data-kept]")) {
    if (field.type === "checkbox") field.checked = fields.getAll(field.name).includes(field.value);
    else if (fields.has(field.name) && field.type !== "hidden") field.value = fields.get(field.name);
  }
  const box = one("#said");
  if (box && box.value) announce(box);
  typed();
}
if (inCall) {
  document.addEventListener("input", (event) => {
    if (!event.isComposing && event.target.matches("[data-kept]")) typed();
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.matches("[data-kept]")) typed();
  });
  window.addEventListener("pagehide", () => { if (unsaved) keep(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && unsaved) keep(); });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.id === "ending" && event.detail.successful) {
      clearTimeout(soon);
      unsaved = false;
      localStorage.removeItem(place);
    }
  });
  restore();
}
