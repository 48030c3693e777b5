// Keeps the open page up to date. Everything on it is there without this script, too: it adds relative times, copying and news.
(() => {
  'use strict';

  const POLL_EVERY = 10_000;
  const GIVE_UP_AFTER = 8_000;
  const LOST_AFTER = 25_000;

  const root = document.documentElement;
  const byId = id => document.getElementById(id);
  const live = byId('live');
  const lost = byId('lost');
  const news = byId('news');

  let etag = null;
  let lastContact = Date.now();
  let ahead = 0; // how far the server's clock is ahead of this one, in milliseconds
  let paused = false;
  let asking = false;
  let isLost = false;

  root.classList.add('js');

  // --- times ---------------------------------------------------------------------------------------------------------------

  const span = milliseconds => {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 90) return `${seconds} s`;
    if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
    if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
    return `${Math.round(seconds / 86400)} days`;
  };

  const setText = (element, text) => { if (element.textContent !== text) element.textContent = text; };

  function showTimes() {
    const now = Date.now() + ahead;
    for (const element of document.querySelectorAll('[data-ago]')) {
      const age = now - Date.parse(element.dataset.ago);
      setText(element, age < -5_000 ? `in ${span(-age)}` : `${span(age)} ago`);
    }
    for (const element of document.querySelectorAll('[data-stale-at]')) element.hidden = now < Date.parse(element.dataset.staleAt);
    showContact();
  }

  function showContact() {
    const silence = Date.now() - lastContact;
    const nowLost = !paused && silence > LOST_AFTER;
    if (nowLost && !isLost) news.textContent = 'Lost contact with the agent. The page may be out of date.';
    if (!nowLost && isLost) news.textContent = paused ? '' : 'Contact with the agent is back.';
    isLost = nowLost;
    lost.hidden = !isLost;
    if (isLost) setText(lost, `Lost contact with the agent: last update ${span(silence)} ago. Trying again.`);
    setText(live, paused ? 'Paused' : isLost ? 'No contact' : 'Live');
    live.dataset.state = paused ? 'paused' : isLost ? 'lost' : 'live';
  }

  // --- news ----------------------------------------------------------------------------------------------------------------

  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '');

  // Makes the children of one element those of another and keeps every node that is still there, so that focus, selection,
  // scroll positions and opened details stay as they are.
  function morph(from, to) {
    const known = new Map([...from.children].filter(child => child.id).map(child => [child.id, child]));
    let at = from.firstChild;
    for (const next of [...to.childNodes]) {
      const kept = next.id && known.has(next.id) ? known.get(next.id) : at && same(at, next) ? at : null;
      if (!kept || !same(kept, next)) {
        from.insertBefore(document.importNode(next, true), at);
        continue;
      }
      if (kept === at) at = at.nextSibling;
      else from.insertBefore(kept, at);
      if (kept.nodeType !== Node.ELEMENT_NODE) {
        if (kept.data !== next.data) kept.data = next.data;
        continue;
      }
      morphAttributes(kept, next);
      morph(kept, next);
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  }

  function morphAttributes(kept, next) {
    for (const { name } of [...kept.attributes]) if (!next.hasAttribute(name) && name !== 'open') kept.removeAttribute(name);
    for (const { name, value } of next.attributes) if (name !== 'open' && kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  }

  function show(html) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    if (!next.getElementById('sentence')) return; // a proxy's page, and not the report
    if (next.documentElement.dataset.assets !== root.dataset.assets) return location.reload(); // another version of the agent
    const before = byId('sentence').textContent;
    for (const part of ['main', 'footer']) {
      const [now, then] = [document.querySelector(part), next.querySelector(part)];
      if (now && then) morph(now, then);
    }
    document.title = next.title;
    document.querySelector('link[rel=icon]').href = next.querySelector('link[rel=icon]').getAttribute('href');
    const after = byId('sentence').textContent;
    if (after !== before) news.textContent = `The verdict changed: ${after}.`;
  }

  async function ask() {
    if (paused || asking || document.hidden) return;
    asking = true;
    try {
      const response = await fetch(location.pathname, {
        headers: etag ? { 'If-None-Match': etag } : {},
        cache: 'no-store',
        signal: AbortSignal.timeout(GIVE_UP_AFTER),
      });
      if (response.status === 200) {
        const html = await response.text();
        if (paused) return;
        etag = response.headers.get('ETag');
        show(html);
      } else if (response.status !== 304) {
        return;
      }
      const date = Date.parse(response.headers.get('Date'));
      if (!Number.isNaN(date)) ahead = date - Date.now();
      lastContact = Date.now();
    } catch {
      // No answer: the time since the last one tells.
    } finally {
      asking = false;
      showTimes();
    }
  }

  live.addEventListener('click', () => {
    paused = !paused;
    live.setAttribute('aria-pressed', String(!paused));
    if (!paused) ask();
    showTimes();
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) ask(); });

  // --- copying -------------------------------------------------------------------------------------------------------------

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOldWay(text); // no clipboard over plain HTTP, other than on localhost
    }
  }

  function copyOldWay(text) {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'vh';
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    focused?.focus();
    return copied;
  }

  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const source = byId(button.dataset.copy);
    const copied = await copy(source.textContent + '\n');
    const details = source.closest('details');
    if (!copied && details) details.open = true;
    const word = button.querySelector('span');
    word.textContent = copied ? 'Copied' : 'Select and copy';
    button.dataset.done = copied ? 'yes' : 'no';
    news.textContent = copied ? 'The manifest is copied.' : 'Copying is not allowed here: the manifest is open, to be selected and copied.';
    setTimeout(() => {
      word.textContent = 'Copy';
      delete button.dataset.done;
    }, 2_000);
  });

  // --- links into, and prints of, what is closed ------------------------------------------------------------------------------

  const openTarget = () => {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    for (let details = target && target.closest('details'); details; details = details.parentElement.closest('details')) details.open = true;
    const own = target && target.querySelector(':scope > details.all');
    if (own) own.open = true;
  };
  window.addEventListener('hashchange', openTarget);

  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const details of opened) details.open = true;
  });
  window.addEventListener('afterprint', () => { for (const details of opened) details.open = false; });

  openTarget();
  showTimes();
  setInterval(showTimes, 1_000);
  setInterval(ask, POLL_EVERY);
  ask();
})();
