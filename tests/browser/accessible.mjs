// What people meet who use a keyboard or a screen reader: axe's rules, and the Tab key.

import assert from 'node:assert/strict';
import axe from 'axe-core';

/** The rules of WCAG 2.2 AA, by axe's names. */
export const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** In the page: what axe finds by these rules, and whether it is wider than its window. */
export const found = (axe, rules) => axe.run({ runOnly: rules }).then(({ violations }) => ({
  violations: violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
  wide: document.documentElement.scrollWidth > innerWidth,
}));

/** Nothing stands in anybody's way, and a page is no wider than its window. */
export const nothingInTheWay = ({ violations, wide }, state) => {
  assert.deepEqual(violations, [], state);
  assert.equal(wide, false, `${state} is wider than its window`);
};

/** The same of a page as it is shown now. */
export const accessible = async (page, state) => {
  await page.evaluate(axe.source);
  nothingInTheWay(await page.evaluate(`(${found})(axe, ${JSON.stringify(RULES)})`), state);
};

/** Goes to a control with the Tab key, from wherever the focus is. */
export const tabTo = async (page, control) => {
  const here = () => control.evaluate((element) => element === document.activeElement);
  for (let steps = 0; !(await here()); steps += 1) {
    assert.ok(steps < 120, `the Tab key does not reach ${control}`);
    await page.keyboard.press('Tab');
  }
};
