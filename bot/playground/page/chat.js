// One conversation side by side with others: a person's chat with the bot, or a group in which one of them speaks.

import { Composer } from "./composer.js";
import { choose } from "./dialogs.js";
import { colour, face, GROUP_COLOUR, icon, make, replaceKeeping } from "./dom.js";
import { groupMenu } from "./groups.js";
import { drawMessage } from "./message.js";
import { stage } from "./stage.js";
import { day, languageOf } from "./words.js";

export class Chat {
  // `desk`: open(chat id, deep link), close(chat id)
  constructor(id, desk) {
    this.id = id;
    this.desk = desk;
    this.group = !stage.person(id);
    this.speaker = this.group ? stage.group(id).members[0] : id;
    this.popups = new Map(stage.people.map(({ id, popup }) => [id, popup.number]));
    this.drawn = new Map();
    this.build();
    this.update(true);
  }

  get person() {
    return stage.person(this.speaker);
  }

  build() {
    const name = `name-${this.id}`;
    this.name = make("h2", { id: name });
    this.caption = make("p", { class: "caption" });
    this.more = icon("more", "", () => (this.group ? groupMenu(this) : this.block()));
    const close = icon("close", "Close this chat", () => this.desk.close(this.id), { class: "icon close" });
    const title = this.group ? stage.group(this.id).title : this.person.caption;
    const mark = face(title, this.group ? GROUP_COLOUR : colour(this.person));
    this.messages = make("div", { class: "messages", role: "log", "aria-live": "off", tabindex: "0", "aria-label": `Messages, ${title}` });
    this.stack = make("div", { class: "stack" });
    this.messages.append(this.stack);
    this.keepAtEnd();
    this.composer = new Composer(this);
    this.toast = make("div", { class: "toast", role: "status", hidden: true });
    this.element = make(
      "section",
      { class: this.group ? "column of-group" : "column", "aria-labelledby": name },
      make("header", {}, mark, make("div", { class: "who" }, this.name, this.caption), this.more, close),
      this.messages,
      this.toast,
      this.composer.element,
    );
    // Three live regions at once would talk over each other: only the one that is used speaks.
    this.element.addEventListener("focusin", () => this.messages.setAttribute("aria-live", "polite"));
    this.element.addEventListener("focusout", () => this.messages.setAttribute("aria-live", "off"));
  }

  // Whoever reads the end goes on reading the end, whatever grows, folds or is resized.
  keepAtEnd() {
    const box = this.messages;
    this.atEnd = true;
    box.addEventListener("scroll", () => (this.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60));
    const follow = new ResizeObserver(() => this.atEnd && box.scrollTo(0, box.scrollHeight));
    follow.observe(box);
    follow.observe(this.stack);
  }

  // `changed`: whether the chat itself has news.
  update(changed) {
    if (this.group) this.headGroup(stage.group(this.id));
    else this.headPerson(this.person);
    if (changed) this.drawMessages();
    this.composer.update();
    this.showPopup();
  }

  headPerson(person) {
    this.name.textContent = person.caption;
    this.caption.textContent = person.blocked ? `${person.role} · has blocked the bot` : person.role;
    this.label(person.blocked ? "Unblock the bot" : "Block the bot", !person.started);
    this.more.classList.toggle("struck", person.blocked);
  }

  headGroup(group) {
    const standing = { member: "the bot is in it", administrator: "the bot is administrator" }[group.bot] ?? "without the bot";
    this.name.textContent = group.title;
    this.caption.textContent = `${group.type} of ${group.members.length}, ${standing}`;
    this.label("Change the group", false);
  }

  label(words, hidden) {
    this.more.title = words;
    this.more.setAttribute("aria-label", words);
    this.more.hidden = hidden;
  }

  speakAs(person) {
    this.speaker = person;
    this.drawn.clear();
    this.drawMessages();
    this.composer.update();
  }

  drawMessages() {
    const first = this.drawn.size === 0;
    const held = this.heldFocus();
    const nodes = [];
    const drawn = new Map();
    let today = "";
    for (const messages of albums(stage.messages(this.id))) {
      const [{ message_id: id, date }] = messages;
      const itsDay = day(date * 1000, this.person.language_code, stage.zone);
      if (itsDay !== today) nodes.push(make("p", { class: "day", lang: this.person.language_code }, (today = itsDay)));
      const written = JSON.stringify(messages);
      const before = this.drawn.get(id);
      const node = before?.written === written ? before.node : drawMessage(messages, this.view(), this.acts());
      if (!first && node !== before?.node) node.classList.add("fresh");
      if (!before) this.atEnd = true;
      drawn.set(id, { written, node });
      nodes.push(node);
    }
    this.drawn = drawn;
    if (!nodes.length) nodes.push(this.welcome());
    replaceKeeping(this.stack, nodes);
    if (held) this.refocus(held);
    if (this.atEnd) this.messages.scrollTo(0, this.messages.scrollHeight);
  }

  heldFocus() {
    const held = document.activeElement;
    const item = this.stack.contains(held) ? held.closest(".item") : null;
    return item && { held, id: item.dataset.id, label: held.textContent, place: controls(item).indexOf(held) };
  }

  // A card that was redrawn keeps the focus: on the button of the same words, else in the same place, else on itself.
  refocus({ held, id, label, place }) {
    if (held.isConnected) return;
    const item = this.stack.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const there = item ? controls(item) : [];
    const next = there.find((one) => one.textContent === label) ?? there[place] ?? item ?? this.messages;
    next.focus({ preventScroll: true });
  }

  welcome() {
    if (this.group) return make("p", { class: "welcome" }, "Nobody has written here yet.");
    const { name, description } = stage.bot;
    const before = this.person.invitation ? `An invitation to the committee has come for ${this.person.first_name}. START opens it.` : `${this.person.caption} has not met the bot yet.`;
    return make("p", { class: "welcome" }, make("strong", {}, name), description ? `${description}\n\n${before}` : before);
  }

  showPopup() {
    const { text, alert, number } = this.person.popup;
    if (number === this.popups.get(this.speaker)) return;
    this.popups.set(this.speaker, number);
    for (const key of this.element.querySelectorAll('[aria-busy="true"]')) key.removeAttribute("aria-busy");
    if (text) this.notice(text, alert);
  }

  notice(text, alert = false) {
    clearTimeout(this.fading);
    const hide = () => (this.toast.hidden = true);
    this.toast.classList.toggle("alert", alert);
    this.toast.lang = languageOf(text, this.person.language_code);
    this.toast.replaceChildren(text, ...(alert ? [make("button", { type: "button", onclick: hide }, "OK")] : []));
    this.toast.hidden = false;
    if (!alert) this.fading = setTimeout(hide, Math.min(Math.max(2500, text.length * 45), 6000));
  }

  view() {
    return { zone: stage.zone, language: this.person.language_code ?? "en", now: stage.now, bot: stage.bot, me: this.speaker, group: this.group };
  }

  acts() {
    return {
      say: (text) => this.say(text),
      open: (link) => this.desk.open(this.speaker, link),
      openAs: (link) => this.openAs(link),
      edit: (message) => this.composer.edit(message),
      reply: (message) => this.composer.reply(message),
      notice: (text) => this.notice(text),
      press: (message_id, data, key) => this.send("press", { message_id, data }, () => key.removeAttribute("aria-busy")),
    };
  }

  async openAs(link) {
    const others = stage.people.filter((person) => person.id !== this.speaker);
    others.sort((one, other) => Number(one.started) - Number(other.started));
    const entries = others.map((person) => ({ label: person.caption, note: person.started ? person.role : `${person.role}, has not started the bot`, value: person.id, colour: colour(person) }));
    const chosen = await choose("Open this link as", entries);
    if (chosen) this.desk.open(chosen, link);
  }

  say(text, more = {}) {
    return this.send("say", { text, ...more });
  }

  block() {
    return this.send("block", { blocked: !this.person.blocked });
  }

  send(path, body, afterwards = () => {}) {
    return stage.post(path, { user: this.speaker, chat: this.id, ...body }).catch((reason) => {
      afterwards();
      this.notice(reason.message);
    });
  }
}

function controls(item) {
  return [...item.querySelectorAll("button, a")];
}

// Messages of one album stand together.
function albums(messages) {
  const found = [];
  for (const message of messages) {
    const album = message.media_group_id;
    if (album && found.at(-1)?.[0].media_group_id === album) found.at(-1).push(message);
    else found.push([message]);
  }
  return found;
}
