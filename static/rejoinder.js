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

// What could not be sent waits here, each with the button it was sent by, and is sent again from the untouched form.
// Its own id makes it count once.
const waiting = new Map();
// What a page does first when the line is back; each answers whether it got through.
const firstThings = [];
let cut = false;
let trying = false;
// Several may be under way at once: one that is answered says nothing about the others.
const requests = new Set();
const RETRY_AFTER = 3000;

function show(words) {
  bar.textContent = words;
  bar.hidden = false;
}
function lose(words) {
  cut = true;
  show(words);
}
function clear() {
  cut = false;
  bar.hidden = true;
  document.dispatchEvent(new CustomEvent("connected"));
}
function keepFor(detail, words) {
  const { elt, requestConfig } = detail;
  const sentBy = requestConfig && requestConfig.triggeringEvent ? requestConfig.triggeringEvent.submitter : null;
  if (elt.matches("form, button, select, input")) waiting.set(elt, sentBy || null);
  lose(words);
}
function sendAgain() {
  for (const element of waiting.keys()) if (!element.isConnected) waiting.delete(element);
  if (!waiting.size) {
    clear();
    return;
  }
  const [element, sentBy] = waiting.entries().next().value;
  if (element.matches("form")) element.requestSubmit(sentBy && sentBy.isConnected ? sentBy : null);
  else if (element.matches("button")) element.click();
  else element.dispatchEvent(new CustomEvent(element.matches("select") ? "change" : "said", { bubbles: true }));
}
function isUnderWay() {
  // One whose element has gone from the page ends without an event here; its state tells.
  const over = [XMLHttpRequest.UNSENT, XMLHttpRequest.DONE];
  for (const request of requests) if (over.includes(request.readyState)) requests.delete(request);
  return requests.size > 0;
}
async function renewToken() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.redirected) show(bar.dataset.ended);
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('meta[name="csrf-token"]').content;
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = token;
  return true;
}
async function tryAgain() {
  if (!cut || trying || isUnderWay()) return;
  trying = true;
  try {
    let isBack = await renewToken();
    for (const first of firstThings) isBack = isBack && (await first());
    if (isBack) sendAgain();
  } catch {
    // Still no connection: the next try comes by itself.
  } finally {
    trying = false;
  }
}
document.addEventListener("htmx:beforeSend", (event) => { requests.add(event.detail.xhr); });
document.addEventListener("htmx:afterRequest", (event) => {
  requests.delete(event.detail.xhr);
  const status = event.detail.xhr ? event.detail.xhr.status : 0;
  if (!(status >= 200 && status < 400) && status !== 422) return;
  // Another request that got through says nothing about what still waits.
  waiting.delete(event.detail.requestConfig.elt);
  if (cut) tryAgain();
  else bar.hidden = true;
});
document.addEventListener("htmx:sendError", (event) => keepFor(event.detail, bar.dataset.lost));
document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  if (xhr.status === 401 || xhr.status === 400) {
    keepFor(event.detail, bar.dataset.ended);
    return;
  }
  // It arrived and was refused: sent again it would be refused again.
  waiting.delete(elt);
  const isSentence = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain");
  show(isSentence ? xhr.responseText : bar.dataset.failed);
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
    for (const shelf of [localStorage, sessionStorage]) {
      for (const key of Object.keys(shelf)) if (key.startsWith("rejoinder:")) shelf.removeItem(key);
    }
  }
});
