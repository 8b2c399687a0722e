// Days and hours in a reader's words, and which language a text is in, for screen readers.

const KYRGYZ_DAYS = { Sun: "жек.", Mon: "дүй.", Tue: "шейш.", Wed: "шарш.", Thu: "бейш.", Fri: "жума", Sat: "ишм." };
const KYRGYZ_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" ");

export function hour(instant, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(instant);
}

export function day(instant, language, timeZone) {
  const options = { weekday: "short", day: "numeric", month: "long", timeZone };
  if (language !== "ky") return new Intl.DateTimeFormat(language === "ru" ? "ru" : "en-GB", options).format(instant);
  // Browsers without Kyrgyz would silently write English.
  const parts = new Intl.DateTimeFormat("en-GB", { ...options, month: "numeric" }).formatToParts(instant);
  const { weekday, day, month } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${KYRGYZ_DAYS[weekday]}, ${Number(day)}-${KYRGYZ_MONTHS[month - 1]}`;
}

export function moment(instant, timeZone) {
  const options = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone };
  return new Intl.DateTimeFormat("en-GB", options).format(instant);
}

// As <input type="datetime-local"> writes it.
export function wallTime(instant, timeZone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", timeZone };
  const parts = new Intl.DateTimeFormat("en-GB", options).formatToParts(instant);
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

export function city(timeZone) {
  return timeZone.split("/").pop().replaceAll("_", " ");
}

// ky, ru or en by its letters; what both ky and ru could be is the reader's own.
export function languageOf(text, own) {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (cyrillic < latin) return "en";
  if (/[ңөү]/i.test(text)) return "ky";
  if (!cyrillic) return own;
  return own === "ky" ? "ky" : "ru";
}

export function size(bytes) {
  if (bytes < 2048) return `${bytes} B`;
  return bytes < 2 ** 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
