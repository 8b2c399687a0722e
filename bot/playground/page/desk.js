// Which chats are open: as many side by side as the screen holds, one at a time on a telephone.

import { Chat } from "./chat.js";
import { chooseGroup } from "./groups.js";
import { stage } from "./stage.js";

const COLUMN_WIDTH = 336;
const narrow = matchMedia("(max-width: 760px)");
const fine = matchMedia("(pointer: fine)");

export class Desk {
  // `changed` is called when another chat is open or was read, `chosen(id)` when one is shown.
  constructor(element, changed, chosen) {
    this.element = element;
    this.changed = changed;
    this.chosen = chosen;
    this.chats = new Map();
    this.order = []; // the one used longest ago first
    this.aside = []; // what a smaller window had no room for, the last one last
    this.read = new Map();
    this.waiting = null;
    document.addEventListener("visibilitychange", () => stage.news && this.remember());
    new ResizeObserver(() => this.fit()).observe(element);
  }

  get room() {
    return narrow.matches ? 1 : Math.max(1, Math.floor((this.element.clientWidth - 10) / COLUMN_WIDTH));
  }

  // Where the open chats are kept, so that a page that is loaded anew shows the same; a new beginning has its own.
  get place() {
    return `open in scene ${stage.news.scene}`;
  }

  // At first: those that were open before, else those that the scene opens with.
  arrange() {
    for (const { id } of stage.chats.values()) this.read.set(id, last(id));
    const kept = (sessionStorage.getItem(this.place) ?? "").split(",").map(Number).filter(exists);
    const wanted = kept.length ? kept : [...new Set([...stage.news.opening, ...stage.people.map(({ id }) => id)])];
    for (const id of wanted.slice(0, this.room)) this.show(id, false);
  }

  update(news) {
    for (const group of news.groups) if (group.was && this.chats.has(group.was)) this.follow(group.was, group.id);
    const changed = new Set(news.chats.map((chat) => chat.id));
    for (const [id, chat] of this.chats) if (exists(id)) chat.update(changed.has(id));
    if (this.waiting && exists(this.waiting)) this.show(this.waiting);
    this.mark();
  }

  // A group that became a supergroup goes on under another number, with what is being written there.
  follow(was, id) {
    const { speaker, composer } = this.chats.get(was);
    const { value } = composer.field;
    const writing = composer.field === document.activeElement;
    this.close(was);
    this.show(id, writing);
    const chat = this.chats.get(id);
    chat.speakAs(speaker);
    chat.composer.field.value = value;
    chat.composer.typed();
  }

  shown(id) {
    return this.chats.has(id);
  }

  show(id, focus = true) {
    // What was only just made is not in the news yet.
    this.waiting = exists(id) ? null : id;
    if (this.waiting) return;
    if (!this.chats.has(id)) {
      while (this.order.length && this.order.length >= this.room) this.drop(this.order[0]);
      const chat = new Chat(id, this);
      this.chats.set(id, chat);
      this.element.append(chat.element);
    }
    this.order = [...this.order.filter((one) => one !== id), id];
    this.remember();
    const chat = this.chats.get(id);
    chat.element.scrollIntoView({ inline: "nearest", block: "nearest" });
    this.chosen(id);
    // On a telephone the keyboard would cover half of the conversation.
    if (focus && fine.matches) chat.composer.focus();
  }

  close(id) {
    this.drop(id);
    this.remember();
  }

  // Follows a deep link as somebody.
  async open(person, { kind, payload, chat }) {
    if (kind === "message") {
      if (exists(chat)) this.show(chat);
      return null;
    }
    if (kind === "start") {
      this.show(person);
      return this.chats.get(person).say(`/start ${payload}`.trim());
    }
    const group = await chooseGroup();
    if (!group) return null;
    return stage.post("membership", { user: person, chat: group, change: "add", payload }).then(
      () => this.show(group),
      (reason) => this.chats.get(person)?.notice(reason.message),
    );
  }

  unread(id) {
    const since = this.read.get(id) ?? 0;
    return stage.messages(id).filter((message) => message.message_id > since && message.from.id !== id).length;
  }

  drop(id) {
    this.chats.get(id)?.element.remove();
    this.chats.delete(id);
    this.order = this.order.filter((one) => one !== id);
  }

  // A smaller window sets chats aside, with what is being written there; a larger one brings them back.
  fit() {
    const { length } = this.order;
    while (this.order.length > this.room) {
      this.aside.push(this.chats.get(this.order[0]));
      this.drop(this.order[0]);
    }
    while (this.aside.length && this.order.length < this.room) this.bringBack(this.aside.pop());
    if (this.order.length !== length) this.remember();
  }

  bringBack(chat) {
    if (this.shown(chat.id) || !exists(chat.id)) return;
    this.chats.set(chat.id, chat);
    this.order.unshift(chat.id);
    this.element.prepend(chat.element);
    chat.update(true);
  }

  remember() {
    sessionStorage.setItem(this.place, [...this.chats.keys()].join(","));
    this.mark();
  }

  mark() {
    if (!document.hidden) for (const id of this.chats.keys()) this.read.set(id, last(id));
    this.changed();
  }
}

function exists(id) {
  return Boolean(stage.person(id) ?? stage.group(id));
}

function last(id) {
  return stage.messages(id).at(-1)?.message_id ?? 0;
}
