// The button in the page: on Sales Navigator's lead pages, search results and
// lists, and on profiles. A click opens the popup; nothing leaves the page from
// here.
//
// One closed shadow root, one observer, no polling: the observer only sees to
// it that a page which renders itself anew does not lose the button.

(() => {
  const OFF = 'add-to-crm:off';
  // A page's form named "body" or "createElement" hides the document's own.
  const own = (name, ...given) => Document.prototype[name].apply(document, given);
  const part = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
  const listen = (act, ...given) => EventTarget.prototype[act].apply(document, given);
  // A second run of this script (an update, a setting turned on) takes over.
  listen('dispatchEvent', new CustomEvent(OFF));

  const PAGES = /^\/(sales\/(lead|people)\/|sales\/search\/people|sales\/lists\/people\/|in\/)/;

  const host = own('createElement', 'div');
  host.style.cssText = 'all: initial; position: fixed; right: 24px; bottom: 24px; z-index: 2147483000;';
  const shadow = host.attachShadow({ mode: 'closed' });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    button {
      font: 600 14px/20px system-ui, sans-serif;
      display: flex; align-items: center; gap: 8px;
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
  const show = (matched) => {
    words.data = matched ? 'In your CRM' : 'Add to CRM';
    path.setAttribute('d', matched ? TICK : PERSON);
    button.classList.toggle('matched', matched);
  };
  // Asks about the address that is shown now: yes or no is all that comes back.
  const look = async () => {
    const address = location.href;
    const matched = await chrome.runtime.sendMessage({ button: 'shown', address }).catch(() => false);
    if (address === location.href) show(matched === true);
  };

  button.addEventListener('click', (event) => {
    // A page can make clicks; only a person's opens anything.
    if (!event.isTrusted) return;
    chrome.runtime.sendMessage({ button: 'clicked' }).catch(() => {
      // The extension was updated or removed: this copy can do nothing more.
      off();
    });
  });

  // The names that stand in the page when it turns to another address: as long
  // as one stands where it stood, the reader knows it for the person before.
  const whose = () => location.href.split(/[?#,]/)[0];
  let last = whose();
  const turned = () => {
    if (whose() === last) return;
    last = whose();
    const textOf = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').get;
    const names = [...own('querySelectorAll', 'h1, [data-anonymize="person-name"]')];
    globalThis[Symbol.for('add-to-crm:left')] = {
      whose: last,
      at: performance.now(),
      names: names.slice(0, 10).map((element) => [element, textOf.call(element)]),
    };
  };

  let shown;
  const place = () => {
    if (!PAGES.test(location.pathname)) {
      host.remove();
      return;
    }
    if (!host.isConnected && part('body')) part('body').append(host);
    if (shown !== location.href) {
      shown = location.href;
      show(false);
      look();
    }
  };
  const observer = new MutationObserver(place);
  const off = () => {
    observer.disconnect();
    window.navigation?.removeEventListener('navigatesuccess', place);
    window.navigation?.removeEventListener('currententrychange', turned);
    listen('removeEventListener', OFF, off);
    chrome.runtime?.onMessage?.removeListener(heard);
    host.remove();
  };
  const heard = (message) => {
    if (message?.button === 'off') off();
    if (message?.button === 'look') look();
  };
  listen('addEventListener', OFF, off);
  chrome.runtime.onMessage.addListener(heard);
  window.navigation?.addEventListener('navigatesuccess', place);
  window.navigation?.addEventListener('currententrychange', turned);
  // Children of html and body alone: that is where a re-rendering page drops it.
  observer.observe(part('documentElement'), { childList: true });
  if (part('body')) observer.observe(part('body'), { childList: true });
  place();
})();
