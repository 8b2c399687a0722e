// The page: who is there, which chats are open, the clock, the log.

import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { confirm } from "./dialogs.js";
import { Log } from "./log.js";
import { People } from "./people.js";
import { listen, stage } from "./stage.js";
import { Steps } from "./steps.js";

const TITLE = document.title;
const find = (id) => document.getElementById(id);
const ABOUT = "A whole committee on one page. Nothing leaves this machine.";

// What is just going on; with no words, what this page is.
function say(words = ABOUT) {
  find("status").textContent = words;
  find("status").classList.toggle("news", words !== ABOUT);
}

const desk = new Desk(find("columns"), countUnread, (id) => people.reveal(id));
const people = new People(find("people"), desk);
const clock = new Clock(find("clock"), say);
const log = new Log(find("log"));
const steps = new Steps(find("steps"), (chat) => (chat ? desk.show(chat) : clock.focus()));

stage.watch((news, first) => {
  if (first) {
    desk.arrange();
    say();
    warn(news.banner);
    steps.draw();
  } else {
    desk.update(news);
    steps.tick();
  }
  people.draw();
  clock.draw();
  log.update(news);
  find("anew").hidden = !news.can_begin_anew;
});

function countUnread() {
  people.draw();
  const all = [...stage.people, ...stage.groups].reduce((sum, { id }) => sum + desk.unread(id), 0);
  document.title = all ? `(${all}) ${TITLE}` : TITLE;
}

function warn(banner) {
  const [headline, ...rest] = banner.split(/(?<=\.)\s+/);
  find("banner").hidden = !banner;
  find("banner").open = !matchMedia("(max-width: 760px)").matches;
  find("banner").querySelector("summary").textContent = headline;
  find("banner").querySelector("p").textContent = rest.join(" ");
}

find("anew").addEventListener("click", async () => {
  if (!(await confirm("Start anew", "Everything that was written, voted and moved since the story ended is lost.", "Start anew"))) return;
  find("anew").disabled = true;
  say("The story is played anew; a few seconds…");
  try {
    await stage.post("anew", {});
  } catch (reason) {
    say(reason.message);
    find("anew").disabled = false;
  }
});

let lost = false;
listen((connected) => {
  if (!connected) say("The playground does not answer; trying again…");
  else if (lost && stage.news) say();
  lost = !connected;
});
