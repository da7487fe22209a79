// The check of a draft: a text that is pasted, or a file. The server compares its quotations with the reports
// and tells how far it is; it keeps nothing. A Word document with comments is made of the same draft.
const FILES = '.docx,.docm,.md,.markdown,.txt,.pdf,.html,.htm,.odt', MB = Math.floor(props.value.most / 1_000_000);
const OUTCOMES = ['found', 'elsewhere', 'drift', 'absent', 'not_checked', 'too_short'];
const form = one('.draft'), text = one('.draft textarea'), file = one('.draft input[type=file]'), running = one('.running');
const bar = one('progress'), only = one('.check-filter input'), listed = one('.verdicts');
let draft = null, work = null, verdicts = [];   // draft: {content, name}

named(text, say('check_paste'));
text.placeholder = say('check_placeholder');
named(bar, say('check_reading'));
bar.removeAttribute('title');
one('.draft-note').textContent = say('check_formats', MB);
file.accept = FILES;
const showPart = part => [form, running, one('.checked')].forEach(item => { item.hidden = item !== part; });

async function request(word) {
  const query = new URLSearchParams({ name: draft.name, language, word: word ? '1' : '' });
  work = new AbortController();
  const response = await fetch(`${serverRoot}/check?${query}`, { method: 'POST', body: draft.content, signal: work.signal });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail || say('check_broken'));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '', count = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(say('check_broken'));
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const event = JSON.parse(line);
      if (event.error) throw new Error(event.error);
      if (event.found || event.word) return event;
      if (event.quotations) { count = event.quotations; bar.max = count; bar.value = 0; }
      if (event.done) { bar.value = event.done; one('.running-at').textContent = say('check_progress', event.done, count); }
    }
  }
}
async function run(word, then) {
  const before = [form, one('.checked')].find(item => !item.hidden) || form;
  showPart(running);
  tellHere('');
  bar.removeAttribute('value');
  one('.running-at').textContent = say('check_reading');
  one('.running-stop').focus();
  try { then(await request(word)); } catch (problem) {
    showPart(before);
    if (problem.name !== 'AbortError') tellHere(problem instanceof TypeError ? say('check_broken') : problem.message);
    one('h2').focus();
  }
}
one('.running-stop').onclick = () => work.abort();

function check(content, name) {
  if (!name && !content.trim()) { tellHere(say('check_empty')); return text.focus(); }
  if ((content.size ?? 0) > props.value.most) return tellHere(say('check_large', MB));
  draft = { content, name };
  run(false, ({ found }) => {
    if (!found.length) { showPart(form); tellHere(say('check_none')); return text.focus(); }
    verdicts = found;
    only.checked = false;
    showPart(one('.checked'));
    drawVerdicts();
    one('h2').focus();
  });
}
form.onsubmit = event => { event.preventDefault(); check(text.value, ''); };
text.onkeydown = event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); check(text.value, ''); } };
one('.draft-file').onclick = () => { file.value = ''; file.click(); };
file.onchange = () => check(file.files[0], file.files[0].name);
pane.addEventListener('dragover', event => { if (event.dataTransfer.types.includes('Files')) { event.preventDefault(); pane.classList.add('dropping'); } });
pane.addEventListener('dragleave', event => { if (!pane.contains(event.relatedTarget)) pane.classList.remove('dropping'); });
pane.addEventListener('drop', event => {
  pane.classList.remove('dropping');
  const [dropped] = event.dataTransfer.files;
  if (!dropped) return;
  event.preventDefault();
  if (running.hidden) check(dropped, dropped.name);
});
one('.check-again').onclick = () => { showPart(form); tellHere(''); text.focus(); };
one('.check-word').onclick = () => run(true, ({ name, word }) => {
  showPart(one('.checked'));
  pilcrow.download(name, word);
  one('.check-word').focus();
});
only.onchange = drawVerdicts;

// The words in which the draft and the report differ are marked in both.
function markedText(whole, ranges, tag) {
  const parts = [];
  let last = 0;
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    if (start < last || end <= start) continue;
    parts.push(whole.slice(last, start), make(tag, '', whole.slice(start, end)));
    last = end;
  }
  return [...parts, whole.slice(last)];
}
function rangesOf(whole, differences) {         // where the words of the report are, one after the other
  let from = 0;
  return differences.filter(one => one.report).flatMap(({ report }) => {
    const start = whole.toLowerCase().indexOf(report.toLowerCase(), from);
    if (start < 0) return [];
    from = start + report.length;
    return [[start, from]];
  });
}
const line = (name, className, ...parts) => { const item = make(name, className); item.append(...parts); item.dir = 'auto'; return item; };
function differenceIn({ change, quoted, report, weight }) {
  const values = { changed: [quoted, report], 'left out': [report], added: [quoted] }[change];
  return say(`diff_${change.replace(' ', '_')}`, ...values) + (weight ? ` (${say(`weight_${weight}`)})` : '');
}
function rowOf(verdict) {
  const row = make('li', 'verdict'), { differences } = verdict;
  row.dataset.verdict = verdict.verdict;
  row.append(make('b', 'verdict-name', say(`verdict_${verdict.verdict}`)));
  row.append(line('blockquote', '', ...markedText(verdict.quotation, differences.map(one => [one.start, one.end]), 'del')));
  const cited = [...new Set(verdict.cited.map(source => source.text))].join('; ');
  if (cited && verdict.verdict !== 'found') row.append(line('p', '', `${say('check_said')} ${cited}`));
  if (['absent', 'too_short'].includes(verdict.verdict)) row.append(line('p', '', say(`meaning_${verdict.verdict}`)));
  verdict.remarks.forEach(remark => row.append(line('p', '', remark)));
  if (verdict.verdict === 'drift' && verdict.places.length) {
    const whole = verdict.places.map(place => place.text).join(' … ');
    row.append(line('p', 'verdict-head', say('check_report')), line('blockquote', 'of-report', ...markedText(whole, rangesOf(whole, differences), 'ins')));
    const list = make('ul', 'differences');
    list.append(...differences.map(one => line('li', '', differenceIn(one))));
    row.append(list);
  }
  const places = make('div', 'places');
  for (const place of verdict.places) {
    const button = make('button', 'item-place', place.reference);
    button.onclick = () => pilcrow.showWords(place, button);
    places.append(button);
  }
  if (verdict.more) places.append(make('span', '', say('and_more', verdict.more)));
  row.append(places);
  return row;
}
function drawVerdicts() {
  const counts = OUTCOMES.map(name => [name, verdicts.filter(one => one.verdict === name).length]).filter(([, count]) => count);
  const right = verdicts.every(one => one.verdict === 'found');
  one('.check-sum').textContent = [counts.map(([name, count]) => `${say(`verdict_${name}`)} (${count})`).join(' · '), right && say('check_right')].filter(Boolean).join('. ');
  one('.check-filter').hidden = right;
  listed.replaceChildren(...verdicts.filter(one => !only.checked || one.verdict !== 'found').map(rowOf));
}
pilcrow.openCheck = () => { openPane(); if (!form.hidden) text.focus(); };
