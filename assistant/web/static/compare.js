// Two dialogs: two reports side by side, and a saved conversation that is asked again. The server makes and
// escapes the HTML of both: assistant/comparison/columns.py and assistant/replay/output.py.
const [comparison, replayed] = element.querySelectorAll('dialog'), file = element.querySelector('input[type=file]');
const at = (dialog, selector) => dialog.querySelector(selector);
const [older, newer] = comparison.querySelectorAll('select'), pairs = at(comparison, '.pairs'), only = at(comparison, '.only');
const DIFFERS = '.is-changed, .is-added, .is-removed, .is-moved, .is-moved_away';
let place = -1, asked = 0, opened = '';
at(comparison, '.rows').setAttribute('aria-label', say('compare'));
at(replayed, '.rows').setAttribute('aria-label', say('replay'));
const tell = (dialog, text) => { at(dialog, '.told').textContent = text; };
for (const dialog of [comparison, replayed]) {
  at(dialog, '.close').onclick = () => dialog.close();
  dialog.addEventListener('close', () => pilcrow.closed(dialog.className));
}
function show(dialog) {
  if (!dialog.open) dialog.showModal();
  at(dialog, 'h2').focus();
  if (pilcrow.isNarrow()) pilcrow.opened(dialog.className, () => dialog.close());
}

function draw(found) {
  place = -1;
  at(comparison, '.facts').replaceChildren(...(found?.facts || []).map(text => {
    const line = document.createElement('li');
    line.textContent = text;
    line.dir = 'auto';
    return line;
  }));
  pairs.innerHTML = found?.rows || '';           // escaped by the server
  at(comparison, '.steps').hidden = !found?.rows;
  at(comparison, '.rows').scrollTop = 0;
  filter();
}
function filter() {
  comparison.classList.toggle('all', !only.checked);
  at(comparison, '.at').textContent = say('of', place + 1, pairs.querySelectorAll(DIFFERS).length);
}
async function run() {
  const number = ++asked;
  if (!older.value || !newer.value || older.value === newer.value) {
    draw(null);
    return tell(comparison, say(older.options.length > 2 ? 'compare_choose' : 'compare_one'));
  }
  tell(comparison, say('compare_busy'));
  draw(null);
  const found = await server.compare_reports({ old: older.value, new: newer.value, language }).catch(() => null);
  if (number !== asked) return;                  // another was chosen meanwhile
  draw(found);
  tell(comparison, found ? found.problem || '' : say('gone_report'));
}
function step(by) {
  const found = [...pairs.querySelectorAll(DIFFERS)];
  if (!found.length) return;
  found[place]?.classList.remove('now');
  place = place < 0 && by < 0 ? found.length - 1 : (place + found.length + by) % found.length;
  found[place].classList.add('now');
  found[place].scrollIntoView({ block: 'center' });
  filter();
}
at(comparison, '.back').onclick = () => step(-1);
at(comparison, '.on').onclick = () => step(1);
only.onchange = filter;
older.onchange = newer.onchange = run;
pairs.addEventListener('click', event => {
  const { key, position } = event.target.dataset;
  if (key === undefined) return;
  comparison.close();
  pilcrow.openParagraph(key, Number(position));
});

pilcrow.compare = async key => {
  show(comparison);
  if (opened === key && pairs.firstChild) return;
  opened = key;
  draw(null);
  const reports = await server.list_compared('').catch(() => null) || [];
  const name = report => `${report.symbol}${report.language === 'English' ? '' : ` (${report.language})`} ${report.title}`.slice(0, 90);
  for (const select of [older, newer]) select.replaceChildren(new Option('–', ''), ...reports.map(report => new Option(name(report), report.key)));
  // With one other report there is nothing to choose; else this one stands first, and the other is asked for.
  const others = reports.filter(report => report.key !== key);
  newer.value = others.length === 1 ? key : '';
  older.value = others.length === 1 ? others[0].key : key;
  run();
};

pilcrow.replay = () => file.click();
file.onchange = async () => {
  const [chosen] = file.files;
  if (!chosen) return;
  at(replayed, '.rows').replaceChildren();
  show(replayed);
  tell(replayed, say('replay_busy'));
  const text = await chosen.text();
  file.value = '';                               // the same file can be chosen again
  const found = await server.replay_saved({ text, name: chosen.name, language }).catch(() => null);
  tell(replayed, found ? found.problem || '' : say('replay_failed'));
  at(replayed, '.rows').innerHTML = found?.html || '';   // escaped by the server
};
