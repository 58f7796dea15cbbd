// What the pages do beyond what they say. Everything works without it.
"use strict";

document.documentElement.classList.add("scripted");

// --- n and p: the next and the previous change, alert or quote; / : search -----------------------------------------------

const STOPS = [".change", ".alert", "article.quote", "article.meeting"];

const stops = () => {
  const hidden = document.getElementById("hide-typography");
  for (const wanted of STOPS) {
    const found = [...document.querySelectorAll(wanted)].filter((one) => one.id && one.offsetParent !== null);
    const seen = hidden && hidden.checked ? found.filter((one) => !one.classList.contains("typography")) : found;
    if (seen.length) return seen;
  }
  return [];
};

// Where the reader is: what she went to last, by a key, a link or the focus. Its id alone, for a live page renews its parts.
let here = "";

const stand = (one) => {
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  here = one ? one.id : "";
  const stop = one && one.closest(STOPS.join());
  if (stop) stop.classList.add("here");
};

const arrive = () => {
  const id = location.hash.slice(1);
  if (id) stand(document.getElementById(decodeURIComponent(id)));
};

const place = (found, by) => {
  const from = here && document.getElementById(here);
  if (!from) { // nowhere yet: what begins below the upper edge of the window, or ends above it
    const below = found.findIndex((one) => one.getBoundingClientRect().top >= 0);
    return by > 0 ? (below < 0 ? found.length - 1 : below) : (below < 0 ? found.length : below) - 1;
  }
  const at = found.indexOf(from);
  if (at >= 0) return at + by;
  const after = found.findIndex((one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (after < 0) return found.length - 1;
  return by > 0 ? after : after - 1;
};

const go = (by) => {
  const found = stops();
  if (!found.length) return;
  const next = found[Math.min(found.length - 1, Math.max(0, place(found, by)))];
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  stand(next);
  next.focus({ preventScroll: true });
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  next.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  history.replaceState(null, "", "#" + next.id);
};

window.addEventListener("hashchange", arrive);
document.addEventListener("focusin", (event) => {
  const stop = event.target.closest(STOPS.join());
  if (stop && stop.id) stand(stop);
});
arrive();

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") go(1);
  else if (event.key === "p") go(-1);
  else if (event.key === "/") {
    const search = document.querySelector("main input[type=search]") || document.getElementById("find");
    if (!search) return;
    event.preventDefault();
    search.focus();
  }
});

// --- on a phone the kinds of alerts are a row that scrolls: the one that is shown stands in sight ------------------------

const showKind = () => {
  const kind = document.querySelector(".filters [aria-current]");
  if (kind) kind.parentElement.scrollLeft = kind.offsetLeft - kind.parentElement.offsetLeft - 40;
};
showKind();

// --- live: ask now and then whether the page would look different; if so, take the parts that are marked -----------------

const pulse = document.body.dataset.pulse;
const OFTEN = 2000, SELDOM = 10000;
let beat = null, unread = null, timer = 0;

const busy = (part) => part.contains(document.activeElement) && document.activeElement.closest("input, select, details[open] form");

const renew = async () => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = page.title;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || busy(part)) continue;
    const open = new Set([...part.querySelectorAll("details[open]")].map((one) => one.closest("[id]").id + one.className));
    for (const one of fresh.querySelectorAll("details")) {
      if (open.has(one.closest("[id]").id + one.className)) one.open = true;
    }
    part.replaceWith(document.adoptNode(fresh));
  }
  showKind();
};

const listen = async () => {
  const checking = document.querySelector("[data-waiting]") !== null;
  let wait = checking ? OFTEN : SELDOM;
  try {
    if (document.visibilityState === "visible") {
      const answer = await fetch(pulse, { headers: { accept: "application/json" } });
      if (answer.ok && !answer.redirected) {
        const now = await answer.json();
        if (beat === null ? checking : now.beat !== beat) { // a check may be over before the first beat is heard
          await renew();
          const more = unread === null ? 0 : now.unread - unread;
          if (more > 0) document.getElementById("news").textContent = more === 1 ? "1 new alert" : more + " new alerts";
        }
        beat = now.beat;
        unread = now.unread;
      }
    }
  } catch {
    wait = SELDOM; // the service rests; it is asked again
  }
  clearTimeout(timer);
  timer = setTimeout(listen, wait);
};

if (pulse) {
  listen();
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") listen(); });
}
