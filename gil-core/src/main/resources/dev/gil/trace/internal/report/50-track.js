/** So many colours can a track have. */
const COLOURS = 8;

/**
 * Pieces of one lane that do not overlap, in order, with a colour each; where stretches are nested, the innermost is seen. The index holds, for every 64th
 * piece, how long each colour was seen before it, so that the share of a pixel costs a search and not a walk, however many pieces are in it.
 */
class Track {
  constructor(size) {
    this.from = new Float64Array(size);
    this.to = new Float64Array(size);
    this.colour = new Uint8Array(size);
    /** What the piece shows: a thread and a stretch of it. */
    this.thread = new Uint32Array(size);
    this.at = new Uint32Array(size);
    this.size = 0;
  }

  add(from, to, colour, thread, at) {
    const i = this.size++;
    this.from[i] = from;
    this.to[i] = to;
    this.colour[i] = colour;
    this.thread[i] = thread;
    this.at[i] = at;
  }

  /** To be called once, after the last piece. */
  indexed() {
    this.before = new Float64Array(((this.size >> 6) + 1) * COLOURS);
    const sums = new Float64Array(COLOURS);
    for (let i = 0; i < this.size; i++) {
      if ((i & 63) === 0) this.before.set(sums, (i >> 6) * COLOURS);
      sums[this.colour[i]] += this.to[i] - this.from[i];
    }
    if ((this.size & 63) === 0) this.before.set(sums, (this.size >> 6) * COLOURS);
    this.sums = sums;
    return this;
  }

  /** How many pieces begin before an instant; looks from one of them on. */
  countBefore(instant, low = 0) {
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.from[middle] < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The piece at an instant; -1 if there is none. */
  find(instant) {
    const i = this.countBefore(instant + 0.5) - 1;
    return i >= 0 && instant < this.to[i] ? i : -1;
  }

  /** The pieces that a window shows: from the first to before the last. */
  within(from, to) {
    const first = this.countBefore(from);
    return [first > 0 && this.to[first - 1] > from ? first - 1 : first, this.countBefore(to)];
  }

  /** How long each colour was seen before an instant, into an array; returns the piece it came to. */
  seenBefore(instant, low, seen) {
    const i = this.countBefore(instant, low);
    const block = i >> 6;
    for (let c = 0; c < COLOURS; c++) seen[c] = this.before[block * COLOURS + c];
    for (let k = block << 6; k < i; k++) seen[this.colour[k]] += this.to[k] - this.from[k];
    if (i > 0 && this.to[i - 1] > instant) seen[this.colour[i - 1]] -= this.to[i - 1] - instant;
    return i;
  }

  /** Shares of the colours in equal parts of a window, part by part. */
  shares(from, to, parts) {
    const shares = new Float32Array(parts * COLOURS);
    const width = (to - from) / parts;
    let before = new Float64Array(COLOURS);
    let after = new Float64Array(COLOURS);
    let low = this.seenBefore(from, 0, before);
    for (let p = 0; p < parts; p++) {
      low = this.seenBefore(from + (p + 1) * width, low, after);
      for (let c = 0; c < COLOURS; c++) shares[p * COLOURS + c] = Math.max(0, after[c] - before[c]) / width;
      [before, after] = [after, before];
    }
    return shares;
  }
}
