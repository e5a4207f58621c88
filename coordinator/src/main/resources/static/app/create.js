// The form for a new ComputeDomain.

import { html, nothing } from './lit.js';
import { call } from './api.js';
import { showDialog } from './dialog.js';

const NAME = '[a-z0-9]([a-z0-9\\-]*[a-z0-9])?';
const FIELDS = [
  { name: 'name', label: 'Name', hint: 'Small letters, digits and dashes', required: true, pattern: NAME, maxlength: 63 },
  { name: 'nodes', label: 'Nodes', type: 'number', min: 1, required: true, value: 16 },
  { name: 'gpusPerNode', label: 'GPUs per node', type: 'number', min: 1, required: true, value: 4 },
  { name: 'segmentSize', label: 'Segment size', type: 'number', min: 1, hint: 'Nodes that must share a clique; empty = all' },
  { name: 'ttlSeconds', label: 'Ends after, in seconds', type: 'number', min: 1, hint: 'Empty = never by itself' },
];

/** Shows the form; `defaults` are values by field. */
export function createDialog(defaults = {}) {
  const values = Object.fromEntries(FIELDS.map(field => [field.name, String(defaults[field.name] ?? field.value ?? '')]));
  const key = crypto.randomUUID?.() ?? String(Math.random());
  let waits = true;
  let problem = null;
  let busy = false;
  showDialog((close, update) => {
    const submit = async event => {
      event.preventDefault();
      busy = true;
      problem = null;
      update();
      try {
        await call('POST', '/compute-domains', body(values, waits), { 'Idempotency-Key': key });
        close();
        location.hash = `#/compute-domains/${encodeURIComponent(values.name)}`;
      } catch (error) {
        problem = error;
        busy = false;
        update();
      }
    };
    return html`
      <form @submit=${submit}>
        <h2>New ComputeDomain</h2>
        ${FIELDS.map(field => input(field, values, problem, update))}
        <label class="check"><input type="checkbox" .checked=${waits} @change=${event => { waits = event.target.checked; update(); }}>
          Wait where nothing fits now</label>
        <p class="command"><code>${command(values, waits)}</code></p>
        ${problem ? html`<p class="error" role="alert">${problem.message}</p>` : nothing}
        <div class="actions">
          <button type="button" @click=${close}>Cancel</button>
          <button type="submit" class="primary" ?disabled=${busy}>Create</button>
        </div>
      </form>`;
  });
}

function input(field, values, problem, update) {
  const error = problem?.errors?.find(e => e.field === field.name);
  const id = `create-${field.name}`;
  return html`
    <div class="field">
      <label for=${id}>${field.label}</label>
      <input id=${id} name=${field.name} type=${field.type ?? 'text'} .value=${values[field.name]} autocomplete="off" spellcheck="false"
        min=${field.min ?? nothing} pattern=${field.pattern ?? nothing} maxlength=${field.maxlength ?? nothing}
        ?required=${field.required} aria-invalid=${error ? 'true' : nothing} aria-describedby=${`${id}-hint`}
        @input=${event => { values[field.name] = event.target.value.trim(); update(); }}>
      <p class=${error ? 'error' : 'hint'} id=${`${id}-hint`}>${error ? [error.message, error.fix].filter(Boolean).join(' ') : field.hint ?? ''}</p>
    </div>`;
}

function body(values, waits) {
  const made = { name: values.name, waitForCapacity: waits };
  for (const name of ['nodes', 'gpusPerNode', 'segmentSize', 'ttlSeconds']) {
    if (values[name]) made[name] = Number(values[name]);
  }
  return made;
}

const command = (values, waits) =>
  [`./heddle create cd ${values.name || 'NAME'} --nodes ${values.nodes} --gpus-per-node ${values.gpusPerNode}`,
    values.segmentSize && `--segment-size ${values.segmentSize}`, values.ttlSeconds && `--ttl ${values.ttlSeconds}s`,
    !waits && '--no-wait-for-capacity'].filter(Boolean).join(' ');
