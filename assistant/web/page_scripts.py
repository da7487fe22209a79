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
# The source panel gets the data of the answers, and their texts, by which it recognises a copied
# answer. {0} is the action of the panel: "show" the last answer, or "restore" a conversation.
PANEL = """(messages, panel) => {
  pilcrow.talk = messages;
  if ('{0}' === 'show' && messages?.at(-1)?.role === 'assistant') pilcrow.asking('');
  const answers = (messages || []).filter(message => message.role === 'assistant');
  const dataOf = message => {
    try { return JSON.parse(message.metadata.log); } catch { return null; }
  };
  return [messages, {...panel, turn: panel.turn + 1, action: '{0}', answers: answers.map(dataOf),
    texts: answers.map(message => message.content?.[0]?.text || '')}];
}"""
# A turn that failed, too, is followed by the next event, unless the connection is lost.
GIVE_BACK = "(question, messages) => pilcrow.giveBack(question, messages)"
# The conversation that was cleared is kept until the page is left.
CLEARED = "() => { pilcrow.tellCleared(); return [[]]; }"  # a list of outputs: one empty list
LANGUAGE = "() => document.documentElement.lang || 'en'"


def panel(action: str) -> str:
    """Return the script that gives the panel the conversation, with an action: see above."""
    return PANEL.replace("{0}", action)


# What was cleared is taken from where the last turn left it.
UNCLEAR = f"(messages, panel) => ({panel('restore')})(pilcrow.talk, panel)"
