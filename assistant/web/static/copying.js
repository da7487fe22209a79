// What is copied: quotations in quotation marks, with their references in the chosen style. In the style of the
// United Nations, references are footnotes: a number after each quotation, and the note below. The notes are
// marked up as Word and LibreOffice mark theirs, so that they become footnotes where they are pasted.
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹', raised = number => [...String(number)].map(digit => RAISED[digit]).join('');
const escaped = text => make('span', '', text).innerHTML;
const inMarks = ({ before, text }) => [...(before || []).map(words => `“${words}” …`), `“${text}”`].join(' ');

function quoted(spans) {
  if (LIBRARY.includes(style())) return { text: spans.map(referenceTo).join('\n\n') };
  if (style() === 'un') return asFootnotes(spans);
  const apart = style() === 'plain' ? ' ' : '\n', brackets = style() === 'plain' ? ['(', ')'] : ['', '.'];
  return { text: spans.map(span => `${inMarks(span)}${apart}${brackets.join(referenceTo(span))}`).join('\n\n') };
}
function asFootnotes(spans) {
  const notes = spans.map(span => `${referenceTo(span)}.`);
  const text = [...spans.map((span, i) => `${inMarks(span)}${raised(i + 1)}`), notes.map((note, i) => `${raised(i + 1)} ${note}`).join('\n')].join('\n\n');
  const mark = (i, isNote) => {
    const [here, there] = isNote ? ['sym', 'anc'] : ['anc', 'sym'], name = `sdfootnote${i + 1}`;
    return `<a class="sdfootnote${here}" name="${name}${here}" href="#${name}${there}" style="mso-footnote-id:${name}"><sup>${i + 1}</sup></a>`;
  };
  const quotations = spans.map((span, i) => `<p>${escaped(inMarks(span))}${mark(i)}</p>`).join('');
  const below = notes.map((note, i) => `<div id="sdfootnote${i + 1}" style="mso-element:footnote"><p class="sdfootnote">${mark(i, true)} ${escaped(note)}</p></div>`).join('');
  return { text, html: `${quotations}<div style="mso-element:footnote-list">${below}</div>` };
}

// An answer as it is copied: its quotations with their references, or that there is none.
function copyOfAnswer(answer) {
  const spans = answer.shown.map(one => ({ ...one, before: one.context.map(span => span.text) }));
  const copied = spans.length ? quoted(spans) : { text: '' };
  if (!answer.abstained) return copied;
  const none = answer.asked > 1 ? say('no_sentence_many', answer.asked) : say(answer.asked ? 'no_sentence_one' : 'no_sentence');
  const above = spans.length ? [none, say('nearest')] : [none];
  return { text: [...above, copied.text].filter(Boolean).join('\n\n'), html: copied.html && above.map(line => `<p>${escaped(line)}</p>`).join('') + copied.html };
}

// Words that are selected in the source are copied with their reference as well.
body.addEventListener('copy', event => {
  const spans = event.target.closest?.('input, .guide') ? [] : selectedSpans();
  if (!spans.length) return;
  const { text, html } = quoted(spans);
  event.clipboardData.setData('text/plain', text);
  if (html) event.clipboardData.setData('text/html', html);
  event.preventDefault();
});
