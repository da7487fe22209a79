// The reports of the library in the drawer. A tick says that a report is asked; its title opens it. The list
// comes from a function of the server that no build keeps waiting. What is ticked is kept by Gradio's own
// boxes, which are not visible: their names are the keys of the reports.
const MOST_SHOWN = 300, ORDER = 'pilcrow-order', LOOK_AGAIN = 5000;   // rows; milliseconds
const sieve = element.querySelector('input[type=search]'), order = element.querySelector('.sort');
const body = element.querySelector('.of-body'), list = element.querySelector('.shelf > ul');
let reports = [];
const boxes = () => [...document.querySelectorAll('#ticked input[type=checkbox]')];
const boxOf = key => boxes().find(box => box.name === key);
const bodyName = report => report.body in words ? say(report.body) : report.body;
const dayOf = report => report.issued && new Date(`${report.issued}T00:00`).toLocaleDateString(days, { dateStyle: 'medium' });
const compare = (a, b) => a.localeCompare(b, language, { numeric: true, sensitivity: 'base' });
const ORDERS = {                                // equal ones stay in the order of the library
  symbol: () => 0,
  date: (a, b) => (b.issued || '').localeCompare(a.issued || ''),
  title: (a, b) => compare(a.title || a.symbol, b.title || b.symbol),
  added: (a, b) => b.added.localeCompare(a.added),
};
sieve.placeholder = say('search_reports');
sieve.setAttribute('aria-label', say('search_reports'));
order.setAttribute('aria-label', say('sort_by'));
body.setAttribute('aria-label', say('body'));
for (const name of Object.keys(ORDERS)) order.add(new Option(say(`sort_${name}`), name));
order.value = stored(ORDER) in ORDERS ? stored(ORDER) : 'symbol';

function rowOf(report) {
  const row = document.createElement('li'), label = document.createElement('label'), box = document.createElement('input');
  box.type = 'checkbox';
  box.name = report.key;
  box.onchange = () => { const real = boxOf(report.key); if (real) real.click(); else box.checked = !box.checked; };
  const language_of = report.language === 'English' ? '' : ` (${report.language})`;
  const symbol = document.createElement('b'), about = document.createElement('span'), title = document.createElement('button');
  symbol.textContent = report.symbol + language_of;
  about.textContent = [dayOf(report), bodyName(report)].filter(Boolean).join(' · ');
  label.append(box, symbol);
  title.type = 'button';
  title.dir = 'auto';
  title.textContent = report.title || report.symbol;
  title.onclick = () => pilcrow.openGuide(report.key);
  const only = document.createElement('button');
  only.type = 'button';
  only.className = 'only';
  only.textContent = say('only_this');
  only.setAttribute('aria-label', `${say('only_this')}: ${report.symbol}`);
  only.onclick = () => pilcrow.askThese([report.key]);
  const head = document.createElement('div');
  head.className = 'row-head';
  const ends = make('span', 'row-end');
  ends.append(only);
  if (props.value.changes) {
    const remove = make('button', 'only remove', say('take_it_out'));
    remove.setAttribute('aria-label', `${say('take_it_out')}: ${report.symbol}`);
    remove.onclick = () => { remove.disabled = true; pilcrow.removeReport(report.key); };
    ends.append(remove);
  }
  head.append(label, ends);
  row.append(head, title, about);
  return row;
}

function draw() {
  const wanted = sieve.value.toLowerCase().split(/\s+/).filter(Boolean), names = [...new Set(reports.map(bodyName))].sort(compare);
  const chosen = names.includes(body.value) ? body.value : '';
  body.replaceChildren(new Option(say('all_bodies'), ''), ...names.map(name => new Option(name)));
  body.value = chosen;
  const text = report => [report.symbol, report.title, report.language, bodyName(report), dayOf(report)].join(' ').toLowerCase();
  const fitting = reports.filter(report => (!chosen || bodyName(report) === chosen) && wanted.every(word => text(report).includes(word)));
  fitting.sort(ORDERS[order.value]);
  list.replaceChildren(...fitting.slice(0, MOST_SHOWN).map(rowOf));
  const some = fitting.length < reports.length ? say('listed_reports', fitting.length, reports.length) : '';
  const more = fitting.length > MOST_SHOWN ? say('and_more', fitting.length - MOST_SHOWN) : '';
  element.querySelector('.shown-count').textContent = [some, more].filter(Boolean).join(' ');
  tick();
}

function tick() {                               // shows the ticks of Gradio's boxes
  const one = boxes().length < 2;
  element.querySelector('.ask-all').hidden = one || boxes().every(box => box.checked);
  element.classList.toggle('single', one);
  const real = new Map(boxes().map(box => [box.name, box.checked]));
  for (const box of list.querySelectorAll('input')) {
    box.disabled = !real.has(box.name);         // it was added a moment ago
    box.checked = real.get(box.name) ?? true;
  }
}

async function look() {
  const found = await server.list_reports('');          // Gradio calls no function without an argument
  if (!found) return;                          // the server is away
  const same = JSON.stringify(found) === JSON.stringify(reports);
  reports = found;
  if (same) tick(); else draw();
  if (reports.length !== boxes().length || reports.some(report => !boxOf(report.key))) pilcrow.refreshReports();
}
pilcrow.lookAtReports = look;
element.querySelector('.ask-all').onclick = () => pilcrow.askThese(boxes().map(box => box.name));
sieve.oninput = draw;
body.onchange = draw;
order.onchange = () => { stored(ORDER, order.value); draw(); };
let known = '', soon = 0;
pilcrow.boxesChanged = () => {                  // the reports of the library, or what is ticked
  soon ||= setTimeout(() => {
    soon = 0;
    const keys = boxes().map(box => box.name).join();
    if (keys === known) return tick();
    known = keys;
    look();
  });
};
pilcrow.leftOut = () => boxes().filter(box => !box.checked).map(box => box.name);
pilcrow.tickReport = key => { const box = boxOf(key); if (box && !box.checked) box.click(); };
pilcrow.boxesChanged();
setInterval(() => document.querySelector('#drawer.open') && !document.hidden && look(), LOOK_AGAIN);
