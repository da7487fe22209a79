// What the page says, in the language of the browser. Put before the scripts that say something.
const words = props.value.words, tags = Object.keys(words.of);
const language = tags.find(tag => navigator.language.toLowerCase().split('-')[0] === tag.toLowerCase().split('-')[0]) || 'en';
const say = (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, () => value), words[key][language]);
if (language === 'ar') document.documentElement.dir = 'rtl';
element.querySelectorAll('[data-say]').forEach(one => { one.textContent = say(one.dataset.say); });
element.querySelectorAll('[data-tip]').forEach(one => { one.title = say(one.dataset.tip); one.setAttribute('aria-label', one.title); });
const kept = (key, value) => {                 // what is remembered, where the browser allows it
  try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
};
