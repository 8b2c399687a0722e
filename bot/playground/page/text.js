// A message's words with their entities, as DOM.

import { make } from "./dom.js";
import { deepLink, safe } from "./links.js";

// The squares of a tally are drawn, since not every machine has a font for them; the words beside them say the same.
const SQUARES = { "🟩": "#1f8a4c", "🟨": "#e3b31c", "🟥": "#c8403c", "🟦": "#3f7cba", "⬜": "none" };
const SQUARE = new RegExp(`(${Object.keys(SQUARES).join("|")})`, "u");

export function words(message) {
  return message.text ?? message.caption ?? "";
}

// Entities nest, and their offsets count UTF-16 units, as strings do here.
export function spans(message, view, act) {
  const text = words(message);
  const entities = message.entities ?? message.caption_entities ?? [];
  const draw = (from, to, rest) => {
    const nodes = [];
    let at = from;
    while (rest.length) {
      const [entity, ...others] = rest;
      const end = Math.min(entity.offset + entity.length, to);
      rest = others.filter((other) => other.offset >= end);
      if (entity.offset < at) continue;
      if (entity.offset > at) nodes.push(...plain(text.slice(at, entity.offset)));
      const inner = draw(entity.offset, end, others.filter((other) => other.offset < end));
      nodes.push(...span(entity, inner, text.slice(entity.offset, end), view, act));
      at = end;
      if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
    }
    if (at < to) nodes.push(...plain(text.slice(at, to)));
    return nodes;
  };
  return draw(0, text.length, entities);
}

function plain(piece) {
  return piece.split(SQUARE).filter(Boolean).map((part) => (SQUARES[part] ? square(SQUARES[part]) : part));
}

function square(colour) {
  const element = make("span", { class: "square", "aria-hidden": "true" });
  element.style.setProperty("background", colour);
  return element;
}

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

function span(entity, inner, said, view, act) {
  if (PLAIN[entity.type]) return [make(PLAIN[entity.type], {}, ...inner)];
  switch (entity.type) {
    case "expandable_blockquote":
      return [folded(inner)];
    case "spoiler":
      return [spoiler(inner)];
    case "bot_command":
      return [make("button", { type: "button", class: "command", onclick: () => act.say(said) }, said)];
    case "text_link":
    case "url":
      return link(entity.url ?? said, inner, view, act);
    case "date_time":
      return [make("time", { datetime: new Date(entity.unix_time * 1000).toISOString() }, dated(entity, said, view))];
    default:
      return inner;
  }
}

function spoiler(inner) {
  const show = ({ currentTarget }) => {
    currentTarget.classList.add("shown");
    currentTarget.removeAttribute("aria-label");
  };
  return make("button", { type: "button", class: "spoiler", "aria-label": "Show hidden text", onclick: show }, ...inner);
}

function folded(inner) {
  const inside = make("div", { class: "inside" }, ...inner);
  const more = make("button", { type: "button", lang: "en", "aria-expanded": "false" }, "Show more");
  const quote = make("blockquote", { class: "fold" }, inside, more);
  more.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? "Show less" : "Show more";
  });
  requestAnimationFrame(() => quote.classList.toggle("short", inside.scrollHeight <= inside.clientHeight + 4));
  return quote;
}

function link(address, inner, view, act) {
  const deep = deepLink(address, view.bot);
  if (deep === null) return [make("a", { href: safe(address), target: "_blank", rel: "noopener noreferrer" }, ...inner)];
  const open = (event) => {
    event.preventDefault();
    act.open(deep);
  };
  const anchor = make("a", { href: safe(address), onclick: open }, ...inner);
  if (deep.kind !== "start") return [anchor];
  const as = make("button", { type: "button", class: "as", lang: "en", "aria-label": "Open this link as another person", onclick: () => act.openAs(deep) }, "open as…");
  return [anchor, as];
}

function dated(entity, said, view) {
  const relative = (entity.date_time_format ?? "").toLowerCase() === "r";
  if (!relative || !Intl.RelativeTimeFormat.supportedLocalesOf(view.language).length) return said;
  const seconds = entity.unix_time - view.now() / 1000;
  const [unit, each] = [["day", 86400], ["hour", 3600]].find(([, each]) => Math.abs(seconds) >= each) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(view.language).format(Math.round(seconds / each), unit);
}
