// The pages of the original PDF as they look, with the quoted words boxed: drawn by the server, and only
// when the user asks for them.
let wantsPage = false, asPage = false, tabled = false, pageTurn = 0, leaf = null;   // leaf: {file, symbol, number, place, whole}
const paper = $('.paper'), drawn = $('.drawn'), picture = $('.drawn img');
$('.paper').setAttribute('aria-label', say('as_page'));

function setView(view) {                       // "text", "page" or "tables"
  if (!$('.frame').hidden) setView.from = body.scrollTop;
  asPage = view === 'page';
  tabled = view === 'tables';
  for (const name of ['text', 'page', 'tables']) $(`.as-${name}`).setAttribute('aria-pressed', String(name === view));
  $('.sheet').hidden = !asPage;
  $('.frame').hidden = view !== 'text';
  $('.tables').hidden = !tabled;
  $('.src').classList.toggle('paged', asPage);
  $('.src').classList.toggle('tabled', tabled);
  if (view === 'text') { body.scrollTop = setView.from || 0; drawMap(); }
}
function offerPages(report) {
  $('.as-page').hidden = !report.original;
  if (!tabled && asPage !== (wantsPage && !!report.original)) setView(asPage ? 'text' : 'page');
}
$('.as-page').onclick = () => {
  wantsPage = true;
  const paragraph = body.querySelector('.p.on') || paragraphs[readNow()];
  if (!asPage) setView('page');
  openPage(paragraph);
};
$('.as-text').onclick = () => {
  wantsPage = false;
  setView('text');
  const paragraph = body.querySelector('.p.on');
  if (paragraph) scrollTo(paragraph);
};

const saidOfPage = text => { $('.page-said').textContent = text; };
async function openPage(paragraph) {
  const report = documents.get(shown), turn = ++pageTurn, marked = paragraph?.querySelector('mark.now');
  if (!paragraph || !report?.original) return;
  const note = paragraph.querySelector('.note.on') && citations[at]?.said;
  const words = marked ? marked.textContent : note ? note.text : '';
  const asked = { key: report.key, position: numberOf(paragraph), words };
  paper.setAttribute('aria-busy', 'true');
  saidOfPage(say('page_wait'));
  const place = await server.place_words(asked).catch(() => null);
  if (turn !== pageTurn) return;
  if (!place) return failed();
  leaf = { file: report.original, symbol: report.symbol, place, whole: !words };
  turnTo(place.page);
}

function failed() {
  paper.removeAttribute('aria-busy');
  picture.removeAttribute('src');
  picture.alt = '';
  drawn.querySelectorAll('i').forEach(box => box.remove());
  saidOfPage(say('page_failed'));
}

function turnTo(number) {
  const { file, symbol, place, whole } = leaf, { pages, share, boxes } = place;
  leaf.number = Math.min(Math.max(number, 1), pages);
  paper.setAttribute('aria-busy', 'true');
  drawn.classList.add('waits');                 // its boxes are those of another page than the picture
  picture.src = `${serverRoot}/original?${new URLSearchParams({ file, page: leaf.number })}`;
  picture.alt = say('page_alt', leaf.number, symbol);
  $('.leaf-at').textContent = say('page_of', leaf.number, pages);
  $('.leaf .back').disabled = leaf.number === 1;
  $('.leaf .on').disabled = leaf.number === pages;
  drawn.querySelectorAll('i').forEach(box => box.remove());
  for (const [page, left, top, width, height] of boxes) {
    if (page !== leaf.number) continue;
    const box = document.createElement('i');
    box.className = whole ? 'whole' : '';
    Object.assign(box.style, { left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * width}%`, height: `${100 * height}%` });
    drawn.append(box);
  }
  const isFirst = leaf.number === place.page;
  saidOfPage(!isFirst || share > .9 ? '' : say(boxes.length ? 'page_part' : 'page_none'));
  // The other page that has words: the next one, or else the one on which they begin.
  const others = [...new Set(boxes.map(box => box[0]))].filter(page => page !== leaf.number);
  const other = others.find(page => page > leaf.number) || others[0];
  $('.leaf .other').hidden = !other;
  if (other) $('.leaf .other').textContent = say(other > leaf.number ? 'page_continues' : 'page_begins', other);
  $('.leaf .other').onclick = () => { turnTo(other); paper.focus({ preventScroll: true }); };
}
picture.onload = () => {
  drawn.classList.remove('waits');
  paper.removeAttribute('aria-busy');
  fit();
  centre();
};
picture.onerror = () => picture.getAttribute('src') && failed();

// At full size, type of 10 points is about as large as the text of the page.
const fit = () => { drawn.style.width = isFull() ? `${Math.round(.75 * picture.naturalWidth)}px` : ''; };
const isFull = () => $('.leaf .zoom').getAttribute('aria-pressed') === 'true';
function centre() {                             // the words: lines that are too wide, from where they begin
  const boxes = [...drawn.querySelectorAll('i')].map(box => box.getBoundingClientRect());
  if (!boxes.length) return paper.scrollTo(0, 0);
  const frame = paper.getBoundingClientRect(), left = Math.min(...boxes.map(box => box.left)), right = Math.max(...boxes.map(box => box.right));
  const begins = body.dir === 'rtl' ? right - frame.right + 16 : left - frame.left - 16;
  const across = right - left < frame.width - 32 ? (left + right - frame.left - frame.right) / 2 : begins;
  paper.scrollBy(across, boxes[0].top - frame.top - frame.height / 4);
}
function zoom(full, x, y) {                     // x and y: the shares of the page that stay in sight
  $('.leaf .zoom').setAttribute('aria-pressed', String(full));
  fit();
  if (x === undefined) return centre();
  paper.scrollTo(x * drawn.offsetWidth - paper.clientWidth / 2, y * drawn.offsetHeight - paper.clientHeight / 2);
}
$('.leaf .zoom').onclick = () => zoom(!isFull());
drawn.onclick = event => {
  const { left, top, width, height } = drawn.getBoundingClientRect();
  zoom(!isFull(), (event.clientX - left) / width, (event.clientY - top) / height);
};
$('.leaf .back').onclick = () => leaf && turnTo(leaf.number - 1);
$('.leaf .on').onclick = () => leaf && turnTo(leaf.number + 1);
$('.sheet').addEventListener('keydown', event => {
  if (event.key === 'Escape' && isFull()) { event.preventDefault(); event.stopPropagation(); return zoom(false); }
  if (!/^Arrow(Left|Right)$/.test(event.key) || isFull() || !leaf) return;
  event.preventDefault();
  turnTo(leaf.number + ((event.key === 'ArrowRight') !== (document.documentElement.dir === 'rtl') ? 1 : -1));
});
