/** Tells in words what is at a place of a lane. */
class Telling {
  constructor(recording) {
    this.recording = recording;
    this.turnTracks = new Map();
  }

  /** All about one piece. */
  piece(row, track, i) {
    const thread = this.recording.threads[track.thread[i]];
    const at = track.at[i];
    const { state, lock, core } = this.recording.kinds[thread.kind[at]];
    const [from, to] = [thread.from[at], thread.to[at]];
    const lines = [`${thread.name} ${STATES[state].is} ${lasting(to - from)}`];
    lines.push(`lock ${this.recording.locks[lock]}`);
    if (state === WAIT) {
      const holder = this.holder(thread.process, lock, (from + to) / 2);
      if (holder) lines.push(`${holder} has it`);
    }
    lines.push(`from ${exact(from)} to ${exact(to)}`);
    if (core >= 0) lines.push(`ended on core ${core}`);
    if (thread.process && row.group !== thread.process) lines.push(thread.process);
    return lines.join('\n');
  }

  /** What happened in a stretch of time with many pieces. */
  many(row, track, from, to) {
    const [first, last] = track.within(from, to);
    const shares = track.shares(from, to, 1);
    const lines = [`${counted(last - first)} stretches in ${lasting(to - from)}`];
    const sums = new Map();
    row.names.forEach((name, c) => {
      if (shares[c] > 0) sums.set(name.split('-')[0], (sums.get(name.split('-')[0]) ?? 0) + shares[c]);
    });
    for (const [name, sum] of sums) lines.push(`${STATES[BY_STATE.indexOf(name)].sum} ${share(sum, 1)}`);
    lines.push(`at ${exact(from)}`);
    return lines.join('\n');
  }

  /** Who had a lock at an instant. */
  holder(process, lock, instant) {
    const turns = this.recording.turns.find((t) => t.process === process && t.lock === lock);
    if (!turns) return '';
    if (!this.turnTracks.has(turns)) this.turnTracks.set(turns, trackOfTurns(this.recording, turns));
    const track = this.turnTracks.get(turns);
    const i = track.find(instant);
    return i < 0 ? '' : this.recording.threads[track.thread[i]].name;
  }

  at(row, track, instant, perPixel) {
    const [first, last] = track.within(instant - perPixel, instant + perPixel);
    if (last - first > 4) return this.many(row, track, instant - perPixel, instant + perPixel);
    const i = track.find(instant);
    // What is narrower than a pixel is met by whoever comes near.
    const near = i >= 0 ? i : last > first ? first : -1;
    return near < 0 ? '' : this.piece(row, track, near);
  }
}

const exact = (nanos) => `${counted(Math.round(nanos / 10) / 100)} \u00b5s`;
