/* Controls: for each kind of scheme, how a response is read from the page, put back, and what stays of it for another
   try.  An item type that answers with controls of a new kind adds its own here. */
const controls = (() => {
  'use strict';

  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const inputs = root => all(root, '.q-part input');
  const entries = root => all(root, '.q-entry').map(entry => entry.dataset.part);

  /** One answer to each part: chosen from a list, by a radio button, or typed. */
  const places = {
    read: root => Object.fromEntries(all(root, '.q-part :is(select, [type=text], input:checked)').filter(({ value }) => value.trim())
      .map(control => [control.closest('.q-part').dataset.part, control.value])),
    write(root, given) {
      for (const control of all(root, '.q-part :is(select, input)')) {
        const value = given?.[control.closest('.q-part').dataset.part];
        if (control.type === 'radio') control.checked = control.value === value;
        else control.value = value ?? '';
      }
    },
    keep: (given, right) => Object.fromEntries(Object.entries(given).filter(([part]) => right(part))),
  };
  const line = {
    read: root => inputs(root)[0].value,
    write(root, text) { inputs(root)[0].value = text ?? ''; },
    keep: text => text,
  };

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
    record: places,
    composite: places,
    ordered: {                                                        // an order that nobody touched is no answer
      read: root => (root.querySelector('.q-order').dataset.moved ? entries(root) : null),
      write(root, ids, start) {
        const list = root.querySelector('.q-order'), boxes = all(list, '.q-entry');
        list.append(...(ids ?? start).map(id => boxes.find(box => box.dataset.part === id)));
        list.dataset.moved = ids ? 'yes' : '';
      },
      keep: ids => ids,
    },
    text: line,
    number: line,
    open: {                                                           // the rubric counts once the reader compares
      read(root) {
        const boxes = all(root, '.q-rubric input');
        return { text: root.querySelector('textarea').value, met: boxes[0].closest('[hidden]') ? null : boxes.filter(box => box.checked).map(box => box.value) };
      },
      write(root, response) {
        root.querySelector('textarea').value = response?.text ?? '';
        for (const box of all(root, '.q-rubric input')) box.checked = !!response?.met?.includes(box.value);
      },
      keep: ({ text }) => ({ text, met: null }),
    },
  };

  return { CONTROLS, all, entries };
})();
