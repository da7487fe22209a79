// Runs before Gradio's own scripts. Gradio takes its loader away while the loader's clock runs, and the
// clock then asks for a frame sixty times a second as long as the page is open. A clock that shows tenths
// of a second needs a frame each tenth, and one that is not seen hardly any. Milliseconds.
const frame = window.requestAnimationFrame, TENTH = 100, UNSEEN = 2000;
window.requestAnimationFrame = callback => {
  if (!/performance\.now\(\)/.test(Function.prototype.toString.call(callback))) return frame(callback);
  const seen = document.querySelector('[data-testid=status-tracker]:not(.hide)');
  return setTimeout(() => frame(callback), seen ? TENTH : UNSEEN);
};
