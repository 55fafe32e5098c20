/** All of the page's script: boxes that filter the rows of a long table, and folds that open for print. */
export const script = `
for (const input of document.querySelectorAll('input[data-table]')) {
  const box = input.closest('.filter'), rows = [...document.getElementById(input.dataset.table).tBodies[0].rows];
  box.hidden = false;
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0, count = 0;
    for (const row of rows) {
      const heading = row.classList.contains('group');
      const keep = wanted === '' || (!heading && row.textContent.toLowerCase().includes(wanted));
      row.hidden = !keep;
      if (!heading) { count++; if (keep) shown++; }
    }
    box.querySelector('output').textContent = wanted === '' ? '' : shown + ' of ' + count;
  });
}
addEventListener('beforeprint', () => { for (const fold of document.querySelectorAll('details.fold')) fold.open = true; });
`;
