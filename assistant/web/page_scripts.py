"""Small scripts of the page's events, which run in the browser before or instead of a handler."""

# The browser shows the question at once; the server then answers the last message. While a question
# is being answered, the next one stays in the text box: its answer would replace the other answer.
ECHO = """(question, messages) => question.trim() && !document.querySelector('#bot .pending')
  ? [pilcrow.asking(question),
    [...messages, {role: 'user', content: [{type: 'text', text: question}]}]]
  : [question, messages]"""
# A question that is stopped goes back into the text box.
STOP = """(question, messages) => pilcrow.asking('') || messages.length
  && messages.at(-1).role === 'user'
  ? [messages.at(-1).content[0].text, messages.slice(0, -1)] : [question, messages]"""
# The file has the citation style that the user chose in the source panel. The panel stores it.
SAVE = """(format, messages, style, language) => {
  try { style = localStorage.getItem('pilcrow-style'); } catch { /* storage is switched off */ }
  return [format, messages, style || '', language];
}"""
# After a turn, the conversation is kept, and the source panel gets the answers. {0} is the action
# of the panel: see ``static/talks.js``.
PANEL = """(messages, panel) => {
  if ('{0}' === 'show' && messages?.at(-1)?.role === 'assistant') pilcrow.asking('');
  pilcrow.keepTalk(messages || []);
  return [pilcrow.told(messages, panel, '{0}')];
}"""
# The page opens with the conversation that the browser has kept. The event may come before the
# scripts of the page have run.
START = """async (old, panel) => {
  while (!window.pilcrow?.startTalk) await new Promise(done => setTimeout(done, 20));
  const messages = pilcrow.startTalk(old);
  return [messages, pilcrow.told(messages, panel, 'restore')];
}"""
# Another conversation is shown, or the same one with what another tab has added.
SWITCH = """panel => {
  const { messages, action } = pilcrow.next;
  return [messages, pilcrow.told(messages, panel, action)];
}"""
# A turn that failed, too, is followed by the next event, unless the connection is lost.
GIVE_BACK = "(question, messages) => pilcrow.giveBack(question, messages)"
CLEARED = "() => { pilcrow.clearTalk(); return []; }"
LANGUAGE = "() => document.documentElement.lang || 'en'"


def panel(action: str) -> str:
    """Return the script that gives the panel the conversation, with an action: see above."""
    return PANEL.replace("{0}", action)
