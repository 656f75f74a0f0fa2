/* Controls: for each kind of scheme, how a response is read from the page, put back, and what stays of it for another
   try.  An item type that answers with controls of a new kind adds its own here. */
const controls = (() => {
  'use strict';

  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const inputs = root => all(root, '.q-part input');
  const entries = root => all(root, '.q-entry').map(entry => entry.dataset.part);
  const CONTROLS = {
    single: {
      read: root => inputs(root).find(input => input.checked)?.value ?? null,
      write: (root, id) => inputs(root).forEach(input => { input.checked = input.value === id; }),
      keep: () => null,
    },
    multiple: {
      read: root => inputs(root).filter(input => input.checked).map(input => input.value),
      write: (root, ids) => inputs(root).forEach(input => { input.checked = !!ids?.includes(input.value); }),
      keep: (ids, right) => ids.filter(right),
    },
    record: {
      read: root => Object.fromEntries(all(root, 'select').filter(select => select.value).map(select => [select.dataset.part, select.value])),
      write: (root, ids) => all(root, 'select').forEach(select => { select.value = ids?.[select.dataset.part] ?? ''; }),
      keep: (ids, right) => Object.fromEntries(Object.entries(ids).filter(([part]) => right(part))),
    },
    ordered: {                                                        // an order that nobody touched is no answer
      read: root => (root.querySelector('.q-order').dataset.moved ? entries(root) : null),
      write(root, ids, start) {
        const list = root.querySelector('.q-order'), boxes = all(list, '.q-entry');
        list.append(...(ids ?? start).map(id => boxes.find(box => box.dataset.part === id)));
        list.dataset.moved = ids ? 'yes' : '';
      },
      keep: ids => ids,
    },
    text: {
      read: root => inputs(root)[0].value,
      write(root, text) { inputs(root)[0].value = text ?? ''; },
      keep: text => text,
    },
  };

  return { CONTROLS, all, entries };
})();
