/* The book without a network, a part of the page of progress: how much of it is kept, keep all of it, remove it.  The worker
   keeps (worker.js); this asks it. */
const offline = (() => {
  'use strict';

  const { say, number } = saying.speaker(progressWords, document.documentElement.lang), { element, button, status } = saying;
  const LANES = 4, STEPS = 20;                                         // files at once; times that progress is told
  const mega = bytes => number(bytes < 1e7 ? Math.ceil(bytes / 1e5) / 10 : Math.ceil(bytes / 1e6));

  /** What the worker answers; null for what it could not do. */
  function ask(registration, question, address) {
    const { port1, port2 } = new MessageChannel();
    registration.active.postMessage({ ask: question, address }, [port2]);
    return new Promise(done => { port1.onmessage = ({ data }) => done(data); });
  }

  /** Keep file by file, so that each is a short piece of work; says whether all could be kept. */
  async function keepAll(registration, missing, told) {
    const left = [...missing];
    let whole = true;
    const lane = async () => {
      for (let address = left.shift(); whole && address; address = left.shift()) {
        whole = await ask(registration, 'keep', address) !== null && whole;
        told(missing.length - left.length);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return whole && ask(registration, 'whole');
  }

  /** The registration with a worker at work, or null: from disk, or where a browser refuses, there is none. */
  async function worker() {
    try {
      await navigator.serviceWorker.register(`${document.documentElement.dataset.content_root}sw.js`);
      return await navigator.serviceWorker.ready;
    } catch { return null; }
  }

  /** Fill the container, if there can be a worker. */
  async function panel(container) {
    const registration = await worker();
    if (!registration) return;
    const kept = element('p', ''), line = status('l-told'), keep = button('', keepWhole), remove = button(say('offline.remove'), drop);
    let busy = false;

    async function show() {
      const { kept: here, of, missing, load, size } = await ask(registration, 'tell');
      kept.textContent = missing.length ? say('offline.some', { kept: number(here), of: number(of) }) : say('offline.all');
      keep.textContent = say('offline.keep', { load: mega(load), size: mega(size) });
      hide(keep, !missing.length, remove);
      hide(remove, !here, keep);
      return missing;
    }

    /** The focus goes on to the other button. */
    function hide(one, hidden, other) {
      const focused = document.activeElement === one;
      one.hidden = hidden;
      if (hidden && focused) {
        other.hidden = false;
        other.focus();
      }
    }

    /** One thing at a time. */
    async function during(work) {
      if (busy) return;
      busy = true;
      for (const one of [keep, remove]) one.setAttribute('aria-disabled', 'true');
      const said = await work().catch(() => 'offline.failed');
      await show();
      line.textContent = say(said);
      for (const one of [keep, remove]) one.removeAttribute('aria-disabled');
      busy = false;
    }

    function keepWhole() {
      during(async () => {
        navigator.storage?.persist?.();                                // or a device that is short of space may clear it
        const missing = await show(), step = Math.ceil(missing.length / STEPS);
        const told = done => { if (done % step === 1 || step === 1) line.textContent = say('offline.keeping', { done: number(done), of: number(missing.length) }); };
        return await keepAll(registration, missing, told) ? 'offline.done' : 'offline.failed';
      });
    }

    function drop() {
      during(async () => (await ask(registration, 'drop') ? 'offline.removed' : 'offline.failed'));
    }

    await show();
    container.append(element('h2', '', say('offline')), kept, element('p', 'l-both', keep, remove), line, element('p', 'l-aside', say('offline.install')));
  }

  return { panel };
})();
