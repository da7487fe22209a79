element.addEventListener('click', event => {
  const act = event.target.dataset.act;
  if (act === 'theme') document.body.classList.toggle('dark');
  if (act === 'source') document.querySelector('#panel').dispatchEvent(new CustomEvent('pilcrow:open'));
});
