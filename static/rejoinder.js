// On every page: typing that waits for the input method, and a lost connection or an ended session that loses nothing.
"use strict";

const bar = document.getElementById("bar");
const csrf = () => document.querySelector('meta[name="csrf-token"]').content;

// Half-composed Chinese is never sent: an input method is asked for nothing before it is done.
let lastSaid = new WeakMap();
function announce(input) {
  if (lastSaid.get(input) === input.value) return;
  lastSaid.set(input, input.value);
  input.dispatchEvent(new CustomEvent("said", { bubbles: true }));
}
document.addEventListener("input", (event) => {
  if (!event.isComposing && event.target.matches('[hx-trigger^="said"]')) announce(event.target);
});
document.addEventListener("compositionend", (event) => {
  if (event.target.matches('[hx-trigger^="said"]')) announce(event.target);
});

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrf();
});

// What could not be sent waits here, and is sent again from the untouched form. Its own id makes it count once.
let waiting = null;
let inFlight = false;
const RETRY_AFTER = 3000;

function show(words) {
  bar.textContent = words;
  bar.hidden = false;
}
function clear() {
  waiting = null;
  bar.hidden = true;
  document.dispatchEvent(new CustomEvent("connected"));
}
function keepFor(detail, words) {
  const element = detail.elt;
  if (detail.requestConfig && detail.requestConfig.verb === "post" && element.matches("form, button")) {
    waiting = element;
  }
  show(words);
}
function sendAgain() {
  if (!waiting || inFlight || !waiting.isConnected) return;
  if (waiting.matches("button")) waiting.click();
  else waiting.requestSubmit();
}
async function renewToken() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('meta[name="csrf-token"]').content;
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = token;
  return true;
}
async function tryAgain() {
  if (!waiting || inFlight) return;
  try {
    if (await renewToken()) sendAgain();
  } catch {
    // Still no connection: the next try comes by itself.
  }
}
document.addEventListener("htmx:beforeRequest", () => { inFlight = true; });
document.addEventListener("htmx:afterRequest", (event) => {
  inFlight = false;
  const status = event.detail.xhr ? event.detail.xhr.status : 0;
  if (status >= 200 && status < 400 || status === 422) clear();
});
document.addEventListener("htmx:sendError", (event) => keepFor(event.detail, bar.dataset.lost));
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 401 || xhr.status === 400) keepFor(event.detail, bar.dataset.ended);
  else if ((xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain")) show(xhr.responseText);
  else show(bar.dataset.failed);
});
window.addEventListener("online", tryAgain);
setInterval(tryAgain, RETRY_AFTER);

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  const box = document.querySelector('input[data-key="/"]');
  if (box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
function isTyping(element) {
  return element.matches("textarea, select, [contenteditable]") || (element.matches("input") && !["checkbox", "radio", "button", "submit"].includes(element.type));
}

// Signed out, nothing typed stays on this machine.
document.addEventListener("submit", (event) => {
  if (event.target.action && event.target.action.endsWith("/sign-out")) {
    for (const key of Object.keys(localStorage)) if (key.startsWith("rejoinder:")) localStorage.removeItem(key);
  }
});
