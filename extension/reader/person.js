// A page about one person: the item that is of this address, and the jobs.

'use strict';

{
  const parts = globalThis[Symbol.for('add-to-crm:reader')];
  const { MOST, dom } = parts;
  const { contains, findAll, nested, parentOf, textOf, titleOf } = dom;

  const LEFT = Symbol.for('add-to-crm:left'); // see extension/reader/turns.js
  const STALE = 10000; // milliseconds after which a page has surely turned

  /**
   * @param {object} rules the rules
   * @param {object} text the texts' part
   * @param {object} budget the reading's
   * @param {object} title what the tab's title says
   * @param {Node} scope the document, or the panel that shows the person
   */
  parts.person = (rules, text, budget, title, scope = document) => {
    const fields = parts.fields(rules, text, budget, dom.find, scope);

    // What the item itself says of whose it is: 1 this address's, -1 another's.
    const agrees = (item) => {
      const own = fields.keyIn(dom.here());
      // One kind of key says nothing against another.
      const inner = (key) => (rules.key.inner ?? []).some((start) => key.startsWith(start.toLowerCase()));
      const keys = item.key.map(fields.keyIn).filter((key) => key && inner(key) === inner(own));
      if (!own || !keys.length) return 0;
      return keys.includes(own) ? 1 : -1;
    };
    // What stood there when the page turned to this address.
    const mark = () => {
      const left = globalThis[LEFT];
      return left?.whose === dom.here().split(/[?#,]/)[0] && performance.now() - left.at < STALE ? left : null;
    };
    const nameLeft = (root) => mark()?.names.some(([element, words]) => contains(root, element) && textOf(element) === words) ?? false;
    const titleLeft = () => mark()?.title === titleOf(document) && title.words().length > 0;

    const jobsIn = (elements, dated) => {
      const around = nested(elements);
      const own = (root) => (element) => {
        for (let up = element; up && up !== root; up = parentOf(up)) {
          if (around.has(up)) return false;
        }
        return true;
      };
      const jobs = [];
      const groups = new Set();
      for (const [root, outer] of around) {
        const job = fields.fieldsOf(root, ['jobTitle', 'jobCompany', 'jobDates', 'jobPage'], own(root));
        // Below a job a title makes another job; anything else is its description.
        if (!job.jobTitle && (outer || !job.jobCompany)) continue;
        if (outer) {
          // In the experience a text without a year is one of the description's.
          if (dated && job.jobDates && !job.jobDates.some((line) => /\p{Nd}{4}/u.test(line))) continue;
          for (let up = outer; up; up = around.get(up)) groups.add(up);
          const company = fields.first(outer, rules.fields.jobGroup, own(outer));
          if (company.length) job.jobCompany = company;
          const page = fields.first(outer, rules.fields.jobPage, own(outer));
          if (page.length) job.jobPage = page;
        }
        jobs.push([root, job]);
      }
      return jobs.filter(([root]) => !groups.has(root)).map(([, job]) => job).slice(0, MOST.texts);
    };
    const jobsOf = (selectors) => {
      for (const selector of selectors ?? []) {
        const found = findAll(scope, selector).slice(0, MOST.texts * 5);
        const jobs = jobsIn(text.seen(found.filter((element) => !fields.others(element))), selectors === rules.experience);
        if (jobs.length) return jobs;
      }
      return [];
    };

    const itemOf = (selector) => {
      const roots = text.seen(findAll(scope, selector).slice(0, MOST.texts));
      const items = roots.map((root) => ({ root, key: fields.keysOf(root) }));
      const item = items.find((one) => agrees(one) > 0) ?? items.find((one) => agrees(one) === 0) ?? items[0];
      if (!item) return null;
      const { root, key } = item;
      const read = { fields: fields.itemOf(root), key, jobs: jobsOf(rules.jobs), experience: [] };
      if (!read.jobs.length) read.experience = jobsOf(rules.experience);
      const says = agrees(item);
      const stale = says < 0 || (says === 0 && (read.fields.name ? nameLeft(root) : titleLeft()));
      return { items: [read], unrendered: [], more: 0, stale };
    };
    /**
     * The selectors of items stand in for each other: the first of an item with
     * a name has the person.
     */
    return () => {
      let first = null;
      for (const selector of rules.items) {
        const page = itemOf(selector);
        if (page?.items[0].fields.name) return page;
        first ??= page;
      }
      return first ?? { items: [], unrendered: [], more: 0, stale: titleLeft() };
    };
  };
}
