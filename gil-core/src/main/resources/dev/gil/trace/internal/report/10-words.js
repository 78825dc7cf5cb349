/** Numbers as people read them. All times are nanoseconds. */
const counted = (n) => n.toLocaleString('en-US');

function lasting(nanos) {
  if (nanos < 1e3) return `${Math.round(nanos)} ns`;
  if (nanos < 1e6) return `${trimmed(nanos / 1e3)} \u00b5s`;
  if (nanos < 1e9) return `${trimmed(nanos / 1e6)} ms`;
  return `${trimmed(nanos / 1e9)} s`;
}

const trimmed = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)).replace(/\.0+$/, '');

const share = (part, whole) => (whole > 0 ? `${((100 * part) / whole).toFixed(part > 0 && part < whole / 100 ? 1 : 0)} %` : '0 %');

/** A label of the ruler: as exact as the distance to the next one asks for. */
function instant(nanos, step) {
  const unit = step >= 1e9 ? [1e9, 's'] : step >= 1e6 ? [1e6, 'ms'] : step >= 1e3 ? [1e3, '\u00b5s'] : [1, 'ns'];
  return `${counted(Math.round(nanos / unit[0]))} ${unit[1]}`;
}

/** An element whose text is text, whatever it holds. */
function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const found = (id) => document.getElementById(id);
