// Below a paragraph: the documents that it names. Those of the library open here, the others at docs.un.org.
function showNames() {
  for (const names of body.querySelectorAll('.names')) {
    const label = document.createElement('span');
    label.textContent = say('names_documents');
    names.prepend(label);
    for (const link of names.querySelectorAll('a')) {
      const { key } = link.dataset;
      link.title = say(key ? 'opens_report' : 'not_in_library');
      if (!key) continue;
      const [symbol, of] = key.split('#'), query = new URLSearchParams({ document: symbol });
      if (of !== 'English') query.set('language', of);
      link.href = `${location.pathname}?${query}`;
    }
  }
}
body.addEventListener('click', async event => {
  const link = event.target.closest('.names a[data-key]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { id, dataset } = link.closest('.p'), from = { key: shown, paragraph: id.slice(2), context: [] };
  await pilcrow.openGuide(link.dataset.key);
  if (shown !== link.dataset.key) return;
  const back = document.createElement('button');
  back.type = 'button';
  back.className = 'names-back';
  back.dir = 'auto';
  back.textContent = `‹ ${dataset.reference}`;
  back.onclick = () => { citations = [from]; show(0).then(() => focusText()); };
  body.querySelector('.guide').prepend(back);
});
