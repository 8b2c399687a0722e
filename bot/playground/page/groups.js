// Groups: making one, what may be changed in it, and which one a link adds the bot to.

import { choose, fill, select } from "./dialogs.js";
import { GROUP_COLOUR, make } from "./dom.js";
import { stage } from "./stage.js";

export async function newGroup() {
  const people = stage.people.map((person) => [String(person.id), person.caption]);
  const maker = stage.people.find((person) => person.role.startsWith("organizer"));
  const title = make("input", { name: "name", required: true, maxlength: "64", autocomplete: "off", autofocus: true });
  const told = await fill("New group", [["Title", title], ["Made by", select("user", people, String(maker?.id))]], "Make the group");
  return told ? (await stage.post("group", told)).id : null;
}

// Which group a `startgroup` link adds the bot to.
export async function chooseGroup() {
  const known = stage.groups.map((group) => ({ label: group.title, note: `${group.type} of ${group.members.length}`, value: group.id, colour: GROUP_COLOUR }));
  const chosen = await choose("Add the bot to", [...known, { label: "A new group…", value: "new" }]);
  return chosen === "new" ? newGroup() : chosen;
}

// What the chosen speaker may change about a group.
export async function groupMenu(chat) {
  const group = stage.group(chat.id);
  const there = ["member", "administrator"].includes(group.bot);
  const hidden = group.anonymous.includes(chat.speaker);
  const outsiders = stage.people.filter((person) => !group.members.includes(person.id));
  const changes = [
    [!there, "Add the bot", "add"],
    [group.bot === "member", "Make the bot an administrator", "promote"],
    [there, "Remove the bot", "remove"],
    [group.type === "group", "Make it a supergroup", "migrate"],
    [!hidden, "Write as the group itself (anonymous administrator)", "hide"],
    [hidden, "Write under one's own name again", "show"],
    [outsiders.length, "Add a person…", "join"],
  ];
  const entries = changes.filter(([may]) => may).map(([, label, value]) => ({ label, value }));
  const change = await choose(group.title, entries, `${chat.person.caption} does this.`);
  if (change === "join") {
    const person = await choose("Add a person", outsiders.map(({ id, caption, role }) => ({ label: caption, note: role, value: id })));
    if (person) await chat.send("membership", { change, person });
  } else if (change) await chat.send("membership", { change });
}
