// What the bot sent to Telegram, newest first: a line a call, its fields when it is unfolded.

import { make } from "./dom.js";
import { stage } from "./stage.js";
import { hour } from "./words.js";

const LENGTH = 300;

export class Log {
  constructor(element) {
    this.list = make("ol", { "aria-label": "Calls of the Bot API, newest first" });
    this.count = make("span", { class: "count" });
    this.whom = make("select", { onchange: () => this.filter() });
    this.none = make("p", { class: "none" }, "Nothing yet.");
    const chooser = make("label", {}, "Sent to ", this.whom);
    element.append(make("summary", {}, "What the bot sent to Telegram ", this.count), make("div", { class: "inside" }, chooser, this.none, this.list));
  }

  update({ calls, calls_made, people, groups }) {
    this.list.prepend(...calls.map((call) => this.entry(call)).reverse());
    while (this.list.children.length > LENGTH) this.list.lastChild.remove();
    this.count.textContent = `${calls_made} calls`;
    this.offer([...people, ...groups].map(({ id }) => [String(id), stage.named(id)]));
    this.filter();
  }

  offer(chats) {
    const written = JSON.stringify(chats);
    if (this.written === written) return;
    this.written = written;
    const chosen = this.whom.value;
    this.whom.replaceChildren(...[["", "everybody"], ...chats].map(([value, label]) => make("option", { value, selected: value === chosen }, label)));
  }

  filter() {
    const wanted = this.whom.value;
    let shown = 0;
    for (const entry of this.list.children) {
      entry.hidden = wanted !== "" && entry.dataset.chat !== wanted;
      if (!entry.hidden) shown += 1;
    }
    this.none.hidden = shown > 0;
  }

  entry(call) {
    const words = call.refusal ?? call.text.replaceAll("\n", " ");
    const line = make(
      "summary",
      {},
      make("span", {}, hour(new Date(call.at), stage.zone)),
      make("code", {}, call.method),
      make("span", { class: "whom" }, stage.named(Number(call.chat))),
      make("span", { class: call.refusal ? "refused" : "said" }, words),
      make("span", { class: "status" }, call.status === 200 ? "200" : `${call.status} refused`),
    );
    const fold = make("details", {}, line);
    fold.addEventListener("toggle", () => fold.children.length < 2 && fold.append(fields(call)));
    return make("li", { "data-chat": call.chat ?? "" }, fold);
  }
}

function fields(call) {
  const rows = Object.entries(call.fields).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, indented(value))]);
  return rows.length ? make("dl", {}, ...rows) : make("p", { class: "none" }, "No fields.");
}

function indented(value) {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
