// The source panel. Gradio passes: element, props, server, watch.
// A citation's address says everything: #c/<document>/<paragraph index>/<start>-<end>.
const $ = selector => element.querySelector(selector);
const panel = element.closest('#panel'), body = $('.body'), documents = new Map();
const CHIP = '#bot a[href*="#c/"]';
let citations = [], at = 0, shown = null, opener = null;

const parse = (href, quote) => {
  const [, id, paragraph, span] = href.slice(href.indexOf('#c/')).split('/');
  const [start, end] = (span || '').split('-').map(Number);
  return { href, id, paragraph, start, end, quote };
};

const textBefore = chip => {
  const quote = chip.closest('blockquote');
  return quote && [...quote.querySelectorAll('p')].map(p =>
    [...p.childNodes].filter(node => !node.contains(chip) && node.nodeName !== 'EM').map(node => node.textContent).join('')).join(' ').trim();
};

const markChip = href => document.querySelectorAll(CHIP).forEach(
  chip => chip.classList.toggle('on', chip.getAttribute('href') === href));

async function load(id) {
  if (!documents.has(id)) documents.set(id, await server.open_source(id));
  const found = documents.get(id);
  if (!found) { documents.delete(id); say('This report is no longer in the library.'); return null; }
  if (shown !== found.id) {
    body.innerHTML = found.html;            // escaped by the server
    body.scrollTop = 0;
    shown = found.id;
    $('.doc').textContent = found.symbol;
    $('.title').textContent = found.title;
  }
  return found;
}

function say(text) { $('.live').textContent = text; }

function unmark() {
  body.querySelectorAll('mark').forEach(mark => {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  });
  body.querySelectorAll('.p.on').forEach(paragraph => paragraph.classList.remove('on'));
  $('.ok').hidden = $('.nav').hidden = true;
  $('.where').textContent = '';
  markChip('');
}

function mark(citation, now) {
  const text = body.querySelector(`#p-${CSS.escape(citation.paragraph)} p`)?.firstChild;
  if (!text || !(citation.end <= text.length)) return;
  const range = document.createRange(), made = document.createElement('mark');
  range.setStart(text, citation.start);
  range.setEnd(text, citation.end);
  range.surroundContents(made);
  made.classList.toggle('now', now);
}

function scrollTo(paragraph) {
  const target = paragraph.querySelector('mark.now') || paragraph;
  const top = paragraph.offsetTop + (target === paragraph ? 0 : target.offsetTop - paragraph.offsetTop) - body.clientHeight / 4;
  const near = Math.abs(top - body.scrollTop) < 2 * body.clientHeight;   // over a long report, smooth takes seconds
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  body.scrollTo({ top, behavior: near && !still ? 'smooth' : 'instant' });
}

async function show(index) {
  const citation = citations[at = index];
  const found = await load(citation.id);
  if (!found) return;
  unmark();
  // Marked last first, so that offsets into the text stay true.
  citations.filter(other => other.id === citation.id).sort((a, b) => b.start - a.start)
    .forEach(other => mark(other, other === citation));
  const paragraph = body.querySelector('#p-' + CSS.escape(citation.paragraph));
  if (!paragraph) return say('This paragraph is no longer in the library.');
  paragraph.classList.add('on');
  open();
  markChip(citation.href);
  scrollTo(paragraph);
  $('.where').textContent = paragraph.dataset.where;
  $('.nav').hidden = citations.length < 2;
  $('.pos').textContent = `${index + 1} of ${citations.length}`;
  // Compared here, in the page: a tick is never merely claimed.
  $('.ok').hidden = !citation.quote || citation.quote !== body.querySelector('mark.now')?.textContent;
  history.replaceState(null, '', location.pathname + location.search + citation.href.slice(citation.href.indexOf('#c/')));
  say(`Source: ${paragraph.dataset.reference}`);
}

function openChip(chip) {                     // a chip brings its whole answer's citations along
  const all = [...chip.closest('.message').querySelectorAll('a[href*="#c/"]')];
  opener = chip;
  citations = all.map(one => parse(one.getAttribute('href'), textBefore(one)));
  return show(all.indexOf(chip));
}

const open = () => panel.classList.add('open');
const close = () => { panel.classList.remove('open'); opener?.focus(); };
const step = by => citations.length && show((at + citations.length + by) % citations.length);

$('.prev').onclick = () => step(-1);
$('.next').onclick = () => step(1);
$('.x').onclick = close;
panel.addEventListener('pilcrow:open', () => { open(); body.focus({ preventScroll: true }); });
element.addEventListener('keydown', event => event.key === 'Escape' && close());
document.addEventListener('click', event => {
  const chip = event.target.closest?.(CHIP);
  if (!chip) return;
  event.preventDefault();                     // the page's <base> would make it leave
  // detail 0: by keyboard. The sheet of a small screen can be focused only when it has slid in.
  openChip(chip).then(() => event.detail || setTimeout(() => body.focus({ preventScroll: true }), 220));
}, true);

// After each turn the server sets the value to {turn, first: the first citation's address or ""}.
watch('value', () => {
  const first = props.value.first;
  if (!first) unmark();
  setTimeout(() => {                          // when the answer has been drawn
    [...document.querySelectorAll('#bot .user-row')].pop()?.scrollIntoView({ block: 'start' });
    const chip = first && [...document.querySelectorAll(CHIP)].filter(one => one.getAttribute('href').endsWith(first)).pop();
    if (chip && innerWidth > 800) openChip(chip);
  }, 80);
});

// The copy button copies Markdown; make of it text with references as the United Nations write them.
const write = navigator.clipboard?.writeText.bind(navigator.clipboard);
if (write) navigator.clipboard.writeText = text => write(text
  .replace(/\s*<details>[^]*?<\/details>/g, '')
  .replace(/\[[^\]]*\]\(#c\/\S+ "([^"]*?) – [^"]*"\)/g, '($1)')
  .replace(/^(> |## )/gm, '').replace(/\\([^\w\s])/g, '$1'));

// Gradio gives the list of examples a role that its buttons contradict.
new MutationObserver(() => document.querySelector('#bot .examples[role=list]')?.setAttribute('role', 'group'))
  .observe(document.body, { childList: true, subtree: true });

if (location.hash.startsWith('#c/')) { citations = [parse(location.hash)]; show(0); }   // a link to a passage
else if (props.value.document) load(props.value.document);
