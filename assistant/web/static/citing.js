// Citing: a quotation with its reference in the style that the user chose, and links to a passage.
const LIBRARY = ['BibTeX', 'RIS'];             // entries for a reference manager
const BIBTEX = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };
const style = () => stored('pilcrow-style') || 'un';

const sentencesOf = paragraph => paragraph.dataset.sentences.split(' ').filter(Boolean).map(range => {
  const [start, end] = range.split('-').map(Number);
  return { start, end };
});
const sameLabel = label => paragraphs.filter(one => one.dataset.label === label);
function permalink(citation) {
  const paragraph = paragraphOf(citation), report = documents.get(citation.key);
  const query = new URLSearchParams(location.search), plain = value => encodeURIComponent(value).replace(/%2F/g, '/').replace(/%20/g, '+').replace(/%2C/g, ',');
  ['document', 'language', 'paragraph', 'sentence'].forEach(name => query.delete(name));
  const parts = [`document=${plain(report.symbol)}`];
  if (report.language !== 'English') parts.push(`language=${plain(report.language)}`);
  if (paragraph.dataset.label) {
    // Of what has no number there may be several: "summary~2" is the second.
    const before = sameLabel(paragraph.dataset.label).indexOf(paragraph);
    parts.push(`paragraph=${plain(paragraph.dataset.label)}${before ? `~${before + 1}` : ''}`);
    const within = sentencesOf(paragraph).flatMap((one, i) => citation.end && one.start >= citation.start && one.end <= citation.end ? [i + 1] : []);
    const [first] = within, last = within.at(-1);
    if (first) parts.push(`sentence=${first === last ? first : `${first}-${last}`}`);
  }
  const rest = query.toString().replace(/%2F/g, '/').replace(/%2C/g, ',');
  return `${location.pathname}?${[...parts, rest].filter(Boolean).join('&')}`;
}

async function openPermalink(query) {
  const language = query.get('language');
  const report = await load(query.get('document') + (language ? `#${language}` : ''));
  if (!report) { props.value.document && load(props.value.document); return pilcrow.tell(say('gone_report')); }
  const wanted = query.get('paragraph');
  if (!wanted) return open();
  const [label, nth] = wanted.split('~'), paragraph = sameLabel(label)[(nth || 1) - 1];
  if (!paragraph) return pilcrow.tell(say('gone_paragraph'));
  const [first, last] = (query.get('sentence') || '').split('-').map(Number), all = sentencesOf(paragraph);
  const from = all[first - 1], to = all[(last || first) - 1];
  citations = [{ key: report.key, paragraph: paragraph.id.slice(2), start: from?.start, end: to?.end, context: [] }];
  return show(0);
}

// A reference in the chosen style, or a whole entry for a reference manager. The report may not be open.
function referenceTo({ document: symbol, language: of, text: quotation, reference, place }) {
  const at = place ?? reference.slice(symbol.length + 2), report = documents.get(`${symbol}#${of}`), name = style();
  if (!report) return [symbol, at].filter(Boolean).join(', ');
  const { text, number } = report.styles[name], placed = at.replace(/para\. (?=\d)/, () => number);
  const inside = name === 'BibTeX' ? quotation.replace(/[&%$#_{}\\~^]/g, sign => BIBTEX[sign] || `\\${sign}`) : quotation;
  return (placed ? text : text.replace(', {place}', '')).replace('{place}', () => placed).replace('{quotation}', () => inside);
}
function cite(citation) {
  const paragraph = paragraphOf(citation), [symbol, of] = citation.key.split('#'), { label, reference } = paragraph.dataset;
  const text = wordsAt(citation) || paragraph.querySelector('p').textContent;
  return quoted([{ document: symbol, language: of, text, reference, place: citation.table?.label || (reference.startsWith(`${symbol}, `) ? undefined : label) }]);
}

const choose = $('.cite select');
for (const name of ['un', 'plain', 'OSCOLA', 'Bluebook', 'Chicago', 'APA', ...LIBRARY]) {
  choose.add(new Option(name in words ? say(name) : name, name, false, name === style()));
}
choose.onchange = () => stored('pilcrow-style', choose.value);
const copy = async (button, what) => {
  try { await pilcrow.putInClipboard(what); } catch { return pilcrow.tell(say('copy_refused')); }
  const was = button.textContent;
  button.textContent = say('copied');
  announce(say('copied'));
  setTimeout(() => { button.textContent = was; }, 1500);
};
$('.copy').onclick = event => copy(event.target, cite(citations[at]));
$('.link').onclick = event => copy(event.target, { text: new URL(permalink(citations[at]), location.href).href });

const query = new URLSearchParams(location.search);
if (query.get('document')) openPermalink(query);
else if (props.value.document && !location.hash.startsWith('#c/')) load(props.value.document);
else if (props.value.document) load(props.value.document).then(() => openAddress());
