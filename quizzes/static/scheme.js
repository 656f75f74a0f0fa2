// The reader's choice of light or dark, before anything is painted. A browser that keeps nothing gets "auto".
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto";
}

// A script that is needed only further down waits until the reader comes near: <script type="text/plain" data-when="…">.
addEventListener("DOMContentLoaded", () => {
  for (const waiting of document.querySelectorAll("script[data-when]")) {
    const watch = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      watch.disconnect();
      document.body.append(Object.assign(document.createElement("script"), { src: waiting.src }));
    }, { rootMargin: "100% 0px" });
    for (const place of document.querySelectorAll(waiting.dataset.when)) watch.observe(place);
  }
});
