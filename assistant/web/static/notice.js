// A sentence at the top of the page about what has happened, with a button if it can be undone.
const notice = element.querySelector('.notice'), [undo, dismiss] = notice.querySelectorAll('button');
pilcrow.tell = (text, takeBack) => {
  notice.hidden = false;
  notice.querySelector('span').textContent = text;
  undo.hidden = !takeBack;
  undo.onclick = () => { notice.hidden = true; takeBack(); };
};
dismiss.onclick = () => { notice.hidden = true; };

// A question that got no answer goes back into its box; what was typed meanwhile stays, after it. It is
// kept until it is answered, because Gradio loads the page again when it has found a lost server.
const ASKING = 'pilcrow-asking';
pilcrow.asking = question => {                 // returns what the box then holds
  try { sessionStorage.setItem(ASKING, question); } catch { /* storage is switched off */ }
  return '';
};
function askedBefore(tries = 100) {
  let question = '';
  try { question = sessionStorage.getItem(ASKING); } catch { return; }
  const box = document.querySelector('#q textarea');
  if (!question || box?.value || (!box && !tries)) return;
  if (!box) return setTimeout(() => askedBefore(tries - 1), 100);
  // Until it is answered or changed, it is kept: the page may be loaded several times.
  box.addEventListener('input', event => event.isTrusted && pilcrow.asking(''));
  box.value = question;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  pilcrow.tell(say('given_back'));
}
pilcrow.askedBefore = askedBefore;
askedBefore();
pilcrow.giveBack = (question, messages) => {
  const last = messages.at(-1);
  if (last?.role !== 'user') return [question, messages];
  pilcrow.asking('');
  pilcrow.tell(say('given_back'));
  return [[...new Set([last.content[0].text, question])].filter(text => text?.trim()).join('\n'), messages.slice(0, -1)];
};

// Which reports are asked is kept by this browser, as the keys that are left out, so that a report that
// is added later is asked. It also stands in the address of the page, as the keys that are asked.
const LEFT_OUT = 'pilcrow-left-out', linked = new URLSearchParams(location.search).get('asked');
// It is read as the page opens: the boxes, which are all ticked then, may change before they are restored.
const keptScope = () => JSON.stringify({ asked: linked, left_out: stored(LEFT_OUT) || '' });
let scopeAtStart = keptScope();
pilcrow.wantedScope = () => { const scope = scopeAtStart || keptScope(); scopeAtStart = ''; return scope; };
pilcrow.keepScope = scope => {
  const { asked, left_out } = JSON.parse(scope || '{}'), query = new URLSearchParams(location.search);
  if (asked === undefined) return;
  // What a link asks for is not what the user chose.
  if (asked !== linked) stored(LEFT_OUT, left_out);
  if ((query.get('asked') || '') === asked) return;
  query.delete('asked');
  if (asked) query.set('asked', asked);
  const text = query.toString().replace(/%2F/g, '/').replace(/%2C/g, ',');
  history.replaceState(history.state, '', location.pathname + (text && `?${text}`) + location.hash);
};
