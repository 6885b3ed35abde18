// The account file: keys among its links, and nothing typed in one of its forms is left by mistake.
"use strict";

const sheetOf = () => document.querySelector("#file-body form[data-sheet]");
function differs(field) {
  if (field.type === "hidden" || field.disabled || !field.name) return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.matches("select")) {
    const options = [...field.options];
    // Without a choice of its own a list shows its first one.
    const before = options.some((each) => each.defaultSelected) ? options.filter((each) => each.defaultSelected) : options.slice(0, 1);
    return [...field.selectedOptions].some((each) => !before.includes(each));
  }
  return field.matches("input, textarea") && field.value !== field.defaultValue;
}
// The form of the file in which something is typed that is saved nowhere yet.
function typedSheet() {
  return [...document.querySelectorAll("#file-body form[data-sheet]")].find((form) => form.hasAttribute("data-typed") || [...form.elements].some(differs));
}
// What a field was is kept only where it is something else now: a draft holds only so much.
function sheetFields(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf_token");
  return fields.filter(([name, value]) => !name.startsWith("was-") || value !== joined(fields, name.slice("was-".length)));
}
const joined = (fields, name) => fields.filter(([each]) => each === name).map(([, value]) => value).join(" ");
// It is the same form that comes back: sent twice it counts once, and what others saved meanwhile is told of.
const OWN = ["version", "with-version", "submission"];
function ownOf(fields, name) {
  const kept = fields.find(([each]) => each === name);
  if (kept && (OWN.includes(name) || name.startsWith("was-"))) return kept[1];
  return name.startsWith("was-") ? joined(fields, name.slice("was-".length)) : null;
}
// As it is kept half-typed with the call: the address that opens the form, and what stands in it.
function sheetKept() {
  const form = typedSheet();
  return form ? JSON.stringify({ open: form.dataset.sheet, fields: sheetFields(form) }) : "";
}
async function openSheet(kept) {
  const { open, fields } = JSON.parse(kept);
  if (!/^\/(?!\/)/.test(open)) return;
  await htmx.ajax("GET", open, { target: "#file-body", swap: "innerHTML" });
  const form = [...document.querySelectorAll("#file-body form[data-sheet]")].find((each) => each.dataset.sheet === open);
  if (form) fillSheet(form, fields);
}
function fillSheet(form, fields) {
  for (const field of form.elements) {
    if (!field.name || ["file", "submit"].includes(field.type)) continue;
    if (field.type === "hidden") {
      field.value = ownOf(fields, field.name) ?? field.value;
      continue;
    }
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
}

// Leaving a form in which something is typed takes a second word.
let warned = null;
function mayLeave(form) {
  return !form || warned === form || !remindOf(form);
}
// A call is never ended over it, however often that is asked for.
function remindOf(form) {
  if (!form) return false;
  warned = form;
  let notice = form.querySelector(".unsaved");
  if (!notice) {
    notice = document.createElement("p");
    notice.className = "notice unsaved";
    notice.setAttribute("role", "alert");
    form.append(notice);
  }
  notice.textContent = document.body.dataset.unsaved;
  notice.scrollIntoView({ block: "nearest" });
  return true;
}
function heldBack(event) {
  const link = event.target.closest("a");
  // Opened elsewhere, it leaves nothing.
  if (!link || link.target || event.ctrlKey || event.metaKey || link.closest("form[data-sheet]:not([data-typed])") && !typedSheet()) return;
  if (mayLeave(typedSheet())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
document.addEventListener("click", heldBack, true);
// The call ends with a form, and so does a page; what is half-typed in a call waits for its next page, else it is gone.
function heldForm(event) {
  const form = event.target;
  if (form.matches("[data-sheet]")) return;
  const leaves = !form.hasAttribute("hx-post") && form.method !== "dialog" && !document.querySelector("main[data-call]");
  if (form.id === "ending" ? !remindOf(typedSheet()) : !leaves || mayLeave(typedSheet())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
document.addEventListener("submit", heldForm, true);
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-sheet]");
  if (!form || warned !== form) return;
  warned = null;
  form.querySelector(".unsaved")?.remove();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "file-body") warned = null;
});

// What is typed while a part of the file is on its way is meant for its first field, not for the keys of the desk.
let typedAhead = null;
const isForFile = (event) => event.detail.target && event.detail.target.id === "file-body";
document.addEventListener("htmx:beforeRequest", (event) => { if (isForFile(event)) typedAhead = ""; });
document.addEventListener("htmx:sendError", (event) => { if (isForFile(event)) typedAhead = null; });
document.addEventListener("htmx:responseError", (event) => { if (isForFile(event)) typedAhead = null; });
document.addEventListener("keydown", (event) => {
  if (typedAhead === null || isTyping(event.target) || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key.length !== 1) return;
  typedAhead += event.key;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("htmx:afterSettle", (event) => {
  if (!isForFile(event)) return;
  // After a refusal the field that was refused comes first.
  const wrong = document.querySelector("#file-body [aria-invalid]");
  if (wrong) wrong.focus();
  const field = document.activeElement;
  const ahead = typedAhead;
  typedAhead = null;
  if (!ahead) return;
  if (field.closest("#file-body") && field.matches("input:not([type=checkbox], [type=radio], [type=file]), textarea")) {
    field.setRangeText(ahead, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (!isTyping(field)) {
    // Back at the file there is no field: then they were keys.
    for (const key of ahead) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
});
// Who chooses to name the invoices is shown them.
document.addEventListener("change", (event) => {
  const parts = document.querySelector("#parts");
  if (parts && event.target.id === "f-way" && event.target.value === "named") parts.open = true;
});

// ↓ and ↑ go through the links of the file; Esc leads out of a field, then back to the file.
function amongLinks(event) {
  const links = [...document.querySelectorAll("#file-body a.edit")].filter((each) => each.offsetParent);
  const at = links.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  links[(at + (event.key === "ArrowDown" ? 1 : -1) + links.length) % links.length].focus();
}
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") amongLinks(event);
  else if (document.querySelector("dialog[open]") || event.target.closest("#commitment-form")) return;
  else if (event.key === "Escape" && !isTyping(event.target)) {
    const back = document.querySelector("#file-body a.back");
    if (back) back.click();
  } else if (event.key === "Escape" && event.target.closest("#file-body")) event.target.blur();
  else if (event.key === "f" && !isTyping(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey) {
    const first = document.querySelector("#file-body a.edit, #file-body [autofocus], #file-body a.back");
    if (first) {
      event.preventDefault();
      first.focus();
    }
  }
});
