// The reader's choice of light or dark, before anything is painted. A browser that keeps nothing gets "auto".
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto";
}

// A script that is needed only further down, <script type="text/plain" data-when="…">, waits until the reader comes near
// what it enhances, or until the page has long been there; then all is loaded, and works where the network ends.
addEventListener("load", () => {
  for (const waiting of document.querySelectorAll("script[data-when]")) {
    const load = () => {
      watch.disconnect();
      if (!waiting.dataset.when) return;
      waiting.dataset.when = "";
      document.body.append(Object.assign(document.createElement("script"), { src: waiting.src }));
    };
    const watch = new IntersectionObserver(seen => seen.some(({ isIntersecting }) => isIntersecting) && load(), { rootMargin: "50% 0px" });
    for (const place of document.querySelectorAll(waiting.dataset.when)) watch.observe(place);
    if (!navigator.connection?.saveData) setTimeout(load, 5000);
  }
});
