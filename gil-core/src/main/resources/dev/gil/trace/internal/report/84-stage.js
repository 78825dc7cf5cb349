/** One recording on the page: its lanes, and which part of them is shown. */
class Stage {
  constructor() {
    this.hands = new Hands(this);
    this.fills = this.mixed();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.refresh());
    new ResizeObserver(() => this.refresh()).observe(found('view'));
  }

  mixed() {
    return new Fills(window.devicePixelRatio || 1);
  }

  refresh() {
    this.fills = this.mixed();
    this.changed();
  }

  open(recording) {
    this.lanes?.close();
    this.recording = recording;
    this.view = new View(recording.nanos, () => this.changed());
    this.telling = new Telling(recording);
    this.lanes = new Lanes(recording, this.view);
    found('about').textContent = aboutOf(recording);
    this.changed();
  }

  /** Draws once a frame, however often it is told. */
  changed() {
    if (this.isDue || !this.lanes) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.paint();
    });
  }

  paint() {
    const area = found('view').dataset;
    this.lanes.paint(this.fills);
    paintRuler(found('ruler'), this.view, this.fills);
    for (const incident of this.recording.incidents) paintIncident(found('ruler').getContext('2d'), incident, this.view, this.fills);
    const first = this.lanes.rows[0];
    if (first) paintOverview(found('overview'), this.lanes.trackOf(first), first.names, this.view, this.fills);
    area.from = Math.round(this.view.from);
    area.to = Math.round(this.view.to);
    area.painted = Number(area.painted ?? 0) + 1;
  }
}

/** Where the cores are known from, or why they are not, and how well the clocks agree. */
function aboutOf(recording) {
  const parts = [];
  if (!recording.cores.known) parts.push(`No lanes of cores: ${recording.cores.text}.`);
  else if (recording.cores.numbers.length === 0) parts.push('No lanes of cores: of some holds it is not known where they ran.');
  if (recording.clocks.length > 0) {
    const most = Math.max(...recording.clocks.map((clock) => clock.error));
    parts.push(`Lanes of other processes may be early or late by ${lasting(most)} at most: their clocks were read by round trips.`);
  }
  return parts.join(' ');
}
