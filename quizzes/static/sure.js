/* How sure are you?  Asked at an item before it is marked, where a reader wants that (quizzes/learner.py has the marks).
   The level stands in the item's data-sure, from where its state is kept (item.js). */
const certainty = (() => {
  'use strict';

  const { speaker, element, status } = saying;
  const { say } = speaker(sureWords);
  const LEVELS = ['1', '2', '3'];
  let serial = 0;

  /** Puts the question into an item, before its buttons. An answer without it is fine. */
  function ask(root) {
    const actions = root.querySelector('.q-actions'), result = root.querySelector('.q-result'), told = status('');
    const name = `sure-${serial += 1}`;
    const inputs = LEVELS.map(value => Object.assign(element('input', ''), { type: 'radio', name, value }));
    const rows = inputs.map(input => element('label', '', input, element('span', '', say(`level.${input.value}`))));
    const group = element('fieldset', 'q-body', element('legend', 'q-label', say('sure')), element('div', 'q-radios', ...rows));

    /** What the item's state has made of it: asked, or marked and gone. */
    function follow() {
      const { dataset: { sure }, classList } = root, { about } = result.dataset;
      const marked = ['right', 'partial', 'wrong'].includes(about), over = marked || classList.contains('q-done');
      if (over && group.contains(document.activeElement)) actions.querySelector('button:not([hidden])')?.focus();
      group.hidden = over;
      for (const input of inputs) input.checked = input.value === sure;
      const [right, other] = ['right', 'other'].map(answer => say(`${sure}.${answer}`));
      const text = marked && LEVELS.includes(sure) ? say('mark', { level: say(`level.${sure}`), mark: about === 'right' ? right : other, right, other }) : '';
      if (told.textContent !== text) told.textContent = text;
    }

    group.addEventListener('input', event => {
      event.stopPropagation();                                        // it is no part of the answer
      root.dataset.sure = event.target.value;
    });
    actions.before(group);
    result.after(told);
    const watch = new MutationObserver(follow);
    watch.observe(root, { attributeFilter: ['class', 'data-sure'] });
    watch.observe(result, { attributeFilter: ['data-about'] });
    follow();
  }

  // On a page with quizzes this comes behind them (scheme.js).  An exam tells nothing, and a machine marks no open answer.
  const start = () => document.querySelectorAll('.q-live:not([data-mode="exam"]) .q-item:not(:has(.q-rubric))').forEach(ask);
  self.steady?.(start) ?? start();

  return { ask };
})();
