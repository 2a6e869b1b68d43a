// A list of people. Each selector is asked once of the whole page, and what it
// finds is dealt out to the rows: a hundred rows cost hardly more than one.

'use strict';

{
  const parts = globalThis[Symbol.for('add-to-crm:reader')];
  const { MOST, dom } = parts;
  const { contains, findAll, firstFound, nested, parentOf } = dom;

  const NONE = Object.freeze([]);

  parts.list = (rules, text, budget) => {
    // What can be seen of them; whoever holds something visible is it, too.
    const seen = (elements, around) => {
      const visible = new Set();
      for (const element of [...elements].reverse()) {
        if (!visible.has(element) && !text.shown(element)) continue;
        visible.add(element);
        const outer = around.get(element);
        if (outer) visible.add(outer);
      }
      return visible.size && visible.size < elements.length ? elements.filter((element) => visible.has(element)) : elements;
    };
    /**
     * An element and the only one inside it are one row, the outer; what holds
     * several is no row.
     */
    const rows = () => {
      let all = findAll(document, rules.items.join(','));
      // One selector with a mistake must not take the others along.
      if (!all.length) all = firstFound(document, rules.items);
      let around = nested(all);
      const visible = seen(all, around);
      if (visible !== all) {
        all = visible;
        around = nested(all);
      }
      const inside = new Map();
      for (const [element, outer] of around) {
        if (!outer) continue;
        const known = inside.get(outer);
        if (!known) inside.set(outer, [element]);
        else if (known.length < 2) known.push(element);
      }
      const holdsMany = (element) => {
        let one = element;
        while (inside.get(one)?.length === 1) [one] = inside.get(one);
        return inside.has(one);
      };
      return all.filter((element) => {
        const outer = around.get(element);
        return !holdsMany(element) && (!outer || holdsMany(outer));
      });
    };

    // What selectors find, by the row that it stands in.
    const dealer = (all) => {
      const own = new Set(all);
      const dealt = new Map();
      const deal = (selector) => {
        // What is said of the row itself or in steps is asked of each row.
        if (selector.includes(':scope') || selector.includes(' >> ')) return null;
        const hands = new Map();
        for (const element of findAll(document, selector)) {
          let row = parentOf(element);
          while (row && !own.has(row)) row = parentOf(row);
          const hand = hands.get(row);
          if (!hand) hands.set(row, [element]);
          else if (hand.length < MOST.texts * 10) hand.push(element);
        }
        return hands;
      };
      return (row, selector, one) => {
        let hands = dealt.get(selector);
        if (hands === undefined) {
          hands = deal(selector);
          dealt.set(selector, hands);
        }
        return hands === null ? dom.find(row, selector, one) : hands.get(row) ?? NONE;
      };
    };

    /** The people of the rows, and what is not rendered yet. */
    return () => {
      const roots = rows();
      const read = roots.slice(0, MOST.items);
      const fields = parts.fields(rules, text, budget, dealer(read), document);
      const items = [];
      const unrendered = [];
      const named = [];
      for (const root of read) {
        const item = { fields: fields.itemOf(root), key: fields.keysOf(root), jobs: [], experience: [] };
        if (item.fields.name) {
          items.push(item);
          named.push(root);
        } else if (item.fields.title || item.fields.company || item.fields.place) {
          items.push(item);
        } else if (item.key.length) {
          unrendered.push(item.key[0]);
        }
      }
      for (const selector of rules.unrendered ?? []) {
        for (const element of findAll(document, selector).slice(0, MOST.items)) {
          const [key] = fields.keyTexts(element, 1);
          if (key) unrendered.push(key);
          else if (!named.some((row) => contains(row, element) || contains(element, row))) unrendered.push('');
        }
      }
      return {
        items, roots, unrendered: unrendered.slice(0, MOST.items * 2), more: Math.max(0, roots.length - MOST.items), stale: false,
      };
    };
  };
}
