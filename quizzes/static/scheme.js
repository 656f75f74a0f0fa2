// The reader's choice of light or dark, before anything is painted. A browser that keeps nothing gets "auto".
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto";
}
