// A ledger's export may be dropped anywhere on the page; it is read as soon as it is chosen.
"use strict";

const zone = document.getElementById("zone");
const carriesFiles = (event) => zone && event.dataTransfer && [...event.dataTransfer.types].includes("Files");

// What else is needed, such as whose ledger it is, is asked for first.
function readIfReady() {
  if (zone.elements.file.files.length && zone.checkValidity()) zone.requestSubmit();
}
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  zone.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (zone && !event.relatedTarget) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  zone.classList.remove("over");
  // One at a time: each is looked over by itself.
  const chosen = new DataTransfer();
  chosen.items.add(event.dataTransfer.files[0]);
  zone.elements.file.files = chosen.files;
  readIfReady();
});
if (zone) {
  zone.elements.file.addEventListener("change", readIfReady);
  // A firm that is new takes the place of the choice among the known ones.
  zone.addEventListener("input", () => {
    if (zone.elements.firm && zone.elements.name) zone.elements.firm.required = !zone.elements.name.value.trim();
  });
  zone.addEventListener("submit", (event) => {
    if (zone.hasAttribute("aria-busy")) event.preventDefault();
    zone.setAttribute("aria-busy", "true");
    const sending = zone.querySelector(".sending");
    sending.textContent = sending.dataset.words;
  });
}
// Come back to by Back, the form would send another file under the number of the first one.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
