// The source panel: a report, and in it what an answer cites. Gradio passes: element, props, server, watch.
// After each turn props.value has: action ("show", "restore" or ""), answers (the data of each answer, as
// assistant/output/shown.py makes it, null for a message without) and texts (the Markdown of each).
const $ = selector => element.querySelector(selector);
const panel = element.closest('#panel'), body = $('.body'), documents = new Map();
const CHIP = '#bot a[href*="#c/"]', FOUND = '#bot a[href*="#f/"]';
let answers = [], citations = [], found = [], at = 0, shown = null, opener = null;
$('.find input').setAttribute('aria-label', say('find'));
$('.find input').placeholder = say('find');
$('.cite select').setAttribute('aria-label', say('format'));
$('.toc').setAttribute('aria-label', say('outline'));
body.setAttribute('aria-label', say('text'));
$('.ok').title = say('word_tip');

// A citation is a span of a document: {key, paragraph, start, end}, paragraph being its position. It comes
// from the data of the answer, in which the address of a link, #c/ANSWER.QUOTATION, is looked up; said is
// what the data has. Where the words are in the report as it is now, changed.js finds out.
const keyOf = address => `${address.document}#${address.language}`;
const spanOf = span => ({ key: keyOf(span), paragraph: span.position, start: span.start, end: span.end, table: span.table, said: span });
const numbersOf = link => link.hash.slice(3).split('.').map(Number);
const foundIn = answer => (answer?.found.positions || []).map(paragraph => ({ key: keyOf(answer.found), paragraph }));
const textBefore = chip => {
  const quote = chip.closest('blockquote');
  return quote && [...quote.querySelectorAll('p')].map(p =>
    [...p.childNodes].filter(node => !node.contains(chip) && !['EM', 'BUTTON'].includes(node.nodeName)).map(node => node.textContent).join('')).join(' ').trim();
};
const paragraphOf = citation => body.querySelector('#p-' + CSS.escape(citation.paragraph));
const markChip = href => document.querySelectorAll(CHIP).forEach(
  chip => chip.classList.toggle('on', chip.getAttribute('href') === href));
const announce = text => { $('.live').textContent = text; };

async function load(key) {
  if (!documents.has(key)) documents.set(key, await server.open_source({ key, known: '' }));
  const report = documents.get(key);
  if (!report) { documents.delete(key); announce(say('gone_report')); return null; }
  documents.set(report.key, report);           // it may have been asked for by its symbol alone
  if (shown !== report.key) {
    body.innerHTML = report.html;              // escaped by the server
    body.dir = report.direction;
    body.prepend(guideOf(report));
    body.scrollTop = 0;
    shown = report.key;
    $('.doc').textContent = report.symbol;
    $('.title').textContent = report.title;
    opened(report);
    showNames();
  }
  return report;
}

// The report may have been built anew since it was loaded. Returns whether it was; then it is loaded anew.
async function isOld(report) {
  const now = await server.open_source({ key: report.key, known: report.version });
  if (now?.version === report.version) {
    if (shown === report.key) offerPages(Object.assign(report, { original: now.original }));
    return false;
  }
  documents.clear();
  shown = null;
  return true;
}

function unmark() {
  body.querySelectorAll('mark').forEach(mark => {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  });
  body.querySelectorAll('tr.on').forEach(row => row.classList.remove('on', 'now'));
  body.querySelectorAll('.p.on, .p.found, .note.on').forEach(item => item.classList.remove('on', 'found'));
  $('.changed').hidden = $('.ok').hidden = $('.nav').hidden = $('.cite').hidden = true;
  markChip('');
}

function markAll(current) {
  const marks = citations.filter(one => one.key === shown && one.end && (one === current || isThere(one))).map(one => ({ ...one, kind: one === current ? 'now' : '' }));
  marks.push(...(current.context || []).map(settled).filter(isThere).map(one => ({ ...one, kind: 'context' })));
  // Last first, so that offsets into the text stay true; what overlaps is marked already.
  marks.sort((a, b) => a.paragraph - b.paragraph || b.start - a.start || (a.kind ? -1 : 1));
  let last = null;
  for (const one of marks) {
    if (one.table) {
      (one.rows || []).forEach(row => row.classList.add('on', ...(one.kind ? ['now'] : [])));
      continue;
    }
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
  const target = body.querySelector('tr.now') || paragraph.querySelector('mark.now') || paragraph;
  const top = target.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop - body.clientHeight / 4;
  const near = Math.abs(top - body.scrollTop) < 2 * body.clientHeight;   // over a long report, smooth takes seconds
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  body.scrollTo({ top, behavior: near && !still ? 'smooth' : 'instant' });
}

async function show(index, silent, anew) {
  const { key } = citations[at = index], fresh = anew || !documents.has(key);
  const report = await load(key);
  if (!report) return anew && pilcrow.tell(say('gone_report'));
  unmark();
  citations = citations.map(settled);
  const citation = citations[index], paragraph = paragraphOf(citation);
  if (!paragraph && citation.state !== 'gone') return announce(say('gone_paragraph'));
  markAll(citation);
  found.filter(one => one.key === shown).forEach(one => paragraphOf(one)?.classList.add('found'));
  open();
  markChip(citation.href);
  tellChange(citation);
  $('.nav').hidden = citations.length < 2;
  $('.pos').textContent = say('of', index + 1, citations.length);
  if (paragraph) {
    paragraph.classList.add('on');
    paragraph.tabIndex = -1;
    scrollTo(paragraph);
    $('.cite').hidden = false;
    history.replaceState(history.state, '', permalink(citation));
    if (!silent) announce(`${say('source')}: ${paragraph.dataset.reference}`);
    if (asPage) openPage(paragraph);
  }
  drawMap();
  // Compared here, in the page, with the report as the library has it now: a tick is never merely claimed.
  const tick = () => { $('.ok').hidden = !citation.quote || citation.quote !== wordsAt(citation); };
  if (fresh) return tick();
  isOld(report).then(old => citations[at] === citation && (old ? show(index, silent, true) : tick()), () => {});
}

function openChip(chip, silent) {                     // the other citations of the answer come along
  const [number, quotation] = numbersOf(chip), answer = answers[number];
  if (!answer?.shown[quotation]) return pilcrow.tell(say('gone_report'));
  const message = chip.closest('.message');
  opener = chip;
  found = foundIn(answer);
  citations = answer.shown.map((span, i) => {
    const href = `#c/${number}.${i}`, link = message?.querySelector(`a[href="${href}"]`);
    return { ...spanOf(span), href, context: span.context.map(spanOf), quote: link && textBefore(link) };
  });
  return show(quotation, silent);
}

function openFound(link) {
  opener = link;
  citations = found = foundIn(answers[numbersOf(link)[0]]);
  return show(0);
}

// The sheet of a small screen can be focused only when it has begun to slide in: try for two seconds.
function focusText(tries = 40) {
  if (!panel.classList.contains('open')) return;   // it was closed meanwhile
  const target = tabled ? $('.rows-box') : asPage ? $('.paper') : body.querySelector('.p.on') || body;
  target.focus({ preventScroll: true });
  if (document.activeElement !== target && tries) setTimeout(() => focusText(tries - 1), 50);
}
const open = () => {
  panel.classList.add('open');
  if (pilcrow.isNarrow()) pilcrow.opened('source', close);
};
const close = () => { panel.classList.remove('open'); pilcrow.closed('source'); opener?.focus(); };
const step = by => citations.length && show((at + citations.length + by) % citations.length);

pilcrow.openParagraph = (key, paragraph) => {
  citations = found = [{ key, paragraph }];
  return show(0).then(() => focusText());
};
$('.prev').onclick = () => step(-1);
$('.next').onclick = () => step(1);
$('.x').onclick = close;
// "Read" opens the first quotation of the last answer, unless one of this answer has been opened.
pilcrow.openSource = () => {
  const chips = [...document.querySelectorAll(CHIP)], last = chips.at(-1) && numbersOf(chips.at(-1))[0];
  const chip = chips.find(one => numbersOf(one)[0] === last);
  if (chip && answers[last]?.shown.length && !citations.some(one => one.href && numbersOf({ hash: one.href })[0] === last)) return openChip(chip).then(() => focusText());
  open();
  drawMap();
  focusText();
};
element.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.target.type === 'search' || !panel.classList.contains('open')) return;
  event.preventDefault();
  close();
});
document.addEventListener('click', event => {
  const link = event.target.closest?.(`${CHIP}, ${FOUND}`);
  if (!link) return;
  event.preventDefault();                     // the page's <base> would make it leave
  leaveTables();
  Promise.resolve(link.matches(FOUND) ? openFound(link) : openChip(link)).then(() => focusText());
}, true);

watch('value', () => {
  const { action, texts } = props.value;
  answers = props.value.answers;
  pilcrow.copyOf = text => {
    const answer = answers[texts.findIndex(one => one.trim() === text.trim())];
    return answer && copyOfAnswer(answer);
  };
  if (action === 'restore') return;
  const opens = action === 'show' && answers.at(-1)?.shown.some(one => one.kind === 'quotation');
  if (!opens) { unmark(); found = []; drawMap(); }
  if (action === 'show') pilcrow.whenDrawn(() => {
    [...document.querySelectorAll('#bot .user-row')].pop()?.scrollIntoView({ block: 'start' });
    const answer = [...document.querySelectorAll('#bot .bot.message')].pop();
    const quotes = [...answer?.querySelectorAll('blockquote, h2') || []].map(one => one.textContent.trim());
    document.querySelector('#said').textContent = quotes.join(' ');   // what a screen reader says
    const chip = opens && answer?.querySelector('a[href*="#c/"]');
    if (chip && !pilcrow.isNarrow()) openChip(chip, true);
  });
});

// Open the address of a link that was opened in a tab of its own, once its answer has been drawn.
function openAddress(tries = 100) {
  if (!location.hash.startsWith('#c/')) return;
  const chip = document.querySelector(`#bot a[href$="${location.hash}"]`);
  if (chip && answers.length) openChip(chip);
  else if (tries) setTimeout(() => openAddress(tries - 1), 100);
}
