// Before the first paint: the reader's choice of light or dark, else that of the system.
"use strict";
const chosen = localStorage.getItem("theme");
if (chosen) document.documentElement.dataset.theme = chosen;
