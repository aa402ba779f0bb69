// Acts without leaving the page: sends forms, draws what came back over what stands, and looks again when something changed.
// Without this script the same forms and links still work; only confirm dialogs, completion and type-ahead need it.

import { showEnd, watchBoxes } from "./boxes.js";

const byId = (id) => document.getElementById(id);
const sent = new WeakMap(); // node → its HTML as the server sent it
const forgotten = new WeakSet(); // nodes whose typed values are not to be carried over

const keep = (node) => {
  sent.set(node, node.outerHTML);
  return node;
};

// What a person typed lives on where the control has the same name, as in Slack (same block_id and action_id).
function carry(from, to) {
  const typed = (node) => [...node.querySelectorAll("input, select, textarea")].filter((one) => one.name || one.id);
  const key = (one) => [one.name, one.name ? "" : one.id, /checkbox|radio/.test(one.type) ? one.value : ""].join("\n");
  const before = new Map(typed(from).map((one) => [key(one), one]));
  for (const control of typed(to)) {
    const old = before.get(key(control));
    if (!old || old.type !== control.type) continue;
    if (/checkbox|radio/.test(control.type)) control.checked = old.checked;
    else if (control.tagName !== "SELECT" || [...control.options].some((one) => one.value === old.value)) control.value = old.value;
  }
}

function holdingFocus(change) {
  const id = document.activeElement?.id;
  change();
  if (id && document.activeElement?.id !== id) byId(id)?.focus({ preventScroll: true });
}

// A window that begins as before stays scrolled to where it was; what is new at its top is to be seen.
function holdingPlace(box, change) {
  const body = () => box.querySelector(".window-body");
  const beginning = () => body()?.firstElementChild?.textContent;
  const [top, began] = [body()?.scrollTop, beginning()];
  change();
  if (top && beginning() === began) body().scrollTop = top;
}

function swap(old, fresh) {
  const html = fresh.outerHTML;
  if (sent.get(old) === html && !forgotten.has(old)) return old;
  if (!forgotten.has(old)) carry(old, fresh);
  holdingFocus(() => old.replaceWith(fresh));
  sent.set(fresh, html);
  return fresh;
}

function merge(list, fresh) {
  const wanted = [...fresh.children].map((node) => (byId(node.id) ? swap(byId(node.id), node) : keep(node)));
  for (const node of [...list.children]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, at) => list.children[at] !== node && list.insertBefore(node, list.children[at] ?? null));
}

function mergeWindows(box, fresh) {
  const ids = [...fresh.children].map((node) => node.id);
  for (const node of [...fresh.children]) {
    const html = node.outerHTML;
    const old = byId(node.id);
    if (!old) box.append(node);
    else if (sent.get(old) !== html || forgotten.has(old)) {
      if (!forgotten.has(old)) carry(old, node);
      forgotten.delete(old);
      holdingFocus(() => holdingPlace(old, () => old.replaceChildren(...node.children)));
      old.querySelector("[aria-invalid]")?.focus();
    }
    sent.set(old ?? node, html);
  }
  for (const node of [...box.children]) {
    if (ids.includes(node.id)) continue;
    node.close();
    node.remove();
  }
  showWindows();
}

function showWindows() {
  const windows = [...byId("windows").children];
  const top = windows.pop();
  for (const lower of windows) lower.close();
  if (!top || top.matches(":modal")) return;
  top.removeAttribute("open");
  top.showModal();
  const inside = top.querySelector(".window-body");
  const first = top.querySelector("[data-first], [aria-invalid]") ?? inside.querySelector("input, select, textarea, button");
  (first ?? top.querySelector("footer button:last-child")).focus();
}

function draw(page, { quietly = false } = {}) {
  const scroll = byId("scroll");
  const atEnd = scroll && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
  for (const node of page.querySelectorAll("[data-fresh]")) {
    if (!(quietly && node.id === "notices") && byId(node.id)) swap(byId(node.id), node);
  }
  const list = page.querySelector("[data-list]");
  if (list && byId(list.id)) merge(byId(list.id), list);
  mergeWindows(byId("windows"), page.querySelector("[data-windows]"));
  document.body.dataset.version = page.body.dataset.version;
  if (atEnd) showEnd(scroll);
}

async function load(url, options, quietly) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(await answer.text());
  draw(new DOMParser().parseFromString(await answer.text(), "text/html"), { quietly });
}

const refresh = () => load(location.href, { headers: { "X-Refresh": "1" } }, true);

function tell(text) {
  const notice = document.createElement("p");
  notice.className = "notice problem";
  notice.textContent = text;
  byId("notices").replaceChildren(notice);
}

async function act(form, extra, mark) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of extra) if (name) body.append(name, value);
  const text = form.matches("[data-composer]") ? form.elements.text : null;
  const typed = text?.value;
  if (text) text.value = "";
  mark?.setAttribute("aria-busy", "true");
  try {
    await load(form.getAttribute("action"), { method: "POST", body }, false);
  } catch (problem) {
    tell(problem.message || "The sandbox did not answer.");
    if (text && !text.value) text.value = typed;
  }
  mark?.removeAttribute("aria-busy");
  const menu = mark?.closest("[popover]:not(.clock-menu)");
  if (menu?.isConnected && menu.matches(":popover-open")) menu.hidePopover();
  if (text && byId("scroll")) showEnd(byId("scroll"));
}

// The question that an app wants asked before an act; resolves to whether the person agreed.
function agreed(id) {
  const asked = byId(id);
  const dialog = byId("confirm");
  const [no, yes] = dialog.querySelectorAll("footer button");
  byId("confirm-title").textContent = asked.dataset.title;
  byId("confirm-words").replaceChildren(asked.content.cloneNode(true));
  no.textContent = asked.dataset.deny;
  yes.textContent = asked.dataset.ok;
  yes.className = `button ${asked.dataset.style}`;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

async function press(form, holder, name) {
  if (holder.dataset.confirm && !(await agreed(holder.dataset.confirm))) {
    forgotten.add(form.closest("[data-key], [data-fresh]"));
    await refresh();
    return;
  }
  await act(form, [["press", name]], null);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.getAttribute("method") !== "post") return;
  event.preventDefault();
  if (button?.dataset.confirm && !(await agreed(button.dataset.confirm))) return;
  await act(form, button ? [[button.name, button.value]] : [], button);
});

document.addEventListener("change", (event) => {
  const holder = event.target.closest('[data-live="change"]');
  if (holder) press(holder.closest("form"), holder, event.target.name);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
  if (event.target.dataset.live === "enter") {
    event.preventDefault();
    press(event.target.form, event.target, event.target.name);
  } else if (event.target.matches("[data-composer] textarea") && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.elements.send);
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-press]");
  if (link?.closest("form")) act(link.closest("form"), [["press", link.dataset.press]], null);
});

document.addEventListener("cancel", (event) => {
  const way = event.target.querySelector?.("[data-escape]");
  if (!way) return;
  event.preventDefault();
  way.click();
}, true);

async function pulse() {
  try {
    if (!document.hidden) {
      const now = await (await fetch(document.body.dataset.pulse)).json();
      if (now.version !== document.body.dataset.version) await refresh();
    }
    byId("away").hidden = true;
  } catch {
    byId("away").hidden = false;
  }
  setTimeout(pulse, 600);
}

for (const node of document.querySelectorAll("[data-key], [data-fresh]")) keep(node);
watchBoxes();
if (byId("scroll")) showEnd(byId("scroll"));
showWindows();
pulse();
