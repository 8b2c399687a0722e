// One person's conversation: header, messages, composer, command menu, popups.

import { drawing, drawMessage, make, startPayload } from "./message.js";

export class Column {
  // `stage`: post(path, body), people(), bot(), zone(), now(), chat(id), openAs(payload), close(id), seen(id)
  constructor(person, stage) {
    this.person = person;
    this.stage = stage;
    this.room = person.id;
    this.popups = person.popup.number;
    this.drawn = new Map();
    this.seen = new Map(person.chats.map(({ id }) => [id, this.last(id)]));
    this.build();
  }

  build() {
    this.name = make("h3", { id: `name-${this.person.id}` });
    this.caption = make("p", { class: "caption" });
    this.face = make("span", { class: "face", "aria-hidden": "true" });
    this.blocker = make("button", { type: "button", class: "icon", onclick: () => this.block() }, drawing("block"));
    const close = make("button", { type: "button", class: "icon close", title: "Close this conversation", "aria-label": "Close this conversation", onclick: () => this.stage.close(this.person.id) }, drawing("close"));
    this.rooms = make("div", { class: "rooms", role: "group", "aria-label": "Chats" });
    this.messages = make("div", { class: "messages", role: "log", tabindex: "0", "aria-label": "Messages" });
    this.stack = make("div", { class: "stack" });
    this.messages.append(this.stack);
    this.keepAtEnd();
    this.composer = make("form", { class: "composer" });
    this.composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.toast = make("div", { class: "toast", role: "status", hidden: true });
    this.element = make(
      "section",
      { class: "column", "aria-labelledby": `name-${this.person.id}` },
      make("header", {}, this.face, make("div", { class: "who" }, this.name, this.caption), this.blocker, close),
      this.rooms,
      this.messages,
      this.toast,
      this.composer,
    );
    // Three live regions at once would talk over each other: only the one that is used speaks.
    this.messages.setAttribute("aria-live", "off");
    this.element.addEventListener("focusin", () => this.messages.setAttribute("aria-live", "polite"));
    this.element.addEventListener("focusout", () => this.messages.setAttribute("aria-live", "off"));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.showMenu(false);
    });
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

  // `changed`: the ids of the chats that have news.
  update(person, changed) {
    this.person = person;
    this.name.textContent = person.caption;
    this.caption.textContent = person.blocked ? `${person.role} · has blocked the bot` : person.role;
    this.face.textContent = initials(person.caption);
    this.face.style.setProperty("--face", colour(person));
    const words = person.blocked ? "Let the bot write again" : "Block the bot";
    this.blocker.title = words;
    this.blocker.setAttribute("aria-label", words);
    this.blocker.hidden = !person.started;
    this.element.lang = person.language_code ?? "en";
    if (!person.chats.some((chat) => chat.id === this.room)) this.room = person.id;
    this.drawRooms();
    if (changed.includes(this.room)) this.drawMessages();
    this.drawComposer();
    this.showPopup();
  }

  drawRooms() {
    this.rooms.hidden = this.person.chats.length < 2;
    this.seen.set(this.room, this.last(this.room));
    this.rooms.replaceChildren(...this.person.chats.map((chat) => this.roomButton(chat)));
  }

  roomButton({ id, title }) {
    const since = this.seen.get(id) ?? 0;
    const messages = this.stage.chat(id)?.messages ?? [];
    const count = messages.filter((message) => message.message_id > since && message.from.id !== this.person.id).length;
    const mark = count ? make("span", { class: "unread", "aria-label": `${count} unread` }, String(count)) : null;
    return make("button", { type: "button", "aria-pressed": String(id === this.room), onclick: () => this.enter(id) }, title, mark);
  }

  last(room) {
    return this.stage.chat(room)?.messages.at(-1)?.message_id ?? 0;
  }

  enter(room) {
    this.room = room;
    this.drawn.clear();
    this.stack.replaceChildren();
    this.atEnd = true;
    this.drawRooms();
    this.drawMessages();
    this.drawComposer();
  }

  drawMessages() {
    const first = this.drawn.size === 0;
    const messages = this.stage.chat(this.room)?.messages ?? [];
    const focused = document.activeElement?.closest(".item")?.dataset.id;
    const nodes = [];
    const drawn = new Map();
    let day = "";
    for (const message of messages) {
      const itsDay = this.day(message.date);
      if (itsDay !== day) nodes.push(make("p", { class: "day" }, (day = itsDay)));
      const written = JSON.stringify(message);
      const before = this.drawn.get(message.message_id);
      const node = before?.written === written ? before.node : drawMessage(message, this.view(), this.acts());
      if (!first && node !== before?.node) node.classList.add("fresh");
      drawn.set(message.message_id, { written, node });
      nodes.push(node);
    }
    if (messages.some((message) => !this.drawn.has(message.message_id))) this.atEnd = true;
    this.drawn = drawn;
    if (!nodes.length) nodes.push(this.welcome());
    replaceKeeping(this.stack, nodes);
    if (focused) this.refocus(focused);
    if (this.atEnd) this.messages.scrollTo(0, this.messages.scrollHeight);
  }

  refocus(id) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const item = this.messages.querySelector(`[data-id="${CSS.escape(id)}"]`);
    (item?.querySelector("button, a") ?? this.messages).focus({ preventScroll: true });
  }

  welcome() {
    const bot = this.stage.bot();
    if (this.room !== this.person.id) return make("p", { class: "welcome" }, "Nobody has written here yet.");
    const text = bot.description || `${this.person.caption} has not met the bot yet.`;
    return make("p", { class: "welcome" }, make("strong", {}, bot.name), text);
  }

  drawComposer() {
    const inPrivate = this.room === this.person.id;
    const kind = inPrivate && !this.person.started ? "before" : inPrivate && this.person.blocked ? "blocked" : "open";
    if (this.kind === kind) return;
    this.kind = kind;
    this.composer.classList.toggle("before", kind === "before");
    if (kind === "open") return this.drawBox();
    if (kind === "blocked") {
      return this.composer.replaceChildren(make("button", { type: "button", class: "start", onclick: () => this.block() }, "Unblock the bot"));
    }
    this.invitation = make("input", { type: "text", "aria-label": "Invitation link", placeholder: "Invitation link, if there is one" });
    this.composer.replaceChildren(
      make("div", { class: "invited" }, this.invitation),
      make("button", { type: "submit", class: "start" }, "START"),
    );
  }

  drawBox() {
    this.box = make("textarea", { rows: "1", placeholder: "Message", "aria-label": `Message as ${this.person.caption}` });
    this.box.addEventListener("input", () => this.fit());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.menu = make("div", { class: "menu", hidden: true });
    this.opener = make("button", { type: "button", class: "icon", title: "Commands", "aria-label": "Commands", "aria-expanded": "false", onclick: () => this.showMenu(this.menu.hidden) }, drawing("menu"));
    const chooser = make("input", { type: "file", hidden: true, onchange: () => this.upload(chooser) });
    const clip = make("button", { type: "button", class: "icon", title: "Send a file", "aria-label": "Send a file", onclick: () => chooser.click() }, drawing("clip"));
    const send = make("button", { type: "submit", class: "icon send", title: "Send", "aria-label": "Send" }, drawing("send"));
    this.composer.replaceChildren(this.menu, this.opener, this.box, chooser, clip, send);
  }

  fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }

  showMenu(open) {
    if (!this.menu) return;
    const commands = this.person.chats.find((chat) => chat.id === this.room)?.commands ?? [];
    const pick = (command) => {
      this.showMenu(false);
      this.say(`/${command}`);
      this.box.focus();
    };
    const entries = commands.map(({ command, description }) =>
      make("button", { type: "button", onclick: () => pick(command) }, make("b", {}, `/${command}`), make("span", {}, description)),
    );
    this.menu.replaceChildren(...(entries.length ? entries : [make("h4", {}, "The bot has set no commands here yet.")]));
    const was = !this.menu.hidden;
    this.menu.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
    else if (was) this.opener.focus();
  }

  choosePerson(payload) {
    const others = this.stage.people().filter((person) => person.id !== this.person.id);
    others.sort((one, other) => Number(one.started) - Number(other.started));
    const entries = others.map((person) =>
      make("button", { type: "button", onclick: () => this.showMenu(false) || this.stage.openAs(person.id, payload) }, make("b", {}, person.caption), make("span", {}, person.started ? person.role : `${person.role} · not started`)),
    );
    this.menu.replaceChildren(make("h4", {}, "Open this link as"), ...entries);
    this.menu.hidden = false;
    this.menu.querySelector("button")?.focus();
  }

  showPopup() {
    const { text, alert, number } = this.person.popup;
    if (number === this.popups) return;
    this.popups = number;
    for (const key of this.element.querySelectorAll('[aria-busy="true"]')) key.removeAttribute("aria-busy");
    if (text) this.notice(text, alert);
  }

  notice(text, alert = false) {
    clearTimeout(this.fading);
    const hide = () => (this.toast.hidden = true);
    this.toast.classList.toggle("alert", alert);
    this.toast.replaceChildren(text, ...(alert ? [make("button", { type: "button", onclick: hide }, "OK")] : []));
    this.toast.hidden = false;
    if (!alert) this.fading = setTimeout(hide, Math.max(3500, text.length * 60));
  }

  acts() {
    return {
      say: (text) => this.say(text),
      open: (payload) => this.open(payload),
      openAs: (payload) => this.choosePerson(payload),
      notice: (text) => this.notice(text),
      press: (message_id, data, key) => this.send("press", { chat: this.room, message_id, data }, () => key.removeAttribute("aria-busy")),
    };
  }

  view() {
    const { stage, person } = this;
    return { zone: stage.zone(), language: person.language_code ?? "en", now: stage.now, bot: stage.bot(), me: person.id, group: this.room !== person.id };
  }

  day(seconds) {
    return dayInWords(seconds * 1000, this.person.language_code, this.stage.zone());
  }

  submit() {
    const field = this.kind === "open" ? this.box : this.invitation;
    const text = field.value.trim();
    const payload = startPayload(text, this.stage.bot());
    field.value = "";
    if (this.kind === "open") this.fit();
    if (payload !== null) this.open(payload);
    else if (this.kind !== "open") this.open(text);
    else if (text) this.say(text);
  }

  open(payload) {
    this.room = this.person.id;
    this.enter(this.room);
    this.say(`/start ${payload}`.trim());
  }

  say(text) {
    this.send("say", { chat: this.room, text });
  }

  block() {
    this.send("block", { blocked: !this.person.blocked });
  }

  upload(chooser) {
    const form = new FormData();
    form.append("user", this.person.id);
    form.append("chat", this.room);
    form.append("file", chooser.files[0]);
    chooser.value = "";
    this.stage.post("upload", form).catch((reason) => this.notice(reason.message));
  }

  send(path, body, afterwards = () => {}) {
    this.stage.post(path, { user: this.person.id, ...body }).catch((reason) => {
      afterwards();
      this.notice(reason.message);
    });
  }
}

// Browsers without Kyrgyz would silently write English.
const KYRGYZ_DAYS = { Sun: "жек.", Mon: "дүй.", Tue: "шейш.", Wed: "шарш.", Thu: "бейш.", Fri: "жума", Sat: "ишм." };
const KYRGYZ_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" ");

function dayInWords(instant, language, timeZone) {
  const options = { weekday: "short", day: "numeric", month: "long", timeZone };
  if (language !== "ky") return new Intl.DateTimeFormat(language === "ru" ? "ru" : "en-GB", options).format(instant);
  const parts = new Intl.DateTimeFormat("en-GB", { ...options, month: "numeric" }).formatToParts(instant);
  const { weekday, day, month } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${KYRGYZ_DAYS[weekday]}, ${day}-${KYRGYZ_MONTHS[month - 1]}`;
}

// Moves as few nodes as possible, so that focus and unfolded quotations stay.
function replaceKeeping(box, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...box.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (box.childNodes[at] !== node) box.insertBefore(node, box.childNodes[at] ?? null);
  });
}

export function initials(name) {
  return name.split(/\s+/).map((part) => [...part][0]).slice(0, 2).join("");
}

const COLOURS = { organizer: "#5b4a86", chair: "#8a4b2a", consultant: "#1f6f6a", observer: "#596673", member: "#1f5f7a", alternate: "#4a6b2f" };

export function colour(person) {
  return COLOURS[person.role.split(/\W/)[0].toLowerCase()] ?? "#47616f";
}
