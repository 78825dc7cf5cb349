/** Reads a column of numbers: base64 of bytes with seven bits each, the lowest first, the eighth says that more follow. */
class Column {
  constructor(base64) {
    this.bytes = atob(base64);
    this.at = 0;
  }

  next() {
    let byte = this.bytes.charCodeAt(this.at++);
    let value = byte & 127;
    // Multiplied, not shifted: a time has more than 32 bits.
    for (let scale = 128; byte > 127; scale *= 128) {
      byte = this.bytes.charCodeAt(this.at++);
      value += (byte & 127) * scale;
    }
    return value;
  }

  /** The sign is the lowest bit. */
  nextSigned() {
    const value = this.next();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Whether all was read, and no more than was there. */
  get isDone() {
    return this.at === this.bytes.length;
  }
}
