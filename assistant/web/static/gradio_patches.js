// Everything in the browser that works around Gradio, each with the behaviour of Gradio that it mends.
// tests/assistant_web/test_gradio_patches.py fails when Gradio no longer needs one of them.

// A value is set before its message is drawn, and no event follows when it has been. Milliseconds.
const DRAWN = 80, EDIT_BOX_DRAWN = 60;
pilcrow.whenDrawn = run => setTimeout(run, DRAWN);

// The list of examples has the role "list", which contradicts the buttons in it.
new MutationObserver(() => document.querySelector('#bot .examples[role=list]')?.setAttribute('role', 'group'))
  .observe(document.body, { childList: true, subtree: true });

// The reasons of the feedback menu and the names of two buttons are in English in every language.
const translated = { 'Copy message': 'copy', Feedback: 'feedback', ...props.value.reasons };
if (language !== 'en') new MutationObserver(() => {
  for (const option of document.querySelectorAll('.extra-feedback-option')) {
    if (translated[option.textContent]) option.textContent = say(translated[option.textContent]);
  }
  for (const button of document.querySelectorAll('#bot .icon-button')) {
    if (translated[button.title]) button.ariaLabel = button.title = say(translated[button.title]);
  }
}).observe(document.body, { childList: true, subtree: true });

// The copy button of a message copies its Markdown: copy the quotations with their references instead.
// What is copied has a form for word processors as well, and browsers change that form unless it is given in the
// event of copying. They have no other way to copy at all on plain http under another name than localhost.
const writeText = navigator.clipboard?.writeText.bind(navigator.clipboard);
pilcrow.putInClipboard = async ({ text, html }) => {
  const area = make('textarea'), focused = document.activeElement;
  let done = false;
  const give = event => {
    event.clipboardData.setData('text/plain', text);
    if (html) event.clipboardData.setData('text/html', html);
    event.preventDefault();
    done = true;
  };
  area.value = text;
  area.style.cssText = 'position:fixed;opacity:0';
  document.body.append(area);
  area.select();
  document.addEventListener('copy', give, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', give, true);
  area.remove();
  focused?.focus({ preventScroll: true });
  if (done) return;
  if (!writeText) throw new Error('refused');
  await writeText(text);
};
const copyMessage = text => pilcrow.putInClipboard(pilcrow.copyOf?.(text) ?? { text });
if (navigator.clipboard) navigator.clipboard.writeText = copyMessage;
else Object.defineProperty(navigator, 'clipboard', { value: { writeText: copyMessage } });

// The script of a gr.HTML can start no event of another component, and open no sidebar or edit box.
pilcrow.save = format => document.querySelector(`#save-${format}`).click();
pilcrow.openReports = () => document.querySelector('#drawer .toggle-button').click();
pilcrow.switchTalk = () => document.querySelector('#switch-talk').click();
pilcrow.askThese = keys => { pilcrow.wantedTicks = keys; document.querySelector('#ask-these').click(); };
pilcrow.refreshReports = () => document.querySelector('#refresh-reports')?.click();
pilcrow.ask = question => {                     // as if it were typed and sent
  const box = document.querySelector('#q textarea');
  box.value = question;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  pilcrow.whenDrawn(() => document.querySelector('#q .submit-button').click());
};
// No event says in the browser that the boxes of the reports have changed, or what is ticked.
new MutationObserver(changes => {
  if (changes.some(change => change.target.closest?.('#ticked'))) pilcrow.boxesChanged?.();
}).observe(document.body, { childList: true, attributes: true, attributeFilter: ['class'], subtree: true });
// The drawer has no event in the browser when it opens or closes.
// It may be drawn after this script has run, so the page is watched for it.
const isOpen = () => !!document.querySelector('#drawer.open');
new MutationObserver(changes => {
  if (!changes.some(change => change.target.id === 'drawer')) return;
  if (isOpen()) pilcrow.opened('drawer', () => isOpen() && pilcrow.openReports()); else pilcrow.closed('drawer');
}).observe(document.body, { attributes: true, attributeFilter: ['class'], subtree: true });
// When the connection is lost, Gradio says so and ends the turn; no event follows, not even a click's.
new MutationObserver(() => {
  if (document.querySelector('.toast-body.error') && !document.querySelector('#bot .pending')) pilcrow.askedBefore(0);
}).observe(document.body, { childList: true, subtree: true });
// The send button has no name. The log of messages would be read aloud as well as what the page announces.
new MutationObserver(() => {
  const send = document.querySelector('#q .submit-button'), log = document.querySelector('#bot [role=log]');
  if (send && send.ariaLabel !== say('send')) send.ariaLabel = send.title = say('send');
  if (log && log.ariaLive !== 'off') log.ariaLive = 'off';
}).observe(document.body, { childList: true, subtree: true });
// In the edit box, the keys of the box for questions: a click on its buttons, which are named in six languages.
pilcrow.endEdit = send => {
  const row = document.querySelector('#bot .user-row textarea').closest('.user-row');
  const buttons = row.nextElementSibling?.querySelectorAll('button');
  buttons?.[send ? 0 : 1]?.click();
  document.querySelector('#q textarea').focus();
};
pilcrow.editLast = () => {
  const edit = [...document.querySelectorAll('#bot .user-row ~ .message-buttons-right button, #bot .user-row button')].pop();
  if (!edit) return false;
  edit.click();
  setTimeout(() => document.querySelector('#bot .user-row textarea')?.focus(), EDIT_BOX_DRAWN);
  return true;
};
