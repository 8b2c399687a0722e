// Where a person writes: text, commands, files, corrections of what they wrote, and START before all that.

import { Commands } from "./commands.js";
import { icon, make } from "./dom.js";
import { deepLink } from "./links.js";
import { stage } from "./stage.js";
import { Tray } from "./tray.js";

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.element = make("form", { class: "composer" });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.tray = new Tray(chat, () => this.tidy());
  }

  // Called with every piece of news: what is typed stays where nothing calls for another composer.
  update() {
    const { group, person } = this.chat;
    const kind = group || (person.started && !person.blocked) ? "open" : person.started ? "blocked" : "before";
    if (this.kind !== kind) {
      const held = this.element.contains(document.activeElement);
      this.kind = kind;
      this.starting = false;
      this.element.className = `composer ${kind}`;
      this.element.replaceChildren(...{ open: () => this.box(), blocked: () => this.blocked(), before: () => this.before() }[kind]());
      if (held) this.focus();
    }
    if (this.speakers) this.drawSpeakers();
  }

  focus() {
    (this.field ?? this.element.querySelector("button"))?.focus({ preventScroll: true });
  }

  before() {
    const link = this.chat.person.invitation;
    this.field = make("input", { type: "text", "aria-label": "Invitation link", placeholder: "Invitation link, if there is one", value: link || null });
    return [this.field, make("button", { type: "submit", class: "start" }, "START")];
  }

  blocked() {
    this.field = null;
    return [make("button", { type: "button", class: "start", onclick: () => this.chat.block() }, "UNBLOCK")];
  }

  box() {
    this.field = make("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message" });
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    this.commands = new Commands(this.chat, this.field);
    const chooser = make("input", { type: "file", multiple: true, hidden: true });
    chooser.addEventListener("change", () => {
      this.tray.add(chooser.files);
      chooser.value = "";
    });
    this.about = make("div", { class: "about", hidden: true });
    const line = make("div", { class: "line" }, this.commands.opener, this.field, chooser, icon("clip", "Send files", () => chooser.click()), icon("send", "Send", null, { type: "submit", class: "icon send" }));
    this.speakers = this.chat.group ? make("select", { onchange: () => this.chat.speakAs(Number(this.speakers.value)) }) : null;
    const speaking = this.speakers ? make("label", { class: "speaking" }, "Speaking as ", this.speakers) : null;
    this.acceptDrops();
    return [this.commands.list, this.about, this.tray.element, speaking, line].filter(Boolean);
  }

  drawSpeakers() {
    const { members, anonymous } = stage.group(this.chat.id);
    const written = JSON.stringify([members, anonymous, this.chat.speaker]);
    if (this.written === written) return;
    this.written = written;
    const named = (id) => (anonymous.includes(id) ? `${stage.named(id)} (as the group)` : stage.named(id));
    this.speakers.replaceChildren(...members.map((id) => make("option", { value: id, selected: id === this.chat.speaker }, named(id))));
  }

  acceptDrops() {
    const over = (event, whether) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      this.chat.element.classList.toggle("dropping", whether);
    };
    queueMicrotask(() => {
      const { element } = this.chat;
      if (this.accepting) return;
      this.accepting = true;
      element.addEventListener("dragover", (event) => over(event, true));
      element.addEventListener("dragleave", (event) => element.contains(event.relatedTarget) || over(event, false));
      element.addEventListener("drop", (event) => {
        over(event, false);
        if (this.kind === "open") this.take(event, event.dataTransfer);
      });
    });
  }

  take(event, carried) {
    if (!carried?.files.length) return;
    event.preventDefault();
    this.tray.add(carried.files);
    this.focus();
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
    this.commands.typed();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") this.letBe();
    else if (event.key === "ArrowUp" && !this.field.value) this.editLast();
  }

  editLast() {
    const own = stage.messages(this.chat.id).filter((message) => message.from.id === this.chat.speaker && message.text);
    if (own.length) this.edit(own.at(-1));
  }

  edit(message) {
    this.changing = message;
    this.say("Editing", message.text);
    this.field.value = message.text;
    this.typed();
    this.focus();
  }

  reply(message) {
    this.answering = message;
    this.say("Reply to", message.text ?? message.caption ?? "a file");
    this.focus();
  }

  say(what, words) {
    const cancel = icon("close", "Cancel", () => this.letBe());
    this.about.replaceChildren(make("b", {}, what), make("span", {}, words.slice(0, 120)), cancel);
    this.about.hidden = false;
  }

  // What was written stays as it was.
  letBe() {
    if (this.changing) this.field.value = "";
    this.tidy();
    this.focus();
  }

  tidy() {
    if (!this.about) return;
    this.changing = this.answering = null;
    this.about.hidden = true;
    this.commands.show(false);
    this.typed();
  }

  submit() {
    const text = this.field.value.trim();
    const { chat, changing, answering } = this;
    if (this.tray.files.length) return this.sendFiles(text);
    if (this.kind === "before") return this.start(text);
    if (!text) return;
    this.field.value = "";
    this.tidy();
    const link = deepLink(text, stage.bot);
    if (changing) chat.send("edit", { message_id: changing.message_id, text });
    else if (link) chat.desk.open(chat.speaker, link);
    else chat.say(text, answering ? { reply_to: answering.message_id } : {});
  }

  // Once: a second press before the answer would open the bot without the invitation.
  async start(text) {
    if (this.starting) return;
    this.starting = true;
    const link = deepLink(text, stage.bot) ?? { kind: "start", payload: text };
    this.starting = Boolean(await this.chat.desk.open(this.chat.speaker, link));
  }

  async sendFiles(caption) {
    if (await this.tray.send(caption)) this.field.value = "";
    this.tidy();
    this.focus();
  }
}
