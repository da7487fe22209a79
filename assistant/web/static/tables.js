// Tables in place of the text: what reports recommend, their dates, and what they cite. The server searches,
// filters, sorts and counts; the page has some of the rows. rows.js draws them, timeline.js the timeline.
const KINDS = ['recommendations', 'dates', 'references'], FORMATS = { xlsx: 'Excel', csv: 'CSV', docx: 'Word', md: 'Markdown' };
const ROWS = 200, MOST_ROWS = 500, MOST_PRINTED = 5000, TYPING = 400;   // rows at once; milliseconds
const FIRST_BY = { dates: 'begins' };           // by which column a table is sorted at first; else as in the report
const rowsBox = $('.rows-box'), rowSearch = $('.ask-rows input'), extent = $('.extent'), rowCount = $('.row-count');
const wanted = { kind: KINDS[0], all: false, words: '', chosen: {}, sort: '', down: false };
let table = null, drawnFor = '';               // what list_rows returned, and for what it was asked
const WIDE = 800;                              // pixels that a table needs; where there are fewer, rows are cards
let asking = false, askAgain = false, typing = 0;
const counted = number => number.toLocaleString(days);

rowSearch.placeholder = say('tables_search');
extent.add(new Option(say('tables_this'), ''));
extent.add(new Option(say('tables_asked'), 'all'));
$('.kinds').append(...KINDS.map(kind => {
  const button = make('button', '', say(`extract_${kind}`));
  button.dataset.kind = kind;
  button.onclick = () => { chooseKind(kind); refresh(); };
  return button;
}));
function chooseKind(kind) {
  if (kind !== wanted.kind) Object.assign(wanted, { kind, chosen: {} });
  Object.assign(wanted, { sort: FIRST_BY[kind] || 'reference', down: false });
  element.querySelectorAll('.kinds button').forEach(one => one.setAttribute('aria-pressed', String(one.dataset.kind === kind)));
}
chooseKind(wanted.kind);

const asked = () => ({ ...wanted, all: undefined, key: wanted.all ? '' : shown, left_out: wanted.all ? pilcrow.leftOut() : [] });
// Returns null if the server is away, or refuses because too much was asked of it in a minute.
async function askRows(offset, limit, above) {
  const found = await server.list_rows({ ...asked(), offset, limit, above }).catch(() => null);
  return found?.rows ? found : null;
}

// One request at a time: what is typed meanwhile is asked for after it.
async function refresh() {
  if (!tabled || !shown) return;
  if (asking) { askAgain = true; return; }
  asking = true;
  rowsBox.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => { rowCount.textContent = say('tables_wait'); }, 500);
  let found, request;
  do {
    askAgain = false;
    request = JSON.stringify(asked());
    found = await askRows(0, ROWS, true);
  } while (askAgain);
  clearTimeout(slow);
  asking = false;
  rowsBox.removeAttribute('aria-busy');
  table = found;
  drawnFor = found ? request : '';
  drawTable();
  rowsBox.scrollTop = 0;
  announce(rowCount.textContent);
}

// Further rows, after those that are shown or before them.
async function addRows(offset, limit) {
  const before = table, found = await askRows(offset, limit, false);
  if (table !== before || !found) return false;
  if (found.version !== table.version) { refresh(); return false; }
  return found;
}
async function showMore() {
  const found = await addRows(table.offset + table.rows.length, ROWS);
  if (!found) return;
  const first = found.offset;
  table.rows.push(...found.rows);
  $('.rows tbody').append(...found.rows.map((row, i) => rowOf(row, first + i)));
  drawEdges();
  focusRow(first);
}
async function showEarlier() {
  const offset = Math.max(0, table.offset - ROWS), found = await addRows(offset, table.offset - offset);
  if (!found) return;
  table.rows.unshift(...found.rows);
  table.offset = offset;
  $('.rows tbody').prepend(...found.rows.map((row, i) => rowOf(row, offset + i)));
  drawEdges();
  focusRow(offset + found.rows.length - 1);
}
async function showRow(index) {
  if (index < table.offset || index >= table.offset + table.rows.length) {
    const found = await addRows(Math.max(0, index - 5), ROWS);
    if (!found) return;
    Object.assign(table, { rows: found.rows, offset: found.offset });
    drawRows();
  }
  focusRow(index);
}
// What is printed is the whole table, not what has been looked at.
async function showAllRows() {
  while (table && table.offset + table.rows.length < Math.min(table.total, table.offset + MOST_PRINTED)) {
    const found = await addRows(table.offset + table.rows.length, MOST_ROWS);
    if (!found?.rows.length) return;
    table.rows.push(...found.rows);
    drawRows();
  }
}
new ResizeObserver(() => $('.tables').classList.toggle('wide', $('.tables').clientWidth >= WIDE)).observe($('.tables'));
$('.more').onclick = showMore;
$('.earlier').onclick = showEarlier;

async function saveRows(file_format) {
  announce(say('tables_saving'));
  const file = await server.save_rows({ ...asked(), format: file_format, language }).catch(() => null);
  if (!file?.content) return pilcrow.tell(say('tables_failed'));
  pilcrow.download(file.name, file.content);
}

rowSearch.oninput = () => {
  wanted.words = rowSearch.value;
  clearTimeout(typing);
  typing = setTimeout(refresh, TYPING);
};
extent.onchange = () => { wanted.all = !!extent.value; wanted.chosen = {}; refresh(); };
function clearRows() {
  rowSearch.value = wanted.words = '';
  wanted.chosen = {};
  refresh();
  rowSearch.focus();
}

// The view: it stays while the report changes, and is left for a sentence that the user opens.
function openTables(kind) {
  if (kind) chooseKind(kind);
  if (kind) wanted.all = !!(extent.value = '');
  if (!tabled) setView('tables');
  if (drawnFor !== JSON.stringify(asked())) return refresh();
  rowsBox.scrollTop = openTables.from || 0;
}
function leaveTables() {
  if (!tabled) return;
  openTables.from = rowsBox.scrollTop;
  setView(wantsPage && documents.get(shown)?.original ? 'page' : 'text');
}
$('.as-tables').onclick = () => openTables();
function reportChanged() {
  setView.from = 0;
  if (tabled && !wanted.all) refresh();
}

// All rows that are shown become citations, between which one goes back and forth in the text.
function openRow(index) {
  opener = $('.as-tables');
  found = [];
  // The words of a heading are in no paragraph that could be marked.
  citations = table.rows.map(row => (row.where === 'heading' ? { key: keyOf(row), paragraph: row.position, context: [] } : { ...spanOf(row), context: [], quote: row.text }));
  element.querySelectorAll('.rows tr.on').forEach(row => row.classList.remove('on'));
  $(`.rows tr[data-row="${index}"]`).classList.add('on');
  leaveTables();
  show(index - table.offset).then(() => focusText());
}
// Another report of the library, at the paragraph that is named if it has it.
async function openCited(row) {
  const report = await load(row.cited);
  if (!report) return pilcrow.tell(say('gone_report'));
  leaveTables();
  const number = /\d[\d.]*/.exec(row.pinpoint)?.[0], paragraph = number && sameLabel(number.replace(/\.$/, ''))[0];
  if (!paragraph) return pilcrow.openGuide(report.key);
  citations = [{ key: report.key, paragraph: numberOf(paragraph), context: [] }];
  found = [];
  show(0).then(() => focusText());
}

// In the guide of a report: its tables. How many rows they have is asked for when the buttons are in sight.
function tableButtons(report) {
  const box = make('div', 'guide-tables');
  box.append(make('p', 'guide-head', say('as_tables')), ...KINDS.map(kind => {
    const button = make('button', '', say(`extract_${kind}`));
    button.onclick = () => { openTables(kind); focusText(); };
    return button;
  }));
  const sight = new IntersectionObserver(async seen => {
    if (!seen.some(one => one.isIntersecting)) return;
    sight.disconnect();
    const counts = await (report.counts ??= server.count_rows({ key: report.key }).catch(() => null));
    if (counts?.[KINDS[0]] !== undefined) box.querySelectorAll('button').forEach((button, i) => { button.textContent = `${say(`extract_${KINDS[i]}`)} (${counted(counts[KINDS[i]])})`; });
  });
  sight.observe(box);
  return box;
}
