// Citing: a quotation with its reference in the form that one likes, and links to a place.
const LIBRARY = ['BibTeX', 'RIS'];             // entries for a reference manager
const form = () => kept('pilcrow-form') || 'un';

const sentencesOf = paragraph => paragraph.dataset.sentences.split(' ').filter(Boolean).map(span);
const sameLabel = label => paragraphs.filter(one => one.dataset.label === label);
function permalink(citation) {
  const paragraph = paragraphOf(citation), report = documents.get(citation.id);
  const query = new URLSearchParams(location.search);
  ['document', 'paragraph', 'sentence'].forEach(name => query.delete(name));
  const plain = value => encodeURIComponent(value).replace(/%2F/g, '/').replace(/%20/g, '+').replace(/%2C/g, ',');
  const parts = [`document=${plain(report.symbol)}`];
  if (paragraph.dataset.label) {
    // Of what has no number there may be several: "summary~2" is the second.
    const before = sameLabel(paragraph.dataset.label).indexOf(paragraph);
    parts.push(`paragraph=${plain(paragraph.dataset.label)}${before ? `~${before + 1}` : ''}`);
    const within = sentencesOf(paragraph).flatMap((one, i) => citation.end && one.start >= citation.start && one.end <= citation.end ? [i + 1] : []);
    const [first] = within, last = within.at(-1);
    if (first) parts.push(`sentence=${first === last ? first : `${first}-${last}`}`);
  }
  return `${location.pathname}?${[...parts, query.toString()].filter(Boolean).join('&')}`;
}

async function openPermalink(query) {
  const id = query.get('document').replace(/\//g, '_');
  const report = await load(id);
  if (!report) return open();
  const wanted = query.get('paragraph');
  if (!wanted) return open();
  const [label, nth] = wanted.split('~'), paragraph = sameLabel(label)[(nth || 1) - 1];
  if (!paragraph) { open(); return tell(say('gone_paragraph')); }
  const [first, last] = (query.get('sentence') || '').split('-').map(Number), all = sentencesOf(paragraph);
  const from = all[first - 1], to = all[(last || first) - 1];
  citations = [{ id: report.id, paragraph: paragraph.id.slice(2), start: from?.start, end: to?.end, context: [] }];
  return show(0);
}

function cite(citation) {
  const paragraph = paragraphOf(citation), name = form(), { text, number } = documents.get(citation.id).forms[name];
  const { part, number: n } = paragraph.dataset, at = [part, n && number + n].filter(Boolean).join(', ');
  const quotation = body.querySelector('mark.now')?.textContent || paragraph.querySelector('p').textContent;
  const inside = name === 'BibTeX' ? quotation.replace(/\\/g, ' ').replace(/[&%$#_{}]/g, '\\$&') : quotation;
  const reference = (at ? text : text.replace(', {place}', '')).replace('{place}', () => at).replace('{quotation}', () => inside);
  if (LIBRARY.includes(name)) return reference;
  return ['un', 'plain'].includes(name) ? `“${quotation}” (${reference})` : `“${quotation}”\n${reference}.`;
}

const choose = $('.cite select');
for (const name of ['un', 'plain', 'OSCOLA', 'Bluebook', 'Chicago', 'APA', ...LIBRARY]) {
  choose.add(new Option(name in words ? say(name) : name, name, false, name === form()));
}
choose.onchange = () => kept('pilcrow-form', choose.value);
const write = navigator.clipboard?.writeText.bind(navigator.clipboard);
const copy = async (button, text) => {
  await write(text);
  const was = button.textContent;
  button.textContent = say('copied');
  tell(say('copied'));
  setTimeout(() => { button.textContent = was; }, 1500);
};
$('.copy').onclick = event => copy(event.target, cite(citations[at]));
$('.link').onclick = event => copy(event.target, new URL(permalink(citations[at]), location.href).href);

// The chat's copy button copies Markdown; make of it text with references as the United Nations write them.
if (write) navigator.clipboard.writeText = text => write(text
  .replace(/\s*<details>[^]*?<\/details>/g, '')
  .replace(/(?: · )?\[[^\]]*\]\(#f\/\S+\)/g, '')
  .replace(/\[[^\]]*\]\(#c\/\S+ "([^"]*?) – [^"]*"\)/g, '($1)')
  .replace(/^(> |## )/gm, '').replace(/\\([^\w\s])/g, '$1'));

const query = new URLSearchParams(location.search);
if (query.get('document')) openPermalink(query);
else if (location.hash.startsWith('#c/')) { citations = [parse(location.hash)]; show(0); }
else if (props.value.document) load(props.value.document);
