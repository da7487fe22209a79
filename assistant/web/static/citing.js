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

function cite(citation) {
  const paragraph = paragraphOf(citation), name = style(), { text, number } = documents.get(citation.key).styles[name];
  const { part, number: n, label } = paragraph.dataset, at = citation.table?.label || (n ? [part, number + n].filter(Boolean).join(', ') : label);
  const quotation = wordsAt(citation) || paragraph.querySelector('p').textContent;
  const inside = name === 'BibTeX' ? quotation.replace(/[&%$#_{}\\~^]/g, sign => BIBTEX[sign] || `\\${sign}`) : quotation;
  const reference = (at ? text : text.replace(', {place}', '')).replace('{place}', () => at).replace('{quotation}', () => inside);
  if (LIBRARY.includes(name)) return reference;
  return ['un', 'plain'].includes(name) ? `“${quotation}” (${reference})` : `“${quotation}”\n${reference}.`;
}

const choose = $('.cite select');
for (const name of ['un', 'plain', 'OSCOLA', 'Bluebook', 'Chicago', 'APA', ...LIBRARY]) {
  choose.add(new Option(name in words ? say(name) : name, name, false, name === style()));
}
choose.onchange = () => stored('pilcrow-style', choose.value);
const copy = async (button, text) => {
  try { await navigator.clipboard.writeText(text); } catch { return pilcrow.tell(say('copy_refused')); }
  const was = button.textContent;
  button.textContent = say('copied');
  announce(say('copied'));
  setTimeout(() => { button.textContent = was; }, 1500);
};
$('.copy').onclick = event => copy(event.target, cite(citations[at]));
$('.link').onclick = event => copy(event.target, new URL(permalink(citations[at]), location.href).href);

// An answer as it is copied: its quotations with their references, or that there is none.
function copyText(answer) {
  const line = one => [...one.context.map(span => `${span.text} …`), `${one.text} (${one.reference})`].join(' ');
  const lines = answer.shown.map(line);
  const none = answer.asked > 1 ? say('no_sentence_many', answer.asked) : say(answer.asked ? 'no_sentence_one' : 'no_sentence');
  return (answer.abstained ? [none, say('nearest'), ...lines] : lines).join('\n\n');
}

const query = new URLSearchParams(location.search);
if (query.get('document')) openPermalink(query);
else if (props.value.document && !location.hash.startsWith('#c/')) load(props.value.document);
else if (props.value.document) load(props.value.document).then(() => openAddress());
