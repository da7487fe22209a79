// The words of the page. Put before the scripts that use them. Gradio has decided on the language,
// by the browser's, and has written it into the page.
const words = props.value.words, tags = Object.keys(words.of);
const base = tag => tag.toLowerCase().split('-')[0];
const language = tags.find(tag => base(tag) === base(document.documentElement.lang || navigator.language)) || 'en';
const days = language === 'en' ? 'en-GB' : language;   // how dates are written: 7 July 2023
const say = (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, () => value), words[key][language]);
if (language === 'ar') document.documentElement.dir = 'rtl';
element.querySelectorAll('[data-say]').forEach(item => { item.textContent = say(item.dataset.say); });
element.querySelectorAll('[data-tip]').forEach(item => { item.title = say(item.dataset.tip); item.setAttribute('aria-label', item.title); });
const stored = (key, value) => {               // what the page remembers, if the browser allows it
  try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
};
window.pilcrow ??= {};                         // what the scripts of the page call in one another
const make = (name, className, text) => {      // an element; the text needs no escaping
  const one = document.createElement(name);
  if (className) one.className = className;
  if (text) one.textContent = text;
  if (name === 'button') one.type = 'button';
  return one;
};
// The path below which the server has its routes.
const serverRoot = new URL(window.gradio_config?.root || location.pathname, location.href).pathname.replace(/\/$/, '');
