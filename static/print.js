// A page made to be printed has a button for it; what has just been noted as printed is printed at once.
"use strict";

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

const printed = document.querySelector("[data-print-now]");
if (printed) {
  // Opened again or gone back to, the page is only looked at.
  history.replaceState(null, "", printed.dataset.printNow);
  window.addEventListener("load", () => window.print());
}
