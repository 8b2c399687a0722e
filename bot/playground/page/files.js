// What a message carries: pictures that open large, documents that download, albums of either.

import { icon, make } from "./dom.js";
import { safe } from "./links.js";
import { words } from "./text.js";
import { size } from "./words.js";

export function attachments(messages) {
  const photos = messages.filter((message) => message.photo);
  const nodes = photos.length ? [make("div", { class: photos.length > 1 ? "album" : "single" }, ...photos.map(picture))] : [];
  for (const message of messages) {
    if (message.document) nodes.push(paper(message.document));
    if (message.location) nodes.push(point(message.location, message.venue));
    if (message.contact) nodes.push(known(message.contact));
    if (message.voice) nodes.push(make("p", {}, `Voice message, ${message.voice.duration} s`));
    if (message.sticker) nodes.push(make("p", { class: "sticker" }, message.sticker.emoji));
  }
  return nodes;
}

function picture(message) {
  const { file_id, width, height } = message.photo.at(-1);
  const address = `/playground/file/${file_id}`;
  const name = words(message).split("\n")[0] || "Picture";
  const image = make("img", { src: address, alt: name, width, height, draggable: "false" });
  const enlarge = () => show(address, name, message.has_protected_content);
  return make("button", { type: "button", class: "picture", "aria-label": `Enlarge: ${name}`, onclick: enlarge }, image);
}

function show(address, name, guarded) {
  const image = make("img", { src: address, alt: name });
  if (guarded) image.addEventListener("contextmenu", (event) => event.preventDefault());
  const shown = make("dialog", { class: "large", "aria-label": name }, icon("close", "Close the picture", () => shown.close()), image);
  shown.addEventListener("click", () => shown.close());
  shown.addEventListener("close", () => shown.remove());
  document.body.append(shown);
  shown.showModal();
}

function paper(file) {
  const name = file.file_name ?? "file";
  const kind = name.includes(".") ? name.split(".").pop().slice(0, 4) : "file";
  const sheet = make("span", { class: "sheet", "aria-hidden": "true" }, kind);
  const label = make("span", { class: "called" }, name, make("small", {}, size(file.file_size)));
  return make("a", { class: "paper", href: `/playground/file/${file.file_id}`, download: name }, sheet, label);
}

function point({ latitude, longitude }, venue) {
  const degrees = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  const address = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  const label = make("span", { class: "called" }, venue?.title ?? "A point on the map", make("small", {}, venue?.address ?? degrees));
  return make("a", { class: "paper", href: safe(address), target: "_blank", rel: "noopener noreferrer" }, make("span", { class: "sheet", "aria-hidden": "true" }, "map"), label);
}

function known({ first_name, last_name = "", phone_number }) {
  const label = make("span", { class: "called" }, `${first_name} ${last_name}`.trim(), make("small", {}, phone_number));
  return make("p", { class: "paper" }, make("span", { class: "sheet", "aria-hidden": "true" }, "tel"), label);
}
