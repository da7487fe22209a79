// Printing. A sheet over the page is what the user sees, so it is printed; else the conversation is.
const inSight = () => pilcrow.isNarrow() && document.querySelector('#panel.open');
let askedFor = false;
pilcrow.print = source => {
  askedFor = true;
  document.body.classList.toggle('print-source', source);
  window.print();
};
window.addEventListener('beforeprint', () => {
  if (!askedFor) document.body.classList.toggle('print-source', !!inSight());
  const made = new Date().toLocaleDateString(days, { dateStyle: 'long' });
  element.querySelector('.brief b').textContent = say('brief');
  element.querySelector('.brief span').textContent = say('brief_made', made);
});
window.addEventListener('afterprint', () => { askedFor = false; document.body.classList.remove('print-source'); });
