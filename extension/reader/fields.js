// Applies a site's rules: what a selector finds, taken as the rule says, for each
// field of a person; and the keys that tell whose a part of the page is.

'use strict';

{
  const parts = globalThis[Symbol.for('add-to-crm:reader')];
  const { MOST, dom } = parts;
  const { attribute, attributesOf, findAll, nextOf, parentOf, tidy } = dom;

  const NONE = Object.freeze([]);

  /**
   * @param {object} rules the rules, as in src/page/rules.rs
   * @param {object} text the texts' part
   * @param {object} budget the reading's
   * @param {Function} find finds a selector's elements in an item
   * @param {Node} scope where the rules look that look in the whole page
   */
  parts.fields = (rules, text, budget, find, scope) => {
    // The key behind one of the rules' texts, in small letters.
    const keyIn = (words) => {
      for (const after of rules.key.after) {
        const at = words.indexOf(after);
        if (at < 0) continue;
        const key = words.slice(at + after.length).split(/[,?/#)&]|%2C/)[0];
        try {
          return decodeURIComponent(key).toLowerCase();
        } catch {
          return key.toLowerCase();
        }
      }
      return '';
    };
    const hasKey = (words) => words.length <= MOST.text && rules.key.after.some((after) => words.includes(after));
    /** The attributes in an element that hold a key; around a person's item, too. */
    const keyTexts = (element, most) => {
      const texts = new Set();
      const look = (one) => {
        const all = attributesOf(one);
        for (let at = 0; at < all.length; at += 1) if (hasKey(all[at].value)) texts.add(all[at].value);
      };
      // What stands around a person's item is the page's; around a row, of many.
      for (let up = element; up; up = rules.kind === 'person' && parentOf(up)) look(up);
      if (texts.size >= most) return [...texts];
      for (const one of findAll(element, '*').slice(0, MOST.nodes)) {
        if (budget.spent() || texts.size >= most) break;
        look(one);
      }
      return [...texts];
    };
    /** A part of the page that says it is another person's: not renewed yet. */
    const others = (element) => {
      if (rules.kind !== 'person' || scope !== document) return false;
      const own = keyIn(dom.here());
      for (let up = element; up; up = parentOf(up)) {
        for (const { value } of attributesOf(up)) {
          const key = value.length <= MOST.text && value.includes('urn:') ? keyIn(value) : '';
          if (key) return key !== own;
        }
      }
      return false;
    };

    const partsOf = (element, root, rule) => {
      switch (rule.how) {
        case 'lines': return text.visible(element).split('\n');
        case 'bare': return [text.own(element)];
        case 'after': return [text.bare(nextOf(element))];
        case 'attribute': return [attribute(element, rule.attribute)];
        case 'keys': return keyTexts(element, MOST.texts);
        case 'present': return ['true'];
        default: {
          const lone = text.lone(element);
          if (lone !== null) return [lone];
          return text.shown(element) || !text.shown(root) ? [text.visible(element)] : NONE;
        }
      }
    };
    const taken = (found, root, rule, belongs) => {
      let texts = NONE;
      for (let at = 0; at < found.length && at < MOST.texts * 10; at += 1) {
        const element = found[at];
        if (belongs && !belongs(element)) continue;
        if (rule.page && others(element)) continue;
        for (const part of partsOf(element, root, rule)) {
          let words = tidy(part);
          if (rule.until) words = words.split(rule.until)[0].trim();
          if (!words) continue;
          if (texts === NONE) texts = [words];
          else if (texts.length < MOST.texts) texts.push(words);
        }
        if ((texts.length && !rule.all) || texts.length >= MOST.texts) break;
      }
      return texts;
    };
    const take = (root, rule, belongs) => {
      if (!rule.select) return taken([root], root, rule, belongs);
      const look = (one) => (rule.page ? dom.find(scope, rule.select, one) : find(root, rule.select, one));
      // The first element has the text nearly always.
      if (!rule.all && !belongs) {
        const first = look(true);
        const texts = taken(first, root, rule);
        if (texts.length || !first.length) return texts;
      }
      return taken(look(false), root, rule, belongs);
    };
    /** The texts of the first rule that finds any. */
    const first = (root, takes, belongs) => {
      for (const rule of takes ?? []) {
        const texts = take(root, rule, belongs);
        if (texts.length) return texts;
      }
      return NONE;
    };
    /** The fields of these names that the item has. */
    const fieldsOf = (root, names, belongs) => {
      const fields = {};
      for (const name of names) {
        const texts = first(root, rules.fields[name], belongs);
        if (texts.length) fields[name] = texts;
      }
      return fields;
    };
    // Those of a job stand in the jobs alone.
    const names = Object.keys(rules.fields).filter((name) => !name.startsWith('job'));
    return {
      fieldsOf, first, keyIn, keyTexts, others,
      /** All that is asked of a person's item but the jobs. */
      itemOf: (root) => fieldsOf(root, names),
      keysOf: (root) => first(root, rules.key.take),
    };
  };
}
