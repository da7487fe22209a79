// The source panel: a report, and in it what an answer cites. Gradio passes: element, props, server, watch.
// An address says everything: #c/<document>/<paragraph index>/<start>-<end>[/<context>+...], and
// #f/<document>/<paragraph index>.<paragraph index>... for the paragraphs that were found.
const $ = selector => element.querySelector(selector);
const panel = element.closest('#panel'), body = $('.body'), documents = new Map();
const CHIP = '#bot a[href*="#c/"]', FOUND = '#bot a[href*="#f/"]';
let citations = [], found = [], at = 0, shown = null, opener = null;
$('.find input').setAttribute('aria-label', say('find'));
$('.find input').placeholder = say('find');
$('.cite select').setAttribute('aria-label', say('format'));
$('.toc').setAttribute('aria-label', say('outline'));
body.setAttribute('aria-label', say('text'));
$('.ok').title = say('word_tip');

const span = text => { const [start, end] = text.split('-').map(Number); return { start, end }; };
const parse = (href, quote) => {
  const [, id, paragraph, words, context] = href.slice(href.indexOf('#c/')).split('/');
  const before = (context || '').split('+').filter(Boolean).map(one => {
    const dot = one.indexOf('.');
    return { paragraph: one.slice(0, dot), ...span(one.slice(dot + 1)) };
  });
  return { href, id, paragraph, ...span(words || ''), context: before, quote };
};
const parseFound = link => {
  const [, id, places] = (link?.hash || '').split('/');
  return (places || '').split('.').filter(Boolean).map(paragraph => ({ id, paragraph }));
};
const textBefore = chip => {
  const quote = chip.closest('blockquote');
  return quote && [...quote.querySelectorAll('p')].map(p =>
    [...p.childNodes].filter(node => !node.contains(chip) && node.nodeName !== 'EM').map(node => node.textContent).join('')).join(' ').trim();
};
const paragraphOf = one => body.querySelector('#p-' + CSS.escape(one.paragraph));
const markChip = href => document.querySelectorAll(CHIP).forEach(
  chip => chip.classList.toggle('on', chip.getAttribute('href') === href));
const tell = text => { $('.live').textContent = text; };

async function load(id) {
  if (!documents.has(id)) documents.set(id, await server.open_source(id));
  const report = documents.get(id);
  if (!report) { documents.delete(id); tell(say('gone_report')); return null; }
  if (shown !== report.id) {
    body.innerHTML = report.html;            // escaped by the server
    body.dir = report.direction;
    body.scrollTop = 0;
    shown = report.id;
    $('.doc').textContent = report.symbol;
    $('.title').textContent = report.title;
    opened(report);
  }
  return report;
}

function unmark() {
  body.querySelectorAll('mark').forEach(mark => {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  });
  body.querySelectorAll('.p.on, .p.found').forEach(paragraph => paragraph.classList.remove('on', 'found'));
  $('.ok').hidden = $('.nav').hidden = $('.cite').hidden = true;
  markChip('');
}

function markAll(current) {
  const marks = citations.filter(one => one.id === shown && one.end).map(one => ({ ...one, kind: one === current ? 'now' : '' }));
  marks.push(...(current.context || []).map(one => ({ ...one, kind: 'context' })));
  // Last first, so that offsets into the text stay true; what overlaps is marked already.
  marks.sort((a, b) => a.paragraph - b.paragraph || b.start - a.start || (a.kind ? -1 : 1));
  let last = null;
  for (const one of marks) {
    const text = paragraphOf(one)?.querySelector('p')?.firstChild;
    if (!text || !(one.end <= text.length) || (last?.paragraph === one.paragraph && one.end > last.start)) continue;
    const range = document.createRange(), made = document.createElement('mark');
    range.setStart(text, one.start);
    range.setEnd(text, one.end);
    range.surroundContents(made);
    if (one.kind) made.className = one.kind;
    last = one;
  }
}

function scrollTo(paragraph) {
  const target = paragraph.querySelector('mark.now') || paragraph;
  const top = target.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop - body.clientHeight / 4;
  const near = Math.abs(top - body.scrollTop) < 2 * body.clientHeight;   // over a long report, smooth takes seconds
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  body.scrollTo({ top, behavior: near && !still ? 'smooth' : 'instant' });
}

async function show(index) {
  const citation = citations[at = index];
  if (!await load(citation.id)) return;
  unmark();
  const paragraph = paragraphOf(citation);
  if (!paragraph) return tell(say('gone_paragraph'));
  markAll(citation);
  found.filter(one => one.id === shown).forEach(one => paragraphOf(one)?.classList.add('found'));
  paragraph.classList.add('on');
  open();
  markChip(citation.href);
  scrollTo(paragraph);
  $('.nav').hidden = citations.length < 2;
  $('.pos').textContent = say('of', index + 1, citations.length);
  $('.cite').hidden = false;
  // Compared here, in the page: a tick is never merely claimed.
  $('.ok').hidden = !citation.quote || citation.quote !== body.querySelector('mark.now')?.textContent;
  history.replaceState(null, '', permalink(citation));
  tell(`${say('source')}: ${paragraph.dataset.reference}`);
  drawMap();
}

function openChip(chip) {                     // a chip brings its whole answer's citations along
  const message = chip.closest('.message'), all = [...message.querySelectorAll('a[href*="#c/"]')];
  opener = chip;
  found = parseFound(message.querySelector('a[href*="#f/"]'));
  citations = all.map(one => parse(one.getAttribute('href'), textBefore(one)));
  return show(all.indexOf(chip));
}

function openFound(link) {
  opener = link;
  citations = found = parseFound(link);
  return show(0);
}

const open = () => panel.classList.add('open');
const close = () => { panel.classList.remove('open'); opener?.focus(); };
const step = by => citations.length && show((at + citations.length + by) % citations.length);

$('.prev').onclick = () => step(-1);
$('.next').onclick = () => step(1);
$('.x').onclick = close;
panel.addEventListener('pilcrow:open', () => { open(); drawMap(); body.focus({ preventScroll: true }); });
element.addEventListener('keydown', event => event.key === 'Escape' && event.target.type !== 'search' && close());
document.addEventListener('click', event => {
  const link = event.target.closest?.(`${CHIP}, ${FOUND}`);
  if (!link) return;
  event.preventDefault();                     // the page's <base> would make it leave
  // detail 0: by keyboard. The sheet of a small screen can be focused only when it has slid in.
  (link.matches(FOUND) ? openFound : openChip)(link).then(
    () => event.detail || setTimeout(() => body.focus({ preventScroll: true }), 220));
}, true);

// After each turn the server sets the value to {turn, first: the first citation's address or ""}.
watch('value', () => {
  const first = props.value.first;
  if (!first) { unmark(); found = []; drawMap(); }
  setTimeout(() => {                          // when the answer has been drawn
    [...document.querySelectorAll('#bot .user-row')].pop()?.scrollIntoView({ block: 'start' });
    const answer = [...document.querySelectorAll('#bot .bot.message')].pop();
    const quotes = [...answer?.querySelectorAll('blockquote, h2') || []].map(one => one.textContent.trim());
    document.querySelector('#said').textContent = quotes.join(' ');   // what a screen reader says
    const chip = first && [...document.querySelectorAll(CHIP)].filter(one => one.getAttribute('href').endsWith(first)).pop();
    if (chip && innerWidth > 800) openChip(chip);
  }, 80);
});

// Gradio gives the list of examples a role that its buttons contradict.
new MutationObserver(() => document.querySelector('#bot .examples[role=list]')?.setAttribute('role', 'group'))
  .observe(document.body, { childList: true, subtree: true });
