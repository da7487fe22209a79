// The brief: quotations that are kept, in an order of the user's, with headings and notes. The browser stores
// it, and it is read anew before each change, so that what another tab has added is not lost.
const BRIEF = 'pilcrow-brief';
const list = one('.kept'), title = one('.pane-title'), file = one('input[type=file]');
let unstored = null, states = {};               // the brief if storage is switched off; what was found, by item
const style = () => stored('pilcrow-style') || 'un';
const blank = () => ({ title: '', items: [] });
function readBrief() {
  if (unstored) return structuredClone(unstored);
  try {
    const brief = JSON.parse(stored(BRIEF));
    return Array.isArray(brief?.items) ? brief : blank();
  } catch { return blank(); }
}
function writeBrief(brief) {
  try { localStorage.setItem(BRIEF, JSON.stringify(brief)); unstored = null; } catch {
    unstored = brief;
    tellHere(say('collect_full'));
  }
  drawBrief();
}
const change = work => { const brief = readBrief(); work(brief); writeBrief(brief); };
const newItem = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const identity = span => [span.document, span.language, span.paragraph, span.start, span.end, span.text].join('\n');

// Keeping, from the conversation and from the source. A second press takes the quotation out again.
const quotationsOf = brief => brief.items.filter(item => item.kind === 'quotation');
pilcrow.keptAll = () => new Set(quotationsOf(readBrief()).map(identity));
pilcrow.identity = identity;
pilcrow.keep = async span => {
  const there = quotationsOf(readBrief()).find(item => identity(item) === identity(span));
  if (there) return removeItem(there.id);
  const bare = { number: '', part: '', before: '', after: '', title: '', issued: '', digest: '' };
  const { document: symbol, language: of, paragraph, position, start, end, text, reference } = span;
  const asked = { document: symbol, language: of, paragraph, position, start, end, text, reference };
  const kept = await server.keep_quotation(asked).catch(() => null);
  change(brief => brief.items.push({ kind: 'quotation', id: newItem(), note: '', ...bare, ...asked, ...kept }));
  if (host.classList.contains('open')) compareBrief();
};
function removeItem(id) {
  const before = readBrief(), place = before.items.findIndex(item => item.id === id), item = before.items[place];
  if (!item) return;
  const next = list.children[place + 1] || list.children[place - 1];
  change(brief => { brief.items = brief.items.filter(other => other.id !== id); });
  tellHere(say('collect_removed'), () => change(brief => brief.items.splice(Math.min(place, brief.items.length), 0, item)));
  if (host.classList.contains('open')) (next?.querySelector('.item-x') || one('h2')).focus();
}
function move(id, to, button) {
  const place = readBrief().items.findIndex(item => item.id === id), count = readBrief().items.length;
  if (place < 0 || to < 0 || to >= count) return;
  change(brief => brief.items.splice(to, 0, ...brief.items.splice(place, 1)));
  button?.focus();
  tellHere(say('collect_at', to + 1, count));
}
const placeOf = id => readBrief().items.findIndex(item => item.id === id);
const setText = (id, name, text) => change(brief => { const item = brief.items.find(other => other.id === id); if (item) item[name] = text; });

function makeItem({ id, kind }) {
  const row = make('li', `kept-${kind}`), tools = make('div', 'item-tools');
  row.dataset.id = id;
  const tool = (sign, className, run) => {
    const button = make('button', className, sign);
    button.onclick = () => run(button);
    tools.append(button);
  };
  tool('↑', 'item-up', button => move(id, placeOf(id) - 1, button));
  tool('↓', 'item-down', button => move(id, placeOf(id) + 1, button));
  tool('✕', 'item-x', () => removeItem(id));
  const box = make(kind === 'heading' ? 'input' : 'textarea', 'item-text');
  box.dir = 'auto';
  box.maxLength = kind === 'heading' ? 300 : 20000;
  box.oninput = () => setText(id, kind === 'heading' ? 'text' : 'note', box.value);
  if (kind === 'heading') {
    named(box, say('heading'));
    box.placeholder = say('heading');
    row.append(box, tools);
  } else {
    const quote = make('blockquote'), line = make('div', 'item-line'), place = make('button', 'item-place');
    quote.dir = 'auto';
    place.onclick = () => openItem(id, place);
    line.append(place, make('span', 'item-state'));
    box.rows = 1;
    box.placeholder = say('collect_note');
    row.append(quote, line, make('div', 'item-now'), box, tools);
  }
  row.addEventListener('dragstart', event => { event.dataTransfer.setData('text/plain', id); event.dataTransfer.effectAllowed = 'move'; row.classList.add('dragged'); });
  row.addEventListener('dragend', () => { row.classList.remove('dragged'); row.draggable = false; });
  // Only a press outside of what can be typed in or selected drags the item.
  row.addEventListener('pointerdown', event => { row.draggable = event.pointerType === 'mouse' && event.target === tools; });
  return row;
}
function drawItem(row, item) {
  const box = row.querySelector('.item-text'), about = item.text.slice(0, 60);
  const text = item.kind === 'heading' ? item.text : item.note;
  if (box.value !== text) box.value = text;
  for (const [name, key] of [['up', 'collect_up'], ['down', 'collect_down'], ['x', 'collect_remove']]) {
    named(row.querySelector(`.item-${name}`), `${say(key)}: ${about}`);
  }
  if (item.kind === 'heading') return;
  box.setAttribute('aria-label', `${say('collect_note')}: ${item.reference}`);
  row.querySelector('blockquote').textContent = item.text;
  const found = states[item.id], state = row.querySelector('.item-state'), now = row.querySelector('.item-now');
  const place = row.querySelector('.item-place');
  place.textContent = found?.cited || item.reference;
  place.disabled = found?.state === 'no_report';
  row.dataset.state = found?.state || '';
  state.textContent = { same: () => say('word_for_word'), moved: () => say('collect_moved', found.now.reference),
    gone: () => say('collect_gone'), no_report: () => say('collect_no_report'), changed: () => say('collect_changed') }[found?.state]?.() || '';
  now.hidden = found?.state !== 'changed';
  now.dir = 'auto';
  now.textContent = now.hidden ? '' : `“${found.now.text}” (${found.now.reference})`;
}
function drawBrief() {                          // what is being typed in keeps the focus
  const brief = readBrief(), count = quotationsOf(brief).length;
  const rows = new Map([...list.children].map(row => [row.dataset.id, row]));
  brief.items.forEach((item, i) => {
    const row = rows.get(item.id) || makeItem(item);
    rows.delete(item.id);
    drawItem(row, item);
    if (list.children[i] !== row) list.insertBefore(row, list.children[i] || null);
  });
  rows.forEach(row => row.remove());
  if (title.value !== brief.title) title.value = brief.title;
  one('.pane-none').hidden = brief.items.length > 0;
  one('.save-brief').disabled = one('.new-brief').disabled = !brief.items.length;
  pilcrow.countKept?.(count);
  pilcrow.drawKept?.();
}

// Each quotation is compared with the library as it is now, when the brief is opened.
async function compareBrief() {
  const brief = readBrief();
  if (!quotationsOf(brief).length) return;
  const found = await server.compare_brief({ brief: { pilcrow_brief: 1, ...brief }, style: style() }).catch(() => null);
  if (!found) return tellHere(say('collect_failed'));
  states = Object.fromEntries(brief.items.map((item, i) => [item.id, found[i]]));
  drawBrief();
}
function openItem(id, from) {
  const item = readBrief().items.find(other => other.id === id), now = states[id]?.now;
  pilcrow.showWords(now || item, from);
}
list.addEventListener('dragover', event => event.preventDefault());
list.addEventListener('drop', event => {
  event.preventDefault();
  const row = event.target.closest('li'), id = event.dataTransfer.getData('text/plain');
  if (row && placeOf(id) >= 0) move(id, placeOf(row.dataset.id));
});

title.placeholder = say('collect_untitled');
named(title, say('collect_title'));
title.oninput = () => change(brief => { brief.title = title.value; });
one('.add-heading').onclick = () => {
  const id = newItem();
  change(brief => brief.items.push({ kind: 'heading', id, text: '' }));
  list.querySelector(`[data-id="${id}"] .item-text`).focus();
};
const replaceBrief = (brief, text) => {
  const before = readBrief();
  states = {};
  writeBrief(brief);
  tellHere(text, () => { writeBrief(before); compareBrief(); });
  compareBrief();
};
one('.new-brief').onclick = () => replaceBrief(blank(), say('collect_emptied'));
one('.open-brief').onclick = () => { file.value = ''; file.click(); };
file.onchange = async () => {
  const [chosen] = file.files;
  const read = await server.open_brief({ text: await chosen.text(), name: chosen.name, language }).catch(() => null);
  if (!read?.items) return tellHere(read?.error || say('collect_failed'));
  replaceBrief({ title: read.title, items: read.items.map(item => ({ ...item, id: newItem() })) }, say('collect_opened'));
};
const saveOpener = one('.save-brief'), formats = one('.pane-items');
const foldFormats = folded => { formats.hidden = folded; saveOpener.setAttribute('aria-expanded', String(!folded)); };
saveOpener.onclick = () => { foldFormats(!formats.hidden); if (!formats.hidden) formats.firstElementChild.focus(); };
formats.onclick = async event => {
  const { format } = event.target.dataset;
  if (!format) return;
  foldFormats(true);
  saveOpener.focus();
  const asked = { brief: { pilcrow_brief: 1, ...readBrief() }, format, style: style(), language };
  const saved = await server.save_brief(asked).catch(() => null);
  if (!saved?.content) return tellHere(saved?.error || say('collect_failed'));
  pilcrow.download(saved.name, saved.content);
};
one('.pane-menu').addEventListener('keydown', event => {
  if (event.key === 'Escape' && !formats.hidden) { event.preventDefault(); foldFormats(true); saveOpener.focus(); }
});
document.addEventListener('click', event => { if (!one('.pane-menu').contains(event.target)) foldFormats(true); });
window.addEventListener('storage', event => {
  if (event.key !== BRIEF && event.key !== null) return;
  drawBrief();
  if (host.classList.contains('open')) compareBrief();
});
document.addEventListener('change', event => {   // the citation style
  if (event.target.matches?.('.src .cite select') && host.classList.contains('open')) compareBrief();
});
pilcrow.openBrief = () => { openPane(); drawBrief(); compareBrief(); };
drawBrief();
