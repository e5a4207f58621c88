// The fleet in seven numbers.

import { html, nothing } from './lit.js';
import { count, meter, n, percent, rackLink } from './format.js';

const WHOLE = 18;
const USABLE = 16;

export function tiles(store) {
  const f = store.fabric;
  if (!f) return nothing;
  const racks = tiers(store.racks.values());
  const lost = Math.max(0, f.gpus - f.gpusGranted - f.gpusGrantable);
  const links = f.links ?? {};
  const domains = f.computeDomains ?? {};
  return html`
    <ul class="tiles">
      ${tile('GPUs free', n(f.gpusGrantable), `${n(f.gpusGranted)} granted · ${n(lost)} not grantable`,
        meter([['info', f.gpusGranted], ['free', f.gpusGrantable], ['lost', lost]], f.gpus))}
      ${tile('Largest that fits now', f.largestPlaceable ? count(f.largestPlaceable.nodes, 'node') : 'none',
        f.largestPlaceable
          ? html`× ${f.largestPlaceable.gpusPerNode} GPUs in ${rackLink(f.largestPlaceable.rack)}`
          : 'no clique takes a node')}
      ${tile('Whole racks', n(racks.whole), `${n(racks.usable)} with ≥ ${USABLE} trays · ${n(racks.less)} with fewer`,
        meter([['ok', racks.whole], ['warn', racks.usable], ['bad', racks.less]], racks.whole + racks.usable + racks.less))}
      ${tile('ComputeDomains', n(f.computeDomainsLive), states(domains))}
      ${tile('Agents', `${n(f.nodesConnected)}`, `of ${count(f.nodes, 'node')} connected`,
        meter([['ok', f.nodesConnected], ['bad', f.nodes - f.nodesConnected]], f.nodes))}
      ${tile('Links active', `${percent(links.active, links.total)} %`,
        `${n(links.degraded)} degraded · ${n(links.down)} down · ${n(links.unknown)} unknown`,
        meter([['ok', links.active], ['warn', links.degraded], ['bad', links.down], ['lost', links.unknown]], links.total))}
    </ul>`;
}

const tile = (name, value, detail, bar = nothing) => html`
  <li class="tile"><span class="name">${name}</span><span class="value">${value}</span><span class="detail">${detail}</span>${bar}</li>`;

const states = domains =>
  Object.entries(domains).filter(([, value]) => value).map(([state, value]) => `${n(value)} ${state}`).join(' · ') || 'none asked for';

/** Racks by how much of them can hold work: granted or grantable GPUs, in trays. */
function tiers(racks) {
  const sums = { whole: 0, usable: 0, less: 0 };
  for (const rack of racks) {
    const part = rack.gpus ? (rack.gpusGranted + rack.gpusGrantable) / rack.gpus : 0;
    if (part >= 1) sums.whole++;
    else if (part >= USABLE / WHOLE) sums.usable++;
    else sums.less++;
  }
  return sums;
}
