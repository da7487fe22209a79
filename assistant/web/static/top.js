// The bar at the top, and the keys that people expect.
const menu = element.querySelector('.menu'), opener = menu.querySelector('[data-act=save]'), items = menu.querySelector('.items');
const fold = folded => { items.hidden = folded; opener.setAttribute('aria-expanded', String(!folded)); };
const dark = on => document.body.classList.toggle('dark', on);
if (stored('pilcrow-theme')) dark(stored('pilcrow-theme') === 'dark');

element.addEventListener('click', event => {
  const { act, kind } = event.target.closest('button')?.dataset || {};
  if (act === 'theme' || act === 'shade') stored('pilcrow-theme', dark() ? 'dark' : 'light');
  if (act === 'reports') pilcrow.openReports();
  if (act === 'source') pilcrow.openSource();
  if (act === 'save') { fold(!items.hidden); if (!items.hidden) [...items.querySelectorAll('button')].find(item => item.offsetParent)?.focus(); }
  if (act === 'collect') pilcrow.openBrief();
  if (act === 'check') { fold(true); pilcrow.openCheck(); }
  if (act === 'print') { fold(true); opener.focus(); pilcrow.print(false); }
  if (act === 'replay') { fold(true); opener.focus(); pilcrow.replay(); }
  if (kind) { fold(true); opener.focus(); pilcrow.save(kind); }
});
menu.addEventListener('keydown', event => { if (event.key === 'Escape' && !items.hidden) { event.preventDefault(); fold(true); opener.focus(); } });
document.addEventListener('click', event => { if (!menu.contains(event.target)) fold(true); });

element.querySelector('.logged').hidden = !props.value.logged;

// The server sets the value to a file: {turn, name, content in base 64}.
watch('value', () => { if (props.value.name) pilcrow.download(props.value.name, props.value.content); });
pilcrow.download = (name, content) => {        // content: the bytes of the file in base 64
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(content), c => c.charCodeAt(0))]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
// The button of the brief says how many quotations are kept.
const collector = element.querySelector('[data-act=collect]');
pilcrow.countKept = count => {
  collector.querySelector('.kept-count').textContent = count ? `(${count})` : '';
  collector.title = say('collect_tip');
  collector.setAttribute('aria-label', `${say('collect')}${count ? ` (${count})` : ''}`);
};
pilcrow.countKept(0);
// On a small screen, the menu has more than the ways to save.
const nameMenu = () => { opener.title = say(pilcrow.isNarrow() ? 'more' : 'save_tip'); opener.setAttribute('aria-label', opener.title); };
nameMenu();
addEventListener('resize', nameMenu);

document.addEventListener('keydown', event => {
  const box = document.querySelector('#q textarea'), typing = event.target.closest?.('input, textarea, select, [contenteditable=true]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.focus(); }
  const editing = event.target.matches?.('#bot .user-row textarea') && !event.isComposing;
  if (editing && event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); pilcrow.endEdit(true); }
  if (editing && event.key === 'Escape') { event.preventDefault(); pilcrow.endEdit(false); }
  if (event.key === 'ArrowUp' && event.target === box && !box.value && pilcrow.editLast()) event.preventDefault();
}, true);
