const SVG = 'http://www.w3.org/2000/svg';

function drawn(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** How many stretches lasted how long; each bar is twice as long as the one before. */
function binned(lengths) {
  const bins = new Map();
  for (const length of lengths) {
    const bin = length < 1 ? 0 : Math.floor(Math.log2(length));
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const places = [...bins.keys()];
  const first = Math.min(...places);
  return Array.from({ length: Math.max(...places) - first + 1 }, (_, i) => ({ from: 2 ** (first + i), to: 2 ** (first + i + 1), count: bins.get(first + i) ?? 0 }));
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
  const each = Math.min(64, width / bins.length);
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
  const every = Math.ceil(70 / each);
  for (let i = 0; i <= bins.length; i += every) {
    const nanos = i < bins.length ? bins[i].from : bins[i - 1].to;
    picture.append(drawn('text', { x: i * each, y: top + height + 18, 'text-anchor': i === 0 ? 'start' : i * each > width - 24 ? 'end' : 'middle' }, lasting(nanos)));
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
