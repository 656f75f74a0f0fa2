/* In JupyterLite: links of a notebook lead to the book's pages, which JupyterLite does not know, and a page that was
   opened from a folder says why it stays empty.  `liteWords` stands in front (quizzes/lite). */
'use strict';

(() => {
  const root = new URL('..', document.baseURI).href;                   // of JupyterLite; the book is beside it

  /** The page of the book that an address within JupyterLite means: as files/work/turn.ipynb does work/turn.html. */
  function pageOf(address) {
    if (!address.startsWith(root)) return null;
    const [, path, place] = /^(?:files|notebooks|edit|tree)\/([^?#]+)[^#]*(#.*)?$/.exec(address.slice(root.length)) ?? [];
    if (!path || path === 'index.html') return null;
    const page = path.replace(/^.*\/(?=(?:evidence|downloads|slides)\/)/, '').replace(/\.(?:md|ipynb)$/, '.html');
    return new URL(`../book/${page}${place ?? ''}`, root).href;
  }

  /** Before a link is followed, by whatever way, it leads where it should; and JupyterLab, which would look among its
      own files, does not hear of the click. */
  function mend(event) {
    const link = event.target instanceof Element && event.target.closest('a[href]');
    const page = link && !link.getAttribute('href').startsWith('#') && pageOf(link.href);
    if (page) Object.assign(link, { href: page, target: '_blank' }).dataset.book = '';
    if (event.type === 'click' && link && 'book' in link.dataset) event.stopImmediatePropagation();
  }

  for (const kind of ['pointerover', 'focusin', 'click']) addEventListener(kind, mend, true);

  if (location.protocol === 'file:') {
    const told = document.createElement('p');
    told.textContent = liteWords['from-disk'];
    told.style.cssText = 'max-width: 37rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 sans-serif';
    document.body.prepend(told);
  }
})();
