// The page: who is there, which conversations are open, the clock, and the log. News arrive as server-sent events.

import { colour, Column, initials } from "./column.js";
import { make } from "./message.js";

const COLUMN_WIDTH = 350;
const LOG_LENGTH = 300;
const find = (id) => document.getElementById(id);

const state = { people: [], chats: new Map(), read: new Map(), columns: new Map(), open: [], news: null, at: 0 };

const stage = {
  people: () => state.people,
  bot: () => state.news.bot,
  zone: () => state.news.zone,
  now: () => new Date(state.news.now).getTime() + (state.news.ticks ? Date.now() - state.at : 0),
  chat: (id) => state.chats.get(id),
  close: (id) => close(id),
  openAs(id, payload) {
    show(id);
    state.columns.get(id).open(payload);
  },
  async post(path, body) {
    const form = body instanceof FormData;
    const headers = form ? {} : { "Content-Type": "application/json" };
    const answer = await fetch(`/playground/${path}`, { method: "POST", headers, body: form ? body : JSON.stringify(body) });
    if (!answer.ok) throw new Error((await answer.text()) || `The playground answered ${answer.status}`);
    return answer.json();
  },
};

function listen() {
  const events = new EventSource("/playground/events");
  events.onmessage = ({ data }) => receive(JSON.parse(data));
  events.onopen = () => (find("link").textContent = "Everyone here is on one page. Nothing leaves this machine.");
  events.onerror = () => (find("link").textContent = "The playground does not answer; trying again…");
}

function receive(news) {
  const first = state.news === null;
  state.news = news;
  state.at = Date.now();
  state.people = news.people;
  for (const chat of news.chats) state.chats.set(chat.id, chat);
  if (first) arrange();
  const changed = news.chats.map((chat) => chat.id);
  for (const person of news.people) state.columns.get(person.id)?.update(person, changed);
  markRead();
  drawPeople();
  drawClock();
  drawBanner();
  drawLog(news.calls, news.whole);
}

// ——— people and columns

function capacity() {
  return matchMedia("(max-width: 760px)").matches ? 1 : Math.max(1, Math.floor((find("columns").clientWidth - 10) / COLUMN_WIDTH));
}

function arrange() {
  for (const chat of state.chats.values()) state.read.set(chat.id, chat.messages.at(-1)?.message_id ?? 0);
  const kept = (sessionStorage.getItem("open") ?? "").split(",").map(Number);
  const known = kept.filter((id) => state.people.some((person) => person.id === id));
  const wanted = known.length ? known : state.people.map((person) => person.id);
  for (const id of wanted.slice(0, capacity())) show(id, false);
}

function show(id, focus = true) {
  const person = state.people.find((one) => one.id === id);
  if (!state.columns.has(id)) {
    while (state.open.length && state.open.length >= capacity()) close(state.open[0], false);
    const column = new Column(person, stage);
    state.columns.set(id, column);
    find("columns").append(column.element);
    column.update(person, [person.id]);
  }
  state.open = [...state.open.filter((one) => one !== id), id];
  remember();
  const column = state.columns.get(id);
  // On a telephone the keyboard would cover half of the conversation.
  if (focus && matchMedia("(pointer: fine)").matches) (column.box ?? column.invitation)?.focus({ preventScroll: true });
  column.element.scrollIntoView({ inline: "nearest", block: "nearest" });
}

function close(id, redraw = true) {
  state.columns.get(id)?.element.remove();
  state.columns.delete(id);
  state.open = state.open.filter((one) => one !== id);
  if (redraw) remember();
}

function remember() {
  sessionStorage.setItem("open", state.open.join(","));
  markRead();
  drawPeople();
}

function markRead() {
  if (document.hidden) return;
  for (const id of state.open) state.read.set(id, state.chats.get(id)?.messages.at(-1)?.message_id ?? 0);
}

function unread(person) {
  const since = state.read.get(person.id) ?? 0;
  const messages = state.chats.get(person.id)?.messages ?? [];
  return messages.filter((message) => message.message_id > since && message.from.id !== person.id).length;
}

function drawPeople() {
  const focused = document.activeElement?.dataset?.person;
  find("people").replaceChildren(...state.people.map((person) => make("li", {}, personButton(person))));
  if (focused) find("people").querySelector(`[data-person="${focused}"]`)?.focus();
  const all = state.people.reduce((sum, person) => sum + unread(person), 0);
  document.title = all ? `(${all}) NAC Bot playground` : "NAC Bot playground";
}

function personButton(person) {
  const count = unread(person);
  const [first, ...others] = person.caption.split(" ");
  const face = make("span", { class: "face", "aria-hidden": "true" }, initials(person.caption));
  face.style.setProperty("--face", colour(person));
  const mark = count ? make("span", { class: "unread", "aria-label": `${count} unread` }, String(count)) : null;
  const tongue = make("span", { class: "tongue", "aria-label": `reads ${person.language_code}` }, person.language_code ?? "–");
  return make(
    "button",
    { type: "button", class: "person", "data-person": person.id, "aria-pressed": String(state.columns.has(person.id)), onclick: () => show(person.id) },
    face,
    make("span", { class: "name" }, first, make("span", { class: "last" }, ` ${others.join(" ")}`)),
    make("span", { class: "caption" }, person.role),
    make("span", { class: "marks" }, mark, tongue),
  );
}

// ——— clock, banner, log

function drawClock() {
  const { zone } = state.news;
  const options = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone };
  find("now").textContent = new Intl.DateTimeFormat("en-GB", options).format(stage.now());
  find("now").dateTime = new Date(stage.now()).toISOString();
  find("place").textContent = `${zone.split("/").pop().replaceAll("_", " ")} time`;
  find("deadline").hidden = !state.news.has_deadlines;
}

async function moveClock(button) {
  const clock = button.closest(".clock");
  const buttons = clock.querySelectorAll("button");
  clock.setAttribute("aria-busy", "true");
  buttons.forEach((one) => (one.disabled = true));
  const body = button.dataset.hours ? { hours: Number(button.dataset.hours) } : { to: button.dataset.to };
  try {
    const { moved } = await stage.post("clock", body);
    find("link").textContent = moved ? "The clock was moved." : "No deadline is ahead.";
  } catch (reason) {
    find("link").textContent = reason.message;
  } finally {
    clock.removeAttribute("aria-busy");
    buttons.forEach((one) => (one.disabled = false));
    button.focus();
  }
}

function drawBanner() {
  const text = state.news.banner ?? "";
  const box = find("banner");
  if (!text || box.dataset.text === text) return;
  const [headline, ...rest] = text.split(/(?<=\.)\s+/);
  box.dataset.text = text;
  box.hidden = false;
  box.open = !matchMedia("(max-width: 760px)").matches;
  box.querySelector("summary").textContent = headline;
  box.querySelector("p").textContent = rest.join(" ");
}

function drawLog(calls, anew) {
  const entries = find("entries");
  if (anew) entries.replaceChildren();
  entries.prepend(...calls.map(entry).reverse());
  while (entries.children.length > LOG_LENGTH) entries.lastChild.remove();
  find("calls").textContent = entries.children.length;
}

function entry(call) {
  const time = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", timeZone: state.news.zone }).format(new Date(call.at));
  const whom = state.people.find((person) => person.id === Number(call.chat));
  const words = call.refusal ? make("span", { class: "refused" }, call.refusal) : make("span", { class: "said" }, call.text.replaceAll("\n", " "));
  return make("li", {}, make("span", {}, time), make("code", {}, call.method), make("span", { class: "whom" }, whom?.caption ?? ""), words, make("span", {}, String(call.status)));
}

document.querySelectorAll(".moves button").forEach((button) => button.addEventListener("click", () => moveClock(button)));
document.addEventListener("visibilitychange", () => state.news && remember());
let resizing;
addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    while (state.open.length > capacity()) close(state.open[0]);
  }, 150);
});
setInterval(() => state.news && drawClock(), 5000);
listen();
