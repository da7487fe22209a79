// What lies over the page: the sheet of the source on a small screen, and the drawer of reports. Escape
// closes the one on top; on a small screen, so does the browser's way back.
const NARROW = 800, layers = [];               // {name, close}, the topmost last
let stepping = false;                          // our own step back, which closes nothing more
pilcrow.isNarrow = () => innerWidth <= NARROW;
pilcrow.opened = (name, close) => {
  if (layers.some(one => one.name === name)) return;
  layers.push({ name, close });
  if (pilcrow.isNarrow()) history.pushState({ layer: name }, '');
};
pilcrow.closed = name => {
  const place = layers.findIndex(one => one.name === name);
  if (place < 0) return;
  layers.splice(place, 1);
  if (history.state?.layer === name) { stepping = true; history.back(); }
};
window.addEventListener('popstate', () => {
  if (stepping) { stepping = false; return; }
  layers.pop()?.close();
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented || !layers.length) return;
  event.preventDefault();
  layers.at(-1).close();                       // which says that it is closed
});
