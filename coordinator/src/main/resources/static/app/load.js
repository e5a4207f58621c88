// How busy the replica that serves this page is: its engine's queues and how long its ledger takes.

import { html, nothing } from './lit.js';
import { metric } from './api.js';
import { n } from './format.js';
import { store } from './store.js';

const milliseconds = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const ms = seconds => (seconds === null ? '–' : `${milliseconds.format(1000 * seconds)} ms`);

export class Load {
  #queued = null;
  #inFlight = null;
  #commit = null;
  #earlier = null;
  #readAt = 0;
  #span = 0;

  async read() {
    const [queued, inFlight, commit] = await Promise.all(
      ['heddle.engine.queued', 'heddle.engine.in.flight', 'heddle.ledger.commit'].map(metric));
    this.#queued = queued;
    this.#inFlight = inFlight;
    this.#earlier = this.#commit;
    this.#commit = commit;
    this.#span = this.#readAt ? (Date.now() - this.#readAt) / 1000 : 0;
    this.#readAt = Date.now();
  }

  template() {
    if (!this.#queued) return nothing;
    const { commits, mean } = this.#recent();
    return html`
      <section class="card" aria-labelledby="load"><h2 id="load">Load of ${store.fabric?.replica ?? 'this replica'}</h2>
        <dl class="facts wide">
          <div><dt>Waiting for the engine</dt><dd>${n(this.#queued.VALUE)} commands and observations</dd></div>
          <div><dt>Waiting for the ledger</dt><dd>${n(this.#inFlight?.VALUE)} events decided and not committed</dd></div>
          <div><dt>Ledger commit</dt><dd>${this.#commit
            ? html`${ms(mean)} on average, ${ms(this.#commit.MAX)} at most of late · ${milliseconds.format(commits)} a second`
            : 'none by this replica so far'}</dd></div>
        </dl>
      </section>`;
  }

  /** Since the reading before; since the start where nothing was committed in between. */
  #recent() {
    const now = this.#commit;
    if (!now) return { commits: 0, mean: null };
    const before = this.#earlier ?? { COUNT: now.COUNT, TOTAL_TIME: now.TOTAL_TIME };
    const commits = now.COUNT - before.COUNT;
    const mean = commits > 0 ? (now.TOTAL_TIME - before.TOTAL_TIME) / commits : now.COUNT ? now.TOTAL_TIME / now.COUNT : null;
    return { commits: this.#span ? commits / this.#span : 0, mean };
  }
}
