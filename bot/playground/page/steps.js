// What a newcomer may try, in order, above the chats: each step opens the chat in which it is done, and is ticked then.

import { icon, make } from "./dom.js";
import { stage } from "./stage.js";

const CLOSED = "steps-closed";

export class Steps {
  // `go(chat id or null)`: shows where a step is done; null: at the clock.
  constructor(element, go) {
    this.element = element;
    this.go = go;
    this.buttons = [];
  }

  draw() {
    const { steps } = stage.news;
    this.element.hidden = !steps.length || sessionStorage.getItem(CLOSED) === "yes";
    this.buttons = steps.map(({ words, chat }) => make("button", { type: "button", onclick: ({ currentTarget }) => this.take(currentTarget, chat) }, make("span", {}, words)));
    const list = make("ol", {}, ...this.buttons.map((button) => make("li", {}, button)));
    this.element.replaceChildren(make("h2", {}, "Start here"), list, icon("close", "Close these hints", () => this.close()));
    this.tick();
  }

  // Marks what is done; where the row is wider than the screen, the first step that is not comes into sight.
  tick() {
    let news = false;
    for (const [place, button] of this.buttons.entries()) {
      if (!stage.news.steps[place].done || button.classList.contains("done")) continue;
      button.classList.add("done");
      button.append(make("span", { class: "unseen" }, " Done."));
      news = true;
    }
    const next = this.buttons.find((button) => !button.classList.contains("done"));
    const list = this.element.querySelector("ol");
    if (news && next) list.scrollTo({ left: next.offsetLeft - list.offsetLeft });
  }

  take(button, chat) {
    for (const one of this.buttons) one.removeAttribute("aria-current");
    button.setAttribute("aria-current", "step");
    this.go(chat);
  }

  close() {
    sessionStorage.setItem(CLOSED, "yes");
    this.element.hidden = true;
    document.getElementById("columns").focus();
  }
}
