// The conversations, which this browser keeps, each under a key of its own: {name, named, changed, messages}.
// A tab shows one of them. What another tab adds to it meanwhile is shown here too, and nothing is lost.
const KEPT = 'pilcrow-talk:', SHOWN = 'pilcrow-talk', MOST_NAME = 80;   // characters
const talksMenu = element.querySelector('.talks'), talksOpener = talksMenu.querySelector('[data-act=talks]');
const talksList = talksMenu.querySelector('.talks-list'), here = sessionStorageOf();
let talkId = '', lastKept = [];                    // what this tab last read or wrote of its conversation

function sessionStorageOf() {
  try { return window.sessionStorage; } catch { return null; }
}
const signature = message => `${message.role} ${message.content?.[0]?.text ?? ''}`;
const same = (some, others) => some.length === others.length && some.every((one, i) => signature(one) === signature(others[i]));
const begins = (some, start) => same(some.slice(0, start.length), start);
const answersIn = messages => messages.filter(message => message.role === 'assistant').length;
const readTalk = id => {
  try { return JSON.parse(stored(KEPT + id)); } catch { return null; }
};
function writeTalk(id, talk) {
  try { localStorage.setItem(KEPT + id, JSON.stringify(talk)); return true; } catch { pilcrow.tell(say('talk_full')); return false; }
}
const dropTalk = id => { try { localStorage.removeItem(KEPT + id); } catch { /* storage is switched off */ } };
function allTalks() {                          // the last changed first
  let keys = [];
  try { keys = Object.keys(localStorage).filter(key => key.startsWith(KEPT)); } catch { /* storage is switched off */ }
  const talks = keys.map(key => ({ id: key.slice(KEPT.length), ...readTalk(key.slice(KEPT.length)) }));
  return talks.filter(talk => Array.isArray(talk.messages) && talk.messages.length).sort((a, b) => b.changed - a.changed);
}
const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const nameOf = messages => messages.find(message => message.role === 'user')?.content[0].text.trim().slice(0, MOST_NAME) || '';
function enter(id) {
  talkId = id;
  try { here?.setItem(SHOWN, id); } catch { /* storage is switched off */ }
  lastKept = readTalk(id)?.messages || [];
  return lastKept;
}

// The addresses of citations have the number of their answer in the conversation: see markdown.py. No
// other part of a message can look like one, because brackets in it are escaped.
const renumbered = (messages, by) => messages.map(message => message.role !== 'assistant' ? message : {
  ...message,
  content: message.content.map(part => ({ ...part, text: part.text?.replace(/\]\(#([cf])\/(\d+)/g, (_, kind, n) => `](#${kind}/${Number(n) + by}`) })),
});

// When the page opens: the conversation that this tab showed, else the last one of all tabs. ``old`` is
// the only conversation of an earlier version.
pilcrow.startTalk = old => {
  const talks = allTalks();
  if (!talks.length && old?.length && !stored('pilcrow-talk-moved')) {
    const id = newId();
    if (writeTalk(id, { name: nameOf(old), changed: Date.now(), messages: old })) stored('pilcrow-talk-moved', '1');
    return enter(id);
  }
  let shownHere = '';
  try { shownHere = here?.getItem(SHOWN) || ''; } catch { /* storage is switched off */ }
  return enter(shownHere || talks[0]?.id || newId());
};

// After each turn. Another tab may have gone on with the conversation since this tab read it: then its
// turns come first; if the two have parted, what stands here becomes a conversation of its own.
pilcrow.keepTalk = messages => {
  const kept = readTalk(talkId), before = kept?.messages || [];
  if (!messages.length) { dropTalk(talkId); lastKept = []; return; }
  let now = messages;
  if (kept && !same(before, lastKept)) {
    if (begins(before, lastKept) && begins(messages, lastKept)) {
      now = [...before, ...renumbered(messages.slice(lastKept.length), answersIn(before) - answersIn(lastKept))];
    } else if (!same(before, messages)) {
      enter(newId());
      pilcrow.tell(say('talk_parted'));
    }
  }
  const other = readTalk(talkId), name = other?.named ? other.name : nameOf(now);
  writeTalk(talkId, { name, named: !!other?.named, changed: Date.now(), messages: now });
  lastKept = now;
  if (now !== messages) showTalk(now, 'restore');
};

// What the source panel gets: the data of the answers, and their texts, by which it recognises a copied
// answer. ``action`` is "show" for the last answer, "restore" for a conversation that is opened, or "".
pilcrow.told = (messages, panel, action) => {
  const answers = (messages || []).filter(message => message.role === 'assistant');
  const dataOf = message => { try { return JSON.parse(message.metadata.log); } catch { return null; } };
  return { ...panel, turn: panel.turn + 1, action, answers: answers.map(dataOf), texts: answers.map(message => message.content?.[0]?.text || '') };
};
pilcrow.next = { messages: [], action: '' };
function showTalk(messages, action) {
  pilcrow.next = { messages, action };
  pilcrow.switchTalk();
}
const pending = () => !!document.querySelector('#bot .pending');
function goTo(id) {
  if (pending()) return pilcrow.tell(say('talk_wait'));
  foldTalks(true);
  showTalk(enter(id), '');
  document.querySelector('#q textarea').focus();
}
pilcrow.clearTalk = () => {
  const id = talkId, talk = readTalk(id);
  dropTalk(id);
  lastKept = [];
  if (talk) pilcrow.tell(say('cleared'), () => { writeTalk(id, talk); showTalk(enter(id), 'restore'); });
};
function deleteTalk(id) {
  const talk = readTalk(id);
  if (id === talkId && pending()) return pilcrow.tell(say('talk_wait'));
  dropTalk(id);
  const shownId = talkId;
  if (id === talkId) showTalk(enter(allTalks()[0]?.id || newId()), '');
  pilcrow.tell(say('talk_deleted'), () => {
    writeTalk(id, talk);
    if (id === shownId) showTalk(enter(id), ''); else drawTalks();
  });
  drawTalks();
  talksList.querySelector('button').focus();
}

function talkRow(talk) {
  const row = document.createElement('div'), open = document.createElement('button');
  row.className = 'talk';
  open.className = 'talk-open';
  open.textContent = talk.name || say('conversation');
  open.dir = 'auto';
  if (talk.id === talkId) open.setAttribute('aria-current', 'true');
  open.onclick = () => goTo(talk.id);
  const tool = (sign, tip, run) => {
    const button = document.createElement('button');
    button.textContent = sign;
    button.title = tip;
    button.setAttribute('aria-label', `${tip}: ${open.textContent}`);
    button.onclick = run;
    return button;
  };
  row.append(open, tool('✎', say('rename'), () => renameTalk(talk, row)), tool('✕', say('delete'), () => deleteTalk(talk.id)));
  row.querySelectorAll('button').forEach(button => { button.type = 'button'; });
  return row;
}
function renameTalk(talk, row) {
  const box = document.createElement('input');
  box.value = talk.name;
  box.maxLength = MOST_NAME;
  box.dir = 'auto';
  box.setAttribute('aria-label', say('talk_name'));
  box.onkeydown = event => {
    if (event.isComposing || !['Enter', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const name = box.value.trim(), kept = readTalk(talk.id);
    if (event.key === 'Enter' && name && kept) writeTalk(talk.id, { ...kept, name, named: true });
    drawTalks();
    talksList.querySelector('button').focus();
  };
  row.replaceChildren(box);
  box.select();
}
function drawTalks() {
  const begin = document.createElement('button');
  begin.type = 'button';
  begin.className = 'new-talk';
  begin.textContent = `+ ${say('new_talk')}`;
  begin.onclick = () => goTo(newId());
  talksList.replaceChildren(begin, ...allTalks().map(talkRow));
}
function foldTalks(folded) {
  talksList.hidden = folded;
  talksOpener.setAttribute('aria-expanded', String(!folded));
}
talksOpener.onclick = () => {
  if (talksList.hidden) drawTalks();
  foldTalks(!talksList.hidden);
  if (!talksList.hidden) talksList.querySelector('button').focus();
};
talksMenu.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !talksList.hidden) { event.preventDefault(); foldTalks(true); talksOpener.focus(); }
});
document.addEventListener('click', event => { if (event.target.isConnected && !talksMenu.contains(event.target)) foldTalks(true); });

window.addEventListener('storage', event => {
  if (!event.key?.startsWith(KEPT)) return;
  if (!talksList.hidden && !talksList.querySelector('input')) drawTalks();
  // A tab that waits for an answer merges when it has come.
  if (event.key !== KEPT + talkId || !event.newValue || pending()) return;
  const before = lastKept, now = enter(talkId);
  if (!same(before, now)) showTalk(now, 'restore');
});
