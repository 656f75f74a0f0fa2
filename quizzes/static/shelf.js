/* The shelf: items as Python rendered them, fetched chapter by chapter when they are asked for.  Each chapter's are a
   script that puts them here, so that a book opened from disk has them too. */
const shelf = (() => {
  'use strict';

  const chapters = new Map(), waiting = new Map();
  const home = [...document.scripts].find(({ src }) => src.includes('/learn/catalogue.js'))?.src;

  /** Called by a chapter's script. */
  const put = (chapter, rendered) => chapters.set(chapter, new Map(Object.entries(rendered)));

  /** Brings the items of a chapter; rejects if they can't be had, and may be asked again. */
  function fetch({ id, shelf: file }) {
    if (!waiting.has(id)) {
      waiting.set(id, new Promise((done, failed) => {
        const script = Object.assign(document.createElement('script'), { src: new URL(file, home), onload: () => done(chapters.get(id)), onerror: failed });
        document.head.append(script);
      }).catch(error => {
        waiting.delete(id);
        throw error;
      }));
    }
    return waiting.get(id);
  }

  /** The element of an item, fresh each time. */
  async function take(item) {
    const rendered = await fetch(catalogue.chapters.find(({ id }) => id === item.chapter));
    const template = document.createElement('template');
    template.innerHTML = rendered.get(item.id);                        // rendered and escaped by Python
    return template.content.firstElementChild;
  }

  return { put, take };
})();
