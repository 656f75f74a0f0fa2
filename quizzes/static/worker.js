/* The service worker: pages that a reader has opened stay on the device, and open without a network.

   The build puts in front of this (quizzes/sphinx_ext/offline.py): VERSION, the edition; FILES, a hash of its bytes for
   each file, by its address; START, pages that are there from the first moment, the one for what was not kept in front;
   and what the whole book weighs, LOAD to load and SIZE to keep.

   Old and new are never mixed:
   * Each edition has a cache of its own, and a file comes in only with the bytes that the edition says.
   * A page comes in behind all that it asks for, so that a kept page is whole.
   * What a kept page asks for comes from the same cache.  A page from the network may be of another edition: what it asks
     for comes from the network, too.
   * A new edition takes over when no page of the old one is open. */
'use strict';

const HOME = registration.scope, BOOK = `book ${HOME} `, EDITION = BOOK + VERSION;
const [PLAIN] = START;
const WHOLE = `${HOME}whole`;                                          // a note in the cache: the reader wants all of it
// A refresh of an address with a "#" would stay on the empty page, and a reload would not go down to the place.  The page
// is made here and has no policy, so that it may say this itself.
const AGAIN = "const to = location.href; history.replaceState(null, '', '?again'); location.replace(to);";
const BLANK = `<!doctype html><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>…</title><script>${AGAIN}</script>`;

const open = () => caches.open(EDITION);
const isPage = address => address.endsWith('.html');
const pagesFirst = addresses => [...addresses].sort((a, b) => isPage(b) - isPage(a));
const saves = () => navigator.connection?.saveData;
const others = async () => (await caches.keys()).filter(name => name.startsWith(BOOK) && name !== EDITION);

/** The address of a file in the book, as FILES has it.  A folder is its index, and a host may leave out ".html". */
function addressOf(url) {
  const path = new URL(url).pathname.slice(new URL(HOME).pathname.length).replace(/(^|\/)$/, '$1index.html');
  return FILES.has(`${path}.html`) ? `${path}.html` : path;
}

/** A file in the cache, if it is there; a cache that fails must not stand between a reader and the network. */
const match = address => open().then(cache => cache.match(HOME + address, { ignoreVary: true })).catch(() => undefined);
const addressesIn = async cache => (await cache.keys()).map(({ url }) => addressOf(url)).filter(address => FILES.has(address));
const kept = async () => addressesIn(await open());

async function hashOf(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes), 0, 6)));
}

// Into the cache

/** What a page asks for, and what its waiting scripts will be: as it asks, since the browser has them under that name. */
function needsOf(address, html) {
  const asked = [...html.matchAll(/<(?:script|link|img)\b[^>]*?\s(?:src|href)="([^"#]+)"/g)].map(([, path]) => new URL(path, HOME + address).href);
  return asked.filter(url => url.startsWith(HOME) && FILES.has(addressOf(url)) && !isPage(addressOf(url)));
}

/** Put a file into the cache, behind what it needs; false for bytes that are not this edition's. */
async function store(address, response, need = keep) {
  const bytes = await response.arrayBuffer();
  if (!response.ok || await hashOf(bytes) !== FILES.get(address)) return false;
  if (isPage(address)) await Promise.all(needsOf(address, new TextDecoder().decode(bytes)).map(need));
  await (await open()).put(HOME + address, new Response(bytes, { headers: response.headers }));
  return true;
}

const coming = new Map();
const underWay = (address, work) => {
  coming.set(address, work.finally(() => coming.delete(address)));
  return coming.get(address);
};

/** Have a file in the cache, from wherever: what the browser has at hand costs nothing.  Rejects if it can't be had. */
const keep = url => coming.get(addressOf(url)) ?? underWay(addressOf(url), fetched(url, addressOf(url)));

async function fetched(url, address) {
  if (await match(address)) return;
  for (const cache of ['force-cache', 'no-cache']) if (await store(address, await fetch(url, { cache }))) return;
  throw new Error(`${address} is of another edition`);
}

/** Nothing is fetched for it. */
async function have(url) {
  if (!await match(addressOf(url))) throw new Error(`${url} is not here`);
}

/** Spaced review asks for the questions of the chapters that were read: they are kept with it. */
async function shelve() {
  const here = new Set(await kept());
  if (!here.has('book/recall.html') || saves()) return;
  const shelves = [...here].map(page => page.replace(/^book\/([\w-]+)\.html$/, '_static/learn/$1.js'));
  await Promise.allSettled(shelves.filter(address => !isPage(address) && FILES.has(address)).map(address => keep(HOME + address)));
}

// From one edition to the next

/** Take from other editions what is the same in this one; tells all that was kept there. */
async function carry(need) {
  const before = new Set();
  for (const name of await others()) {
    const old = await caches.open(name);
    if (await old.match(WHOLE)) await (await open()).put(WHOLE, new Response());
    for (const address of pagesFirst(await addressesIn(old)).reverse()) {
      before.add(address);
      await store(address, await old.match(HOME + address, { ignoreVary: true }), need).catch(() => {});
    }
  }
  return before;
}

/** All that was kept of the old edition is there in the new one, or there is no new one. */
async function install() {
  const first = !await caches.has(EDITION), before = await carry(keep);
  if (!saves()) await keepOpen();
  const wanted = await (await open()).match(WHOLE) ? FILES.keys() : [...START, ...before];
  const done = await Promise.allSettled(pagesFirst(wanted).map(address => keep(HOME + address)));
  const failed = done.find(({ status }) => status === 'rejected');
  if (failed) {
    if (first) await caches.delete(EDITION);
    throw failed.reason;
  }
}

/** The page with which the reader came, before there was a worker. */
async function keepOpen() {
  const pages = (await clients.matchAll({ includeUncontrolled: true })).map(({ url }) => url).filter(url => url.startsWith(HOME));
  await Promise.allSettled(pages.filter(url => FILES.has(addressOf(url))).map(url => keep(url)));
  await shelve();
}

async function activate() {
  await carry(have);                                                   // what was opened since the installation
  await Promise.all((await others()).map(name => caches.delete(name)));
}

// Requests

let turning, turns = 0;                                                // the empty page, and how often it was given

/** An empty page that asks again at once, if this tab is the book's only one and a new edition waits.  While a tab goes on
    to another page its old one is still there, just as if the new page were to open in a second tab; so the edition
    changes only when the empty page stands alone, and no work is under way that would hold it up. */
async function turn({ resultingClientId }) {
  const { waiting } = registration;
  if (!waiting || !resultingClientId || coming.size || turns === 9) return null;
  const all = await clients.matchAll();
  if (all.length > 1) return null;
  turns += 1;
  if (all.every(({ id }) => id === turning)) {
    if (!await isAwake(waiting)) return null;
    waiting.postMessage({ ask: 'take over' });
  }
  turning = resultingClientId;
  return new Response(BLANK, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

/** Whether a worker answers, and soon: one that took over late would do so under a page of the old edition. */
function isAwake(worker) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ ask: 'wake' }, [port2]);
  return new Promise(done => {
    port1.onmessage = () => done(true);
    setTimeout(() => done(false), 2000);
  });
}

async function visit(event, address) {
  const here = (isPage(address) && FILES.has(address) && await turn(event)) || await match(address);
  if (here) return here;
  try {
    const answer = await fetch(event.request);
    take(event, address, answer);
    return answer;
  } catch {
    lost.add(event.resultingClientId);
    return instead();
  }
}

const lost = new Set();                                                // where it is shown; it asks for its style at once

/** The page for what is neither kept nor to be had: it lists what is kept. */
async function instead() {
  const plain = await match(PLAIN), here = new Set(await kept()), { headers } = plain;
  const listed = (await plain.text()).replace(/<li><a href="\.\/([^"]+)">.*\n/g, (line, page) => (here.has(page) ? line : ''));
  const page = listed.includes('<li>') ? listed : listed.replace(/<section>.*<\/section>/s, '');
  return new Response(page.replaceAll('="./', `="${HOME}`), { status: 503, headers });
}

async function file(event, address) {
  const { request, clientId } = event, client = await clients.get(clientId);
  if (lost.has(clientId) || (client && await match(addressOf(client.url)))) {
    if (!isPage(address)) await keep(request.url);
    return await match(address) ?? fetch(request);                     // the search reads pages that nobody has opened
  }
  const answer = await fetch(request);
  if (!isPage(address)) take(event, address, answer);
  return answer;
}

/** What the network has brought is kept, if it is this edition's. */
function take(event, address, answer) {
  if (!answer.ok || !FILES.has(address) || coming.has(address)) return;
  const stored = store(address, answer.clone()).then(ours => ours || Promise.reject(new Error(`${address} is of another edition`)));
  event.waitUntil(underWay(address, stored).then(() => isPage(address) && shelve()).catch(() => {}));
}

// What the page of progress asks (offline.js), and one worker the other

const answers = {
  async wake() {},
  async tell() {
    const here = new Set(await kept()), missing = pagesFirst(FILES.keys()).filter(address => !here.has(address));
    const pages = [...FILES.keys()].filter(address => isPage(address) && !START.includes(address));
    return { kept: pages.filter(page => here.has(page)).length, of: pages.length, missing, load: LOAD, size: SIZE };
  },
  keep: address => keep(HOME + address),
  /** From now on each edition is kept whole. */
  whole: async () => (await open()).put(WHOLE, new Response()),
  async drop() {
    const needs = needsOf(PLAIN, await (await match(PLAIN)).text()).map(addressOf), stays = new Set([...START, ...needs]);
    for (const name of [EDITION, ...await others()]) {
      const cache = await caches.open(name), gone = (await cache.keys()).filter(({ url }) => !stays.has(addressOf(url)));
      await Promise.all(gone.map(request => cache.delete(request)));
    }
  },
};

async function hear({ data: { ask, address }, ports: [port] }) {
  if (ask === 'take over') return skipWaiting();
  return port.postMessage(await answers[ask](address).then(said => said ?? true, () => null));
}

addEventListener('install', event => event.waitUntil(install()));
addEventListener('activate', event => event.waitUntil(activate()));
addEventListener('message', event => event.waitUntil(hear(event)));
addEventListener('fetch', event => {
  const { request } = event, address = request.url.startsWith(HOME) && request.method === 'GET' && addressOf(request.url);
  if (!address || address.startsWith('lite/')) return;                   // JupyterLite looks after itself
  if (request.mode === 'navigate') event.respondWith(visit(event, address));
  else if (FILES.has(address)) event.respondWith(file(event, address));
});
