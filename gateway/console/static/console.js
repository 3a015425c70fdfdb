// The keyboard, dialogs, and the choice of light or dark. Every page works without it; with it, without a mouse.
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const press = (selector) => { const it = one(selector); if (it) it.click(); return Boolean(it); };

// --- a list of messages: where we are, and what is chosen

let here = -1;

function go(step) {
  const items = all("[data-item]");
  if (!items.length) return false;
  here = Math.max(0, Math.min(items.length - 1, here + step));
  items.forEach((item, at) => item.classList.toggle("here", at === here));
  const link = one("a", items[here]);
  link.focus({ preventScroll: true });
  items[here].scrollIntoView({ block: "nearest" });
  return true;
}

function choose() {
  const item = all("[data-item]")[here];
  const box = item && one("input[type=checkbox]", item);
  if (box) { box.checked = !box.checked; count(); }
  return Boolean(box);
}

function chooseAll() {
  const boxes = all("[data-item] input[type=checkbox]");
  const every = boxes.every((box) => box.checked);
  boxes.forEach((box) => { box.checked = !every; });
  count();
  return boxes.length > 0;
}

function count() {
  const bar = one("[data-bulk]");
  if (!bar) return;
  const number = all("[data-item] input:checked").length;
  bar.hidden = !number;
  one("[data-chosen]", bar).textContent = number;
}

// --- findings in the text

let finding = -1;

function nextFinding() {
  const marks = all("mark.finding").filter((mark) => mark.offsetParent);
  if (!marks.length) return false;
  finding = (finding + 1) % marks.length;
  show(marks[finding]);
  return true;
}

function show(mark) {
  all(".here").forEach((it) => it.classList.remove("here"));
  const told = document.getElementById(`finding-${mark.dataset.finding}`);
  mark.classList.add("here");
  mark.scrollIntoView({ block: "center" });
  if (told) { told.classList.add("here"); told.scrollIntoView({ block: "nearest" }); }
}

// --- dialogs

function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return false;
  dialog.showModal();
  const field = one("textarea, select, button", dialog);
  if (field) field.focus();
  return true;
}

function view(number) {
  const radio = all(".tabs > input")[number - 1];
  if (radio) { radio.checked = true; radio.focus({ preventScroll: true }); }
  return Boolean(radio);
}

// --- keys

const keys = {
  j: () => go(1), k: () => go(-1), ArrowDown: () => one("[data-item]") && go(1), ArrowUp: () => one("[data-item]") && go(-1),
  " ": choose, a: chooseAll, R: () => press("[data-bulk]:not([hidden]) [data-bulk-release]") || open("as-is"),
  X: () => press("[data-bulk]:not([hidden]) [data-bulk-reject]"),
  r: () => press("[data-release]"), e: () => press("[data-edit]"), x: () => open("reject"), h: () => open("hand-on"),
  c: () => { const field = one("[data-comment]"); if (field) field.focus(); return Boolean(field); },
  f: nextFinding, u: () => press("[data-up]"), n: () => { location.href = "/queue/next"; return true; }, "?": () => open("help"),
  "/": () => { const field = one("[data-search]"); if (field) field.select(); return Boolean(field); },
};

let going = false;

function typing(target) {
  return target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = target.closest("form");
    const button = form && (one("[data-submit]", form) || one("button", form));
    if (button) { event.preventDefault(); button.click(); }
    return;
  }
  if (event.key === "Escape" && typing(target)) { target.blur(); return; }
  if (typing(target) || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (going) {
    going = false;
    if (press(`[data-go="${CSS.escape(event.key)}"]`)) event.preventDefault();
    return;
  }
  if (event.key === "g") { going = true; return; }
  if (/^[1-9]$/.test(event.key)) { if (view(Number(event.key))) event.preventDefault(); return; }
  if (event.key === " " && target.matches("input[type=checkbox], button, a.button")) return;
  const action = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (action && action()) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const dialog = event.target.closest("[data-dialog]");
  if (dialog) open(dialog.dataset.dialog);
  if (event.target.closest("[data-help]")) open("help");
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  const mark = event.target.closest("mark.finding");
  if (mark) show(mark);
  if (event.target.closest("[data-theme-switch]")) {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  }
});

document.addEventListener("change", count);

// What has been written since the last check was sent has not been checked: nothing may be released then.

let unchecked = false;

document.addEventListener("input", (event) => {
  const editor = event.target.closest("[data-editor]");
  if (!editor || !event.target.name.startsWith("text-")) return;
  unchecked = true;
  one("[data-submit]", editor).disabled = true;
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.closest("[data-editor]")) unchecked = false;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const editor = one("[data-editor]");
  if (editor && event.target.id === "preview") one("[data-submit]", editor).disabled = unchecked || !one("[name=seen]", editor);
});
