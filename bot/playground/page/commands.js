// The command menu as Telegram shows it: on its button, and below what begins with a slash.

import { drawing, make } from "./dom.js";
import { stage } from "./stage.js";
import { languageOf } from "./words.js";

export class Commands {
  constructor(chat, field) {
    this.chat = chat;
    this.field = field;
    this.list = make("div", { class: "menu", role: "group", "aria-label": "Commands", hidden: true });
    this.opener = make("button", { type: "button", class: "icon", title: "Commands", "aria-label": "Commands", "aria-expanded": "false", onclick: () => this.toggle() }, drawing("menu"));
    this.list.addEventListener("keydown", (event) => this.move(event));
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && !this.list.hidden) this.move(event);
    });
  }

  get known() {
    return (stage.person(this.chat.id) ?? stage.group(this.chat.id)).commands;
  }

  toggle() {
    this.show(this.list.hidden, this.known);
    if (!this.list.hidden) this.list.querySelector("button")?.focus();
  }

  // What fits what was typed so far.
  typed() {
    const said = this.field.value;
    const fitting = /^\/[a-z]*$/.test(said) ? this.known.filter(({ command }) => `/${command}`.startsWith(said)) : [];
    this.show(fitting.length > 0, fitting);
  }

  show(open, commands = []) {
    this.list.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (!open) return;
    const entries = commands.map(({ command, description }) =>
      make("button", { type: "button", onclick: () => this.pick(command) }, make("b", {}, `/${command}`), make("span", { lang: languageOf(description, "ky") }, description)),
    );
    this.list.replaceChildren(...(entries.length ? entries : [make("p", {}, "The bot has set no commands here.")]));
  }

  pick(command) {
    this.show(false);
    this.field.value = "";
    this.chat.say(this.chat.group ? `/${command}@${stage.bot.username}` : `/${command}`);
    this.field.focus();
  }

  move(event) {
    const entries = [...this.list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.show(false);
      this.field.focus();
    } else if (step) {
      event.preventDefault();
      const next = entries.indexOf(document.activeElement) + step;
      (entries[next] ?? this.field).focus();
    }
  }
}
