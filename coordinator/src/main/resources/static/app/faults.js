// The newest warnings, with neighbours of one cause told once: a lost switch ASIC is one line, not 72.

import { html, nothing } from './lit.js';
import { badge, n, objectLink, rackLink, time, words } from './format.js';

const MAX_FAULTS = 40;

/** Warnings, newest first: `{event, also}` where `also` counts the older neighbours of the same kind, rack and reason. */
export function newestFaults(events) {
  const faults = [];
  for (const event of events) {
    if (event.type !== 'Warning') continue;
    const last = faults.at(-1);
    if (last && same(last.event, event)) last.also++;
    else if (faults.length === MAX_FAULTS) break;
    else faults.push({ event, also: 0 });
  }
  return faults;
}

export const fault = ({ event, also }) => html`
  <li><span class="when">${time(event.at)}</span>${badge(event.type, words(event.reason))}
    ${also
      ? html`<b>${n(also + 1)} × ${words(event.object?.kind)} in ${rackLink(event.rack)}</b>`
      : html`<b>${objectLink(event.object, event.rack)}</b>`}
    <span class="what">${also ? html`${event.object?.name}: ` : nothing}${event.message}</span></li>`;

const same = (a, b) => a.reason === b.reason && a.rack && a.rack === b.rack && a.object?.kind === b.object?.kind;
