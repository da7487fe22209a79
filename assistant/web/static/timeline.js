// The dates of a table as a picture: a lane for each document, filled marks for days, hollow ones for months
// and years. Those who do not see it have the same dates in the rows.
// Marks that would overlap stand below one another. Pixels; of the steps between the years: months.
const AXIS = 18, NAME = 18, ROW = 13, MOST_STACKED = 6, MARK = 11, STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000];
// The picture is as wide as its marks need, at least as the box; if it is wider, the box scrolls.
const PER_MARK = 9, WIDEST = 1600, TICK = 70, DAY = 864e5;
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
function ticksOf(from, to, width) {
  const first = new Date(from), months = (to - from) / DAY / 30.4, step = STEPS.find(one => months / one <= width / TICK) || STEPS.at(-1);
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

// In which row below its lane's line each mark stands, so that none hides another as far as there is room.
function stack(spans, x, width) {
  const ends = [];                               // of the last mark in each row
  for (const mark of [...spans].sort((a, b) => a.from - b.from)) {
    const [a, b] = [x(mark.from), x(mark.to)].map(share => share * width / 100).sort((p, q) => p - q);
    const middle = (a + b) / 2, left = Math.min(a, middle - MARK / 2), right = Math.max(b, middle + MARK / 2);
    let row = ends.findIndex(end => end <= left);
    if (row < 0) row = ends.length < MOST_STACKED ? ends.length : ends.indexOf(Math.min(...ends));
    ends[row] = Math.max(ends[row] || 0, right);
    mark.stacked = row;
  }
  return Math.max(1, ends.length);
}
function timelineOf({ lanes, marks, left_out: leftOut }) {
  const spans = marks.map(mark => ({ ...mark, from: timeOf(mark.start), to: timeOf(mark.end, true) }));
  const [from, to] = boundsOf(spans), mirrored = document.documentElement.dir === 'rtl';
  const inLane = lanes.map((_, lane) => spans.filter(one => one.lane === lane)), room = Math.max(240, rowsBox.clientWidth - 50);
  const width = Math.max(room, Math.min(WIDEST, PER_MARK * Math.max(...inLane.map(one => one.length))));
  const share = time => 100 * Math.min(Math.max((time - from) / (to - from), .004), .996);
  const x = time => (mirrored ? 100 - share(time) : share(time)), forward = time => share(time);
  const first = spans.reduce((a, b) => (b.from < a.from ? b : a)), last = spans.reduce((a, b) => (b.to > a.to ? b : a));
  const named = lanes.length > 1 ? NAME : 4, tops = [];
  let height = AXIS;
  inLane.forEach(one => { tops.push(height + named); height += named + ROW * stack(one, forward, width) + 8; });
  const picture = svg('svg', { role: 'img', width: '100%', height, style: `min-width:${width}px`, 'aria-label': say('timeline', counted(marks.length), dayText(first.start), dayText(last.end)) });
  for (const [time, text] of ticksOf(from, to, width)) {
    picture.append(svg('line', { class: 'tick', x1: `${x(time)}%`, x2: `${x(time)}%`, y1: AXIS - 4, y2: height }));
    const near = 100 * 30 / width, side = x(time) < near ? 'start' : x(time) > 100 - near ? 'end' : 'middle';   // whole, also at the edges
    picture.append(svg('text', { class: 'year', x: `${x(time)}%`, y: 12, 'text-anchor': side, direction: 'ltr' }, text));
  }
  lanes.forEach((name, lane) => {
    const y = tops[lane];
    if (lane) picture.append(svg('line', { class: 'lane', x1: 0, x2: '100%', y1: y - named - 3, y2: y - named - 3 }));
    if (lanes.length > 1) picture.append(svg('text', { class: 'name', x: mirrored ? '100%' : 0, y: y - 5, 'text-anchor': mirrored ? 'end' : 'start', direction: 'ltr' }, name));
  });
  picture.append(...inLane.flatMap((one, lane) => one.map(mark => markOf(mark, x, tops[lane] + ROW * (mark.stacked + .5)))));
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
  const one = wide < 1 ? svg('circle', { cx: `${left + wide / 2}%`, cy: y, r: 4.5 })
    : svg('rect', { x: `${left}%`, y: y - 4, width: `${wide}%`, height: 8, rx: 4 });
  one.setAttribute('class', exact ? 'mark' : 'mark hollow');
  one.append(svg('title', {}, rangeText(mark) + (mark.count > 1 ? ` (${counted(mark.count)})` : '')));
  one.onclick = () => showRow(mark.row);
  return one;
}
