// The reader's choice of light or dark, before anything is painted. A browser that keeps nothing gets "auto".
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto";
}

// What a script puts in above the reader's place must not push it away: the target of the address, as long as the reader
// has not moved on from it, else what stands at the top of the screen, stays where it is.
let moved = false;
for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(type, () => { moved = true; }, { passive: true });
addEventListener("hashchange", () => { moved = false; });
globalThis.steady = deed => {
  const target = moved ? null : document.querySelector(":target"), place = target ?? document.elementFromPoint(innerWidth / 2, 90);
  const from = place?.getBoundingClientRect().top, { style } = document.documentElement;
  style.overflowAnchor = "none";                                      // the browser's own way, which would add to this one
  deed();
  if (target) target.scrollIntoView({ behavior: "instant" });
  else if (place && scrollY) scrollBy({ top: place.getBoundingClientRect().top - from, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => { style.overflowAnchor = ""; }));
  return true;
};

// Scripts that are needed only further down, <script type="text/plain" data-when="…">, wait until the reader comes near
// what they enhance, or until the page has long been there; then all is loaded, and works where the network ends.  Those
// for one thing come in the order of the page, and one with data-if only if the reader has chosen it (quizzes/states.py).
addEventListener("load", () => {
  const scripts = (of = "") => [...document.querySelectorAll(`script[data-when${of}]`)];
  for (const when of new Set(scripts().map(({ dataset }) => dataset.when))) {
    const load = () => {
      watch.disconnect();
      let settings;
      try { settings = JSON.parse(localStorage.getItem("quizzes/1/settings")); } catch { /* nothing is chosen */ }
      for (const { dataset, src } of scripts(`="${when}"`)) {
        dataset.when = "";
        if (!dataset.if || settings?.[dataset.if] === true) document.body.append(Object.assign(document.createElement("script"), { src, async: false }));
      }
    };
    const watch = new IntersectionObserver(seen => seen.some(({ isIntersecting }) => isIntersecting) && load(), { rootMargin: "50% 0px" });
    for (const place of document.querySelectorAll(when)) watch.observe(place);
    if (!navigator.connection?.saveData) setTimeout(load, 5000);
  }
  // Later still, a worker keeps the page on the device (worker.js). From disk, and where a browser refuses, there is none.
  if (!navigator.connection?.saveData) setTimeout(() => navigator.serviceWorker?.register(`${document.documentElement.dataset.content_root}sw.js`).catch(() => {}), 7000);
});
