/** The app: four steps in one page, drawn by script. Fields of a step exist while it is shown. */
type Values = Readonly<Record<string, string>>;

const app = document.querySelector('#planner');
let values: Values = {};

const STEPS: readonly (() => string)[] = [
  () => `<h2>Where to?</h2>
    ${text('place', 'Destination', 'off')}
    <label for="guests">Guests</label><select id="guests"><option value="">Choose</option>
    ${['One', 'Two', 'Three', 'Four'].map((name, index) => `<option value="${index + 1}">${name}</option>`).join('')}</select>
    ${button('to-rooms', 'See rooms')}`,
  () => `<h2>Rooms in ${quoted(values.place ?? '')}</h2><div class="rooms" role="radiogroup" aria-label="Rooms">
    ${[
      ['court', 'Courtyard'],
      ['sea', 'Sea side'],
      ['tower', 'Tower'],
    ]
      .map(
        ([id, name]) =>
          `<label class="room" for="room-${id}"><input type="radio" name="room" id="room-${id}" value="${id}"> ${name}</label>`,
      )
      .join('')}</div>${button('to-guest', 'Choose room')}`,
  () => `<h2>Who comes?</h2>
    ${text('lead', 'Lead guest', 'name')}
    <label for="contact">Contact email</label><input id="contact" type="email" autocomplete="email">
    <label for="mobile">Mobile</label><input id="mobile" type="tel" autocomplete="tel-national">
    <label for="wishes">Wishes</label><textarea id="wishes" rows="3"></textarea>
    ${button('to-review', 'Review')}`,
  () => `<h2>Your stay</h2><dl>${Object.entries(values)
    .map(([name, value]) => `<dt>${name}</dt><dd>${quoted(value)}</dd>`)
    .join('')}</dl>
    <label><input type="checkbox" id="terms"> I accept the house rules</label>${button('book', 'Book')}`,
];

show(0);

function show(step: number): void {
  const draw = STEPS[step];
  if (!app || !draw) return;
  app.innerHTML = draw();
  history.replaceState(null, '', `#${step + 1}`);
  app.querySelector('button')?.addEventListener('click', () => {
    const controls = app.querySelectorAll<HTMLInputElement>('input, select, textarea');
    for (const { id, value } of controls) values = { ...values, [id]: value };
    if (step + 1 < STEPS.length) show(step + 1);
    else void book();
  });
}

async function book(): Promise<void> {
  const verdict = await window.tellsign?.assess({
    action: 'plan',
    transaction: { stay: values.place ?? '' },
  });
  await fetch('/lab/plan', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: verdict?.token ?? null, stay: values.place ?? '' }),
  });
  if (app) app.innerHTML = '<h2 id="done">Booked</h2>';
}

function text(id: string, label: string, autocomplete: string): string {
  return `<label for="${id}">${label}</label><input id="${id}" type="text" autocomplete="${autocomplete}">`;
}

function button(id: string, label: string): string {
  return `<p><button type="button" id="${id}">${label}</button></p>`;
}

function quoted(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
