// Slides, one by one: shown, turned by keys, buttons and swipes, with the notes below them or in a second window.
//
// The page is a list of slides and stays one; what is shown is a class (slides.css).  The address keeps the place:
// #show-ID is the show at a slide, #notes the window with the notes.  That window was opened by the show, and the two tell
// each other where they are: from disk, too, where no other way between windows is sure.
(() => {
  const main = document.querySelector(".s-show"), root = document.documentElement, say = slidesWords;
  if (!main) return;
  const steps = [...main.querySelectorAll(".s-step")], name = main.dataset.slides, minutes = Number(main.dataset.minutes);
  const disk = location.protocol === "file:", aim = disk ? "*" : location.origin;
  const words = (key, values) => say[key].replace(/\{(\w+)\}/g, (whole, part) => values[part] ?? whole);
  let now = 0, twin = null, began = 0;

  const button = (key, deed) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: say[key] });
    made.addEventListener("click", deed);
    return made;
  };
  const live = () => root.classList.contains("s-live"), desk = location.hash === "#notes" && Boolean(opener);

  // Where the show is
  const place = Object.assign(document.createElement("p"), { className: "s-place" });
  place.setAttribute("role", "status");
  const ahead = Object.assign(document.createElement("p"), { className: "s-ahead" });
  const mark = () => {
    steps.forEach((step, n) => {
      step.classList.toggle("s-now", n === now);
      step.classList.toggle("s-next", n === now + 1);
    });
    place.textContent = words("place", { n: now + 1, of: steps.length });
    ahead.textContent = desk && steps[now + 1] ? words("next", { title: steps[now + 1].querySelector("h2").textContent }) : "";
  };
  const go = to => {
    const next = Math.max(0, Math.min(steps.length - 1, to));
    began ||= next === now ? 0 : Date.now();
    now = next;
    mark();
    if (desk) return;
    location.replace(`#show-${steps[now].id}`);
    scrollTo(0, 0);
    steps[now].focus({ preventScroll: true });
    tell();
  };
  const turn = by => (desk ? send(opener, { turn: by }) : go(now + by));

  // The show, and its end
  const begin = at => {
    root.classList.add("s-live");
    go(at);
  };
  const end = () => {
    root.classList.remove("s-live", "s-noted");
    if (document.fullscreenElement) document.exitFullscreen();
    location.replace(`#${steps[now].id}`);
    steps[now].focus();
    steps[now].scrollIntoView();
  };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => {}));
  const notes = () => {
    const shown = root.classList.toggle("s-noted");
    for (const note of main.querySelectorAll(".s-notes")) shown ? note.tabIndex = 0 : note.removeAttribute("tabindex");  // it scrolls
    steps[now].focus({ preventScroll: true });
  };
  const look = () => {
    const { theme } = document.body.dataset, dark = matchMedia("(prefers-color-scheme: dark)").matches;
    document.body.dataset.theme = (theme === "dark" || (theme !== "light" && dark)) ? "light" : "dark";
  };

  // The window with the notes
  const send = (to, said) => { if (to && !to.closed) to.postMessage({ slides: name, ...said }, aim); };
  const tell = () => send(twin, { at: now, began });
  const open = () => { twin = globalThis.open(`${location.href.split("#")[0]}#notes`, `notes-${name}`, "popup,width=900,height=700"); };
  addEventListener("message", ({ data, source, origin }) => {
    if ((!disk && origin !== location.origin) || data?.slides !== name) return;
    if (desk) {
      if (source !== opener || !Number.isInteger(data.at)) return;
      began = Number(data.began) || 0;
      go(data.at);
    } else if (live()) {
      twin = source;
      if (Number.isInteger(data.turn)) turn(data.turn);
      else tell();
    }
  });
  const clock = Object.assign(document.createElement("p"), { className: "s-clock" });
  const watch = () => {
    send(opener, { here: true });
    clock.textContent = opener.closed ? say.alone : words("clock", { n: began ? Math.floor((Date.now() - began) / 60_000) + 1 : 0, of: minutes });
  };

  // Keys and fingers
  const turns = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity };
  const letters = { f: full, n: notes, w: open, l: look };
  document.addEventListener("keydown", event => {
    const { key, target } = event;
    if (!(live() || desk) || event.ctrlKey || event.altKey || event.metaKey) return;
    const scrolls = target.closest(".s-notes") && /^(Arrow(Up|Down)|Page|Home|End| )/.test(key);
    const letter = !desk && target.closest(".s-show") && letters[key.toLowerCase()];
    if (key === "Escape" && !desk) end();
    else if (key === " " && !target.closest("button, a") && !scrolls) turn(event.shiftKey ? -1 : 1);
    else if (turns[key] && !scrolls && !event.shiftKey) desk ? turn(Math.max(-999, Math.min(999, turns[key]))) : go(now + turns[key]);
    else if (letter && !event.shiftKey) letter();
    else return;
    event.preventDefault();
  });
  let from = null;
  main.addEventListener("touchstart", ({ touches }) => {
    from = touches.length === 1 && live() && (globalThis.visualViewport?.scale ?? 1) < 1.05 ? touches[0] : null;
  }, { passive: true });
  main.addEventListener("touchend", ({ changedTouches: [to] }) => {
    const x = from ? to.clientX - from.clientX : 0, y = from ? to.clientY - from.clientY : 0;
    if (Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y)) go(now - Math.sign(x));
    from = null;
  }, { passive: true });

  // What stands on the page
  const bar = Object.assign(document.createElement("nav"), { className: "s-bar" });
  bar.setAttribute("aria-label", say.tools);
  bar.append(button("back", () => turn(-1)), place, button("on", () => turn(1)));
  main.after(bar);
  mark();
  if (desk) {
    root.classList.add("s-desk");
    bar.append(clock, ahead);
    watch();
    setInterval(watch, 1000);
    return;
  }
  bar.append(button("notes", notes), button("window", open), button("look", look), button("full", full), button("end", end));
  const front = Object.assign(document.createElement("p"), { className: "s-start" });
  front.append(button("show", () => { begin(Math.max(0, steps.findIndex(step => step.matches(":target")))); full(); }), button("print", () => print()));
  document.querySelector(".s-front").append(front);
  const arrive = () => {
    const at = steps.findIndex(({ id }) => location.hash === `#show-${id}`);
    if (at >= 0 || location.hash === "#show") begin(Math.max(0, at));
  };
  addEventListener("hashchange", () => { if (!live() || location.hash !== `#show-${steps[now].id}`) arrive(); });
  arrive();
})();
