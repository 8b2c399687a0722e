// Questions that the page itself asks, each in a dialog that gives the focus back when it closes.

import { face, icon, make } from "./dom.js";

let numbers = 0;

function open(title, body, answer) {
  const id = `dialog-${(numbers += 1)}`;
  return new Promise((resolve) => {
    const dialog = make("dialog", { class: "asking", "aria-labelledby": id });
    const close = icon("close", "Close", () => dialog.close());
    dialog.append(make("header", {}, make("h2", { id }, title), close), ...body((value) => {
      answer = value;
      dialog.close();
    }));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector("[autofocus]") ?? dialog.querySelector(".choices button") ?? close).focus();
  });
}

// One of `entries` ({ label, note, value, colour }), null where nothing was chosen.
export function choose(title, entries, words = "") {
  const draw = (done) => [
    words ? make("p", {}, words) : null,
    make("ul", { class: "choices" }, ...entries.map((entry) => make("li", {}, choice(entry, () => done(entry.value))))),
  ].filter(Boolean);
  return open(title, draw, null);
}

function choice({ label, note, colour }, onclick) {
  const named = make("span", { class: "called" }, label, note ? make("small", {}, note) : null);
  return make("button", { type: "button", onclick }, colour ? face(label, colour) : null, named);
}

export function confirm(title, words, act) {
  const draw = (done) => [
    make("p", {}, words),
    make("div", { class: "row" }, make("button", { type: "button", class: "plain", onclick: () => done(false), autofocus: true }, "Cancel"), make("button", { type: "button", class: "strong", onclick: () => done(true) }, act)),
  ];
  return open(title, draw, false);
}

// `fields`: elements with a name, each with a label; the answer holds their values, null where it was closed.
export function fill(title, fields, act) {
  const draw = (done) => {
    const form = make("form", {}, ...fields.map(([label, field]) => make("label", {}, label, field)), make("button", { type: "submit", class: "strong" }, act));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      done(Object.fromEntries(new FormData(form)));
    });
    return [form];
  };
  return open(title, draw, null);
}

export function select(name, options, chosen) {
  return make("select", { name }, ...options.map(([value, label]) => make("option", { value, selected: value === chosen }, label)));
}
