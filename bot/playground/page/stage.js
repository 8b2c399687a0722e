// What the page knows: people, groups, chats, the hour. News arrive as server-sent events; acts go back as JSON.

const watchers = [];
let heard = null;
let at = 0;

export const stage = {
  chats: new Map(),
  get people() {
    return heard?.people ?? [];
  },
  get groups() {
    return heard?.groups ?? [];
  },
  get bot() {
    return heard.bot;
  },
  get zone() {
    return heard.zone;
  },
  get news() {
    return heard;
  },
  now: () => new Date(heard.now).getTime() + (heard.ticks ? Date.now() - at : 0),
  person: (id) => stage.people.find((person) => person.id === id),
  group: (id) => stage.groups.find((group) => group.id === id),
  named: (id) => stage.person(id)?.caption ?? stage.group(id)?.title ?? "",
  messages: (chat) => stage.chats.get(chat)?.messages ?? [],
  // `watcher(news, first)` is called with each piece of news.
  watch: (watcher) => watchers.push(watcher),
  async post(path, body) {
    const form = body instanceof FormData;
    const headers = form ? {} : { "Content-Type": "application/json" };
    const answer = await fetch(`/playground/${path}`, { method: "POST", headers, body: form ? body : JSON.stringify(body) }).catch(() => {
      throw new Error("The playground does not answer: nothing was sent.");
    });
    if (!answer.ok) throw new Error((await answer.text()) || `The playground answered ${answer.status}.`);
    return answer.json();
  },
};

// `connected(whether)` is told of the line to the playground.
export function listen(connected) {
  const events = new EventSource("/playground/events");
  events.onmessage = ({ data }) => receive(JSON.parse(data));
  events.onopen = () => connected(true);
  events.onerror = () => connected(false);
}

function receive(news) {
  const first = heard === null;
  // After a new beginning, or when the playground itself was started again, nothing here holds any more.
  if (!first && (news.whole || news.scene !== heard.scene)) return location.reload();
  heard = news;
  at = Date.now();
  for (const chat of news.chats) stage.chats.set(chat.id, chat);
  for (const watcher of watchers) watcher(news, first);
}
