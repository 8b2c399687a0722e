// Elements and drawings. What people and the bot wrote only ever becomes text nodes, never markup.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) value && element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const DRAWINGS = {
  out: "M8 5H5v14h14v-3M13 4h7v7M20 4l-9 9",
  chat: "M4 5h16v11H11l-5 4v-4H4z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  send: "M4 12l16-8-6 16-3-7z",
  clip: "M20 11l-8 8a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 5 5l-8 8a1.6 1.6 0 0 1-2.400-2.400l7-7",
  menu: "M5 7h14M5 12h14M5 17h9",
  more: "M12 5.500v.1M12 12v.1M12 18.500v.1",
  close: "M6 6l12 12M18 6L6 18",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  reply: "M10 6l-6 5 6 5M4 11h9a6 6 0 0 1 6 6v1",
  plus: "M12 5v14M5 12h14",
  group: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.500 19a5.500 5.500 0 0 1 11 0M16 11.500a2.500 2.500 0 1 0-1-4.800M17 14.200a5 5 0 0 1 3.500 4.800",
};

export function drawing(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}

// A button that is only a drawing; `label` is what it is called.
export function icon(name, label, onclick, more = {}) {
  return make("button", { type: "button", class: "icon", title: label, "aria-label": label, onclick, ...more }, drawing(name));
}

export function face(name, colour) {
  const initials = (name.match(/(?<=^|\s)[\p{L}\p{N}]/gu) ?? []).slice(0, 2).join("").toUpperCase();
  const element = make("span", { class: "face", "aria-hidden": "true" }, initials);
  element.style.setProperty("--face", colour);
  return element;
}

const COLOURS = { organizer: "#5b4a86", chair: "#8a4b2a", consultant: "#1f6f6a", observer: "#596673", member: "#1f5f7a", alternate: "#4a6b2f" };

export function colour(person) {
  return COLOURS[person.role.split(/\W/)[0].toLowerCase()] ?? "#47616f";
}

export const GROUP_COLOUR = "#3f5560";

export function unreadMark(count) {
  return count ? make("span", { class: "unread" }, String(count), make("span", { class: "unseen" }, " unread")) : null;
}

// Moves as few nodes as possible, so that focus and unfolded quotations stay.
export function replaceKeeping(box, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...box.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (box.childNodes[at] !== node) box.insertBefore(node, box.childNodes[at] ?? null);
  });
}
