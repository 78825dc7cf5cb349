/** More pieces than this in all lanes on the screen are not drawn one by one. */
const MOST_PIECES = 5000;

const FONT = getComputedStyle(document.body).fontFamily;

/** Draws a track: piece by piece where there are few, else the shares of each column of pixels, one above the other. */
function paint(canvas, track, names, view, fills, most, label) {
  const pen = penOf(canvas);
  const { width, height } = canvas;
  pen.fillStyle = fills.colour('track');
  pen.fillRect(0, 0, width, height);
  const [first, last] = track.within(view.from, view.to);
  const isFew = last - first <= most;
  if (isFew) paintPieces(pen, track, first, last, names, view, fills, label);
  else paintShares(pen, track, names, view, fills);
  return isFew;
}

function paintPieces(pen, track, first, last, names, view, fills, label) {
  const { width, height } = pen.canvas;
  const perNano = width / (view.to - view.from);
  const seam = Math.max(1, Math.round(fills.scale));
  for (let i = first; i < last; i++) {
    const left = Math.max(-8, (track.from[i] - view.from) * perNano);
    const right = Math.min(width + 8, (track.to[i] - view.from) * perNano);
    const name = names[track.colour[i]];
    // A seam between neighbours, where there is room for one.
    const gap = right - left > 4 * seam ? seam : 0;
    pen.fillStyle = fills.of(name);
    pen.fillRect(left, 0, Math.max(seam, right - left - gap), height);
    const text = label && fills.inks[name] ? label(track, i) : '';
    if (text && right - left > 40 * fills.scale) {
      paintLabel(pen, text, Math.max(0, left), Math.min(width, right), fills.inks[name], fills.scale);
    }
  }
}

function paintLabel(pen, text, left, right, ink, scale) {
  const inset = 7 * scale;
  pen.font = `${12 * scale}px ${FONT}`;
  pen.textBaseline = 'middle';
  const room = right - left - 2 * inset;
  let shown = text;
  if (pen.measureText(shown).width > room) {
    while (shown.length > 1 && pen.measureText(`${shown}\u2026`).width > room) shown = shown.slice(0, -1);
    if (shown.length < 3) return;
    shown += '\u2026';
  }
  pen.fillStyle = ink;
  pen.fillText(shown, left + inset, pen.canvas.height / 2 + scale * 0.5);
}

function paintShares(pen, track, names, view, fills) {
  const { width, height } = pen.canvas;
  const shares = track.shares(view.from, view.to, width);
  const used = new Float32Array(width);
  for (const c of [HOLD, KERNEL, BLOCKED, WAIT, 4, 5, 6, 7]) {
    if (!(track.sums[c] > 0)) continue;
    pen.fillStyle = fills.of(names[c]);
    pen.beginPath();
    for (let x = 0; x < width; x++) {
      const part = shares[x * COLOURS + c];
      if (part <= 0) continue;
      // What is there at all is seen, however short.
      const tall = Math.min(height - used[x], Math.max(1, part * height));
      pen.rect(x, height - used[x] - tall, 1, tall);
      used[x] += tall;
    }
    pen.fill();
  }
}

/** Where something happened: a line along the top of its lane, and a mark at its end. */
function paintIncident(pen, incident, view, fills) {
  const perNano = pen.canvas.width / (view.to - view.from);
  const left = (incident.from - view.from) * perNano;
  const right = (incident.to - view.from) * perNano;
  const size = 5 * fills.scale;
  if (right < -size || left > pen.canvas.width + size) return;
  pen.fillStyle = fills.colour('alert');
  pen.fillRect(left, 0, Math.max(2 * fills.scale, right - left), 3 * fills.scale);
  pen.beginPath();
  pen.moveTo(right - size, 0);
  pen.lineTo(right + size, 0);
  pen.lineTo(right, 1.9 * size);
  pen.fill();
}

/** The times above the lanes. */
function paintRuler(canvas, view, fills) {
  const pen = penOf(canvas);
  const scale = fills.scale;
  const step = stepOf(view.to - view.from, canvas.clientWidth / 90);
  pen.font = `${11.5 * scale}px ${FONT}`;
  pen.textBaseline = 'middle';
  for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
    const x = ((at - view.from) / (view.to - view.from)) * canvas.width;
    pen.fillStyle = fills.colour('line');
    pen.fillRect(x, canvas.height - 7 * scale, scale, 7 * scale);
    const text = instant(at, step);
    const wide = pen.measureText(text).width;
    pen.fillStyle = fills.colour('soft');
    pen.fillText(text, Math.min(canvas.width - wide, Math.max(0, x - wide / 2)), 10 * scale);
  }
}

/** 1, 2 or 5 times a power of ten. */
function stepOf(nanos, labels) {
  const rough = Math.max(1, nanos / Math.max(2, labels));
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((times) => times * power >= rough);
}

/** The whole trace in small, and which part of it is shown. */
function paintOverview(canvas, track, names, view, fills) {
  paint(canvas, track, names, { from: 0, to: view.nanos }, fills, canvas.clientWidth / 3);
  const pen = canvas.getContext('2d');
  const left = (view.from / view.nanos) * canvas.width;
  const right = Math.max(left + 3 * fills.scale, (view.to / view.nanos) * canvas.width);
  pen.fillStyle = fills.colour('paper');
  pen.globalAlpha = 0.72;
  pen.fillRect(0, 0, left, canvas.height);
  pen.fillRect(right, 0, canvas.width - right, canvas.height);
  pen.globalAlpha = 1;
  pen.strokeStyle = fills.colour('ink');
  pen.lineWidth = 1.5 * fills.scale;
  pen.strokeRect(left + pen.lineWidth / 2, pen.lineWidth / 2, right - left - pen.lineWidth, canvas.height - pen.lineWidth);
}
