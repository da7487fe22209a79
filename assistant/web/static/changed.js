// Where the words of an answer are in the report as it is now: a report may be built anew after the answer.
// state: "same", "moved" (in another paragraph), "note" (in a footnote), "changed" (its paragraph has other
// words), "gone" (there is no such paragraph).
const textOf = paragraph => paragraph?.querySelector('p').textContent || '';
const isThere = one => !['changed', 'gone'].includes(one.state);
const numberOf = paragraph => Number(paragraph.id.slice(2));
const noteWith = (paragraph, text) => [...paragraph?.querySelectorAll('.note') || []].find(
  note => note.lastElementChild.textContent.includes(text));
const inWords = text => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []);
const shared = (words, others) => [...words].filter(word => others.has(word)).length;

// The text of a row is that of its cells, each after its header, as in corpus/table.py.
const rowText = row => {
  const heads = [...row.closest('table').querySelectorAll('th')].map(head => head.textContent);
  return [...row.cells].map((cell, i) => cell.textContent && [heads[i], cell.textContent].filter(Boolean).join(': ')).filter(Boolean).join('; ');
};
const rowsText = rows => rows.map(rowText).join('\n');

// The quoted rows of a table: where they were, else wherever the report has the same rows now.
function settledRows(one) {
  const { index, first, rows: { length } } = one.table, all = [...body.querySelectorAll('.table tbody tr')];
  const begin = body.querySelectorAll(`#t-${CSS.escape(index)} tbody tr`)[first];
  const rows = [begin, ...all].filter(Boolean).map(row => all.slice(all.indexOf(row), all.indexOf(row) + length))
    .find(some => rowsText(some) === one.said.text);
  return rows ? { ...one, rows, state: 'same' } : { ...one, rows: [], paragraph: -1, state: 'gone' };
}

function settled(one) {
  if (one.key !== shown || !one.said) return one;
  if (one.table) return settledRows(one);
  const { position, paragraph: label, text } = one.said, there = paragraphs[position];
  const same = label ? sameLabel(label) : [];
  if (there?.dataset.label === label && textOf(there).slice(one.said.start, one.said.end) === text) {
    return { ...one, paragraph: position, start: one.said.start, end: one.said.end, state: 'same' };
  }
  if (noteWith(there, text)) return { ...one, paragraph: position, start: 0, end: 0, state: 'note' };
  const home = [...same, there, ...paragraphs].find(paragraph => textOf(paragraph).includes(text));
  if (home) {
    const start = textOf(home).indexOf(text), state = home.dataset.reference === one.said.reference ? 'same' : 'moved';
    return { ...one, paragraph: numberOf(home), start, end: start + text.length, state };
  }
  const noted = paragraphs.find(paragraph => noteWith(paragraph, text));
  if (noted) return { ...one, paragraph: numberOf(noted), start: 0, end: 0, state: 'moved' };
  if (!same.length) return { ...one, paragraph: -1, start: 0, end: 0, state: 'gone' };
  return { ...one, ...likest(text, same), state: 'changed' };
}

// The sentence of some paragraphs that has most words in common with a text.
function likest(text, among) {
  const wanted = inWords(text);
  let best = null;
  for (const paragraph of among) for (const { start, end } of sentencesOf(paragraph)) {
    const words = inWords(textOf(paragraph).slice(start, end)), worth = shared(words, wanted) / (words.size + wanted.size);
    if (!best || worth > best.worth) best = { worth, paragraph: numberOf(paragraph), start, end };
  }
  return best || { paragraph: numberOf(among[0]), start: 0, end: 0 };
}

function wordsAt(citation) {                    // the words that are marked, in the text or in a footnote
  if (citation.table) return rowsText(citation.rows || []);
  const marked = body.querySelector('mark.now')?.textContent;
  return marked ?? (noteWith(paragraphOf(citation), citation.said?.text || '\0') && citation.said.text);
}

function tellChange(citation) {
  const { state, said } = citation, note = said?.text && noteWith(paragraphOf(citation), said.text);
  if (note && !citation.end) note.classList.add('on');
  $('.changed').hidden = !['moved', 'changed', 'gone'].includes(state);
  if ($('.changed').hidden) return;
  const line = (name, words) => {
    const made = document.createElement('p'), label = document.createElement('b');
    label.textContent = words ? `${name}: ` : name;
    made.append(label, words || '');
    made.dir = 'auto';
    return made;
  };
  const paragraph = paragraphOf(citation), reference = paragraph?.dataset.reference;
  const quoted = line(`${say('words_then')} (${said.reference})`, said.text);
  const now = { moved: () => [line(say('words_moved', reference))], gone: () => [quoted, line(say(said.table ? 'row_gone' : 'words_gone'))],
    changed: () => [quoted, line(say('words_now', reference), wordsAt(citation) || textOf(paragraph))] }[state]();
  $('.changed').replaceChildren(line(say('changed_since')), ...now);
  announce(say('changed_since'));
}
