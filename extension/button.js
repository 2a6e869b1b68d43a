// The button in the page: on Sales Navigator's lead pages, search results and
// lists, and on profiles. A click opens the popup; nothing leaves the page from
// here.
//
// One closed shadow root, one observer, no polling: the observer only sees to
// it that a page which renders itself anew does not lose the button. The rep may
// drag it along the edge and to the other side, with Alt and the arrow keys too.

(() => {
  const OFF = 'add-to-crm:off';
  // A page's form named "body" or "createElement" hides the document's own.
  const own = (name, ...given) => Document.prototype[name].apply(document, given);
  const part = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
  const listen = (act, ...given) => EventTarget.prototype[act].apply(document, given);
  // A second run of this script (an update, a setting turned on) takes over.
  listen('dispatchEvent', new CustomEvent(OFF));

  const EDGE = 24; // CSS pixels from the window's side
  const STEP = 40; // of a move by key
  const DRAG = 5; // from where a press is a drag
  const REST = 300; // milliseconds on a page before its person is asked for
  const PAUSE = 2000; // between two questions: no person browses faster
  const OTHER = { right: 'left', left: 'right' };
  let panel = false; // the side panel opens in the popup's place
  let spot = { side: 'right', up: EDGE };

  const PAGES = /^\/(sales\/(lead|people)\/|sales\/search\/people|sales\/lists\/people\/|in\/)/;

  const host = own('createElement', 'div');
  host.style.cssText = 'all: initial; position: fixed; z-index: 2147483000;';
  const shadow = host.attachShadow({ mode: 'closed' });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    button {
      font: 600 14px/20px system-ui, sans-serif;
      display: flex; align-items: center; justify-content: center; gap: 8px; white-space: nowrap; touch-action: none;
      padding: 10px 18px 10px 14px; border: 0; border-radius: 999px; cursor: pointer;
      color: #fff; background: #0b5cab;
      box-shadow: 0 2px 6px rgb(0 0 0 / .25), 0 6px 20px rgb(0 0 0 / .15);
    }
    button:hover { background: #084a8b; }
    button.matched { background: #2e7d32; }
    button.matched:hover { background: #1f5f23; }
    button:focus-visible { outline: 3px solid #ffb75d; outline-offset: 2px; }
    svg { width: 18px; height: 18px; }
    @media (forced-colors: active) { button { border: 1px solid; } }
    @media print { button { display: none; } }
  `);
  shadow.adoptedStyleSheets = [style];
  const button = own('createElement', 'button');
  button.type = 'button';
  const picture = own('createElementNS', 'http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  const path = own('createElementNS', 'http://www.w3.org/2000/svg', 'path');
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '2');
  path.setAttribute('stroke-linecap', 'round');
  picture.append(path);
  const words = own('createTextNode', '');
  button.append(picture, words);
  shadow.append(button);

  const PERSON = 'M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0 2c-4 0-8 2-8 5v1h11m5-9v8m-4-4h8';
  const TICK = 'm4 13 5 5L20 6';
  const WORDS = { add: 'action', known: 'button_known', reload: 'button_reload' };
  let says = Object.fromEntries(Object.entries(WORDS).map(([word, key]) => [word, chrome.i18n.getMessage(key)]));
  const show = (matched) => {
    words.data = matched ? says.known : says.add;
    path.setAttribute('d', matched ? TICK : PERSON);
    button.classList.toggle('matched', matched);
  };
  // As wide as the longer of its words: a page could tell by its size whether
  // somebody is known.
  const widen = () => {
    const now = words.data;
    button.style.width = '';
    const widths = [says.add, says.known].map((text) => {
      words.data = text;
      return button.getBoundingClientRect().width;
    });
    words.data = now;
    button.style.width = `${Math.ceil(Math.max(...widths))}px`;
    button.style.boxSizing = 'border-box';
  };

  // Where the extension was updated or removed, sending throws at once.
  const send = async (message) => {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      return undefined;
    }
  };
  const dead = () => !chrome.runtime?.id;

  // Asks about the address that is shown now: yes or no is all that comes back.
  let asked = -PAUSE;
  let asking;
  const look = () => {
    clearTimeout(asking);
    asking = setTimeout(async () => {
      asked = performance.now();
      const address = location.href;
      const matched = await send({ button: 'shown', address: address.slice(0, 4000) });
      if (dead()) off();
      else if (address === location.href) show(matched === true);
    }, Math.max(REST, asked + PAUSE - performance.now()));
  };

  const move = (side, up) => {
    const { height } = host.getBoundingClientRect();
    const most = Math.max(0, innerHeight - height);
    host.style.bottom = `${Math.min(Math.max(0, up), most)}px`;
    host.style[side] = `${EDGE}px`;
    host.style[OTHER[side]] = 'auto';
  };
  // What the page has fixed there itself: its chat, a banner.
  const under = () => {
    const { left, right, top, bottom } = host.getBoundingClientRect();
    const points = [[left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2]];
    for (const [x, y] of points) {
      for (const element of own('elementsFromPoint', x, y).slice(0, 20)) {
        for (let up = element, depth = 0; up && up !== host && depth < 30; up = up.parentElement, depth += 1) {
          if (getComputedStyle(up).position !== 'fixed') continue;
          const box = up.getBoundingClientRect();
          // A frame around the whole page is the page.
          if (box.width * box.height < innerWidth * innerHeight * 0.6) return box;
        }
      }
    }
    return null;
  };
  const settle = () => {
    if (!host.isConnected || dragged) return;
    host.style.visibility = 'visible';
    for (const side of [spot.side, OTHER[spot.side]]) {
      let { up } = spot;
      for (let tries = 0; tries < 10; tries += 1) {
        move(side, up);
        const box = under();
        if (!box) return;
        up = innerHeight - box.top + 8;
        if (up + host.getBoundingClientRect().height > innerHeight) break;
      }
    }
    host.style.visibility = 'hidden';
  };
  // A chat opens by a click or a key, and grows for a moment.
  let settling;
  const soon = () => {
    settling ??= setTimeout(() => { settling = undefined; settle(); }, REST);
  };
  const keep = () => send({ button: 'moved', ...spot });

  let pressed = null;
  let dragged = false;
  button.addEventListener('pointerdown', (event) => {
    if (!event.isTrusted || event.button !== 0) return;
    const box = host.getBoundingClientRect();
    pressed = { x: event.clientX, y: event.clientY, up: innerHeight - box.bottom };
    dragged = false;
    button.setPointerCapture(event.pointerId);
  });
  button.addEventListener('pointermove', (event) => {
    if (!pressed) return;
    const [x, y] = [event.clientX - pressed.x, event.clientY - pressed.y];
    dragged ||= Math.hypot(x, y) > DRAG;
    if (!dragged) return;
    spot = { side: event.clientX < innerWidth / 2 ? 'left' : 'right', up: Math.max(0, Math.round(pressed.up - y)) };
    move(spot.side, spot.up);
  });
  const released = () => {
    if (!pressed) return;
    pressed = null;
    if (!dragged) return;
    // At once: the page may be closed next.
    keep();
    // The click that ends a drag opens nothing.
    setTimeout(() => { dragged = false; settle(); });
  };
  button.addEventListener('pointerup', released);
  button.addEventListener('pointercancel', released);
  button.addEventListener('keydown', (event) => {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    const side = { ArrowLeft: 'left', ArrowRight: 'right' }[event.key];
    if (!event.isTrusted || !event.altKey || (!step && !side)) return;
    event.preventDefault();
    spot = { side: side ?? spot.side, up: Math.max(0, spot.up + (step ?? 0)) };
    settle();
    keep();
  });

  button.addEventListener('click', async (event) => {
    // A page can make clicks; only a person's opens anything.
    if (!event.isTrusted || dragged) return;
    await send({ button: 'clicked', panel });
    if (!dead()) return;
    // This copy can do nothing more.
    rest();
    words.data = says.reload;
    button.disabled = true;
  });

  let shown;
  const place = () => {
    if (!PAGES.test(location.pathname)) {
      host.remove();
      return;
    }
    if (dead()) {
      off();
      return;
    }
    if (!host.isConnected && part('body')) {
      part('body').append(host);
      if (!button.style.width) widen();
      settle();
    }
    if (shown !== location.href) {
      shown = location.href;
      show(false);
      look();
    }
  };
  const observer = new MutationObserver(place);
  const rest = () => {
    observer.disconnect();
    clearTimeout(asking);
    window.navigation?.removeEventListener('navigatesuccess', place);
    window.removeEventListener('resize', soon);
    for (const event of ['click', 'keyup']) listen('removeEventListener', event, soon, true);
    listen('removeEventListener', OFF, off);
    chrome.runtime?.onMessage?.removeListener(heard);
  };
  const off = () => {
    rest();
    host.remove();
  };
  const heard = (message) => {
    if (message?.button === 'off') off();
    if (message?.button === 'look') look();
    if (message?.button === 'words') ask();
  };
  listen('addEventListener', OFF, off);
  chrome.runtime.onMessage.addListener(heard);
  window.navigation?.addEventListener('navigatesuccess', place);
  window.addEventListener('resize', soon);
  for (const event of ['click', 'keyup']) listen('addEventListener', event, soon, true);
  // Where the rep has put it, what it opens, and what it says in the language of
  // the settings.
  // Unless it was moved it stands at the end of that language's lines.
  const ask = async () => {
    const answer = await send({ button: 'placed' });
    if (!answer) return;
    const matched = button.classList.contains('matched');
    says = answer.words;
    panel = answer.panel === true;
    host.lang = says.language;
    host.dir = says.direction;
    show(matched);
    if (host.isConnected) widen();
    const kept = answer.spot;
    if (OTHER[kept?.side] && Number.isFinite(kept.up)) spot = { side: kept.side, up: Math.max(0, kept.up) };
    else spot = { side: says.direction === 'rtl' ? 'left' : 'right', up: EDGE };
    settle();
  };
  ask();
  // Children of html and body alone: that is where a re-rendering page drops it.
  observer.observe(part('documentElement'), { childList: true });
  if (part('body')) observer.observe(part('body'), { childList: true });
  place();
})();
