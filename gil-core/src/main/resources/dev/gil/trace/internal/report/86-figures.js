/** The numbers of the lanes as a table, summed up here from the stretches. */
function showTotals(recording) {
  const table = found('totals').querySelector('table');
  const head = made('tr');
  head.append(made('th', 'thread', { class: 'text', scope: 'col' }));
  for (const state of STATES) head.append(made('th', state.sum, { scope: 'col' }));
  for (const text of ['longest hold', 'longest wait', 'stretches']) head.append(made('th', text, { scope: 'col' }));
  const body = made('tbody');
  for (const thread of recording.threads) {
    const name = thread.process ? `${thread.name}, ${thread.process}` : thread.name;
    body.append(lineOf(name, thread.sums, [thread.longest[HOLD], thread.longest[WAIT]], thread.size));
  }
  const longest = (state) => recording.threads.reduce((most, thread) => Math.max(most, thread.longest[state]), 0);
  const size = recording.threads.reduce((sum, thread) => sum + thread.size, 0);
  const all = lineOf('all', STATES.map((_, s) => recording.sum(s)), [longest(HOLD), longest(WAIT)], size);
  all.className = 'best';
  body.append(all);
  const heads = made('thead');
  heads.append(head);
  table.replaceChildren(heads, body);
  showCheck(recording, size);
}

function lineOf(name, sums, longest, size) {
  const line = made('tr');
  line.append(made('th', name, { scope: 'row', dir: 'auto' }));
  for (const nanos of [...sums, ...longest]) line.append(made('td', nanos > 0 ? lasting(nanos) : '\u2013', { 'data-nanos': nanos, title: `${counted(nanos)} ns` }));
  line.append(made('td', counted(size)));
  return line;
}

/** What the recorder summed up must come out here again, to the nanosecond. */
function showCheck(recording, size) {
  const { claims } = recording;
  const sums = recording.threads.flatMap((thread) => [...thread.sums, thread.longest[HOLD], thread.longest[WAIT]]);
  const agree = sums.length === claims.sums.length && sums.every((sum, i) => String(sum) === claims.sums[i]) && String(recording.overlap) === claims.overlap;
  const checked = found('checked');
  checked.dataset.agree = agree;
  checked.dataset.overlap = recording.overlap;
  checked.className = agree && recording.overlap === 0 ? 'hint' : 'fault';
  const dropped = recording.dropped > 0 ? ` ${counted(recording.dropped)} older stretches were dropped while recording.` : '';
  checked.textContent = agree
    ? `Summed up on this page from ${counted(size)} recorded stretches, and equal to what the recorder says. One lock was held by two at once for ${counted(recording.overlap)} ns.${dropped}`
    : `The figures of this page are not those that the recorder wrote: the file was changed, or gil has a fault.${dropped}`;
}
