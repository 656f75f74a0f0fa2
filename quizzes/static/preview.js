/* The preview of a file: when the server tells of a new state, the blocks that changed are put in place anew, and
   all else on the page stays as it is, answers and scroll too. */
(() => {
  'use strict';

  const say = JSON.parse(document.body.dataset.words);
  const main = document.querySelector('main'), told = document.querySelector('.p-problems'), title = document.querySelector('h1');
  const element = (tag, ...content) => { const made = document.createElement(tag); made.append(...content); return made; };
  const blocks = () => [...main.children];

  function build({ id, sum, html }) {
    const made = element('div');
    made.innerHTML = html;                                            // rendered and escaped by Python
    Object.assign(made.dataset, { block: id, sum });
    return made;
  }

  /** The block at the top of the window: it stays where it is while others above it grow or shrink. */
  const anchor = () => blocks().find(block => block.getBoundingClientRect().bottom > 0);

  function update({ title: name, told: words, problems, blocks: next, stale }) {
    const top = anchor()?.dataset.block, find = id => blocks().find(block => block.dataset.block === id);
    const before = top && find(top).getBoundingClientRect().top;
    title.textContent = document.title = say.title.replace('{title}', name);
    const texts = [words, ...problems].join('\n');
    if (told.dataset.texts !== texts) {                               // told once, not at every look
      told.replaceChildren(element('p', words), element('ul', ...problems.map(problem => element('li', problem))));
      told.dataset.texts = texts;
    }
    main.classList.toggle('p-stale', stale);
    const kept = new Set(next.map(({ id }) => id));
    for (const block of blocks()) if (!kept.has(block.dataset.block)) block.remove();
    next.forEach((one, n) => {
      let block = find(one.id);
      if (block?.dataset.sum !== one.sum) {
        const made = build(one), open = block && [...block.querySelectorAll('.p-samples')].map(({ open }) => open);
        if (block) block.replaceWith(made); else main.append(made);
        made.querySelectorAll('.p-samples').forEach((samples, n) => { samples.open = open?.[n] ?? false; });
        made.querySelectorAll('.q-quiz').forEach(quiz => quizzes.enhance(quiz));
        made.querySelectorAll('.t-timeline').forEach(line => timelines.enhance(line));
        block = made;
      }
      if (main.children[n] !== block) main.insertBefore(block, main.children[n]);
    });
    if (top && find(top)) scrollBy(0, find(top).getBoundingClientRect().top - before);
  }

  const source = new EventSource('/changes');
  source.onmessage = ({ data }) => update(JSON.parse(data));
  source.onerror = () => { told.replaceChildren(element('p', say.ended)); delete told.dataset.texts; };
})();
