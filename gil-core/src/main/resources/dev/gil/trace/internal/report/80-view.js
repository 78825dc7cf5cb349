/** Which part of a recording is shown. */
class View {
  static LEAST = 20;

  constructor(nanos, changed) {
    this.nanos = Math.max(1, nanos);
    this.from = 0;
    this.to = this.nanos;
    this.changed = changed;
  }

  get width() {
    return this.to - this.from;
  }

  /** As near to what is asked for as the recording allows. */
  show(from, to) {
    const width = Math.min(this.nanos, Math.max(Math.min(View.LEAST, this.nanos), to - from));
    const middle = (from + to) / 2;
    this.from = Math.max(0, Math.min(this.nanos - width, middle - width / 2));
    this.to = this.from + width;
    this.changed();
  }

  /** Keeps an instant where it is. */
  zoom(factor, at = (this.from + this.to) / 2) {
    const width = Math.min(this.nanos, Math.max(View.LEAST, this.width * factor));
    const from = at - (width * (at - this.from)) / this.width;
    this.show(from, from + width);
  }

  pan(nanos) {
    this.show(this.from + nanos, this.to + nanos);
  }

  all() {
    this.show(0, this.nanos);
  }

  /** Moves there in a few frames; at once for those who want no motion. */
  glide(from, to) {
    cancelAnimationFrame(this.frame);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.show(from, to);
      return;
    }
    const start = performance.now();
    const [wasFrom, wasTo] = [this.from, this.to];
    const step = (now) => {
      const part = Math.min(1, Math.max(0, (now - start) / 180));
      const eased = 1 - (1 - part) ** 3;
      if (part < 1) {
        this.show(wasFrom + (from - wasFrom) * eased, wasTo + (to - wasTo) * eased);
        this.frame = requestAnimationFrame(step);
      } else {
        this.show(from, to);
      }
    };
    this.frame = requestAnimationFrame(step);
  }

  glideZoom(factor) {
    const middle = (this.from + this.to) / 2;
    const half = Math.min(this.nanos, this.width * factor) / 2;
    this.glide(middle - half, middle + half);
  }
}
