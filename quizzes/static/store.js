/* Where answers are kept, under `item/<id>` and `quiz/<id>`: in the browser, or in a live notebook's model.
   quizzes/states.py documents what is kept; two tabs lose nothing to each other. */
const stores = (() => {
  'use strict';

  const HOME = 'quizzes/1/';
  const time = state => Date.parse(state?.at) || 0;
  const count = n => (Number.isInteger(n) && n > 0 ? n : 0);

  /** Two states of one revision as one: the later answer, and counts that never go down. */
  function join(mine, theirs) {
    const most = name => Math.max(count(mine?.[name]), count(theirs?.[name]));
    const later = time(mine) > time(theirs) ? mine : theirs ?? mine;
    return { ...later, first: later?.first ?? mine?.first ?? theirs?.first, attempts: most('attempts'), hints: most('hints') };
  }

  /** A review keeps its answers apart, under its own name. */
  const inBrowser = (form, home = form ? `${HOME}${form}/` : HOME) => ({
    join,
    load(key) {
      const text = localStorage.getItem(home + key);
      try { return JSON.parse(text); } catch { return text; }         // what reads it refuses it
    },
    save: (key, state) => localStorage.setItem(home + key, JSON.stringify(state)),
    clear: keys => keys.forEach(key => localStorage.removeItem(home + key)),
    /** What can't be read is kept as it was found, for whoever wants to mend it. */
    spoil(key) {
      const text = localStorage.getItem(home + key);
      if (text !== null) localStorage.setItem(home + key.replace('item', 'spoilt'), text);
    },
    watch(changed) {                                                  // another tab
      const heard = ({ key }) => (key ? key.startsWith(home) && changed(key.slice(home.length)) : changed());
      addEventListener('storage', heard);
      return () => removeEventListener('storage', heard);
    },
  });

  /** A model has one truth, which Python may change: it is not joined, but taken. Drafts stay on the page. */
  function inModel(model) {
    let own = false;
    const trait = key => (key.startsWith('item/') ? 'states' : 'quiz_state'), id = key => key.slice(5);
    const put = (name, states) => {
      own = true;
      model.set(name, states);
      model.save_changes();
      own = false;
    };
    return {
      join: (mine, theirs) => theirs,
      load: key => new Map(Object.entries(model.get(trait(key)))).get(id(key)),
      save: (key, state, draft) => draft || put(trait(key), { ...model.get(trait(key)), [id(key)]: state }),
      clear(keys) {
        for (const name of new Set(keys.map(trait))) {
          const gone = keys.filter(key => trait(key) === name).map(id);
          put(name, Object.fromEntries(Object.entries(model.get(name)).filter(([key]) => !gone.includes(key))));
        }
      },
      spoil() {},
      watch(changed) {
        const heard = () => own || changed();
        const both = ['change:states', 'change:quiz_state'];
        both.forEach(name => model.on(name, heard));
        return () => both.forEach(name => model.off(name, heard));
      },
    };
  }

  return { inBrowser, inModel, join, time };
})();
