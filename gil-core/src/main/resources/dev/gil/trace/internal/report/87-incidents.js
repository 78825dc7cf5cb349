const KINDS = {
  STARVED: 'Held without a checkpoint',
  STUCK_IN_NATIVE: 'Stuck in native code',
  WORKER_DIED: 'A worker died',
};

/** What happened, in words; each leads to its place in the timeline. */
function showIncidents(recording, stage) {
  const section = found('incidents');
  section.hidden = recording.incidents.length === 0;
  section.querySelector('ol').replaceChildren(...recording.incidents.map((incident) => {
    const button = made('button', undefined, { type: 'button' });
    const lasted = incident.to - incident.from;
    const head = made('b', KINDS[incident.kind] ?? incident.kind);
    const who = [incident.thread, incident.process].filter((name) => name).join(', ');
    if (who) head.append(made('em', ` \u00b7 ${who}`, { dir: 'auto' }));
    button.append(made('i', '\u25bc', { 'aria-hidden': 'true' }), head, made('em', `${lasted > 0 ? `${lasting(lasted)} ` : ''}at ${lasting(incident.from)}`), made('span', incident.text, { class: 'told' }));
    button.onclick = () => {
      const room = Math.max(lasted, recording.nanos / 200);
      stage.view.glide(incident.from - room, incident.to + room);
      found('timeline').scrollIntoView({ block: 'start' });
    };
    const item = made('li');
    item.append(button);
    return item;
  }));
}
