// A pane over the conversation: the brief, or the check of a draft. The source stays beside it; on a small
// screen the pane is the whole screen, and the source slides over it. Only one is open at a time.
const host = element.closest('#brief, #check'), pane = element.querySelector('.pane'), paneName = host.id;
const one = selector => pane.querySelector(selector);
pilcrow.panes ??= {};                          // by name: {open, close}
let paneOpener = null;

// What lies behind the pane cannot be reached while it is open.
const behind = () => [...host.parentElement.children].filter(other => !other.matches('#brief, #check'))
  .concat(pilcrow.isNarrow() ? [document.querySelector('#top header')] : []);
function openPane() {
  Object.values(pilcrow.panes).forEach(other => other.close());
  paneOpener = document.activeElement;
  host.classList.add('open');
  behind().forEach(other => { other.inert = true; });
  pilcrow.opened(paneName, closePane);
  one('h2').focus();
}
function closePane() {
  if (!host.classList.contains('open')) return;
  host.classList.remove('open');
  [...host.parentElement.children, document.querySelector('#top header')].forEach(other => { other.inert = false; });
  pilcrow.closed(paneName);
  paneOpener?.focus?.();
}
pilcrow.panes[paneName] = { open: openPane, close: closePane };
one('.pane-x').onclick = closePane;

// What has happened, with a button if it can be undone; in the pane if it is open, else at the top.
const saidHere = one('.pane-said'), undoHere = one('.pane-undo');
function tellHere(text, takeBack) {
  if (!host.classList.contains('open')) return pilcrow.tell(text, takeBack);
  saidHere.textContent = text;
  undoHere.hidden = !takeBack;
  undoHere.onclick = () => { tellHere(''); takeBack(); one('h2').focus(); };
}
const named = (item, name) => { item.title = name; item.setAttribute('aria-label', name); return item; };
