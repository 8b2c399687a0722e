// Files chosen or dropped, before they are sent: several become albums, pictures of one kind and files of another.

import { icon, make } from "./dom.js";
import { stage } from "./stage.js";
import { size } from "./words.js";

const ALBUM = 10;
const PHOTO_LIMIT = 10 * 2 ** 20;

export class Tray {
  constructor(chat, changed) {
    this.chat = chat;
    this.changed = changed;
    this.files = [];
    this.element = make("div", { class: "tray", role: "group", "aria-label": "Files to send", hidden: true });
  }

  add(files) {
    this.files.push(...files);
    this.draw();
  }

  draw() {
    const entries = this.files.map((file, at) =>
      make("li", {}, make("span", { class: "called" }, file.name, make("small", {}, size(file.size))), icon("close", `Leave out ${file.name}`, () => this.leaveOut(at))),
    );
    this.asFiles = make("input", { type: "checkbox" });
    const choice = this.files.some(isPicture) ? make("label", {}, this.asFiles, " Send pictures as files") : null;
    this.element.replaceChildren(make("ul", {}, ...entries), ...(choice ? [choice] : []));
    this.element.hidden = !this.files.length;
  }

  leaveOut(at) {
    this.files.splice(at, 1);
    this.draw();
    this.changed();
  }

  // One upload an album, as telephones send it; whether all arrived. What did not stays in the tray.
  async send(caption) {
    const pictures = this.asFiles.checked ? [] : this.files.filter(isPicture);
    const others = this.files.filter((file) => !pictures.includes(file));
    this.element.setAttribute("aria-busy", "true");
    try {
      for (const photo of [true, false]) {
        const some = photo ? pictures : others;
        for (let from = 0; from < some.length; from += ALBUM) {
          const album = some.slice(from, from + ALBUM);
          await this.upload(album, photo, caption);
          caption = "";
          this.files = this.files.filter((file) => !album.includes(file));
        }
      }
    } catch (reason) {
      this.chat.notice(reason.message);
    }
    this.element.removeAttribute("aria-busy");
    this.draw();
    return !this.files.length;
  }

  upload(album, photo, caption) {
    const form = new FormData();
    const fields = { user: this.chat.speaker, chat: this.chat.id, caption, photo: photo ? "yes" : "" };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const file of album) form.append("file", file);
    return stage.post("upload", form);
  }
}

function isPicture(file) {
  return ["image/png", "image/jpeg"].includes(file.type) && file.size <= PHOTO_LIMIT;
}
