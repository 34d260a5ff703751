/**
 * The one key handler, as the browser loads it. Every page works without it. A key presses the first visible
 * element that carries it as `data-key`.
 */
export const keys = `'use strict';
(() => {
  const isTyping = ({ target }) => target.closest('input, textarea, select, [contenteditable]') !== null;
  const isVisible = (element) => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
  const find = (name, value) =>
    [...document.querySelectorAll('[' + name + '="' + CSS.escape(value) + '"]')].find(isVisible);
  const rows = () => [...document.querySelectorAll('[data-row]')];

  const step = (by) => {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]?.focus();
  };

  const press = (element) => {
    element.click();
    const details = element.closest('details');
    if (element.tagName !== 'SUMMARY' || !details) return;
    details.open = true;
    const first = details.querySelector('button');
    (element.hasAttribute('data-into') && first ? first : element).focus();
  };

  const close = (details) => {
    if (!details) return;
    details.open = false;
    details.querySelector('summary').focus();
  };

  let goesTo = false;
  document.addEventListener('keydown', (event) => {
    if (document.body.dataset.keys === 'off' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isTyping(event) || document.querySelector('dialog[open]')) return;
    const { key } = event;
    if (key === 'Escape') return close(document.activeElement.closest('details[open]'));
    if (goesTo) {
      goesTo = false;
      const link = find('data-go', key);
      if (link) event.preventDefault(), link.click();
      return;
    }
    if (key === 'g') { goesTo = true; return; }
    if (key === 'j' || key === 'k') return step(key === 'j' ? 1 : -1);
    if (key === '?') return document.getElementById('keys')?.showModal();
    if (!/^[a-z1-9]$/.test(key)) return;
    const element = find('data-key', key);
    if (!element) return;
    event.preventDefault();
    press(element);
  });

  document.querySelector('.countdown')?.addEventListener('animationend', ({ target }) => {
    target.closest('.notice').querySelector('form').remove();
    target.remove();
  });
})();
`;
