/** So many rows at first; more on demand. */
const FIRST_ROWS = 64;

/** The rows of a recording: its locks, its threads by process, its cores. Tracks are made when they are first drawn. */
function rowsOf(recording) {
  const rows = [];
  const whose = (track, i) => recording.threads[track.thread[i]].name;
  const processes = [...new Set(recording.threads.map((thread) => thread.process))].sort(inOrder);
  for (const process of processes) {
    const locks = recording.turns.filter((turns) => turns.process === process);
    for (const turns of locks) {
      rows.push({
        group: process || (locks.length > 1 ? 'The locks' : 'The lock'), name: turns.name, note: `held ${share(turns.held, recording.nanos)}`, isTall: true,
        names: BY_THREAD, label: whose, make: () => trackOfTurns(recording, turns), incidents: [],
      });
    }
    recording.threads.forEach((thread, t) => {
      if (thread.process !== process) return;
      rows.push({
        group: process || 'Threads', name: thread.name, note: noteOf(thread, recording.nanos), thread: t,
        names: BY_STATE, make: () => trackOfThread(recording, t),
        incidents: recording.incidents.filter((i) => i.process === process && (i.thread === '' || i.thread === thread.name)),
      });
    });
  }
  for (const core of recording.cores.numbers) {
    rows.push({
      group: 'Cores', source: recording.cores.text, name: `Core ${core}`, names: BY_THREAD, label: whose, make: () => trackOfCore(recording, core), incidents: [],
      noted: (track) => {
        const busy = track.sums.reduce((sum, part) => sum + part, 0);
        return busy === 0 ? 'idle' : `idle ${share(recording.nanos - busy, recording.nanos)}`;
      },
    });
  }
  return rows;
}

function noteOf(thread, nanos) {
  const sums = STATES.map((state, s) => (thread.sums[s] > 0 ? `${state.sum} ${share(thread.sums[s], nanos)}` : '')).filter((text) => text);
  return sums.length > 0 ? sums.slice(0, 2).join(', ') : 'nothing';
}

/** What a screen reader says of a row. */
function described(recording, row) {
  if (row.thread === undefined) return `${row.name}, ${row.note}`;
  const thread = recording.threads[row.thread];
  const parts = STATES.map((state, s) => (thread.counts[s] > 0 ? `${state.sum} ${lasting(thread.sums[s])} in ${counted(thread.counts[s])} stretch${thread.counts[s] === 1 ? '' : 'es'}` : ''));
  return `${row.name}: ${parts.filter((part) => part).join(', ')}`;
}

/** The rows on the page. */
class Lanes {
  constructor(recording, view) {
    this.recording = recording;
    this.view = view;
    this.rows = rowsOf(recording);
    this.chosen = -1;
    this.near = new IntersectionObserver((seen) => this.noticed(seen), { rootMargin: '200px' });
    this.more = found('more-lanes');
    found('lanes').replaceChildren();
    this.shown = 0;
    this.show(FIRST_ROWS);
  }

  show(count) {
    const until = Math.min(this.rows.length, this.shown + count);
    for (; this.shown < until; this.shown++) this.append(this.rows[this.shown], this.rows[this.shown - 1]);
    const left = this.rows.length - this.shown;
    this.more.hidden = left === 0;
    this.more.firstElementChild.textContent = `Show ${counted(Math.min(left, 4 * FIRST_ROWS))} more of ${counted(left)} lanes`;
    this.more.firstElementChild.onclick = () => this.show(4 * FIRST_ROWS);
  }

  append(row, before) {
    if (row.group !== before?.group) {
      const head = made('p', row.group, { class: 'group' });
      if (row.source) head.append(made('small', ` \u00b7 ${row.source}`));
      found('lanes').append(head);
    }
    if (row.noted) row.note = row.noted(this.trackOf(row));
    row.element = made('div', undefined, { class: row.isTall ? 'lane tall' : 'lane' });
    const name = made('div', undefined, { class: 'name' });
    name.append(made('b', row.name, { title: row.name, dir: 'auto' }), made('span', row.note));
    row.canvas = made('canvas', undefined, { role: 'img', 'aria-label': described(this.recording, row) });
    row.element.append(name, row.canvas);
    row.element.row = row;
    found('lanes').append(row.element);
    this.near.observe(row.element);
  }

  trackOf(row) {
    row.track ??= row.make();
    return row.track;
  }

  noticed(seen) {
    for (const { target, isIntersecting } of seen) {
      target.row.isNear = isIntersecting;
      // A canvas that nobody sees keeps no pixels.
      if (!isIntersecting) target.row.canvas.width = target.row.canvas.height = 0;
    }
    this.view.changed();
  }

  paint(fills) {
    const near = this.rows.filter((row) => row.isNear);
    const most = Math.max(200, MOST_PIECES / Math.max(1, near.length));
    for (const row of near) {
      row.isExact = paint(row.canvas, this.trackOf(row), row.names, this.view, fills, most, row.label);
      for (const incident of row.incidents) paintIncident(row.canvas.getContext('2d'), incident, this.view, fills);
    }
  }

  choose(place) {
    this.rows[this.chosen]?.element?.classList.remove('chosen');
    this.chosen = Math.max(0, Math.min(this.shown - 1, place));
    const row = this.rows[this.chosen];
    row?.element.classList.add('chosen');
    row?.element.scrollIntoView({ block: 'nearest' });
    return row;
  }

  close() {
    this.near.disconnect();
  }
}
