// One message as DOM. What people and the bot wrote only ever becomes text nodes, never markup.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const DRAWINGS = {
  out: "M8 5H5v14h14v-3M13 4h7v7M20 4l-9 9",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  send: "M4 12l16-8-6 16-3-7z",
  clip: "M20 11l-8 8a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 5 5l-8 8a1.6 1.6 0 0 1-2.400-2.400l7-7",
  menu: "M5 7h14M5 12h14M5 17h9",
  close: "M6 6l12 12M18 6L6 18",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
};

export function drawing(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}

// `act` holds what the reader can do: say, press, open, openAs, notice. `view`: zone, language, now, bot, me.
export function drawMessage(message, view, act) {
  const service = serviceWords(message);
  if (service) return make("div", { class: "item service", "data-id": message.message_id }, service);
  const own = message.from.id === view.me;
  const stamp = make("span", {}, `${message.edit_date ? "edited " : ""}${hour(message.date, view)}`);
  const bubble = make(
    "div",
    { class: "bubble" },
    view.group && !own ? make("p", { class: "sender" }, message.from.first_name) : null,
    message.reply_to_message ? make("p", { class: "replied" }, words(message.reply_to_message)) : null,
    ...attachments(message),
    words(message) ? make("div", { class: "text" }, ...spans(message, view, act)) : null,
    make("p", { class: "meta" }, message.has_protected_content ? guarded() : null, stamp),
  );
  const guard = message.has_protected_content ? " protected" : "";
  const item = make("div", { class: `item${own ? " own" : ""}${guard}`, "data-id": message.message_id }, bubble);
  if (guard) item.addEventListener("copy", (event) => event.preventDefault());
  if (message.reply_markup) item.append(keyboard(message, view, act));
  return item;
}

export function words(message) {
  return message.text ?? message.caption ?? "";
}

function serviceWords(message) {
  if (message.new_chat_members) return `${message.new_chat_members.map((user) => user.first_name).join(", ")} joined`;
  if (message.migrate_from_chat_id) return "The group is now a supergroup";
  return message.migrate_to_chat_id ? "The group became a supergroup" : "";
}

function guarded() {
  return make("span", { class: "guarded", title: "Cannot be forwarded, copied or saved" }, drawing("lock"), "protected");
}

function hour(seconds, view) {
  return new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", timeZone: view.zone }).format(seconds * 1000);
}

function attachments(message) {
  if (message.photo) {
    const address = `/playground/file/${message.photo.at(-1).file_id}`;
    return [make("img", { class: "picture", src: address, alt: words(message).split("\n")[0] || "Picture" })];
  }
  const file = message.document;
  if (file) {
    const name = file.file_name ?? "file";
    const size = file.file_size < 2048 ? `${file.file_size} B` : `${Math.round(file.file_size / 1024)} KB`;
    const sheet = make("span", { class: "sheet", "aria-hidden": "true" }, name.includes(".") ? name.split(".").pop().slice(0, 4) : "file");
    return [make("a", { class: "paper", href: `/playground/file/${file.file_id}`, download: name }, sheet, make("span", {}, name, make("small", {}, size)))];
  }
  if (message.voice) return [make("p", {}, "Voice message")];
  return message.sticker ? [make("p", {}, message.sticker.emoji)] : [];
}

// Entities nest, and their offsets count UTF-16 units, as strings do here.
function spans(message, view, act) {
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
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
      const inner = draw(entity.offset, end, others.filter((other) => other.offset < end));
      nodes.push(...span(entity, inner, text.slice(entity.offset, end), view, act));
      at = end;
      if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
    }
    if (at < to) nodes.push(text.slice(at, to));
    return nodes;
  };
  return draw(0, text.length, entities);
}

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

function span(entity, inner, said, view, act) {
  if (PLAIN[entity.type]) return [make(PLAIN[entity.type], {}, ...inner)];
  switch (entity.type) {
    case "expandable_blockquote":
      return [folded(inner)];
    case "spoiler":
      return [make("button", { type: "button", class: "spoiler", "aria-label": "Show hidden text", onclick: ({ currentTarget }) => currentTarget.classList.add("shown") }, ...inner)];
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

function folded(inner) {
  const inside = make("div", { class: "inside" }, ...inner);
  const more = make("button", { type: "button", "aria-expanded": "false" }, "Show more");
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
  const payload = startPayload(address, view.bot);
  if (payload === null) return [make("a", { href: safe(address), target: "_blank", rel: "noopener noreferrer" }, ...inner)];
  const open = (event) => {
    event.preventDefault();
    act.open(payload);
  };
  const as = make("button", { type: "button", class: "as", "aria-label": "Open this link as another person", onclick: () => act.openAs(payload) }, "open as…");
  return [make("a", { href: safe(address), onclick: open }, ...inner), as];
}

function safe(address) {
  return /^(https?|tg):\/\//i.test(address) ? address : "#";
}

// The payload of a deep link to the bot, null for any other address.
export function startPayload(address, bot) {
  const match = /^(?:https?:\/\/)?t\.me\/([A-Za-z0-9_]+)(?:\?start=([A-Za-z0-9_-]*))?$/i.exec(address.trim());
  return match && match[1].toLowerCase() === bot.username.toLowerCase() ? (match[2] ?? "") : null;
}

function dated(entity, said, view) {
  const relative = (entity.date_time_format ?? "").toLowerCase() === "r";
  if (!relative || !Intl.RelativeTimeFormat.supportedLocalesOf(view.language).length) return said;
  const seconds = entity.unix_time - view.now() / 1000;
  const [unit, size] = [["day", 86400], ["hour", 3600], ["minute", 60]].find(([, each]) => Math.abs(seconds) >= each) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(view.language).format(Math.round(seconds / size), unit);
}

function keyboard(message, view, act) {
  const rows = message.reply_markup.inline_keyboard.map((row) =>
    make("div", { class: "row" }, ...row.map((button) => key(button, message, view, act))),
  );
  return make("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" }, ...rows);
}

function key(button, message, view, act) {
  const look = `key ${button.style ?? ""}`;
  if (button.url) {
    const payload = startPayload(button.url, view.bot);
    if (payload === null) return make("a", { class: look, href: safe(button.url), target: "_blank", rel: "noopener noreferrer" }, button.text, drawing("out"));
    return make("button", { type: "button", class: look, onclick: () => act.open(payload) }, button.text, drawing("out"));
  }
  if (button.copy_text) {
    const copy = async () => {
      await navigator.clipboard.writeText(button.copy_text.text).catch(() => {});
      act.notice("Copied");
    };
    return make("button", { type: "button", class: look, onclick: copy }, button.text, drawing("copy"));
  }
  const tap = ({ currentTarget }) => {
    currentTarget.setAttribute("aria-busy", "true");
    act.press(message.message_id, button.callback_data, currentTarget);
  };
  return make("button", { type: "button", class: look, onclick: tap }, button.text);
}
