// The rows of a table, and above them the filters, the files and what stands out. The words of a report are
// shown as they are.
const dayText = value => {                     // "2018", "2018-04" or "2018-04-23" in the language of the page
  const [year, month, day] = value.split('-').map(Number);
  if (!month) return value;
  const form = { year: 'numeric', month: 'long', ...(day ? { day: 'numeric' } : {}), timeZone: 'UTC' };
  return new Date(Date.UTC(year, month - 1, day || 1)).toLocaleDateString(days, form);
};
const columnName = name => say(`column_${name}`);
const valueText = value => (`value_${value}` in words ? say(`value_${value}`) : value || '–');
// A reference begins with the symbol of its document.
const shownColumns = () => table.columns.filter(({ name, kind }) => kind !== 'address' && name !== 'document');

function drawTable() {
  rowCount.textContent = table ? say('of', counted(table.total), counted(table.all)) : '';
  drawFilters();
  drawAbove();
  drawRows();
}

function drawFilters() {
  const choices = table ? table.columns.filter(({ name, kind }) => kind === 'choice' && (wanted.all || name !== 'document')) : [];
  // A list that has the focus keeps it.
  const selects = choices.map(({ name }) => $(`.narrow-rows select[data-column="${name}"]`) || filterOf(name));
  for (const select of selects) {
    const name = select.dataset.column, counts = table.counts[name], chosen = wanted.chosen[name];
    if (chosen !== undefined && !counts.some(([value]) => value === chosen)) counts.unshift([chosen, 0]);
    // An option begins with "=", so that "" is a value as well.
    select.replaceChildren(new Option(say('tables_any', columnName(name)), ''),
      ...counts.map(([value, count]) => new Option(`${valueText(value)} (${counted(count)})`, `=${value}`)));
    select.value = chosen === undefined ? '' : `=${chosen}`;
    select.hidden = counts.length < 2 && chosen === undefined;
  }
  const files = $('.narrow-rows .files') || filesOf();
  files.hidden = !table?.total;
  const kept = [...selects, files];
  [...$('.narrow-rows').children].forEach(one => kept.includes(one) || one.remove());
  kept.forEach(one => one.parentNode || $('.narrow-rows').append(one));
  $('.narrow-rows').append(files);
}
function filterOf(name) {
  const select = make('select');
  select.dataset.column = name;
  select.setAttribute('aria-label', columnName(name));
  select.onchange = () => {
    delete wanted.chosen[name];
    if (select.value) wanted.chosen[name] = select.value.slice(1);
    refresh();
  };
  return select;
}
function filesOf() {
  const files = make('span', 'files');
  files.setAttribute('role', 'group');
  files.setAttribute('aria-label', say('tables_save'));
  files.append(make('span', '', say('tables_save')), ...Object.entries(FORMATS).map(([name, title]) => {
    const button = make('button', '', title);
    button.onclick = () => saveRows(name);
    return button;
  }));
  return files;
}

function drawAbove() {
  const above = [];
  if (table?.timeline?.marks.length) above.push(timelineOf(table.timeline));
  if (table?.missing?.length) above.push(missingOf(table.missing));
  $('.above-rows').replaceChildren(...above);
}
function missingOf(missing) {
  const box = make('div', 'missing'), list = make('ul');
  list.append(...missing.map(({ cited, count, address }) => {
    const item = make('li'), button = make('button', '', `${cited} (${counted(count)})`);
    button.title = say('tables_missing_rows', cited);
    button.onclick = () => { rowSearch.value = wanted.words = cited; refresh(); rowSearch.focus(); };
    item.append(button, ...(address ? [linkTo(address, '↗', say('official_tip') + ': ' + cited)] : []));
    return item;
  }));
  box.append(make('p', '', say('tables_missing')), list);
  return box;
}
function linkTo(address, text, title) {
  const link = make('a', '', text);
  Object.assign(link, { href: address, target: '_blank', rel: 'noopener noreferrer', title });
  link.setAttribute('aria-label', title);
  return link;
}

function drawRows() {
  const focused = document.activeElement?.closest?.('.rows th')?.dataset.column;
  $('.rows').replaceChildren(table?.total ? tableOf(shownColumns()) : emptyOf());
  drawEdges();
  if (focused) $(`.rows th[data-column="${focused}"] button`)?.focus();
}
function drawEdges() {
  $('.earlier').hidden = !table?.offset;
  $('.more').hidden = !table || table.offset + table.rows.length >= table.total;
}
function emptyOf() {
  const box = make('div', 'no-rows');
  if (!table) return box.append(make('p', '', say('tables_failed'))), box;
  const none = say(`none_${wanted.kind}${wanted.all ? '_asked' : ''}`);
  box.append(make('p', '', table.all ? say('tables_no_match') : none));
  if (!table.all) return box;
  const button = make('button', '', say('tables_clear'));
  button.onclick = clearRows;
  box.append(button);
  return box;
}

// As cards, the elements are no table to a browser, so their roles are said.
const withRole = (one, role) => { one.setAttribute('role', role); return one; };
function tableOf(columns) {
  const made = withRole(make('table'), 'table'), head = withRole(make('thead'), 'rowgroup'), rows = withRole(make('tbody'), 'rowgroup');
  const titles = withRole(make('tr'), 'row'), of = wanted.all ? say('tables_asked') : documents.get(shown).symbol;
  titles.dataset.sort = `${say('sort_by')}:`;
  titles.append(...columns.map(headOf));
  head.append(titles);
  rows.append(...table.rows.map((row, i) => rowOf(row, table.offset + i)));
  made.append(make('caption', '', `${say(`extract_${wanted.kind}`)} – ${of}`), head, rows);
  return made;
}
function headOf({ name }) {
  const head = withRole(make('th'), 'columnheader'), button = make('button', '', columnName(name)), isSorted = wanted.sort === name;
  head.scope = 'col';
  head.dataset.column = name;
  head.setAttribute('aria-sort', isSorted ? (wanted.down ? 'descending' : 'ascending') : 'none');
  const arrow = make('span', '', isSorted ? (wanted.down ? '▼' : '▲') : '');
  arrow.setAttribute('aria-hidden', 'true');
  button.append(arrow);
  button.onclick = () => { Object.assign(wanted, { sort: name, down: isSorted && !wanted.down }); refresh(); };
  head.append(button);
  return head;
}
function rowOf(row, index) {
  const made = withRole(make('tr'), 'row');
  made.dataset.row = index;
  made.append(...shownColumns().map(column => {
    const isNone = !row[column.name] || (column.name === 'ends' && row.ends === row.begins);   // a card leaves it out
    const cell = withRole(make('td', `of-${column.name}${isNone ? ' none' : ''}`), 'cell');
    cell.dataset.head = columnName(column.name);
    cell.append(cellOf(row, column, index));
    return cell;
  }));
  return made;
}
function cellOf(row, { name, kind }, index) {
  const value = row[name];
  if (name === 'reference') {
    const button = make('button', '', value);
    button.title = say('tables_open', value);
    button.dir = 'auto';
    button.onclick = () => openRow(index);
    return button;
  }
  if (name === 'cited' && row.in_library === 'yes') {
    const button = make('button', '', value);
    button.title = say('tables_open_report', value);
    button.onclick = () => openCited(row);
    return button;
  }
  if (name === 'cited' && row.address) return linkTo(row.address, value, say('official_tip') + ': ' + value);
  const text = make('span', '', kind === 'date' ? dayText(value) : kind === 'choice' && value ? valueText(value) : value);
  text.dir = 'auto';
  return text;
}
function focusRow(index) {
  const row = $(`.rows tr[data-row="${index}"]`);
  element.querySelectorAll('.rows tr.on').forEach(one => one.classList.remove('on'));
  row.classList.add('on');
  // Again after a frame: rows out of sight have only a likely height until they come into sight.
  const bring = () => { rowsBox.scrollTop += row.getBoundingClientRect().top - rowsBox.getBoundingClientRect().top - rowsBox.clientHeight / 3; };
  bring();
  requestAnimationFrame(bring);
  row.querySelector('button').focus({ preventScroll: true });
}
