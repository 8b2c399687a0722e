// One message, or one album, as DOM, with the buttons below it.

import { drawing, icon, make } from "./dom.js";
import { attachments } from "./files.js";
import { deepLink, safe } from "./links.js";
import { spans, words } from "./text.js";
import { hour, languageOf } from "./words.js";

// `act` holds what the reader can do: say, press, open, openAs, edit, reply, notice.
// `view`: zone, language, now, bot, me, group.
export function drawMessage(messages, view, act) {
  const [message] = messages;
  const service = serviceWords(message);
  if (service) return make("div", { class: "item service", "data-id": message.message_id }, service);
  const own = message.from.id === view.me && !message.sender_chat;
  const said = messages.filter(words);
  const bubble = make(
    "div",
    { class: "bubble" },
    view.group && !own ? make("p", { class: "sender" }, message.sender_chat?.title ?? message.from.first_name) : null,
    message.reply_to_message ? make("p", { class: "replied" }, replied(message)) : null,
    ...attachments(messages),
    ...said.map((one) => make("div", { class: "text", lang: languageOf(words(one), view.language) }, ...spans(one, view, act))),
    make("div", { class: "meta" }, acts(message, own, view, act), message.has_protected_content ? guarded() : null, stamp(messages.at(-1), view)),
  );
  const guard = message.has_protected_content ? " protected" : "";
  const item = make("div", { class: `item${own ? " own" : ""}${guard}`, "data-id": message.message_id, tabindex: "-1" }, bubble);
  if (guard) for (const event of ["copy", "contextmenu", "dragstart"]) item.addEventListener(event, (tried) => tried.preventDefault());
  if (message.reply_markup) item.append(keyboard(message, view, act));
  return item;
}

function replied({ quote, reply_to_message: before }) {
  return (quote?.text || words(before) || "a file").slice(0, 160);
}

function stamp(message, view) {
  return make("span", {}, `${message.edit_date ? "edited " : ""}${hour(message.date * 1000, view.zone)}`);
}

function acts(message, own, view, act) {
  const editable = own && message.text && (view.group || !message.text.startsWith("/"));
  const there = [
    editable ? icon("edit", "Edit this message", () => act.edit(message), { class: "icon act" }) : null,
    view.group ? icon("reply", "Reply", () => act.reply(message), { class: "icon act" }) : null,
  ].filter(Boolean);
  return there.length ? make("span", { class: "acts" }, ...there) : null;
}

function serviceWords(message) {
  if (message.new_chat_members) return `${message.new_chat_members.map((user) => user.first_name).join(", ")} joined`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left`;
  if (message.migrate_from_chat_id) return "The group is now a supergroup";
  return message.migrate_to_chat_id ? "The group became a supergroup" : "";
}

function guarded() {
  return make("span", { class: "guarded", title: "Cannot be forwarded, copied or saved" }, drawing("lock"), "protected");
}

function keyboard(message, view, act) {
  const rows = message.reply_markup.inline_keyboard.map((row) =>
    make("div", { class: "row" }, ...row.map((button) => key(button, message, view, act))),
  );
  return make("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" }, ...rows);
}

function key(button, message, view, act) {
  const look = { type: "button", class: `key ${button.style ?? ""}`, lang: languageOf(button.text, view.language) };
  if (button.url) {
    const deep = deepLink(button.url, view.bot);
    if (deep === null) return make("a", { ...look, type: null, href: safe(button.url), target: "_blank", rel: "noopener noreferrer" }, button.text, drawing("out"));
    return make("button", { ...look, onclick: () => act.open(deep) }, button.text, drawing("chat"));
  }
  if (button.copy_text) return make("button", { ...look, onclick: () => copy(button.copy_text.text, act) }, button.text, drawing("copy"));
  const tap = ({ currentTarget }) => {
    currentTarget.setAttribute("aria-busy", "true");
    act.press(message.message_id, button.callback_data, currentTarget);
  };
  return make("button", { ...look, onclick: tap }, button.text);
}

async function copy(text, act) {
  try {
    await navigator.clipboard.writeText(text);
    act.notice("Copied");
  } catch {
    act.notice(`This browser does not copy here: ${text}`);
  }
}
