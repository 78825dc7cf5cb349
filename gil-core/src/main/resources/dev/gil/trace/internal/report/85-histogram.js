const SVG = 'http://www.w3.org/2000/svg';

function drawn(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Where bars end: 1, 2 and 5 times every power of ten. */
const edge = (place) => [1, 2, 5][((place % 3) + 3) % 3] * 10 ** Math.floor(place / 3);

/** The bar that a time belongs to. */
function placeOf(nanos) {
  let place = nanos < 1 ? 0 : 3 * Math.floor(Math.log10(nanos));
  while (edge(place + 1) <= nanos) place++;
  return place;
}

/** How many stretches lasted how long; at least eight bars, so that one alone has a place among them. */
function binned(lengths) {
  const bins = new Map();
  // Sorted: what is in one bar follows each other.
  for (let i = 0; i < lengths.length; ) {
    const place = placeOf(lengths[i]);
    const end = firstNotBelow(lengths, edge(place + 1), i);
    bins.set(place, end - i);
    i = end;
  }
  let first = Math.min(...bins.keys());
  let last = Math.max(...bins.keys());
  for (; last - first < 7; last++) if (first > 0 && last - first < 6) first--;
  return Array.from({ length: last - first + 1 }, (_, i) => ({ from: edge(first + i), to: edge(first + i + 1), count: bins.get(first + i) ?? 0 }));
}

function firstNotBelow(sorted, bound, low) {
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];

/** @param lengths shortest first */
function showHistogram(figure, lengths, style) {
  figure.querySelector('svg')?.remove();
  const words = figure.querySelector('p');
  if (lengths.length === 0) {
    words.textContent = 'Never.';
    return;
  }
  words.textContent = `${counted(lengths.length)} times. Half within ${lasting(quantile(lengths, 0.5))}, 99 % within ${lasting(quantile(lengths, 0.99))}; the longest ${lasting(lengths.at(-1))}.`;
  const bins = binned(lengths);
  const most = Math.max(...bins.map((bin) => bin.count));
  const [width, height, top] = [480, 130, 20];
  const each = width / bins.length;
  const picture = drawn('svg', { viewBox: `0 0 ${width} ${top + height + 24}`, role: 'img', 'aria-label': words.textContent });
  if (style === 'bars-wait') picture.append(hatch());
  const bars = drawn('g', { class: style });
  bins.forEach((bin, i) => {
    const tall = bin.count === 0 ? 0 : Math.max(2, (bin.count / most) * height);
    const bar = drawn('rect', { x: i * each + 1.5, y: top + height - tall, width: each - 3, height: tall, rx: 2 });
    bar.append(drawn('title', {}, `${counted(bin.count)} of ${lasting(bin.from)} to ${lasting(bin.to)}`));
    bars.append(bar);
    if (bin.count === most) picture.append(drawn('text', { x: (i + 0.5) * each, y: top + height - tall - 6, 'text-anchor': i * each < 30 ? 'start' : 'middle' }, counted(bin.count)));
  });
  picture.append(bars, drawn('line', { class: 'rule', x1: 0, x2: width, y1: top + height + 0.5, y2: top + height + 0.5 }));
  const every = Math.ceil(64 / each);
  for (let i = 0; i < bins.length; i += every) {
    picture.append(drawn('text', { x: i * each, y: top + height + 18, 'text-anchor': i === 0 ? 'start' : 'middle' }, lasting(bins[i].from)));
  }
  figure.append(picture);
}

function hatch() {
  const pattern = drawn('pattern', { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse' });
  pattern.append(drawn('rect', { width: 7, height: 7 }), drawn('path', { d: 'M-2 2 L2 -2 M-2 9 L9 -2 M5 9 L9 5', fill: 'none' }));
  const defs = drawn('defs', {});
  defs.append(pattern);
  return defs;
}
