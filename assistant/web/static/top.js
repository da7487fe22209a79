// The bar at the top, and the keys that people expect.
const menu = element.querySelector('.menu'), opener = menu.querySelector('[data-act=save]'), items = menu.querySelector('.items');
const fold = folded => { items.hidden = folded; opener.setAttribute('aria-expanded', String(!folded)); };
const dark = on => document.body.classList.toggle('dark', on);
if (stored('pilcrow-theme')) dark(stored('pilcrow-theme') === 'dark');

element.addEventListener('click', event => {
  const { act, kind } = event.target.dataset;
  if (act === 'theme') stored('pilcrow-theme', dark() ? 'dark' : 'light');
  if (act === 'reports') pilcrow.openReports();
  if (act === 'source') pilcrow.openSource();
  if (act === 'save') { fold(!items.hidden); if (!items.hidden) items.firstElementChild.focus(); }
  if (act === 'print') { fold(true); opener.focus(); pilcrow.print(false); }
  if (act === 'replay') { fold(true); opener.focus(); pilcrow.replay(); }
  if (kind) { fold(true); opener.focus(); pilcrow.save(kind); }
});
menu.addEventListener('keydown', event => { if (event.key === 'Escape' && !items.hidden) { event.preventDefault(); fold(true); opener.focus(); } });
document.addEventListener('click', event => { if (!menu.contains(event.target)) fold(true); });

element.querySelector('.logged').hidden = !props.value.logged;

// The server sets the value to a file: {turn, name, content in base 64}.
pilcrow.download = (name, content) => {        // content: the bytes of the file in base 64
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(content), c => c.charCodeAt(0))]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
watch('value', () => { if (props.value.name) pilcrow.download(props.value.name, props.value.content); });

document.addEventListener('keydown', event => {
  const box = document.querySelector('#q textarea'), typing = event.target.closest?.('input, textarea, select, [contenteditable=true]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.focus(); }
  const editing = event.target.matches?.('#bot .user-row textarea') && !event.isComposing;
  if (editing && event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); pilcrow.endEdit(true); }
  if (editing && event.key === 'Escape') { event.preventDefault(); pilcrow.endEdit(false); }
  if (event.key === 'ArrowUp' && event.target === box && !box.value && pilcrow.editLast()) event.preventDefault();
}, true);
