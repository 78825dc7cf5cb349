/** Mouse, touch and keys on the timeline. */
class Hands {
  constructor(stage) {
    this.stage = stage;
    this.area = found('view');
    this.tip = found('tip');
    this.pointers = new Map();
    const on = (name, act, options) => this.area.addEventListener(name, act, options);
    on('pointerdown', (event) => this.down(event));
    on('pointermove', (event) => this.move(event));
    on('pointerup', (event) => this.up(event));
    on('pointercancel', (event) => this.up(event));
    on('pointerleave', () => this.hideTip());
    on('blur', () => this.hideTip());
    on('wheel', (event) => this.wheel(event), { passive: false });
    on('dblclick', (event) => this.isOverLane(event) && this.stage.view.zoom(event.shiftKey ? 2 : 0.5, this.instantAt(event.clientX)));
    on('keydown', (event) => this.key(event));
    found('zoom-in').onclick = () => this.stage.view.glideZoom(0.5);
    found('zoom-out').onclick = () => this.stage.view.glideZoom(2);
    found('zoom-all').onclick = () => this.stage.view.glide(0, this.stage.view.nanos);
  }

  /** All lanes begin and end where the ruler does. */
  get edges() {
    return found('ruler').getBoundingClientRect();
  }

  instantAt(x) {
    const { left, width } = this.edges;
    return this.stage.view.from + ((x - left) / width) * this.stage.view.width;
  }

  get perPixel() {
    return this.stage.view.width / this.edges.width;
  }

  isOverLane(event) {
    return event.target.tagName === 'CANVAS';
  }

  down(event) {
    if (!this.isOverLane(event) || event.button > 0) return;
    this.hideTip();
    this.pointers.set(event.pointerId, event.clientX);
    this.start = { x: event.clientX, y: event.clientY, isOnOverview: event.target.id === 'overview' };
    this.area.setPointerCapture(event.pointerId);
    this.area.classList.add('moving');
    if (this.start.isOnOverview) this.moveWindow(event.clientX);
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      this.hover(event);
      return;
    }
    const { view } = this.stage;
    if (this.start.isOnOverview) {
      this.moveWindow(event.clientX);
    } else if (this.pointers.size === 1) {
      view.pan((before - event.clientX) * this.perPixel);
    } else {
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)[1];
      const apart = Math.max(10, Math.abs(event.clientX - other));
      const was = Math.max(10, Math.abs(before - other));
      view.zoom(was / apart, this.instantAt(other));
    }
    this.pointers.set(event.pointerId, event.clientX);
  }

  /** The middle of what is shown comes to where the pointer is. */
  moveWindow(x) {
    const { view } = this.stage;
    const { left, width } = this.edges;
    const middle = ((x - left) / width) * view.nanos;
    view.show(middle - view.width / 2, middle + view.width / 2);
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    this.area.classList.toggle('moving', this.pointers.size > 0);
    const isTap = Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) < 6;
    if (event.type === 'pointerup' && event.pointerType !== 'mouse' && isTap) this.hover(event);
  }

  hover(event) {
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest('.lane')?.row;
    const { left, right } = this.edges;
    const isInside = row && event.clientX >= left && event.clientX < right && row.canvas.getBoundingClientRect().top <= event.clientY;
    const instant = this.instantAt(event.clientX);
    const incident = isInside && row.incidents.find((i) => i.from - 6 * this.perPixel <= instant && instant <= i.to + 6 * this.perPixel);
    const text = isInside ? this.stage.telling.at(row, this.stage.lanes.trackOf(row), instant, this.perPixel) : '';
    this.showTip([text, incident ? incident.text : ''].filter((part) => part).join('\n\n'), event.clientX, event.clientY);
  }

  showTip(text, x, y) {
    this.tip.hidden = text === '';
    if (text === '') return;
    this.tip.textContent = text;
    const { offsetWidth, offsetHeight } = this.tip;
    const left = Math.max(12, Math.min(document.documentElement.clientWidth - offsetWidth - 12, x + 16));
    const top = y + 20 + offsetHeight > window.innerHeight ? y - offsetHeight - 14 : y + 20;
    this.tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(8, top))}px)`;
  }

  hideTip() {
    this.tip.hidden = true;
  }

  /** The page scrolls as ever; only a wheel with Ctrl (a pinch on a touch pad is one), or sideways, is for the timeline. */
  wheel(event) {
    const { view } = this.stage;
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      view.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 120), this.instantAt(event.clientX));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      view.pan(sideways * this.perPixel);
    } else {
      return;
    }
    event.preventDefault();
    this.hideTip();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { view } = this.stage;
    const acts = {
      ArrowLeft: () => view.glide(view.from - view.width / 4, view.to - view.width / 4),
      ArrowRight: () => view.glide(view.from + view.width / 4, view.to + view.width / 4),
      ArrowUp: () => this.choose(-1),
      ArrowDown: () => this.choose(1),
      '+': () => view.glideZoom(0.5),
      '=': () => view.glideZoom(0.5),
      '-': () => view.glideZoom(2),
      0: () => view.glide(0, view.nanos),
      Home: () => view.glide(0, view.width),
      End: () => view.glide(view.nanos - view.width, view.nanos),
      n: () => this.step(1),
      p: () => this.step(-1),
      Escape: () => this.hideTip(),
    };
    const act = acts[event.key] ?? acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  choose(by) {
    const { lanes } = this.stage;
    const row = lanes.choose(lanes.chosen < 0 ? 0 : lanes.chosen + by);
    this.at = undefined;
    this.say(row ? described(this.stage.recording, row) : '');
  }

  /** To the next or previous piece of the chosen lane, which is told. */
  step(by) {
    const { lanes, view, telling } = this.stage;
    const row = lanes.rows[lanes.chosen] ?? lanes.choose(0);
    const track = row && lanes.trackOf(row);
    if (!track || track.size === 0) return;
    const next = this.at === undefined ? track.countBefore(view.from) : this.at + by;
    this.at = Math.max(0, Math.min(track.size - 1, next));
    const [from, to] = [track.from[this.at], track.to[this.at]];
    if (from < view.from || to > view.to) {
      const width = Math.max(view.width, (to - from) * 1.5);
      view.show((from + to) / 2 - width / 2, (from + to) / 2 + width / 2);
    }
    const text = telling.piece(row, track, this.at);
    this.say(text.replaceAll('\n', ', '));
    const { left, width } = this.edges;
    const middle = (Math.max(from, view.from) + Math.min(to, view.to)) / 2;
    this.showTip(text, left + ((middle - view.from) / view.width) * width, row.canvas.getBoundingClientRect().bottom - 16);
  }

  say(text) {
    found('said').textContent = text;
  }
}
