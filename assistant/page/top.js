element.addEventListener('click', event => {
  const act = event.target.dataset.act;
  if (act === 'theme') document.body.classList.toggle('dark');
  if (act === 'reports') document.querySelector('#drawer .toggle-button').click();
  if (act === 'source') document.querySelector('#panel').dispatchEvent(new CustomEvent('pilcrow:open'));
});
// A file that was chosen before is chosen anew: without this, the browser would say nothing of it.
document.addEventListener('click', event => {
  if (event.target.closest?.('#add')) for (const input of document.querySelectorAll('#drawer input[type=file]')) input.value = '';
}, true);
