// What a newcomer may try, in order, above the chats: each step opens the chat in which it is done.

import { icon, make } from "./dom.js";
import { stage } from "./stage.js";

const CLOSED = "steps-closed";

export class Steps {
  // `go(chat id or null)`: shows where a step is done; null: at the clock.
  constructor(element, go) {
    this.element = element;
    this.go = go;
  }

  draw() {
    const { steps } = stage.news;
    this.element.hidden = !steps.length || sessionStorage.getItem(CLOSED) === "yes";
    const entries = steps.map(({ words, chat }) => make("li", {}, make("button", { type: "button", onclick: ({ currentTarget }) => this.take(currentTarget, chat) }, words)));
    const list = make("ol", {}, ...entries);
    this.element.replaceChildren(make("h2", {}, "Start here"), list, icon("close", "Close these hints", () => this.close()));
  }

  take(button, chat) {
    for (const one of this.element.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
    button.setAttribute("aria-current", "step");
    this.go(chat);
  }

  close() {
    sessionStorage.setItem(CLOSED, "yes");
    this.element.hidden = true;
    document.getElementById("columns").focus();
  }
}
