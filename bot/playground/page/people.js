// The switch between people and groups, with what each has not read yet.

import { fill, select } from "./dialogs.js";
import { colour, drawing, face, GROUP_COLOUR, make, replaceKeeping, unreadMark } from "./dom.js";
import { newGroup } from "./groups.js";
import { stage } from "./stage.js";

const LANGUAGES = [["ky", "Кыргызча"], ["ru", "Русский"], ["en", "English"]];

export class People {
  // `desk`: show(chat id), shown(chat id), unread(chat id)
  constructor(element, desk) {
    this.element = element;
    this.desk = desk;
    this.people = make("ul");
    this.groups = make("ul");
    const another = (label, onclick) => make("button", { type: "button", class: "another", onclick }, drawing("plus"), label);
    element.append(
      make("div", { class: "everybody" }, make("h2", {}, "People"), this.people, make("h2", {}, "Groups"), this.groups),
      make("div", { class: "others" }, another("New person", () => this.newPerson()), another("New group", () => this.newGroup())),
    );
  }

  draw() {
    const people = stage.people.map((person) => this.entry(person.id, person.caption, person.role, colour(person), person.language_code));
    this.keep(this.people, people);
    this.keep(this.groups, stage.groups.map((group) => this.entry(group.id, group.title, group.type, GROUP_COLOUR)));
    this.groups.previousSibling.hidden = !stage.groups.length;
  }

  reveal(chat) {
    this.element.querySelector(`[data-chat="${chat}"]`)?.scrollIntoView({ inline: "center", block: "nearest" });
  }

  // Entries that say the same stay the same elements, so that focus and the reading position stay.
  keep(list, entries) {
    const before = new Map([...list.children].map((child) => [child.dataset.chat, child]));
    const focused = document.activeElement?.closest?.("[data-chat]")?.dataset.chat;
    const kept = entries.map((entry) => {
      const one = before.get(entry.dataset.chat);
      return one?.isEqualNode(entry) ? one : entry;
    });
    replaceKeeping(list, kept);
    if (focused && document.activeElement === document.body) list.querySelector(`[data-chat="${focused}"] button`)?.focus({ preventScroll: true });
  }

  entry(chat, name, role, its, language) {
    const [first, ...others] = language ? name.split(" ") : [name];
    const open = this.desk.shown(chat);
    const tongue = language ? make("span", { class: "tongue" }, make("span", { class: "unseen" }, "reads "), language) : null;
    const button = make(
      "button",
      { type: "button", class: "person", "aria-pressed": String(open), onclick: () => this.desk.show(chat) },
      face(name, its),
      make("span", { class: "line" }, make("span", { class: "name" }, first, make("span", { class: "last" }, ` ${others.join(" ")}`)), unreadMark(this.desk.unread(chat))),
      make("span", { class: "line" }, make("span", { class: "caption" }, role), tongue),
    );
    return make("li", { "data-chat": chat }, button);
  }

  async newPerson() {
    const name = make("input", { name: "name", required: true, maxlength: "64", autocomplete: "off", autofocus: true });
    const told = await fill("New person", [["Name", name], ["Language of their Telegram", select("language", LANGUAGES, "ky")]], "Add");
    if (told) this.desk.show((await stage.post("person", told)).id);
  }

  async newGroup() {
    const made = await newGroup();
    if (made) this.desk.show(made);
  }
}
