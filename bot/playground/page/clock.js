// The committee's hour, and the ways to move it forward.

import { fill } from "./dialogs.js";
import { make } from "./dom.js";
import { stage } from "./stage.js";
import { city, moment, wallTime } from "./words.js";

export class Clock {
  // `said` is told what came of a move.
  constructor(element, said) {
    this.element = element;
    this.said = said;
    this.place = make("span", { class: "place" });
    this.time = make("time");
    this.due = this.button("Next event", { to: "event" });
    this.due.title = "Until the bot has something to send: a reminder, a deadline";
    const other = make("button", { type: "button", title: "To a day and hour of your choice", onclick: () => this.toAnHour() }, "To…");
    this.moves = make("div", { class: "moves", role: "group", "aria-label": "Move the clock forward" }, this.button("+1 hour", { hours: 1 }), this.button("+1 day", { hours: 24 }), this.due, other);
    element.append(make("p", { class: "hour" }, this.place, this.time), this.moves);
    setInterval(() => stage.news && this.draw(), 5000);
  }

  button(label, to) {
    return make("button", { type: "button", onclick: ({ currentTarget }) => this.move(to, currentTarget) }, label);
  }

  draw() {
    const { zone, news } = stage;
    this.place.textContent = `${city(zone)} time`;
    this.time.textContent = moment(stage.now(), zone);
    this.time.dateTime = new Date(stage.now()).toISOString();
    if (!this.element.ariaBusy) this.due.disabled = !news.next_due;
  }

  focus() {
    this.due.focus({ focusVisible: true });
  }

  async toAnHour() {
    const now = wallTime(stage.now(), stage.zone);
    const field = make("input", { type: "datetime-local", name: "to", required: true, min: now, value: now, autofocus: true });
    const told = await fill("Move the clock", [[`Day and hour in ${city(stage.zone)}`, field]], "Move");
    if (told) await this.move(told, this.moves.lastChild);
  }

  async move(to, button) {
    const buttons = this.moves.querySelectorAll("button");
    this.element.ariaBusy = "true";
    buttons.forEach((one) => (one.disabled = true));
    this.said("Moving the clock…");
    try {
      const { moved, now } = await stage.post("clock", to);
      const arrived = `The clock was moved to ${moment(new Date(now), stage.zone)}.`;
      this.said(moved ? arrived : to.to === "event" ? "Nothing is due any more." : "The clock goes only forward: it was not moved.");
    } catch (reason) {
      this.said(reason.message);
    } finally {
      this.element.ariaBusy = null;
      buttons.forEach((one) => (one.disabled = false));
      this.draw();
      button.focus();
    }
  }
}
