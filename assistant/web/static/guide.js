// The guide at the top of a report: what it is, its summary, its outline, and questions to begin with.
function guideOf(report) {
  const made = (name, text, className) => {
    const one = document.createElement(name);
    if (text) one.textContent = text;
    if (className) one.className = className;
    return one;
  };
  const { guide } = report, section = made('section', '', 'guide'), facts = made('dl');
  section.setAttribute('aria-label', say('guide'));
  section.tabIndex = -1;
  section.dir = 'auto';
  const title = made('p', guide.title || guide.symbol, 'guide-title');
  title.dir = 'auto';
  const day = guide.issued && new Date(`${guide.issued}T00:00`).toLocaleDateString(days, { dateStyle: 'long' });
  const bodyName = guide.body in words ? say(guide.body) : guide.body;
  for (const [name, text] of [['report', guide.symbol], ['date', day], ['author', guide.author], ['body', bodyName]]) {
    if (!text) continue;
    const fact = made('dd', text);
    fact.dir = 'auto';
    facts.append(made('dt', say(name)), fact);
  }
  section.append(title, facts);
  if (guide.address) {
    const link = made('a', `${say('official')} ↗`, 'official');
    link.href = guide.address;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    link.title = say('official_tip');
    const note = made('span', say('official_tip'), 'official-note');
    section.append(link, note);
  }
  const compare = made('button', say('compare'), 'compare');
  compare.type = 'button';
  compare.title = say('compare_tip');
  compare.onclick = () => pilcrow.compare(report.key);
  section.append(compare);
  if (guide.questions.length) {
    const questions = made('div', '', 'begin');
    questions.append(made('p', say('begin_with'), 'guide-head'), ...guide.questions.map(question => {
      const button = made('button', question);
      button.type = 'button';
      button.onclick = () => { pilcrow.tickReport(report.key); if (pilcrow.isNarrow()) close(); pilcrow.ask(question); };
      return button;
    }));
    section.append(questions);
  }
  if (guide.summary.length) {
    const quoted = made('blockquote');
    quoted.append(...guide.summary.map(text => { const p = made('p', text); p.dir = 'auto'; return p; }));
    section.append(made('p', say('summary'), 'guide-head'), quoted);
  }
  section.append(tableButtons(report));
  if (report.outline.length) {
    const outline = made('ul', '', 'plan-list');
    outline.append(...report.outline.map(([level, heading, index]) => {
      const item = made('li'), button = made('button', heading);
      button.type = 'button';
      button.dir = 'auto';
      item.style.paddingInlineStart = `${16 * level}px`;
      button.onclick = () => { jump(paragraphs[index]); body.focus({ preventScroll: true }); };
      item.append(button);
      return item;
    }));
    section.append(made('p', say('outline'), 'guide-head'), outline);
  }
  return section;
}

pilcrow.openGuide = async key => {
  if (!await load(key)) return pilcrow.tell(say('gone_report'));
  unmark();
  citations = found = [];
  if (pilcrow.isNarrow() && document.querySelector('#drawer.open')) pilcrow.openReports();
  wantsPage = false;
  if (asPage) setView('text');
  open();
  body.scrollTo({ top: 0, behavior: 'instant' });
  drawMap();
  const query = new URLSearchParams(location.search), [symbol, of] = documents.get(key).key.split('#');
  ['paragraph', 'sentence', 'language'].forEach(name => query.delete(name));
  query.set('document', symbol);
  if (of !== 'English') query.set('language', of);
  history.replaceState(history.state, '', `${location.pathname}?${query.toString().replace(/%2F/g, '/').replace(/%2C/g, ',')}`);
  const guide = tabled ? $('.rows-box') : body.querySelector('.guide');
  guide.focus({ preventScroll: true });
  announce(`${say('source')}: ${symbol}`);
};

$('.print').onclick = async () => { if (tabled) await showAllRows(); pilcrow.print(true); };
