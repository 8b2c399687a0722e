// Which links Telegram itself would open: those that start the bot, in private or in a group, and those to a message.

const SUPERGROUPS = 1e12;

// { kind: "start" | "startgroup", payload } for a link to the bot, { kind: "message", chat } for one to a message of
// a supergroup, null for any other address.
export function deepLink(address, bot) {
  const text = address.trim();
  if (!/^(https?:\/\/)?t\.me\//i.test(text) || /\s/.test(text)) return null;
  const url = new URL(/^https?:/i.test(text) ? text : `https://${text}`);
  const message = /^\/c\/(\d+)\/\d+$/.exec(url.pathname);
  if (message) return { kind: "message", chat: -(SUPERGROUPS + Number(message[1])) };
  if (url.pathname.slice(1).toLowerCase() !== bot.username.toLowerCase()) return null;
  const kind = url.searchParams.has("startgroup") ? "startgroup" : "start";
  const payload = url.searchParams.get(kind) ?? "";
  return /^[\w-]*$/.test(payload) ? { kind, payload } : null;
}

export function safe(address) {
  return /^(https?|tg):\/\//i.test(address) ? address : "#";
}
