// Lists under a text box: completion of commands in the composer, type-ahead of external selects. Keys as in any combobox.

export const showEnd = (scroll) => scroll.scrollTo({ top: scroll.scrollHeight });

const shown = (list) => [...list.querySelectorAll('[role="option"]:not([hidden])')];
const active = (list) => list.querySelector('[aria-selected="true"]');
const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));

function select(box, option) {
  const list = listOf(box);
  active(list)?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
}

function open(box, yes) {
  listOf(box).hidden = !yes;
  if (box.role === "combobox") box.setAttribute("aria-expanded", String(yes));
  if (!yes) select(box, null);
}

function move(box, by) {
  const options = shown(listOf(box));
  const at = options.indexOf(active(listOf(box)));
  select(box, options[(at + by + options.length) % options.length]);
}

// Commands: while the first word is typed the list narrows; behind it the usage of that one command stays in sight.
function complete(box) {
  const [word, ...rest] = box.value.split(" ");
  const options = [...listOf(box).children];
  for (const option of options) {
    const name = option.dataset.value.trim();
    option.hidden = rest.length ? name !== word : !name.startsWith(word);
  }
  const some = box.value.startsWith("/") && !box.value.includes("\n") && shown(listOf(box)).length > 0;
  open(box, some);
  if (some) select(box, rest.length ? null : shown(listOf(box))[0]);
}

function choose(box, option) {
  const search = box.closest(".search");
  if (search) {
    const held = search.querySelector('input[type="hidden"]');
    box.value = option.textContent;
    held.value = option.dataset.value;
    held.dispatchEvent(new Event("change", { bubbles: true }));
    open(box, false);
  } else {
    box.value = option.dataset.value;
    complete(box);
  }
  box.focus();
}

const waiting = new WeakMap();

function ask(box) {
  clearTimeout(waiting.get(box));
  const search = box.closest(".search");
  const held = search.querySelector('input[type="hidden"]');
  if (!box.value && held.value) {
    held.value = "";
    held.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (box.value.length < Number(search.dataset.least)) return open(box, false);
  waiting.set(box, setTimeout(() => fetchOptions(box, search), 150));
}

async function fetchOptions(box, search) {
  const url = `${search.dataset.search}?${new URLSearchParams({ field: search.dataset.field, typed: box.value })}`;
  const asked = box.value;
  const answer = await fetch(url);
  if (!answer.ok || box.value !== asked || document.activeElement !== box) return;
  const options = (await answer.json()).map(({ label, value }, at) => {
    const option = document.createElement("li");
    Object.assign(option, { role: "option", id: `${box.id}:option-${at}`, textContent: label });
    option.setAttribute("aria-selected", "false");
    option.dataset.value = value;
    return option;
  });
  const none = document.createElement("li");
  none.textContent = "Nothing found";
  listOf(box).replaceChildren(...(options.length ? options : [none]));
  open(box, true);
  if (options.length) select(box, options[0]);
}

function keys(event) {
  const box = event.target;
  const list = box.getAttribute?.("aria-controls") && listOf(box);
  if (!list || list.hidden || event.isComposing) return;
  const option = active(list);
  const done = !box.closest(".search") && option?.dataset.value.trim() === box.value;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(box, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Escape") open(box, false);
  else if (option && (event.key === "Tab" || (event.key === "Enter" && !done))) choose(box, option);
  else return;
  event.preventDefault();
}

export function watchBoxes() {
  document.addEventListener("keydown", keys, true);
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-composer] textarea")) complete(event.target);
    else if (event.target.matches(".search input")) ask(event.target);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches('.search [role="combobox"]')) ask(event.target);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("[aria-controls]")) open(event.target, false);
  });
  document.addEventListener("submit", () => {
    for (const box of document.querySelectorAll("[data-composer] textarea")) open(box, false);
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest('[role="option"]');
    if (!option) return;
    event.preventDefault();
    choose(document.querySelector(`[aria-controls="${CSS.escape(option.parentNode.id)}"]`), option);
  });
}
