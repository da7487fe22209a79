// Keeping quotations in the brief: a button beside each of an answer, one beside what is cited in the source,
// and one for words of the source that are selected. The buttons have no text of their own, so that what is
// copied or read out of an answer is the answer.
const keeper = (button, kept) => {
  const tip = say(kept ? 'kept_tip' : 'keep_tip');
  button.dataset.label = `${kept ? '✓' : '+'} ${say(kept ? 'kept' : 'keep')}`;
  if (button.title !== tip) { button.title = tip; button.setAttribute('aria-label', tip); }
  button.setAttribute('aria-pressed', String(kept));
};
const shownAt = chip => { const [number, quotation] = numbersOf(chip); return answers[number]?.shown[quotation]; };
function drawKept() {
  const kept = pilcrow.keptAll?.() || new Set();
  for (const chip of document.querySelectorAll(CHIP)) {
    const span = shownAt(chip);
    if (!span) continue;
    if (!chip.nextElementSibling?.matches('.keep')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'keep';
      button.onclick = () => pilcrow.keep(shownAt(chip));
      chip.after(' ', button);
    }
    keeper(chip.nextElementSibling, kept.has(pilcrow.identity(span)));
  }
  const cited = citations[at] && spanNow(citations[at]);
  $('.cite .keep').disabled = !cited;
  keeper($('.cite .keep'), !!cited && kept.has(pilcrow.identity(cited)));
}
pilcrow.drawKept = drawKept;

// The words of the source as a citation has them, in the form of a quotation of an answer.
function spanNow(citation) {
  if (citation.said && ['same', 'note', undefined].includes(citation.state)) return citation.said;
  const paragraph = paragraphOf(citation);
  if (!paragraph || citation.table) return null;
  const text = textOf(paragraph);
  return spanIn(paragraph, citation.end ? citation.start : 0, citation.end || text.length);
}
function spanIn(paragraph, start, end) {
  const [symbol, of] = shown.split('#'), { label, reference } = paragraph.dataset;
  return { document: symbol, language: of, paragraph: label, position: numberOf(paragraph), start, end, text: textOf(paragraph).slice(start, end), reference };
}
$('.cite .keep').onclick = () => pilcrow.keep(spanNow(citations[at]));
new MutationObserver(drawKept).observe($('.cite'), { attributes: true, attributeFilter: ['hidden'] });
let keptSoon = 0;
new MutationObserver(() => { keptSoon ||= setTimeout(() => { keptSoon = 0; drawKept(); }, 50); })
  .observe(document.querySelector('#bot') || document.body, { childList: true, subtree: true });
watch('value', drawKept);

// The selected words of each paragraph, from the first whole word to the last.
const LETTER = /[\p{L}\p{N}]/u;
function selectedSpans() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !body.contains(selection.getRangeAt(0).commonAncestorContainer)) return [];
  const range = selection.getRangeAt(0);
  return paragraphs.filter(paragraph => range.intersectsNode(paragraph.querySelector('p'))).flatMap(paragraph => {
    const words = paragraph.querySelector('p'), text = textOf(paragraph), before = document.createRange();
    const offset = (node, place) => { before.selectNodeContents(words); before.setEnd(node, place); return before.toString().length; };
    let start = words.contains(range.startContainer) ? offset(range.startContainer, range.startOffset) : 0;
    let end = words.contains(range.endContainer) ? offset(range.endContainer, range.endOffset) : text.length;
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    if (start === end) return [];
    while (start && LETTER.test(text[start]) && LETTER.test(text[start - 1])) start -= 1;
    while (end < text.length && LETTER.test(text[end]) && LETTER.test(text[end - 1])) end += 1;
    return [spanIn(paragraph, start, end)];
  });
}
const picked = $('.picked');
document.addEventListener('selectionchange', () => { if (!picked.contains(document.activeElement)) picked.hidden = !selectedSpans().length; });
// A press on the button must not end the selection.
picked.addEventListener('pointerdown', event => event.preventDefault());
picked.onclick = async () => {
  const kept = pilcrow.keptAll(), spans = selectedSpans().filter(span => !kept.has(pilcrow.identity(span)));
  for (const span of spans) await pilcrow.keep(span);
  getSelection().removeAllRanges();
  picked.hidden = true;
  announce(say('kept'));
};

// Shows words of a report, which the brief or the check of a draft has, in the source.
pilcrow.showWords = async (span, from) => {
  opener = from;
  found = [];
  citations = [{ ...spanOf(span), quote: span.text, context: [] }];
  if (span.position < 0) return pilcrow.openGuide(citations[0].key);   // a title or a heading
  if (!await load(citations[0].key)) return pilcrow.tell(say('gone_report'));
  await show(0);
  focusText();
};
drawKept();
