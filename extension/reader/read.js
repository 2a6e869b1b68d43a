// Puts the parts together: looks at the page until it has what is asked for, or
// the time is up, and says what it shows.

'use strict';

{
  const parts = globalThis[Symbol.for('add-to-crm:reader')];
  const { MOST, dom } = parts;
  const { attribute, contains, findAll, parentOf, rootOf, stateOf, bodyOf, textOf, tidy, titleOf } = dom;

  // A name is there and the rest may come: how long, in milliseconds.
  const QUIET = 300;
  const NOBODY = 800;
  const NAMED = 1000;
  const TURNING = 2000;
  // A page that has not loaded by then never will.
  const OLD = 30000;
  const LEFT = Symbol.for('add-to-crm:left');

  // The name in the tab's title: "(3) Ann Aasland | LinkedIn".
  const wordsOf = (text) => text.normalize('NFKD').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  // Writings without spaces and capitals: 백은지 is 은지 백.
  const letters = (words) => [...words.join('')].sort().join('');
  const uncased = (words) => !/[\p{Lu}\p{Ll}]/u.test(words.join(''));
  const same = (one, other) => one.every((word) => other.includes(word)) || other.every((word) => one.includes(word))
    || (uncased(one) && letters(one) === letters(other));
  const titleBy = (ends) => {
    const words = () => {
      const title = tidy(titleOf(document));
      if (ends && !ends.some((end) => title.endsWith(end))) return [];
      const name = wordsOf(title.replace(/^\(\p{Nd}+\+?\)\s*/u, '').split(' | ')[0]);
      // A single word is a name in writings that know no spaces alone.
      return name.length > 1 || /^[^\p{Lu}\p{Ll}]+$/u.test(name[0] ?? '') ? name : [];
    };
    /** Whether both name somebody, and not the same. */
    const denies = (name) => {
      const [own, other] = [ends ? words() : [], wordsOf(name)];
      return own.length > 0 && other.length > 0 && !same(own, other);
    };
    /** Whether it names somebody who stands in a heading. */
    const heads = () => {
      const own = words();
      return own.length > 0 && findAll(document, 'h1, h2, h3, [role="heading"]').slice(0, MOST.texts * 2)
        .some((heading) => { const name = wordsOf(tidy(textOf(heading))); return name.length > 0 && same(own, name); });
    };
    return { words, denies, heads };
  };

  /**
   * Reads the page by the rules, as in src/page/rules.rs; waits for a name, at
   * most `wait` milliseconds.
   */
  parts.read = async (rules, wait) => {
    const budget = parts.budget();
    const text = parts.text(budget, rules.kind === 'list');
    const title = titleBy(rules.title);
    const structured = rules.data ? parts.data(text, budget) : () => [];
    const list = parts.list(rules, text, budget);
    const person = parts.person(rules, text, budget, title);

    // A person who is opened over a list, in a panel: as much of the page around
    // them as holds no row.
    const panel = (rows) => {
      const own = rules.panelRules;
      if (!own) return [];
      for (const selector of own.items) {
        for (const item of findAll(document, selector).slice(0, MOST.texts)) {
          if (!text.shown(item) || rows.some((row) => contains(row, item) || contains(item, row))) continue;
          let scope = item;
          for (let up = parentOf(item); up && up !== bodyOf(document) && !rows.some((row) => contains(up, row)); up = parentOf(up)) scope = up;
          // A selector finds what stands in the scope, not the scope itself.
          const { items } = parts.person(own, parts.text(budget), budget, title, parentOf(scope) ?? scope)();
          if (items[0]?.fields.name) return items;
        }
      }
      return [];
    };
    const collect = () => {
      budget.renew();
      text.renew();
      if (rules.kind !== 'list') return { ...person(), panel: [] };
      const { roots, ...page } = list();
      return { ...page, panel: panel(roots) };
    };

    const busy = () => findAll(document, '[aria-busy="true"], .artdeco-loader, .initial-load-animation')
      .slice(0, MOST.texts).some(text.shown);
    const named = (page) => page.items.some((item) => item.fields.name) && !page.stale;
    const turning = (page) => title.denies(page.items[0]?.fields.name?.[0] ?? '');
    const whole = (page) => named(page) && !turning(page) && (!rules.jobs?.length
      || page.items.every((item) => item.fields.place && (item.jobs.length || item.experience.length)));
    const settled = (page, since) => {
      if (whole(page)) return true;
      if (turning(page)) return false;
      // A moment of quiet is enough where a name is there.
      if (named(page)) return rules.kind === 'list' || !rules.jobs?.length || performance.now() - since > QUIET;
      if (page.stale) return false;
      if (rules.data && structured().some((words) => words.includes('Person'))) return true;
      const quiet = stateOf(document) === 'complete' && performance.now() - since > NOBODY;
      return quiet && (rules.fields.name?.length === 0 || (rules.kind === 'person' && !busy() && title.heads()));
    };

    let page = collect();
    const start = performance.now();
    let changed = start; // when the page last did
    if (wait > 0) {
      let cost = 0;
      let namedAt = null;
      const observer = new MutationObserver(() => { changed = performance.now(); });
      observer.observe(document, { childList: true, subtree: true, characterData: true });
      for (;;) {
        const now = performance.now();
        if (!named(page)) namedAt = null;
        else namedAt ??= now;
        if (settled(page, changed) || now - start > wait || (namedAt !== null && now - namedAt > (turning(page) ? TURNING : NAMED))) break;
        // A page that takes long to read is looked at less often.
        const pause = 50 + 5 * cost;
        await new Promise((resolve) => { setTimeout(resolve, pause); });
        const before = performance.now();
        page = collect();
        cost = performance.now() - before;
      }
      observer.disconnect();
    }

    // All that a page says which says little: a check in place of a person.
    const allText = () => {
      const body = bodyOf(document);
      const words = body ? tidy(text.visible(body)) : '';
      return words.length <= 600 ? words : '';
    };
    const fresh = (make) => {
      budget.renew();
      return make();
    };
    // Something turns, and nothing comes of it: on a page of which nothing is
    // known nobody is waited for, on a profile as long as its network may take.
    const idle = () => {
      const now = performance.now();
      return (rules.fields.name?.length === 0 && now - changed > NOBODY) || now - (globalThis[LEFT]?.at ?? 0) > OLD;
    };
    // The rules find nobody, or of a person no more than the name.
    const poor = ({ items: [item] }) => rules.kind === 'person' && !(item?.fields.name && (item.fields.place || item.fields.headline));
    const [heading] = dom.find(document, 'h1', true);
    return {
      address: dom.here(),
      language: tidy(attribute(rootOf(document), 'lang')).slice(0, 35),
      headings: [titleOf(document), heading ? text.visible(heading) : '', named(page) ? '' : allText()].map((words) => tidy(words).slice(0, 600)),
      loading: page.stale || stateOf(document) === 'loading' || (busy() && !idle()),
      blocked: (rules.blocked ?? []).some((selector) => dom.find(document, selector, true).length > 0),
      items: page.stale ? [] : page.items,
      panel: page.panel,
      unrendered: page.unrendered,
      more: page.more,
      structured: page.stale ? [] : fresh(structured),
      outline: page.stale || !poor(page) ? [] : fresh(parts.outline(text)),
    };
  };
}
