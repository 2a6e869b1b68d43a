// Notes the names that stand in a page when it turns to another address without
// loading: as long as one stands where it stood, the reader knows it for the
// person before (`left` in person.js). It runs where the button stands, and
// stays in a page that was read, for the side panel; it changes nothing there.

(() => {
  const LEFT = Symbol.for('add-to-crm:left');
  // Once in a page is enough.
  if (LEFT in globalThis || !window.navigation) return;
  globalThis[LEFT] = null;
  // A page's form named "title" hides the document's own.
  const titleOf = Object.getOwnPropertyDescriptor(Document.prototype, 'title').get;
  const textOf = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').get;
  const find = (selector) => [...Document.prototype.querySelectorAll.call(document, selector)];
  const whose = () => location.href.slice(0, 4000).split(/[?#,]/)[0];
  let last = whose();
  window.navigation.addEventListener('currententrychange', () => {
    if (whose() === last) return;
    last = whose();
    globalThis[LEFT] = {
      whose: last,
      at: performance.now(),
      title: titleOf.call(document),
      names: find('h1, h2, li.t-24, [data-anonymize="person-name"]').slice(0, 30)
        .map((element) => [element, textOf.call(element)]),
    };
  });
})();
