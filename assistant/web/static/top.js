// The bar at the top, and the habits of people at a keyboard.
const menu = element.querySelector('.menu'), opener = menu.querySelector('[data-act=save]'), items = menu.querySelector('.items');
const fold = folded => { items.hidden = folded; opener.setAttribute('aria-expanded', String(!folded)); };
const dark = on => document.body.classList.toggle('dark', on);
if (kept('pilcrow-theme')) dark(kept('pilcrow-theme') === 'dark');

element.addEventListener('click', event => {
  const { act, kind } = event.target.dataset;
  if (act === 'theme') kept('pilcrow-theme', dark() ? 'dark' : 'light');
  if (act === 'reports') document.querySelector('#drawer .toggle-button').click();
  if (act === 'source') document.querySelector('#panel').dispatchEvent(new CustomEvent('pilcrow:open'));
  if (act === 'save') { fold(!items.hidden); if (!items.hidden) items.firstElementChild.focus(); }
  if (kind) { fold(true); opener.focus(); document.querySelector(`#save-${kind}`).click(); }
});
menu.addEventListener('keydown', event => { if (event.key === 'Escape') { fold(true); opener.focus(); } });
document.addEventListener('click', event => { if (!menu.contains(event.target)) fold(true); });

element.querySelector('.logged').hidden = !props.value.logged;

// The server sets the value to a file: {turn, name, content in base 64}.
watch('value', () => {
  const { name, content } = props.value;
  if (!name) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(content), c => c.charCodeAt(0))]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});

document.addEventListener('keydown', event => {
  const box = document.querySelector('#q textarea'), typing = event.target.closest?.('input, textarea, select, [contenteditable=true]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.focus(); }
  if (event.key === 'ArrowUp' && event.target === box && !box.value) {     // the last question, to be edited
    const edit = [...document.querySelectorAll('#bot .user-row ~ .message-buttons-right button, #bot .user-row button')].pop();
    if (!edit) return;
    event.preventDefault();
    edit.click();
    setTimeout(() => document.querySelector('#bot .user-row textarea')?.focus(), 60);
  }
});
// A file that was chosen before is chosen anew: without this, the browser would say nothing of it.
document.addEventListener('click', event => {
  if (event.target.closest?.('#add')) for (const input of document.querySelectorAll('#drawer input[type=file]')) input.value = '';
}, true);
// What Gradio says in English only: the reasons under the flag, and the names of two buttons.
const renamed = { 'Copy message': 'copy', Feedback: 'feedback', ...props.value.reasons };
if (language !== 'en') new MutationObserver(() => {
  for (const one of document.querySelectorAll('.extra-feedback-option')) {
    if (renamed[one.textContent]) one.textContent = say(renamed[one.textContent]);
  }
  for (const one of document.querySelectorAll('#bot .icon-button')) {
    if (renamed[one.title]) one.ariaLabel = one.title = say(renamed[one.title]);
  }
}).observe(document.body, { childList: true, subtree: true });
