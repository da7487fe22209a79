// Finding one's way in a report: outline, the heading that one is under, find, the map beside the scrollbar.
const place = (paragraph, start, end) => {    // a range of its text, which marks may have cut
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange();
  let before = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (start >= before && start <= before + node.length) range.setStart(node, start - before);
    if (end <= before + node.length) { range.setEnd(node, end - before); break; }
    before += node.length;
  }
  return range;
};
let paragraphs = [], matches = [], match = 0;

function opened(report) {
  paragraphs = [...body.querySelectorAll('.p')];
  $('.toc').replaceChildren(...report.outline.map(([level, heading, index]) => {
    const item = document.createElement('button');
    item.type = 'button';
    item.dir = 'auto';
    item.textContent = heading;
    item.style.paddingInlineStart = `${12 + 16 * level}px`;
    item.onclick = () => { plan(false); asPage ? openPage(paragraphs[index]) : jump(paragraphs[index]); (asPage ? paper : body).focus({ preventScroll: true }); };
    return item;
  }));
  $('.plan').hidden = !report.outline.length;
  offerPages(report);
  reportChanged();
  $('.find input').value = '';
  find();
  under();
  drawMap();
}

const plan = unfolded => { $('.toc').hidden = !unfolded; $('.plan').setAttribute('aria-expanded', String(unfolded)); };
$('.plan').onclick = () => { plan($('.toc').hidden); $('.toc').hidden || $('.toc button')?.focus(); };
$('.toc').onkeydown = event => {
  if (event.key === 'Escape') { event.stopPropagation(); plan(false); $('.plan').focus(); }
};
function jump(paragraph) {                    // with the headings above it in sight
  let first = paragraph;
  while (/^H[3-5]$/.test(first.previousElementSibling?.nodeName)) first = first.previousElementSibling;
  body.scrollTo({ top: first.offsetTop - 4, behavior: 'instant' });
}

function readNow() {                          // the paragraph that is read: a quarter down, where citations are put
  let low = 0, high = paragraphs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paragraphs[middle].offsetTop + paragraphs[middle].offsetHeight > body.scrollTop + body.clientHeight / 4) high = middle; else low = middle + 1;
  }
  return low;
}
function under() {                            // the path of headings of what is read
  const path = paragraphs[readNow()]?.dataset.where || '';
  if ($('.where').textContent !== path) $('.where').textContent = path;
}
let waiting = 0;
body.addEventListener('scroll', () => { waiting ||= requestAnimationFrame(() => { waiting = 0; under(); }); });

// "70", "para. 70" and "¶70" name paragraphs; "IV", "B." and "(a)" name headings.
function addressed(wanted) {
  const number = /^(?:paragraphs?|paras?\.?|¶|§|n[°º]?)?\s*(\d[\d.]*?[a-z]?)\.?$/.exec(wanted)?.[1];
  const letters = /^\(?([ivxlc]+|[a-z])[.)]?$/.exec(wanted)?.[1];
  const named = number ? paragraphs.filter(one => one.dataset.number.toLowerCase() === number).map(one => one.querySelector('.n')) : [];
  const starts = heading => /^\(?([\p{L}\d]+)[.)]/u.exec(heading.textContent.trim())?.[1].toLowerCase();
  if (letters || number) named.push(...[...body.querySelectorAll('h3, h4, h5')].filter(one => starts(one) === (letters || number)));
  return named.map(one => [one, 0, one.textContent.length]);
}

function find() {
  const wanted = $('.find input').value.trim().toLowerCase();
  matches = addressed(wanted);
  if (wanted.length > 1) for (const paragraph of paragraphs) {
    const words = paragraph.querySelector('p'), text = words.textContent.toLowerCase();
    for (let i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length)) matches.push([words, i, i + wanted.length]);
  }
  // What is named comes first; else the first place at or below what is being read.
  const isAddress = matches.length && !matches[0][0].matches('p');
  match = isAddress ? 0 : matches.findIndex(([words]) => words.getBoundingClientRect().bottom > body.getBoundingClientRect().top);
  match = Math.max(match, 0);
  const none = wanted.length > 1 ? say('found_none') : '';
  $('.count').textContent = matches.length ? say('of', match + 1, matches.length) : none;
  light();
}
function light() {
  window.CSS.highlights?.delete('find');
  window.CSS.highlights?.delete('found');
  if (!matches.length) return;
  window.CSS.highlights?.set('find', new Highlight(...matches.slice(0, 2000).map(one => place(...one))));
  const now = place(...matches[match]);
  window.CSS.highlights?.set('found', new Highlight(now));
  const top = now.getBoundingClientRect().top - body.getBoundingClientRect().top;
  if (top < 0 || top > body.clientHeight - 40) body.scrollTo({ top: body.scrollTop + top - body.clientHeight / 3, behavior: 'instant' });
}
$('.find input').oninput = () => { if (asPage) $('.as-text').click(); find(); };   // words are found in the text
$('.find input').onkeydown = event => {
  if (event.key === 'Escape') { event.stopPropagation(); event.target.value = ''; find(); }
  if (event.key !== 'Enter' || !matches.length) return;
  event.preventDefault();
  match = (match + matches.length + (event.shiftKey ? -1 : 1)) % matches.length;
  $('.count').textContent = say('of', match + 1, matches.length);
  light();
};

// Where in the report the answers lie: people would rather look than read.
function drawMap() {
  const height = body.scrollHeight || 1;
  const line = (one, kind) => {
    const paragraph = one.key === shown && paragraphOf(one);
    if (!paragraph) return null;
    const made = document.createElement('i');
    made.className = kind;
    made.style.top = `${100 * paragraph.offsetTop / height}%`;
    made.style.height = `max(3px, ${100 * paragraph.offsetHeight / height}%)`;
    made.title = paragraph.dataset.reference;
    made.onclick = () => scrollTo(paragraph);
    return made;
  };
  const cited = citations.filter(one => one.end), isCited = one => cited.some(other => other.key === one.key && other.paragraph === one.paragraph);
  const lines = [...found.filter(one => !isCited(one)).map(one => line(one, '')), ...cited.map(one => line(one, 'cited'))];
  $('.map').replaceChildren(...lines.filter(Boolean));
}
new ResizeObserver(drawMap).observe(body);
