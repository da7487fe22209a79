// Adding files to the library, and removing reports: a list that says what has become of each. The server does
// the work, also if the page is closed; the page asks it how far it is. The token of the list is kept by this tab.
const INTAKE = 'pilcrow-intake', LOOK = 700, RETRY = 5000;   // milliseconds
const intake = element.querySelector('.intake'), picker = intake.querySelector('input[type=file]');
const intakePart = name => intake.querySelector(`.intake-${name}`);
const entryList = intakePart('list'), entryBar = intake.querySelector('progress');
let sending = [], entries = [], timeLeft = null, lookSoon = 0, heard = true, flight = null;   // sending: files that the server does not have yet
intake.hidden = !props.value.changes;
picker.accept = props.value.kinds;
entryBar.setAttribute('aria-label', say('intake_progress'));
entryList.setAttribute('aria-label', say('intake_progress'));

function visitToken() {
  let token = '';
  try { token = sessionStorage.getItem(INTAKE) || ''; } catch { /* storage is switched off */ }
  if (!token) token = visitToken.made ||= [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  try { sessionStorage.setItem(INTAKE, token); } catch { /* storage is switched off */ }
  return token;
}
async function tellServer(query, body) {
  const search = new URLSearchParams({ visit: visitToken(), ...(query || {}) });
  const response = await fetch(`${serverRoot}${props.value.reports}?${search}`, query ? { method: 'POST', body: body || '' } : {});
  const data = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(data.detail || ''), { status: response.status });
  showState(data);
}
function showState(data) {
  const before = new Map(entries.map(one => [one.number, one.state]));
  heard = true;
  entries = data.entries;
  timeLeft = data.left;
  drawIntake();
  const DONE = ['added', 'replaced', 'removed', 'returned', 'undone'];
  if (entries.some(one => DONE.includes(one.state) && before.get(one.number) !== one.state)) pilcrow.lookAtReports();
  if (entries.some(one => one.busy)) lookAgain(LOOK);
}
function lookAgain(wait) {
  clearTimeout(lookSoon);
  lookSoon = setTimeout(() => tellServer().catch(() => { heard = false; drawIntake(); lookAgain(RETRY); }), wait);
}
// What the user does is shown at once, before the server has answered.
async function act(query, number, state) {
  const entry = entries.find(one => one.number === number);
  if (entry && state) Object.assign(entry, { state, busy: true, actions: [], share: 0 });
  drawIntake();
  try { await tellServer(query); } catch (problem) { pilcrow.tell(problem.message || say('intake_away')); lookAgain(LOOK); }
}

// Each file is sent by itself, so that any number of them can be sent, and one that fails stops no other.
async function sendFiles(files) {
  const already = sending.length;
  sending.push(...files.map(file => ({ file, name: file.name, state: 'sending' })));
  drawIntake();
  if (already) return;                           // they follow those that are being sent
  while (sending.length) {
    const [one] = sending;
    if (one.file.size > props.value.most) {
      sending.shift();
      pilcrow.tell(say('intake_large', one.name, Math.floor(props.value.most / 1e6)));
      continue;
    }
    try {
      await (flight = tellServer({ do: 'add', name: one.name, language }, one.file));
      if (sending[0] === one) sending.shift();
    } catch (problem) {                          // the server is away or busy: the file is sent again
      if (problem.status && problem.status !== 429) { sending.shift(); pilcrow.tell(`${one.name}: ${problem.message}`); } else {
        heard = false;
        drawIntake();
        await new Promise(done => setTimeout(done, RETRY));
      }
    }
  }
  drawIntake();
}
const ACTS = { accept: 'queued', decline: 'left_out', again: 'queued', undo: 'to_undo', put_back: 'to_return' };
const OPEN_AGAIN = new Set();                    // entries whose particulars the user has opened
function entryRow(one) {
  const row = make('li', `entry is-${one.state}`), name = make('b', '', one.name), said = make('span', 'entry-state', say(`state_${one.state}`));
  name.dir = 'auto';
  row.append(name, said);
  const doneShare = one.share > 0 && one.busy ? ` ${Math.round(one.share * 100)} %` : '';
  said.append(doneShare);
  if (one.said?.length) {
    const plain = ['refused', 'failed', 'decide', 'stays'].includes(one.state), more = make(plain ? 'div' : 'details', 'entry-said');
    if (!plain) {
      more.append(make('summary', '', say('intake_details')));
      more.open = OPEN_AGAIN.has(one.number);
      more.ontoggle = () => { if (more.open) OPEN_AGAIN.add(one.number); else OPEN_AGAIN.delete(one.number); };
    }
    for (const html of one.said) { const p = make(html.startsWith('<details') ? 'div' : 'p'); p.innerHTML = html; p.dir = 'auto'; more.append(p); }   // escaped by the server
    row.append(more);
  }
  for (const action of one.actions || []) {
    const button = make('button', `entry-${action}`, say(action === 'again' ? 'try_again' : action));
    button.setAttribute('aria-label', `${button.textContent}: ${one.name}`);
    button.onclick = () => act({ do: 'act', number: one.number, action }, one.number, ACTS[action]);
    row.append(button);
  }
  return row;
}
let drawnEntries = '';
function drawIntake() {
  const all = [...entries, ...sending], open = all.filter(one => one.busy || one.file);
  intakePart('work').hidden = !all.length;
  // A row that has not changed stays, with its focus, what is selected in it, and what is opened.
  const now = all.map(one => JSON.stringify([one.number, one.name, one.state, Math.round((one.share || 0) * 100)])), was = drawnEntries ? JSON.parse(drawnEntries) : [];
  now.forEach((key, i) => {
    if (key === was[i]) return;
    const row = entryRow(all[i]);
    if (entryList.children[i]) entryList.children[i].replaceWith(row); else entryList.append(row);
  });
  while (entryList.children.length > all.length) entryList.lastChild.remove();
  drawnEntries = JSON.stringify(now);
  const minutes = timeLeft === null ? '' : timeLeft < 60 ? say('intake_soon') : say('intake_minutes', Math.ceil(timeLeft / 60));
  const count = all.length > 1 || open.length ? say('intake_count', all.length - open.length - all.filter(one => one.state === 'decide').length, all.length) : '';
  const text = heard ? [count, open.length ? minutes : ''].filter(Boolean).join(' ') : say('intake_away');
  if (intakePart('said').textContent !== text) intakePart('said').textContent = text;
  const whole = all.length || 1, done = all.reduce((sum, one) => sum + (one.file ? 0 : one.busy ? 0.1 + 0.9 * one.share * (one.state !== 'waiting') : 1), 0);
  entryBar.value = done / whole;
  entryBar.hidden = !open.length;
  intakePart('cancel').hidden = !open.some(one => one.file || ['waiting', 'reading', 'queued', 'adding'].includes(one.state));
  intakePart('clear').hidden = !!open.length;
}

intakePart('add').onclick = () => { picker.value = ''; picker.click(); };
picker.onchange = () => sendFiles([...picker.files]);
intakePart('cancel').onclick = async () => {
  intakePart('add').focus();
  sending = [];
  for (const one of entries) if (['waiting', 'reading', 'queued'].includes(one.state)) Object.assign(one, { state: 'cancelled', busy: false }); else if (one.state === 'adding') one.state = 'stopping';
  drawIntake();
  await flight?.catch(() => {});                 // a file that is on its way is cancelled as well
  act({ do: 'cancel' });
};
intakePart('clear').onclick = () => { OPEN_AGAIN.clear(); act({ do: 'clear' }); intakePart('add').focus(); };
pilcrow.removeReport = key => { act({ do: 'remove', key, language }); entryList.scrollIntoView({ block: 'nearest' }); };
// Files may be dropped anywhere: the browser would leave the page for the first of them. A pane has its own use for one.
const hasFiles = event => [...(event.dataTransfer?.types || [])].includes('Files') && !event.defaultPrevented;
document.addEventListener('dragover', event => { if (hasFiles(event)) { event.preventDefault(); document.body.classList.toggle('dropping', props.value.changes); } });
document.addEventListener('dragleave', event => { if (!event.relatedTarget) document.body.classList.remove('dropping'); });
document.addEventListener('drop', event => {
  document.body.classList.remove('dropping');
  if (!hasFiles(event)) return;
  event.preventDefault();
  if (!props.value.changes) return;
  if (!document.querySelector('#drawer.open')) pilcrow.openReports();
  sendFiles([...event.dataTransfer.files]);
});
if (props.value.changes) { let had = null; try { had = sessionStorage.getItem(INTAKE); } catch { /* storage is switched off */ } if (had) lookAgain(0); }
