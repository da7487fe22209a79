// The dates of a table as a picture: a lane for each document, filled marks for days, hollow ones for months
// and years. Those who do not see it have the same dates in the rows.
const LANE = 36, AXIS = 18, LINE = 27, STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000];   // pixels; months
const MOST_TICKS = 6, DAY = 864e5;
const timeOf = (value, isEnd) => {             // the beginning of a date, or its end, as milliseconds
  const [year, month, day] = value.split('-').map(Number), after = isEnd ? 1 : 0;
  if (day) return Date.UTC(year, month - 1, day + after);
  return month ? Date.UTC(year, month - 1 + after, 1) : Date.UTC(year + after, 0, 1);
};
const svg = (name, attributes, text) => {
  const one = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => one.setAttribute(key, value));
  if (text) one.textContent = text;
  return one;
};
// A few dates far from the others would press these together: they stand at the edge of the picture.
function boundsOf(spans) {
  const starts = spans.map(one => one.from).sort((a, b) => a - b), ends = spans.map(one => one.to).sort((a, b) => a - b);
  const at = (list, share) => list[Math.round(share * (list.length - 1))];
  let from = starts[0], to = ends.at(-1);
  const low = at(starts, .05), high = at(ends, .95), middle = Math.max(high - low, DAY);
  if (low - from > middle) from = low;
  if (to - high > middle) to = high;
  const margin = Math.max((to - from) / 40, 3 * DAY);
  return [from - margin, to + margin];
}
function ticksOf(from, to) {
  const first = new Date(from), months = (to - from) / DAY / 30.4, step = STEPS.find(one => months / one <= MOST_TICKS) || STEPS.at(-1);
  const ticks = [];
  const begin = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (let month = Math.ceil(begin / step) * step; ; month += step) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > to) return ticks;
    const year = String(Math.floor(month / 12));
    if (time >= from) ticks.push([time, step < 12 ? shortMonth(time) : year]);
  }
}
const shortMonth = time => new Date(time).toLocaleDateString(days, { year: 'numeric', month: 'short', timeZone: 'UTC' });
const rangeText = ({ start, end }) => (start === end ? dayText(start) : `${dayText(start)} – ${dayText(end)}`);

function timelineOf({ lanes, marks, left_out: leftOut }) {
  const spans = marks.map(mark => ({ ...mark, from: timeOf(mark.start), to: timeOf(mark.end, true) }));
  const [from, to] = boundsOf(spans), height = AXIS + LANE * lanes.length, mirrored = document.documentElement.dir === 'rtl';
  const share = time => 100 * Math.min(Math.max((time - from) / (to - from), .004), .996);
  const x = time => (mirrored ? 100 - share(time) : share(time));
  const first = spans.reduce((a, b) => (b.from < a.from ? b : a)), last = spans.reduce((a, b) => (b.to > a.to ? b : a));
  const picture = svg('svg', { role: 'img', width: '100%', height, 'aria-label': say('timeline', counted(marks.length), dayText(first.start), dayText(last.end)) });
  for (const [time, text] of ticksOf(from, to)) {
    picture.append(svg('line', { class: 'tick', x1: `${x(time)}%`, x2: `${x(time)}%`, y1: AXIS - 4, y2: height }));
    const side = x(time) < 6 ? 'start' : x(time) > 94 ? 'end' : 'middle';   // whole, also at the edges
    picture.append(svg('text', { class: 'year', x: `${x(time)}%`, y: 12, 'text-anchor': side, direction: 'ltr' }, text));
  }
  lanes.forEach((name, lane) => {
    const y = AXIS + LANE * lane + LINE;
    picture.append(svg('line', { class: 'lane', x1: 0, x2: '100%', y1: y, y2: y }));
    if (lanes.length > 1) picture.append(svg('text', { class: 'name', x: mirrored ? '100%' : 0, y: y - 11, 'text-anchor': mirrored ? 'end' : 'start', direction: 'ltr' }, name));
  });
  picture.append(...spans.map(mark => markOf(mark, x, AXIS + LANE * mark.lane + LINE)));
  const figure = make('figure', 'timeline'), box = make('div', 'lanes');
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', say('extract_dates'));
  box.append(picture);
  const note = leftOut ? ` ${say('timeline_left', counted(marks.length), counted(marks.length + leftOut))}` : '';
  figure.append(box, make('figcaption', '', say('timeline_key') + note));
  return figure;
}
function markOf(mark, x, y) {
  const exact = mark.start.length === 10 && mark.end.length === 10 && !mark.inferred, [a, b] = [x(mark.from), x(mark.to)];
  const left = Math.min(a, b), wide = Math.abs(a - b);
  const one = wide < 1.2 ? svg('circle', { cx: `${left + wide / 2}%`, cy: y, r: 4.5 })
    : svg('rect', { x: `${left}%`, y: y - 4, width: `${wide}%`, height: 8, rx: 4 });
  one.setAttribute('class', exact ? 'mark' : 'mark hollow');
  one.append(svg('title', {}, rangeText(mark) + (mark.count > 1 ? ` (${counted(mark.count)})` : '')));
  one.onclick = () => showRow(mark.row);
  return one;
}
